import { oneDecimal } from '../one-decimal.js';
import { WEEKS_APART } from './items.js';
import type { Tally, Where } from './tally.js';

/** A figure: what it counts opens to its cases; null where there is nothing to say, as the median of none. */
export type Cell = Readonly<{ value: number | null; unit: 'count' | 'days' | 'weeks' | 'percent'; opens: Where | null }>;

/** A row of a table. `id` is a code: of a stage, a role, a duty, a staff reference, a day. */
export type Row = Readonly<{ id: string; cells: readonly Cell[] }>;
export type Table = Readonly<{ id: TableId; columns: readonly string[]; rows: readonly Row[] }>;

export const TABLE_IDS = ['bridge', 'stock', 'limits', 'timeliness', 'order', 'decisions', 'advice', 'reviews', 'review-delay', 'transfers', 'orders', 'breaches', 'exceptions', 'loads', 'silent', 'causes'] as const;
export type TableId = (typeof TABLE_IDS)[number];

export const WEEK = 7;
export const PERIODS: Readonly<Record<'week' | 'twelve-weeks' | 'year', Where['is']>> = { week: { week: 0 }, 'twelve-weeks': { week: { to: WEEKS_APART - 1 } }, year: { inYear: true } };
export const LATE = { from: 1 };
export const SOON = { from: -4 * WEEK, to: 0 };

export const count = (tally: Tally, block: Where['block'], is: Where['is'] = {}): Cell => ({ value: tally.sum({ block, is }), unit: 'count', opens: { block, is } });
export const plain = (value: number | null, unit: Cell['unit']): Cell => ({ value, unit, opens: null });
export const ofDays = (value: number | null, opens: Where | null = null): Cell => ({ value, unit: 'days', opens });
export const inWeeks = (days: number | null, opens: Where | null = null): Cell => ({ value: days === null ? null : oneDecimal(days / WEEK), unit: 'weeks', opens });
/** The longest of them; it opens to the ones that are that long. */
export const longest = (tally: Tally, { block, is }: Where, say: (days: number | null, opens: Where | null) => Cell): Cell => {
  const days = tally.most({ block, is }, 'days');
  return say(days, days === null ? null : { block, is: { ...is, days } });
};
export const percent = (part: number, of: number): Cell => plain(of === 0 ? null : oneDecimal((100 * part) / of), 'percent');

/** How many were done in a period, and the part of them in time. */
export function madeAndInTime(tally: Tally, is: Where['is']): [Cell, Cell] {
  const made = count(tally, 'done', is);
  return [made, percent(tally.sum({ block: 'done', is: { ...is, outcome: 'in-time' } }), made.value ?? 0)];
}
