import './quiet.js';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createListWriter } from '../../activities/review-lists/words.js';
import { createCarrier } from '../../api/carrier.js';
import { createProcesses } from '../../api/processes.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import { aesGcm, BadPayloadKey, payloadKeys } from '../../config/payload-codec.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { instantOf, londonDay } from '../../domain/dates/london.js';
import { createLiveRules } from '../../prisma/repositories/council-rules.js';
import { createLadderArmings } from '../../prisma/repositories/ladder-arming.js';
import { createLadders } from '../../prisma/repositories/ladders.js';
import { openHousehold } from '../../tools/setup/household.mjs';
import { freePort } from '../../tools/setup/ports.mjs';
import { createCaseWorker } from '../../worker/compose.js';
import { agendaTeller, armLadders } from '../../worker/ladder-arming.js';
import { planId } from '../../workflows/plan/messages.js';
import { REVIEW_LISTS, reviewListsId } from '../../workflows/review-lists/messages.js';
import { assessmentId } from '../../workflows/assessment/messages.js';
import { CASEWORKER, command, importPlan, newWorld, openCase, RULES, rowsOf, told, valueOf, type World } from '../activities/world.js';
import { startWorker } from '../chaos/workers.js';
import { temporalProgram, workflowBundlePath } from '../support/resources.js';
import { textsOfHistory } from './texts.js';
import { PATIENCE } from '../support/patience.js';

vi.setConfig({ testTimeout: 120_000 });

const house = openHousehold();
const folder = mkdtempSync(path.join(tmpdir(), 'duly-temporal-'));
const today = londonDay(new Date().toISOString());

let world: World;
let address: string;
let connection: Connection;
beforeAll(async () => {
  world = await newWorld();
  address = `127.0.0.1:${await freePort([])}`;
  const soon = ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=60']; // instead of 4,096 events
  house.serve('Temporal server', await temporalProgram(), ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', address.split(':')[1] ?? '', '--log-level', 'error', ...soon], { log: path.join(folder, 'server.log') });
  connection = Connection.lazy({ address });
  await vi.waitUntil(() => connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.describeNamespace({ namespace: 'default' })).then(() => true, () => false), { timeout: PATIENCE, interval: 200 });
});
afterAll(async () => {
  await connection.close();
  await house.stop();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a case rolls over to a new run when the server suggests it, under Updates, and loses and doubles nothing', async () => {
  const taskQueue = `roll-over-${randomUUID()}`;
  const client = new Client({ connection });
  const native = await NativeConnection.connect({ address });
  const worker = await createCaseWorker({ connection: native, namespace: 'default', database: world.database, taskQueue, bundle: await workflowBundlePath(), clock: { now: () => new Date() }, rules: () => RULES });
  await worker.runUntil(async () => {
    const processes = createProcesses({ client, taskQueue, patience: PATIENCE });
    const caseRef = await openCase(world, today);
    expect(await processes.record(caseRef, command(told('request-received', today, { by: 'parent' })))).toMatchObject({ kind: 'RECORDED' });
    const { runId } = await client.workflow.getHandle(assessmentId(caseRef)).describe();
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([1, 2, 3].map(() => processes.record(caseRef, command(told('contact-made', today)))));
      expect(answers.map(({ kind }) => kind)).toEqual(['RECORDED', 'RECORDED', 'RECORDED']);
    }
    await vi.waitUntil(async () => (await client.workflow.getHandle(assessmentId(caseRef)).describe()).runId !== runId, { timeout: PATIENCE, interval: 100 });
    expect(await rowsOf(world.database, caseRef)).toMatchObject({ entries: 16, facts: 16 });
    const ended = await client.workflow.getHandle(assessmentId(caseRef), runId).describe();
    expect(ended.status.name).toBe('CONTINUED_AS_NEW');
    expect(await processes.record(caseRef, command(told('considering-notified', today)))).toEqual({ kind: 'RECORDED', entry: 17 });
  });
  await native.close();
});

test('a term’s lists go by a process of their own: each plan’s workflow records it, and nobody’s name is in a history', async () => {
  const taskQueue = `lists-${randomUUID()}`;
  const client = new Client({ connection });
  const native = await NativeConnection.connect({ address });
  const term = { term: 'next-term', startsOn: addDays(today, 40), endsOn: addDays(today, 110) };
  const rules = { ...RULES, calendar: { ...RULES.calendar, terms: [term] } };
  await world.bulk.settings([{ ref: 'T-L1STED00', name: 'Listed Test School', kind: 'school', urn: null, email: 'office@listed.example' }]);
  const plans = await Promise.all([1, 2, 3].map(() => importPlan(world, [told('plan-made', addDays(today, -300))], new Date())));
  await world.database.pool.query(`UPDATE child SET setting_ref = 'T-L1STED00', given_name = 'Unmistakable' WHERE ref IN (SELECT child_ref FROM case_record WHERE ref = ANY($1))`, [plans]);
  const processes = createProcesses({ client, taskQueue, patience: PATIENCE });
  const write = createListWriter({ template: readLetters()['review-list'], council: readCouncil('Invented Council') });
  const worker = await createCaseWorker({ connection: native, namespace: 'default', database: world.database, taskQueue, bundle: await workflowBundlePath(), clock: { now: () => new Date() }, rules: () => rules, lists: { processes, write } });
  const lists = { term: 'next-term', setting: null, by: CASEWORKER };
  await worker.runUntil(async () => {
    const send = createCarrier({ client, taskQueue }, REVIEW_LISTS);
    await Promise.all([send(lists), send(lists)]); // pressed twice: one process
    await client.workflow.getHandle(reviewListsId(lists)).result();
  });
  const { rows } = await world.database.pool.query(`SELECT record_ref AS ref, payload->>'term' AS term, actor FROM journal_entry WHERE type = 'review-list-sent' ORDER BY 1`);
  expect(rows).toEqual([...plans].sort().map((ref) => ({ ref, term: 'next-term', actor: CASEWORKER })));
  expect((await world.database.pool.query(`SELECT 1 FROM message WHERE letter = 'review-list'`)).rowCount).toBe(1);
  const histories = [reviewListsId(lists), planId(plans[0] ?? '')].map(async (id) => textsOfHistory(await client.workflow.getHandle(id).fetchHistory()).join(' '));
  for (const text of await Promise.all(histories)) expect(text).not.toMatch(/Unmistakable|office@|Listed/);
  await native.close();
});

test('a changed ladder reaches a sleeping record by a signal; one whose process was lost is started', async () => {
  const taskQueue = `ladders-${randomUUID()}`;
  const client = new Client({ connection });
  const native = await NativeConnection.connect({ address });
  const clock = { now: () => new Date() };
  const live = createLiveRules(world.database, RULES, clock);
  const worker = await createCaseWorker({ connection: native, namespace: 'default', database: world.database, taskQueue, bundle: await workflowBundlePath(), clock, rules: live.rules });
  await worker.runUntil(async () => {
    const processes = createProcesses({ client, taskQueue, patience: PATIENCE });
    const [caseRef, lost] = await Promise.all([openCase(world, today), openCase(world, today)]);
    for (const ref of [caseRef, lost]) expect(await processes.record(ref, command(told('request-received', today, { by: 'parent' })))).toMatchObject({ kind: 'RECORDED' });
    await client.workflow.getHandle(assessmentId(lost)).terminate();
    const wakes = (ref: string): Promise<string> => valueOf(world.database, 'SELECT wake_at AS value FROM case_record WHERE ref = $1', [ref]);
    const before = await wakes(caseRef);
    const rungs = [{ rung: 'soon', days: -40, from: 'due', act: 'remind', to: 'caseworker' }, { rung: 'late-7', days: 7, from: 'due', act: 'escalate', to: 'director' }] as const;
    await createLadders(world.database).add({ code: 'decide-to-assess', rungs, by: CASEWORKER, at: instantOf(clock.now()), effectiveFrom: today, reason: 'Sooner', after: 0 });
    await live.refresh();
    const later = { now: () => new Date(Date.now() + 30_000) }; // every worker has read it by then
    expect(await armLadders({ armings: createLadderArmings(world.database), tell: agendaTeller(client, taskQueue), clock: later, pace: 0 })).toBeGreaterThanOrEqual(2);
    await vi.waitUntil(async () => (await wakes(caseRef)) < before && (await wakes(lost)) < before, { timeout: PATIENCE, interval: 100 });
    expect((await client.workflow.getHandle(assessmentId(lost)).describe()).status.name).toBe('RUNNING');
  });
  await native.close();
});

test('with a key, Temporal holds no reference or day in the clear, and refusals still say why', async () => {
  const payloadKey = `k1:${randomBytes(32).toString('base64')}`;
  const taskQueue = `codec-${randomUUID()}`;
  const worker = await startWorker({ databaseUrl: world.url, address, taskQueue, payloadKey });
  const secret = new Client({ connection, dataConverter: { payloadCodecs: [aesGcm(payloadKeys(payloadKey))] } });
  const processes = createProcesses({ client: secret, taskQueue, patience: PATIENCE });
  const caseRef = await openCase(world, today);
  const start = told('request-received', today, { by: 'parent', note: 'N-0000SEEN' });

  expect(await processes.record(caseRef, command(start))).toEqual({ kind: 'RECORDED', entry: 1 });
  expect(await processes.record(caseRef, command(told('assessment-agreed', today), told('advice-received', today, { adviser: 'V-1' })))).toEqual({ kind: 'REFUSED', code: 'answer-without-asking' });

  const stored = textsOfHistory(await new Client({ connection }).workflow.getHandle(assessmentId(caseRef)).fetchHistory());
  const holding = (part: string): number => stored.filter((text) => text.includes(part)).length;
  expect(holding('binary/encrypted')).toBeGreaterThan(5);
  for (const part of ['N-0000SEEN', 'request-received', 'latestOn', 'refused by rule', `"${today}"`]) expect(holding(part)).toBe(0);
  expect(await valueOf(world.database, `SELECT payload->>'note' AS value FROM journal_entry WHERE record_ref = $1 AND position = 1`, [caseRef])).toBe('N-0000SEEN');
  await worker.stop();
});

test('keys are told by id: an old one still decrypts, a missing or a wrong one does not', async () => {
  const [one, two] = ['one', 'two'].map((id) => `${id}:${randomBytes(32).toString('base64')}`) as [string, string];
  const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"caseRef":"A-1"}') };
  const [sealed] = await aesGcm(payloadKeys(one)).encode([payload]);
  if (sealed === undefined) throw new Error('a payload in, a payload out');
  expect(Buffer.from(sealed.data ?? []).toString()).not.toContain('A-1');

  const [opened] = await aesGcm(payloadKeys(`${two},${one}`)).decode([sealed]);
  expect(Buffer.from(opened?.data ?? []).toString()).toBe('{"caseRef":"A-1"}');
  await expect(aesGcm(payloadKeys(two)).decode([sealed])).rejects.toThrow('a key that DULY_PAYLOAD_KEY does not hold');
  const flipped = Buffer.from(sealed.data ?? []);
  flipped[20] = (flipped[20] ?? 0) ^ 1;
  await expect(aesGcm(payloadKeys(one)).decode([{ ...sealed, data: flipped }])).rejects.toThrow();
  expect(await aesGcm(payloadKeys(two)).decode([payload])).toEqual([payload]); // written before there was a key
});

test.each(['', 'short:AAAA', 'no-id', `:${randomBytes(32).toString('base64')}`])('a wrong key (%#) is refused by name, without being shown', (text) => {
  expect(() => payloadKeys(text)).toThrow(BadPayloadKey);
  expect(() => payloadKeys(text)).toThrow(/^DULY_PAYLOAD_KEY must be/);
});
