import type { BacklogFile } from '../../api/import-models.js';
import type { Known } from '../../domain/backlog/match.js';
import type { ReadRow } from '../../domain/backlog/read-row.js';
import type { Directory } from '../../domain/backlog/resolve.js';
import type { SheetRow } from '../../domain/backlog/sheet.js';
import type { Verdict } from '../../domain/backlog/verdict.js';
import type { Instant } from '../../domain/dates/london.js';
import { inTransaction, type Database } from '../database.js';
import { bulkImportWithin, type BulkImport } from './bulk-import.js';
import { directoryOf, knownTo } from './import-known.js';
import { judgeWithin } from './imports.js';

/** What is asked of the database while a batch is written: all of it inside the batch's transaction. */
export type BatchWork = Readonly<{
  file: Pick<BacklogFile, 'header' | 'mapping'> & Readonly<{ teamRef: string; putInBy: string }>;
  rows: readonly SheetRow[];
  known: (rows: readonly ReadRow[]) => Promise<Known>;
  directory: (rows: readonly ReadRow[]) => Promise<Directory>;
  to: BulkImport;
}>;

export type ImportBatches = Readonly<{
  /**
   * The next good rows of a file that is going, all in or none: their records, and what became of each. One batch at a time in the
   * whole database, so that two files never bring in one child twice.
   * @returns how many rows it took; 0 where none is left
   */
  next: (ref: string, size: number, work: (batch: BatchWork) => Promise<readonly Verdict[]>) => Promise<number>;
  /** Records of a file that have not ended and whose workflow was not started from here. */
  unarmed: (ref: string, limit: number) => Promise<readonly string[]>;
  armed: (ref: string, records: readonly string[]) => Promise<void>;
  /** All is in and started. */
  done: (ref: string, at: Instant) => Promise<void>;
}>;

export const createImportBatches = ({ pool }: Database): ImportBatches => ({
  next: (ref, size, work) =>
    inTransaction(pool, async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duly backlog import'))`);
      const { rows: files } = await tx.query<BatchWork['file']>(`SELECT header, mapping, team_ref AS "teamRef", put_in_by AS "putInBy" FROM backlog_import WHERE ref = $1 AND state = 'going'`, [ref]);
      const file = files[0];
      if (file === undefined) return 0;
      const { rows } = await tx.query<SheetRow>(`SELECT number, cells FROM backlog_row WHERE import_ref = $1 AND state = 'new' ORDER BY number LIMIT $2 FOR UPDATE`, [ref, size]);
      if (rows.length === 0) return 0;
      const verdicts = await work({ file, rows, known: (read) => knownTo(tx, read), directory: (read) => directoryOf(tx, read), to: bulkImportWithin(tx) });
      await judgeWithin(tx, ref, verdicts);
      return rows.length;
    }),
  unarmed: async (ref, limit) => {
    const { rows } = await pool.query<{ ref: string }>(
      `SELECT r.ref FROM backlog_row b JOIN case_record r ON r.ref = b.record_ref WHERE b.import_ref = $1 AND b.state = 'in' AND NOT b.armed AND r.outcome IS NULL ORDER BY b.number LIMIT $2`,
      [ref, limit],
    );
    return rows.map((row) => row.ref);
  },
  armed: async (ref, records) => {
    await pool.query(`UPDATE backlog_row SET armed = true WHERE import_ref = $1 AND record_ref = ANY($2::text[])`, [ref, records]);
  },
  done: async (ref, at) => {
    await pool.query(`UPDATE backlog_import SET state = 'done', done_at = $2 WHERE ref = $1 AND state = 'going'`, [ref, at]);
  },
});
