import { addDays, civilDate, isoDate, weekday, yearNumber, type IsoDate } from './iso-date.js';

/** An instant in UTC, `2025-09-06T09:00:00.000Z`. */
export type Instant = string & { readonly __brand: 'Instant' };

/** @param moment one that the caller was given: this reads no clock */
export const instantOf = (moment: Date): Instant => moment.toISOString() as Instant;

/** A civil day and the time of day on it, `HH:MM:SS`, as a clock in England showed them. */
export type LondonTime = Readonly<{ on: IsoDate; time: string }>;

const HOUR = 3_600_000;
const WITH_OFFSET = /(?:Z|[+-]\d{2}:?\d{2})$/;

const lastSunday = (year: number, month: 3 | 10): IsoDate => {
  const last = civilDate(year, month, 31);
  return addDays(last, -(weekday(last) % 7));
};

const sundays = new Map<number, Readonly<{ first: IsoDate; last: IsoDate }>>();

/**
 * The days on which summer time begins and ends in a year, at 01:00 GMT.
 * @source Summer Time Act 1972 s 1, as amended by SI 2002/262: last Sunday of March to last Sunday of October
 */
function summerTime(year: number): Readonly<{ first: IsoDate; last: IsoDate }> {
  const known = sundays.get(year) ?? { first: lastSunday(year, 3), last: lastSunday(year, 10) };
  sundays.set(year, known);
  return known;
}

/** Whether clocks in England are an hour ahead of UTC at that moment. */
function isSummerTime(epochMs: number): boolean {
  const { first, last } = summerTime(new Date(epochMs).getUTCFullYear());
  return epochMs >= Date.parse(`${first}T01:00:00Z`) && epochMs < Date.parse(`${last}T01:00:00Z`);
}

/**
 * What a clock in England showed at a written moment. Without an offset the text is already that clock's.
 *
 * @param written ISO date and time, `2025-09-06T10:00:00+01:00`, `...Z`, or without offset
 */
export function londonTime(written: string): LondonTime {
  if (!WITH_OFFSET.test(written)) return { on: isoDate(written.slice(0, 10)), time: written.slice(11).padEnd(8, ':00').slice(0, 8) };
  const epochMs = Date.parse(written);
  const shown = new Date(epochMs + (isSummerTime(epochMs) ? HOUR : 0)).toISOString();
  return { on: isoDate(shown.slice(0, 10)), time: shown.slice(11, 19) };
}

/** The civil day in England at a written moment. */
export const londonDay = (written: string): IsoDate => londonTime(written).on;

/**
 * The instant at which a clock in England shows `time` on a day. Only times that every day has (none between 01:00 and 02:00).
 *
 * @param time `HH:MM`
 */
export function londonInstant(on: IsoDate, time: string): Instant {
  const { first, last } = summerTime(yearNumber(on));
  const afterTheChange = time >= '02:00';
  const isSummer = afterTheChange ? on >= first && on < last : on > first && on <= last;
  if (!isSummer) return `${on}T${time}:00.000Z` as Instant;
  const hour = Number(time.slice(0, 2));
  if (hour === 0) return `${addDays(on, -1)}T23${time.slice(2)}:00.000Z` as Instant;
  return `${on}T${String(hour - 1).padStart(2, '0')}${time.slice(2)}:00.000Z` as Instant;
}
