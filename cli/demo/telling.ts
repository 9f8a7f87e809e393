import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { type Instant, instantOf, londonInstant } from '../../domain/dates/london.js';
import type { Fact, ToldFact } from '../../domain/facts/fact.js';
import { dated } from '../../domain/facts/receipt.js';
import type { Almanac } from './almanac.js';

/** A fact as a story tells it: its day is always known. */
export type Told = ToldFact & Readonly<{ on: IsoDate }>;

/** A fact as somebody recorded it: the days that count in law, and when and by whom it was written down. */
export type RecordedFact = Fact & Readonly<{ recordedAt: Instant; recordedBy: string }>;

/** The days on which the invented council kept its records in the engine. */
export type RecordKeeping = Readonly<{
  /** Everything that happened before was brought in on this day. */
  from: IsoDate;
  /** Facts after this day have not happened yet. */
  until: IsoDate;
}>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const BROUGHT_IN_AT = '07:00';

/**
 * What was on record at the end of a day: the story's facts in the order of their days, each written down then or a few working
 * days later, never before the one that went before it.
 *
 * @param by staff reference of whoever wrote them down
 */
export function recorded(
  told: readonly Told[],
  { from, until }: RecordKeeping,
  by: string,
  days: Almanac,
): RecordedFact[] {
  const happened = told.filter(({ on }) => on <= until).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  let last = Date.parse(londonInstant(from, BROUGHT_IN_AT));
  return happened.map((fact, at) => {
    const wanted = fact.on < from ? 0 : Date.parse(londonInstant(dayWritten(fact.on, until, days), officeTime(days)));
    last = Math.max(wanted, last + (fact.on < from ? SECOND : days.random.whole(1, 6) * MINUTE));
    return {
      ...dated(fact, `j${at + 1}`, days.working),
      recordedAt: instantOf(new Date(last)),
      recordedBy: by,
    };
  });
}

/** Three in four on the day itself, the rest within days; by `until` whatever has happened is on record. */
function dayWritten(on: IsoDate, until: IsoDate, days: Almanac): IsoDate {
  const delay = days.random.chance(0.75)
    ? 0
    : days.random.chance(0.85)
      ? days.random.whole(1, 3)
      : days.random.whole(4, 10);
  const day = days.onOrAfter(addDays(on, delay));
  return day <= until ? day : until;
}

const officeTime = ({ random }: Almanac): string =>
  `${String(random.whole(9, 16)).padStart(2, '0')}:${String(random.whole(0, 59)).padStart(2, '0')}`;
