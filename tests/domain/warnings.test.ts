import { describe, expect, test } from 'vitest';

import { askedOn } from './support/asked.js';

const REQUEST = { type: 'request-received', on: '2025-09-02' };
const PLAN = { type: 'plan-made', on: '2025-03-10' };
const codesOf = (today: string, ...facts: readonly object[]): string[] => askedOn(today, ...facts).warnings.map(({ code }) => code);

describe('warnings', () => {
  test('a plain story has none', () => {
    expect(codesOf('2025-10-20', REQUEST, { type: 'assessment-agreed', on: '2025-10-14' })).toEqual([]);
  });

  test.each([
    ['a story that starts with a draft', [{ type: 'draft-plan-sent', channel: 'by-hand', on: '2026-01-05' }], ['history-starts-late']],
    ['a story that starts with a review', [{ type: 'review-meeting-held', on: '2026-01-05' }], ['history-starts-late']],
    ['a plan that moved in', [{ type: 'plan-transferred', from: '881', on: '2026-01-05' }, { type: 'review-meeting-held', on: '2026-01-06' }], []],
    ['an appeal alone', [{ type: 'appeal-lodged', against: 'contents', on: '2026-01-05' }], []],
  ])('%s', (_name, facts, codes) => {
    expect(codesOf('2026-01-10', ...facts)).toEqual(codes);
  });

  test('bank holidays after the published years are provisional', () => {
    expect(codesOf('2028-06-01', { ...REQUEST, on: '2028-06-01' })).toEqual([]);
    expect(codesOf('2028-09-01', { ...REQUEST, on: '2028-09-01' })).toEqual(['bank-holidays-provisional']);
  });

  test.each([
    ['2026-11-04', []],
    ['2026-11-05', ['year-from-meeting']],
  ])('on %s, a year after the last meeting but not after its decision', (today, codes) => {
    expect(codesOf(today, PLAN, { type: 'review-meeting-held', on: '2025-11-05' }, { type: 'review-decision-sent', decision: 'keep', on: '2025-12-03' })).toEqual(codes);
  });

  test('name no adviser, child or reference', () => {
    const { warnings } = askedOn('2026-01-20', REQUEST, { type: 'draft-plan-sent', channel: 'email', on: '2026-01-05', note: 'N-77' }, { type: 'final-plan-issued', on: '2026-01-10' });
    expect(JSON.stringify(warnings)).not.toContain('N-77');
  });
});
