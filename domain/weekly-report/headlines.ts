import type { IsoWeek } from '../dates/iso-week.js';
import { oneDecimal } from '../one-decimal.js';
import type { Cell, Table, TableId } from './cells.js';
import { cellOf } from './figures.js';
import { trendOf, type Trend } from './trend.js';

/** A figure of the report by its names. */
export type FigureName = Readonly<{ table: TableId; row: string; column: string }>;

/** What the front page says first. `better`: the way it should go. */
export const HEADLINES = {
  open: { table: 'stock', row: 'all', column: 'open', better: 'less' },
  'over-20': { table: 'stock', row: 'all', column: 'over-20', better: 'less' },
  'longest-wait': { table: 'stock', row: 'all', column: 'longest-wait', better: 'less' },
  'in-20-weeks': { table: 'timeliness', row: 'twelve-weeks', column: 'percent', better: 'more' },
  'advice-late': { table: 'advice', row: 'all', column: 'late', better: 'less' },
  'reviews-late': { table: 'reviews', row: 'complete-review', column: 'late', better: 'less' },
  breaches: { table: 'breaches', row: 'all', column: 'late', better: 'less' },
  silent: { table: 'silent', row: 'all', column: 'cases', better: 'less' },
} as const satisfies Readonly<Record<string, FigureName & Readonly<{ better: 'less' | 'more' }>>>;
export type HeadlineId = keyof typeof HEADLINES;
export const HEADLINE_IDS = Object.keys(HEADLINES) as readonly HeadlineId[];

export type Headline = Readonly<{
  id: HeadlineId;
  figure: FigureName;
  cell: Cell;
  /** Against the report before; null where there is none, or one of the two has no value. */
  change: number | null;
  /** Whether the change is the way it should go; null of none. */
  isBetter: boolean | null;
  trend: Trend;
}>;

type Week = Readonly<{ week: IsoWeek; figures: readonly Table[] }>;

/** @param weeks the reports up to this one, oldest first, this one last; one at least */
export function headlinesOf(weeks: readonly Week[]): readonly Headline[] {
  const [before, now] = [weeks.at(-2), weeks.at(-1)];
  return HEADLINE_IDS.flatMap((id) => {
    const { better, ...figure } = HEADLINES[id];
    const [cell, last] = [now, before].map((week) => (week === undefined ? null : named(week, figure)));
    if (!cell) return [];
    const change = cell.value === null || typeof last?.value !== 'number' ? null : oneDecimal(cell.value - last.value);
    const points = weeks.map((week) => ({ week: week.week, value: named(week, figure)?.value ?? null }));
    const isBetter = change === null || change === 0 ? null : change < 0 === (better === 'less');
    return [{ id, figure, cell, change, isBetter, trend: trendOf(points, cell.unit === 'percent' ? 100 : Infinity) }];
  });
}

const named = ({ figures }: Week, { table, row, column }: FigureName): Cell | null => cellOf(figures, table, row, column);
