import { oneDecimal } from '../../../domain/one-decimal.js';
import type { Table } from '../../../domain/weekly-report/cells.js';
import { cellOf } from '../../../domain/weekly-report/figures.js';
import { PUBLISHED_MEASURES, spreadOf, type PublishedFigures, type PublishedMeasure, type Spread } from '../../../domain/weekly-report/published.js';
import type { Demonstration } from '../../site.js';
import { REPORT_WORDS } from '../../words/reports.js';
import type { PaperCell, PaperTable } from './tables.js';
import { valueWords } from './values.js';

const t = REPORT_WORDS.published;

/** Where a report counts it, and the columns as published: those in time, and all that are timed. */
const MEASURES: Readonly<Record<PublishedMeasure, Readonly<{ here: Readonly<{ table: string; row: string; column: string }>; part: string; of: readonly string[] }>>> = {
  'in-20-weeks': { here: { table: 'timeliness', row: 'year', column: 'percent' }, part: 'plans_issued_within_20_weeks', of: ['plans_issued_within_20_weeks', 'plans_issued_gt20weeks_ltYear', 'plans_issued_gt_1_year'] },
  'in-20-weeks-without-exceptions': { here: { table: 'timeliness', row: 'year', column: 'percent-without-exceptions' }, part: 'plans_issued_20_weeks_ex', of: ['plans_issued_20_weeks_ex', 'plans_issued_gt20weeks_ltYear_ex', 'plans_issued_gt_1_year_ex'] },
  'decide-to-assess': { here: { table: 'decisions', row: 'decide-to-assess', column: 'year-percent' }, part: 'request_outcome_six_weeks', of: ['request_outcome_six_weeks', 'request_outcome_over_6_weeks'] },
};

/** What was published, by the council's settings; in a demonstration of the council that it is made after. */
export type Published = Readonly<{ given: PublishedFigures | null; notice: Demonstration['notice'] | null }>;

/** A measure beside what was published of it: percent. */
export type Compared = Readonly<{ measure: PublishedMeasure; here: number | null; own: number | null; neighbours: Spread | null }>;
export type Comparison = Readonly<{ rows: readonly Compared[]; own: Readonly<{ year: number; source: string }> | null; neighbours: Readonly<{ year: number; source: string; councils: number }> | null }>;

/** What can be compared; nothing where neither the council's own figures nor its neighbours' are given. */
export function comparisonOf(figures: readonly Table[], { given, notice }: Published): Comparison {
  const compared = PUBLISHED_MEASURES.map((measure): Compared => {
    const { here } = MEASURES[measure];
    const own = given?.council[measure] ?? (notice === null ? null : ofNotice(measure, notice));
    return { measure, here: cellOf(figures, here.table, here.row, here.column)?.value ?? null, own, neighbours: given === null ? null : spreadOf(measure, given) };
  });
  const rows = compared.filter(({ own, neighbours }) => own !== null || neighbours !== null);
  const isOwnGiven = given !== null && Object.keys(given.council).length > 0;
  const year = isOwnGiven ? given.year : publishedYear(notice?.source ?? '');
  return {
    rows,
    own: year === null || !rows.some(({ own }) => own !== null) ? null : { year, source: isOwnGiven ? given.source : (notice?.source ?? '') },
    neighbours: given === null || !rows.some(({ neighbours }) => neighbours !== null) ? null : { year: given.year, source: given.source, councils: given.neighbours.length },
  };
}

/** This year so far beside what was published of the council, and of its statistical neighbours; says which of them are not given. */
export function publishedTable(figures: readonly Table[], published: Published): PaperTable {
  const { rows, own, neighbours } = comparisonOf(figures, published);
  const spread = neighbours === null ? [] : ['median', 'lowest', 'highest'] as const;
  const sources = [...new Set([own?.source, neighbours?.source].flatMap((source) => source ?? []))].join('; ');
  return {
    id: 'published', title: t.title, short: t.short, first: t.first, pictures: [],
    note: rows.length === 0 ? null : `${t.note(sources)} ${neighbours === null ? t.noNeighbours : t.neighbours(neighbours.councils)}`,
    columnIds: ['here', ...(own === null ? [] : ['published']), ...spread],
    columns: [t.here, ...(own === null ? [] : [t.then(own.year)]), ...spread.map((which) => t.spread[which](neighbours?.year ?? 0))],
    rows: rows.map((row) => ({ id: row.measure, name: t.rows[row.measure], rag: null, cells: [row.here, ...(own === null ? [] : [row.own]), ...spread.map((which) => row.neighbours?.[which] ?? null)].map(percent) })),
    nothing: rows.length === 0 ? t.nothing : null,
  };
}

/** The headline's comparison in a sentence or two, for the director. */
export function comparedInWords(figures: readonly Table[], published: Published): string {
  const { rows, own, neighbours } = comparisonOf(figures, published);
  const row = rows.find(({ measure }) => measure === 'in-20-weeks');
  const said = (value: number | null): string => valueWords({ value, unit: 'percent' });
  return [
    ...(row === undefined || own === null ? [] : [t.inWords.own(own.year, said(row.own), said(row.here))]),
    row?.neighbours && neighbours !== null ? t.inWords.neighbours(neighbours.year, said(row.neighbours.median), said(row.neighbours.lowest), said(row.neighbours.highest), neighbours.source) : t.noNeighbours,
  ].join(' ');
}

const percent = (value: number | null): PaperCell => ({ text: valueWords({ value, unit: 'percent' }), value, unit: 'percent', href: null });

/** Of the counts that a demonstration was made after. */
function ofNotice(measure: PublishedMeasure, notice: Demonstration['notice']): number | null {
  const count = (column: string): number | null => notice.matches?.find((one) => one.column.endsWith(`: ${column}`))?.published ?? null;
  const { part, of } = MEASURES[measure];
  const [inTime, timed] = [count(part), of.map(count).reduce<number>((sum, one) => sum + (one ?? 0), 0)];
  return inTime === null || timed === 0 ? null : oneDecimal((100 * inTime) / timed);
}

/** The return of a January covers the calendar year before it. */
function publishedYear(source: string): number | null {
  const reported = /reporting year (\d{4})/.exec(source)?.[1];
  return reported === undefined ? null : Number(reported) - 1;
}
