import '../workflows/quiet.js';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createProcesses } from '../../api/processes.js';
import { londonDay } from '../../domain/dates/london.js';
import { CHILD, command, newWorld, openCase, rowsOf, told, type World } from '../activities/world.js';
import { devServer, workflowBundlePath } from '../support/resources.js';
import { PATIENCE } from '../support/patience.js';

vi.setConfig({ testTimeout: 60_000 });

let world: World;
let address: string;
let connection: Connection;
beforeAll(async () => {
  world = await newWorld();
  address = await devServer();
  connection = await Connection.connect({ address });
});
afterAll(async () => {
  await connection.close();
  await world.close();
});

type Run = Readonly<{ child: ChildProcess; said: () => string; ended: Promise<[number | null]> }>;

function start(env: Readonly<Record<string, string>>): Run {
  const { DATABASE_URL: _database, DULY_WORKFLOW_BUNDLE: _bundle, ...rest } = process.env;
  const child = fork(path.join(import.meta.dirname, '../../worker/main.ts'), { execArgv: ['--import', 'tsx'], env: { ...rest, TZ: 'UTC', ...env }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  return { child, said: () => lines.join(''), ended: once(child, 'exit') as Promise<[number | null]> };
}

test('told to stop, the worker finishes and goes; its log is JSON without a name or a day of birth', async () => {
  const taskQueue = `main-${randomUUID()}`;
  const { child, said, ended } = start({ DATABASE_URL: world.url, TEMPORAL_ADDRESS: address, TEMPORAL_TASK_QUEUE: taskQueue, DULY_WORKFLOW_BUNDLE: await workflowBundlePath(), LOG_LEVEL: 'debug' });
  await once(child, 'message');
  const today = londonDay(new Date().toISOString());
  const caseRef = await openCase(world, today);
  const processes = createProcesses({ client: new Client({ connection }), taskQueue, patience: PATIENCE });
  expect(await processes.record(caseRef, command(told('request-received', today, { by: 'parent' })))).toEqual({ kind: 'RECORDED', entry: 1 });
  expect(await processes.record(caseRef, command(told('assessment-agreed', today), told('advice-received', today, { adviser: 'V-1' })))).toMatchObject({ kind: 'REFUSED' });

  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ facts: 1 });
  const lines = said().trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(expect.arrayContaining(['working', 'stopped']));
  for (const secret of [CHILD.familyName, CHILD.bornOn, 'Casey']) expect(said()).not.toContain(secret);
});

test('a worker that cannot start says what to mend, without a value', async () => {
  const bundle = { DULY_WORKFLOW_BUNDLE: await workflowBundlePath() };
  const wrong = start({ DATABASE_URL: 'mysql://user:hunter2@db/duly', TEMPORAL_ADDRESS: address });
  const alone = start({ ...bundle, DATABASE_URL: world.url, TEMPORAL_ADDRESS: '127.0.0.1:1' });
  const keyed = start({ ...bundle, DATABASE_URL: world.url, TEMPORAL_ADDRESS: address, DULY_PAYLOAD_KEY: 'k:c2hvcnQ=' });
  for (const { ended } of [wrong, alone, keyed]) expect(await ended).toEqual([1, null]);

  expect(wrong.said()).toContain('DATABASE_URL must be the address of PostgreSQL');
  expect(wrong.said()).toContain('DULY_WORKFLOW_BUNDLE names no file');
  expect(wrong.said()).not.toContain('hunter2');
  expect(alone.said()).toContain('Does Temporal answer at TEMPORAL_ADDRESS?');
  expect(keyed.said()).toContain('DULY_PAYLOAD_KEY must be');
});
