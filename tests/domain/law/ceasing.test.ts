import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { plainFact } from '../../../domain/facts/schema.js';
import { endsForLeavingEducation } from '../../../domain/law/ceasing.js';

const today = isoDate('2026-11-23');
const bornOn = isoDate('2008-11-23'); // 18 today
const told = (type: string, ground: string | undefined, on: string | undefined) => plainFact.parse({ type, ...(ground === undefined ? {} : { ground }), ...(on === undefined ? {} : { on }) });

test.each([
  ['the day before the 18th birthday', 'cease-decided', 'out-of-education', '2026-11-22', true],
  ['proposed is as decided', 'cease-proposed', 'out-of-education', '2026-11-22', true],
  ['on the birthday', 'cease-decided', 'out-of-education', '2026-11-23', false],
  ['without a day, that is today', 'cease-decided', 'out-of-education', undefined, false],
  ['for another ground', 'cease-decided', 'no-longer-necessary', '2026-11-22', false],
  ['without a ground, as history may be', 'cease-decided', undefined, '2026-11-22', false],
] as const)('ending a plan for leaving education, %s', (_when, type, ground, on, isBarred) => {
  expect(endsForLeavingEducation(told(type, ground, on), bornOn, today)).toBe(isBarred);
});

test('what a correction puts in the place of another is looked at', () => {
  const replacement = told('cease-decided', 'out-of-education', '2026-11-01') as never;
  expect(endsForLeavingEducation({ type: 'correction', corrects: 'j3', replacement, on: today }, bornOn, today)).toBe(true);
  expect(endsForLeavingEducation({ type: 'correction', corrects: 'j3', replacement: null, on: today }, bornOn, today)).toBe(false);
});
