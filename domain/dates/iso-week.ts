import { addDays, daysBetween, isIsoDate, weekday, type IsoDate } from './iso-date.js';

/** A week of the ISO calendar, `2026-W47`: Monday to Sunday, numbered in the year its Thursday lies in. */
export type IsoWeek = string & { readonly __brand: 'IsoWeek' };

const SHAPE = /^(\d{4})-W(\d{2})$/;

/** The week a civil day lies in. @source ISO 8601 */
export function isoWeek(day: IsoDate): IsoWeek {
  const thursday = addDays(day, 4 - weekday(day));
  const firstDay = `${thursday.slice(0, 4)}-01-01` as IsoDate;
  const number = Math.floor(daysBetween(firstDay, thursday) / 7) + 1;
  return `${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}` as IsoWeek;
}

/** Whether the text is a week that exists: 53 only where the year has one. */
export function isIsoWeek(text: string): text is IsoWeek {
  const [, year, number] = SHAPE.exec(text) ?? [];
  if (year === undefined || number === undefined || !isIsoDate(`${year}-01-04`)) return false;
  return isoWeek(mondayOfNumber(year, Number(number))) === text;
}

/** The Sunday a week ends on. */
export const sundayOf = (week: IsoWeek): IsoDate => addDays(mondayOf(week), 6);

/** The Monday a week begins on. */
export const mondayOf = (week: IsoWeek): IsoDate => mondayOfNumber(week.slice(0, 4), Number(week.slice(6)));

/** So many weeks later; earlier when negative. */
export const addIsoWeeks = (week: IsoWeek, weeks: number): IsoWeek => isoWeek(addDays(mondayOf(week), 7 * weeks));

/** 4 January always lies in week 1. */
function mondayOfNumber(year: string, number: number): IsoDate {
  const fourth = `${year}-01-04` as IsoDate;
  return addDays(fourth, 1 - weekday(fourth) + 7 * (number - 1));
}
