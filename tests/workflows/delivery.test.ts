import './quiet.js';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deliver, DELIVERY_SCENARIOS } from '../replay/delivery-scenarios.js';
import { skippingTime } from './time-skipping.js';

/** When the process of delivery works, waits and ends; what its activities do has tests of its own. */

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await skippingTime();
});
afterAll(() => env.teardown());

const live = (name: string) => DELIVERY_SCENARIOS[name]?.(env) ?? Promise.reject(new Error(`there is no scenario ${name}`));

test('it goes on until nothing is left, then ends with its counts', async () => {
  expect((await live('delivery-batches')).counts).toEqual({ addressed: 57, sent: 92, followed: 3 });
});

test('a message put off for a minute is waited for; one put off for an hour is left to the Schedule', async () => {
  const asked: number[] = [];
  const from = await env.currentTimeMs();
  const { counts } = await deliver(env, {
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
  expect((await live('delivery-nudged')).counts.addressed).toBe(1);
});

test('a long day rolls over to a new run, and its counts go with it', async () => {
  const { counts, first, history } = await live('delivery-rolls-over');
  expect(counts.sent).toBe(4_400);
  expect(first.events?.length).toBeLessThan(2_500); // of one run
  expect(history.events?.length).toBeLessThan(first.events?.length ?? 0);
}, 120_000);

test('a failing activity is tried again for as long as it takes', async () => {
  expect((await live('delivery-retries')).counts.addressed).toBe(1);
});
