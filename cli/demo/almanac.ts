import {
  addDays,
  civilDate,
  daysBetween,
  earlier,
  later,
  weekday,
  yearNumber,
  type IsoDate,
} from '../../domain/dates/iso-date.js';
import {
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDays,
  type WorkingDays,
} from '../../domain/dates/working-days.js';
import type { Random } from '../../domain/chance.js';

/** The days of an office: nothing is sent or decided on a weekend or bank holiday. */
export type Almanac = Readonly<{
  working: WorkingDays;
  random: Random;
  onOrAfter: (day: IsoDate) => IsoDate;
  onOrBefore: (day: IsoDate) => IsoDate;
  /** A working day so many days on; between the two numbers by chance. */
  after: (day: IsoDate, from: number, to: number) => IsoDate;
  /** The nearest working day within two days, or else the day itself. */
  within: (day: IsoDate, notBefore: IsoDate, notAfter: IsoDate) => IsoDate;
}>;

export function almanac(random: Random): Almanac {
  const working = workingDays();
  return {
    working,
    random,
    onOrAfter: (day) => workingDayOnOrAfter(day, working),
    onOrBefore: (day) => workingDayOnOrBefore(day, working),
    after: (day, from, to) => workingDayOnOrAfter(addDays(day, random.whole(from, to)), working),
    within: (day, notBefore, notAfter) => {
      const held = earlier(later(day, notBefore), notAfter);
      const before = workingDayOnOrBefore(held, working);
      const after = workingDayOnOrAfter(held, working);
      if (before >= notBefore) return before;
      return after <= notAfter ? after : held;
    },
  };
}

/** A school closure: first day closed, first day open again. */
export type Closure = Readonly<{ closedFrom: IsoDate; reopensOn: IsoDate }>;

const SUNDAY = 7;
const MONDAY_AFTER = (day: IsoDate): IsoDate =>
  weekday(day) >= SUNDAY - 1 ? addDays(day, SUNDAY + 1 - weekday(day)) : day;

/** The summer holiday of the invented borough's schools: from about 22 July to 2 September. */
export const summerClosure = (year: number): Closure => ({
  closedFrom: MONDAY_AFTER(civilDate(year, 7, 22)),
  reopensOn: MONDAY_AFTER(civilDate(year, 9, 2)),
});

/** The Christmas holiday: too short to excuse anything, and yet recorded at times as if it did. */
export const christmasClosure = (year: number): Closure => ({
  closedFrom: civilDate(year, 12, 20),
  reopensOn: MONDAY_AFTER(civilDate(year + 1, 1, 4)),
});

/** The summer closure in which, or in the week before which, advice asked of a head on that day is excused; null outside. */
export function excusingClosure(askedOn: IsoDate): Closure | null {
  const closure = summerClosure(yearNumber(askedOn));
  const inWindow =
    daysBetween(addDays(closure.closedFrom, -7), askedOn) >= 0 &&
    daysBetween(askedOn, addDays(closure.reopensOn, -7)) >= 0;
  return inWindow ? closure : null;
}
