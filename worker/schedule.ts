import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { DELIVERY, deliveryId, deliveryQueue, NEW_RUN } from '../workflows/delivery/messages.js';
import { DAILY_WATCH, dailyWatchId } from '../workflows/daily-watch/messages.js';
import { WEEKLY_BACKLOG, weeklyBacklogId } from '../workflows/weekly-backlog/messages.js';

/** Whatever nudges were lost: everything queued is looked for this often. */
const EVERY = '5 minutes';

const AGAIN = 5_000; // milliseconds

type Keep = (client: Client, taskQueue: string) => Promise<void>;

/** Sees to Schedules for as long as Temporal is away: a worker that began at a bad moment leaves no council without them. */
export async function keepSchedulesDespite(keeping: readonly Keep[], client: Client, taskQueue: string, report: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const keep of keeping) await keep(client, taskQueue);
      return;
    } catch (error) {
      report(error);
    }
    await pause(AGAIN, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}

/** Sees to it that the Schedule of delivery is there and as this release has it. */
export const keepDeliverySchedule: Keep = (client, taskQueue) =>
  keepSchedule(client, {
    scheduleId: `${deliveryId(taskQueue)}-schedule`,
    spec: { intervals: [{ every: EVERY }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute', pauseOnFailure: false }, // one late look finds all that earlier ones missed
    action: { type: 'startWorkflow', workflowType: DELIVERY, workflowId: `${deliveryId(taskQueue)}-look`, taskQueue: deliveryQueue(taskQueue), args: [NEW_RUN] },
  });

/** The same of the weekly report: Mondays at seven by the clocks of England, whatever the season. */
export const keepWeeklyReportSchedule: Keep = (client, taskQueue) =>
  keepSchedule(client, {
    scheduleId: `${weeklyBacklogId(taskQueue)}-schedule`,
    spec: { calendars: [{ dayOfWeek: 'MONDAY', hour: 7, minute: 0 }], timezone: 'Europe/London' },
    policies: { overlap: ScheduleOverlapPolicy.ALLOW_ALL, catchupWindow: '6 days', pauseOnFailure: false }, // a run makes up for all weeks before it; two at once keep one report
    action: { type: 'startWorkflow', workflowType: WEEKLY_BACKLOG, workflowId: weeklyBacklogId(taskQueue), taskQueue, args: [] },
  });

/** The same of the daily watch: before people come in, whatever the day. */
export const keepDailyWatchSchedule: Keep = (client, taskQueue) =>
  keepSchedule(client, {
    scheduleId: `${dailyWatchId(taskQueue)}-schedule`,
    spec: { calendars: [{ hour: 6, minute: 0 }], timezone: 'Europe/London' },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '12 hours', pauseOnFailure: false },
    action: { type: 'startWorkflow', workflowType: DAILY_WATCH, workflowId: dailyWatchId(taskQueue), taskQueue, args: [] },
  });

async function keepSchedule(client: Client, options: ScheduleOptions): Promise<void> {
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, policies, action } = options;
    const { workflowId } = action;
    await client.schedule.getHandle(options.scheduleId).update((old) => ({ ...old, spec, policies: { ...old.policies, ...policies }, action: { ...action, workflowId: workflowId ?? options.scheduleId } }));
  }
}
