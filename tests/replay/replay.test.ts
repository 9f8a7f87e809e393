import '../workflows/quiet.js';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { expect, test } from 'vitest';
import { workflowBundlePath } from '../support/resources.js';
import { DELIVERY_SCENARIOS } from './delivery-scenarios.js';
import { SCENARIOS } from './scenarios.js';

const HISTORIES = path.join(import.meta.dirname, 'histories');

type History = { events: Record<string, unknown>[] };
const read = (file: string): History => JSON.parse(readFileSync(path.join(HISTORIES, file), 'utf8')) as History;
const replay = async (history: History) => Worker.runReplayHistory({ workflowBundle: { codePath: await workflowBundlePath() } }, history, 'assessment-replayed');

const kept = readdirSync(HISTORIES, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap(({ name }) => readdirSync(path.join(HISTORIES, name)).map((file) => path.join(name, file)));

test('every release has kept a history of every scenario it knew', () => {
  const { version } = JSON.parse(readFileSync(path.join(HISTORIES, '../../../package.json'), 'utf8')) as { version: string };
  const mine = kept.filter((file) => path.dirname(file) === version).map((file) => path.basename(file, '.json'));
  expect(mine.sort()).toEqual([...Object.keys(SCENARIOS), ...Object.keys(DELIVERY_SCENARIOS)].sort());
});

test.each(kept)('%s: the built bundle lives that life again', async (file) => {
  await expect(replay(read(file))).resolves.toBeUndefined();
});

test.each([['standard-case', 'performDue'], ['delivery-batches', 'sendNext']])('a history of %s with one activity renamed is refused: the check would notice', async (scenario, activity) => {
  const spoiled = JSON.parse(JSON.stringify(read(kept.find((file) => file.endsWith(`${scenario}.json`)) ?? '')).replace(`"${activity}"`, '"doesSomethingElse"')) as History;
  await expect(replay(spoiled)).rejects.toBeInstanceOf(DeterminismViolationError);
});
