import writeXlsxFile, { type Cell, type SheetData } from 'write-excel-file/node';
import { csv, type CsvValue } from '../../api/sheets/write-csv.js';
import { notFound } from '../../api/errors.js';
import type { FileContent } from '../../api/document-models.js';
import type { ReportPaper } from '../presenting/report/paper.js';
import type { PaperTable } from '../presenting/report/tables.js';
import { EXPLAINED_WORDS } from '../words/explained.js';
import { REPORT_WORDS as t } from '../words/reports.js';
import type { Site } from '../site.js';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * A report to take away. @param kind `pdf`, `xlsx` or `csv`
 * @throws AppError `not-found` for another kind, and for a PDF where none can be drawn
 */
export async function reportFile({ render, drawPdf }: Pick<Site, 'render' | 'drawPdf'>, paper: ReportPaper, kind: string, about: Readonly<{ council: string; on: string }>): Promise<FileContent> {
  const name = `weekly-report-${paper.week}`;
  if (kind === 'csv') return { name: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(figuresCsv(paper, about.on)) };
  if (kind === 'xlsx') return { name: `${name}.xlsx`, mediaType: XLSX, content: await workbook(paper, about.council) };
  if (kind !== 'pdf' || drawPdf === null) throw notFound();
  return { name: `${name}.pdf`, mediaType: 'application/pdf', content: await drawPdf(render('pages/reports/paper.njk', { paper, words: t, explained: EXPLAINED_WORDS, council: about.council })) };
}

const CSV_HEAD = ['week', 'as_known_on', 'table', 'row', 'column', 'value', 'unit', 'table_words', 'row_words', 'column_words'];

/** One figure a row, by its codes and in words: weeks can be put one beneath another. */
export const figuresCsv = ({ week, tables }: Pick<ReportPaper, 'week' | 'tables'>, on: string): string =>
  csv(
    CSV_HEAD,
    tables.filter(({ id }) => id !== 'trends').flatMap((table) =>
      table.rows.flatMap((row) => row.cells.map((cell, i): CsvValue[] => [week, on, table.id, row.id, table.columnIds[i] ?? '', cell.value, cell.unit, table.title, row.name, table.columns[i] ?? ''])),
    ),
  );

/** The front page, then a sheet a table. Every text is a cell of text, which no spreadsheet runs as a formula. */
async function workbook(paper: ReportPaper, council: string): Promise<Buffer> {
  const sheets = [
    { sheet: 'Front page', data: frontSheet(paper, council), columns: [{ width: 44 }, { width: 30 }, { width: 30 }, { width: 30 }, { width: 40 }] },
    { sheet: t.reds.title, data: explainedSheet(paper), columns: [{ width: 44 }, { width: 12 }, { width: 12 }, { width: 28 }, { width: 60 }, { width: 28 }, { width: 60 }, { width: 30 }, { width: 30 }] },
    ...paper.tables.map((table) => ({ sheet: table.short.slice(0, LONGEST_NAME), data: sheetOf(table), columns: [{ width: 44 }, ...table.columns.map(() => ({ width: 18 }))] })),
  ];
  return writeXlsxFile(sheets).toBuffer();
}

export const LONGEST_NAME = 31;
/** An empty text is an empty cell: a text cell must hold something. */
export const text = (value: string): Cell => (value === '' ? null : { value, type: String, wrap: true });
export const bold = (value: string): Cell => (value === '' ? null : { value, type: String, fontWeight: 'bold', wrap: true });

function sheetOf(table: PaperTable): SheetData {
  const hasRag = table.rows.some(({ rag }) => rag !== null);
  return [
    [bold(table.title)],
    ...(table.note === null ? [] : [[text(table.note)]]),
    [bold(table.first), ...table.columns.map(bold), ...(hasRag ? [bold(t.actions.standing)] : [])],
    ...table.rows.map((row) => [text(row.name), ...row.cells.map((cell): Cell => (cell.value === null ? null : { value: cell.value, type: Number })), ...(hasRag ? [text(row.rag?.words ?? '')] : [])]),
    ...(table.nothing === null ? [] : [[text(table.nothing)]]),
  ];
}

function explainedSheet({ explained: { status, rows } }: ReportPaper): SheetData {
  const { title, caveat, columns } = EXPLAINED_WORDS;
  const { standing } = t.actions;
  return [
    [bold(title)], [text(status)], [text(caveat)],
    [columns.measure, columns.count, standing, columns.cause, columns.why, columns.by, columns.done, columns.exposure, columns.lacks].map(bold),
    ...rows.map((row) => [row.name, row.count, row.rag.words, row.why?.cause ?? '', row.why?.words ?? '', row.why?.written ?? '', row.actions.join('; '), [row.exposure, ...(row.months === null ? [] : [row.months])].join('; '), row.missing ?? ''].map(text)),
  ];
}

function frontSheet(paper: ReportPaper, council: string): SheetData {
  const section = (title: string, head: readonly string[], rows: readonly (readonly string[])[], nothing: string): SheetData => [
    [], [bold(title)], ...(rows.length === 0 ? [[text(nothing)]] : [...(head.length === 0 ? [] : [head.map(bold)]), ...rows.map((row) => row.map(text))]),
  ];
  const { actions, waits } = t;
  return [
    [bold(paper.title)], [text(council)], [text(paper.heading)], [text(paper.asKnown)], ...(paper.ofTeams === null ? [] : [[text(paper.ofTeams)]]), [],
    ...paper.headlines.map(({ value, label, change, range }) => [text(label), text(value), text(change), text(range)]),
    ...section(t.changed, [], paper.changes.map((sentence) => [sentence]), ''),
    ...section(actions.title, [actions.what, actions.who, actions.when, actions.standing, actions.about], paper.earlier.rows.map((one) => [one.what, one.owner, one.by, one.state, one.about ?? '']), actions.nothing),
    ...section(t.reds.title, [], paper.reds.map(({ name, count, rag, why }) => [name, count, rag, why ?? '']), t.reds.nothing), [text(paper.explained.status)],
    ...section(waits.title, [waits.case, waits.waited, waits.held, waits.next], paper.waits.map((one) => [one.ref, one.waited, one.owner, one.next]), waits.empty),
    [], [bold(t.fairness.title)], [text(paper.fairness.flag ?? paper.fairness.fair ?? '')],
    ...sheetOf(paper.fairness.table).slice(1),
  ];
}
