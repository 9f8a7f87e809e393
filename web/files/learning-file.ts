import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import type { FileContent } from '../../api/document-models.js';
import { notFound } from '../../api/errors.js';
import { csv, type CsvValue } from '../../api/sheets/write-csv.js';
import type { LearningPaper, LearningPaperCell, LearningPaperTable } from '../presenting/learning/paper.js';
import type { Site } from '../site.js';
import { LEARNING_WORDS as t } from '../words/learning.js';
import { bold, LONGEST_NAME, text, XLSX } from './report-file.js';

/**
 * What audits taught, to take away. @param kind `pdf`, `xlsx` or `csv`
 * @throws AppError `not-found` for another kind, and for a PDF where none can be drawn
 */
export async function learningFile({ render, drawPdf }: Pick<Site, 'render' | 'drawPdf'>, paper: LearningPaper, kind: string, about: Readonly<{ name: string; council: string }>): Promise<FileContent> {
  const name = `${about.name}-${paper.period}`;
  if (kind === 'csv') return { name: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(learningCsv(paper)) };
  if (kind === 'xlsx') return { name: `${name}.xlsx`, mediaType: XLSX, content: await workbook(paper, about.council) };
  if (kind !== 'pdf' || drawPdf === null) throw notFound();
  return { name: `${name}.pdf`, mediaType: 'application/pdf', content: await drawPdf(render('pages/audits/learning/paper.njk', { paper, words: t, council: about.council })) };
}

const CSV_HEAD = ['period', 'table', 'row', 'column', 'value', 'unit', 'of', 'percent', 'from', 'to', 'words', 'table_words', 'row_words', 'column_words', 'audits'];

/** One figure a row, by its codes and in words: periods can be put one beneath another. */
const learningCsv = ({ period, tables }: LearningPaper): string =>
  csv(
    CSV_HEAD,
    tables.flatMap((table) => table.rows.flatMap((row) => row.cells.map((cell, i): CsvValue[] => [
      period, table.id, row.id, table.columnIds[i] ?? '', cell.value, cell.unit, cell.of, cell.percent, cell.range?.from ?? null, cell.range?.to ?? null, cell.word === null ? '' : cell.text, table.title, row.name, table.columns[i] ?? '', cell.audits.join(' '),
    ]))),
  );

/** A sheet a table; what a cell of the page says in one breath stands in columns of its own, as numbers. */
async function workbook(paper: LearningPaper, council: string): Promise<Buffer> {
  const front: SheetData = [[bold(paper.title)], [text(council)], [text(paper.heading)], [text(paper.asKnown)]];
  const sheets = [
    { sheet: paper.title.slice(0, LONGEST_NAME).replaceAll(':', ''), data: front, columns: [{ width: 60 }] },
    ...paper.tables.map((table) => ({ sheet: table.short.slice(0, LONGEST_NAME), data: sheetOf(table), columns: [{ width: 60 }, ...partsOf(table).map(() => ({ width: 16 }))] })),
  ];
  return writeXlsxFile(sheets).toBuffer();
}

type Part = Readonly<{ head: string; of: (cells: readonly LearningPaperCell[]) => number | string | null }>;

/** Of each column, what any of its cells has to say. */
const partsOf = ({ columns, rows }: LearningPaperTable): readonly Part[] =>
  columns.flatMap((head, i) => {
    const own = rows.flatMap(({ cells }) => cells[i] ?? []);
    const part = (words: string, of: (cell: LearningPaperCell) => number | string | null): Part => ({ head: words === '' ? head : `${head}, ${words}`, of: (cells) => (cells[i] === undefined ? null : of(cells[i])) });
    return [
      part('', ({ value, word, text: said }) => (word === null ? value : said)),
      ...(own.some(({ of }) => of !== null) ? [part(t.unit.of, ({ of }) => of)] : []),
      ...(own.some(({ percent }) => percent !== null) ? [part(t.unit.percent, ({ percent }) => percent)] : []),
      ...(own.some(({ range }) => range !== null) ? [part(t.unit.from, ({ range }) => range?.from ?? null), part(t.unit.to, ({ range }) => range?.to ?? null)] : []),
    ];
  });

function sheetOf(table: LearningPaperTable): SheetData {
  const parts = partsOf(table);
  return [
    [bold(table.title)], [text(table.note)], [bold(table.first), ...parts.map(({ head }) => bold(head))],
    ...table.rows.map((row) => [text(row.name), ...parts.map(({ of }) => cellOf(of(row.cells)))]),
    ...(table.nothing === null ? [] : [[text(table.nothing)]]),
  ];
}

const cellOf = (value: number | string | null) => (typeof value === 'number' ? { value, type: Number } : text(value ?? ''));
