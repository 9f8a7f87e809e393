import type { AdviceForm } from '../../domain/advice/form.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { PlanContent } from '../../domain/plan/content.js';
import type { VersionKind } from '../../domain/plan/versions.js';
import type { ReviewForm } from '../../domain/review/form.js';
import type { Transaction } from '../database.js';

/** A version of a plan's text in the demonstration; not sent, it is being written. */
export type WrittenVersion = Readonly<{
  recordRef: string;
  number: number;
  kind: VersionKind;
  content: PlanContent;
  saves: number;
  from: Readonly<{ recordRef: string; number: number }> | null;
  by: string;
  at: Instant;
  sentOn: IsoDate | null;
}>;

/** A setting's report: sent with the fact at that position, or a draft. */
export type WrittenReport = Readonly<{
  recordRef: string;
  settingRef: string;
  occurrence: string;
  form: ReviewForm;
  at: Instant;
  sent: Readonly<{ commandId: string; position: number; on: IsoDate }> | null;
}>;

/** Advice as it was sent, for the asking whose fact has that id. */
export type WrittenAdvice = Readonly<{ recordRef: string; adviserRef: string; occurrence: string; content: AdviceForm; by: string; at: Instant }>;

/** Lays the texts of the demonstration: its records and settings first. */
export async function layWritten(tx: Transaction, { versions, reports, advice }: Readonly<{ versions: readonly WrittenVersion[]; reports: readonly WrittenReport[]; advice: readonly WrittenAdvice[] }>): Promise<void> {
  await tx.query(VERSIONS, [JSON.stringify(versions)]);
  const rows = (sent: boolean) => JSON.stringify(reports.filter((report) => (report.sent !== null) === sent).map(({ sent: how, ...report }) => ({ ...report, ...how })));
  await tx.query(DRAFTS, [rows(false)]);
  await tx.query(COMMANDS, [rows(true)]);
  await tx.query(SENT, [rows(true)]);
  await tx.query(ADVICE, [JSON.stringify(advice.map((one) => ({ ...one, content: { ...one.content, files: [] } })))]);
}

const VERSIONS = `INSERT INTO plan_version (record_ref, number, kind, content, saves, from_record, from_number, started_by, started_at, saved_by, saved_at, sent_on, sent_at, sent_by)
  SELECT "recordRef", number, kind, content, saves, r."from"->>'recordRef', (r."from"->>'number')::int, by, at, by, at,
    "sentOn", CASE WHEN "sentOn" IS NOT NULL THEN at END, CASE WHEN "sentOn" IS NOT NULL THEN by END
  FROM jsonb_to_recordset($1::jsonb) AS r("recordRef" text, number int, kind text, content jsonb, saves int, "from" jsonb, by text, at timestamptz, "sentOn" date)
  ORDER BY "recordRef", number`;
const REPORT = `"recordRef" text, "settingRef" text, occurrence text, form jsonb, at timestamptz, "commandId" uuid, position int, "on" date`;
const DRAFTS = `INSERT INTO review_report (record_ref, writer_ref, content, version, saved_at)
  SELECT "recordRef", "settingRef", form, 1, at FROM jsonb_to_recordset($1::jsonb) AS r(${REPORT})`;
/** A report counts once its command is recorded. */
const COMMANDS = `INSERT INTO command (id, record_ref, actor, facts, body_hash, state, position, sent_at, settled_at)
  SELECT "commandId", "recordRef", "settingRef", jsonb_build_array(jsonb_build_object('type', 'review-report-sent', 'on', "on"::text)), 'demonstration', 'recorded', position, at, at
  FROM jsonb_to_recordset($1::jsonb) AS r(${REPORT})`;
const SENT = `INSERT INTO review_report_sent (command_id, record_ref, writer_ref, occurrence, version, content, sent_at)
  SELECT "commandId", "recordRef", "settingRef", occurrence, 1, form, at FROM jsonb_to_recordset($1::jsonb) AS r(${REPORT})`;
const ADVICE = `WITH laid AS (
    INSERT INTO advice (record_ref, adviser_ref, occurrence, content, version, saved_at, saved_by, sent_at)
    SELECT "recordRef", "adviserRef", occurrence, content, 1, at, by, at
    FROM jsonb_to_recordset($1::jsonb) AS r("recordRef" text, "adviserRef" text, occurrence text, content jsonb, by text, at timestamptz) RETURNING *
  )
  INSERT INTO advice_sent (record_ref, adviser_ref, occurrence, number, content, sent_at, sent_by) SELECT record_ref, adviser_ref, occurrence, 1, content, sent_at, saved_by FROM laid`;
