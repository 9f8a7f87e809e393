import * as wf from '@temporalio/workflow';
import type { DailyWatchActivities } from './messages.js';

const { askFeedback, drawAudits, watchProcesses, watchSilence } = wf.proxyActivities<DailyWatchActivities>({
  startToCloseTimeout: '30m', // a county's records against Temporal's list, beside other work
  retry: { initialInterval: '5s', maximumInterval: '5m' }, // attempts without limit
});

/** Each morning: every open record has its process, and none has gone quiet without somebody being told; the month's audits are drawn; who was sent a plan is asked how it was. */
export async function dailyWatch(): Promise<void> {
  await watchProcesses();
  await watchSilence();
  await drawAudits();
  await askFeedback();
}
