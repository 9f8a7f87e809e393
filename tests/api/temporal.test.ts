import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProcesses } from '../../api/processes.js';
import { dataConverter } from '../../config/temporal.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { createCaseWorker } from '../../worker/compose.js';
import { assessmentId } from '../../workflows/assessment/messages.js';
import { devServer, workflowBundlePath } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { ADVISERS, SETTINGS } from './support/council.js';
import { aChild } from './support/stories.js';
import { PATIENCE } from '../support/patience.js';

/** The whole path by API: PostgreSQL, Temporal and a worker, all real. Days are counted back from today, as the server's time is. */

const taskQueue = `api-${randomUUID()}`;
const today = londonDay(new Date().toISOString());
const daysAgo = (days: number) => addDays(today, -days);

let app: TestApp;
let connection: Connection;
let client: Client;
let worker: { worker: Worker; running: Promise<void>; connection: NativeConnection };
let caseworker: Browser;
let manager: Browser;

beforeAll(async () => {
  connection = await Connection.connect({ address: await devServer() });
  client = new Client({ connection, dataConverter: dataConverter(undefined) });
  app = await startTestApp({ now: new Date().toISOString(), processes: createProcesses({ client, taskQueue, patience: 1_500 }) });
  caseworker = await app.signedIn('caseworker');
  manager = await app.signedIn('team-manager');
});
afterAll(async () => {
  worker.worker.shutdown();
  await worker.running;
  await worker.connection.close();
  await app.close();
  await connection.close();
});

async function startWorker(): Promise<void> {
  const native = await NativeConnection.connect({ address: await devServer() });
  const started = await createCaseWorker({
    connection: native,
    namespace: 'default',
    dataConverter: dataConverter(undefined),
    database: app.database,
    taskQueue,
    bundle: await workflowBundlePath(),
    clock: { now: () => new Date() },
    rules: () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }),
    report: () => undefined,
  });
  worker = { worker: started, running: started.run(), connection: native };
}

test('a request goes to its final plan; without a worker it waits, and is done when one comes', async () => {
  const key = { 'Idempotency-Key': randomUUID() };
  const request = {
    child: aChild({ givenName: 'Unmistakable', familyName: 'Zebrafinch', bornOn: '2015-07-19' }),
    request: { type: 'request-received', by: 'parent', channel: 'by-hand', on: daysAgo(120) },
  };
  const taken = await caseworker.post('/api/cases', request, key);
  expect(taken.status, taken.text).toBe(202);
  const ref = String(taken.body['caseRef']);
  const status = String(taken.headers.get('location'));
  expect((await caseworker.get(status)).body).toMatchObject({ state: 'pending' });

  await startWorker();
  await expect.poll(async () => (await caseworker.get(status)).body['state'], { timeout: PATIENCE }).toBe('recorded');
  expect((await caseworker.post('/api/cases', request, key)).body).toMatchObject({ caseRef: ref, entry: 2 });

  const step = async (by: Browser, ...facts: object[]) => {
    const answer = await by.post(`/api/cases/${ref}/facts`, { facts });
    expect(answer.status, answer.text).toBe(201);
  };
  await step(caseworker, { type: 'considering-notified', on: daysAgo(118) }, { type: 'assessment-agreed', on: daysAgo(90) }, { type: 'partners-told', on: daysAgo(90) });
  await step(caseworker, { type: 'advice-requested', on: daysAgo(90), adviser: ADVISERS.psychologist.ref, role: 'educational-psychology' }, { type: 'advice-requested', on: daysAgo(90), adviser: ADVISERS.health.ref, role: 'health' });
  await step(caseworker, { type: 'advice-received', on: daysAgo(60), adviser: ADVISERS.psychologist.ref }, { type: 'advice-declined', on: daysAgo(55), adviser: ADVISERS.health.ref, reason: 'Unmistakable words of a letter' });
  await step(manager, { type: 'issue-agreed', on: daysAgo(30) });
  await step(caseworker, { type: 'draft-plan-sent', on: daysAgo(5), channel: 'by-hand' }, { type: 'setting-consulted', on: daysAgo(5), setting: SETTINGS.school.ref });

  const early = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'final-plan-issued', on: today }] });
  expect(early.status).toBe(409);
  expect(early.body).toMatchObject({ refusal: 'inside-the-familys-days', notBefore: daysAgo(-10) });

  await step(caseworker, { type: 'representations-closed', on: today });
  const finalKey = { 'Idempotency-Key': randomUUID() };
  const finals = await Promise.all([1, 2].map(() => caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'final-plan-issued', on: today }] }, finalKey)));
  expect(finals.map(({ status: code }) => code)).toEqual([201, 201]);

  const view = await caseworker.get(`/api/cases/${ref}`);
  expect(view.body).toMatchObject({ stage: 'finished', child: { name: 'Unmistakable Zebrafinch' } });
  const { rows } = await app.database.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM journal_entry WHERE record_ref = $1 AND type = 'final-plan-issued'`, [ref]);
  expect(rows).toEqual([{ count: 1 }]);

  const history = historyToJSON(await client.workflow.getHandle(assessmentId(ref)).fetchHistory());
  const payloads = [...history.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)].map(([, data]) => Buffer.from(String(data), 'base64').toString('utf8'));
  expect(payloads.join('')).toContain('final-plan-issued');
  expect(`${history}${payloads.join('')}`).not.toMatch(/Unmistakable|Zebrafinch|2015-07-19|letter/);
});

test('a correction of what a correction put in its place reads as it should', async () => {
  const opened = await caseworker.post('/api/cases', { child: aChild(), request: { type: 'request-received', on: daysAgo(20) } });
  expect(opened.status, opened.text).toBe(201);
  const ref = String(opened.body['caseRef']);
  const correct = async (corrects: string, on: string) => {
    const made = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'correction', on: today, corrects, replacement: { type: 'request-received', on } }] });
    const agreed = await manager.post(`/api/commands/${String(made.body['commandId'])}/second`, { agreed: true });
    expect(agreed.status, agreed.text).toBe(201);
    return `j${String(agreed.body['entry'])}.1`;
  };
  const first = await correct('j1', daysAgo(21));
  await correct(first, daysAgo(22));
  expect((await caseworker.get(`/api/cases/${ref}`)).body).toMatchObject({ receivedOn: daysAgo(22), waits: { sinceRequest: 22 } });
});

test('with Temporal out of reach a request is taken, and says so', async () => {
  const nowhere = Connection.lazy({ address: '127.0.0.1:1' });
  const lonely = await startTestApp({ processes: createProcesses({ client: new Client({ connection: nowhere }), taskQueue, patience: 500 }) });
  const browser = await lonely.signedIn('caseworker');
  const answer = await browser.post('/api/cases', { child: aChild(), request: { type: 'request-received', on: '2026-02-02' } });
  expect(answer.status, answer.text).toBe(202);
  expect((await browser.get(String(answer.headers.get('location')))).body).toMatchObject({ state: 'pending' });
  await lonely.close();
  await nowhere.close();
});
