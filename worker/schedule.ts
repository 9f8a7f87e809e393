import { setTimeout as pause } from 'node:timers/promises';
import { ScheduleAlreadyRunning, ScheduleOverlapPolicy, type Client, type ScheduleOptions } from '@temporalio/client';
import { DELIVERY, deliveryId, deliveryQueue, NEW_RUN } from '../workflows/delivery/messages.js';

/** Whatever nudges were lost: everything queued is looked for this often. */
const EVERY = '5 minutes';

const AGAIN = 5_000; // milliseconds

/** The same, for as long as Temporal is away: a worker that began at a bad moment leaves no council without its Schedule. */
export async function keepDeliveryScheduleDespite(client: Client, taskQueue: string, report: (error: unknown) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await keepDeliverySchedule(client, taskQueue);
      return;
    } catch (error) {
      report(error);
    }
    await pause(AGAIN, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}

/** Sees to it that the Schedule of delivery is there and as this release has it. */
export async function keepDeliverySchedule(client: Client, taskQueue: string): Promise<void> {
  const options: ScheduleOptions = {
    scheduleId: `${deliveryId(taskQueue)}-schedule`,
    spec: { intervals: [{ every: EVERY }] },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 minute', pauseOnFailure: false }, // one late look finds all that earlier ones missed
    action: { type: 'startWorkflow', workflowType: DELIVERY, workflowId: `${deliveryId(taskQueue)}-look`, taskQueue: deliveryQueue(taskQueue), args: [NEW_RUN] },
  };
  try {
    await client.schedule.create(options);
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const { spec, policies, action } = options;
    await client.schedule.getHandle(options.scheduleId).update((old) => ({ ...old, spec, policies: { ...old.policies, ...policies }, action: { ...action, workflowId: `${deliveryId(taskQueue)}-look` } }));
  }
}
