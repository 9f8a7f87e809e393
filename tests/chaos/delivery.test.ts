import '../workflows/quiet.js';
import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createNudge } from '../../api/nudge.js';
import { LEASE } from '../../activities/delivery/delivery-activities.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { keepDeliverySchedule } from '../../worker/schedule.js';
import { deliveryId } from '../../workflows/delivery/messages.js';
import { londonDay } from '../../domain/dates/london.js';
import { record, told } from '../activities/world.js';
import { CHILD, factsOf, messagesOf, newHouse, openFamily, type House } from '../delivery/house.js';
import { devServer, workflowBundlePath } from '../support/resources.js';
import { textsOfHistory } from '../workflows/texts.js';
import { PATIENCE } from '../support/patience.js';

/** Delivery on a real Temporal server: told of what waits, killed in the middle of sending, gone on with by another. */

vi.setConfig({ testTimeout: 180_000 });

let house: House;
let connection: Connection;
let client: Client;
let address: string;
beforeAll(async () => {
  [house, address] = await Promise.all([newHouse(new Date().toISOString()), devServer()]);
  connection = await Connection.connect({ address });
  client = new Client({ connection });
});
afterAll(async () => {
  await connection.close();
  await house.close();
});

type Postman = Readonly<{ heard: (kind: string) => Promise<void>; end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null> }>;

async function postman(taskQueue: string, more: Readonly<Record<string, string>> = {}): Promise<Postman> {
  const env = { ...process.env, TZ: 'UTC', DATABASE_URL: house.url, TEMPORAL_ADDRESS: address, TASK_QUEUE: taskQueue, BUNDLE: await workflowBundlePath(), OUTBOX: house.folder, ...more };
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'postman-child.ts'), { execArgv: ['--import', 'tsx'], env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const said = new Set<string>();
  child.on('message', ({ kind }: { kind: string }) => said.add(kind));
  const heard = (kind: string) => vi.waitUntil(() => said.has(kind), { timeout: PATIENCE, interval: 50 }).then(() => undefined);
  await heard('working');
  return { heard, end: async (signal) => {
    child.kill(signal);
    return (await exited)[0];
  } };
}

async function recordOfToday(): Promise<string> {
  const today = londonDay(house.clock.now().toISOString());
  const { caseRef } = await openFamily(house, undefined, today);
  await record(factsOf(house), caseRef, told('request-received', today, { by: 'parent' }), told('considering-notified', today));
  return caseRef;
}
const delivered = (caseRef: string) => vi.waitUntil(async () => (await messagesOf(house.database, caseRef)).filter(({ status }) => status === 'delivered').length === 5, { timeout: PATIENCE, interval: 200 });

test('nudged, it delivers until nothing is left, ends, and its history holds counts alone', async () => {
  const taskQueue = `post-${randomUUID()}`;
  const worker = await postman(taskQueue);
  const caseRef = await recordOfToday();
  const problems: unknown[] = [];
  const nudge = createNudge({ client, taskQueue, report: (error) => void problems.push(error) });
  for (let i = 0; i < 50; i += 1) nudge(); // many at once are one, and one more after it
  await delivered(caseRef);

  const handle = client.workflow.getHandle(deliveryId(taskQueue));
  expect(await handle.result()).toMatchObject({ addressed: 4, sent: 5 });
  const history = await handle.fetchHistory();
  const texts = textsOfHistory(history).join(' ');
  for (const secret of [caseRef, CHILD.familyName, 'family.example', 'advice.example']) expect(texts).not.toContain(secret);
  expect(history.events?.filter(({ workflowExecutionSignaledEventAttributes: signal }) => signal).length).toBeLessThanOrEqual(2);
  expect(problems).toEqual([]);
  expect(await worker.end('SIGTERM')).toBe(0);
});

test('killed with messages gone and not written down: another worker finds them by reference; none is lost, none goes twice', async () => {
  const taskQueue = `post-${randomUUID()}`;
  const caseRef = await recordOfToday();
  const before = (await readdir(house.folder)).length;
  const doomed = await postman(taskQueue, { HOLD: 'yes' });
  createNudge({ client, taskQueue, report: (error) => { throw error; } })();
  await doomed.heard('sent');
  await doomed.end('SIGKILL');
  expect(new Set((await messagesOf(house.database, caseRef)).map(({ status }) => status))).toEqual(new Set(['sending']));

  const next = await postman(taskQueue, { AHEAD: String(LEASE + 10_000) });
  await delivered(caseRef);
  expect((await readdir(house.folder)).filter((file) => file.endsWith('.json'))).toHaveLength(before + 5);
  expect((await messagesOf(house.database, caseRef)).map(({ status }) => status)).toEqual(Array(5).fill('delivered'));
  expect((await auditJournal(house.database, caseRef))?.faults).toEqual([]);
  expect(await next.end('SIGTERM')).toBe(0);
});

test('the Schedule of every five minutes is kept: made once, mended by the next start, and it delivers what nobody was told of', async () => {
  const taskQueue = `post-${randomUUID()}`;
  const caseRef = await recordOfToday();
  await keepDeliverySchedule(client, taskQueue);
  await keepDeliverySchedule(client, taskQueue);
  const handle = client.schedule.getHandle(`${deliveryId(taskQueue)}-schedule`);
  expect((await handle.describe()).spec.intervals?.map(({ every }) => every)).toEqual([300_000]);
  const worker = await postman(taskQueue);
  await handle.trigger();
  await delivered(caseRef);
  await handle.delete();
  expect(await worker.end('SIGTERM')).toBe(0);
});
