import type { BacklogFile, ImportCounts, Imports, JudgedRow } from '../../api/import-models.js';
import type { ColumnCode } from '../../domain/backlog/columns.js';
import type { Verdict } from '../../domain/backlog/verdict.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { directoryOf, knownTo } from './import-known.js';

/** Files of the backlog and their rows. What is brought in from them is import-batch's. */
export const createImports = ({ pool }: Database): Imports => ({
  remembered: async (source) => {
    const { rows } = await pool.query<{ heading: string; code: ColumnCode | null }>('SELECT heading, column_code AS code FROM backlog_heading WHERE source = $1', [source]);
    return new Map(rows.map(({ heading, code }) => [heading, code]));
  },
  open: ({ mapping, ...file }, rows) =>
    inTransaction(pool, async (tx) => {
      await tx.query(OPEN, [file.ref, file.source, file.fileName, file.sha256, file.header, JSON.stringify(mapping), file.team, file.by, file.at]);
      for (let at = 0; at < rows.length; at += ROWS_A_STATEMENT) {
        await tx.query(ROWS, [file.ref, JSON.stringify(rows.slice(at, at + ROWS_A_STATEMENT))]);
      }
    }),
  unfinished: async (source, sha256, team) => {
    const { rows } = await pool.query<{ ref: string }>(
      `SELECT ref FROM backlog_import WHERE source = $1 AND sha256 = $2 AND (state = 'going' OR (state <> 'done' AND team_ref = $3)) ORDER BY state = 'going' DESC, put_in_at DESC LIMIT 1`,
      [source, sha256, team],
    );
    return rows[0]?.ref ?? null;
  },
  find: async (ref) => {
    const { rows } = await pool.query<BacklogFile>(`${FILE} WHERE i.ref = $1`, [ref]);
    return rows[0] ?? null;
  },
  latest: async (limit) => (await pool.query<BacklogFile>(`${FILE} ORDER BY i.put_in_at DESC, i.ref LIMIT $1`, [limit])).rows,
  counts: async (ref) => {
    const { rows } = await pool.query<ImportCounts>(COUNTS, [ref]);
    return rows[0] ?? NOTHING;
  },
  map: ({ ref, source, keys, mapping, by, at }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('UPDATE backlog_import SET mapping = $2, state = $3, judged_on = NULL WHERE ref = $1', [ref, JSON.stringify(mapping), 'read']);
      await tx.query(REMEMBER, [source, JSON.stringify(keys.map((heading, index) => ({ heading, code: mapping[index] ?? null }))), by, at]);
    }),
  rows: async (ref, { after, limit, states }) => {
    const { rows } = await pool.query<JudgedRow>(
      `SELECT number, coalesce(cells, '[]') AS cells, state, record_ref AS "recordRef", coalesce(problems, '[]') AS problems, differs FROM backlog_row
       WHERE import_ref = $1 AND number > $2 AND ($4::text[] IS NULL OR state = ANY($4)) ORDER BY number LIMIT $3`,
      [ref, after, limit, states ?? null],
    );
    return rows;
  },
  known: (rows) => knownTo(pool, rows),
  directory: (rows) => directoryOf(pool, rows),
  judge: (ref, verdicts) => inTransaction(pool, (tx) => judgeWithin(tx, ref, verdicts)),
  judged: async (ref, on) => {
    await pool.query(`UPDATE backlog_import SET state = 'judged', judged_on = $2 WHERE ref = $1 AND state IN ('read', 'judged')`, [ref, on]);
  },
  go: async (ref) => ((await pool.query(`UPDATE backlog_import SET state = 'going' WHERE ref = $1 AND state IN ('judged', 'going')`, [ref])).rowCount ?? 0) > 0,
  teams: async () => (await pool.query<{ ref: string; name: string }>('SELECT ref, name FROM team ORDER BY name')).rows,
});

/** Writes what became of rows. Of one that is in nothing is kept that its record holds. */
export async function judgeWithin(tx: Transaction, ref: string, verdicts: readonly Verdict[]): Promise<void> {
  if (verdicts.length > 0) await tx.query(JUDGE, [ref, JSON.stringify(verdicts)]);
}

const ROWS_A_STATEMENT = 5_000;
const NOTHING: ImportCounts = { rows: 0, waiting: 0, new: 0, repeat: 0, same: 0, changed: 0, refused: 0, in: 0, open: 0, armed: 0, late: 0 };

const OPEN = `INSERT INTO backlog_import (ref, source, file_name, sha256, header, mapping, team_ref, put_in_by, put_in_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;
const ROWS = `INSERT INTO backlog_row (import_ref, number, cells) SELECT $1, number, cells FROM jsonb_to_recordset($2::jsonb) AS r(number int, cells jsonb)`;
const FILE = `SELECT i.ref, i.source, i.file_name AS "fileName", i.header, i.mapping, jsonb_build_object('ref', t.ref, 'name', t.name) AS team, i.state, i.put_in_at AS "putInAt", i.done_at AS "doneAt"
  FROM backlog_import i JOIN team t ON t.ref = i.team_ref`;
const COUNTS = `SELECT count(*) AS rows, count(*) FILTER (WHERE b.state = 'waiting') AS waiting, count(*) FILTER (WHERE b.state = 'new') AS "new",
    count(*) FILTER (WHERE b.state = 'repeat') AS repeat, count(*) FILTER (WHERE b.state = 'same') AS same, count(*) FILTER (WHERE b.state = 'changed') AS changed,
    count(*) FILTER (WHERE b.state = 'refused') AS refused, count(*) FILTER (WHERE b.state = 'in') AS "in",
    count(*) FILTER (WHERE b.state = 'in' AND r.outcome IS NULL) AS open, count(*) FILTER (WHERE b.state = 'in' AND r.outcome IS NULL AND b.armed) AS armed,
    count(*) FILTER (WHERE b.state = 'in' AND EXISTS (SELECT 1 FROM brought_in_late l WHERE l.ref = b.record_ref)) AS late
  FROM backlog_row b LEFT JOIN case_record r ON r.ref = b.record_ref WHERE b.import_ref = $1`;
const REMEMBER = `INSERT INTO backlog_heading (source, heading, column_code, set_by, set_at)
  SELECT DISTINCT ON (heading) $1, heading, code, $3, $4::timestamptz FROM jsonb_to_recordset($2::jsonb) AS h(heading text, code text) ORDER BY heading
  ON CONFLICT (source, heading) DO UPDATE SET column_code = EXCLUDED.column_code, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at`;
const JUDGE = `UPDATE backlog_row b SET state = v.state, record_ref = v."recordRef", problems = v.problems,
    differs = ARRAY(SELECT jsonb_array_elements_text(v.differs)), cells = CASE WHEN v.state = 'in' THEN NULL ELSE b.cells END
  FROM jsonb_to_recordset($2::jsonb) AS v(number int, state text, "recordRef" text, problems jsonb, differs jsonb)
  WHERE b.import_ref = $1 AND b.number = v.number`;
