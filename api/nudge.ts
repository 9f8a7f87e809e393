import type { Client } from '@temporalio/client';
import { DELIVERY, deliveryId, deliveryQueue, NEW_RUN, nudgeSignal, type DeliveryInput } from '../workflows/delivery/messages.js';

export type NudgeDeps = Readonly<{
  client: Client;
  taskQueue: string;
  /** Hears of a nudge that could not be given: the Schedule picks up what waits. */
  report: (error: unknown) => void;
}>;

const PATIENCE = 5_000; // milliseconds

/**
 * Tells the process of delivery that something was queued, starting it where it rests. Many at once are one: while a nudge is
 * under way, those that come are answered by one more after it.
 */
export function createNudge({ client, taskQueue, report }: NudgeDeps): () => void {
  let isUnderWay = false;
  let again = false;
  const give = async (): Promise<void> => {
    try {
      await client.withDeadline(Date.now() + PATIENCE, () => client.workflow.signalWithStart<(input: DeliveryInput) => Promise<unknown>>(DELIVERY, {
        workflowId: deliveryId(taskQueue),
        taskQueue: deliveryQueue(taskQueue),
        args: [NEW_RUN],
        signal: nudgeSignal,
        signalArgs: [],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      }));
    } catch (error) {
      report(error);
    }
  };
  const nudge = (): void => {
    if (isUnderWay) {
      again = true;
      return;
    }
    isUnderWay = true;
    void give().then(() => {
      isUnderWay = false;
      if (!again) return;
      again = false;
      nudge();
    });
  };
  return nudge;
}
