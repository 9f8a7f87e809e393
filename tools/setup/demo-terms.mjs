// @ts-check
// The terms of the demonstration's schools, as the settings file of a council gives them (docs/running.md).
import { existsSync, writeFileSync } from 'node:fs';

const DAY = 86_400_000;
const FRIDAY = 5;
const TERMS_AHEAD = 3;
/** Days before a term by which its lists can still be reminded of: two weeks for the lists, two for the reminder, and one more. */
const TIME_TO_SEND = 29;

/** @param {number} year @param {number} month from 1 @param {number} day */
const date = (year, month, day) => new Date(Date.UTC(year, month - 1, day));
/** @param {Date} day @param {number} days */
const plus = (day, days) => new Date(day.getTime() + days * DAY);
/** @param {Date} day @returns {Date} the Monday after, of a day at a weekend */
const offWeekend = (day) => (day.getUTCDay() === 6 ? plus(day, 2) : day.getUTCDay() === 0 ? plus(day, 1) : day);
/** @param {Date} day */
const fridayFrom = (day) => plus(day, (FRIDAY + 7 - day.getUTCDay()) % 7);
/** @param {Date} day */
const iso = (day) => day.toISOString().slice(0, 10);

/** The terms of a school year. @param {number} year its first calendar year */
function termsOf(year) {
  const easter = fridayFrom(date(year + 1, 3, 25));
  return [
    { term: `autumn-${year}`, from: offWeekend(date(year, 9, 2)), to: date(year, 12, 19) },
    { term: `spring-${year + 1}`, from: offWeekend(date(year + 1, 1, 4)), to: easter },
    { term: `summer-${year + 1}`, from: plus(easter, 17), to: plus(offWeekend(date(year + 1, 7, 22)), -1) },
  ];
}

/**
 * The next terms whose lists of reviews can still be sent in time: no list of the past is owed, for nobody here sent any.
 * @param {Date} today
 */
export function termsAhead(today) {
  const from = plus(today, TIME_TO_SEND);
  const year = today.getUTCFullYear();
  const terms = [year - 1, year, year + 1].flatMap(termsOf).filter((term) => term.from >= from);
  return terms.slice(0, TERMS_AHEAD).map(({ term, from: first, to }) => ({ term, startsOn: iso(first), endsOn: iso(to) }));
}

/**
 * The demonstration's settings, written once: started again it goes on with the same terms.
 * @param {string} file @param {Date} today @returns {string} the file
 */
export function keepCouncilFile(file, today) {
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify({ calendar: { terms: termsAhead(today) } }, null, 2)}\n`);
  return file;
}
