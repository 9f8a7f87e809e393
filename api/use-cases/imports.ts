import { isColumnCode, type ColumnCode } from '../../domain/backlog/columns.js';
import type { MappingProblem } from '../../domain/backlog/mapping.js';
import type { RowState } from '../../domain/backlog/verdict.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { BacklogFile, ImportCounts, JudgedRow } from '../import-models.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named, Page } from '../read-models.js';
import { UnreadableSheet } from '../sheets/unreadable.js';
import { EXPORT_TABLES, exported, isExportTable, type ExportTable } from './export-tables.js';
import { plainName, type HandedIn } from './files.js';
import { judgeFile, mapFile, openFile } from './import-file.js';
import { problemsCsv } from './import-problems.js';

/** The backlog by the pages: a file put in, its columns said, a dry run, its good rows brought in; and everything out again. */

export type ImportList = Readonly<{ files: readonly BacklogFile[]; teams: readonly Named[] }>;
export type ImportView = Readonly<{ file: BacklogFile; counts: ImportCounts; refused: readonly JudgedRow[]; changed: readonly JudgedRow[] }>;

const FILES_SHOWN = 20;
/** The rest are in the file of problems. */
export const ROWS_SHOWN = 50;

/** @throws AppError `forbidden` */
export async function listImports(deps: UseCaseDeps, caller: Caller): Promise<ImportList> {
  allowed(caller);
  const [files, teams] = await Promise.all([deps.imports.latest(FILES_SHOWN), deps.imports.teams()]);
  return { files, teams };
}

function allowed(caller: Caller): void {
  if (!mayAtAll(caller, 'backlog.move')) throw new AppError('forbidden');
}

export type PutIn = Readonly<{ file: HandedIn | null; source: string; team: string }>;

/** Puts a file in. @returns its reference @throws AppError `forbidden`, `invalid` naming the field */
export async function putFileIn(deps: UseCaseDeps, caller: Caller, { file, source, team }: PutIn): Promise<string> {
  allowed(caller);
  if (file === null) throw invalid([{ path: 'file', message: 'Choose a CSV or XLSX file' }]);
  if (!(await deps.imports.teams()).some(({ ref }) => ref === team)) throw invalid([{ path: 'team', message: 'Choose the team that holds records whose row names none' }]);
  try {
    return await openFile(deps.imports, { bytes: file.content, name: plainName(file.name), source: source.toLowerCase(), team, by: caller.ref, at: nowOf(deps) });
  } catch (error) {
    if (error instanceof UnreadableSheet) throw invalid([{ path: 'file', message: error.message }]);
    throw error;
  }
}

/** @throws AppError `not-found` */
export async function viewImport(deps: UseCaseDeps, caller: Caller, ref: string): Promise<ImportView> {
  const file = await fileOf(deps, caller, ref);
  const rows = (state: 'refused' | 'changed') => deps.imports.rows(ref, { after: 0, limit: ROWS_SHOWN, states: [state] });
  const [counts, refused, changed] = await Promise.all([deps.imports.counts(ref), rows('refused'), rows('changed')]);
  return { file, counts, refused, changed };
}

async function fileOf({ imports }: UseCaseDeps, caller: Caller, ref: string): Promise<BacklogFile> {
  const file = mayAtAll(caller, 'backlog.move') ? await imports.find(ref) : null;
  if (file === null) throw notFound();
  return file;
}

/** Rows in their order, after one; those of one state alone, where it is given. @throws AppError `not-found` */
export async function rowsOfFile(deps: UseCaseDeps, caller: Caller, ref: string, { after, limit, state }: Readonly<{ after: number; limit: number; state: RowState | 'waiting' | null }>): Promise<Page<JudgedRow>> {
  await fileOf(deps, caller, ref);
  const rows = await deps.imports.rows(ref, { after, limit: limit + 1, ...(state === null ? {} : { states: [state] }) });
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? String(items.at(-1)?.number) : null };
}

/**
 * Says what each heading means and judges every row by it: a dry run.
 *
 * @param codes one for each heading, in their order
 * @returns why that cannot be, with nothing changed
 * @throws AppError `not-found`; `already-settled` once its rows come in; `invalid` for more or fewer than there are headings
 */
export async function sayColumns(deps: UseCaseDeps, caller: Caller, ref: string, codes: readonly (string | null)[]): Promise<readonly MappingProblem[]> {
  const file = await fileOf(deps, caller, ref);
  if (file.state === 'going' || file.state === 'done') throw new AppError('already-settled', { detail: 'The rows of this file have begun to come in: what its headings mean cannot be said anew. Put the file in again.' });
  if (codes.length !== file.header.length) throw invalid([{ path: 'columns', message: `must say one meaning for each of the ${file.header.length} headings` }]);
  const known = codes.map((code): ColumnCode | null => (code !== null && isColumnCode(code) ? code : null));
  const problems = await mapFile(deps.imports, file, known, { by: caller.ref, at: nowOf(deps) });
  if (problems.length === 0) await judgeFile(deps.imports, await fileOf(deps, caller, ref), todayOf(deps));
  return problems;
}

/**
 * Has the good rows brought in, or goes on where that was left. Without Temporal the file waits and may be sent again.
 * @returns whether somebody carries it
 * @throws AppError `not-found`; `rule-refused` before its columns are said; `already-settled` once all is in
 */
export async function bringFileIn(deps: UseCaseDeps, caller: Caller, ref: string): Promise<boolean> {
  const { state } = await fileOf(deps, caller, ref);
  if (state === 'read') throw new AppError('rule-refused', { detail: 'Say first what the headings of the file mean, and read what would become of its rows.' });
  if (!(await deps.imports.go(ref))) throw new AppError('already-settled', { detail: 'Every good row of this file is in.' });
  return deps.carryImport === undefined ? false : deps.carryImport(ref).then(() => true, () => false);
}

/** The rows to mend, as CSV. @throws AppError `not-found` */
export async function problemsOfFile(deps: UseCaseDeps, caller: Caller, ref: string): Promise<string> {
  return problemsCsv(deps.imports, await fileOf(deps, caller, ref));
}

/** What may leave, in the order offered. @throws AppError `forbidden` */
export function offeredTables(caller: Caller): readonly ExportTable[] {
  allowed(caller);
  return EXPORT_TABLES;
}

/** A table as of today, piece by piece; whoever takes it is logged as having seen its records. Restricted records go to those named on them. @throws AppError `not-found` */
export async function* exportTable(deps: UseCaseDeps, caller: Caller, table: string): AsyncGenerator<string> {
  if (!mayAtAll(caller, 'backlog.move') || !isExportTable(table)) throw notFound();
  const { exports, views, council } = deps;
  for await (const { text, records } of exported(exports, { tables: [table], on: todayOf(deps), staff: caller.ref, council })) {
    if (records.length > 0) await views.log({ staff: caller.ref, caseRefs: records, seen: 'export', at: nowOf(deps) });
    yield text;
  }
}
