import '../workflows/quiet.js';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { World } from '../activities/world.js';
import { workflowBundlePath } from '../support/resources.js';
import { casesInSkippedTime, type Running } from '../workflows/time-skipping.js';
import { DELIVERY_SCENARIOS } from './delivery-scenarios.js';
import { SCENARIOS } from './scenarios.js';

vi.setConfig({ testTimeout: 120_000 });

let world: World;
let cases: Running;
let env: TestWorkflowEnvironment;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ env, world, cases, close } = await casesInSkippedTime());
});
afterAll(() => close());

test.each(Object.entries(SCENARIOS))('%s: what this code has just done, this code does again from its history', async (name, live) => {
  const caseRef = await live(world, cases);
  const history = JSON.parse(historyToJSON(await cases.handle(caseRef).fetchHistory())) as { events: unknown[] };
  expect(history.events.length).toBeGreaterThan(10);
  await expect(Worker.runReplayHistory({ workflowBundle: { codePath: await workflowBundlePath() } }, history, `assessment-${caseRef}`)).resolves.toBeUndefined();
  await keep(name, history);
});

test.each(Object.entries(DELIVERY_SCENARIOS))('%s: delivery does again what it has just done', async (name, live) => {
  const { first } = await live(env);
  const history = JSON.parse(historyToJSON(first)) as { events: unknown[] };
  expect(history.events.length).toBeGreaterThan(10);
  await expect(Worker.runReplayHistory({ workflowBundle: { codePath: await workflowBundlePath() } }, history, 'delivery-replayed')).resolves.toBeUndefined();
  await keep(name, history);
});

/** Into the folder that `tests/replay/record.ts` names; without one, nowhere. */
async function keep(name: string, history: object): Promise<void> {
  const folder = process.env['DULY_KEEP_HISTORIES'];
  if (folder === undefined) return;
  const file = path.join(folder, `${name}.json`);
  if (existsSync(file) && process.env['DULY_KEEP_AGAIN'] !== 'yes') return; // kept once, kept for good
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(history, withoutPlaces));
}

/** The machine it was recorded on is nobody's business, and nothing that replays. */
const withoutPlaces = (field: string, value: unknown): unknown => (field === 'identity' ? 'worker' : field === 'stackTrace' ? '' : value);
