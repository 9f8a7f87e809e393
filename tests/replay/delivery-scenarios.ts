// Lives of the process of delivery whose histories are kept, over activities that do as they are told.
import { randomUUID } from 'node:crypto';
import { Context } from '@temporalio/activity';
import type { temporal } from '@temporalio/proto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { NEW_RUN, nudgeSignal, type DeliveryActivities, type DeliveryCounts, type DeliveryInput } from '../../workflows/delivery/messages.js';
import { delivery } from '../../workflows/delivery/workflow.js';
import { workflowBundlePath } from '../support/resources.js';

export type Delivered = Readonly<{ counts: DeliveryCounts; history: temporal.api.history.v1.IHistory; /** Of its first run, where it rolled over. */ first: temporal.api.history.v1.IHistory }>;

const nothing: DeliveryActivities = {
  addressNext: () => Promise.resolve({ addressed: 0 }),
  sendNext: () => Promise.resolve({ sent: 0, wakeAt: null }),
  followNext: () => Promise.resolve({ followed: 0 }),
  deliver: () => Promise.resolve(NOTHING),
};
const NOTHING = { addressed: 0, sent: 0, followed: 0, wakeAt: null, isMore: false };

/** Runs one process to its end, over activities of which those that are not given find nothing to do. */
export async function deliver(env: TestWorkflowEnvironment, activities: Partial<DeliveryActivities>, input: DeliveryInput = NEW_RUN): Promise<Delivered> {
  const taskQueue = `delivery-${randomUUID()}`;
  const worker = await Worker.create({ connection: env.nativeConnection, taskQueue, workflowBundle: { codePath: await workflowBundlePath() }, activities: { ...nothing, ...activities } });
  return worker.runUntil(async () => {
    const workflowId = `delivery-${randomUUID()}`;
    const handle = await env.client.workflow.start(delivery, { workflowId, taskQueue, args: [input] });
    const counts = await handle.result();
    const historyOf = (runId?: string) => env.client.workflow.getHandle(workflowId, runId).fetchHistory();
    return { counts, history: await historyOf(), first: await historyOf(handle.firstExecutionRunId) };
  });
}

/** The numbers one after the other, then none. */
const inTurn = (...values: number[]) => (): number => values.shift() ?? 0;

type Scenario = (env: TestWorkflowEnvironment) => Promise<Delivered>;
const after = (env: TestWorkflowEnvironment, ms: number): Promise<string> => env.currentTimeMs().then((now) => new Date(now + ms).toISOString());
const nudgeMyself = (env: TestWorkflowEnvironment): Promise<void> => env.client.workflow.getHandle(Context.current().info.workflowExecution?.workflowId ?? '').signal(nudgeSignal);
const away = (): Promise<never> => Promise.reject(new Error('PostgreSQL is away'));

/** Runs as they begin now, by name; the scenario of a roll-over answers its first run. */
const NEW_RUNS: Readonly<Record<string, Scenario>> = {
  /** Stopped once with something left; then the rest, then the end. */
  'delivery-told': (env) => {
    const sending = inTurn(400, 12);
    return deliver(env, { deliver: () => {
      const sent = sending();
      return Promise.resolve({ ...NOTHING, addressed: sent === 400 ? 57 : 0, sent, isMore: sent === 400 });
    } });
  },

  /** A message put off for a minute, which is waited for; then one put off for an hour, which is not. */
  'delivery-put-off': (env) => {
    let goes = 0;
    return deliver(env, { deliver: async () => {
      goes += 1;
      return { ...NOTHING, sent: goes === 2 ? 1 : 0, wakeAt: await after(env, goes === 1 ? 60_000 : 3_600_000) };
    } });
  },

  /** Nudged as it is about to end: it looks again. */
  'delivery-told-again': (env) => {
    let goes = 0;
    return deliver(env, { deliver: async () => {
      goes += 1;
      if (goes === 1) await nudgeMyself(env);
      return { ...NOTHING, addressed: goes === 2 ? 1 : 0 };
    } });
  },

  /** PostgreSQL away for a few goes. */
  'delivery-held-up': (env) => {
    let goes = 0;
    return deliver(env, { deliver: () => {
      goes += 1;
      return goes < 5 ? away() : Promise.resolve({ ...NOTHING, addressed: 1 });
    } });
  },

  /** More rounds than a run takes: its counts go with it. */
  'delivery-long-day': (env) => {
    let left = 110;
    return deliver(env, { deliver: () => Promise.resolve({ ...NOTHING, sent: 40, isMore: left-- > 1 }) });
  },
};

/** Runs as they began before `deliver` took the three steps together. */
const OLD_RUNS: Readonly<Record<string, Scenario>> = {
  'delivery-batches': (env) => {
    const [addressing, sending, following] = [inTurn(50, 7), inTurn(40, 40, 12), inTurn(3)];
    return deliver(env, {
      addressNext: () => Promise.resolve({ addressed: addressing() }),
      sendNext: () => Promise.resolve({ sent: sending(), wakeAt: null }),
      followNext: () => Promise.resolve({ followed: following() }),
    }, OLD_RUN);
  },

  'delivery-waits': (env) => {
    let goes = 0;
    return deliver(env, { sendNext: async () => {
      goes += 1;
      return { sent: goes === 2 ? 1 : 0, wakeAt: await after(env, goes === 1 ? 60_000 : 3_600_000) };
    } }, OLD_RUN);
  },

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
        if (isNudged) return { followed: 0 };
        isNudged = true;
        queued = 1;
        await nudgeMyself(env);
        return { followed: 0 };
      },
    }, OLD_RUN);
  },

  'delivery-retries': (env) => {
    let goes = 0;
    return deliver(env, { addressNext: () => {
      goes += 1;
      return goes < 5 ? away() : Promise.resolve({ addressed: goes === 5 ? 1 : 0 });
    } }, OLD_RUN);
  },

  'delivery-rolls-over': (env) => {
    let left = 110;
    return deliver(env, { sendNext: () => Promise.resolve({ sent: left-- > 0 ? 40 : 0, wakeAt: null }) }, OLD_RUN);
  },
};

const OLD_RUN: DeliveryInput = { v: 1 };

export const DELIVERY_SCENARIOS = { ...NEW_RUNS, ...OLD_RUNS };
