import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { bankHolidays, LAST_PUBLISHED_YEAR } from '../../../domain/dates/bank-holidays.js';
import { addDays, daysBetween, isoDate, weekday } from '../../../domain/dates/iso-date.js';
import { addWorkingDays, nthWorkingDayFrom, workingDayOnOrAfter, workingDayOnOrBefore, workingDays } from '../../../domain/dates/working-days.js';
import { anyDay } from '../support/arbitrary.js';

const england = new Holidays('GB', 'ENG', { types: ['public'] });
const working = workingDays();
const YEARS = Array.from({ length: 47 }, (_, i) => 2014 + i);

describe('bank holidays of England', () => {
  test.each(YEARS)('%i has those of date-holidays that fall on a weekday', (year) => {
    const theirs = england.getHolidays(year).map(({ date }) => isoDate(date.slice(0, 10))).filter((on) => weekday(on) < 6);
    expect(bankHolidays(year)).toEqual([...new Set(theirs)].sort());
  });

  /** GOV.UK's published table, the odd years copied by hand. */
  test.each([
    [2020, ['2020-01-01', '2020-04-10', '2020-04-13', '2020-05-08', '2020-05-25', '2020-08-31', '2020-12-25', '2020-12-28']],
    [2021, ['2021-01-01', '2021-04-02', '2021-04-05', '2021-05-03', '2021-05-31', '2021-08-30', '2021-12-27', '2021-12-28']],
    [2022, ['2022-01-03', '2022-04-15', '2022-04-18', '2022-05-02', '2022-06-02', '2022-06-03', '2022-08-29', '2022-09-19', '2022-12-26', '2022-12-27']],
    [2023, ['2023-01-02', '2023-04-07', '2023-04-10', '2023-05-01', '2023-05-08', '2023-05-29', '2023-08-28', '2023-12-25', '2023-12-26']],
    [2026, ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25', '2026-12-28']],
    [2027, ['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30', '2027-12-27', '2027-12-28']],
    [2028, ['2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29', '2028-08-28', '2028-12-25', '2028-12-26']],
  ] as const)('%i as published', (year, days) => {
    expect(bankHolidays(year)).toEqual(days);
  });

  test('every year has eight, those with a proclamation one or two more', () => {
    expect(YEARS.filter((year) => bankHolidays(year).length !== 8)).toEqual([2022, 2023]);
    expect(LAST_PUBLISHED_YEAR).toBe(2028);
  });
});

describe('working days', () => {
  test('are Monday to Friday less bank holidays', () => {
    fc.assert(
      fc.property(anyDay(), (on) => {
        const isHoliday = england.isHoliday(new Date(`${on}T12:00:00Z`)) !== false;
        expect(working.has(on)).toBe(weekday(on) < 6 && !isHoliday);
      }),
      { numRuns: 2_000 },
    );
  });

  test('the nearest on or before, and on or after, a day', () => {
    fc.assert(
      fc.property(anyDay(), (on) => {
        const [before, after] = [workingDayOnOrBefore(on, working), workingDayOnOrAfter(on, working)];
        expect(before <= on && on <= after && working.has(before) && working.has(after)).toBe(true);
        expect(between(before, after).filter((day) => working.has(day))).toEqual([]);
        expect(daysBetween(before, after)).toBeLessThanOrEqual(5);
      }),
    );
  });

  test('the nth after a day has n working days up to it', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 0, max: 60 }), (on, n) => {
        const last = addWorkingDays(on, n, working);
        const counted = between(on, addDays(last, 1)).filter((day) => working.has(day));
        expect([counted.length, n === 0 || working.has(last)]).toEqual([n, true]);
        expect(nthWorkingDayFrom(addDays(on, 1), n, working)).toBe(last);
      }),
    );
  });

  test('a proclaimed day is none, one withdrawn is one again', () => {
    const proclaimed = workingDays({ added: [isoDate('2029-06-05')], removed: [isoDate('2029-05-07')] });
    expect(['2029-06-05', '2029-05-07', '2029-05-28'].map((on) => proclaimed.has(isoDate(on)))).toEqual([false, true, false]);
    expect(['2029-06-05', '2029-05-07', '2029-05-28'].map((on) => working.has(isoDate(on)))).toEqual([true, false, false]);
  });
});

/** The days strictly between two. */
function between(from: ReturnType<typeof isoDate>, to: ReturnType<typeof isoDate>): ReturnType<typeof isoDate>[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) - 1) }, (_, i) => addDays(from, i + 1));
}
