import '../workflows/quiet.js';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createProcesses } from '../../api/processes.js';
import { outboxFolder } from '../../config/channels/folder.js';
import { smtp } from '../../config/channels/smtp.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import { createCaseWorker } from '../../worker/compose.js';
import { assessmentId } from '../../workflows/assessment/messages.js';
import type { DatedFact } from '../../workflows/case/messages.js';
import { command, RULES, told, valueOf } from '../activities/world.js';
import { fakeSmtp, type FakeSmtp } from '../delivery/fake-smtp.js';
import { deliverAll, deliveryOf, newHouse, openFamily, type House } from '../delivery/house.js';
import { devServer, workflowBundlePath } from '../support/resources.js';
import type { Sent } from './trial/load.js';
import { mailedReferences } from './trial/mailed.js';
import { verdictOf, type Evidence, type Fault } from './trial/verdict.js';
import { PATIENCE } from '../support/patience.js';

/** The trial's verdict on a sound council; then each kind of fault is planted, and must be seen and named. */

vi.setConfig({ testTimeout: 60_000 });

const today = londonDay(new Date().toISOString());
const CASES = 10;
const PLANS = 2;
const ofAPlan = [
  told('request-received', addDays(today, -140), { by: 'parent' }), told('assessment-agreed', addDays(today, -110)), told('partners-told', addDays(today, -110)),
  told('issue-agreed', addDays(today, -50)), told('draft-plan-sent', addDays(today, -40), { servedOn: addDays(today, -40) }), told('final-plan-issued', today),
];

let house: House;
let mail: FakeSmtp;
let connection: Connection;
let native: NativeConnection;
let client: Client;
let worker: Worker;
let running: Promise<void>;
let evidence: Evidence;
const refs: string[] = [];
beforeAll(async () => {
  const address = await devServer();
  const taskQueue = `verdict-${randomUUID()}`;
  [house, mail, connection, native] = await Promise.all([newHouse(new Date().toISOString()), fakeSmtp(), Connection.connect({ address }), NativeConnection.connect({ address })]);
  client = new Client({ connection });
  worker = await createCaseWorker({ connection: native, namespace: 'default', database: house.database, taskQueue, bundle: await workflowBundlePath(), clock: { now: () => new Date() }, rules: () => RULES });
  running = worker.run();
  const processes = createProcesses({ client, taskQueue, patience: PATIENCE });
  const sent: Sent[] = [];
  for (let count = 0; count < CASES; count += 1) {
    const { caseRef } = await openFamily(house, undefined, today);
    refs.push(caseRef);
    for (const facts of [[told('request-received', today, { by: 'parent' })], [told('considering-notified', today), told('contact-made', today)]]) sent.push(await recorded(caseRef, facts));
  }
  const last = refs.at(-1) ?? '';
  sent.push(await recorded(last, [told('request-withdrawn', today)]));
  for (let count = 0; count < PLANS; count += 1) {
    const { caseRef } = await openFamily(house, undefined, addDays(today, -150));
    refs.push(caseRef);
    sent.push(await recorded(caseRef, ofAPlan));
  }
  await deliverAll(deliveryOf(house, { channels: { email: smtp({ url: mail.url, from: 'send@council.example' }), letter: outboxFolder(house.folder, null) } }));
  await vi.waitUntil(async () => (await client.workflow.getHandle(assessmentId(last)).describe()).status.name === 'COMPLETED', { timeout: PATIENCE, interval: 100 });
  const posted = (await readdir(house.folder)).map((file) => path.basename(file, '.json'));
  evidence = { sent, mailed: mailedReferences(mail.taken), posted };

  async function recorded(caseRef: string, facts: readonly DatedFact[]): Promise<Sent> {
    const given = command(...facts);
    await house.reads.commands.save({ command: given, caseRef, bodyHash: 'x', sentAt: new Date().toISOString() as Instant, notes: [], state: 'pending' });
    const result = await processes.record(caseRef, given);
    if (result.kind !== 'RECORDED') throw new Error(JSON.stringify(result));
    return { key: given.commandId, reference: caseRef, facts: facts as unknown as Sent['facts'], answers: [201], caseRef, told: { kind: 'recorded', entry: result.entry } };
  }
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await Promise.all([connection.close(), native.close(), mail.close()]);
  await house.close();
});

const faultsOf = async (told: Evidence = evidence): Promise<readonly Fault[]> => (await verdictOf(house.database, client, told)).faults;
const kinds = (faults: readonly Fault[]): string[] => [...new Set(faults.map(({ kind }) => kind))].sort();
const run = (sql: string, ...values: unknown[]) => house.database.pool.query(sql, values);

test('a sound council has no fault, and is counted', async () => {
  const { counts, faults } = await verdictOf(house.database, client, evidence);
  expect(faults).toEqual([]);
  expect(counts).toMatchObject({
    'commands sent': 2 * CASES + 1 + PLANS, 'acknowledged as recorded': 2 * CASES + 1 + PLANS, 'facts in the journal': 3 * CASES + 1 + (ofAPlan.length + 1) * PLANS,
    'records': CASES + 2 * PLANS, 'open records': CASES - 1 + 2 * PLANS, 'running workflows': CASES - 1 + 2 * PLANS, 'plans made': PLANS,
  });
  expect(counts['mails taken by the mail server']).toBeGreaterThanOrEqual(CASES - 1); // one was withdrawn before anybody was written to
  expect(counts['letters posted']).toBeGreaterThanOrEqual(CASES - 1);
});

test('what its sender was told and nobody has, is lost; what nobody sent, is nobody’s', async () => {
  const ghost: Sent = { key: randomUUID(), reference: 'TRIAL-0001', facts: [told('contact-made', today)], answers: [202], caseRef: 'A-GHOST001', told: { kind: 'waits' } };
  const [first] = evidence.sent;
  const faults = await faultsOf({ ...evidence, sent: [...evidence.sent.slice(1), ghost] });
  expect(faults).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'lost fact', who: expect.stringContaining(ghost.key) as string }), expect.objectContaining({ kind: 'fact of nobody', who: `${refs[0] ?? ''} entry 1` }), expect.objectContaining({ kind: 'command of nobody', who: first?.key })]));
  expect(faults).toHaveLength(3);
});

test('a mail taken twice, one that never arrived, and one that no row knows', async () => {
  const [twice = '', ...others] = evidence.mailed;
  const [never = '', ...rest] = others;
  const faults = await faultsOf({ ...evidence, mailed: [twice, twice, 'ref-of-nobody', ...rest] });
  const nameOf = (reference: string) => valueOf<string>(house.database, `SELECT ref AS value FROM message WHERE reference = $1`, [reference]);
  const named = async (kind: string, reference: string) => expect(faults).toContainEqual(expect.objectContaining({ kind, who: expect.stringContaining(await nameOf(reference)) as string }));
  await named('doubled send', twice);
  await named('lost send', never);
  expect(faults).toContainEqual(expect.objectContaining({ kind: 'message of nobody', who: 'ref-of-nobody' }));
  expect(faults).toHaveLength(3);
});

const planted = new Set<string>();

/** Each on a record of its own, for what is planted stays: that one is named, and nobody else. */
test.each<{ name: string; index: number; plant: (ref: string) => Promise<unknown>; seen: readonly string[] }>([
  { name: 'an entry taken out of the journal', index: 1, seen: ['broken chain', 'lost fact'], plant: (ref) => overTheGuard(`DELETE FROM journal_entry WHERE record_ref = $1 AND position = 3`, ref) },
  { name: 'an entry written over', index: 2, seen: ['broken chain', 'changed fact'], plant: (ref) => overTheGuard(`UPDATE journal_entry SET happened_on = happened_on - 1, payload = payload || jsonb_build_object('note', 'N-0THER001') WHERE record_ref = $1 AND position = 3`, ref) },
  { name: 'a fact written twice', index: 3, seen: ['broken chain', 'doubled fact', 'workflow differs'], plant: (ref) => overTheGuard(`INSERT INTO journal_entry SELECT record_ref, 50, kind, type, happened_on, payload, actor, command_id, 7, recorded_at, previous_hash, hash FROM journal_entry WHERE record_ref = $1 AND position = 3`, ref) },
  { name: 'a notice that was never queued', index: 4, seen: ['lost notice', 'message of nobody'], plant: async (ref) => {
    await run(`DELETE FROM message WHERE record_ref = $1 AND letter = 'considering-family'`, ref);
    await run(`DELETE FROM notification WHERE record_ref = $1 AND template = 'considering-family'`, ref);
  } },
  { name: 'a mail that may have gone, and is nobody’s task', index: 5, seen: ['unknown to nobody', 'unnoted send'], plant: (ref) => run(`UPDATE message SET status = 'unknown' WHERE ref = (SELECT min(ref) FROM message WHERE record_ref = $1 AND channel = 'email')`, ref) },
  { name: 'a workflow ended behind its record’s back', index: 6, seen: ['missing workflow'], plant: (ref) => client.workflow.getHandle(assessmentId(ref)).terminate('planted') },
  { name: 'a record that ended behind its workflow’s back', index: 7, seen: ['needless workflow', 'standing differs'], plant: (ref) => run(`UPDATE case_record SET outcome = 'finished', ended_at = now() WHERE ref = $1`, ref) },
  { name: 'a wake that nobody sleeps until', index: 8, seen: ['standing differs', 'workflow differs'], plant: (ref) => run(`UPDATE case_record SET wake_at = wake_at + interval '1 day' WHERE ref = $1`, ref) },
  { name: 'a final plan whose plan was never opened', index: 10, seen: ['lost plan'], plant: async (ref) => {
    const plan = await valueOf<string>(house.database, `SELECT ref AS value FROM case_record WHERE made_from = $1`, [ref]);
    await run(`UPDATE case_record SET made_from = NULL WHERE ref = $1`, plan);
    planted.add(plan);
  } },
  { name: 'a plan made on another day', index: 11, seen: ['plan differs'], plant: async (ref) => {
    const plan = await valueOf<string>(house.database, `SELECT ref AS value FROM case_record WHERE made_from = $1`, [ref]);
    await overTheGuard(`UPDATE journal_entry SET payload = payload || '{"on":"2020-01-01"}' WHERE record_ref = $1`, plan);
    planted.add(plan);
  } },
  { name: 'a duty that the journal does not derive', index: 0, seen: ['duties differ'], plant: (ref) => run(`UPDATE duty SET content_hash = md5('other') WHERE id = (SELECT min(id) FROM duty WHERE record_ref = $1 AND recorded_to IS NULL)`, ref) },
])('$name', async ({ index, plant, seen }) => {
  const ref = refs[index] ?? '';
  await plant(ref);
  planted.add(ref);
  const faults = await faultsOf();
  const isOfNoRecord = ({ kind }: Fault): boolean => kind === 'message of nobody';
  expect(kinds(faults.filter((fault) => fault.who.includes(ref) || (seen.includes(fault.kind) && isOfNoRecord(fault))))).toEqual(seen);
  expect(faults.filter((fault) => !isOfNoRecord(fault) && ![...planted].some((one) => fault.who.includes(one)))).toEqual([]);
});

/** Past the trigger that guards the journal, as whoever owns the database may. */
async function overTheGuard(sql: string, ref: string): Promise<void> {
  const connected = await house.database.pool.connect();
  try {
    await connected.query('SET session_replication_role = replica');
    await connected.query(sql, [ref]);
  } finally {
    await connected.query('SET session_replication_role = DEFAULT');
    connected.release();
  }
}
