import type { Pool, PoolClient } from 'pg';
import type { Named } from '../../api/read-models.js';
import type { NewAction, ReportAction, ReportReaders, ReportReading } from '../../api/report-models.js';
import { isSettled } from '../../domain/weekly-report/actions.js';
import { londonDay } from '../../domain/dates/london.js';
import { inTransaction, type Statements } from '../database.js';
import { dayInEngland, instantSaid } from './conditions.js';

/** Who read a report, and what was set out to be done about it. */
export const createReportReaders = ({ pool }: Statements): ReportReaders => ({
  opened: async ({ week, reader, at }) => {
    await pool.query('INSERT INTO report_reading (week, staff_ref, opened_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [week, reader, at]);
  },
  acknowledged: async ({ week, reader, at }) => {
    await pool.query(
      `INSERT INTO report_reading (week, staff_ref, opened_at, acknowledged_at) VALUES ($1, $2, $3, $3)
       ON CONFLICT (week, staff_ref) DO UPDATE SET acknowledged_at = coalesce(report_reading.acknowledged_at, excluded.acknowledged_at)`,
      [week, reader, at],
    );
  },
  readings: async (week) => {
    const { rows } = await pool.query<ReportReading>(
      `SELECT jsonb_build_object('ref', s.ref, 'name', s.name) AS reader, ${instantSaid('x.opened_at')} AS "openedAt", ${instantSaid('x.acknowledged_at')} AS "acknowledgedAt"
       FROM report_reading x JOIN staff s ON s.ref = x.staff_ref WHERE x.week = $1 ORDER BY x.opened_at, s.ref`,
      [week],
    );
    return rows;
  },
  actions: async (until) => (await pool.query<ReportAction>(`${ACTIONS} WHERE a.week <= $1 ORDER BY a.set_at, a.ref`, [until])).rows,
  action: async (ref) => (await pool.query<ReportAction>(`${ACTIONS} WHERE a.ref = $1`, [ref])).rows[0] ?? null,
  owners: async () => {
    const { rows } = await pool.query<Named>(
      `SELECT s.ref, s.name FROM staff s WHERE s.left_on IS NULL AND EXISTS (SELECT FROM staff_role h WHERE h.staff_ref = s.ref AND h.role = ANY($1::text[])) ORDER BY s.name COLLATE "en-GB-x-icu", s.ref`,
      [['team-manager', 'service-manager', 'senior-manager', 'director']],
    );
    return rows;
  },
  names: async (refs) => {
    const { rows } = await pool.query<Named>('SELECT ref, name FROM staff WHERE ref = ANY($1::text[])', [refs]);
    return new Map(rows.map(({ ref, name }) => [ref, name]));
  },
  setAction: (action) => insertAction(pool, action),
  mark: ({ action, outcome, byOn, words, by, at }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('SELECT FROM report_action WHERE ref = $1 FOR UPDATE', [action]); // two who speak at once speak one after the other
      const found = (await tx.query<ReportAction>(`${ACTIONS} WHERE a.ref = $1`, [action])).rows[0];
      if (found === undefined || isSettled(found, londonDay(at))) return false;
      await tx.query('INSERT INTO report_action_mark (action_ref, number, outcome, by_on, words, said_by, said_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [action, found.marks.length + 1, outcome, byOn, words, by, at]);
      return true;
    }),
});

/** @param db the pool, or a transaction that writes more beside it */
export async function insertAction(db: Pick<Pool | PoolClient, 'query'>, { ref, week, what, owner, byOn, figure, by, at }: NewAction): Promise<void> {
  await db.query('INSERT INTO report_action (ref, week, what, owner_ref, by_on, figure, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)', [ref, week, what, owner, byOn, figure, by, at]);
}

const ACTIONS = `
  SELECT a.ref, a.week, a.what, a.figure, a.by_on AS "byOn", ${dayInEngland('a.set_at')} AS "setOn",
    (SELECT jsonb_build_object('ref', s.ref, 'name', s.name) FROM staff s WHERE s.ref = a.owner_ref) AS owner,
    (SELECT jsonb_build_object('ref', s.ref, 'name', s.name) FROM staff s WHERE s.ref = a.set_by) AS "setBy",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('outcome', m.outcome, 'byOn', m.by_on, 'on', ${dayInEngland('m.said_at')}, 'words', m.words, 'by', jsonb_build_object('ref', s.ref, 'name', s.name)) ORDER BY m.number), '[]')
      FROM report_action_mark m JOIN staff s ON s.ref = m.said_by WHERE m.action_ref = a.ref) AS marks
  FROM report_action a`;
