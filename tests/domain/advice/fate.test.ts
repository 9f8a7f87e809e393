import { expect, test } from 'vitest';
import { actDue } from '../../../domain/advice/family.js';
import { fateOf } from '../../../domain/advice/fate.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import type { Duty } from '../../../domain/duty.js';
import type { Fact } from '../../../domain/facts/fact.js';

/** What became of a request, told both sides; and the step a family waits for. */

const EP = 'V-PSYCH000';
const fact = (id: string, on: string, type: string, more: object = { adviser: EP }): Fact => ({ id, on: isoDate(on), type, ...more }) as Fact;
const ASKED = fact('j3', '2026-01-06', 'advice-requested');

test.each([
  { after: [], fate: { kind: 'asked', on: '2026-01-06' } },
  { after: [fact('j4', '2026-01-20', 'advice-received')], fate: { kind: 'received', on: '2026-01-20' } },
  { after: [fact('j4', '2026-01-20', 'advice-declined', { adviser: EP, reason: 'N-1' })], fate: { kind: 'declined', on: '2026-01-20', reason: 'N-1' } },
  { after: [fact('j4', '2026-01-20', 'advice-not-needed')], fate: { kind: 'not-needed', on: '2026-01-20' } },
  { after: [fact('j4', '2026-01-20', 'advice-reused')], fate: { kind: 'reused', on: '2026-01-20' } },
  { after: [fact('j4', '2026-01-20', 'advice-received'), fact('j5', '2026-01-22', 'advice-returned', { adviser: EP, reason: 'N-2' })], fate: { kind: 'returned', on: '2026-01-22', reason: 'N-2' } },
  { after: [fact('j4', '2026-01-20', 'advice-received'), fact('j5', '2026-01-22', 'advice-returned'), fact('j6', '2026-01-23', 'advice-received')], fate: { kind: 'received', on: '2026-01-23' } },
  { after: [fact('j4', '2026-01-20', 'advice-received'), fact('j5', '2026-01-23', 'advice-returned'), fact('j6', '2026-01-23', 'advice-received')], fate: { kind: 'received', on: '2026-01-23' } }, // both on one day
  { after: [fact('j4', '2026-01-20', 'advice-received'), fact('j5', '2026-02-03', 'draft-plan-sent', {})], fate: { kind: 'used', on: '2026-01-20', draftOn: '2026-02-03' } },
  { after: [fact('j4', '2026-02-03', 'draft-plan-sent', {}), fact('j5', '2026-02-20', 'advice-received')], fate: { kind: 'received', on: '2026-02-20' } }, // too late for that draft
  { after: [fact('j4', '2026-01-20', 'advice-received', { adviser: 'V-OTHER000' })], fate: { kind: 'asked', on: '2026-01-06' } },
])('$fate.kind', ({ after, fate }) => {
  expect(fateOf([ASKED, ...after], EP, 'j3')).toEqual(fate);
});

test('asked again, each asking has a fate of its own; one that was not asked has none', () => {
  const facts = [ASKED, fact('j4', '2026-01-20', 'advice-received'), fact('j5', '2026-03-01', 'advice-requested')];
  expect(fateOf(facts, EP, 'j3')).toMatchObject({ kind: 'received' });
  expect(fateOf(facts, EP, 'j5')).toMatchObject({ kind: 'asked', on: '2026-03-01' });
  expect(fateOf(facts, EP, 'j9')).toBeNull();
});

const duty = (code: string, dueOn: string, more: object = {}): Duty => ({ code, dueOn, shape: 'deadline', outcome: 'pending', doneOn: null, ...more }) as unknown as Duty;

test('a family waits for the first step they would notice, late ones first; never for what is done, not owed, or inside the house', () => {
  expect(actDue([duty('tell-partners-of-decision', '2026-01-01'), duty('issue-final-plan', '2026-04-20'), duty('send-draft', '2026-03-09')])).toEqual({ code: 'send-draft', dueOn: '2026-03-09', late: false });
  expect(actDue([duty('send-draft', '2026-03-09', { doneOn: '2026-03-01' }), duty('hear-representations', '2026-03-15', { shape: 'window', outcome: 'open' })])).toMatchObject({ code: 'hear-representations' });
  expect(actDue([duty('decide-to-assess', '2026-01-01', { outcome: 'late' })])).toEqual({ code: 'decide-to-assess', dueOn: '2026-01-01', late: true });
  expect(actDue([duty('order-send-draft', '2026-03-09')])).toMatchObject({ code: 'order-send-draft' });
  expect(actDue([duty('issue-final-plan', '2026-04-20', { outcome: 'not-owed' }), duty('hear-representations', '2026-03-15', { shape: 'window', outcome: 'respected' })])).toBeNull();
});
