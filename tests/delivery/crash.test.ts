import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Channel } from '../../activities/delivery/channel.js';
import { AT_ONCE, LEASE, type DeliveryDeps } from '../../activities/delivery/delivery-activities.js';
import { outboxFolder } from '../../config/channels/folder.js';
import { notifyEmail } from '../../config/channels/notify.js';
import { smtp } from '../../config/channels/smtp.js';
import { createOutbox, type Outbox } from '../../prisma/repositories/outbox.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { record, told, valueOf } from '../activities/world.js';
import { fakeNotify, type FakeNotify } from './fake-notify.js';
import { fakeSmtp, type FakeSmtp } from './fake-smtp.js';
import { actsOf, deliverAll, deliveryOf, factsOf, messagesOf, MOTHER, newHouse, openFamily, tasksOf, watched, type House } from './house.js';

/** A worker that dies at the worst moment: nothing is lost, nothing goes twice, and what nobody can tell becomes a person's task. */

let house: House;
let notify: FakeNotify;
let mail: FakeSmtp;
beforeAll(async () => {
  [house, notify, mail] = await Promise.all([newHouse(), fakeNotify(), fakeSmtp()]);
});
afterAll(async () => {
  await Promise.all([house.close(), notify.close(), mail.close()]);
});
beforeEach(() => {
  house.clock.at = new Date('2025-09-05T12:00:00Z');
  notify.kept.length = 0;
  mail.taken.length = 0;
});

class Killed extends Error {}
const dies: Pick<DeliveryDeps, 'afterSend'> = { afterSend: () => Promise.reject(new Killed('kill -9')) };
const leaseOver = (): void => void (house.clock.at = new Date(house.clock.at.getTime() + LEASE + 1_000));

/** A record with a mail to the mother and to three partners, ready to go. */
async function fourMails(): Promise<string> {
  const { caseRef } = await openFamily(house, [MOTHER]);
  await record(factsOf(house), caseRef, told('request-received', '2025-09-02', { by: 'parent' }), told('considering-notified', '2025-09-05'));
  await deliveryOf(house).addressNext();
  return caseRef;
}
const by = (email: Channel): Pick<DeliveryDeps, 'channels'> => ({ channels: { email, letter: email } });
const statusesOf = async (caseRef: string): Promise<string[]> => (await messagesOf(house.database, caseRef)).map(({ status }) => status);

test('Notify: killed after it took them, they are found by reference and sent once', async () => {
  const caseRef = await fourMails();
  const channel = notifyEmail({ baseUrl: notify.url, apiKey: notify.apiKey, templateId: notify.templateId });
  await expect(deliveryOf(house, { ...by(channel), ...dies }).sendNext()).rejects.toThrow(Killed);
  await expect.poll(() => notify.kept.length).toBe(4); // those under way when it died arrive
  expect(await deliveryOf(house, by(channel)).sendNext()).toMatchObject({ sent: 0 }); // its worker may be alive still

  leaseOver();
  await deliverAll(deliveryOf(house, by(channel)));
  expect(notify.kept).toHaveLength(4);
  expect(new Set(notify.kept.map(({ reference }) => reference)).size).toBe(4);
  expect(await statusesOf(caseRef)).toEqual(Array(4).fill('accepted'));
  expect((await actsOf(house.database, caseRef)).filter(({ type }) => type === 'message-accepted')).toHaveLength(4);
  expect((await auditJournal(house.database, caseRef))?.faults).toEqual([]);
  notify.kept.forEach((one) => (one.status = 'delivered'));
  house.clock.at = new Date(house.clock.at.getTime() + 120_000);
  await deliverAll(deliveryOf(house, by(channel)));
  expect(await statusesOf(caseRef)).toEqual(Array(4).fill('delivered'));
});

test('Notify: a message taken whose answer was lost is looked for before it is tried again', async () => {
  const caseRef = await fourMails();
  const channel = notifyEmail({ baseUrl: notify.url, apiKey: notify.apiKey, templateId: notify.templateId });
  notify.moods.push('takes-and-hangs-up', 500, 429);
  await deliveryOf(house, by(channel)).sendNext();
  expect((await statusesOf(caseRef)).sort()).toEqual(['accepted', 'queued', 'queued', 'queued']);
  house.clock.at = new Date(house.clock.at.getTime() + 60_000);
  await deliverAll(deliveryOf(house, by(channel)));
  expect(await statusesOf(caseRef)).toEqual(Array(4).fill('accepted'));
  expect(notify.kept).toHaveLength(4);
});

test('SMTP: killed between sending and writing it down, nobody can tell: a person’s task, never a second mail', async () => {
  const caseRef = await fourMails();
  const channel = smtp({ url: mail.url, from: 'send@council.example' });
  await expect(deliveryOf(house, { ...by(channel), ...dies }).sendNext()).rejects.toThrow(Killed);
  await mailsArrived(4);

  leaseOver();
  await deliverAll(deliveryOf(house, by(channel)));
  leaseOver();
  await deliverAll(deliveryOf(house, by(channel)));
  expect(mail.taken).toHaveLength(4);
  expect(await statusesOf(caseRef)).toEqual(Array(4).fill('unknown'));
  expect((await tasksOf(house.database, caseRef)).map(({ kind, forRole, actBy }) => [kind, forRole, actBy])).toEqual(Array(4).fill(['unknown', 'caseworker', '2025-09-08']));
});

test('SMTP: killed with many waiting, only those begun are in doubt; the others go', async () => {
  const refs = [await fourMails(), await fourMails(), await fourMails()];
  const channel = smtp({ url: mail.url, from: 'send@council.example' });
  await expect(deliveryOf(house, { ...by(channel), ...dies }).sendNext()).rejects.toThrow(Killed);
  await mailsArrived(AT_ONCE);

  await deliverAll(deliveryOf(house, by(channel)));
  leaseOver();
  await deliverAll(deliveryOf(house, by(channel)));
  expect(mail.taken).toHaveLength(12);
  const statuses = (await Promise.all(refs.map(statusesOf))).flat().sort();
  expect(statuses).toEqual([...Array<string>(12 - AT_ONCE).fill('accepted'), ...Array<string>(AT_ONCE).fill('unknown')]);
});

test.each(['SMTP', 'Notify'])('%s: PostgreSQL away for a moment when they have gone: they are written down when it is back, in no doubt', async (name) => {
  const caseRef = await fourMails();
  const channel = name === 'SMTP' ? smtp({ url: mail.url, from: 'send@council.example' }) : notifyEmail({ baseUrl: notify.url, apiKey: notify.apiKey, templateId: notify.templateId });
  const outbox = createOutbox(house.database);
  let away = 3;
  const settle: Outbox['settle'] = (attempts, at) => (away-- > 0 ? Promise.reject(Object.assign(new Error('away'), { code: 'ECONNREFUSED' })) : outbox.settle(attempts, at));
  const heard: unknown[] = [];
  expect(await deliveryOf(house, { ...by(channel), outbox: { ...outbox, settle }, report: (_step, error) => void heard.push(error) }).sendNext()).toMatchObject({ sent: 4 });
  expect(heard).toHaveLength(3);
  expect(await statusesOf(caseRef)).toEqual(Array(4).fill('accepted'));
  expect(mail.taken.length + notify.kept.length).toBe(4);
});

/** Until the mails under way when the worker died have arrived. */
const mailsArrived = (count: number): Promise<void> => expect.poll(() => mail.taken.length).toBe(count);

test('the outbox: killed after the file was there, it is found by its reference', async () => {
  const caseRef = await fourMails();
  const channel = outboxFolder(house.folder, null);
  await expect(deliveryOf(house, { ...by(channel), ...dies }).sendNext()).rejects.toThrow(Killed);
  leaseOver();
  const never = watched(() => ({ kind: 'refused', problem: 'sent-twice' }), { find: channel.find });
  await deliveryOf(house, by(never)).sendNext();
  expect(await statusesOf(caseRef)).toEqual(Array(4).fill('accepted'));
});

test('killed while addressing, nothing is half written, and the next addresses all', async () => {
  const { caseRef } = await openFamily(house);
  await record(factsOf(house), caseRef, told('request-received', '2025-09-02', { by: 'parent' }), told('considering-notified', '2025-09-05'));
  const { pool } = house.database;
  await pool.query(`CREATE FUNCTION power_cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'power cut'; END $$`);
  await pool.query('CREATE TRIGGER power_cut BEFORE UPDATE ON notification FOR EACH ROW EXECUTE FUNCTION power_cut()');
  await expect(deliveryOf(house).addressNext()).rejects.toThrow('power cut');
  expect(await messagesOf(house.database, caseRef)).toEqual([]);
  await pool.query('DROP TRIGGER power_cut ON notification');
  await deliverAll(deliveryOf(house));
  expect(await messagesOf(house.database, caseRef)).toHaveLength(5);
});

test('many workers at once: each notice addressed once, each message sent once', async () => {
  const refs = await Promise.all(Array.from({ length: 6 }, () => openFamily(house, [MOTHER])));
  for (const { caseRef } of refs) await record(factsOf(house), caseRef, told('request-received', '2025-09-02', { by: 'parent' }), told('considering-notified', '2025-09-05'));
  const channel = watched();
  await Promise.all(Array.from({ length: 4 }, () => deliverAll(deliveryOf(house, by(channel)))));
  expect(channel.sent).toHaveLength(24);
  expect(new Set(channel.sent.map(({ reference }) => reference)).size).toBe(24);
  for (const { caseRef } of refs) expect((await auditJournal(house.database, caseRef))?.faults).toEqual([]);
  expect(await valueOf(house.database, `SELECT count(*) AS value FROM notification WHERE status = 'queued'`)).toBe(0);
});

test('an attempt that wakes up after another has overtaken it says nothing', async () => {
  const caseRef = await fourMails();
  let wake: () => void = () => undefined;
  const asleep = new Promise<void>((done) => (wake = done));
  const slow = watched(async () => {
    await asleep;
    return { kind: 'refused', problem: 'too-late' };
  });
  const sleeping = deliveryOf(house, by(slow)).sendNext();
  await expect.poll(() => statusesOf(caseRef)).toEqual(Array(4).fill('sending'));
  leaseOver();
  await deliveryOf(house, by(watched())).sendNext();
  wake();
  await sleeping;
  expect(await statusesOf(caseRef)).toEqual(Array(4).fill('accepted'));
  expect(await tasksOf(house.database, caseRef)).toEqual([]);
});

test('a worker asked to stop puts back what it has not begun', async () => {
  const caseRef = await fourMails();
  const channel = watched();
  await deliveryOf(house, { ...by(channel), isStopping: () => true }).sendNext();
  expect(channel.sent).toEqual([]);
  expect(await statusesOf(caseRef)).toEqual(Array(4).fill('queued'));
  await deliverAll(deliveryOf(house, by(channel)));
  expect(channel.sent).toHaveLength(4);
});
