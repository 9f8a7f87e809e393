import * as wf from '@temporalio/workflow';
import type { DailyWatchActivities } from './messages.js';

const { askFeedback, drawAudits, watchProcesses, watchSilence } = wf.proxyActivities<DailyWatchActivities>({
  startToCloseTimeout: '30m', // a county's records against Temporal's list, beside other work
  retry: { initialInterval: '5s', maximumInterval: '5m', maximumAttempts: 60 }, // about four and a half hours of failing, then the next morning's watch looks again; while no worker is there it waits
});

/**
 * Each morning: every open record has its process, and none has gone quiet without somebody being told; the month's audits are drawn; who was
 * sent a plan is asked how it was. What cannot be done keeps none of what comes after it.
 *
 * @throws what the first to fail threw, once all were tried
 */
export async function dailyWatch(): Promise<void> {
  const failed: unknown[] = [];
  for (const step of [watchProcesses, watchSilence, drawAudits, askFeedback]) {
    try {
      await step();
    } catch (error) {
      if (wf.isCancellation(error)) throw error;
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
}
