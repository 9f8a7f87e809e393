import type { Views } from '../../api/ports.js';
import type { Statements } from '../database.js';

/** The log of who saw which records. One row for one look, however many it showed. */
export const createViews = ({ pool }: Statements): Views => ({
  log: async ({ staff, caseRefs, seen, at }) => {
    if (caseRefs.length === 0) return;
    await pool.query({ name: 'log-view', text: 'INSERT INTO record_view (staff_ref, record_refs, seen, viewed_at) VALUES ($1, $2, $3, $4)', values: [staff, caseRefs, seen, at] });
  },
});
