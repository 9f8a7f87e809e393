import { addDays, addMonths, addWeeks, type IsoDate } from './iso-date.js';
import { addWorkingDays, nthWorkingDayFrom, type WorkingDays } from './working-days.js';
import { addTribunalWorkingDays } from './tribunal-rule-12.js';

/** A period of time as an enactment words it, and how it is counted. */
export type Limit = Readonly<{ words: string; lastDay: (from: IsoDate, working: WorkingDays) => IsoDate }>;

const counted = (n: number, unit: string): string => `${n} ${unit}${n === 1 ? '' : 's'}`;

/** "within N weeks of": the day of the event is not counted; the same weekday N weeks on is in time. @source law.md section 5 */
export const weeksOf = (n: number, event: string): Limit => ({ words: `${counted(n, 'week')} from ${event}`, lastDay: (from) => addWeeks(from, n) });

/** "within N days of": calendar days, the day of the event not counted. */
export const daysOf = (n: number, event: string): Limit => ({ words: `${counted(n, 'day')} from ${event}`, lastDay: (from) => addDays(from, n) });

/** "N days beginning with": the day itself is day 1. @source Trow v Ind Coope [1967] 2 QB 899 */
export const daysBeginningWith = (n: number, event: string): Limit => ({
  words: `${counted(n, 'day')} beginning with ${event}`,
  lastDay: (from) => addDays(from, n - 1),
});

/** "N weeks beginning with": the day itself is day 1. */
export const weeksBeginningWith = (n: number, event: string): Limit => ({
  words: `${counted(n, 'week')} beginning with ${event}`,
  lastDay: (from) => addDays(from, 7 * n - 1),
});

/** "N months beginning with": ends the day before the corresponding day; where the month has none, on its last day. */
export const monthsBeginningWith = (n: number, event: string): Limit => ({
  words: `${counted(n, 'month')} beginning with ${event}`,
  lastDay: (from) => lastOfMonthsBeginning(from, n),
});

/** Last day of N months beginning with a day. 12 months from 29 Feb 2028: 28 Feb 2029; from 1 Mar 2027: 29 Feb 2028. */
export function lastOfMonthsBeginning(from: IsoDate, months: number): IsoDate {
  const corresponding = addMonths(from, months);
  return corresponding.slice(8) === from.slice(8) ? addDays(corresponding, -1) : corresponding;
}

/** "at least N weeks before": clear days, both ends excluded. @source law.md section 8 point 2 */
export const clearWeeksBefore = (n: number, event: string): Limit => ({
  words: `at least ${counted(n, 'week')} before ${event}, both days excluded`,
  lastDay: (from) => addDays(from, -7 * n - 1),
});

/** "N weeks before" with one end counted, as some count "at least two weeks". */
export const weeksBefore = (n: number, event: string): Limit => ({ words: `${counted(n, 'week')} before ${event}`, lastDay: (from) => addDays(from, -7 * n) });

/** "within N working days of": Monday to Friday less bank holidays, the day of the event not counted. */
export const workingDaysOf = (n: number, event: string): Limit => ({
  words: `${counted(n, 'working day')} from ${event}`,
  lastDay: (from, working) => addWorkingDays(from, n, working),
});

/** "N working days beginning with": a working day is itself the first. */
export const workingDaysBeginningWith = (n: number, event: string): Limit => ({
  words: `${counted(n, 'working day')} beginning with ${event}`,
  lastDay: (from, working) => nthWorkingDayFrom(from, n, working),
});

/** Working days of the Tribunal: August and 25 December to 1 January are not counted. */
export const tribunalWorkingDaysOf = (n: number, event: string): Limit => ({
  words: `${counted(n, 'working day')} from ${event}, no day in August or from 25 December to 1 January counted`,
  lastDay: (from, working) => addTribunalWorkingDays(from, n, working),
});

/** On the day itself. */
export const thatDay = (event: string): Limit => ({ words: `on the day of ${event}`, lastDay: (from) => from });
