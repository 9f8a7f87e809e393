import type { SavedFilters } from '../../api/ports.js';
import type { SavedFilter } from '../../api/read-models.js';
import { inTransaction, type Database } from '../database.js';

/** Views of the work list that people keep under names of their own. */
export const createFilters = ({ pool }: Database): SavedFilters => ({
  of: async (staff) => {
    const { rows } = await pool.query<SavedFilter>('SELECT name, query FROM saved_filter WHERE staff_ref = $1 ORDER BY name', [staff]);
    return rows;
  },
  keep: ({ staff, name, query, at, most }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('SELECT FROM staff WHERE ref = $1 FOR UPDATE', [staff]); // counted and kept under one lock
      const { rows } = await tx.query<{ others: number }>('SELECT count(*)::int AS others FROM saved_filter WHERE staff_ref = $1 AND name <> $2', [staff, name]);
      if ((rows[0]?.others ?? 0) >= most) return false;
      await tx.query(
        `INSERT INTO saved_filter (staff_ref, name, query, saved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (staff_ref, name) DO UPDATE SET query = EXCLUDED.query, saved_at = EXCLUDED.saved_at`,
        [staff, name, JSON.stringify(query), at],
      );
      return true;
    }),
  rename: async ({ staff, from, to }) => {
    const { rowCount } = await pool.query(
      `UPDATE saved_filter SET name = $3 WHERE staff_ref = $1 AND name = $2
         AND ($2 = $3 OR NOT EXISTS (SELECT FROM saved_filter WHERE staff_ref = $1 AND name = $3))`,
      [staff, from, to],
    );
    return rowCount === 1;
  },
  remove: async (staff, name) => {
    await pool.query('DELETE FROM saved_filter WHERE staff_ref = $1 AND name = $2', [staff, name]);
  },
});
