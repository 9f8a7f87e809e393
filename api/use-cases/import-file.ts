import { setImmediate } from 'node:timers/promises';
import { isColumnCode, type ColumnCode } from '../../domain/backlog/columns.js';
import { cellsBy, headingKey, mappingOf, mappingProblems, type Mapping } from '../../domain/backlog/mapping.js';
import { matchOf } from '../../domain/backlog/match.js';
import { readRow, type ReadRow } from '../../domain/backlog/read-row.js';
import { placeOf } from '../../domain/backlog/resolve.js';
import { toldProblems, type Verdict } from '../../domain/backlog/verdict.js';
import type { RowProblem } from '../../domain/backlog/problems.js';
import { withinFile, type WithinFile } from '../../domain/backlog/within-file.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import { newRef } from '../refs.js';
import { shaOf } from './files.js';
import { readSheet } from '../sheets/read-sheet.js';
import type { BacklogFile, Imports } from '../import-models.js';

/** A file of the backlog from its bytes to what would become of each row: the part that needs to know nobody. */

export type FileGiven = Readonly<{ bytes: Uint8Array; name: string; source: string; team: string; by: string; at: Instant }>;

/**
 * Puts a file in, with what its headings mean as far as is known. The same bytes from the same source go on where they were left.
 *
 * @returns its reference @throws UnreadableSheet
 */
export async function openFile(imports: Imports, { bytes, name, source, team, by, at }: FileGiven): Promise<string> {
  const sheet = readSheet(bytes);
  const sha256 = shaOf(bytes);
  const before = await imports.unfinished(source, sha256, team);
  if (before !== null) return before;
  const ref = newRef('I');
  const mapping = mappingOf(sheet.header, await imports.remembered(source));
  await imports.open({ ref, source, fileName: name, sha256, header: sheet.header, mapping, team, by, at }, sheet.rows);
  return ref;
}

/** Says what the headings mean, by their place; remembered for the source. @returns why it cannot be read so, with nothing changed */
export async function mapFile(imports: Imports, file: BacklogFile, codes: readonly (string | null)[], who: Readonly<{ by: string; at: Instant }>) {
  const mapping: Mapping = file.header.map((_, at): ColumnCode | null => {
    const code = codes[at] ?? null;
    return code !== null && isColumnCode(code) ? code : null;
  });
  const problems = mappingProblems(mapping);
  if (problems.length === 0) await imports.map({ ref: file.ref, source: file.source, keys: file.header.map(headingKey), mapping, ...who });
  return problems;
}

const ROWS_A_BATCH = 500;
const ROWS_A_BREATH = 50;

type Read = Readonly<{ number: number; row: ReadRow | null; problems: readonly RowProblem[] }>;

/**
 * The dry run: what would become of each row if its file went in today. Nothing but that is written. It lets go of the thread now and
 * then, and asks the database about some hundreds of rows at a time.
 *
 * @param onProgress hears how many rows are judged of how many
 */
export async function judgeFile(imports: Imports, file: BacklogFile, today: IsoDate, onProgress: (done: number, of: number) => void = () => undefined): Promise<void> {
  const rows = await readAll(imports, file, today);
  const read = rows.flatMap(({ number, row }) => (row === null ? [] : [{ number, row }]));
  const within = withinFile(read);
  for (let at = 0; at < rows.length; at += ROWS_A_BATCH) {
    const batch = rows.slice(at, at + ROWS_A_BATCH);
    await imports.judge(file.ref, await judged(imports, file, batch, within));
    onProgress(Math.min(at + ROWS_A_BATCH, rows.length), rows.length);
  }
  await imports.judged(file.ref, today);
}

async function readAll(imports: Imports, { ref, mapping }: BacklogFile, today: IsoDate): Promise<Read[]> {
  const read: Read[] = [];
  for (let after = 0; ; ) {
    const rows = await imports.rows(ref, { after, limit: ROWS_A_BATCH, states: ['waiting', 'new', 'repeat', 'same', 'changed', 'refused'] });
    for (const { number, cells } of rows) {
      const reading = readRow(cellsBy(mapping, cells), today);
      read.push(reading.ok ? { number, row: reading.row, problems: [] } : { number, row: null, problems: reading.problems });
      if (read.length % ROWS_A_BREATH === 0) await setImmediate();
    }
    const last = rows.at(-1);
    if (last === undefined) return read;
    after = last.number;
  }
}

/** What becomes of rows that were read, as things stand in the database. */
async function judged(asked: Pick<Imports, 'known' | 'directory'>, file: Pick<BacklogFile, 'header' | 'mapping'>, rows: readonly Read[], within: WithinFile): Promise<Verdict[]> {
  const whole = rows.flatMap(({ row }) => (row === null ? [] : [row]));
  const [known, directory] = [await asked.known(whole), await asked.directory(whole)];
  return rows.map(({ number, row, problems }): Verdict => {
    const found = [...problems, ...(within.problems.get(number) ?? []), ...(row === null ? [] : placeOf(row, directory).problems)];
    if (row === null || found.length > 0) return refused(number, found, file);
    const match = matchOf(row, known);
    if (match.kind === 'refused') return refused(number, match.problems, file);
    const repeats = within.repeats.get(number);
    if (repeats !== undefined) return { ...PLAIN, number, state: 'repeat' };
    if (match.kind === 'new') return { ...PLAIN, number, state: 'new' };
    return { ...PLAIN, number, state: match.kind, recordRef: match.recordRef, differs: match.kind === 'changed' ? match.differs : [] };
  });
}

const PLAIN = { recordRef: null, problems: [], differs: [] } as const;

const refused = (number: number, problems: readonly RowProblem[], { header, mapping }: Pick<BacklogFile, 'header' | 'mapping'>): Verdict => ({
  ...PLAIN, number, state: 'refused', problems: toldProblems(problems, header, mapping),
});

/** The same judgement of rows about to be brought in: the world may have moved since the dry run. Their file's other rows are judged already. */
export async function judgeAgain(
  asked: Pick<Imports, 'known' | 'directory'>, file: Pick<BacklogFile, 'header' | 'mapping'>, rows: readonly Readonly<{ number: number; cells: readonly string[] }>[], today: IsoDate,
): Promise<readonly Readonly<{ verdict: Verdict; row: ReadRow | null }>[]> {
  const read = rows.map(({ number, cells }): Read => {
    const reading = readRow(cellsBy(file.mapping, cells), today);
    return reading.ok ? { number, row: reading.row, problems: [] } : { number, row: null, problems: reading.problems };
  });
  const verdicts = await judged(asked, file, read, { problems: new Map(), repeats: new Map() });
  return verdicts.map((verdict, at) => ({ verdict, row: read[at]?.row ?? null }));
}
