import { dayOfMonth, monthNumber, weekday, yearNumber, type IsoDate } from '../dates/iso-date.js';

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

/** A day as a letter says it: `Tuesday 14 October 2025`. */
export const saidDay = (on: IsoDate): string =>
  `${WEEKDAYS[weekday(on) - 1] ?? ''} ${dayOfMonth(on)} ${MONTHS[monthNumber(on) - 1] ?? ''} ${yearNumber(on)}`;
