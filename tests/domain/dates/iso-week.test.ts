import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isoDate, weekday } from '../../../domain/dates/iso-date.js';
import { addIsoWeeks, isIsoWeek, isoWeek, mondayOf, sundayOf } from '../../../domain/dates/iso-week.js';
import { knownUntil } from '../../../domain/weekly-report/items.js';
import { whyNotReported } from '../../../domain/weekly-report/may-be-reported.js';

describe('weeks of the ISO calendar', () => {
  test.each([
    ['2026-11-22', '2026-W47'],
    ['2026-11-23', '2026-W48'],
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'], // a Friday: its week has its Thursday in the old year
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
    ['2022-01-02', '2021-W52'],
  ])('%s lies in %s', (day, week) => {
    expect(isoWeek(isoDate(day))).toBe(week);
  });

  test.each(['2026-W53', '2020-W53', '2027-W01', '2026-W01'])('%s exists', (week) => {
    expect(isIsoWeek(week)).toBe(true);
  });
  test.each(['2025-W53', '2026-W54', '2026-W00', '2026-W1', '2026-47', '26-W47', '', '2026-W47 '])('%s does not', (week) => {
    expect(isIsoWeek(week)).toBe(false);
  });

  test('every day lies between its week’s Monday and Sunday, and weeks follow one another without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const day = addDays(isoDate('2000-01-01'), days);
        const week = isoWeek(day);
        expect([weekday(mondayOf(week)), weekday(sundayOf(week))]).toEqual([1, 7]);
        expect(mondayOf(week) <= day && day <= sundayOf(week)).toBe(true);
        expect(isIsoWeek(week)).toBe(true);
        expect(mondayOf(addIsoWeeks(week, 1))).toBe(addDays(sundayOf(week), 1));
        expect(addIsoWeeks(addIsoWeeks(week, 7), -7)).toBe(week);
      }),
    );
  });
});

describe('what a report of a week may know', () => {
  test.each([
    ['2026-11-22', '2026-11-23T00:00:00.000Z'],
    ['2026-10-25', '2026-10-26T00:00:00.000Z'], // clocks went back that morning
    ['2027-03-28', '2027-03-28T23:00:00.000Z'], // and forward
  ])('of the Sunday %s: whatever was written down before %s', (sunday, until) => {
    expect(knownUntil(isoDate(sunday))).toBe(until);
  });

  const asked = { today: isoDate('2026-11-23'), beganOn: isoDate('2026-09-02') };
  const week = (text: string) => (isIsoWeek(text) ? text : isoWeek(isoDate('2026-01-01')));
  test('a week that is over and in which something was on record can be reported; no other, and it is said why', () => {
    expect(whyNotReported(week('2026-W47'), asked)).toBeNull();
    expect(whyNotReported(week('2026-W36'), asked)).toBeNull(); // the first record was written in it
    expect(whyNotReported(week('2026-W48'), asked)).toContain('Sunday 29 November 2026');
    expect(whyNotReported(week('2026-W47'), { ...asked, today: isoDate('2026-11-22') })).toContain('is not over');
    expect(whyNotReported(week('2026-W35'), asked)).toContain('the first record is of Wednesday 2 September 2026');
    expect(whyNotReported(week('2026-W47'), { ...asked, beganOn: null })).toContain('nothing is on record yet');
  });
});
