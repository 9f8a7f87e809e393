import * as wf from '@temporalio/workflow';
import type { WeeklyBacklogActivities } from './messages.js';

const { freezeDue } = wf.proxyActivities<WeeklyBacklogActivities>({
  startToCloseTimeout: '15m', // weeks that were missed are made up for, each in seconds
  retry: { initialInterval: '1s', maximumInterval: '5m' }, // attempts without limit
});
const { sendReport, climbUnread } = wf.proxyActivities<WeeklyBacklogActivities>({
  startToCloseTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '5m' },
});

/** Freezes the week's figures, sends the report, and climbs where it is unread. Each step is done once a week, whatever runs twice. */
export async function weeklyBacklog(): Promise<void> {
  const { week } = await freezeDue();
  if (week === null) return; // a council without a record
  const { climbsAt } = await sendReport({ week });
  const wait = Date.parse(climbsAt) - Date.now();
  if (wait > 0) await wf.sleep(wait);
  await climbUnread({ week });
}
