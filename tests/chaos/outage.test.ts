import '../workflows/quiet.js';
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createProcesses } from '../../api/processes.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import { openHousehold } from '../../tools/setup/household.mjs';
import { freePort } from '../../tools/setup/ports.mjs';
import { startTemporal } from '../../tools/setup/temporal.mjs';
import { rebuild } from '../../worker/rebuild.js';
import { keepDeliverySchedule, keepSchedulesDespite } from '../../worker/schedule.js';
import { sweep } from '../../worker/sweeper.js';
import { deliveryId } from '../../workflows/delivery/messages.js';
import { assessmentId } from '../../workflows/assessment/messages.js';
import { command, newWorld, openCase, rowsOf, told, valueOf, type World } from '../activities/world.js';
import { temporalProgram } from '../support/resources.js';
import { startWorker } from './workers.js';
import { PATIENCE } from '../support/patience.js';

vi.setConfig({ testTimeout: 180_000 });

const house = openHousehold();
const folder = mkdtempSync(path.join(tmpdir(), 'duly-outage-'));
const database = path.join(folder, 'temporal.db');
const taskQueue = `outage-${randomUUID()}`;
const today = londonDay(new Date().toISOString());
const clock = { now: () => new Date(Date.now() + 60_000) }; // every waiting command is old enough to be sent again

let world: World;
let port: number;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  [world, port] = await Promise.all([newWorld(), freePort([])]);
  connection = Connection.lazy({ address: `127.0.0.1:${port}` });
  client = new Client({ connection });
});
afterAll(async () => {
  await connection.close();
  await house.stop();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const serve = async () => startTemporal(house, { program: await temporalProgram(), port, log: path.join(folder, 'server.log'), database });
const work = () => startWorker({ databaseUrl: world.url, address: `127.0.0.1:${port}`, taskQueue });
const hurried = () => createProcesses({ client, taskQueue, patience: 1_500 });
const patient = () => createProcesses({ client, taskQueue, patience: PATIENCE });
const request = () => command(told('request-received', today, { by: 'parent' }));

/** Saves a command as the API does before anything is sent. */
async function saved(caseRef: string, given = request()) {
  await world.reads.commands.save({ command: given, caseRef, bodyHash: 'x', sentAt: new Date().toISOString() as Instant, notes: [], state: 'pending' });
  return given;
}
const sweeping = () => sweep({ commands: world.reads.commands, processes: hurried(), clock, report: (error) => { throw error; } });

test('no server, then no worker, then both: what was accepted waits, is sent again, and is recorded once', async () => {
  const caseRef = await openCase(world, today);
  const given = await saved(caseRef);

  expect(await hurried().record(caseRef, given)).toEqual({ kind: 'PENDING' }); // no server
  expect(await sweeping()).toBe(0);
  const server = await serve();
  expect(await hurried().record(caseRef, given)).toEqual({ kind: 'PENDING' }); // no worker
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ entries: 0 });
  expect(await world.reads.commands.find(given.commandId)).toMatchObject({ state: 'pending' });

  const worker = await work();
  await vi.waitUntil(async () => (await sweeping(), (await world.reads.commands.find(given.commandId))?.state !== 'pending'), { timeout: PATIENCE, interval: 100 });

  expect(await world.reads.commands.find(given.commandId)).toMatchObject({ state: 'recorded', entry: 1, facts: [{ id: 'j1', type: 'request-received', on: today }] });
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ facts: 1 });
  await worker.stop();
  await server.stop();
});

test('a waiting command that the law refuses is settled as refused, not sent for ever', async () => {
  const caseRef = await openCase(world, today);
  const given = await saved(caseRef, command(told('assessment-agreed', today)));
  const server = await serve();
  const worker = await work();
  await vi.waitUntil(async () => (await sweeping(), (await world.reads.commands.find(given.commandId))?.state !== 'pending'), { timeout: PATIENCE, interval: 100 });
  expect(await world.reads.commands.find(given.commandId)).toMatchObject({ state: 'refused', code: 'not-started' });
  await worker.stop();
  await server.stop();
});

test('the server killed and started on its file goes on; its file lost, `rebuild` arms every open case from PostgreSQL alone', async () => {
  const server = await serve();
  let worker = await work();
  const refs = [await openCase(world, today), await openCase(world, today), await openCase(world, today)] as const;
  for (const ref of refs) expect(await patient().record(ref, request())).toEqual({ kind: 'RECORDED', entry: 1 });
  expect(await patient().record(refs[2], command(told('request-withdrawn', today)))).toEqual({ kind: 'RECORDED', entry: 2 });

  process.kill(Number(/^\d+/.exec(server.identity)?.[0]), 'SIGKILL');
  await server.ended;
  const again = await serve();
  expect(await patient().record(refs[0], command(told('considering-notified', today)))).toEqual({ kind: 'RECORDED', entry: 2 });

  await again.stop();
  await worker.stop();
  for (const suffix of ['', '-wal', '-shm']) await rm(database + suffix, { force: true });
  const before = await agendas();
  const anew = await serve();
  worker = await work();

  const progress: number[] = [];
  const { armed, running } = await rebuild({ cases: world.cases, client, taskQueue, onProgress: (done) => progress.push(done) });
  const open = await valueOf<number>(world.database, 'SELECT count(*) AS value FROM case_record WHERE outcome IS NULL');
  expect({ armed, running }).toEqual({ armed: open, running: 0 });
  expect(progress.at(-1)).toBe(open);
  expect(await rebuild({ cases: world.cases, client, taskQueue })).toEqual({ armed: 0, running: open }); // safe to repeat
  await expect(client.workflow.getHandle(assessmentId(refs[2])).describe()).rejects.toThrow(); // ended: not armed

  await vi.waitUntil(async () => (await timerOf(refs[0])) !== null, { timeout: PATIENCE, interval: 100 });
  expect(await agendas()).toEqual(before);
  expect(Date.parse((await timerOf(refs[0])) ?? '') / 1000).toBeCloseTo(Date.parse(before[refs[0]] ?? '') / 1000, -1); // sleeps until the same wake
  expect(await patient().record(refs[1], command(told('considering-notified', today)))).toEqual({ kind: 'RECORDED', entry: 2 });
  await worker.stop();
  await anew.stop();
});

/** The next wake of every open case, as PostgreSQL has it. */
const agendas = () => valueOf<Record<string, string>>(world.database, `SELECT jsonb_object_agg(ref, wake_at) AS value FROM case_record WHERE outcome IS NULL AND position > 0`);

/** When a case's one timer will fire; null while it has none. */
async function timerOf(caseRef: string): Promise<string | null> {
  const { events } = await client.workflow.getHandle(assessmentId(caseRef)).fetchHistory();
  const started = events?.findLast(({ timerStartedEventAttributes }) => timerStartedEventAttributes !== null && timerStartedEventAttributes !== undefined);
  const seconds = Number(started?.timerStartedEventAttributes?.startToFireTimeout?.seconds ?? Number.NaN) + Number(started?.eventTime?.seconds ?? Number.NaN);
  return Number.isNaN(seconds) ? null : new Date(seconds * 1000).toISOString();
}

test('a worker that began while the server was away makes the Schedule of delivery when it is back', async () => {
  const own = Connection.lazy({ address: `127.0.0.1:${port}` }); // one that failed often before waits longer each time
  const starting = new Client({ connection: own });
  const heard: unknown[] = [];
  const stopping = new AbortController();
  const keeping = keepSchedulesDespite([keepDeliverySchedule], starting, taskQueue, (error) => void heard.push(error), stopping.signal);
  await vi.waitUntil(() => heard.length > 0, { timeout: PATIENCE, interval: 100 });
  const server = await serve();
  await keeping;
  expect((await starting.schedule.getHandle(`${deliveryId(taskQueue)}-schedule`).describe()).spec.intervals).toHaveLength(1);
  await server.stop();

  stopping.abort();
  await keepSchedulesDespite([keepDeliverySchedule], starting, taskQueue, (error) => void heard.push(error), stopping.signal); // told to stop, it does not go on
  await own.close();
});

test('nothing in this file was recorded twice', async () => {
  expect(await valueOf(world.database, `SELECT count(*) - count(DISTINCT (command_id, command_index)) AS value FROM journal_entry WHERE kind = 'fact'`)).toBe(0);
});
