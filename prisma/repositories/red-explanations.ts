import type { RedExplanation, RedExplanations } from '../../api/report-models.js';
import { inTransaction, type Statements } from '../database.js';
import { instantSaid } from './conditions.js';
import { insertAction } from './report-readers.js';

/** Why measures of reports are red: added to, never changed. */
export const createRedExplanations = ({ pool }: Statements): RedExplanations => ({
  of: async (week) => {
    const { rows } = await pool.query<RedExplanation>(
      `SELECT x.week, x.figure, x.number, x.cause, x.words, jsonb_build_object('ref', s.ref, 'name', s.name) AS by, ${instantSaid('x.written_at')} AS at
       FROM red_explanation x JOIN staff s ON s.ref = x.written_by WHERE x.week = $1 ORDER BY x.figure, x.number`,
      [week],
    );
    return rows;
  },
  write: ({ week, figure, cause, words, by, at, after, action }) =>
    inTransaction(pool, async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`red ${week} ${figure}`]); // two who write at once write one after the other
      const { rows } = await tx.query<{ last: number }>('SELECT coalesce(max(number), 0)::int AS last FROM red_explanation WHERE week = $1 AND figure = $2', [week, figure]);
      if (rows[0]?.last !== after) return null;
      if (action !== null) await insertAction(tx, action);
      await tx.query(
        'INSERT INTO red_explanation (week, figure, number, cause, words, action_ref, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
        [week, figure, after + 1, cause, words, action?.ref ?? null, by, at],
      );
      return after + 1;
    }),
});
