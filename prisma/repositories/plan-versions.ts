import type { PlanOf, PlanVersion, PlanVersions, Touch, VersionRow } from '../../api/plan-models.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { noteWithin } from './journal-notes.js';
import { CHILD_NAME } from './work-list.js';

/** The text of plans, version by version. Whoever writes locks the record first, as facts do: a save and a sending wait for each other. */
export const createPlanVersions = ({ pool }: Statements): PlanVersions => ({
  wasWritten: async (recordRef) => (await pool.query(`SELECT 1 FROM plan_version WHERE record_ref = $1 AND (dropped_at IS NULL OR saves > 0) LIMIT 1`, [recordRef])).rowCount === 1,
  of: async (recordRef) => (await pool.query<VersionRow>(`SELECT ${ROW} ${FROM} WHERE v.record_ref = $1 AND v.dropped_at IS NULL ORDER BY v.number DESC`, [recordRef])).rows,
  about: async (recordRef) => (await pool.query<Omit<PlanOf, 'access'>>(ABOUT, [recordRef])).rows[0] ?? null,
  version: (recordRef, number) => versionOf(pool, recordRef, number, ''),
  start: ({ recordRef, kind, content, from, by, at }) =>
    inTransaction(pool, async (tx) => {
      await lockRecord(tx, recordRef);
      const { rows } = await tx.query<{ number: number }>(START, [recordRef, kind, JSON.stringify(content), from?.recordRef ?? null, from?.number ?? null, by, at]);
      const number = rows[0]?.number ?? null;
      if (number !== null) await noteWithin(tx, [{ recordRef, type: 'plan-version-started', payload: { version: number, from: from?.number ?? null }, actor: by }], at);
      return number;
    }),
  change: ({ recordRef, number, decide, by, at }) =>
    inTransaction(pool, async (tx) => {
      await lockRecord(tx, recordRef);
      const version = await versionOf(tx, recordRef, number, 'AND v.sent_at IS NULL FOR UPDATE OF v');
      if (version === null) return { kind: 'closed' };
      const { answer, change } = decide(version);
      if (change === null) return { kind: 'unchanged', answer };
      const save = version.saves + 1;
      const touched = Object.fromEntries(change.parts.map((part): [string, Touch] => [part, { save, by, at }]));
      await tx.query(SAVE, [recordRef, number, JSON.stringify(change.content), JSON.stringify(touched), by, at]);
      await noteWritten(tx, recordRef, number, by, at);
      return { kind: 'saved', saves: save, answer };
    }),
  drop: ({ recordRef, number, saves, by, at }) =>
    inTransaction(pool, async (tx) => {
      await lockRecord(tx, recordRef);
      const { rowCount } = await tx.query(`UPDATE plan_version SET dropped_at = $4, dropped_by = $5 WHERE record_ref = $1 AND number = $2 AND saves = $3 AND sent_at IS NULL AND dropped_at IS NULL`, [recordRef, number, saves, at, by]);
      if (rowCount !== 1) return false;
      await noteWithin(tx, [{ recordRef, type: 'plan-version-dropped', payload: { version: number }, actor: by }], at);
      return true;
    }),
});

const lockRecord = (tx: Transaction, recordRef: string) => tx.query('SELECT 1 FROM case_record WHERE ref = $1 FOR NO KEY UPDATE', [recordRef]);

/** The journal says who wrote on which day, once: each save would drown what happened. */
async function noteWritten(tx: Transaction, recordRef: string, version: number, by: string, at: Instant): Promise<void> {
  const { rowCount } = await tx.query(
    `SELECT 1 FROM journal_entry WHERE record_ref = $1 AND kind = 'act' AND type = 'plan-version-written' AND actor = $2 AND happened_on = $3 AND payload->>'version' = $4`,
    [recordRef, by, londonDay(at), String(version)],
  );
  if (rowCount === 0) await noteWithin(tx, [{ recordRef, type: 'plan-version-written', payload: { version }, actor: by }], at);
}

const FROM = 'FROM plan_version v LEFT JOIN staff b ON b.ref = v.started_by LEFT JOIN staff w ON w.ref = v.saved_by LEFT JOIN staff s ON s.ref = v.sent_by';
const ROW = `v.record_ref AS "recordRef", v.number, v.kind, v.saves,
  CASE WHEN v.from_record IS NULL THEN NULL ELSE jsonb_build_object('recordRef', v.from_record, 'number', v.from_number) END AS "from",
  coalesce(b.name, v.started_by) AS "startedBy", v.started_at AS "startedAt", coalesce(w.name, v.saved_by) AS "savedBy", v.saved_at AS "savedAt",
  v.sent_on AS "sentOn", v.sent_at AS "sentAt", coalesce(s.name, v.sent_by) AS "sentBy"`;
/** Of each part changed, the person's name in place of their reference. */
const TOUCHED = `(SELECT coalesce(jsonb_object_agg(t.key, t.value || jsonb_build_object('by', coalesce(p.name, t.value->>'by'))), '{}')
  FROM jsonb_each(v.touched) t LEFT JOIN staff p ON p.ref = t.value->>'by') AS touched`;

async function versionOf(on: Pick<Transaction, 'query'>, recordRef: string, number: number, more: string): Promise<PlanVersion | null> {
  const { rows } = await on.query<PlanVersion>(`SELECT ${ROW}, v.content, ${TOUCHED} ${FROM} WHERE v.record_ref = $1 AND v.number = $2 AND v.dropped_at IS NULL ${more}`, [recordRef, number]);
  return rows[0] ?? null;
}

const ABOUT = `
  SELECT jsonb_build_object('name', ${CHILD_NAME}, 'bornOn', c.born_on) AS child, r.made_from AS "madeFrom", p.ref AS became,
    (SELECT max(j.happened_on) FROM journal_entry j WHERE j.record_ref = r.ref AND j.kind = 'fact' AND j.type = 'amendment-dropped'
      AND NOT EXISTS (SELECT 1 FROM journal_entry x WHERE x.record_ref = r.ref AND x.type = 'correction' AND x.payload->>'corrects' = 'j' || j.position)) AS "droppedOn"
  FROM case_record r JOIN child c ON c.ref = r.child_ref LEFT JOIN case_record p ON p.made_from = r.ref WHERE r.ref = $1`;

const START = `
  INSERT INTO plan_version (record_ref, number, kind, content, from_record, from_number, started_by, started_at, saved_by, saved_at)
  SELECT $1, coalesce((SELECT max(number) FROM plan_version WHERE record_ref = $1), 0) + 1, $2, $3::jsonb, $4, $5, $6, $7, $6, $7
  ON CONFLICT (record_ref) WHERE sent_at IS NULL AND dropped_at IS NULL DO NOTHING RETURNING number`;

const SAVE = `UPDATE plan_version SET content = $3::jsonb, touched = touched || $4::jsonb, saves = saves + 1, saved_by = $5, saved_at = $6 WHERE record_ref = $1 AND number = $2`;
