// Lives of the process of delivery whose histories are kept, over activities that do as they are told.
import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import type { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { nudgeSignal, type DeliveryActivities, type DeliveryCounts } from '../../workflows/delivery/messages.js';
import { delivery } from '../../workflows/delivery/workflow.js';
import { workflowBundlePath } from '../support/resources.js';

export type Delivered = Readonly<{ counts: DeliveryCounts; history: temporal.api.history.v1.IHistory; /** Of its first run, where it rolled over. */ first: temporal.api.history.v1.IHistory }>;

const nothing: DeliveryActivities = { addressNext: () => Promise.resolve({ addressed: 0 }), sendNext: () => Promise.resolve({ sent: 0, wakeAt: null }), followNext: () => Promise.resolve({ followed: 0 }) };

/** Runs one process to its end, over activities of which those that are not given find nothing to do. */
export async function deliver(env: TestWorkflowEnvironment, activities: Partial<DeliveryActivities>): Promise<Delivered> {
  const taskQueue = `delivery-${randomUUID()}`;
  const worker = await Worker.create({ connection: env.nativeConnection, taskQueue, workflowBundle: { codePath: await workflowBundlePath() }, activities: { ...nothing, ...activities } });
  return worker.runUntil(async () => {
    const workflowId = `delivery-${randomUUID()}`;
    const handle = await env.client.workflow.start(delivery, { workflowId, taskQueue, args: [{ v: 1 }] });
    const counts = await handle.result();
    const historyOf = (runId?: string) => env.client.workflow.getHandle(workflowId, runId).fetchHistory();
    return { counts, history: await historyOf(), first: await historyOf(handle.firstExecutionRunId) };
  });
}

/** The numbers one after the other, then none. */
export const inTurn = (...values: number[]) => (): number => values.shift() ?? 0;

/** By name; the scenario of a roll-over answers its first run. */
export const DELIVERY_SCENARIOS: Readonly<Record<string, (env: TestWorkflowEnvironment) => Promise<Delivered>>> = {
  /** Several batches of everything, then the end. */
  'delivery-batches': (env) => {
    const [addressing, sending, following] = [inTurn(50, 7), inTurn(40, 40, 12), inTurn(3)];
    return deliver(env, {
      addressNext: () => Promise.resolve({ addressed: addressing() }),
      sendNext: () => Promise.resolve({ sent: sending(), wakeAt: null }),
      followNext: () => Promise.resolve({ followed: following() }),
    });
  },

  /** A message put off for a minute, which is waited for; then one put off for an hour, which is not. */
  'delivery-waits': (env) => {
    let goes = 0;
    return deliver(env, {
      sendNext: async () => {
        goes += 1;
        const after = (ms: number) => env.currentTimeMs().then((now) => new Date(now + ms).toISOString());
        return { sent: goes === 2 ? 1 : 0, wakeAt: await after(goes === 1 ? 60_000 : 3_600_000) };
      },
    });
  },

  /** Nudged as it is about to end: it looks again. */
  'delivery-nudged': (env) => {
    let queued = 0;
    let isNudged = false;
    return deliver(env, {
      addressNext: () => {
        const addressed = queued;
        queued = 0;
        return Promise.resolve({ addressed });
      },
      followNext: async () => {
        if (!isNudged) {
          isNudged = true;
          queued = 1;
          await env.client.workflow.getHandle(Context.current().info.workflowExecution?.workflowId ?? '').signal(nudgeSignal);
        }
        return { followed: 0 };
      },
    });
  },

  /** PostgreSQL away for a few goes. */
  'delivery-retries': (env) => {
    let goes = 0;
    return deliver(env, {
      addressNext: () => {
        goes += 1;
        return goes < 5 ? Promise.reject(new Error('PostgreSQL is away')) : Promise.resolve({ addressed: goes === 5 ? 1 : 0 });
      },
    });
  },

  /** More rounds than a run takes: its counts go with it. */
  'delivery-rolls-over': (env) => {
    let left = 110;
    return deliver(env, { sendNext: () => Promise.resolve({ sent: left-- > 0 ? 40 : 0, wakeAt: null }) });
  },
};
