import { randomUUID } from 'node:crypto';
import { newRef } from '../../api/refs.js';
import type { IsoWeek } from '../../domain/dates/iso-week.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Role } from '../../domain/settings.js';
import type { Composed } from '../../domain/tell/template.js';
import { inTransaction, type Statements } from '../database.js';

/** Somebody who is sent the weekly report, and the highest of their roles that is. */
export type ReportReader = Readonly<{ ref: string; name: string; email: string; role: Role; hasRead: boolean }>;

export type ReportMails = Readonly<{
  /** Those at the council who hold one of these roles, by the first of them they hold; and whether they have opened this week's. */
  readers: (week: IsoWeek, roles: readonly Role[]) => Promise<readonly ReportReader[]>;
  /** Queues a mail to each who has not had one of this kind for the week. @returns how many were queued */
  queue: (mails: Readonly<{ week: IsoWeek; kind: 'report' | 'unread' | 'red' | 'red-still'; letter: string; to: readonly ReportReader[]; words: Composed; at: Instant; notBefore: Instant }>) => Promise<number>;
}>;

export const createReportMails = ({ pool }: Statements): ReportMails => ({
  readers: async (week, roles) => {
    const { rows } = await pool.query<ReportReader>(
      `SELECT DISTINCT ON (s.ref) s.ref, s.name, s.account AS email, h.role, EXISTS (SELECT FROM report_reading x WHERE x.week = $1 AND x.staff_ref = s.ref) AS "hasRead"
       FROM staff s JOIN staff_role h ON h.staff_ref = s.ref WHERE s.left_on IS NULL AND h.role = ANY($2::text[]) ORDER BY s.ref, array_position($2::text[], h.role)`,
      [week, roles],
    );
    return rows;
  },
  queue: ({ week, kind, letter, to, words, at, notBefore }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`report-mail/${week}`]);
      const { rows } = await tx.query<{ ref: string }>('SELECT staff_ref AS ref FROM report_mail WHERE week = $1 AND kind = $2', [week, kind]);
      const had = new Set(rows.map(({ ref }) => ref));
      const left = to.filter(({ ref }) => !had.has(ref)).map(({ ref, name, email }) => ({ ref, name, email, message: newRef('M'), reference: randomUUID() }));
      if (left.length > 0) await tx.query(QUEUE, [JSON.stringify(left), letter, words.subject, JSON.stringify(words.body), at, week, kind, notBefore]);
      return left.length;
    }),
});

const QUEUE = `
  WITH mails AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS m(ref text, name text, email text, message text, reference uuid)),
  queued AS (
    INSERT INTO message (ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, queued_at, not_before)
    SELECT message, $2, 'staff', ref, name, 'email', email, $3, $4::jsonb, reference, $5, nullif($8::timestamptz, $5::timestamptz) FROM mails)
  INSERT INTO report_mail (week, staff_ref, kind, message_ref) SELECT $6, ref, $7, message FROM mails`;
