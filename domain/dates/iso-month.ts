import { addDays, addMonths, isIsoDate, isoDate, type IsoDate } from './iso-date.js';
import type { WorkingDays } from './working-days.js';

/** A calendar month, `2026-11`. Minted only by `isoMonth`. */
export type IsoMonth = string & { readonly __brand: 'IsoMonth' };

/** Whether the text is a month that exists, written `YYYY-MM`. */
export const isIsoMonth = (text: string): text is IsoMonth => isIsoDate(`${text}-01`);

/** @throws RangeError if the text is not a month that exists, written `YYYY-MM` */
export function isoMonth(text: string): IsoMonth {
  if (!isIsoMonth(text)) throw new RangeError('not a month, as 2026-11');
  return text;
}

/** The month a day lies in. */
export const monthOf = (on: IsoDate): IsoMonth => isoMonth(on.slice(0, 7));

/** The first day of the month that is so many months later; earlier when negative. */
export const firstDayOf = (month: IsoMonth, monthsLater = 0): IsoDate => addMonths(isoDate(`${month}-01`), monthsLater);

/** The month's working days, in order. */
export function workingDaysIn(month: IsoMonth, working: WorkingDays): readonly IsoDate[] {
  const days: IsoDate[] = [];
  for (let day = firstDayOf(month); day.startsWith(`${month}-`); day = addDays(day, 1)) if (working.has(day)) days.push(day);
  return days;
}
