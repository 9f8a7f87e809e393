import type { Clock } from '../../api/ports.js';
import type { FrozenReport } from '../../api/report-models.js';
import { nowOf } from '../../api/now.js';
import { londonInstant, type Instant } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import type { Role } from '../../domain/settings.js';
import { leavesByDay } from '../../domain/tell/digest.js';
import { readBy } from '../../domain/weekly-report/explained.js';
import type { Rules } from '../case/projection.js';
import type { ReportMails, ReportReader } from '../../prisma/repositories/report-mail.js';
import type { WriteReport } from './words.js';

export type SendReportDeps = Readonly<{
  mails: ReportMails;
  write: WriteReport;
  clock: Clock;
  rules: () => Rules;
  /** Told when messages wait to leave. */
  queued?: () => void;
}>;

/** Who is sent the report; of each level that has not opened it, the next one is told. @source needs.md section 5, N23 and N24 */
const READERS: readonly Role[] = ['director', 'senior-manager', 'service-manager'];
const IN_WORDS: Readonly<Partial<Record<Role, string>>> = { director: 'director', 'senior-manager': 'senior manager', 'service-manager': 'service manager' };

/** The morning on which it climbs, if it is unread then. */
export const climbsAt = (report: Pick<FrozenReport, 'on'>): Instant => londonInstant(readBy(report.on), '09:00');

/** Queues the mail of a report to each reader who has not had it. @returns how many were queued */
export async function sendReport(deps: SendReportDeps, report: FrozenReport): Promise<number> {
  const { mails, write, clock, queued } = deps;
  const words = write({ kind: 'report', report, readBy: readBy(report.on) });
  const n = await mails.queue({ week: report.week, kind: 'report', letter: 'staff-report', to: await mails.readers(report.week, READERS), words, at: nowOf({ clock }), notBefore: notBefore(deps) });
  if (n > 0) queued?.();
  return n;
}

/** Tells each level that the one below has not opened the report. @returns how many were told */
export async function climbUnread(deps: SendReportDeps, report: FrozenReport): Promise<number> {
  const { mails, write, clock, queued } = deps;
  const readers = await mails.readers(report.week, READERS);
  let told = 0;
  for (const [level, role] of READERS.entries()) {
    const unread = readers.filter((reader) => reader.role === READERS[level + 1] && !reader.hasRead);
    const to = readers.filter((reader) => reader.role === role);
    if (unread.length === 0 || to.length === 0) continue;
    told += await mails.queue({ week: report.week, kind: 'unread', letter: 'staff-report-unread', to, words: write({ kind: 'unread', report, readBy: readBy(report.on), unreadBy: unread.map(named) }), at: nowOf({ clock }), notBefore: notBefore(deps) });
  }
  if (told > 0) queued?.();
  return told;
}

/** A mail to staff waits for the end of quiet hours and holidays; the report does not. */
export function notBefore({ clock, rules }: Pick<SendReportDeps, 'clock' | 'rules'>): Instant {
  const { settings, calendar, settingsOn = () => settings } = rules();
  const now = nowOf({ clock });
  return leavesByDay({ channel: 'at-once', queuedAt: now }, now, (on) => settingsOn(on).staffMail, workingDays(calendar.bankHolidays));
}

const named = ({ name, role }: ReportReader): string => `${name} (${IN_WORDS[role] ?? role})`;
