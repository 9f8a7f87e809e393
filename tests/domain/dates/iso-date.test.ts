import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { describe, expect, test } from 'vitest';

import { addDays, addMonths, addWeeks, civilDate, daysBetween, earlier, isIsoDate, isoDate, later, weekday } from '../../../domain/dates/iso-date.js';
import { anyDay } from '../support/arbitrary.js';

const plain = (day: string): Temporal.PlainDate => Temporal.PlainDate.from(day);

describe('civil dates equal Temporal’s', () => {
  test('every day from 1 September 2014 to 2060: the next, the weekday, the number between', () => {
    const first = isoDate('2014-09-01');
    let theirs = plain(first);
    let ours = first;
    for (let days = 0; theirs.year <= 2060; days += 1) {
      expect(ours).toBe(theirs.toString());
      expect([weekday(ours), daysBetween(first, ours)]).toEqual([theirs.dayOfWeek, days]);
      theirs = theirs.add({ days: 1 });
      ours = addDays(ours, 1);
    }
  });

  test('adding days, weeks and months, forwards and back', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -300, max: 300 }), (day, days, months) => {
        expect(addDays(day, days)).toBe(plain(day).add({ days }).toString());
        expect(addWeeks(day, months)).toBe(plain(day).add({ weeks: months }).toString());
        expect(addMonths(day, months)).toBe(plain(day).add({ months }).toString());
      }),
      { numRuns: 5_000 },
    );
  });

  test('days between, earlier and later', () => {
    fc.assert(
      fc.property(anyDay(), anyDay(), (a, b) => {
        expect(daysBetween(a, b)).toBe(plain(a).until(plain(b), { largestUnit: 'day' }).days);
        const [first, last] = [a, b].sort((x, y) => Temporal.PlainDate.compare(plain(x), plain(y)));
        expect([earlier(a, b), later(a, b)]).toEqual([first, last]);
      }),
    );
  });

  test('what is a day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2199 }), fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 33 }), (year, month, day) => {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        expect(isIsoDate(text)).toBe(exists(text));
      }),
      { numRuns: 5_000 },
    );
  });
});

function exists(text: string): boolean {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}

test.each([
  ['2024-02-29', 12, '2025-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2026-12-31', 2, '2027-02-28'],
  ['2027-12-31', 2, '2028-02-29'],
  ['2026-08-31', 1, '2026-09-30'],
  ['2027-01-31', -2, '2026-11-30'],
  ['2027-09-01', -5, '2027-04-01'],
] as const)('%s and %i months is %s: the corresponding date, else the last of the month', (from, months, expected) => {
  expect(addMonths(isoDate(from), months)).toBe(expected);
});

test.each(['2025-02-30', '2025-02-29', '2100-02-29', '2025-00-10', '2025-13-01', '2025-04-31', '2025-4-1', '25-04-01', '2025-04-01T00:00', ' 2025-04-01', '2025-04-01\n', '', '2025-04'])('%j is no day', (text) => {
  expect(isIsoDate(text)).toBe(false);
  expect(() => isoDate(text)).toThrow(RangeError);
});

test('a civil date of parts is that day, or none', () => {
  expect(civilDate(2028, 2, 29)).toBe('2028-02-29');
  expect(() => civilDate(2027, 2, 29)).toThrow(RangeError);
});
