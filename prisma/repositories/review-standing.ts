import { WAITS } from './conditions.js';

/** Duties that say where a review stands. */
const CODES = `('complete-review', 'review-after-transfer', 'invite-to-review', 'circulate-review-papers', 'send-review-report', 'decide-after-review',
      'send-amendment-notice', 'issue-amended-plan', 'amend-for-phase-transfer')`;
const TO_COMPLETE = `('complete-review', 'review-after-transfer')`;

/** SQL of the entry that an occurrence (`d.occurrence`, as j12 or j12.1) names. */
export const ENTRY_OF = `split_part(substr(d.occurrence, 2), '.', 1)::int`;

/** SQL of the day a duty's clock runs from: of an invitation the meeting it is for, of a decision the meeting that was held. */
export const RUNS_FROM = 'd.began_on';

/**
 * The days of the reviews of plans, as domain's ReviewDays: SQL of a WITH list that ends in `stands`, joined on `ref`. Which
 * meeting is set and which was held last the record's own progress says; of the duties those that run from it count.
 *
 * @param plans SQL of a condition on `r`, a case_record
 */
export const reviewDaysOf = (plans: string): string => `
    own AS MATERIALIZED (
      SELECT r.ref, d.code, d.due_on, ${ENTRY_OF} AS n, ${RUNS_FROM} AS from_on, (r.progress->>'reviewOn')::date AS meeting_on, (r.progress->>'meetingOn')::date AS held_on, (r.progress->>'earlyReviewOn')::date AS early_on
      FROM case_record r LEFT JOIN duty d ON d.record_ref = r.ref AND d.recorded_to IS NULL AND d.code IN ${CODES} AND ${WAITS} WHERE ${plans}),
    stands AS (
      SELECT ref, min(meeting_on) AS meeting_on, min(held_on) AS held_on, min(early_on) AS early_on,
        min(due_on) FILTER (WHERE code IN ${TO_COMPLETE}) AS complete_by,
        min(from_on) FILTER (WHERE code IN ${TO_COMPLETE}) AS reviewed_on,
        min(due_on) FILTER (WHERE code = 'invite-to-review' AND from_on = meeting_on) AS invite_by,
        min(due_on) FILTER (WHERE code = 'circulate-review-papers' AND from_on = meeting_on) AS papers_by,
        min(due_on) FILTER (WHERE code = 'send-review-report' AND from_on = held_on) AS report_by,
        min(due_on) FILTER (WHERE code = 'decide-after-review' AND from_on = held_on) AS decide_by,
        min(due_on) FILTER (WHERE code = 'send-amendment-notice' AND from_on = held_on) AS notice_by,
        min(due_on) FILTER (WHERE code = 'issue-amended-plan' AND (held_on IS NULL OR from_on >= held_on)) AS final_by,
        min(due_on) FILTER (WHERE code = 'amend-for-phase-transfer') AS amend_by,
        min(n) FILTER (WHERE code = 'amend-for-phase-transfer') AS move
      FROM own GROUP BY ref)`;

/** SQL of the transfer that a plan (`v`, of `stands`) is to be amended for next: its kind and day; null for none. */
export const TRANSFER = `(SELECT jsonb_build_object('kind', coalesce(j.payload->'replacement'->>'kind', j.payload->>'kind'),
        'transferOn', coalesce(j.payload->'replacement'->>'transferOn', j.payload->>'transferOn'), 'amendBy', v.amend_by)
      FROM journal_entry j WHERE v.move IS NOT NULL AND j.record_ref = v.ref AND j.position = v.move)`;
