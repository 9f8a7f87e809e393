import type { CohortControl, Cohorts } from '../../api/cohort-models.js';
import type { Named } from '../../api/read-models.js';
import type { Step } from '../../domain/cohort.js';
import type { Statements } from '../database.js';
import { instantSaid, midnightAfter } from './conditions.js';

/** Who else a fault hit, and the faults that are watched. */
export const createCohorts = ({ pool }: Statements): Cohorts => ({
  steps: async ({ duty, role, setting, from, to }, day) => (await pool.query<Step>(STEPS, [duty, day, from, to ?? day, role, setting])).rows,
  all: async () => (await pool.query<CohortControl>(CONTROLS)).rows,
  open: async ({ ref, what, fault: { duty, cause, role, setting, from, to }, found, by, at }) => {
    await pool.query(
      'INSERT INTO cohort_control (ref, what, duty, cause, role, setting_ref, from_on, to_on, found, opened_by, opened_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
      [ref, what, duty, cause, role, setting, from, to, found, by, at],
    );
  },
  close: async ({ ref, because, by, at }) => {
    const { rowCount } = await pool.query('UPDATE cohort_control SET closed_by = $2, closed_at = $3, closed_because = $4 WHERE ref = $1 AND closed_at IS NULL', [ref, by, at, because]);
    return rowCount === 1;
  },
  settings: async (named) => {
    const [where, value] = 'ref' in named ? ['ref = $1', named.ref] : [`strpos(lower(name), lower($1)) > 0`, named.name];
    const { rows } = await pool.query<Named>(`SELECT ref, name FROM setting WHERE ${where} ORDER BY lower(name) <> lower($1), name LIMIT 10`, [value]);
    return rows;
  },
});

const MIDNIGHT = midnightAfter('$2::date');

/** As believed at the end of the day $2: late on some day from $3 to $4. What was settled without the day (not owed, respected) was no step to be late with. */
const STEPS = `
  SELECT r.ref, r.team_ref AS team, d.subject, a.role, coalesce(o.ref, c.setting_ref) AS setting, d.due_on AS "dueOn", d.done_on AS "doneOn", d.stopped_on AS "stoppedOn",
    (SELECT coalesce(jsonb_agg(DISTINCT j.payload->>'cause'), '[]') FROM journal_entry j
      WHERE j.record_ref = d.record_ref AND j.kind = 'act' AND j.type = 'cause-recorded' AND j.recorded_at < ${MIDNIGHT}
        AND j.payload->>'duty' = d.code AND j.payload->>'subject' IS NOT DISTINCT FROM d.subject AND j.payload->>'occurrence' = d.occurrence
        AND NOT EXISTS (SELECT FROM journal_entry b WHERE b.record_ref = j.record_ref AND b.kind = 'act' AND b.type = 'cause-taken-back'
          AND b.recorded_at < ${MIDNIGHT} AND (b.payload->>'entry')::int = j.position)) AS causes
  FROM duty d JOIN case_record r ON r.ref = d.record_ref JOIN child c ON c.ref = r.child_ref
  LEFT JOIN adviser a ON d.code = 'give-advice' AND a.ref = d.subject LEFT JOIN setting o ON o.ref = d.subject
  WHERE d.code = $1 AND d.shape = 'deadline' AND d.settled IS NULL AND d.recorded_from < ${MIDNIGHT} AND (d.recorded_to IS NULL OR d.recorded_to >= ${MIDNIGHT})
    AND d.due_on < least($2::date, $4::date) AND coalesce(d.done_on, d.stopped_on, $2::date) >= $3::date AND coalesce(d.done_on, d.stopped_on, $2::date) > d.due_on
    AND ($5::text IS NULL OR a.role = $5) AND ($6::text IS NULL OR coalesce(o.ref, c.setting_ref) = $6)`;

const CONTROLS = `
  SELECT k.ref, k.what, k.found, ${instantSaid('k.opened_at')} AS "openedAt", jsonb_build_object('ref', s.ref, 'name', s.name) AS "openedBy",
    jsonb_build_object('duty', k.duty, 'cause', k.cause, 'role', k.role, 'setting', k.setting_ref, 'from', k.from_on, 'to', k.to_on) AS fault,
    CASE WHEN t.ref IS NOT NULL THEN jsonb_build_object('ref', t.ref, 'name', t.name) END AS setting,
    CASE WHEN k.closed_at IS NOT NULL THEN jsonb_build_object('by', jsonb_build_object('ref', e.ref, 'name', e.name), 'at', ${instantSaid('k.closed_at')}, 'because', k.closed_because) END AS closed
  FROM cohort_control k JOIN staff s ON s.ref = k.opened_by LEFT JOIN staff e ON e.ref = k.closed_by LEFT JOIN setting t ON t.ref = k.setting_ref
  ORDER BY k.opened_at DESC, k.ref`;
