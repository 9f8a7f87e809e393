import { addDays, isoDate } from '../../domain/dates/iso-date.js';
import { UNCALCULATED } from '../../domain/backlog/formulas.js';
import type { SheetRow } from '../../domain/backlog/sheet.js';
import { MOST_COLUMNS, rowCollector } from './rows.js';
import { UnreadableSheet } from './unreadable.js';
import { unzip } from './unzip.js';
import { attribute, eachMark, type Mark } from './xml.js';

export { isZip } from './unzip.js';

/*
 * Rows of a workbook's first visible sheet, as text. A workbook is a ZIP of small XML files of a fixed shape (ECMA-376); what a table
 * of text, numbers and days needs of them is read here, without a library of its own.
 */

/** @throws UnreadableSheet where it is no workbook */
export function readXlsx(bytes: Uint8Array): readonly SheetRow[] {
  const files = unzip(bytes);
  const xml = (name: string): string => files(name)?.toString('utf8') ?? '';
  const { sheets, is1904 } = workbookOf(xml('xl/workbook.xml'));
  const sheet = xml(fileOf(sheets, xml('xl/_rels/workbook.xml.rels')));
  if (sheet === '') throw new UnreadableSheet('The file is no workbook with a sheet in it. Save the table as XLSX, or as CSV UTF-8.');
  return rowsOf(sheet, { shared: sharedTexts(xml('xl/sharedStrings.xml')), isDay: dayStyles(xml('xl/styles.xml')), epoch: is1904 ? EPOCH_1904 : EPOCH_1900 });
}

const EPOCH_1900 = isoDate('1899-12-30');
const EPOCH_1904 = isoDate('1904-01-01');

type Reading = Readonly<{ shared: readonly string[]; isDay: (style: number) => boolean; epoch: typeof EPOCH_1900 }>;

const opens = ({ kind }: Mark): boolean => kind !== 'close';
const closes = ({ kind }: Mark): boolean => kind !== 'open';

function workbookOf(xml: string): Readonly<{ sheets: readonly Mark[]; is1904: boolean }> {
  const sheets: Mark[] = [];
  let is1904 = false;
  eachMark(xml, (mark) => {
    if (!opens(mark)) return;
    if (mark.name === 'sheet') sheets.push(mark);
    if (mark.name === 'workbookPr') is1904 = /^(1|true)$/.test(attribute(mark, 'date1904') ?? '');
  });
  return { sheets, is1904 };
}

/** The file of the first sheet that is not hidden. */
function fileOf(sheets: readonly Mark[], relations: string): string {
  const first = sheets.find((sheet) => !/^(hidden|veryHidden)$/.test(attribute(sheet, 'state') ?? ''));
  const id = first === undefined ? null : (/\br:id="([^"]*)"/.exec(first.attributes)?.[1] ?? attribute(first, 'id'));
  let path: string | null = null;
  eachMark(relations, (mark) => {
    if (path === null && opens(mark) && mark.name === 'Relationship' && attribute(mark, 'Id') === id) path = attribute(mark, 'Target');
  });
  return placed(path);
}

const placed = (path: string | null): string => (path === null ? 'xl/worksheets/sheet1.xml' : path.startsWith('/') ? path.slice(1) : `xl/${path}`);

/** Texts that cells share, each in its pieces; how Japanese words are read aloud is left out. */
function sharedTexts(xml: string): readonly string[] {
  const texts: string[] = [];
  const pieces = piecesOfText();
  eachMark(xml, (mark) => {
    pieces.hear(mark);
    if (mark.name === 'si' && closes(mark)) texts.push(pieces.take());
  });
  return texts;
}

function piecesOfText() {
  let text = '';
  let isAloud = false;
  return {
    hear: (mark: Mark): void => {
      if (mark.name === 'rPh') isAloud = mark.kind === 'open';
      if (mark.name === 't' && mark.kind === 'close' && !isAloud) text += unnamed(mark.text);
    },
    take: (): string => {
      const taken = text;
      text = '';
      return taken;
    },
  };
}

/** Letters a workbook cannot hold as they are: _x000D_ is a line's end. */
const unnamed = (text: string): string => (text.includes('_x') ? text.replaceAll(/_x([\dA-F]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text);

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

type Row = Readonly<{ number: number; cells: string[] }>;
type Cell = { readonly mark: Mark; value: string; isFormula: boolean };

function rowsOf(sheet: string, reading: Reading): readonly SheetRow[] {
  const { rows, add } = rowCollector();
  const pieces = piecesOfText();
  let row: Row | null = null;
  let cell: Cell | null = null;
  let last = 0;
  const endRow = (): void => {
    if (row !== null) add(row.number, row.cells);
    row = null;
  };
  const begin = (mark: Mark): void => {
    endRow();
    const number = Number(attribute(mark, 'r') ?? last + 1);
    if (number > LAST_ROW) throw new UnreadableSheet(`The sheet has more than ${LAST_ROW.toLocaleString('en-GB')} rows. Leave out the blank ones.`);
    if (!Number.isInteger(number) || number <= last) return; // goes backwards, or nowhere
    last = number;
    row = { number, cells: [] };
  };
  const endCell = (): void => {
    const text = pieces.take();
    if (row !== null && cell !== null) put(row.cells, columnNumber(attribute(cell.mark, 'r')) ?? row.cells.length, cellText(cell, text, reading));
    cell = null;
  };
  eachMark(sheet, (mark) => {
    if (cell !== null) pieces.hear(mark);
    if (mark.name === 'row' && opens(mark)) begin(mark);
    if (mark.name === 'row' && closes(mark)) endRow();
    if (mark.name === 'c' && opens(mark)) cell = { mark, value: '', isFormula: false };
    if (mark.name === 'c' && closes(mark)) endCell();
    if (mark.name === 'v' && mark.kind === 'close' && cell !== null) cell.value = unnamed(mark.text);
    if (mark.name === 'f' && cell !== null) cell.isFormula = true;
  });
  endRow();
  return rows;
}

/** Cells beyond the most columns a file may have are kept as one, so that there are too many. */
function put(cells: string[], at: number, text: string): void {
  const place = Math.min(at, MOST_COLUMNS);
  if (at >= LAST_COLUMN || (text === '' && at >= MOST_COLUMNS)) return;
  while (cells.length < place) cells.push('');
  cells[place] = text;
}

/** “C7” is column 2, counted from 0. */
function columnNumber(reference: string | null): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1];
  return letters === undefined ? null : Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText({ mark, value, isFormula }: Cell, text: string, { shared, isDay, epoch }: Reading): string {
  const type = attribute(mark, 't') ?? 'n';
  if (type === 'inlineStr') return text;
  if (isFormula && value === '' && type !== 'str') return UNCALCULATED;
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'd') return value.slice(0, 10);
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  if (isDay(Number(attribute(mark, 's') ?? 0)) && number >= 1 && number < LAST_SERIAL) return addDays(epoch, Math.floor(number));
  return Number.isInteger(number) ? String(number) : value; // 1.2E5 as 120000
}

const LAST_SERIAL = 110_000; // in the year 2201

/** Which styles show a number as a day: Excel's own formats of days, and those of one's own with a day, month or year in them. */
function dayStyles(xml: string): (style: number) => boolean {
  const own = new Map<number, string>();
  const days: boolean[] = [];
  let isOfCells = false;
  eachMark(xml, (mark) => {
    if (mark.name === 'cellXfs') isOfCells = mark.kind === 'open';
    if (!opens(mark)) return;
    const id = Number(attribute(mark, 'numFmtId') ?? 0);
    if (mark.name === 'numFmt') own.set(id, attribute(mark, 'formatCode') ?? '');
    if (mark.name === 'xf' && isOfCells) days.push(isDayFormat(id, own.get(id)));
  });
  return (style) => days[style] ?? false;
}

const isDayFormat = (id: number, code: string | undefined): boolean =>
  code === undefined ? (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) : /[dy]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
