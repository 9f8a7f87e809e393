import { SILENCES, type NormedSilence, type SilenceNorms } from '../../domain/weekly-report/items.js';
import { STAGES } from '../../domain/stages.js';
import { believed, dayInEngland, midnightAfter, uncovered, UNREACHED } from './conditions.js';
import { literals } from './literals.js';
import { isInForce, isOpenAssessment, stageOn } from './live-records.js';
import { IS_CASE } from './visibility.js';

/**
 * Records silent at the end of a day, a row for each reason; `domain/weekly-report/silences-of-record` says the same from a journal.
 *
 * @param day an SQL date
 */
export function silentSql(day: string, norms: SilenceNorms): string {
  const parts = [inHandSql(day, norms), ...normed(norms, 'dead-address', (norm) => unreachedSql(day, norm)), ...normed(norms, 'not-acknowledged', (norm) => unansweredSql(day, norm))];
  return `SELECT w.ref, w.team, NULL::text AS subject, w.reason, w.stage, w.days,
      row_number() OVER (PARTITION BY w.ref ORDER BY array_position(ARRAY[${literals(SILENCES)}], w.reason)) = 1 AS "first"
    FROM (${parts.join(' UNION ALL ')}) w`;
}

const normed = (norms: SilenceNorms, reason: NormedSilence, sql: (norm: number) => string): string[] => (norms[reason] === undefined ? [] : [sql(norms[reason])]);

/** Of open assessments and plans in force: one pass over them, and the last fact of those alone that may be silent. */
function inHandSql(day: string, norms: SilenceNorms): string {
  const byStage = STAGES.flatMap((stage) => (norms[stage] === undefined ? [] : [{ stage, norm: norms[stage] }]));
  const norm = byStage.length === 0 ? 'NULL::int' : `CASE stage ${byStage.map(({ stage, norm: most }) => `WHEN '${stage}' THEN ${most}`).join(' ')} END`;
  const asSent = ['hearing-representations', 'finalising']; // stored as either: the day tells them apart
  const watched = ['none', ...byStage.map(({ stage }) => stage), ...asSent];
  const since = `${day} - ${dayInEngland('f.recorded_at')}`;
  const reasons = [
    `(CASE WHEN owner_ref IS NULL THEN 'no-owner' WHEN gone THEN 'owner-left' WHEN ${norm} IS NOT NULL AND ${since} > ${norm} THEN 'no-fact' END, ${since})`,
    ...normed(norms, 'owner-away', (most) => `(CASE WHEN NOT gone AND ${day} - away_from + 1 > ${most} THEN 'owner-away' END, ${day} - away_from + 1)`),
    ...normed(norms, 'not-finalised', (most) => `(CASE WHEN stage = 'finalising' AND ${day} - finalising_from > ${most} THEN 'not-finalised' END, ${day} - finalising_from)`),
  ];
  return `SELECT q.ref, q.team, v.reason, q.stage, v.days
    FROM (
      SELECT r.ref, r.team_ref AS team, s.owner_ref, ${stageOn(day)} AS stage, s.finalising_from, coalesce(o.left_on <= ${day}, false) AS gone, a.from_on AS away_from
      FROM standing s JOIN case_record r ON r.ref = s.record_ref LEFT JOIN staff o ON o.ref = s.owner_ref LEFT JOIN (${uncovered(day)}) a ON a.staff_ref = s.owner_ref
      WHERE ${believed('s', day)} AND (${isOpenAssessment} OR ${isInForce})
        AND (s.owner_ref IS NULL OR s.stage IN (${literals(watched)}) OR s.owner_ref IN (SELECT ref FROM staff WHERE left_on <= ${day} UNION ALL SELECT staff_ref FROM (${uncovered(day)}) u))) q
    CROSS JOIN LATERAL (SELECT j.recorded_at FROM journal_entry j WHERE j.record_ref = q.ref AND j.kind = 'fact' AND j.recorded_at < ${midnightAfter(day)} ORDER BY j.position DESC LIMIT 1) f
    CROSS JOIN LATERAL (VALUES ${reasons.join(', ')}) v(reason, days)
    WHERE v.reason IS NOT NULL`;
}

/** Letters that had not arrived, past the day somebody was to see to them. */
const unreachedSql = (day: string, norm: number): string => `SELECT r.ref, r.team_ref AS team, 'dead-address' AS reason, ${stageOn(day)} AS stage, ${day} - u.since AS days
    FROM (SELECT t.record_ref, min(t.act_by) AS since FROM task t
      WHERE ${UNREACHED} AND t.record_ref IS NOT NULL AND t.opened_at < ${midnightAfter(day)} AND (t.done_at IS NULL OR t.done_at >= ${midnightAfter(day)}) GROUP BY 1) u
    JOIN standing s ON s.record_ref = u.record_ref JOIN case_record r ON r.ref = s.record_ref
    WHERE ${believed('s', day)} AND ${IS_CASE} AND s.stage NOT IN ('ended', 'ceased') AND ${day} - u.since > ${norm}`;

/** Escalations that nobody had answered by their day. */
const unansweredSql = (day: string, norm: number): string => `SELECT r.ref, r.team_ref AS team, 'not-acknowledged' AS reason, ${stageOn(day)} AS stage, ${day} - u.since AS days
    FROM (SELECT e.record_ref, min(e.answer_by) AS since FROM escalation_answer e WHERE ${believed('e', day)} AND ${day} - e.answer_by > ${norm} GROUP BY 1) u
    JOIN standing s ON s.record_ref = u.record_ref JOIN case_record r ON r.ref = s.record_ref
    WHERE ${believed('s', day)} AND ${IS_CASE} AND s.stage IS NOT NULL`;
