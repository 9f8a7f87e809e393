import { oneDecimal } from '../one-decimal.js';
import type { Table } from './cells.js';
import { cellOf } from './figures.js';
import type { StoodBefore } from './items.js';

/** Plans issued in twelve weeks beside the assessments still open: the one must not look well at the other's cost. Weeks and percent. */
export type Sides = Readonly<{
  issued: Readonly<{ plans: number; percent: number | null; mean: number | null }>;
  waiting: Readonly<{ open: number; percent: number | null; mean: number | null; longest: number | null }>;
}>;
/** What grew among those still waiting while the percentage rose. */
export type Grew = 'mean' | 'longest';
/** Who was finished, in percent: of those late before the last twelve weeks, and of those that came due in them. */
export type LeftBehind = Readonly<{ late: number; due: number }>;
export type Fairness = Readonly<{
  now: Sides;
  then: Sides | null;
  /** Empty: the percentage did not rise at their cost. */
  grew: readonly Grew[];
  /** Null: nothing says that those already late were passed over. */
  leftBehind: LeftBehind | null;
}>;

/** Less is the chance of a plan or two. */
const CLEAR_RISE = 1;

/** So many of each kind at least: a handful says nothing. */
const ENOUGH = 12;
/** Those already late were finished less than half as often as those that came due. */
const HALF = 0.5;
/** Standard errors by which the two shares differ: of a thousand councils that draw lots, not one. */
const CLEARLY = 3.3;

/**
 * Two signs that new cases go before old ones, which looks like success by the percentage alone.
 *
 * A council that turns to new ones: the percentage of plans in time rose, by a whole point or more, while those still open waited
 * longer. A council that has always worked so shows no rise, so there the order itself is looked at: whoever takes the oldest first,
 * or by date, or draws lots, finishes at least as many of those late before the last twelve weeks as of those that came due in them,
 * for the first could be taken in all of that time. It is said where there are a dozen of each, less than half as many of
 * the first were finished, and chance cannot be the reason. It asks to look and proves nothing: the late ones may be the hard ones.
 *
 * @param then figures of an earlier report to compare with; null of none
 * @source needs.md N6
 */
export function fairnessOf(now: readonly Table[], then: readonly Table[] | null): Fairness {
  const sides = sidesOf(now);
  const leftBehind = leftBehindIn(now);
  if (then === null) return { now: sides, then: null, grew: [], leftBehind };
  const before = sidesOf(then);
  const rose = sides.issued.percent !== null && before.issued.percent !== null && sides.issued.percent - before.issued.percent >= CLEAR_RISE;
  const grew = (['mean', 'longest'] as const).filter((which) => rose && isMore(sides.waiting[which], before.waiting[which]));
  return { now: sides, then: before, grew, leftBehind };
}

function leftBehindIn(figures: readonly Table[]): LeftBehind | null {
  const shareOf = (row: StoodBefore): Readonly<{ done: number; of: number; share: number }> => {
    const [done, open] = ['finished', 'still-open'].map((column) => cellOf(figures, 'order', row, column)?.value ?? 0);
    const of = (done ?? 0) + (open ?? 0);
    return { done: done ?? 0, of, share: of === 0 ? 0 : (done ?? 0) / of };
  };
  const [late, due] = [shareOf('already-late'), shareOf('came-due')];
  if (late.of < ENOUGH || due.of < ENOUGH || late.share >= HALF * due.share) return null;
  const among = (late.done + due.done) / (late.of + due.of);
  const error = Math.sqrt(among * (1 - among) * (1 / late.of + 1 / due.of));
  return due.share - late.share > CLEARLY * error ? { late: oneDecimal(100 * late.share), due: oneDecimal(100 * due.share) } : null;
}

const isMore = (now: number | null, before: number | null): boolean => now !== null && before !== null && now > before;

function sidesOf(figures: readonly Table[]): Sides {
  const value = (table: string, row: string, column: string): number | null => cellOf(figures, table, row, column)?.value ?? null;
  return {
    issued: { plans: value('timeliness', 'twelve-weeks', 'plans') ?? 0, percent: value('timeliness', 'twelve-weeks', 'percent'), mean: value('timeliness', 'twelve-weeks', 'mean') },
    waiting: { open: value('timeliness', 'waiting', 'plans') ?? 0, percent: value('timeliness', 'waiting', 'percent'), mean: value('timeliness', 'waiting', 'mean'), longest: value('stock', 'all', 'longest-wait') },
  };
}
