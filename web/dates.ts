import { dayOfMonth, daysBetween, monthNumber, yearNumber, type IsoDate } from '../domain/dates/iso-date.js';
import { londonTime } from '../domain/dates/london.js';
import { longDay, monthName } from '../domain/dates/said.js';

export { longDay, monthName, shortDay } from '../domain/dates/said.js';

/** How days and times are said on pages: as a person in an English office says them. */

const DAYS_IN_WEEK = 7;
/** From here on a distance is easier to grasp in weeks. */
const WEEKS_FROM_DAYS = 21;

/** `20 Jan 2026`, where room is short. */
export const briefDay = (on: IsoDate): string =>
  `${dayOfMonth(on)} ${monthName(monthNumber(on)).slice(0, 3)} ${yearNumber(on)}`;

/** `1 day`, `12 days` */
export const days = (count: number): string => `${count} ${count === 1 ? 'day' : 'days'}`;

/** `1 week`, `6 weeks` */
export const weeks = (count: number): string => `${count} ${count === 1 ? 'week' : 'weeks'}`;

/** A length of time as a person says it: days up to three weeks, then weeks, with odd days left over. */
export function span(length: number): string {
  if (length < WEEKS_FROM_DAYS) return days(length);
  const whole = Math.floor(length / DAYS_IN_WEEK);
  const rest = length % DAYS_IN_WEEK;
  return rest === 0 ? weeks(whole) : `${weeks(whole)} and ${days(rest)}`;
}

/** Which week of a case a day is in: the first week is week 1. @param since days since the request */
export const weekOf = (since: number): number => Math.floor(since / DAYS_IN_WEEK) + 1;

/** How far a day is from today: `today`, `tomorrow`, `in 3 days`, `in 6 weeks`, `yesterday`, `12 days ago`. */
export function fromToday(on: IsoDate, today: IsoDate): string {
  const away = daysBetween(today, on);
  if (away === 0) return 'today';
  if (away === 1) return 'tomorrow';
  if (away === -1) return 'yesterday';
  return away > 0 ? `in ${roughly(away)}` : `${roughly(-away)} ago`;
}

/** `12 days late`; counted in days to the last, because lateness is. */
export const late = (count: number): string => `${days(count)} late`;

/** An instant as English clocks showed it: `Tuesday 20 January 2026 at 9:05am`. */
export function longTime(at: string): string {
  const shown = londonTime(at);
  return `${longDay(shown.on)} at ${clockTime(shown.time)}`;
}

/** `9:05am`, `midday`, `midnight` from `09:05:00`. */
export function clockTime(time: string): string {
  const hour = Number(time.slice(0, 2));
  const minute = time.slice(3, 5);
  if (minute === '00' && hour === 12) return 'midday';
  if (minute === '00' && hour === 0) return 'midnight';
  const twelve = hour % 12 === 0 ? 12 : hour % 12;
  return `${twelve}${minute === '00' ? '' : `:${minute}`}${hour < 12 ? 'am' : 'pm'}`;
}

const roughly = (length: number): string =>
  length < WEEKS_FROM_DAYS ? days(length) : weeks(Math.floor(length / DAYS_IN_WEEK));
