import { describe, expect, test } from 'vitest';
import { exposureBy, exposureOf } from '../../../domain/forecast/exposure.js';

describe('worked cases inside published awards (needs.md section 4)', () => {
  const MONTH = 365.25 / 12;
  test.each([
    { council: 'Surrey: 200 for 11 weeks', days: 77, award: 200 },
    { council: 'Essex: 100 a month, of 6 months', days: 6 * MONTH, award: 600 },
    { council: 'Lancashire: 3,600 for 10 months, two terms of provision lost', days: 10 * MONTH, award: 3_600 },
  ])('$council', ({ days, award }) => {
    const { from, to } = exposureOf(days);
    expect(Math.floor(from)).toBeLessThanOrEqual(award);
    expect(to).toBeGreaterThanOrEqual(award);
  });

  test('by hand: 11 weeks are 200 at least; 4 months are 400 and a term of 2,400 at most', () => {
    expect(exposureOf(77).from).toBeCloseTo(200, 9);
    expect(exposureOf(4 * MONTH).to).toBeCloseTo(2_800, 9);
    expect(exposureOf(0)).toEqual({ from: 0, to: 0 });
    expect(exposureOf(-30)).toEqual({ from: 0, to: 0 });
  });
});

test('teams and causes add up to the whole; what is not late is not exposed; the largest stands first', () => {
  const delays = [
    { ref: 'A-1', team: 'east', cause: 'staff-shortage', daysLate: 77 },
    { ref: 'A-2', team: 'east', cause: null, daysLate: 154 },
    { ref: 'A-3', team: 'west', cause: null, daysLate: 7 },
    { ref: 'A-4', team: 'west', cause: null, daysLate: -20 },
  ];
  const { all, byTeam, byCause } = exposureBy(delays);
  expect(all).toMatchObject({ cases: 3, from: 618 }); // 200 + 400 + 18
  expect(byTeam.map(({ key, cases, from }) => [key, cases, from])).toEqual([['east', 2, 600], ['west', 1, 18]]);
  expect(byCause.map(({ key, cases }) => [key, cases])).toEqual([[null, 2], ['staff-shortage', 1]]);
});
