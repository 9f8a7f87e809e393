import { addDays, civilDate, weekday, type IsoDate } from '../../domain/dates/iso-date.js';
import { schoolYear } from '../../domain/dates/school-year.js';
import { closuresOf, type Closed, type SettingCalendar, type Term } from '../../domain/setting-calendar.js';
import type { Random } from '../../domain/chance.js';
import { christmasClosure, summerClosure } from './almanac.js';
import type { DemoSetting } from './council.js';

/** Of so many settings one has not told its terms: nobody knows when it is open. */
const UNTOLD = 0.15;
/** The first weekday on or after a day. @param wanted Monday 1 to Sunday 7 */
const weekdayFrom = (day: IsoDate, wanted: number): IsoDate => addDays(day, (wanted + 7 - weekday(day)) % 7);
const FRIDAY = 5;
const MONDAY = 1;

/** Terms and closures of the settings for this school year and the next; a few have told none. */
export function termDates(settings: readonly DemoSetting[], today: IsoDate, random: Random): ReadonlyMap<string, SettingCalendar> {
  const years = [schoolYear(today), schoolYear(today) + 1];
  const told = settings.filter(() => !random.chance(UNTOLD));
  return new Map(told.map(({ ref }) => [ref, { terms: years.flatMap(termsOf), closures: years.flatMap((year) => closures(year, random)) }]));
}

/** The three terms of the invented borough's school year. @param year its first calendar year */
function termsOf(year: number): Term[] {
  const christmas = christmasClosure(year);
  const easterHolidays = weekdayFrom(civilDate(year + 1, 3, 25), FRIDAY);
  return [
    { name: `autumn-${year}`, from: summerClosure(year).reopensOn, to: addDays(christmas.closedFrom, -1) },
    { name: `spring-${year + 1}`, from: christmas.reopensOn, to: easterHolidays },
    { name: `summer-${year + 1}`, from: addDays(easterHolidays, 17), to: addDays(summerClosure(year + 1).closedFrom, -1) },
  ];
}

/** A week in the middle of each term, and a day of the setting's own for its staff. */
function closures(year: number, random: Random): Closed[] {
  const week = (from: IsoDate): Closed => ({ from: weekdayFrom(from, MONDAY), to: addDays(weekdayFrom(from, MONDAY), 4) });
  const ownDay = weekdayFrom(civilDate(year, 11, random.whole(2, 26)), random.whole(MONDAY, FRIDAY));
  return [week(civilDate(year, 10, 23)), { from: ownDay, to: ownDay }, week(civilDate(year + 1, 2, 13)), week(civilDate(year + 1, 5, 26))];
}

/** Whether a setting is known to be closed on a day. */
export function closedOn(calendar: SettingCalendar | undefined): (day: IsoDate) => boolean {
  const closed = calendar === undefined ? [] : closuresOf(calendar);
  return (day) => closed.some(({ from, to }) => from <= day && day <= to);
}
