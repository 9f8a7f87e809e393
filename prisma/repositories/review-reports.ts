import type { SettingReviews, ReportSaved, SentReport, WrittenReport } from '../../api/setting-review-models.js';
import type { StoredFile } from '../../api/advice-models.js';
import type { Named } from '../../api/read-models.js';
import type { Instant } from '../../domain/dates/london.js';
import { reviewForm, type ReviewForm } from '../../domain/review/form.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { insertDocuments } from './documents.js';
import { instantSaid, WAITS } from './conditions.js';

/** A setting's reports: the draft of now, by version, and each as it was sent. */

type Draft = Readonly<{ caseRef: string; setting: string; occurrence: string; at: Instant }>;
type DraftRow = Readonly<{ content: unknown; version: number; savedAt: Instant; files: StoredFile[] | null; used: boolean }>;
type SentRow = Readonly<{ commandId: string; occurrence: string; setting: Named; content: unknown; sentAt: Instant; files: StoredFile[] | null }>;

/** What is kept is the form and, beside it, the files handed in. */
function formOf(content: unknown): ReviewForm | null {
  const { files: _files, ...form } = content as Record<string, unknown>;
  return Object.keys(form).length === 0 ? null : reviewForm.parse(form);
}

const filesOf = (table: string): string => `(SELECT jsonb_agg(jsonb_build_object('ref', x.ref, 'name', x.name, 'mediaType', x.media_type, 'bytes', x.bytes,
    'givenAt', ${instantSaid('x.given_at')}) ORDER BY x.given_at, x.ref)
  FROM document x WHERE x.record_ref = ${table}.record_ref AND ${table}.content->'files' ? x.ref)`;

/** SQL: a draft (`v`) that has been sent, and is nobody's to go on with. */
const USED = `EXISTS (SELECT 1 FROM review_report_sent z JOIN command k ON k.id = z.command_id
    WHERE z.record_ref = v.record_ref AND z.writer_ref = v.writer_ref AND z.version >= v.version AND k.state = 'recorded')`;

/** SQL: no file that a setting (`d.given_by`) has attached and not sent is the council's yet. */
export const NO_DRAFT_OF_REPORT = `(d.kind <> 'review-report' OR EXISTS (SELECT 1 FROM review_report_sent z JOIN command k ON k.id = z.command_id
    WHERE z.record_ref = d.record_ref AND z.content->'files' ? d.ref AND k.state = 'recorded'))`;

export async function written(database: Database, caseRef: string, setting: string): Promise<WrittenReport> {
  const { rows } = await database.pool.query<DraftRow>(
    `SELECT v.content, v.version, v.saved_at AS "savedAt", ${filesOf('v')} AS files, ${USED} AS used FROM review_report v WHERE v.record_ref = $1 AND v.writer_ref = $2`,
    [caseRef, setting],
  );
  const draft = rows[0];
  const sent = await sentOf(database, caseRef, setting);
  if (draft === undefined || draft.used) return { form: null, version: draft?.version ?? 0, savedAt: null, files: [], sent };
  return { form: formOf(draft.content), version: draft.version, savedAt: draft.savedAt, files: draft.files ?? [], sent };
}

/** @param setting whose; null: every setting's */
export async function sentOf({ pool }: Database, caseRef: string, setting: string | null): Promise<readonly SentReport[]> {
  const { rows } = await pool.query<SentRow>(
    `SELECT z.command_id AS "commandId", z.occurrence, jsonb_build_object('ref', z.writer_ref, 'name', coalesce(s.name, 'the council')) AS setting, z.content, z.sent_at AS "sentAt", ${filesOf('z')} AS files
     FROM review_report_sent z JOIN command k ON k.id = z.command_id AND k.state = 'recorded' LEFT JOIN setting s ON s.ref = z.writer_ref
     WHERE z.record_ref = $1 AND ($2::text IS NULL OR z.writer_ref = $2) ORDER BY z.sent_at DESC, z.version DESC`,
    [caseRef, setting],
  );
  return rows.flatMap(({ content, files, ...row }) => {
    const form = formOf(content);
    return form === null ? [] : [{ ...row, form, files: files ?? [] }];
  });
}

const keyOf = ({ caseRef, setting }: Draft): [string, string] => [caseRef, setting];

/** Whether the meeting's report is still to be sent, and none is on its way. */
async function waits(tx: Transaction, { caseRef, setting, occurrence }: Draft): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT 1 FROM duty d WHERE d.record_ref = $1 AND d.code = 'send-review-report' AND d.occurrence = $3 AND d.recorded_to IS NULL AND ${WAITS}
       AND NOT EXISTS (SELECT 1 FROM review_report_sent z JOIN command k ON k.id = z.command_id WHERE z.record_ref = $1 AND z.writer_ref = $2 AND k.state = 'pending')`,
    [caseRef, setting, occurrence],
  );
  return rowCount === 1;
}

/** A row to write over; of one that was sent, the files stay with what was sent. */
async function ready(tx: Transaction, draft: Draft): Promise<void> {
  await tx.query(`INSERT INTO review_report (record_ref, writer_ref, content, version, saved_at) VALUES ($1, $2, '{}', 0, $3) ON CONFLICT DO NOTHING`, [...keyOf(draft), draft.at]);
  await tx.query(`UPDATE review_report v SET content = '{}', version = version + 1 WHERE v.record_ref = $1 AND v.writer_ref = $2 AND ${USED}`, keyOf(draft));
}

export const save = ({ pool }: Database, draft: Parameters<SettingReviews['save']>[0]): Promise<ReportSaved> =>
  inTransaction(pool, async (tx) => {
    if (!(await waits(tx, draft))) return { kind: 'closed' };
    const begun = await tx.query(`SELECT 1 FROM review_report v WHERE v.record_ref = $1 AND v.writer_ref = $2 AND v.version = $3 AND ${USED} FOR UPDATE`, [...keyOf(draft), draft.version]);
    await ready(tx, draft);
    const { rows } = await tx.query<{ version: number }>(
      `UPDATE review_report SET content = $3::jsonb || jsonb_build_object('files', coalesce(content->'files', '[]')), version = version + 1, saved_at = $4
       WHERE record_ref = $1 AND writer_ref = $2 AND version = $5 RETURNING version`,
      [...keyOf(draft), JSON.stringify(draft.form), draft.at, draft.version + (begun.rowCount === 1 ? 1 : 0)],
    );
    if (rows[0] !== undefined) return { kind: 'saved', version: rows[0].version };
    return latest(tx, draft);
  });

async function latest(tx: Transaction, draft: Draft & { form: ReviewForm }): Promise<ReportSaved> {
  const { rows } = await tx.query<Omit<DraftRow, 'files' | 'used'>>(`SELECT content, version, saved_at AS "savedAt" FROM review_report WHERE record_ref = $1 AND writer_ref = $2`, keyOf(draft));
  const [row] = rows;
  if (row === undefined) throw new Error('a draft that was saved over has vanished');
  return { kind: 'changed', form: formOf(row.content) ?? draft.form, version: row.version, savedAt: row.savedAt };
}

export async function keepSent({ pool }: Database, sent: Parameters<SettingReviews['keepSent']>[0]): Promise<void> {
  await pool.query(
    `INSERT INTO review_report_sent (command_id, record_ref, writer_ref, occurrence, version, content, sent_at)
     SELECT $3, record_ref, writer_ref, $4, version, content, $5 FROM review_report WHERE record_ref = $1 AND writer_ref = $2 AND version = $6 ON CONFLICT (command_id) DO NOTHING`,
    [...keyOf(sent), sent.commandId, sent.occurrence, sent.at, sent.version],
  );
}

export const attach = ({ pool }: Database, { file, ...draft }: Parameters<SettingReviews['attach']>[0]): Promise<boolean> =>
  inTransaction(pool, async (tx) => {
    if (!(await waits(tx, draft))) return false;
    await ready(tx, draft);
    await insertDocuments(tx, [file], { recordRef: draft.caseRef, kind: 'review-report', givenBy: draft.setting, givenAt: draft.at });
    await tx.query(`UPDATE review_report SET content = jsonb_set(content, '{files}', coalesce(content->'files', '[]') || to_jsonb($3::text)) WHERE record_ref = $1 AND writer_ref = $2`, [...keyOf(draft), file.ref]);
    return true;
  });

export const detach = ({ pool }: Database, { file, ...draft }: Parameters<SettingReviews['detach']>[0]): Promise<'gone' | 'kept' | null> =>
  inTransaction(pool, async (tx) => {
    if (!(await waits(tx, draft))) return null;
    const { rowCount } = await tx.query(`UPDATE review_report SET content = jsonb_set(content, '{files}', (content->'files') - $3::text) WHERE record_ref = $1 AND writer_ref = $2 AND content->'files' ? $3`, [...keyOf(draft), file]);
    if (rowCount !== 1) return null;
    const { rowCount: gone } = await tx.query(
      `DELETE FROM document WHERE ref = $3 AND record_ref = $1 AND given_by = $2 AND NOT EXISTS (SELECT 1 FROM review_report_sent z WHERE z.record_ref = $1 AND z.content->'files' ? $3)`,
      [...keyOf(draft), file],
    );
    return gone === 1 ? 'gone' : 'kept';
  });
