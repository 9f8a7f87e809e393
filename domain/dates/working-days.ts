import { bankHolidays } from './bank-holidays.js';
import { addDays, weekday, yearNumber, type IsoDate } from './iso-date.js';

/** Which days are working days: Monday to Friday less England's bank holidays and the council's proclaimed ones. */
export type WorkingDays = Readonly<{ has: (date: IsoDate) => boolean }>;

/** Bank holidays proclaimed after this release, or withdrawn by proclamation. */
export type ProclaimedDays = Readonly<{ added: readonly IsoDate[]; removed: readonly IsoDate[] }>;

const SATURDAY = 6;
const holidaysByYear = new Map<number, ReadonlySet<string>>();

function statutoryHolidays(year: number): ReadonlySet<string> {
  const known = holidaysByYear.get(year);
  if (known) return known;
  const days = new Set<string>(bankHolidays(year));
  holidaysByYear.set(year, days);
  return days;
}

/** England's working days, with a council's own table of proclaimed days. */
export function workingDays(proclaimed: ProclaimedDays = { added: [], removed: [] }): WorkingDays {
  const isHoliday = (date: IsoDate): boolean =>
    proclaimed.added.includes(date) || (statutoryHolidays(yearNumber(date)).has(date) && !proclaimed.removed.includes(date));
  return { has: (date) => weekday(date) < SATURDAY && !isHoliday(date) };
}

/** The day itself if it is a working day, else the last working day before it. */
export function workingDayOnOrBefore(date: IsoDate, working: WorkingDays): IsoDate {
  let day = date;
  while (!working.has(day)) day = addDays(day, -1);
  return day;
}

/** The day itself if it is a working day, else the next one. */
export function workingDayOnOrAfter(date: IsoDate, working: WorkingDays): IsoDate {
  let day = date;
  while (!working.has(day)) day = addDays(day, 1);
  return day;
}

/** The nth working day after a date; the date itself is not counted. */
export function addWorkingDays(date: IsoDate, n: number, working: WorkingDays): IsoDate {
  let day = date;
  for (let left = n; left > 0; left -= 1) day = workingDayOnOrAfter(addDays(day, 1), working);
  return day;
}

/** The nth working day beginning with a date: if that is a working day it is the first. */
export const nthWorkingDayFrom = (date: IsoDate, n: number, working: WorkingDays): IsoDate =>
  addWorkingDays(addDays(date, -1), n, working);
