import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { instantOf, londonInstant } from '../../domain/dates/london.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { createLiveRules } from '../../prisma/repositories/council-rules.js';
import { createOwnRules } from '../../prisma/repositories/own-rules.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import type { Block } from '../../domain/tell/template.js';
import { CHILD, openCase, record, RULES, told, valueOf } from '../activities/world.js';
import { actsOf, CASEWORKER, deliverAll, deliveryOf, factsOf, messagesOf, MOTHER, newHouse, openFamily, PUBLIC_URL, TEAM, watched, type House } from './house.js';

let house: House;
beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  await house.database.pool.query('TRUNCATE absence, digest_item, staff_digest, escalation, task, message, notification, agenda_claim CASCADE');
});

/** Moves the house to a time of a day. */
const at = (on: string, time: string): string => {
  const instant = londonInstant(isoDate(on), time);
  house.clock.at = new Date(instant);
  return instant;
};

/** A request of 2 September 2025: decided by 14 October, reminded of on 30 September and 10 October. */
async function request(): Promise<string> {
  const caseRef = await openCase(house);
  at('2025-09-05', '12:00');
  await record(factsOf(house), caseRef, told('request-received', '2025-09-02', { by: 'parent' }));
  return caseRef;
}
/** What its process does at a moment, and what the postman does then. */
async function wake(caseRef: string, on: string, time: string): Promise<void> {
  await factsOf(house).performDue({ caseRef, now: at(on, time) });
}
type Digest = Readonly<{ ref: string; to: string; day: string; subject: string; body: readonly Block[]; status: string }>;
async function digests(): Promise<readonly Digest[]> {
  const { rows } = await house.database.pool.query<Digest>(
    `SELECT m.ref, d.staff_ref AS to, d.day, m.subject, m.body, m.status FROM staff_digest d JOIN message m ON m.ref = d.message_ref ORDER BY d.day, d.staff_ref`);
  return rows;
}
const wordsOf = (digest: Digest | undefined): string => JSON.stringify(digest?.body);
const deliver = (channel = watched()) => deliverAll(deliveryOf(house, { channels: { email: channel, letter: channel } }));

test('reminders of several cases wait from eight to half past, then go as one mail; the record says at eight that they were made', async () => {
  const [one, two] = [await request(), await request()];
  for (const caseRef of [one, two]) await wake(caseRef, '2025-09-30', '08:00');
  const channel = watched();
  await deliver(channel);
  expect(channel.sent).toEqual([]);
  expect((await actsOf(house.database, one)).map(({ type }) => type)).toEqual(['remind']);
  expect(await valueOf(house.database, `SELECT not_before AS value FROM notification WHERE record_ref = $1`, [one])).toBe('2025-09-30T07:30:00.000Z');

  at('2025-09-30', '08:29');
  await deliver(channel);
  expect(channel.sent).toEqual([]);
  at('2025-09-30', '08:30');
  await deliver(channel);
  expect(channel.sent.map(({ letter, address, subject }) => [letter, address, subject])).toEqual([['staff-digest', 'casey@demo.example', 'Your work today: 2 due later']]);
  const [digest] = await digests();
  for (const caseRef of [one, two]) expect(JSON.stringify(channel.sent[0]?.body)).toContain(`${caseRef}: decide whether to carry out an EHC needs assessment, and tell the family, due by Tuesday 14 October 2025. ${PUBLIC_URL}/cases/${caseRef}`);
  expect(JSON.stringify(channel.sent[0])).not.toContain(CHILD.givenName);
  expect(JSON.stringify(channel.sent[0])).not.toContain('Gone quiet'); // a passage with nothing to say is left out
  expect(await messagesOf(house.database, one)).toEqual([]);
  expect((await actsOf(house.database, one)).at(-1)).toEqual({ type: 'told-in-digest', payload: { message: digest?.ref, duty: 'decide-to-assess', toRef: CASEWORKER } });
  expect((await auditJournal(house.database, one))?.faults).toEqual([]);

  at('2025-10-01', '08:30');
  await deliver(channel);
  expect(channel.sent).toHaveLength(1); // nothing new: no mail
});

test('what was done before the mail leaves is not in it, and where nothing is left there is none', async () => {
  const [done, open] = [await request(), await request()];
  for (const caseRef of [done, open]) await wake(caseRef, '2025-09-30', '08:00');
  await deliver();
  at('2025-09-30', '08:10');
  await record(factsOf(house), done, told('considering-notified', '2025-09-30'), told('assessment-agreed', '2025-09-30'));
  at('2025-09-30', '08:30');
  await deliver();
  const [digest] = await digests();
  expect(wordsOf(digest)).toContain(open);
  expect(wordsOf(digest)).not.toContain(done);
  expect(await valueOf(house.database, `SELECT status AS value FROM notification WHERE record_ref = $1 AND rung = 'due-minus-14'`, [done])).toBe('overtaken');
});

test('a breach of the law goes singly and before the mail of the day; at night it leaves when quiet hours end', async () => {
  const caseRef = await request();
  await wake(caseRef, '2025-09-30', '08:00');
  const channel = watched();
  await deliver(channel);
  await wake(caseRef, '2025-10-15', '22:15'); // the engine was away
  await deliver(channel);
  expect((await actsOf(house.database, caseRef)).map(({ type }) => type)).toContain('escalate'); // the record is not delayed
  const staff = () => channel.sent.filter(({ letter }) => letter.startsWith('staff-')).map(({ letter, address }) => [letter, address]).sort();
  expect(staff()).toEqual([]);
  at('2025-10-16', '06:59');
  await deliver(channel);
  expect(staff()).toEqual([]);
  at('2025-10-16', '07:00');
  await deliver(channel);
  expect(staff()).toEqual([['staff-escalation', 'team-manager@demo.example'], ['staff-reminder', 'casey@demo.example']]); // of the decision, and of partners who have not been told of it
  at('2025-10-16', '08:30');
  await deliver(channel);
  expect(staff()[0]).toEqual(['staff-digest', 'casey@demo.example']);
  const [digest] = await digests();
  expect(digest?.subject).toBe('Your work today: 1 late'); // two reminders of one duty, as it stands now
  expect(wordsOf(digest)).toContain('was due by Tuesday 14 October 2025. ');

  at('2025-10-20', '08:30'); // three working days after it was told: the last day to acknowledge it
  await deliver(channel);
  expect((await digests()).map(({ to, day, subject }) => [to, day, subject]).at(-1)).toEqual(['S-TEAMMAN1', '2025-10-20', 'Your work today: 1 to acknowledge']);
  expect(wordsOf((await digests()).at(-1))).toContain(`Say by Monday 20 October 2025 what will be done. ${PUBLIC_URL}/escalations/${caseRef}/decide-to-assess/-/`);
});

test('a letter of the law that a fact causes at night leaves at once', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  at('2025-09-06', '23:30'); // a Saturday
  await record(factsOf(house), caseRef, told('request-received', '2025-09-02', { by: 'parent' }), told('considering-notified', '2025-09-06'));
  const channel = watched();
  await deliver(channel);
  expect(channel.sent.map(({ letter }) => letter)).toContain('considering-family');
});

test('two workers at once make one mail, and everything is in it', async () => {
  const cases = [await request(), await request(), await request(), await request()];
  for (const caseRef of cases) await wake(caseRef, '2025-09-30', '08:00');
  at('2025-09-30', '08:31');
  const channel = watched();
  await Promise.all(Array.from({ length: 6 }, () => deliver(channel)));
  await deliver(channel);
  expect(channel.sent).toHaveLength(1);
  for (const caseRef of cases) expect(JSON.stringify(channel.sent[0])).toContain(caseRef);
});

class Killed extends Error {}
test('killed after it was addressed, before the mail was made, and after that: nothing is lost and nothing goes twice', async () => {
  const cases = [await request(), await request()];
  for (const caseRef of cases) await wake(caseRef, '2025-09-30', '08:00');
  at('2025-09-30', '08:30');
  const channel = watched();
  const channels = { email: channel, letter: channel };
  const killed = (): never => {
    throw new Killed('kill -9');
  };
  const dying = deliveryOf(house, { channels, writeDigest: killed });
  await dying.addressNext(); // each notice now waits for its reader's mail
  await expect(dying.addressNext()).rejects.toThrow(Killed);
  expect(await digests()).toEqual([]);
  expect(await valueOf(house.database, 'SELECT count(*) AS value FROM digest_item WHERE day IS NULL')).toBe(2);

  await deliveryOf(house, { channels }).addressNext(); // made; and its worker dies before it is sent
  expect(channel.sent).toEqual([]);
  await deliver(channel);
  await deliver(channel);
  expect(channel.sent).toHaveLength(1);
  for (const caseRef of cases) expect(JSON.stringify(channel.sent[0])).toContain(caseRef);
  expect(await valueOf(house.database, 'SELECT count(*) AS value FROM digest_item WHERE day IS NULL')).toBe(0);
});

test('what comes after the mail of the day has gone waits for the next: one a day', async () => {
  const [first, second] = [await request(), await request()];
  await wake(first, '2025-09-30', '08:00');
  at('2025-09-30', '08:30');
  await deliver();
  await wake(second, '2025-09-30', '08:31');
  await house.database.pool.query(`UPDATE notification SET queued_at = '2025-09-30T07:29:59Z' WHERE record_ref = $1`, [second]); // recorded in time, and committed too late
  await deliver();
  at('2025-09-30', '16:00');
  await deliver();
  expect(await digests()).toHaveLength(1);
  at('2025-10-01', '08:29');
  await deliver();
  expect(await digests()).toHaveLength(1);
  at('2025-10-01', '08:30');
  await deliver();
  expect((await digests()).map(({ day }) => day)).toEqual(['2025-09-30', '2025-10-01']);
  expect(wordsOf((await digests())[1])).toContain(second);
});

test('whoever covers gets the mail; where nobody does, the role above', async () => {
  await house.bulk.staff([{ ref: 'S-C0LLEAG1', name: 'Robin Colleague-Test', account: 'robin@demo.example', demo: true, roles: [{ role: 'caseworker', teamRef: TEAM, service: null }] }]);
  const caseRef = await request();
  const away = (cover: string | null) => house.database.pool.query(`INSERT INTO absence (staff_ref, from_on, to_on, cover_ref, set_by, set_at) VALUES ($1, '2025-09-29', '2025-10-12', $2, 'S-TEAMMAN1', now())`, [CASEWORKER, cover]);
  await away('S-C0LLEAG1');
  await wake(caseRef, '2025-09-30', '08:00');
  at('2025-09-30', '08:30');
  await deliver();
  expect((await digests()).map(({ to }) => to)).toEqual(['S-C0LLEAG1']);
  await house.database.pool.query('DELETE FROM absence');
  await away(null);
  await wake(caseRef, '2025-10-10', '08:00');
  at('2025-10-10', '08:30');
  await deliver();
  expect((await digests()).map(({ to }) => to)).toEqual(['S-C0LLEAG1', 'S-TEAMMAN1']);
});

test('cases gone quiet are in the mail of whoever is to see to them, once; one that goes on is not', async () => {
  const [quiet, goesOn] = [await request(), await request()];
  for (const [n, ref] of [quiet, goesOn].entries()) {
    await house.database.pool.query(`INSERT INTO task (ref, record_ref, kind, about, for_role, act_by, opened_at, done_at, done_by, how) VALUES ($1, $2, 'gone-quiet', $2 || ':no-fact:team-manager', 'team-manager', '2025-09-30', $3, $4::timestamptz, CASE WHEN $4::timestamptz IS NOT NULL THEN 'duly' END, CASE WHEN $4::timestamptz IS NOT NULL THEN 'goes-on' END)`, [`K-${ref}`, ref, at('2025-09-26', '06:30'), n === 1 ? at('2025-09-26', '08:00') : null]);
  }
  at('2025-09-26', '08:30');
  await deliver();
  at('2025-09-29', '08:30');
  await deliver();
  const [digest, ...others] = await digests();
  expect(others).toEqual([]);
  expect([digest?.to, digest?.subject]).toEqual(['S-TEAMMAN1', 'Your work today: 1 gone quiet']);
  expect(wordsOf(digest)).toContain(`${quiet}: nothing has been recorded for longer than its stage should take`);
});

test('times that are changed hold for what waits already: the mail of the day goes by those of its own day, and none goes twice', async () => {
  await house.database.pool.query('DELETE FROM absence');
  const caseRef = await request();
  await wake(caseRef, '2025-09-30', '08:00');
  const live = createLiveRules(house.database, RULES, house.clock);
  const channel = watched();
  const go = async () => {
    await live.refresh();
    await deliverAll(deliveryOf(house, { rules: live.rules, channels: { email: channel, letter: channel } }));
  };
  await go();
  expect(await waitsUntil(caseRef)).toBe('2025-09-30T07:30:00.000Z');
  const rules = createOwnRules(house.database);
  const change = (digestAt: string, effectiveFrom: string, after: number) =>
    rules.add({ kind: 'staff-mail', content: { digestAt, quietHours: null }, by: CASEWORKER, at: instantOf(house.clock.at), effectiveFrom: isoDate(effectiveFrom), note: null, after });
  const later = await change('16:00', '2025-09-30', 0);
  at('2025-09-30', '08:30');
  await go();
  expect(channel.sent).toEqual([]);
  expect(await waitsUntil(caseRef)).toBe('2025-09-30T15:00:00.000Z');

  await change('10:15', '2025-09-30', later ?? 0); // earlier than what it was put off to
  at('2025-09-30', '10:15');
  await go();
  expect(channel.sent.map(({ letter }) => letter)).toEqual(['staff-digest']);
  at('2025-09-30', '16:00');
  await go();
  expect(channel.sent).toHaveLength(1);
});

const waitsUntil = (caseRef: string) => valueOf(house.database, 'SELECT not_before AS value FROM notification WHERE record_ref = $1', [caseRef]);
