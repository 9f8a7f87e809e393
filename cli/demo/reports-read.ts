import { climbUnread, sendReport, type SendReportDeps } from '../../activities/weekly-report/send.js';
import { freezeWeek } from '../../activities/weekly-report/freeze.js';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { addIsoWeeks, isoWeek, type IsoWeek } from '../../domain/dates/iso-week.js';
import type { Instant } from '../../domain/dates/london.js';
import type { FrozenReport } from '../../api/report-models.js';
import { normsOf } from '../../domain/settings.js';
import { createReportMails } from '../../prisma/repositories/report-mail.js';
import { createReportReaders } from '../../prisma/repositories/report-readers.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { actionsTaken } from './actions-taken.js';
import { withAccount } from './desk.js';
import type { Living } from './living.js';
import { redsExplained } from './reds-explained.js';
import { isMonday, isTuesday, isWednesday, type Happening } from './weeks.js';

export type ReportMail = Pick<SendReportDeps, 'write' | 'queued'> & Readonly<{ tell: () => Promise<void> }>;

/** Weeks before the last whose report its service manager left unopened, until it climbed on the Wednesday. */
const LEFT_UNREAD = 4;

/** Every Monday's report: frozen and sent at seven, read, and climbing where it was not; what managers then did stands in files of its own. */
export function reportsRead(living: Living, { write, queued, tell }: ReportMail): Happening[] {
  const { tx, council, today, rules, clock } = living;
  const on = { pool: tx };
  const reports = createReports(on);
  const readers = createReportReaders(on);
  const mails: SendReportDeps = { mails: createReportMails(on), write, clock, rules: () => rules, ...(queued === undefined ? {} : { queued }) };
  const unread = addIsoWeeks(isoWeek(today), -1 - LEFT_UNREAD);
  const isUnread = (week: IsoWeek): boolean => week === unread;
  let report: FrozenReport | null = null;
  const read = (account: string, week: IsoWeek, at: Instant) => readers.acknowledged({ week, reader: withAccount(council, account).ref, at });
  const about = (time: string, isDay: (day: IsoDate) => boolean, does: (report: FrozenReport, at: Instant) => Promise<unknown>): Happening => ({
    time,
    on: isDay,
    does: async (at) => {
      if (report !== null) await does(report, at);
    },
  });
  return [
    {
      time: '07:00',
      on: isMonday,
      does: async (_, day) => {
        ({ report } = await freezeWeek({ reports, clock, norms: () => normsOf(rules.settings) }, isoWeek(addDays(day, -1))));
        await sendReport(mails, report);
        await tell();
      },
    },
    about('09:20', isMonday, ({ week }, at) => read('director', week, at)),
    about('10:05', isMonday, ({ week }, at) => read('senior-manager', week, at)),
    about('13:45', isTuesday, async ({ week }, at) => (isUnread(week) ? undefined : read('service-manager', week, at))),
    about('09:00', isWednesday, async (frozen) => {
      await climbUnread(mails, frozen);
      await tell();
    }),
    about('16:30', isWednesday, async ({ week }, at) => (isUnread(week) ? read('service-manager', week, at) : undefined)),
    ...actionsTaken(living),
    ...redsExplained(living),
  ];
}
