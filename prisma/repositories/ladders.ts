import type { LadderRow, Ladders } from '../../api/ladder-models.js';
import type { Role } from '../../domain/settings.js';
import { inTransaction, type Statements } from '../database.js';
import { dutySpans } from './duty-spans.js';

const LOCK = 7_230_001; // one at a time: numbers are committed in their order, so that nobody who reads on from the last misses one

const ROWS = `
  SELECT v.number, v.code, v.rungs, v.effective_from AS "effectiveFrom", v.made_at AS "madeAt", v.reason, jsonb_build_object('ref', s.ref, 'name', s.name) AS author,
    CASE WHEN a.number IS NOT NULL THEN jsonb_build_object('told', a.told, 'isDone', a.done_at IS NOT NULL) END AS arming
  FROM ladder_version v JOIN staff s ON s.ref = v.author_ref LEFT JOIN ladder_arming a ON a.number = v.number`;

/** The versions of ladders: added to, never changed. */
export const createLadders = (database: Statements): Ladders => ({
  versions: async (code) => {
    const { rows } = await database.pool.query<LadderRow>(`${ROWS} WHERE $1::text IS NULL OR v.code = $1 ORDER BY v.number DESC`, [code]);
    return rows;
  },
  add: ({ code, rungs, by, at, effectiveFrom, reason, after }) =>
    inTransaction(database.pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const { rows } = await tx.query<{ number: number }>(
        `INSERT INTO ladder_version (code, rungs, author_ref, made_at, effective_from, reason)
         SELECT $1, $2::jsonb, $3, $4, $5, $6 WHERE coalesce((SELECT max(number) FROM ladder_version WHERE code = $1), 0) = $7 RETURNING number`,
        [code, rungs === null ? null : JSON.stringify(rungs), by, at, effectiveFrom, reason, after],
      );
      return rows[0]?.number ?? null;
    }),
  rolesHeld: async () => {
    const { rows } = await database.pool.query<{ role: Role }>('SELECT DISTINCT h.role FROM staff_role h JOIN staff s ON s.ref = h.staff_ref WHERE s.left_on IS NULL');
    return rows.map(({ role }) => role);
  },
  spans: (query) => dutySpans(database, query),
});
