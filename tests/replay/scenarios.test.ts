import '../workflows/quiet.js';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { World } from '../activities/world.js';
import { workflowBundlePath } from '../support/resources.js';
import { casesInSkippedTime, type Running } from '../workflows/time-skipping.js';
import { SCENARIOS } from './scenarios.js';

vi.setConfig({ testTimeout: 120_000 });

let world: World;
let cases: Running;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ world, cases, close } = await casesInSkippedTime());
});
afterAll(() => close());

test.each(Object.entries(SCENARIOS))('%s: what this code has just done, this code does again from its history', async (name, live) => {
  const caseRef = await live(world, cases);
  const history = JSON.parse(historyToJSON(await cases.handle(caseRef).fetchHistory())) as { events: unknown[] };
  expect(history.events.length).toBeGreaterThan(10);
  await expect(Worker.runReplayHistory({ workflowBundle: { codePath: await workflowBundlePath() } }, history, `assessment-${caseRef}`)).resolves.toBeUndefined();
  await keep(name, history);
});

/** Into the folder that `tests/replay/record.ts` names; without one, nowhere. */
async function keep(name: string, history: object): Promise<void> {
  const folder = process.env['DULY_KEEP_HISTORIES'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.json`), JSON.stringify(history, withoutPlaces));
}

/** The machine it was recorded on is nobody's business, and nothing that replays. */
const withoutPlaces = (field: string, value: unknown): unknown => (field === 'identity' ? 'worker' : field === 'stackTrace' ? '' : value);
