import { NOTICE_DAYS, WEEKS_BEFORE_AMENDING, WEEKS_TO_DECIDE } from '../../domain/review-year/limits.js';

/** Duties that say where a review stands. Each starts at a fact, whose entry its occurrence names. */
const CODES = `('complete-review', 'review-after-transfer', 'invite-to-review', 'circulate-review-papers', 'send-review-report', 'decide-after-review',
      'send-amendment-notice', 'issue-amended-plan', 'amend-for-phase-transfer')`;
const TO_COMPLETE = `('complete-review', 'review-after-transfer')`;

/** SQL of the entry that an occurrence (`d.occurrence`, as j12 or j12.1) names. */
export const ENTRY_OF = `split_part(substr(d.occurrence, 2), '.', 1)::int`;

/** SQL of the day a duty's clock runs from: of an invitation the meeting it is for, of a decision the meeting that was held. */
export const RUNS_FROM = `(d.reasoning->'because'->0->>'on')::date`;

/**
 * Where plans stand in their reviews, out of their duties as they are believed now: SQL of a WITH list that ends in `stands`,
 * joined on `ref`. Of two facts the later entry counts: a date set before the last meeting was held, or before the last decision,
 * is used up.
 *
 * @param plans SQL of a condition on `r`, a case_record
 * @param today SQL of a day
 */
export const reviewsOf = (plans: string, today: string): string => `
    own AS MATERIALIZED (
      SELECT r.ref, d.code, d.due_on, d.settled, d.done_on IS NULL AND d.settled IS NULL AND d.stopped_on IS NULL AS open, ${ENTRY_OF} AS n,
        CASE WHEN d.code IN ('invite-to-review', 'decide-after-review') THEN ${RUNS_FROM} END AS from_on
      FROM case_record r JOIN duty d ON d.record_ref = r.ref AND d.recorded_to IS NULL AND d.code IN ${CODES} WHERE ${plans}),
    latest AS (
      SELECT ref, max(n) FILTER (WHERE code = 'decide-after-review' OR code IN ${TO_COMPLETE}) AS used, coalesce(max(n) FILTER (WHERE code = 'decide-after-review'), 0) AS held,
        max(n) FILTER (WHERE code = 'invite-to-review' AND settled IS NULL) AS given FROM own GROUP BY ref),
    days AS (
      SELECT ref, min(due_on) FILTER (WHERE code IN ${TO_COMPLETE} AND open) AS complete_by,
        min(from_on) FILTER (WHERE code = 'invite-to-review' AND n = given AND given > used) AS meeting_on,
        min(due_on) FILTER (WHERE code = 'invite-to-review' AND n = given AND given > used AND open) AS invite_by,
        min(due_on) FILTER (WHERE code = 'circulate-review-papers' AND n = given AND given > used AND open) AS papers_by,
        min(from_on) FILTER (WHERE code = 'decide-after-review' AND n = held) AS last_held_on,
        min(due_on) FILTER (WHERE code = 'send-review-report' AND n = held AND open) AS report_by,
        min(due_on) FILTER (WHERE code = 'decide-after-review' AND n = held AND open) AS decide_by,
        min(due_on) FILTER (WHERE code = 'send-amendment-notice' AND n = held AND open) AS notice_by,
        min(due_on) FILTER (WHERE code = 'issue-amended-plan' AND n >= held AND open) AS final_by,
        min(due_on) FILTER (WHERE code = 'amend-for-phase-transfer' AND open) AS amend_by,
        min(n) FILTER (WHERE code = 'amend-for-phase-transfer' AND open) AS move
      FROM own JOIN latest USING (ref) GROUP BY ref),
    steps AS (
      SELECT *, CASE
        WHEN decide_by IS NOT NULL THEN CASE WHEN report_by IS NOT NULL THEN 'report' ELSE 'decide' END
        WHEN notice_by IS NOT NULL THEN 'notice'
        WHEN final_by IS NOT NULL THEN 'final'
        WHEN meeting_on < ${today} THEN 'meeting'
        WHEN invite_by IS NOT NULL THEN 'invite'
        WHEN papers_by IS NOT NULL THEN 'papers'
        WHEN meeting_on IS NOT NULL THEN 'meeting'
        WHEN complete_by IS NOT NULL THEN 'set-date' END AS step FROM days),
    stands AS (
      SELECT *, CASE WHEN coalesce(decide_by, notice_by, final_by) IS NULL THEN NULL ELSE last_held_on END AS held_on,
        CASE step WHEN 'report' THEN report_by WHEN 'decide' THEN decide_by WHEN 'notice' THEN notice_by WHEN 'final' THEN final_by WHEN 'meeting' THEN meeting_on
          WHEN 'invite' THEN invite_by WHEN 'papers' THEN papers_by
          WHEN 'set-date' THEN least(complete_by - ${WEEKS_TO_DECIDE * 7}, amend_by - ${WEEKS_BEFORE_AMENDING * 7}) - ${NOTICE_DAYS} END AS step_by
      FROM steps)`;

/** SQL of the transfer that a plan (`v`, of `stands`) is to be amended for next; null for none. */
export const TRANSFER = `(SELECT jsonb_build_object('kind', coalesce(j.payload->'replacement'->>'kind', j.payload->>'kind'),
        'transferOn', coalesce(j.payload->'replacement'->>'transferOn', j.payload->>'transferOn'), 'amendBy', v.amend_by, 'lastMeetingOn', v.amend_by - ${WEEKS_BEFORE_AMENDING * 7})
      FROM journal_entry j WHERE v.move IS NOT NULL AND j.record_ref = v.ref AND j.position = v.move)`;
