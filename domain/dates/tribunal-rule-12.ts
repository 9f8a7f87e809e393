import { addDays, civilDate, monthNumber, yearNumber, type IsoDate } from './iso-date.js';
import { addWorkingDays, workingDayOnOrAfter, type WorkingDays } from './working-days.js';

/**
 * Time in proceedings before the First-tier Tribunal. It never governs a council's duties under the Regulations.
 * @source Tribunal Procedure (First-tier Tribunal) (HESC) Rules 2008 rule 12
 */
const AUGUST = 8;

const afterAugust = (date: IsoDate): IsoDate => civilDate(yearNumber(date), 8, 31);
const newYear = (date: IsoDate): IsoDate => civilDate(yearNumber(date) + (date.slice(5) > '01-01' ? 1 : 0), 1, 1);

const isChristmasDay = (date: IsoDate): boolean => date.slice(5) >= '12-25' || date.slice(5) === '01-01';
const isDiscounted = (date: IsoDate): boolean => monthNumber(date) === AUGUST || isChristmasDay(date);

/**
 * Last day in time to start an appeal: a limit ending from 25 December to 1 January or in August runs to the first working
 * day after; one ending on any other non-working day to the next working day.
 * @source rule 12(1), (2), (3)(a)
 */
export function appealLimit(nominal: IsoDate, working: WorkingDays): IsoDate {
  if (monthNumber(nominal) === AUGUST) return workingDayOnOrAfter(addDays(afterAugust(nominal), 1), working);
  if (isChristmasDay(nominal)) return workingDayOnOrAfter(addDays(newYear(nominal), 1), working);
  return workingDayOnOrAfter(nominal, working);
}

/**
 * The nth working day after a date, no day from 25 December to 1 January or in August counted.
 * @source rule 12(3)(b), (4)
 */
export const addTribunalWorkingDays = (date: IsoDate, n: number, working: WorkingDays): IsoDate =>
  addWorkingDays(date, n, { has: (day) => working.has(day) && !isDiscounted(day) });

