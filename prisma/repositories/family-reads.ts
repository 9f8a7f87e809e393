import type { FamilyLetter, FamilyReads, FamilyRecord } from '../../api/family-models.js';
import type { Database } from '../database.js';
import { factsOf } from './facts-of.js';
import { WAITS } from './conditions.js';

/** What a family reads by a link. Nothing of another parent's: letters are looked up by whom they went to. */
export const createFamilies = ({ pool }: Database): FamilyReads => ({
  record: async (recordRef) => {
    const { rows } = await pool.query<FamilyRecord>(RECORD, [recordRef]);
    return rows[0] ?? null;
  },
  letters: async (recordRef, { kind, ref }) => {
    const { rows } = await pool.query<FamilyLetter>(LETTERS, [recordRef, kind, ref]);
    return rows;
  },
});

const RECORD = `
  SELECT r.ref, c.given_name AS child, r.stage, r.outcome, r.received_on AS "receivedOn", r.position, t.name AS team,
    CASE WHEN o.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', o.ref, 'name', o.name) END AS owner,
    ${factsOf('r.ref')} AS facts,
    (SELECT d.subject FROM duty d JOIN adviser a ON a.ref = d.subject WHERE d.record_ref = r.ref AND d.code = 'give-advice' AND a.role = 'parent'
      AND d.recorded_to IS NULL AND ${WAITS} ORDER BY d.id LIMIT 1) AS "parentAdviser"
  FROM case_record r JOIN child c ON c.ref = r.child_ref JOIN team t ON t.ref = r.team_ref LEFT JOIN staff o ON o.ref = r.owner_ref
  WHERE r.ref = $1`;

const LETTERS = `
  SELECT ref, subject, coalesce(sent_at, queued_at) AS "sentAt", channel, body FROM message
  WHERE record_ref = $1 AND to_kind = $2 AND to_ref = $3 AND letter <> 'access-code' AND status IN ('accepted', 'delivered')
  ORDER BY queued_at DESC, ref DESC LIMIT 100`;
