import type { DutyCode } from '../../domain/duty-codes.js';
import type { AdviserRole } from '../../domain/facts/fact.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Role } from '../../domain/settings.js';
import type { AuditKind } from '../../domain/audit/framework.js';
import type { Candidate } from '../../domain/audit/sample.js';
import type { Party } from '../../domain/feedback/questions.js';
import type { Transaction } from '../database.js';
import { candidate, OF_RECORD, WROTE_TEXT } from './audit-candidates.js';
import { IS_CASE } from './visibility.js';

/** An open escalation that nobody has answered for, as whoever lives the demonstration finds it. */
export type Unanswered = Readonly<{ ref: string; team: string; duty: DutyCode; subject: string | null; occurrence: string; rung: string; to: readonly Role[]; hasPromise: boolean }>;

/** A step that was late, of a record on which nothing has been written down since. */
export type LateStep = Readonly<{ ref: string; owner: string; duty: DutyCode; subject: string | null; occurrence: string; role: AdviserRole | null }>;

/** The day on which something that is audited went out last. */
export type WrittenOn = Readonly<{ kind: AuditKind; subject: string; on: IsoDate }>;

/** Somebody who was asked how it was, and how they were written to. */
export type AskedOne = Readonly<{ asking: string; record: string; party: Party; owner: string; kind: 'person' | 'child' | 'setting'; ref: string; byEmail: boolean }>;

export type ToSeeTo = Readonly<{ task: string; kind: 'translation' | 'interpreter' | 'telephone' | 'no-address'; owner: string }>;

export type DemoLife = Readonly<{
  /** Of these records those whose next item is due, the first due first. */
  awake: (refs: readonly string[], at: Instant) => Promise<readonly string[]>;
  /** Told before a day; of those whose promise has passed too. */
  unanswered: (before: IsoDate) => Promise<readonly Unanswered[]>;
  written: () => Promise<readonly WrittenOn[]>;
  /** Drafts that had been sent before a day and were not final on it, as they would have been drawn from then. */
  draftsOut: (on: IsoDate) => Promise<readonly Candidate[]>;
  /** Everybody asked for feedback on a day, in the order of their records. */
  askedOn: (on: IsoDate) => Promise<readonly AskedOne[]>;
  /** What is still to be seen to so that those asked can read it, or be reached at all; and whose it is. */
  toSeeTo: () => Promise<readonly ToSeeTo[]>;
  /** Steps that went past their day in the weeks before an instant and of which nobody has said why, one of a record, by the digest of their references. */
  late: (span: Readonly<{ duties: readonly DutyCode[]; from: IsoDate; at: Instant; most: number }>) => Promise<readonly LateStep[]>;
}>;

/** What the weeks before a demonstration need to know, and no page of the product asks. */
export const createDemoLife = (tx: Transaction): DemoLife => ({
  awake: async (refs, at) => (await tx.query<{ ref: string }>('SELECT ref FROM case_record WHERE ref = ANY($1::text[]) AND wake_at <= $2 ORDER BY wake_at, ref', [refs, at])).rows.map(({ ref }) => ref),
  unanswered: async (before) => {
    const { rows } = await tx.query<Unanswered>(
      `SELECT e.record_ref AS ref, r.team_ref AS team, e.duty, nullif(e.subject, '') AS subject, e.occurrence, e.rungs[1] AS rung, to_json(e.to_roles) AS "to", e.promise IS NOT NULL AS "hasPromise"
       FROM escalation e JOIN case_record r ON r.ref = e.record_ref
       WHERE ${IS_CASE} AND e.told_on < $1::date AND NOT (e.holds AND e.promised_on >= $1::date) ORDER BY e.record_ref, e.duty, e.subject, e.occurrence`,
      [before],
    );
    return rows;
  },
  written: async () => (await tx.query<WrittenOn>(WRITTEN)).rows,
  draftsOut: async (on) => (await tx.query<Candidate>(DRAFTS_OUT, [on])).rows,
  askedOn: async (on) => (await tx.query<AskedOne>(ASKED_ON, [on])).rows,
  toSeeTo: async () => (await tx.query<ToSeeTo>(TO_SEE_TO)).rows,
  late: async ({ duties, from, at, most }) => (await tx.query<LateStep>(LATE, [from, at, most, duties])).rows,
});

/** One of a record, so that a week's causes are of different children; of assessments and plans in turn. */
const LATE = `
  SELECT ref, owner, duty, subject, occurrence, role FROM (
    SELECT DISTINCT ON (r.ref) r.ref, r.kind, r.owner_ref AS owner, d.code AS duty, d.subject, d.occurrence, a.role
    FROM duty d JOIN case_record r ON r.ref = d.record_ref LEFT JOIN adviser a ON d.code = 'give-advice' AND a.ref = d.subject
    WHERE d.recorded_to IS NULL AND d.shape = 'deadline' AND d.settled IS NULL AND d.stopped_on IS NULL AND d.code = ANY($4::text[]) AND d.due_on >= $1::date
      AND d.due_on < least(coalesce(d.done_on, ($2::timestamptz)::date), ($2::timestamptz)::date) AND r.owner_ref IS NOT NULL AND r.recorded_at < $2
      AND NOT EXISTS (SELECT FROM journal_entry j WHERE j.record_ref = r.ref AND j.type = 'cause-recorded')
    ORDER BY r.ref, md5(r.ref || d.code), d.due_on DESC, d.subject, d.occurrence) AS late
  ORDER BY row_number() OVER (PARTITION BY kind = 'plan' ORDER BY md5(ref)), kind LIMIT $3`;

const LAST_DAY = (instant: string): string => `max((${instant} AT TIME ZONE 'Europe/London')::date)`;
const WRITTEN = `
  SELECT 'plan' AS kind, record_ref AS subject, max(sent_on) AS "on" FROM plan_version WHERE sent_on IS NOT NULL AND kind IN ('final', 'amended') GROUP BY record_ref
  UNION ALL SELECT 'draft', record_ref, max(sent_on) FROM plan_version WHERE sent_on IS NOT NULL AND kind IN ('draft', 'proposed') GROUP BY record_ref
  UNION ALL SELECT 'advice', record_ref || '/' || adviser_ref, ${LAST_DAY('sent_at')} FROM advice_sent GROUP BY record_ref, adviser_ref
  UNION ALL SELECT 'review-report', record_ref, ${LAST_DAY('sent_at')} FROM review_report_sent GROUP BY record_ref
  UNION ALL SELECT 'case', ref, (progress->>'finalOn')::date FROM case_record WHERE kind IN ('assessment', 'reassessment') AND progress->>'finalOn' IS NOT NULL`;

/** What became final later was out then, though its record has ended since. */
const DRAFTS_OUT = `${candidate('r.ref', WROTE_TEXT, 'v.kind')} ${OF_RECORD}
  JOIN LATERAL (SELECT v.number, v.kind, v.started_by, v.saved_by FROM plan_version v WHERE v.record_ref = r.ref AND v.sent_on < $1::date ORDER BY v.number DESC LIMIT 1) v ON v.kind IN ('draft', 'proposed')
  WHERE r.kind <> 'audit' AND (r.outcome IS NULL OR EXISTS (SELECT FROM plan_version f WHERE f.record_ref = r.ref AND f.number > v.number AND f.sent_on >= $1::date)) ORDER BY 1`;

const ASKED_ON = `
  SELECT q.ref AS asking, q.record_ref AS record, q.party, r.owner_ref AS owner, m.to_kind AS kind, m.to_ref AS ref, m.channel = 'email' AS "byEmail"
  FROM feedback_request q JOIN case_record r ON r.ref = q.record_ref JOIN message m ON m.notification_id = q.ask_notice
  WHERE q.asked_on = $1::date AND m.status <> 'withdrawn' AND m.to_kind IN ('person', 'child', 'setting') AND r.owner_ref IS NOT NULL ORDER BY q.record_ref, q.party, m.to_ref`;

const TO_SEE_TO = `
  SELECT t.ref AS task, t.kind, r.owner_ref AS owner FROM task t JOIN case_record r ON r.ref = t.record_ref
  WHERE t.done_at IS NULL AND t.kind IN ('translation', 'interpreter', 'telephone', 'no-address') AND r.owner_ref IS NOT NULL AND EXISTS (SELECT FROM feedback_request q WHERE q.record_ref = t.record_ref)`;
