import './quiet.js';
import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAILY_WATCH, type DailyWatchActivities } from '../../workflows/daily-watch/messages.js';
import { workflowBundlePath } from '../support/resources.js';
import { skippingTime } from './time-skipping.js';

/** What a morning's watch asks for, and in what order; what its activities do has tests of its own. */

let env: TestWorkflowEnvironment;
beforeAll(async () => {
  env = await skippingTime();
});
afterAll(() => env.teardown());

const FAILS = new Error('PostgreSQL is away');

/** Runs one morning. @param fails so many goes of a step that fail @returns what was called, go by go, and how it ended */
async function morning(fails: Partial<Record<keyof DailyWatchActivities, number>>): Promise<Readonly<{ called: string[]; ended: string; hours: number }>> {
  const called: string[] = [];
  const left = new Map(Object.entries(fails));
  const step = <T>(name: keyof DailyWatchActivities, answer: T) => (): Promise<T> => {
    called.push(name);
    const goes = left.get(name) ?? 0;
    left.set(name, goes - 1);
    return goes > 0 ? Promise.reject(FAILS) : Promise.resolve(answer);
  };
  const activities: DailyWatchActivities = {
    watchProcesses: step('watchProcesses', { open: 0, restarted: 0, ended: 0 }), watchSilence: step('watchSilence', { quiet: 0 }), drawAudits: step('drawAudits', { drawn: 0 }), askFeedback: step('askFeedback', { asked: 0, reminded: 0 }),
  };
  const taskQueue = `daily-watch-${randomUUID()}`;
  const worker = await Worker.create({ connection: env.nativeConnection, taskQueue, workflowBundle: { codePath: await workflowBundlePath() }, activities });
  return worker.runUntil(async () => {
    const handle = await env.client.workflow.start(DAILY_WATCH, { workflowId: randomUUID(), taskQueue });
    const ended = await handle.result().then(() => 'done', () => 'failed');
    const { startTime, closeTime } = await handle.describe();
    return { called, ended, hours: ((closeTime?.getTime() ?? NaN) - startTime.getTime()) / 3_600_000 };
  });
}

test('processes, silence, the month’s audits, feedback: each once', async () => {
  expect(await morning({})).toMatchObject({ called: ['watchProcesses', 'watchSilence', 'drawAudits', 'askFeedback'], ended: 'done' });
});

test('a draw that fails is tried again, and feedback is asked for after it', async () => {
  expect(await morning({ drawAudits: 2 })).toMatchObject({ called: ['watchProcesses', 'watchSilence', 'drawAudits', 'drawAudits', 'drawAudits', 'askFeedback'], ended: 'done' });
});

test('a draw that fails all morning keeps nobody from being asked, nor the next morning from its watch', async () => {
  const { called, ended, hours } = await morning({ drawAudits: Infinity });
  expect([called.at(-1), called.filter((one) => one === 'askFeedback').length, ended]).toEqual(['askFeedback', 1, 'failed']);
  expect(called.filter((one) => one === 'drawAudits')).toHaveLength(60);
  expect(hours).toBeGreaterThan(4);
  expect(hours).toBeLessThan(6); // all four could fail so, and the next morning's watch begin in time
});
