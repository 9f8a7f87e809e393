/** A civil date in England, `2025-09-02`. Minted only by `isoDate` and by arithmetic on another. */
export type IsoDate = string & { readonly __brand: 'IsoDate' };

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAYS_TO_1970 = 719_468;
const DAYS_IN_ERA = 146_097;

/** Whole days since 1 January 1970. The arithmetic below is the proleptic Gregorian calendar's, counted from 1 March. */
type DayNumber = number;

function dayNumber(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_ERA + dayOfEra - DAYS_TO_1970;
}

function fromDayNumber(number: DayNumber): IsoDate {
  const z = number + DAYS_TO_1970;
  const era = Math.floor(z / DAYS_IN_ERA);
  const dayOfEra = z - era * DAYS_IN_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return format(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
const format = (year: number, month: number, day: number): IsoDate =>
  `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` as IsoDate;

const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));
const monthOf = (date: IsoDate): number => Number(date.slice(5, 7));
const dayOf = (date: IsoDate): number => Number(date.slice(8, 10));
const numberOf = (date: IsoDate): DayNumber => dayNumber(yearOf(date), monthOf(date), dayOf(date));

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Days in a month; month 1 to 12. */
function lengthOfMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);
}

/** Whether the text is a day that exists, written `YYYY-MM-DD`. */
export function isIsoDate(text: string): text is IsoDate {
  const [, year, month, day] = SHAPE.exec(text) ?? [];
  if (!year || !month || !day) return false;
  return Number(day) >= 1 && Number(day) <= lengthOfMonth(Number(year), Number(month));
}

/** @throws RangeError if the text is not a day that exists, written `YYYY-MM-DD` */
export function isoDate(text: string): IsoDate {
  if (!isIsoDate(text)) throw new RangeError('not a civil date, as 2025-09-02');
  return text;
}

/** The civil date of a year, month (1 to 12) and day. @throws RangeError if there is no such day */
export const civilDate = (year: number, month: number, day: number): IsoDate => isoDate(format(year, month, day));

/** Calendar days later (earlier when negative). */
export const addDays = (date: IsoDate, days: number): IsoDate => fromDayNumber(numberOf(date) + days);

/** Calendar weeks later: the same day of the week. */
export const addWeeks = (date: IsoDate, weeks: number): IsoDate => addDays(date, 7 * weeks);

/**
 * The corresponding date so many months later (earlier when negative); where the month has none, its last day.
 * @source Dodds v Walker [1981] 1 WLR 1027; Interpretation Act 1978 sch 1
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const count = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  return format(year, month, Math.min(dayOf(date), lengthOfMonth(year, month)));
}

/** Whole days from one date to another; negative when `to` is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => numberOf(to) - numberOf(from);

/** Day of the week, Monday 1 to Sunday 7. */
export const weekday = (date: IsoDate): number => ((((numberOf(date) + 3) % 7) + 7) % 7) + 1;

export const yearNumber = yearOf;
export const monthNumber = monthOf;
export const dayOfMonth = dayOf;

export const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);
export const earlier = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);
