import { SMALLEST_FOR_PERCENT } from '../audit/agreement.js';
import { SMALLEST_FOR_MEAN } from '../audit/learning/grades.js';
import type { IsoDate } from '../dates/iso-date.js';
import type { IsoWeek } from '../dates/iso-week.js';
import type { Cell, Table } from '../weekly-report/cells.js';
import { cellOf } from '../weekly-report/figures.js';
import type { FigureName } from '../weekly-report/headlines.js';

/** What an improvement plan can be measured by: the engine's own figures, each a cell of a frozen report. Nobody types one. */

export type Measured = Readonly<{
  /** What it is called, as a heading says it. */
  words: string;
  unit: Cell['unit'];
  /** The way it should go. */
  better: 'less' | 'more';
  /** Where it stands in a weekly report. */
  figure: FigureName;
  /** Of a percentage the figure it is a share of, of a mean the one that counts what it is of. */
  of: FigureName | null;
  /** The figure whose cases show what it counts; null of a mean, which is made of many. */
  opens: FigureName | null;
}>;

const percentOf = (words: string, table: FigureName['table'], row: string, of: string, column: string): Measured => ({ words, unit: 'percent', better: 'more', figure: { table, row, column }, of: { table, row, column: of }, opens: { table, row, column: of } });
const fewer = (words: string, table: FigureName['table'], row: string, column: string, unit: Cell['unit'] = 'count'): Measured => ({ words, unit, better: 'less', figure: { table, row, column }, of: null, opens: { table, row, column } });

const meanOf = (words: string, table: FigureName['table'], row: string, of: string): Measured => ({ words, unit: 'weeks', better: 'less', figure: { table, row, column: 'mean' }, of: { table, row, column: of }, opens: null });

/** By code; a code that a plan uses is never taken out or given another meaning. Figures of audits join here. */
export const MEASURES = {
  'plans-in-20-weeks': percentOf('Final plans sent within 20 weeks, in 12 weeks', 'timeliness', 'twelve-weeks', 'plans', 'percent'),
  'mean-wait-for-plan': meanOf('Mean wait for a final plan, in 12 weeks', 'timeliness', 'twelve-weeks', 'plans'),
  'open-over-20-weeks': fewer('Assessments open over 20 weeks', 'stock', 'all', 'over-20'),
  'open-over-52-weeks': fewer('Assessments open over 52 weeks', 'stock', 'all', 'over-52'),
  'longest-wait': fewer('Longest wait of an open assessment', 'stock', 'all', 'longest-wait', 'weeks'),
  'decided-in-6-weeks': percentOf('Decided within 6 weeks whether to assess, in 12 weeks', 'decisions', 'decide-to-assess', 'twelve-weeks', 'twelve-weeks-percent'),
  'decided-in-16-weeks': percentOf('Decided within 16 weeks whether to issue a plan, in 12 weeks', 'decisions', 'decide-to-issue', 'twelve-weeks', 'twelve-weeks-percent'),
  'advice-late': fewer('Advice late, of all services', 'advice', 'all', 'late'),
  'psychology-advice-late': fewer('Psychologists’ advice late', 'advice', 'educational-psychology', 'late'),
  'health-advice-late': fewer('Health advice late', 'advice', 'health', 'late'),
  'social-care-advice-late': fewer('Social care advice late', 'advice', 'social-care', 'late'),
  'advice-in-time': percentOf('Advice given in time, in 12 weeks', 'advice', 'all', 'given', 'given-percent'),
  'reviews-late': fewer('Annual reviews late', 'reviews', 'complete-review', 'late'),
  'reviews-in-time': percentOf('Annual reviews completed in time, in 12 weeks', 'reviews', 'complete-review', 'done', 'in-time'),
  'review-decisions-in-time': percentOf('Decided within 4 weeks of a review meeting, in 12 weeks', 'reviews', 'decide-after-review', 'done', 'in-time'),
  'amended-plans-late': fewer('Amended plans late after a review', 'reviews', 'issue-amended-plan', 'late'),
  'transfers-in-time': percentOf('Plans amended in time for a change of phase, since 1 January', 'transfers', 'amended-this-year', 'amended', 'amended-percent'),
  'late-in-law': fewer('Steps the law requires that are late', 'breaches', 'all', 'late'),
  'silent-cases': fewer('Cases gone quiet', 'silent', 'all', 'cases'),
} as const satisfies Readonly<Record<string, Measured>>;

export type MeasureCode = keyof typeof MEASURES;
export const MEASURE_CODES = Object.keys(MEASURES) as [MeasureCode, ...MeasureCode[]];
export const measured = (code: MeasureCode): Measured => MEASURES[code];

/** A frozen report, as far as it is read here: a whole council's figures, or a team's. */
export type FrozenFigures = Readonly<{ week: IsoWeek; on: IsoDate; figures: readonly Table[] }>;

/** A measure as one frozen report has it. `value` is null where the report has none; `of`: of how many a percentage or a mean is, null of all else. */
export type Reading = Readonly<{ week: IsoWeek; on: IsoDate; value: number | null; of: number | null }>;

/** Reads one cell of one report. A row that a report leaves out because nothing of it was owed or done counts none. */
export function readingOf(code: MeasureCode, { week, on, figures }: FrozenFigures): Reading {
  const { figure, of, unit } = measured(code);
  const at = ({ table, row, column }: FigureName): number | null => cellOf(figures, table, row, column)?.value ?? null;
  const leftOut = unit === 'count' && figures.some(({ id, rows }) => id === figure.table && rows.every(({ id: row }) => row !== figure.row));
  return { week, on, value: leftOut ? 0 : at(figure), of: of === null ? null : at(of) };
}

/** From how many on a figure that is of many is told; null of a figure that counts. */
export const smallestFor = (code: MeasureCode): number | null => (measured(code).of === null ? null : isPercent(code) ? SMALLEST_FOR_PERCENT : SMALLEST_FOR_MEAN);
const isPercent = (code: MeasureCode): boolean => measured(code).unit === 'percent';

/** Whether it is a percentage, or a mean, of so few that it is not told and judges nothing. */
export const isOfFew = (code: MeasureCode, { value, of }: Reading): boolean => value !== null && of !== null && of < (smallestFor(code) ?? 0);

/** A percentage of few is told as how many of how many, a mean of few as of how many it is. `part` null: it is a mean. */
export const fewOf = (code: MeasureCode, reading: Reading): Readonly<{ part: number | null; of: number }> => (isPercent(code) ? countsOf(reading) : { part: null, of: reading.of ?? 0 });

/** Of a percentage: how many of how many. */
export const countsOf = ({ value, of }: Reading): Readonly<{ part: number; of: number }> => ({ part: Math.round(((value ?? 0) * (of ?? 0)) / 100), of: of ?? 0 });
