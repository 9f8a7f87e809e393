import { ADDED, COLUMN_CODES, COLUMNS, NOT_KEPT, saysOf, type ColumnCode } from './columns.js';

/** What each heading of a file means, in the file's order; null: not brought in. */
export type Mapping = readonly (ColumnCode | null)[];

/** A heading without what spreadsheets add to it: case, spaces, marks. */
export const headingKey = (heading: string): string => heading.normalize('NFKC').toLowerCase().replaceAll(/[^\p{Letter}\p{Number}]/gu, '');

const KNOWN: ReadonlyMap<string, ColumnCode> = new Map(
  COLUMN_CODES.flatMap((code) => [COLUMNS[code].heading, COLUMNS[code].sen2, code].flatMap((name) => (name === null ? [] : [[headingKey(name), code] as const]))),
);

/** Why a heading is not brought in, where Duly knows it. */
export type Unmapped = 'not-kept' | 'added-by-duly' | 'unknown';

const ADDED_KEYS: ReadonlySet<string> = new Set(Object.values(ADDED).map(headingKey));

export function whyUnmapped(heading: string): Unmapped {
  const key = headingKey(heading);
  if (ADDED_KEYS.has(key)) return 'added-by-duly';
  return NOT_KEPT.has(key) || /(tableid|orderno|ordercolumn|order)$/.test(key) ? 'not-kept' : 'unknown';
}

/**
 * What the headings of a file mean: as this source's were said to mean before, else by the names of the plain layout or of the
 * SEN2 extract. A column that two headings claim goes to the first.
 *
 * @param remembered what was said of headings of this source, by `headingKey`; null: not to be brought in
 */
export function mappingOf(header: readonly string[], remembered: ReadonlyMap<string, ColumnCode | null> = new Map()): Mapping {
  const taken = new Set<ColumnCode>();
  return header.map((heading) => {
    const key = headingKey(heading);
    const code = remembered.has(key) ? (remembered.get(key) ?? null) : (KNOWN.get(key) ?? null);
    if (code === null || taken.has(code)) return null;
    taken.add(code);
    return code;
  });
}

export type MappingProblem = Readonly<{ code: 'twice' | 'missing' | 'no-start'; column: ColumnCode }>;

/** A problem as a sentence, for whoever said what the headings mean. */
export const mappingProblemWords = ({ code, column }: MappingProblem): string => `${PROBLEM_WORDS[code]} “${COLUMNS[column].heading}”`;

const PROBLEM_WORDS: Readonly<Record<MappingProblem['code'], string>> = {
  twice: 'two headings mean', missing: 'no heading means', 'no-start': 'no heading says where a record starts, as',
};

const NEEDED: readonly ColumnCode[] = ['familyName', 'givenName', 'bornOn'];
const STARTS: readonly ColumnCode[] = ['planOn', 'requestOn', 'facts'];

/** Why a file cannot be read by this mapping: a column claimed twice, one that every row needs, or none from which a record starts. */
export function mappingProblems(mapping: Mapping): MappingProblem[] {
  const codes = mapping.filter((code) => code !== null).flatMap(saysOf);
  const twice = [...new Set(codes.filter((code, at) => codes.indexOf(code) !== at))];
  return [
    ...twice.map((column) => ({ code: 'twice' as const, column })),
    ...NEEDED.filter((column) => !codes.includes(column)).map((column) => ({ code: 'missing' as const, column })),
    ...(STARTS.some((column) => codes.includes(column)) ? [] : [{ code: 'no-start' as const, column: 'planOn' as const }]),
  ];
}

/** A row's cells by what they mean; blank ones are left out. */
export type Cells = Readonly<Partial<Record<ColumnCode, string>>>;

/** Blanks of every kind that a spreadsheet may hold, and the mark with which Duly's own files keep a text from being run as a formula. */
const tidied = (cell: string): string => cell.normalize('NFC').replaceAll(/[\u00A0\u2000-\u200B\u202F\uFEFF]/g, ' ').trim().replace(/^'(?=[=+\-@\t\r])/, '');

export function cellsBy(mapping: Mapping, cells: readonly string[]): Cells {
  const found: Partial<Record<ColumnCode, string>> = {};
  mapping.forEach((code, at) => {
    const text = tidied(cells[at] ?? '');
    if (code !== null && text !== '') for (const one of saysOf(code)) found[one] = text;
  });
  return found;
}
