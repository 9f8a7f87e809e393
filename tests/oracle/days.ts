import Holidays from 'date-holidays';
import { Temporal } from 'temporal-polyfill/implementation';

import type { Day } from './story.js';

const SATURDAY = 6;
const AUGUST = 8;
const england = new Holidays('GB', 'ENG', { types: ['public'] });

// Remembered only to answer ten thousand stories in seconds.
const holidaysByYear = new Map<number, ReadonlySet<Day>>();
const workingDays = new Map<Day, boolean>();
const dates = new Map<Day, Temporal.PlainDate>();
const daysAfter = new Map<Day, Day>();
const daysBefore = new Map<Day, Day>();

function dateOf(day: Day): Temporal.PlainDate {
  return remembered(dates, day, () => Temporal.PlainDate.from(day));
}

const dayAfter = (day: Day): Day => remembered(daysAfter, day, () => plusDays(day, 1));
const dayBefore = (day: Day): Day => remembered(daysBefore, day, () => plusDays(day, -1));

function remembered<K, V>(known: Map<K, V>, key: K, found: () => V): V {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = found();
  known.set(key, value);
  return value;
}

/** The day `days` after `day`; before it when negative. */
export function plusDays(day: Day, days: number): Day {
  return dateOf(day).add({ days }).toString();
}

/** The day `weeks` whole weeks after `day`: "within N weeks of", the day itself not counted. */
export function plusWeeks(day: Day, weeks: number): Day {
  return dateOf(day).add({ weeks }).toString();
}

/** Corresponding date `months` later, or the last day of a month that has none. */
export function plusMonths(day: Day, months: number): Day {
  return dateOf(day).add({ months }).toString();
}

/** Corresponding date `months` earlier, or the last day of a month that has none. */
export function minusMonths(day: Day, months: number): Day {
  return dateOf(day).subtract({ months }).toString();
}

/** Days from `from` to `to`, the first not counted. */
export function daysFrom(from: Day, to: Day): number {
  return dateOf(from).until(dateOf(to), { largestUnit: 'day' }).days;
}

/**
 * Last day of `months` months beginning with `day`: the day before the corresponding one; where the month has none, its last day.
 * @source law.md section 5
 */
export function endOfMonthsBeginning(day: Day, months: number): Day {
  const start = dateOf(day);
  const then = start.add({ months });
  return (then.day === start.day ? then.subtract({ days: 1 }) : then).toString();
}

/** Year of a day. */
export const yearOf = (day: Day): number => dateOf(day).year;

/** Monday to Friday, no bank holiday of England. */
export function isWorkingDay(day: Day): boolean {
  return remembered(workingDays, day, () => {
    const date = dateOf(day);
    return date.dayOfWeek < SATURDAY && !holidaysIn(date.year).has(day);
  });
}

/** First working day strictly after `day`. */
export function nextWorkingDay(day: Day): Day {
  let next = dayAfter(day);
  while (!isWorkingDay(next)) next = dayAfter(next);
  return next;
}

/** `day` if it is a working day, else the last one before it. */
export function workingDayOnOrBefore(day: Day): Day {
  let last = day;
  while (!isWorkingDay(last)) last = dayBefore(last);
  return last;
}

/** The `count`th working day after `day`, which is not counted itself. */
export function plusWorkingDays(day: Day, count: number): Day {
  let last = day;
  for (let left = count; left > 0; left -= 1) last = nextWorkingDay(last);
  return last;
}

/** The `count`th working day of those beginning with `day`. */
export function workingDayBeginning(day: Day, count: number): Day {
  return plusWorkingDays(dayBefore(day), count);
}

/**
 * Days the Tribunal leaves out: 25 December to 1 January and all August.
 * @source Tribunal rule 12(3)
 */
function isTribunalDeadDay(day: Day): boolean {
  const date = dateOf(day);
  if (date.month === AUGUST) return true;
  return (date.month === 12 && date.day >= 25) || (date.month === 1 && date.day === 1);
}

/**
 * Where an appeal's time really ends: after the dead days if it ended in them; then that day, or the next working day.
 * @source Tribunal rule 12(1) to (3)
 */
export function tribunalRolled(day: Day): Day {
  let end = day;
  while (isTribunalDeadDay(end)) end = dayAfter(end);
  while (!isWorkingDay(end)) end = dayAfter(end); // time that ended on Saturday 24 December did not end in the dead days
  return end;
}

/** The `count`th working day after `day` as the Tribunal counts a response. @source Tribunal rule 12(3)(b) */
export function plusTribunalWorkingDays(day: Day, count: number): Day {
  let last = day;
  for (let left = count; left > 0;) {
    last = dayAfter(last);
    if (isWorkingDay(last) && !isTribunalDeadDay(last)) left -= 1;
  }
  return last;
}

/** Day and wall time in London of an instant, or of a wall time given without offset. */
export function inLondon(moment: string): Readonly<{ day: Day; after17: boolean }> {
  const local = /(?:Z|[+-]\d{2}:?\d{2})$/.test(moment)
    ? Temporal.Instant.from(moment).toZonedDateTimeISO('Europe/London').toPlainDateTime()
    : Temporal.PlainDateTime.from(moment);
  const time = local.toPlainTime();
  return {
    day: local.toPlainDate().toString(),
    after17: Temporal.PlainTime.compare(time, Temporal.PlainTime.from('17:00')) > 0,
  };
}

function holidaysIn(year: number): ReadonlySet<Day> {
  return remembered(
    holidaysByYear,
    year,
    () => new Set(england.getHolidays(year).map((holiday) => holiday.date.slice(0, 10))),
  );
}
