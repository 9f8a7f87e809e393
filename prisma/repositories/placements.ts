import type { Placements } from '../../api/ports.js';
import type { PlacementRow } from '../../api/decision-models.js';
import { inTransaction, type Database } from '../database.js';
import { noteWithin } from './journal-notes.js';

/** Settings consulted for a child: their answers, and what is weighed of each. */
export const createPlacements = ({ pool }: Database): Placements => ({
  of: async (caseRef) => {
    const { rows } = await pool.query<PlacementRow>(ROWS, [caseRef]);
    return rows;
  },
  weigh: ({ caseRef, setting, costBand, transport, reason, by, at }) =>
    inTransaction(pool, async (tx) => {
      if (reason !== null) await tx.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ($1, $2, $3, 'placement', $4, $5)`, [reason.ref, caseRef, by, reason.text, at]);
      await tx.query(
        `INSERT INTO placement_option (record_ref, setting_ref, cost_band, transport, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (record_ref, setting_ref) DO UPDATE SET cost_band = EXCLUDED.cost_band, transport = EXCLUDED.transport, reason = EXCLUDED.reason, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at`,
        [caseRef, setting, costBand, transport, reason?.ref ?? null, by, at],
      );
      await noteWithin(tx, [{ recordRef: caseRef, type: 'placement-weighed', payload: { setting, costBand, transport, ...(reason === null ? {} : { note: reason.ref }) }, actor: by }], at);
    }),
});

/** The last consultation of each setting counts, with the answer that came after it; corrected facts do not. */
const ROWS = `
  WITH facts AS (
    SELECT e.position, e.type, e.happened_on, e.payload FROM journal_entry e WHERE e.record_ref = $1 AND e.kind = 'fact'
      AND NOT EXISTS (SELECT 1 FROM journal_entry c WHERE c.record_ref = $1 AND c.type = 'correction' AND c.payload->>'corrects' = 'j' || e.position)),
  consulted AS (
    SELECT DISTINCT ON (payload->>'setting') payload->>'setting' AS setting, happened_on AS "on", position FROM facts
    WHERE type = 'setting-consulted' ORDER BY payload->>'setting', happened_on DESC, position DESC)
  SELECT s.ref, s.name, s.establishment_type AS "establishmentType", s.section_41 AS "section41", s.closed_on AS "closedOn", s.capacity, s.pupils,
    c.on AS "consultedOn", d.due_on AS "dueOn", a.happened_on AS "answeredOn", a.payload->>'answer' AS answer,
    o.cost_band AS "costBand", o.transport, n.text AS reason,
    EXISTS (SELECT 1 FROM facts f WHERE f.type = 'final-plan-issued' AND f.payload->>'setting' = s.ref) AS named
  FROM consulted c JOIN setting s ON s.ref = c.setting
  LEFT JOIN LATERAL (SELECT happened_on, payload FROM facts f WHERE f.type = 'setting-answered' AND f.payload->>'setting' = c.setting AND f.happened_on >= c.on
    ORDER BY f.happened_on DESC, f.position DESC LIMIT 1) a ON true
  LEFT JOIN LATERAL (SELECT due_on FROM duty WHERE record_ref = $1 AND recorded_to IS NULL AND code = 'answer-consultation' AND subject = c.setting ORDER BY due_on DESC LIMIT 1) d ON true
  LEFT JOIN placement_option o ON o.record_ref = $1 AND o.setting_ref = s.ref LEFT JOIN note n ON n.ref = o.reason
  ORDER BY s.name, s.ref`;
