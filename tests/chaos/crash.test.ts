import '../workflows/quiet.js';
import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createProcesses } from '../../api/processes.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { assessmentId } from '../../workflows/assessment/messages.js';
import { command, newWorld, openCase, rowsOf, told, valueOf, type World } from '../activities/world.js';
import { devServer } from '../support/resources.js';
import { startWorker } from './workers.js';
import { PATIENCE } from '../support/patience.js';

vi.setConfig({ testTimeout: 120_000 });

let world: World;
let address: string;
let connection: Connection;
let client: Client;
beforeAll(async () => {
  [world, address] = await Promise.all([newWorld(), devServer()]);
  connection = await Connection.connect({ address });
  client = new Client({ connection });
});
afterAll(async () => {
  await connection.close();
  await world.close();
});

const today = londonDay(new Date().toISOString());
const longAgo = addDays(today, -20);
// A killed worker's activity is tried again after its ten seconds: the tests wait for them together, each with a case and a queue of its own

test.concurrent('killed after the commit of a fact and before its answer: one fact, one projection, and the caller is answered', async () => {
  const taskQueue = `crash-${randomUUID()}`;
  const orders = { databaseUrl: world.url, address, taskQueue };
  const caseRef = await openCase(world, today);
  const doomed = await startWorker({ ...orders, holdAfter: 'recordFacts' });
  const processes = createProcesses({ client, taskQueue, patience: PATIENCE });

  const answer = processes.record(caseRef, command(told('request-received', today, { by: 'parent' })));
  await doomed.committed;
  const committed = await rowsOf(world.database, caseRef);
  await doomed.kill();
  const next = await startWorker(orders);

  expect(await answer).toEqual({ kind: 'RECORDED', entry: 1 });
  expect(committed).toMatchObject({ facts: 1 });
  expect(await rowsOf(world.database, caseRef)).toEqual(committed);
  expect(await valueOf(world.database, 'SELECT count(*) AS value FROM duty WHERE record_ref = $1', [caseRef])).toBe(committed.duties); // none was closed and written again
  expect((await auditJournal(world.database, caseRef))?.faults).toEqual([]);
  const { raw } = await client.workflow.getHandle(assessmentId(caseRef)).describe();
  expect(raw.workflowExecutionInfo?.status).toBe(1); // running, and it takes the next fact
  expect(await processes.record(caseRef, command(told('considering-notified', today)))).toEqual({ kind: 'RECORDED', entry: 2 });
  expect(await next.stop()).toBe(0);
});

test.concurrent('killed after the commit of what was due and before its answer: each reminder and breach is there once', async () => {
  const taskQueue = `crash-${randomUUID()}`;
  const orders = { databaseUrl: world.url, address, taskQueue };
  const caseRef = await openCase(world, longAgo);
  const doomed = await startWorker({ ...orders, holdAfter: 'performDue' });
  const processes = createProcesses({ client, taskQueue, patience: PATIENCE });
  const agreed = [told('request-received', longAgo, { by: 'parent' }), told('assessment-agreed', longAgo)]; // nobody asked for advice: escalated

  expect(await processes.record(caseRef, command(...agreed))).toEqual({ kind: 'RECORDED', entry: 2 });
  await doomed.committed;
  const committed = await rowsOf(world.database, caseRef);
  await doomed.kill();
  const next = await startWorker(orders);

  await vi.waitUntil(async () => (await completedActivities(caseRef)).includes('performDue'), { timeout: PATIENCE, interval: 200 });
  expect(committed.acts).toBeGreaterThan(0);
  expect(await rowsOf(world.database, caseRef)).toEqual(committed);
  expect((await auditJournal(world.database, caseRef))?.faults).toEqual([]);
  expect(await next.stop()).toBe(0);
});

test.concurrent('its workflow terminated while it is recorded: not refused, waits to be sent again, and is recorded once', async () => {
  const taskQueue = `crash-${randomUUID()}`;
  const orders = { databaseUrl: world.url, address, taskQueue };
  const caseRef = await openCase(world, today);
  const doomed = await startWorker({ ...orders, holdAfter: 'recordFacts' });
  const processes = createProcesses({ client, taskQueue, patience: PATIENCE });
  const given = command(told('request-received', today, { by: 'parent' }));

  const answer = processes.record(caseRef, given);
  await doomed.committed;
  await client.workflow.getHandle(assessmentId(caseRef)).terminate('as an operator may');
  expect(await answer).toEqual({ kind: 'PENDING' });
  await doomed.kill();

  const next = await startWorker(orders);
  expect(await processes.record(caseRef, given)).toEqual({ kind: 'RECORDED', entry: 1 });
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ facts: 1 });
  expect(await next.stop()).toBe(0);
});

/** Names of the activities that have answered in a case's workflow. */
async function completedActivities(caseRef: string): Promise<(string | null | undefined)[]> {
  const { events } = await client.workflow.getHandle(assessmentId(caseRef)).fetchHistory();
  const names = new Map(events?.map(({ eventId, activityTaskScheduledEventAttributes }) => [String(eventId), activityTaskScheduledEventAttributes?.activityType?.name]));
  return events?.flatMap(({ activityTaskCompletedEventAttributes: completed }) => (completed ? [names.get(String(completed.scheduledEventId))] : [])) ?? [];
}
