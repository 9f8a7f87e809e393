import { NOTICE_DAYS, WEEKS_BEFORE_AMENDING, WEEKS_TO_DECIDE } from '../../domain/review-year/limits.js';

/**
 * Where a plan (`r`, a case_record) stands in its review, out of its duties as they are believed now: SQL of a lateral row `v`.
 * An occurrence names the entry of its fact, so that the later of two facts is known: a date set before the last meeting was
 * held, or before the last decision, is used up.
 *
 * @param today SQL of a day
 */
export const reviewOf = (today: string): string => `LATERAL (
    WITH own AS (
      SELECT d.code, d.due_on, d.done_on, d.settled, (d.reasoning->'because'->0->>'on')::date AS from_on, split_part(substr(d.occurrence, 2), '.', 1)::int AS n,
        d.done_on IS NULL AND d.settled IS NULL AND d.stopped_on IS NULL AS open
      FROM duty d WHERE d.record_ref = r.ref AND d.recorded_to IS NULL AND d.code IN ('complete-review', 'review-after-transfer', 'invite-to-review',
        'circulate-review-papers', 'send-review-report', 'decide-after-review', 'send-amendment-notice', 'issue-amended-plan', 'amend-for-phase-transfer')),
    used AS (SELECT coalesce(max(n), 0) AS n FROM own WHERE code IN ('decide-after-review', 'complete-review', 'review-after-transfer')),
    held AS (SELECT n, from_on, open FROM own WHERE code = 'decide-after-review' ORDER BY n DESC LIMIT 1),
    given AS (SELECT own.n, own.from_on FROM own, used WHERE own.code = 'invite-to-review' AND own.settled IS NULL AND own.n > used.n ORDER BY own.n DESC LIMIT 1),
    moves AS (SELECT n, due_on, done_on, open FROM own WHERE code = 'amend-for-phase-transfer' ORDER BY open DESC, due_on, n LIMIT 1),
    stands AS (SELECT
      (SELECT min(due_on) FROM own WHERE code IN ('complete-review', 'review-after-transfer') AND open) AS complete_by,
      (SELECT from_on FROM given) AS meeting_on,
      (SELECT due_on FROM own WHERE code = 'invite-to-review' AND open AND n = (SELECT n FROM given)) AS invite_by,
      (SELECT due_on FROM own WHERE code = 'circulate-review-papers' AND open AND n = (SELECT n FROM given)) AS papers_by,
      (SELECT from_on FROM held) AS last_held_on,
      (SELECT due_on FROM own WHERE code = 'send-review-report' AND open AND n = (SELECT n FROM held)) AS report_by,
      (SELECT due_on FROM own WHERE code = 'decide-after-review' AND open AND n = (SELECT n FROM held)) AS decide_by,
      (SELECT due_on FROM own WHERE code = 'send-amendment-notice' AND open AND n = (SELECT n FROM held)) AS notice_by,
      (SELECT min(due_on) FROM own WHERE code = 'issue-amended-plan' AND open AND n >= coalesce((SELECT n FROM held), 0)) AS final_by,
      (SELECT due_on FROM moves WHERE open) AS amend_by),
    named AS (SELECT stands.*, CASE
      WHEN decide_by IS NOT NULL THEN CASE WHEN report_by IS NOT NULL THEN 'report' ELSE 'decide' END
      WHEN notice_by IS NOT NULL THEN 'notice'
      WHEN final_by IS NOT NULL THEN 'final'
      WHEN meeting_on < ${today} THEN 'meeting'
      WHEN invite_by IS NOT NULL THEN 'invite'
      WHEN papers_by IS NOT NULL THEN 'papers'
      WHEN meeting_on IS NOT NULL THEN 'meeting'
      WHEN complete_by IS NOT NULL THEN 'set-date' END AS step FROM stands)
    SELECT named.*, (SELECT jsonb_build_object('kind', coalesce(j.payload->'replacement'->>'kind', j.payload->>'kind'), 'transferOn', coalesce(j.payload->'replacement'->>'transferOn', j.payload->>'transferOn'),
        'amendBy', moves.due_on, 'lastMeetingOn', moves.due_on - ${WEEKS_BEFORE_AMENDING} * 7)
      FROM moves JOIN journal_entry j ON j.record_ref = r.ref AND j.position = moves.n WHERE moves.open) AS transfer,
      CASE step WHEN 'report' THEN report_by WHEN 'decide' THEN decide_by WHEN 'notice' THEN notice_by WHEN 'final' THEN final_by WHEN 'meeting' THEN meeting_on
        WHEN 'invite' THEN invite_by WHEN 'papers' THEN papers_by
        WHEN 'set-date' THEN least(complete_by - ${WEEKS_TO_DECIDE} * 7, amend_by - ${WEEKS_BEFORE_AMENDING} * 7) - ${NOTICE_DAYS} END AS step_by,
      CASE WHEN coalesce(decide_by, notice_by, final_by) IS NULL THEN NULL ELSE last_held_on END AS held_on
    FROM named) v`;
