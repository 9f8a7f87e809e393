import { dayOfMonth, monthNumber, weekday, yearNumber, type IsoDate } from './iso-date.js';

/** Days in English words: how letters and pages say them, and how people write them. */

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** @param month 1 to 12 */
export const monthName = (month: number): string => MONTHS[month - 1] ?? '';

const TERM = /^(autumn|spring|summer)-(\d{4})$/;

/** A term's code in a sentence: `spring-2027` is `spring 2027`; what is no term stays as it is. */
export const termInWords = (code: string): string => code.replace(TERM, '$1 $2');

const FEWEST_LETTERS = 3;

/** `feb`, `Sept`, `february`: 2, 9, 2; 0 for a word that is no month. */
export const monthOfWord = (word: string): number => (word.length < FEWEST_LETTERS ? 0 : MONTHS.findIndex((month) => month.toLowerCase().startsWith(word.toLowerCase())) + 1);

/** `20 January 2026` */
export const shortDay = (on: IsoDate): string => `${dayOfMonth(on)} ${monthName(monthNumber(on))} ${yearNumber(on)}`;

/** `Tuesday 20 January 2026` */
export const longDay = (on: IsoDate): string => `${WEEKDAYS[weekday(on) - 1] ?? ''} ${shortDay(on)}`;
