import './quiet.js';
import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Context } from '@temporalio/activity';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { delivery } from '../../workflows/delivery/workflow.js';
import { nudgeSignal, type DeliveryActivities } from '../../workflows/delivery/messages.js';
import { workflowBundlePath } from '../support/resources.js';
import { skippingTime } from './time-skipping.js';

/** When the process of delivery works, waits and ends; what its activities do has tests of its own. */

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await skippingTime();
});
afterAll(() => env.teardown());

/** Runs one process over activities that do as they are told. */
async function run(activities: DeliveryActivities) {
  const taskQueue = `delivery-${randomUUID()}`;
  const worker = await Worker.create({ connection: env.nativeConnection, taskQueue, workflowBundle: { codePath: await workflowBundlePath() }, activities });
  return worker.runUntil(async () => {
    const workflowId = `delivery-${randomUUID()}`;
    const handle = await env.client.workflow.start(delivery, { workflowId, taskQueue, args: [{ v: 1 }] });
    const counts = await handle.result();
    return { counts, history: await env.client.workflow.getHandle(workflowId).fetchHistory() };
  });
}

const nothing: DeliveryActivities = { addressNext: () => Promise.resolve({ addressed: 0 }), sendNext: () => Promise.resolve({ sent: 0, wakeAt: null }), followNext: () => Promise.resolve({ followed: 0 }) };
const inTurn = (...values: number[]) => () => Promise.resolve(values.shift() ?? 0);

test('it goes on until nothing is left, then ends with its counts', async () => {
  const [addressing, sending, following] = [inTurn(50, 7), inTurn(40, 40, 12), inTurn(3)];
  const { counts } = await run({
    addressNext: async () => ({ addressed: await addressing() }),
    sendNext: async () => ({ sent: await sending(), wakeAt: null }),
    followNext: async () => ({ followed: await following() }),
  });
  expect(counts).toEqual({ addressed: 57, sent: 92, followed: 3 });
});

test('a message put off for a minute is waited for; one put off for an hour is left to the Schedule', async () => {
  const asked: number[] = [];
  const from = await env.currentTimeMs();
  const { counts } = await run({
    ...nothing,
    sendNext: async () => {
      const now = await env.currentTimeMs();
      asked.push(now);
      if (asked.length === 1) return { sent: 0, wakeAt: new Date(from + 60_000).toISOString() };
      return { sent: asked.length === 2 ? 1 : 0, wakeAt: new Date(now + 3_600_000).toISOString() };
    },
  });
  expect(counts.sent).toBe(1);
  expect((asked[1] ?? 0) - from).toBeGreaterThanOrEqual(60_000);
  expect((asked.at(-1) ?? 0) - from).toBeLessThan(600_000);
});

test('news that comes as it is about to end is looked at first', async () => {
  let queued = 0;
  const workflowId = { own: '' };
  const { counts } = await run(
    {
      ...nothing,
      addressNext: () => {
        const addressed = queued;
        queued = 0;
        return Promise.resolve({ addressed });
      },
      followNext: async () => {
        const { workflowExecution } = Context.current().info;
        if (workflowId.own === '') {
          workflowId.own = workflowExecution?.workflowId ?? '';
          queued = 1;
          await env.client.workflow.getHandle(workflowId.own).signal(nudgeSignal);
        }
        return { followed: 0 };
      },
    },
  );
  expect(counts.addressed).toBe(1);
});

test('a long day rolls over to a new run, and its counts go with it', async () => {
  let left = 250;
  const { counts, history } = await run({ ...nothing, sendNext: () => Promise.resolve({ sent: left-- > 0 ? 40 : 0, wakeAt: null }) });
  expect(counts.sent).toBe(10_000);
  expect(history.events?.length).toBeLessThan(2_500); // of one run
}, 120_000);

test('a failing activity is tried again for as long as it takes', async () => {
  let goes = 0;
  const { counts } = await run({
    ...nothing,
    addressNext: () => {
      goes += 1;
      return goes < 5 ? Promise.reject(new Error('PostgreSQL is away')) : Promise.resolve({ addressed: goes === 5 ? 1 : 0 });
    },
  });
  expect(counts.addressed).toBe(1);
});
