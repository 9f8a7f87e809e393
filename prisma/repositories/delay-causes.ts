import type { DelayCauses } from '../../api/ports.js';
import { inTransaction, type Statements } from '../database.js';
import { noteWithin } from './journal-notes.js';

/** Causes of lateness that stand on a record, oldest first, as JSON. @param record SQL of the record's reference */
export const causesOf = (record: string): string => `
  (SELECT jsonb_agg(jsonb_build_object('entry', j.position, 'duty', j.payload->>'duty', 'subject', j.payload->>'subject', 'occurrence', j.payload->>'occurrence',
      'cause', j.payload->>'cause', 'on', j.happened_on, 'text', n.text, 'by', jsonb_build_object('ref', j.actor, 'name', coalesce(s.name, j.actor))) ORDER BY j.position)
    FROM journal_entry j LEFT JOIN note n ON n.ref = j.payload->>'note' LEFT JOIN staff s ON s.ref = j.actor
    WHERE j.record_ref = ${record} AND j.kind = 'act' AND j.type = 'cause-recorded'
      AND NOT EXISTS (SELECT 1 FROM journal_entry b WHERE b.record_ref = j.record_ref AND b.kind = 'act' AND b.type = 'cause-taken-back' AND (b.payload->>'entry')::int = j.position))`;

/** Why steps are late, written into the journal: acts that move no duty. */
export const createDelayCauses = ({ pool }: Statements): DelayCauses => ({
  record: ({ caseRef, duty, subject, occurrence, cause, note, by, at }) =>
    inTransaction(pool, async (tx) => {
      const { rows: locked } = await tx.query<{ position: number }>('SELECT position FROM case_record WHERE ref = $1 FOR NO KEY UPDATE', [caseRef]);
      const { rows } = await tx.query<{ entry: number }>(
        `SELECT (c->>'entry')::int AS entry FROM jsonb_array_elements(${causesOf('$1')}) c
         WHERE c->>'duty' = $2 AND c->>'subject' IS NOT DISTINCT FROM $3 AND c->>'occurrence' = $4 AND c->>'cause' = $5 AND c->>'text' IS NOT DISTINCT FROM $6`,
        [caseRef, duty, subject, occurrence, cause, note?.text ?? null],
      );
      if (rows[0] !== undefined) return rows[0].entry;
      if (note !== null) await tx.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ($1, $2, $3, 'cause', $4, $5)`, [note.ref, caseRef, by, note.text, at]);
      await noteWithin(tx, [{ recordRef: caseRef, type: 'cause-recorded', payload: { duty, subject, occurrence, cause, ...(note === null ? {} : { note: note.ref }) }, actor: by }], at);
      return (locked[0]?.position ?? 0) + 1;
    }),
  takeBack: ({ caseRef, entry, by, at }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('SELECT 1 FROM case_record WHERE ref = $1 FOR NO KEY UPDATE', [caseRef]);
      const { rowCount } = await tx.query(`SELECT 1 FROM jsonb_array_elements(${causesOf('$1')}) c WHERE (c->>'entry')::int = $2`, [caseRef, entry]);
      if (rowCount === 0) return false;
      await noteWithin(tx, [{ recordRef: caseRef, type: 'cause-taken-back', payload: { entry }, actor: by }], at);
      return true;
    }),
});
