import type { AdviceStore, Saved, SavedAdvice } from '../../api/advice-models.js';
import { newRef } from '../../api/refs.js';
import type { Instant } from '../../domain/dates/london.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { adviceOfRecord, adviceRequest, childOfRecord, savedOf } from './advice-reads.js';
import { insertDocuments } from './documents.js';
import { noteWithin } from './journal-notes.js';
import { WAITS } from './conditions.js';

type Asking = Parameters<AdviceStore['accept']>[0];

/** What advisers write: drafts, who holds a request, files; each with a journal entry where it concerns the record. */
export const createAdvice = (database: Database): AdviceStore => ({
  request: (reach, recordRef, adviser, today) => adviceRequest(database, reach, recordRef, adviser, today),
  ofRecord: (recordRef, today) => adviceOfRecord(database, recordRef, today),
  save: (draft) => inTransaction(database.pool, (tx) => save(tx, draft)),
  notSent: (asking) =>
    inTransaction(database.pool, async (tx) => {
      await tx.query(`DELETE FROM advice_sent s USING advice a WHERE ${THIS_OF('s')} AND ${THIS_OF('a')} AND s.sent_at = a.sent_at`, keyOf(asking));
      await tx.query(`UPDATE advice SET sent_at = (SELECT max(s.sent_at) FROM advice_sent s WHERE ${THIS_OF('s')}) WHERE ${THIS}`, keyOf(asking));
    }),
  hold: ({ holder, ...asking }) =>
    inTransaction(database.pool, async (tx) => {
      await note(tx, asking, 'advice-held', { holder });
      await tx.query(`${ROW} DO NOTHING`, rowOf(asking));
      await tx.query(`UPDATE advice SET held_by = $4 WHERE ${THIS}`, [...keyOf(asking), holder]);
    }),
  expect: ({ expectedOn, because, ...asking }) =>
    inTransaction(database.pool, async (tx) => {
      const ref = newRef('N');
      await tx.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ($1, $2, $3, 'because', $4, $5)`, [ref, asking.recordRef, asking.by, because, asking.at]);
      await note(tx, asking, 'advice-expected', { expectedOn, because: ref });
      await tx.query(`${ROW} DO NOTHING`, rowOf(asking));
      await tx.query(`UPDATE advice SET expected_on = $4 WHERE ${THIS}`, [...keyOf(asking), expectedOn]);
    }),
  accept: (asking) => inTransaction(database.pool, (tx) => note(tx, asking, 'advice-accepted', {})),
  attach: ({ file, ...asking }) =>
    inTransaction(database.pool, async (tx) => {
      if (!(await waits(tx, asking))) return false;
      await tx.query(`${ROW} DO NOTHING`, rowOf(asking));
      await insertDocuments(tx, [file], { recordRef: asking.recordRef, kind: 'advice', givenBy: asking.by, givenAt: asking.at });
      await tx.query(`UPDATE advice SET content = jsonb_set(content, '{files}', coalesce(content->'files', '[]') || to_jsonb($4::text)) WHERE ${THIS}`, [...keyOf(asking), file.ref]);
      return true;
    }),
  detach: ({ file, ...asking }) =>
    inTransaction(database.pool, async (tx) => {
      if (!(await waits(tx, asking))) return null;
      const { rowCount } = await tx.query(`UPDATE advice SET content = jsonb_set(content, '{files}', (content->'files') - $4::text) WHERE ${THIS} AND content->'files' ? $4`, [...keyOf(asking), file]);
      if (rowCount !== 1) return null;
      const { rowCount: gone } = await tx.query(
        `DELETE FROM document WHERE ref = $4 AND record_ref = $1 AND NOT EXISTS (SELECT 1 FROM advice_sent s WHERE ${THIS_OF('s')} AND s.content->'files' ? $4)`,
        [...keyOf(asking), file],
      );
      return gone === 1 ? 'gone' : 'kept';
    }),
  child: (recordRef) => childOfRecord(database, recordRef),
  colleagues: async (service) => {
    const { rows } = await database.pool.query<{ ref: string; name: string }>(
      `SELECT DISTINCT p.ref, p.name FROM staff p JOIN staff_role h ON h.staff_ref = p.ref
       WHERE p.left_on IS NULL AND h.service = $1 AND h.role IN ('professional', 'partner-manager') ORDER BY p.name, p.ref`,
      [service],
    );
    return rows;
  },
});

const keyOf = ({ recordRef, adviser, occurrence }: Asking): [string, string, string] => [recordRef, adviser, occurrence];
const rowOf = (asking: Asking): string[] => [...keyOf(asking), asking.at, asking.by];
const THIS_OF = (table: string): string => `${table}.record_ref = $1 AND ${table}.adviser_ref = $2 AND ${table}.occurrence = $3`;
const THIS = THIS_OF('advice');
/** A row that holds no draft yet: version 0. */
const ROW = `INSERT INTO advice (record_ref, adviser_ref, occurrence, content, version, saved_at, saved_by) VALUES ($1, $2, $3, '{}', 0, $4, $5)
  ON CONFLICT (record_ref, adviser_ref, occurrence)`;

const note = (tx: Transaction, { recordRef, adviser, occurrence, by, at }: Asking, type: string, payload: object) =>
  noteWithin(tx, [{ recordRef, type, payload: { adviser, occurrence, ...payload }, actor: by }], at);

/** Whether the asking waits for an answer still: what has been sent is not written over. */
async function waits(tx: Transaction, asking: Asking): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT 1 FROM duty d WHERE d.record_ref = $1 AND d.code = 'give-advice' AND d.subject = $2 AND d.occurrence = $3 AND d.recorded_to IS NULL AND ${WAITS}`,
    keyOf(asking),
  );
  return rowCount === 1;
}

type Row = Readonly<{ content: unknown; version: number; savedAt: Instant; savedBy: string | null; sentAt: Instant | null }>;

async function save(tx: Transaction, { form, version, sent, ...asking }: Parameters<AdviceStore['save']>[0]): Promise<Saved> {
  if (!(await waits(tx, asking))) return { kind: 'closed' };
  await tx.query(`${ROW} DO NOTHING`, rowOf(asking));
  const { rows } = await tx.query<{ version: number }>(
    `UPDATE advice SET content = $4::jsonb || jsonb_build_object('files', coalesce(content->'files', '[]')), version = version + 1, saved_at = $5, saved_by = $6,
       sent_at = CASE WHEN $8 THEN $5::timestamptz ELSE sent_at END
     WHERE ${THIS} AND version = $7 RETURNING version`,
    [...keyOf(asking), JSON.stringify(form), asking.at, asking.by, version, sent],
  );
  if (rows[0] !== undefined && sent) await tx.query(KEEP_SENT, keyOf(asking));
  if (rows[0] !== undefined) return { kind: 'saved', version: rows[0].version };
  return { kind: 'changed', latest: await latestOf(tx, asking) };
}

/** The text as it is now, beside those sent before. */
const KEEP_SENT = `INSERT INTO advice_sent (record_ref, adviser_ref, occurrence, number, content, sent_at, sent_by)
  SELECT record_ref, adviser_ref, occurrence, (SELECT coalesce(max(s.number), 0) + 1 FROM advice_sent s WHERE ${THIS_OF('s')}), content, sent_at, saved_by FROM advice WHERE ${THIS}`;

async function latestOf(tx: Transaction, asking: Asking): Promise<SavedAdvice> {
  const { rows } = await tx.query<Row>(
    `SELECT v.content, v.version, v.saved_at AS "savedAt", coalesce(w.name, a.name) AS "savedBy", v.sent_at AS "sentAt"
     FROM advice v LEFT JOIN staff w ON w.ref = v.saved_by LEFT JOIN adviser a ON a.ref = v.saved_by WHERE v.record_ref = $1 AND v.adviser_ref = $2 AND v.occurrence = $3`,
    keyOf(asking),
  );
  const saved = rows[0] === undefined ? null : savedOf(rows[0]);
  if (saved === null) throw new Error('a draft that was saved over has vanished');
  return saved;
}
