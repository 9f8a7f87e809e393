import { parse } from 'csv-parse/sync';
import { decoded } from '../../api/sheets/decoded.js';
import { isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import type { RegisteredSetting } from '../../prisma/repositories/register.js';

/** A line that was left out: its number in the file, the column and what it must be. */
export type LeftOut = Readonly<{ line: number; column: string; problem: string }>;
export type RegisterFile = Readonly<{ settings: readonly RegisteredSetting[]; leftOut: readonly LeftOut[] }>;

/** Columns of the national register's own extract; those in `NEEDED` must be there. */
const COLUMNS = {
  urn: 'URN',
  name: 'EstablishmentName',
  ukprn: 'UKPRN',
  authorityCode: 'LA (code)',
  establishmentType: 'TypeOfEstablishment (name)',
  phase: 'PhaseOfEducation (name)',
  section41: 'Section41Approved (name)',
  openedOn: 'OpenDate',
  closedOn: 'CloseDate',
  postcode: 'Postcode',
  lowAge: 'StatutoryLowAge',
  highAge: 'StatutoryHighAge',
  capacity: 'SchoolCapacity',
  pupils: 'NumberOfPupils',
} as const;
type Column = keyof typeof COLUMNS;
const NEEDED: readonly Column[] = ['urn', 'name', 'establishmentType'];

type Line = Readonly<{ record: Readonly<Record<string, string>>; info: Readonly<{ lines: number }> }>;

/**
 * Reads an extract of the national register of establishments. Good lines come through, each other names its column.
 *
 * @param bytes UTF-8, or Windows-1252 as the register's own extract is
 * @throws Error naming a column that is missing, or a file that is no CSV
 */
export function readRegister(bytes: Uint8Array): RegisterFile {
  const lines = linesOf(decoded(bytes));
  const settings: RegisteredSetting[] = [];
  const leftOut: LeftOut[] = [];
  const seen = new Set<string>();
  for (const { record, info } of lines) {
    const problems = problemsOf(record, seen);
    leftOut.push(...problems.map((problem) => ({ line: info.lines, ...problem })));
    if (problems.length > 0) continue;
    const setting = settingOf(record);
    seen.add(setting.urn);
    settings.push(setting);
  }
  return { settings, leftOut };
}

function linesOf(text: string): readonly Line[] {
  const columns = (header: string[]): string[] => {
    const missing = NEEDED.map((column) => COLUMNS[column]).filter((name) => !header.includes(name));
    if (missing.length > 0) throw new Error(`the file lacks the column ${missing.join(', ')}: give the national register's own extract, headings and all`);
    return header;
  };
  const rows: unknown = parse(text, { bom: true, columns, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  return rows as readonly Line[];
}

const cell = (record: Line['record'], column: Column): string | null => {
  const text = record[COLUMNS[column]] ?? '';
  return text === '' ? null : text;
};

const DAY = /^(\d{2})[-/](\d{2})[-/](\d{4})$/;

/** Days are written 01-09-2014. */
function dayIn(record: Line['record'], column: 'openedOn' | 'closedOn'): IsoDate | null | undefined {
  const text = cell(record, column);
  if (text === null) return null;
  const [, day, month, year] = DAY.exec(text) ?? [];
  const written = `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
  return isIsoDate(written) ? written : undefined;
}

const numberIn = (record: Line['record'], column: 'lowAge' | 'highAge' | 'capacity' | 'pupils'): number | null => {
  const text = cell(record, column);
  return text === null ? null : Number(text);
};

function problemsOf(record: Line['record'], seen: ReadonlySet<string>): Omit<LeftOut, 'line'>[] {
  const urn = cell(record, 'urn');
  const found: (Omit<LeftOut, 'line'> | null)[] = [
    urn === null || !/^\d{6}$/.test(urn) ? { column: COLUMNS.urn, problem: 'must be six figures' } : null,
    urn !== null && seen.has(urn) ? { column: COLUMNS.urn, problem: 'stands in the file twice; the first was taken' } : null,
    cell(record, 'name') === null ? { column: COLUMNS.name, problem: 'is empty' } : null,
    ...(['openedOn', 'closedOn'] as const).map((column) => (dayIn(record, column) === undefined ? { column: COLUMNS[column], problem: 'must be a day that exists, as 01-09-2014' } : null)),
    ...(['lowAge', 'highAge', 'capacity', 'pupils'] as const).map((column) => {
      const number = numberIn(record, column);
      return number !== null && !(Number.isInteger(number) && number >= 0 && number < 100_000) ? { column: COLUMNS[column], problem: 'must be a whole number' } : null;
    }),
    (dayIn(record, 'openedOn') ?? '') > (dayIn(record, 'closedOn') ?? '9999') ? { column: COLUMNS.closedOn, problem: 'is before the day it opened' } : null,
    (numberIn(record, 'lowAge') ?? 0) > (numberIn(record, 'highAge') ?? 999) ? { column: COLUMNS.highAge, problem: 'is lower than the lowest age' } : null,
  ];
  return found.filter((problem) => problem !== null);
}

const settingOf = (record: Line['record']): RegisteredSetting => ({
  urn: cell(record, 'urn') ?? '',
  name: cell(record, 'name') ?? '',
  ukprn: cell(record, 'ukprn'),
  authorityCode: cell(record, 'authorityCode'),
  establishmentType: cell(record, 'establishmentType'),
  phase: cell(record, 'phase'),
  section41: cell(record, 'section41') === 'Approved',
  openedOn: dayIn(record, 'openedOn') ?? null,
  closedOn: dayIn(record, 'closedOn') ?? null,
  postcode: cell(record, 'postcode'),
  lowAge: numberIn(record, 'lowAge'),
  highAge: numberIn(record, 'highAge'),
  capacity: numberIn(record, 'capacity'),
  pupils: numberIn(record, 'pupils'),
});
