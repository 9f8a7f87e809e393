import { expect, test } from 'vitest';
import type { Fact } from '../../domain/facts/fact.js';
import { consultationsOf } from '../../domain/placement.js';

const told = (...facts: object[]): Fact[] => facts.map((fact, i) => ({ id: `j${i + 1}`, ...fact }) as Fact);
const CONSULTED = { type: 'setting-consulted', on: '2026-01-06', setting: 'T-1' };
const ANSWERED = { type: 'setting-answered', on: '2026-01-16', setting: 'T-1', answer: 'no' };
const AGAIN = { type: 'setting-consulted', on: '2026-02-03', setting: 'T-1' };

test.each([
  ['asked and not answered', [CONSULTED], { consultedOn: '2026-01-06', answeredOn: null, answer: null, named: false }],
  ['answered', [CONSULTED, ANSWERED], { answeredOn: '2026-01-16', answer: 'no' }],
  ['asked again: the earlier answer is to the earlier asking', [CONSULTED, ANSWERED, AGAIN], { consultedOn: '2026-02-03', answeredOn: null }],
  ['an answer put right', [CONSULTED, ANSWERED, { type: 'correction', on: '2026-01-20', corrects: 'j2', replacement: { ...ANSWERED, answer: 'yes' } }], { answer: 'yes' }],
  ['an answer taken out, and that taken back', [CONSULTED, ANSWERED, { type: 'correction', on: '2026-01-20', corrects: 'j2', replacement: null }, { type: 'correction', on: '2026-01-21', corrects: 'j3', replacement: null }], { answer: 'no' }],
  ['named in the plan', [CONSULTED, { type: 'final-plan-issued', on: '2026-03-02', setting: 'T-1' }], { named: true }],
])('%s', (_name, facts, consultation) => {
  expect(consultationsOf(told(...facts))).toMatchObject([{ setting: 'T-1', ...consultation }]);
});

test('a consultation that was recorded by mistake is none', () => {
  expect(consultationsOf(told(CONSULTED, { type: 'correction', on: '2026-01-07', corrects: 'j1', replacement: null }))).toEqual([]);
});
