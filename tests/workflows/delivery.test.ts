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

test.each([['delivery-told', { addressed: 57, sent: 412, followed: 0 }], ['delivery-batches', { addressed: 57, sent: 92, followed: 3 }]])('%s: it goes on until nothing is left, then ends with its counts', async (name, counts) => {
  expect((await live(name)).counts).toEqual(counts);
});

test('a message put off for a minute is waited for; one put off for an hour is left to the Schedule', async () => {
  const asked: number[] = [];
  const from = await env.currentTimeMs();
  const { counts } = await deliver(env, {
    deliver: async () => {
      const now = await env.currentTimeMs();
      asked.push(now);
      const wakeAt = new Date(asked.length === 1 ? from + 60_000 : now + 3_600_000).toISOString();
      return { addressed: 0, sent: asked.length === 2 ? 1 : 0, followed: 0, wakeAt, isMore: false };
    },
  });
  expect(counts.sent).toBe(1);
  expect((asked[1] ?? 0) - from).toBeGreaterThanOrEqual(60_000);
  expect((asked.at(-1) ?? 0) - from).toBeLessThan(600_000);
  expect((await live('delivery-waits')).counts.sent).toBe(1);
});

test.each(['delivery-told-again', 'delivery-nudged'])('%s: news that comes as it is about to end is looked at first', async (name) => {
  expect((await live(name)).counts.addressed).toBe(1);
});

test.each(['delivery-long-day', 'delivery-rolls-over'])('%s: it rolls over to a new run, and its counts go with it', async (name) => {
  const { counts, first, history } = await live(name);
  expect(counts.sent).toBe(4_400);
  expect(first.events?.length).toBeLessThan(2_500); // of one run
  expect(history.events?.length).toBeLessThan(first.events?.length ?? 0);
});

test.each(['delivery-held-up', 'delivery-retries'])('%s: what fails is tried again for as long as it takes', async (name) => {
  expect((await live(name)).counts.addressed).toBe(1);
});
