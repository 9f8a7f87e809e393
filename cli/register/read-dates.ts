import { parse } from 'csv-parse/sync';
import { decoded } from '../../api/sheets/decoded.js';
import { isIsoDate } from '../../domain/dates/iso-date.js';
import { DATE_KINDS, problemsOfDates, type DateKind } from '../../domain/setting-calendar.js';
import type { ImportedDates } from '../../prisma/repositories/setting-dates.js';
import type { LeftOut } from './read-register.js';

/** A second file: terms and closures by URN, both days included, days written 01-09-2026. */
const COLUMNS = { urn: 'URN', kind: 'Kind', name: 'Term', from: 'From', to: 'To' } as const;

export type DatesFile = Readonly<{ dates: readonly ImportedDates[]; leftOut: readonly LeftOut[] }>;

/** Whether a file is one of dates, by its headings. */
export function isDatesFile(bytes: Uint8Array): boolean {
  const [head = ''] = decoded(bytes).replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const columns = head.split(',').map((name) => name.trim().replace(/^"|"$/g, ''));
  return Object.values(COLUMNS).every((name) => columns.includes(name));
}

type Line = Readonly<{ record: Readonly<Record<string, string>>; info: Readonly<{ lines: number }> }>;

/** Good lines come through, each other names its column. A term overlapping another of the file is left out. */
export function readDates(bytes: Uint8Array): DatesFile {
  const rows: unknown = parse(decoded(bytes), { bom: true, columns: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  const dates: ImportedDates[] = [];
  const leftOut: LeftOut[] = [];
  for (const { record, info } of rows as readonly Line[]) {
    const problems = problemsOf(record, dates);
    leftOut.push(...problems.map((problem) => ({ line: info.lines, ...problem })));
    const { from, to, ...read } = readLine(record);
    if (problems.length === 0 && isIsoDate(from) && isIsoDate(to)) dates.push({ line: info.lines, ...read, from, to });
  }
  return { dates, leftOut };
}

const cell = (record: Line['record'], column: keyof typeof COLUMNS): string => record[COLUMNS[column]] ?? '';

function readLine(record: Line['record']) {
  const isTerm = cell(record, 'kind').toLowerCase() === 'term';
  const kind: DateKind = isTerm ? 'term' : 'closure';
  return { urn: cell(record, 'urn'), kind, name: isTerm ? cell(record, 'name').toLowerCase() : null, from: isoOf(cell(record, 'from')), to: isoOf(cell(record, 'to')) };
}

function problemsOf(record: Line['record'], before: readonly ImportedDates[]): Omit<LeftOut, 'line'>[] {
  const read = readLine(record);
  const terms = before.flatMap(({ urn, kind, name, from, to }) => (urn === read.urn && kind === 'term' && name !== null ? [{ name, from, to }] : []));
  const isKnown = DATE_KINDS.some((kind) => kind === cell(record, 'kind').toLowerCase());
  return [
    ...(/^\d{6}$/.test(read.urn) ? [] : [{ column: COLUMNS.urn, problem: 'must be six figures' }]),
    ...(isKnown ? [] : [{ column: COLUMNS.kind, problem: 'must be term or closure' }]),
    ...problemsOfDates({ terms, closures: [] }, read).map(({ path, message }) => ({ column: COLUMNS[path], problem: message.replace('2026-09-02', '02-09-2026') })),
  ];
}

/** A day written 01-09-2026; anything else is given back as it stands, and is no day. */
function isoOf(text: string): string {
  const [, day = '', month = '', year = ''] = /^(\d{2})[-/](\d{2})[-/](\d{4})$/.exec(text) ?? [];
  return year === '' ? '' : `${year}-${month}-${day}`;
}
