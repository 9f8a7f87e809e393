import { addDays, addMonths, civilDate, monthNumber, type IsoDate } from './iso-date.js';

/** Three calendar months, `2026-Q4` for October to December 2026. Minted only by `isoQuarter` and `quarterOf`. */
export type IsoQuarter = string & { readonly __brand: 'IsoQuarter' };

const SHAPE = /^(\d{4})-Q([1-4])$/;
const MONTHS = 3;

/** Whether the text is a quarter, written `YYYY-Qn`. */
export const isIsoQuarter = (text: string): text is IsoQuarter => SHAPE.test(text);

/** @throws RangeError if the text is not a quarter, written `YYYY-Qn` */
export function isoQuarter(text: string): IsoQuarter {
  if (!isIsoQuarter(text)) throw new RangeError('not a quarter, as 2026-Q4');
  return text;
}

/** The quarter a day lies in. */
export const quarterOf = (on: IsoDate): IsoQuarter => isoQuarter(`${on.slice(0, 4)}-Q${Math.ceil(monthNumber(on) / MONTHS)}`);

/** Its first and last day. */
export function daysOfQuarter(quarter: IsoQuarter): Readonly<{ from: IsoDate; to: IsoDate }> {
  const from = civilDate(Number(quarter.slice(0, 4)), (Number(quarter.slice(6)) - 1) * MONTHS + 1, 1);
  return { from, to: addDays(addMonths(from, MONTHS), -1) };
}

/** The quarter so many later; earlier when negative. */
export const quarterLater = (quarter: IsoQuarter, quarters: number): IsoQuarter => quarterOf(addMonths(daysOfQuarter(quarter).from, MONTHS * quarters));
