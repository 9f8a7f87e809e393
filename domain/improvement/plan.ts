import type { IsoDate } from '../dates/iso-date.js';
import type { IsoWeek } from '../dates/iso-week.js';
import type { Claim, Entry } from './entries.js';
import { readingOf, type FrozenFigures, type Reading } from './measures.js';
import { priorityOf, type Measure, type Priority } from './priority.js';
import { computedOf, standingOf, type Computed, type Standing } from './standing.js';

/** The whole plan on a day, by the frozen reports there are: what a page shows, and what a pack keeps. Codes, figures, days and words; nothing of a child. */

/** A measure with its figures, from the week of its baseline on, oldest first. */
export type MeasureNow = Measure & Readonly<{ standing: Standing; readings: readonly Reading[] }>;
export type PriorityNow = Omit<Priority, 'measures'> & Readonly<{ ref: string; measures: readonly MeasureNow[]; /** By its measures; null where it has none. What people claim stands in `claim`, apart. */ computed: Computed | null; /** Whether the claim says better than the figures. */ isAtOdds: boolean }>;
export type Plan = Readonly<{
  /** The report whose figures are the latest; null of none. */
  report: Readonly<{ week: IsoWeek; on: IsoDate; number: number }> | null;
  on: IsoDate;
  priorities: readonly PriorityNow[];
  /** What staff and teams are called, by their references. */
  names: Readonly<Record<string, string>>;
}>;

/** Entries of one priority, in their order. */
export type Written = Readonly<{ ref: string; entries: readonly Entry[] }>;

/** @param figures of the reports there are, oldest first, by what they are of: `council`, or a team */
export function priorityNow({ ref, entries }: Written, figures: ReadonlyMap<string, readonly FrozenFigures[]>): PriorityNow {
  const priority = priorityOf(entries);
  const measures = priority.measures.map((measure): MeasureNow => {
    const readings = (figures.get(measure.of) ?? []).filter(({ week }) => week >= measure.baseline.week).map((frozen) => readingOf(measure.figure, frozen));
    return { ...measure, readings, standing: standingOf(measure, readings) };
  });
  const computed = computedOf(measures.flatMap(({ ended, standing }) => (ended === null ? [standing.status] : [])));
  return { ...priority, ref, measures, computed, isAtOdds: claimsMore(priority.claim?.claim ?? null, computed) };
}

/** Whether people say more than the figures bear out: that is shown, and changes neither. */
export const claimsMore = (claim: Claim | null, computed: Computed | null): boolean => (claim === 'done' && computed !== null && computed !== 'met') || (claim === 'on-course' && computed === 'behind');

/** Everybody and every team that the entries name. */
export function namedIn(entries: readonly Entry[]): readonly string[] {
  const refs = entries.flatMap(({ by, content }) => [
    by, ...('leads' in content ? content.leads : []), ...('owner' in content ? [content.owner] : []), ...('approvedBy' in content ? [content.approvedBy] : []), ...('of' in content ? [content.of] : []),
  ]);
  return [...new Set(refs)].sort();
}
