import type { AuditStock } from '../../api/audit-models.js';
import type { AuditKind } from '../../domain/audit/framework.js';
import type { Candidate } from '../../domain/audit/sample.js';
import { IN_FORCE } from '../../domain/weekly-report/items.js';
import type { Statements } from '../database.js';
import { literals } from './literals.js';
import { IS_ASSESSMENT } from './visibility.js';

/** What may be drawn for an audit, as it stands today: whatever is audited by its text has one that is kept here. */
export const createCandidates = ({ pool }: Statements): AuditStock['candidates'] => async (kind, on) => (await pool.query<Candidate>(`${STOCK[kind]} ORDER BY 1`, [on])).rows;

/** In the bands of the SEN2 return. */
const AGE = `CASE WHEN c.born_on IS NULL THEN NULL ELSE (SELECT CASE WHEN years < 5 THEN 'under-5' WHEN years <= 10 THEN '5-to-10' WHEN years <= 15 THEN '11-to-15' WHEN years <= 19 THEN '16-to-19' ELSE '20-to-25' END
    FROM (SELECT extract(year FROM age($1::date, c.born_on)) AS years) a) END`;
const RESTRICTED = `CASE WHEN r.restricted THEN (SELECT coalesce(jsonb_agg(x.staff_ref ORDER BY x.staff_ref), '[]') FROM record_access x WHERE x.record_ref = r.ref) END AS "restrictedTo"`;

/** @param ref SQL of what the candidate is called @param writers SQL of a jsonb list of who wrote it @param text SQL of the kind of its last text, or null */
export const candidate = (ref: string, writers: string, text: string): string => `
  SELECT ${ref} AS ref, r.owner_ref AS owner, r.team_ref AS team, coalesce(${writers}, '[]') AS writers, NULL AS "lastAuditedOn", ${RESTRICTED},
    jsonb_build_object('primary-need', c.primary_need, 'setting', s.kind, 'age-band', ${AGE}, 'first-or-amended', CASE ${text} WHEN 'amended' THEN 'amended' WHEN 'final' THEN 'first' END) AS traits`;
export const OF_RECORD = `FROM case_record r JOIN child c ON c.ref = r.child_ref LEFT JOIN setting s ON s.ref = c.setting_ref`;

/** The text last sent of a record, as `v`. @param of SQL of which of its texts */
const lastText = (of = 'true'): string =>
  `JOIN LATERAL (SELECT v.kind, v.started_by, v.saved_by, v.sent_by FROM plan_version v WHERE v.record_ref = r.ref AND v.sent_at IS NOT NULL AND ${of} ORDER BY v.number DESC LIMIT 1) v ON true`;
export const WROTE_TEXT = `(SELECT jsonb_agg(DISTINCT w.staff) FROM (VALUES (v.started_by), (v.saved_by)) w(staff))`;
const MONTHS_BACK = 12;
const SINCE = `$1::date - INTERVAL '${MONTHS_BACK} months'`;
const NO_TEXT = 'NULL';
/** Whoever held the case before: how it went is their work too. */
const HELD_BEFORE = `(SELECT jsonb_agg(DISTINCT j.payload->>'owner') FROM journal_entry j WHERE j.record_ref = r.ref AND j.type = 'owner-set' AND j.payload->>'owner' IS NOT NULL)`;

const STOCK: Readonly<Record<AuditKind, string>> = {
  /** In force, also while an amendment of it is proposed. */
  plan: `${candidate('r.ref', WROTE_TEXT, 'v.kind')} ${OF_RECORD} ${lastText(`v.kind IN ('final', 'amended')`)} WHERE r.kind = 'plan' AND r.stage IN (${literals(IN_FORCE)})`,
  /** Out for the family's views: its final text is not sent. */
  draft: `${candidate('r.ref', WROTE_TEXT, 'v.kind')} ${OF_RECORD} ${lastText()} WHERE r.kind <> 'audit' AND r.outcome IS NULL AND v.kind IN ('draft', 'proposed')`,
  advice: `${candidate(`r.ref || '/' || z.adviser_ref`, '(SELECT jsonb_agg(DISTINCT y.sent_by) FROM advice_sent y WHERE y.record_ref = r.ref AND y.adviser_ref = z.adviser_ref)', NO_TEXT)}, a.role
    ${OF_RECORD} JOIN LATERAL (SELECT DISTINCT z.adviser_ref FROM advice_sent z WHERE z.record_ref = r.ref AND z.sent_at >= ${SINCE}) z ON true JOIN adviser a ON a.ref = z.adviser_ref WHERE r.kind <> 'audit'`,
  'review-report': `${candidate('r.ref', `(SELECT jsonb_agg(DISTINCT y.writer_ref) FROM review_report_sent y WHERE y.record_ref = r.ref)`, NO_TEXT)} ${OF_RECORD}
    WHERE r.kind = 'plan' AND EXISTS (SELECT FROM review_report_sent z WHERE z.record_ref = r.ref AND z.sent_at >= ${SINCE})`,
  /** Whole cases: assessments that came to their final plan. */
  case: `${candidate('r.ref', HELD_BEFORE, NO_TEXT)} ${OF_RECORD} WHERE ${IS_ASSESSMENT} AND (r.progress->>'finalOn')::date >= ${SINCE} AND (r.progress->>'finalOn')::date <= $1::date`,
};
