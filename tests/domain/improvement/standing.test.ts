import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isoDate } from '../../../domain/dates/iso-date.js';
import { isoWeek, sundayOf } from '../../../domain/dates/iso-week.js';
import { MEASURE_CODES, MEASURES, countsOf, isOfFew, readingOf, type MeasureCode, type Reading } from '../../../domain/improvement/measures.js';
import { COMPUTED, computedOf, expectedOn, standingOf, type Course } from '../../../domain/improvement/standing.js';
import type { Table } from '../../../domain/weekly-report/cells.js';
import { figuresOf } from '../../../domain/weekly-report/figures.js';

/** Computed statuses of an improvement plan, worked by hand. */

const START = isoDate('2026-01-04'); // the Sunday week 1 of 2026 ended on
const END = isoDate('2026-04-14'); // 100 days later
const course = (figure: MeasureCode, from: number, target: number): Course => ({ figure, baseline: { week: isoWeek(START), on: START, value: from }, target, byOn: END });
const reading = (days: number, value: number | null, of: number | null = null): Reading => ({ week: isoWeek(addDays(START, days)), on: addDays(START, days), value, of });

describe('the straight line from baseline to target', () => {
  test.each([
    [-7, 200], // before it begins
    [0, 200],
    [25, 175], // a quarter of the way: 200 - 25% of 100
    [50, 150],
    [33, 167],
    [100, 100],
    [160, 100], // after its day the target stands
  ])('after %i of 100 days it lies at %d', (days, expected) => {
    expect(expectedOn(course('open-over-20-weeks', 200, 100), addDays(START, days))).toBe(expected);
  });

  test('is told to a tenth: 40% + 1 of 3 days of 25 points is 48.3%', () => {
    expect(expectedOn({ ...course('plans-in-20-weeks', 40, 65), byOn: addDays(START, 3) }, addDays(START, 1))).toBe(48.3);
  });
});

describe('a measure', () => {
  test.each([
    { name: 'fewer: at the target', figure: 'open-over-20-weeks', from: 200, target: 100, at: reading(50, 100), status: 'met', expected: 150, gap: 0 },
    { name: 'fewer: beyond it', figure: 'open-over-20-weeks', from: 200, target: 100, at: reading(50, 90), status: 'met', expected: 150, gap: 0 },
    { name: 'fewer: on the line', figure: 'open-over-20-weeks', from: 200, target: 100, at: reading(50, 150), status: 'on-course', expected: 150, gap: 0 },
    { name: 'fewer: one too many', figure: 'open-over-20-weeks', from: 200, target: 100, at: reading(50, 151), status: 'behind', expected: 150, gap: 1 },
    { name: 'more: short of the line', figure: 'plans-in-20-weeks', from: 40, target: 60, at: reading(50, 49.9, 120), status: 'behind', expected: 50, gap: 0.1 },
    { name: 'more: on the line', figure: 'plans-in-20-weeks', from: 40, target: 60, at: reading(50, 50, 120), status: 'on-course', expected: 50, gap: 0 },
    { name: 'the baseline itself, on its day', figure: 'open-over-20-weeks', from: 200, target: 100, at: reading(0, 200), status: 'on-course', expected: 200, gap: 0 },
    { name: 'its day has passed, the target was nearly met', figure: 'open-over-20-weeks', from: 200, target: 100, at: reading(107, 101), status: 'behind', expected: 100, gap: 1 },
    { name: 'what is to be held is held', figure: 'silent-cases', from: 5, target: 5, at: reading(50, 5), status: 'met', expected: 5, gap: 0 },
    { name: 'what is to be held is not', figure: 'silent-cases', from: 5, target: 5, at: reading(50, 6), status: 'behind', expected: 5, gap: 1 },
  ] as const)('$name: $status', ({ figure, from, target, at, status, expected, gap }) => {
    expect(standingOf(course(figure, from, target), [reading(7, 1), at])).toEqual({ status, latest: at, expected, gap, why: null });
  });

  test.each([
    { name: 'no report', readings: [], why: 'no-report' },
    { name: 'a report without the figure, whatever stood in the one before', readings: [reading(7, 60, 100), reading(14, null, 0)], why: 'not-known' },
    { name: 'all of nineteen in time: a percentage of a handful', readings: [reading(14, 100, 19)], why: 'of-few' },
  ] as const)('$name: no figure', ({ readings, why }) => {
    expect(standingOf(course('plans-in-20-weeks', 40, 60), readings)).toMatchObject({ status: 'no-figure', why, gap: 0 });
  });

  test('a mean wait of nine plans judges nothing, of ten it does', () => {
    expect(standingOf(course('mean-wait-for-plan', 40, 20), [reading(14, 12, 9)])).toMatchObject({ status: 'no-figure', why: 'of-few' });
    expect(standingOf(course('mean-wait-for-plan', 40, 20), [reading(14, 12, 10)])).toMatchObject({ status: 'met', why: null });
  });

  test('of twenty it is judged', () => {
    expect(standingOf(course('plans-in-20-weeks', 40, 60), [reading(14, 100, 20)]).status).toBe('met');
  });

  test('a better latest figure never makes a worse status, nor a later report on the same figure a better one', () => {
    const order = COMPUTED.filter((one) => one !== 'no-figure');
    const any = fc.record({ figure: fc.constantFrom(...MEASURE_CODES), from: fc.integer({ min: 0, max: 1000 }), way: fc.integer({ min: 0, max: 1000 }), day: fc.integer({ min: -10, max: 150 }), later: fc.integer({ min: 0, max: 60 }), a: fc.integer({ min: 0, max: 2000 }), b: fc.integer({ min: 0, max: 2000 }) });
    fc.assert(
      fc.property(any, ({ figure, from, way, day, later, a, b }) => {
        const isLess = MEASURES[figure].better === 'less';
        const its = course(figure, from, isLess ? Math.max(0, from - way) : from + way);
        const rank = (value: number, on = day): number => order.indexOf(standingOf(its, [reading(on, value, 50)]).status as 'met');
        const [better, worse] = isLess ? [Math.min(a, b), Math.max(a, b)] : [Math.max(a, b), Math.min(a, b)];
        return rank(better) <= rank(worse) && rank(a, day + later) >= rank(a);
      }),
      { numRuns: 2_000 },
    );
  });
});

test('a priority stands as the worst of its measures; without a measure nothing is computed', () => {
  expect(computedOf([])).toBeNull();
  expect(computedOf(['met', 'met'])).toBe('met');
  expect(computedOf(['met', 'on-course'])).toBe('on-course');
  expect(computedOf(['met', 'no-figure', 'on-course'])).toBe('no-figure');
  expect(computedOf(['no-figure', 'behind', 'met'])).toBe('behind');
});

describe('a reading', () => {
  const tables: readonly Table[] = [
    { id: 'timeliness', columns: ['plans', 'in-time', 'percent'], rows: [{ id: 'twelve-weeks', cells: [{ value: 13, unit: 'count', opens: null }, { value: 9, unit: 'count', opens: null }, { value: 69.2, unit: 'percent', opens: null }] }] },
    { id: 'advice', columns: ['late'], rows: [{ id: 'all', cells: [{ value: 4, unit: 'count', opens: null }] }] },
  ];
  const frozen = { week: isoWeek(START), on: START, figures: tables };

  test('is one cell of one report, with of how many it is a share', () => {
    const read = readingOf('plans-in-20-weeks', frozen);
    expect(read).toEqual({ week: '2026-W01', on: START, value: 69.2, of: 13 });
    expect(isOfFew('plans-in-20-weeks', read)).toBe(true);
    expect(countsOf(read)).toEqual({ part: 9, of: 13 });
  });

  test('a service nobody has asked owes no advice; a table that is not there says nothing', () => {
    expect(readingOf('health-advice-late', frozen)).toMatchObject({ value: 0, of: null });
    expect(readingOf('reviews-late', frozen)).toMatchObject({ value: null });
  });

  test.each(MEASURE_CODES)('%s is a figure that reports have, in its unit', (code) => {
    const { figure, of, unit, opens } = MEASURES[code];
    const [its, share] = [figure, of].map((name) => (name === null ? null : figuresOf([], sundayOf(isoWeek(START)), {}).find(({ id }) => id === name.table)));
    const row = its?.rows.find(({ id }) => id === figure.row);
    expect(its?.columns).toContain(figure.column);
    if (figure.table !== 'advice' || figure.row === 'all') expect(row?.cells[its?.columns.indexOf(figure.column) ?? -1]?.unit).toBe(unit);
    if (of !== null) expect(share?.columns).toContain(of.column);
    expect(of !== null).toBe(unit === 'percent' || figure.column === 'mean');
    if (opens !== null && unit !== 'weeks' && (opens.table !== 'advice' || opens.row === 'all')) expect(row?.cells[its?.columns.indexOf(opens.column) ?? -1]?.opens).not.toBeNull();
  });
});
