import type { ColumnCode } from '../domain/backlog/columns.js';
import type { Mapping } from '../domain/backlog/mapping.js';
import type { Known } from '../domain/backlog/match.js';
import type { ReadRow } from '../domain/backlog/read-row.js';
import type { Directory } from '../domain/backlog/resolve.js';
import type { SheetRow } from '../domain/backlog/sheet.js';
import type { RowState, ToldProblem, Verdict } from '../domain/backlog/verdict.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Named } from './read-models.js';

/** `read`: its columns are still to be said; `judged`: a dry run; `going`: its good rows are coming in; `done`: they are in, and their workflows started. */
export type ImportState = 'read' | 'judged' | 'going' | 'done';

/** A file of the backlog. */
export type BacklogFile = Readonly<{
  ref: string;
  source: string;
  fileName: string;
  header: readonly string[];
  mapping: Mapping;
  team: Named;
  state: ImportState;
  putInAt: Instant;
  doneAt: Instant | null;
}>;

/** How many rows stand how. `armed`: of those in and not ended, whose workflow runs. `late`: of those in, brought in late. */
export type ImportCounts = Readonly<Record<RowState | 'waiting', number> & { rows: number; open: number; armed: number; late: number }>;

export type JudgedRow = Readonly<{ number: number; cells: readonly string[]; state: RowState; recordRef: string | null; problems: readonly ToldProblem[]; differs: readonly string[] }>;

export type NewImport = Readonly<{ ref: string; source: string; fileName: string; sha256: string; header: readonly string[]; mapping: Mapping; team: string; by: string; at: Instant }>;

/** Files brought in and their rows: PostgreSQL's side. */
export type Imports = Readonly<{
  /** What headings of this source were said to mean, by `headingKey`. */
  remembered: (source: string) => Promise<ReadonlyMap<string, ColumnCode | null>>;
  /** The file and all its rows, in one transaction. */
  open: (file: NewImport, rows: readonly SheetRow[]) => Promise<void>;
  /** The last import of the same bytes from the same source that is not done: one that is coming in, or was put in for the same team. */
  unfinished: (source: string, sha256: string, team: string) => Promise<string | null>;
  find: (ref: string) => Promise<BacklogFile | null>;
  /** Latest first. */
  latest: (limit: number) => Promise<readonly BacklogFile[]>;
  counts: (ref: string) => Promise<ImportCounts>;
  /** Says what the headings mean, for this file and for later ones of its source; its rows wait to be judged again. */
  map: (mapped: { ref: string; source: string; keys: readonly string[]; mapping: Mapping; by: string; at: Instant }) => Promise<void>;
  /** Rows in their order, after a number. Rows that are in have no cells any more. */
  rows: (ref: string, query: { after: number; limit: number; states?: readonly (RowState | 'waiting')[] }) => Promise<readonly JudgedRow[]>;
  known: (rows: readonly ReadRow[]) => Promise<Known>;
  directory: (rows: readonly ReadRow[]) => Promise<Directory>;
  judge: (ref: string, verdicts: readonly Verdict[]) => Promise<void>;
  judged: (ref: string, on: IsoDate) => Promise<void>;
  /** From now on its good rows come in. @returns false where it is not judged, or done */
  go: (ref: string) => Promise<boolean>;
  teams: () => Promise<readonly Named[]>;
}>;
