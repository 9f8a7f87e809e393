import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { answerEarlyBy } from '../../../domain/review/early.js';
import { underFiveReview } from '../../../domain/review/under-five.js';

test.each([
  ['three to six months after the last', '2022-06-01', '2026-08-31', '2026-11-23', { from: '2026-11-30', to: '2027-02-28' }],
  ['the day before the fifth birthday', '2021-11-24', '2026-08-10', '2026-11-23', { from: '2026-11-10', to: '2027-02-10' }],
  ['on the fifth birthday no longer', '2021-11-23', '2026-08-10', '2026-11-23', null],
])('a review of an under-five is considered %s', (_when, bornOn, reviewedOn, today, rhythm) => {
  expect(underFiveReview(isoDate(bornOn), isoDate(reviewedOn), isoDate(today))).toEqual(rhythm);
});

test('a request for an early review is answered within fifteen days, the day of asking not counted', () => {
  expect(answerEarlyBy(isoDate('2026-11-10'))).toBe('2026-11-25');
});
