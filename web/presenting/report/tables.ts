import type { ReadReport } from '../../../api/use-cases/reports.js';
import { oneDecimal } from '../../../domain/one-decimal.js';
import type { Cell, Table } from '../../../domain/weekly-report/cells.js';
import type { Headline } from '../../../domain/weekly-report/headlines.js';
import { standingOf, type Rag } from '../../../domain/weekly-report/rag.js';
import { REPORT_WORDS as t, TABLE_WORDS } from '../../words/reports.js';
import { casesOf, columnName, rowName, type ReportNames } from './names.js';
import { LATENESS, stackedBars, trendLine } from './pictures.js';
import { valueWords } from './values.js';

/** A figure in words, the number behind the words, and where its cases are. */
export type PaperCell = Readonly<{ text: string; value: number | null; unit: Cell['unit']; href: string | null }>;
export type PaperRow = Readonly<{ id: string; name: string; rag: Readonly<{ code: Rag; words: string }> | null; cells: readonly PaperCell[] }>;
export type PaperTable = Readonly<{
  id: string; title: string; short: string; note: string | null; first: string; columnIds: readonly string[]; columns: readonly string[]; rows: readonly PaperRow[];
  /** SVG whose twin the table is. */
  pictures: readonly string[];
  /** Said in place of a table without rows. */
  nothing: string | null;
  /** What its figures open, where that is no list of cases. */
  opens?: string;
}>;

/** Every block of a report as a table, and the weeks behind its headlines as the first of them. */
export function reportTables({ week, figures }: Pick<ReadReport, 'week' | 'figures'>, headlines: readonly Headline[], names: ReportNames): readonly PaperTable[] {
  return [trends(headlines), ...figures.map((table) => tableShown(week, table, names))];
}

const NOTHING = 'None.';

function tableShown(week: string, table: Table, names: ReportNames): PaperTable {
  const { id, columns, rows } = table;
  const { title, short, note, first } = TABLE_WORDS[id];
  const shown = rows.map((row): PaperRow => {
    const standing = standingOf(table, row);
    return {
      id: row.id,
      name: rowName(id, row.id, names),
      rag: standing === null ? null : { code: standing.rag, words: t.rags[standing.rag] },
      cells: row.cells.map((cell, i) => ({ text: valueWords(cell), value: cell.value, unit: cell.unit, href: cell.opens === null || cell.value === null || cell.value === 0 ? null : casesOf(week, { table: id, row: row.id, column: columns[i] ?? '' }) })),
    };
  });
  return { id, title, short, note, first, columnIds: columns, columns: columns.map((column) => columnName(id, column)), rows: shown, pictures: picturesOf(table, names), nothing: rows.length === 0 ? NOTHING : null };
}

function picturesOf(table: Table, names: ReportNames): string[] {
  const { id, title } = { id: `chart-${table.id}`, title: TABLE_WORDS[table.id].title };
  const about = { id, title, description: t.picture.table };
  const parts = table.rows.filter((row) => row.id !== 'all');
  const bars = (series: readonly string[], of: (value: (column: string) => number) => readonly number[]): string[] => {
    const rows = parts.map((row) => ({ name: rowName(table.id, row.id, names), counts: of((column) => row.cells[table.columns.indexOf(column)]?.value ?? 0) })).filter(({ counts }) => counts.some((n) => n > 0));
    return rows.length === 0 ? [] : [stackedBars(about, series.map((name, i) => ({ name, colour: LATENESS[i] ?? '#0b0c0c' })), rows)];
  };
  const column = (name: string): string => columnName(table.id, name);
  if (table.id === 'stock') return bars(['in-time', 'to-30', 'to-52', 'over-52'].map(column), (value) => ['in-time', 'to-30', 'to-52', 'over-52'].map(value));
  if (table.id === 'review-delay') return bars([column('reviews')], (value) => [value('reviews')]);
  if (table.id !== 'advice') return [];
  return bars([t.picture.inTime, t.picture.lateTo28, t.picture.over28], (value) => [value('outstanding') - value('late'), value('late') - value('over-28'), value('over-28')]);
}

/** A week a row, a headline a column; beneath them the mean and the usual range of each. */
function trends(headlines: readonly Headline[]): PaperTable {
  const weeks = headlines[0]?.trend.points.map(({ week }) => week) ?? [];
  const cell = (given: number | null, { cell: { unit } }: Headline, note = ''): PaperCell => {
    const value = given === null ? null : oneDecimal(given);
    return { text: `${valueWords({ value, unit })}${note}`, value, unit, href: null };
  };
  const limit = (id: 'mean' | 'lower' | 'upper'): PaperRow => ({ id, name: t.trends[id], rag: null, cells: headlines.map((one) => cell(one.trend.limits?.[id] ?? null, one)) });
  const names = headlines.map(({ id, cell: { unit } }) => `${sentence(t.headlines[id])}${unit === 'weeks' ? ' (weeks)' : ''}`);
  return {
    id: 'trends', title: t.trends.title, short: t.trends.short, note: t.trends.note, first: t.trends.first, columnIds: headlines.map(({ id }) => id), columns: names, nothing: null,
    rows: [
      ...weeks.map((week, i): PaperRow => ({ id: week, name: week, rag: null, cells: headlines.map((one) => cell(one.trend.points[i]?.value ?? null, one, one.trend.points[i]?.signal ? ' (news)' : '')) })),
      limit('mean'), limit('lower'), limit('upper'),
    ],
    pictures: headlines.map((one, i) => trendLine({ id: `trend-${one.id}`, title: names[i] ?? '', description: t.trends.describe(weeks.length) }, names[i] ?? '', one.trend)),
  };
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
