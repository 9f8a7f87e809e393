import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addIsoWeeks, isIsoWeek, type IsoWeek } from '../../../domain/dates/iso-week.js';
import { trendOf, type Point } from '../../../domain/weekly-report/trend.js';

const first = '2026-W36';
const week = (i: number): IsoWeek => addIsoWeeks(isIsoWeek(first) ? first : ('' as never), i);
const weeks = (...values: readonly (number | null)[]): Point[] => values.map((value, i) => ({ week: week(i), value }));
const signals = (points: readonly Point[], most?: number) => trendOf(points, most).points.map(({ signal }) => signal);

describe('the usual range, worked by hand', () => {
  test('mean 10, moving ranges 2, 2, 2, 2, 2: limits 10 ± 5.32', () => {
    const { limits, standing } = trendOf(weeks(9, 11, 9, 11, 9, 11));
    expect(limits?.mean).toBe(10);
    expect(limits?.lower).toBeCloseTo(4.68, 10);
    expect(limits?.upper).toBeCloseTo(15.32, 10);
    expect(standing).toBe('usual');
  });
  test('one point far out is news, and only that one: 10 ten times, then 40', () => {
    // mean 12.73, mean moving range 30 / 10 = 3, limits 4.75 to 20.71
    expect(signals(weeks(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 40))).toEqual([null, null, null, null, null, null, null, 'run', 'run', 'run', 'outside']);
  });
  test('the eighth in a row on one side of the mean is news; a point on the mean breaks the row', () => {
    expect(signals(weeks(1, 2, 1, 2, 1, 2, 1, 2, 9, 10, 9, 10)).slice(6, 8)).toEqual([null, 'run']);
    expect(signals(weeks(4, 6, 4, 6, 5, 4, 6, 5, 5, 5, 5, 5))).toEqual(Array.from({ length: 12 }, () => null));
  });
  test('weeks all alike are usual; none lies below nothing, no percentage over a hundred', () => {
    expect(trendOf(weeks(7, 7, 7, 7, 7, 7)).standing).toBe('usual');
    expect(trendOf(weeks(0, 4, 0, 4, 0, 4)).limits).toMatchObject({ lower: 0 });
    expect(trendOf(weeks(96, 100, 96, 100, 96, 100), 100).limits).toMatchObject({ upper: 100 });
  });
  test('five weeks are too few to say; a week without a value is passed over', () => {
    expect(trendOf(weeks(1, 2, 3, 4, 5))).toMatchObject({ limits: null, standing: 'too-few' });
    expect(trendOf(weeks(1, 2, null, 3, 4, 5))).toMatchObject({ limits: null, standing: 'too-few' });
    expect(trendOf([])).toMatchObject({ points: [], standing: 'too-few' });
  });
});

test('the range holds its mean, and moves with the measure', () => {
  const values = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 6, maxLength: 12 });
  fc.assert(
    fc.property(values, fc.integer({ min: 0, max: 300 }), (some, more) => {
      const { limits } = trendOf(weeks(...some));
      const moved = trendOf(weeks(...some.map((value) => value + 10_000 + more)));
      expect(limits !== null && limits.lower <= limits.mean && limits.mean <= limits.upper).toBe(true);
      expect(moved.limits?.mean).toBeCloseTo((limits?.mean ?? 0) + 10_000 + more, 6);
      expect(moved.limits?.upper).toBeCloseTo((limits?.upper ?? 0) + 10_000 + more, 6);
    }),
  );
});
