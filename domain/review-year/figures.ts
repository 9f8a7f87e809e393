import { addDays, addMonths, civilDate, monthNumber, yearNumber, type IsoDate } from '../dates/iso-date.js';
import { grouped } from '../grouped.js';
import { weekOf } from './limits.js';

/** Counting reviews: by month, by whom, and against what the weeks can hold. Each count names its plans. */

/** First days of consecutive months. @param from months from today's, negative: before it */
export const monthsAround = (today: IsoDate, from: number, count: number): readonly IsoDate[] =>
  Array.from({ length: count }, (_, i) => addMonths(civilDate(yearNumber(today), monthNumber(today), 1), from + i));

/** The last day of a month, by its first. */
export const lastOfMonth = (first: IsoDate): IsoDate => addDays(addMonths(first, 1), -1);

/** What is counted under one heading: the references behind each count. */
export type Counted<What extends string> = Readonly<{ key: string; refs: Readonly<Record<What, readonly string[]>> }>;

/** References by key and kind of event, in the order the keys are first met; a plan twice under one count is one. */
export function countedBy<What extends string, Event extends Readonly<{ ref: string; what: What }>>(events: readonly Event[], kinds: readonly What[], keyOf: (event: Event) => string): Counted<What>[] {
  const refs = (of: readonly Event[]) => Object.fromEntries(kinds.map((what) => [what, [...new Set(of.filter((event) => event.what === what).map(({ ref }) => ref))]])) as Record<What, string[]>;
  return [...grouped(events, keyOf)].map(([key, of]) => ({ key, refs: refs(of) }));
}

/** Meetings of one caseworker in one week, and the references behind them. */
export type WeekLoad = Readonly<{ caseworker: string | null; week: IsoDate; refs: readonly string[] }>;

/** Meetings by caseworker and week; only weeks with one. */
export function weekLoads(meetings: readonly Readonly<{ ref: string; caseworker: string | null; on: IsoDate }>[]): WeekLoad[] {
  return [...grouped(meetings, ({ caseworker, on }) => `${caseworker ?? ''} ${weekOf(on)}`).values()].flatMap((held) =>
    held.slice(0, 1).map(({ caseworker, on }) => ({ caseworker, week: weekOf(on), refs: held.map(({ ref }) => ref) })),
  );
}
