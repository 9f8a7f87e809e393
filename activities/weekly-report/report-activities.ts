import { ApplicationFailure } from '@temporalio/activity';
import type { FrozenReport } from '../../api/report-models.js';
import { isIsoWeek } from '../../domain/dates/iso-week.js';
import type { WeeklyBacklogActivities } from '../../workflows/weekly-backlog/messages.js';
import { freezeDue, type FreezeDeps } from './freeze.js';
import { climbsAt, climbUnread, sendReport } from './send.js';
import { tellReds, type TellRedsDeps } from './tell-reds.js';

/** What the weekly report does in the world: each step once a week, whatever is repeated. */
export function createWeeklyReportActivities(deps: FreezeDeps & TellRedsDeps): WeeklyBacklogActivities {
  const frozen = async (week: string): Promise<FrozenReport> => {
    const report = isIsoWeek(week) ? await deps.reports.one(week) : null;
    if (report === null) throw ApplicationFailure.nonRetryable('that week has no report', 'report-not-found');
    return report;
  };
  return {
    freezeDue: async () => ({ week: await freezeDue(deps) }),
    sendReport: async ({ week }) => {
      const report = await frozen(week);
      await sendReport(deps, report);
      await tellReds(deps, report, 'red');
      return { climbsAt: climbsAt(report) };
    },
    climbUnread: async ({ week }) => {
      const report = await frozen(week);
      const told = await climbUnread(deps, report);
      return { told: told + (await tellReds(deps, report, 'red-still')) };
    },
  };
}
