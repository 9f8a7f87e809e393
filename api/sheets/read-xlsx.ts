import { addDays, isoDate } from '../../domain/dates/iso-date.js';
import { UnreadableSheet } from './unreadable.js';
import { unzip } from './unzip.js';

export { isZip } from './unzip.js';

/*
 * Rows of a workbook's first visible sheet, as text. A workbook is a ZIP of small XML files of a fixed shape (ECMA-376); what a table
 * of text, numbers and days needs of them is read here, without a library of its own.
 */

const P = String.raw`(?:\w+:)?`; // some writers put every element in a named namespace
const SHARED = new RegExp(`<${P}si(?:\\s[^>]*)?(?:/>|>([\\s\\S]*?)</${P}si>)`, 'g');
const TEXT = new RegExp(`<${P}t(?:\\s[^>]*)?>([\\s\\S]*?)</${P}t>`, 'g');
const PHONETIC = new RegExp(`<${P}rPh[\\s\\S]*?</${P}rPh>`, 'g');
const ROW = new RegExp(`<${P}row(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${P}row>)`, 'g');
const CELL = new RegExp(`<${P}c(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${P}c>)`, 'g');
const VALUE = new RegExp(`<${P}v(?:\\s[^>]*)?>([\\s\\S]*?)</${P}v>`);

/** @throws UnreadableSheet where it is no workbook */
export function readXlsx(bytes: Uint8Array): readonly (readonly string[])[] {
  const files = unzip(bytes);
  const xml = (name: string): string => files(name)?.toString('utf8') ?? '';
  const workbook = xml('xl/workbook.xml');
  const sheet = xml(sheetOf(workbook, xml('xl/_rels/workbook.xml.rels')));
  if (sheet === '') throw new UnreadableSheet('The file is no workbook with a sheet in it. Save the table as XLSX, or as CSV UTF-8.');
  const shared = [...xml('xl/sharedStrings.xml').matchAll(SHARED)].map(([, inside = '']) => textIn(inside));
  const reading = { shared, isDay: dayStyles(xml('xl/styles.xml')), epoch: /date1904="(1|true)"/.test(workbook) ? EPOCH_1904 : EPOCH_1900 };
  return rowsOf(sheet, reading);
}

const EPOCH_1900 = isoDate('1899-12-30');
const EPOCH_1904 = isoDate('1904-01-01');

type Reading = Readonly<{ shared: readonly string[]; isDay: (style: number) => boolean; epoch: typeof EPOCH_1900 }>;

const attribute = (of: string, name: string): string | null => new RegExp(`(?:^|\\s)(?:\\w+:)?${name}="([^"]*)"`).exec(of)?.[1] ?? null;

/** The file of the first sheet that is not hidden. */
function sheetOf(workbook: string, relations: string): string {
  const sheets = [...workbook.matchAll(new RegExp(`<${P}sheet\\s([^>]*)>`, 'g'))].map(([, of = '']) => of);
  const first = sheets.find((of) => !/state="(hidden|veryHidden)"/.test(of));
  const id = first === undefined ? null : (/\br:id="([^"]*)"/.exec(first)?.[1] ?? attribute(first, 'id'));
  const targets = [...relations.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)].map(([, of = '']) => of);
  const target = targets.find((of) => attribute(of, 'Id') === id);
  const path = target === undefined ? null : attribute(target, 'Target');
  if (path === null) return 'xl/worksheets/sheet1.xml';
  return path.startsWith('/') ? path.slice(1) : `xl/${path}`;
}

function rowsOf(sheet: string, reading: Reading): string[][] {
  const rows: string[][] = [];
  for (const [, of = '', inside = ''] of sheet.matchAll(ROW)) {
    const number = Number(attribute(of, 'r') ?? rows.length + 1);
    if (!Number.isInteger(number) || number <= rows.length || number > LAST_ROW) continue;
    while (rows.length < number - 1) rows.push([]);
    rows.push(cellsOf(inside, reading));
  }
  return rows;
}

const LAST_ROW = 1_048_576;

function cellsOf(inside: string, reading: Reading): string[] {
  const cells: string[] = [];
  for (const [, of = '', content = ''] of inside.matchAll(CELL)) {
    const at = columnNumber(attribute(of, 'r')) ?? cells.length;
    if (at > LAST_COLUMN) continue;
    while (cells.length < at) cells.push('');
    cells[at] = cellText(of, content, reading);
  }
  return cells;
}

const LAST_COLUMN = 500;

/** “C7” is column 2, counted from 0. */
function columnNumber(reference: string | null): number | null {
  const letters = /^([A-Z]+)\d+$/.exec(reference ?? '')?.[1];
  return letters === undefined ? null : Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function cellText(of: string, content: string, { shared, isDay, epoch }: Reading): string {
  const type = attribute(of, 't') ?? 'n';
  if (type === 'inlineStr') return textIn(content);
  const value = unescaped(VALUE.exec(content)?.[1] ?? '');
  if (type === 's') return shared[Number(value)] ?? '';
  if (type === 'd') return value.slice(0, 10);
  if (type !== 'n' || value === '') return value;
  const number = Number(value);
  if (isDay(Number(attribute(of, 's') ?? 0)) && number >= 1 && number < LAST_SERIAL) return addDays(epoch, Math.floor(number));
  return Number.isInteger(number) ? String(number) : value; // 1.2E5 as 120000
}

const LAST_SERIAL = 110_000; // in the year 2201

const textIn = (inside: string): string => [...inside.replaceAll(PHONETIC, '').matchAll(TEXT)].map(([, text = '']) => unescaped(text)).join('');

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text
    .replaceAll(/&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replaceAll(/_x([\dA-F]{4})_/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Which styles show a number as a day: Excel's own formats of days, and those of one's own with a day, month or year in them. */
function dayStyles(styles: string): (style: number) => boolean {
  const own = new Map([...styles.matchAll(new RegExp(`<${P}numFmt\\s([^>]*)>`, 'g'))].map(([, of = '']) => [Number(attribute(of, 'numFmtId')), unescaped(attribute(of, 'formatCode') ?? '')]));
  const formats = new RegExp(`<${P}cellXfs[\\s\\S]*?</${P}cellXfs>`).exec(styles)?.[0] ?? '';
  const days = [...formats.matchAll(new RegExp(`<${P}xf\\s([^>]*)>`, 'g'))].map(([, of = '']) => {
    const id = Number(attribute(of, 'numFmtId') ?? 0);
    const code = own.get(id);
    return code === undefined ? (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58) : /[dy]/i.test(code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, ''));
  });
  return (style) => days[style] ?? false;
}
