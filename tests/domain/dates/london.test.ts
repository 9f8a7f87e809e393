import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { describe, expect, test } from 'vitest';

import { isoDate } from '../../../domain/dates/iso-date.js';
import { londonDay, londonInstant, londonTime } from '../../../domain/dates/london.js';
import { schoolYear } from '../../../domain/dates/school-year.js';
import { anyDay } from '../support/arbitrary.js';

const ZONE = 'Europe/London';
const FROM = Date.UTC(2014, 8, 1);
const TO = Date.UTC(2060, 11, 31);
const someMoment = fc.integer({ min: FROM / 1000, max: TO / 1000 }).map((seconds) => new Date(seconds * 1000).toISOString());

const theirs = (moment: string): string => Temporal.Instant.from(moment).toZonedDateTimeISO(ZONE).toPlainDateTime().toString({ smallestUnit: 'second' });
const ours = (moment: string): string => {
  const { on, time } = londonTime(moment);
  return `${on}T${time}`;
};

/** The moments, in UTC, about both changes of every year. */
const changes = Array.from({ length: 47 }, (_, i) => 2014 + i).flatMap((year) =>
  ['03', '10'].flatMap((month) => {
    const end = Temporal.PlainDate.from(`${year}-${month}-31`);
    const sunday = end.subtract({ days: end.dayOfWeek % 7 });
    return ['00:59:59', '01:00:00', '01:59:59', '23:30:00'].map((time) => `${sunday.toString()}T${time}Z`);
  }),
);

describe('London time equals Temporal’s', () => {
  test.each(changes)('%s', (moment) => {
    expect(ours(moment)).toBe(theirs(moment));
  });

  test('at any moment to 2060, in any offset', () => {
    fc.assert(
      fc.property(someMoment, fc.integer({ min: -14 * 60, max: 14 * 60 }), (moment, minutes) => {
        const sign = minutes < 0 ? '-' : '+';
        const two = (n: number): string => String(n).padStart(2, '0');
        const offset = `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
        const written = Temporal.Instant.from(moment).toZonedDateTimeISO(offset).toString({ timeZoneName: 'never' });
        expect(ours(written)).toBe(theirs(moment));
        expect(londonDay(written)).toBe(theirs(moment).slice(0, 10));
      }),
      { numRuns: 5_000 },
    );
  });

  test('the instant of a time on a day, every time that no change skips or repeats', () => {
    const time = fc.tuple(fc.constantFrom(0, ...Array.from({ length: 22 }, (_, i) => i + 2)), fc.integer({ min: 0, max: 59 })).map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);
    fc.assert(
      fc.property(anyDay(), time, (on, at) => {
        const expected = Temporal.PlainDateTime.from(`${on}T${at}`).toZonedDateTime(ZONE).epochMilliseconds;
        expect(londonInstant(on, at)).toBe(new Date(expected).toISOString());
      }),
      { numRuns: 5_000 },
    );
  });

  test.each(changes.filter((moment) => moment.endsWith('23:30:00Z')).map((moment) => moment.slice(0, 10)))('midnight, 08:00 and 00:05 on %s', (text) => {
    const on = isoDate(text);
    for (const at of ['00:00', '00:05', '02:00', '08:00', '23:59']) {
      const expected = Temporal.PlainDateTime.from(`${on}T${at}`).toZonedDateTime(ZONE).epochMilliseconds;
      expect(londonInstant(on, at)).toBe(new Date(expected).toISOString());
    }
  });
});

test('a moment written without an offset is what the clock in England showed', () => {
  expect(londonTime('2026-07-01T18:10')).toEqual({ on: '2026-07-01', time: '18:10:00' });
  expect(londonTime('2026-07-01T23:30:15')).toEqual({ on: '2026-07-01', time: '23:30:15' });
});

test.each([
  ['2026-08-31', 2025],
  ['2026-09-01', 2026],
  ['2027-01-01', 2026],
] as const)('%s is in the school year beginning in %i', (on, year) => {
  expect(schoolYear(isoDate(on))).toBe(year);
});
