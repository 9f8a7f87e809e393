import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { command, record, rowsOf, told, valueOf } from '../activities/world.js';
import { actsOf, CHILD, deliverAll, deliveryOf, factsOf, messagesOf, MOTHER, newHouse, openFamily, tasksOf, type House } from './house.js';

/** From a fact to an envelope: who is written to, once, and what the record can prove of it. */

let house: House;
beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.clock.at = new Date('2025-09-05T12:00:00Z');
});

const requested = told('request-received', '2025-09-02', { by: 'parent' });
const considered = told('considering-notified', '2025-09-05');

test('a fact queues its letters in its own transaction; each reaches its own address once', async () => {
  const { caseRef, people } = await openFamily(house);
  await record(factsOf(house), caseRef, requested, considered);
  expect((await rowsOf(house.database, caseRef)).notices).toBe(4); // family, health, social care, the school

  await deliverAll(deliveryOf(house));

  const messages = await messagesOf(house.database, caseRef);
  const mother = messages.find(({ toRef }) => toRef === people[0]);
  const father = messages.find(({ toRef }) => toRef === people[1]);
  expect(mother).toMatchObject({ letter: 'considering-family', channel: 'email', address: 'morag@family.example', status: 'delivered' });
  expect(father).toMatchObject({ letter: 'considering-family', channel: 'letter', address: '22 Made-up Lane\nSampleton\nZZ1 2BB', status: 'delivered' });
  expect(messages.filter(({ letter }) => letter === 'considering-partners').map(({ toKind, address }) => [toKind, address])).toEqual([
    ['service', 'v-3@advice.example'], ['service', 'v-5@advice.example'], ['setting', 'head@school.example'],
  ]);
  expect(await tasksOf(house.database, caseRef)).toEqual([]);

  const again = await deliverAll(deliveryOf(house));
  expect(again).toEqual({ addressed: 0, sent: 0, followed: 0 });
  expect(await messagesOf(house.database, caseRef)).toHaveLength(5);
});

test('what went is kept as it went, with a link that works; a mail names nobody', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  await record(factsOf(house), caseRef, requested, considered);
  await deliverAll(deliveryOf(house));
  const mail = (await messagesOf(house.database, caseRef)).find(({ toKind }) => toKind === 'person');

  const kept = JSON.parse(await readFile(path.join(house.folder, `${mail?.reference}.json`), 'utf8')) as { link: string; address: string; subject: string; body: unknown };
  expect(kept.address).toBe(MOTHER.email);
  expect(kept.link).toMatch(/^https:\/\/duly\.example\/a\/[\w-]{43}$/);
  expect(await valueOf(house.database, 'SELECT count(*) AS value FROM access_link WHERE record_ref = $1', [caseRef])).toBe(1);
  const token = kept.link.split('/').at(-1) ?? '';
  expect(await valueOf(house.database, 'SELECT count(*) AS value FROM message WHERE body::text LIKE $1', [`%${token}%`])).toBe(0);
  for (const name of [CHILD.familyName, CHILD.givenName]) expect(JSON.stringify([kept.subject, kept.body])).not.toContain(name);
});

test('a setting that is consulted gets a link of its own; a partner that is only told gets none', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  const setting = await valueOf<string>(house.database, 'SELECT setting_ref AS value FROM child c JOIN case_record r ON r.child_ref = c.ref WHERE r.ref = $1', [caseRef]);
  await record(factsOf(house), caseRef, requested, considered, told('assessment-agreed', '2025-09-05'), told('issue-agreed', '2025-09-05'), told('setting-consulted', '2025-09-05', { setting }));
  await deliverAll(deliveryOf(house));
  const mails = (await messagesOf(house.database, caseRef)).filter(({ toKind }) => toKind === 'setting');
  const links = await Promise.all(mails.map(async ({ letter, reference }) => [letter, (JSON.parse(await readFile(path.join(house.folder, `${reference}.json`), 'utf8')) as { link: string | null }).link]));
  expect(links).toContainEqual(['consultation', expect.stringMatching(/^https:\/\/duly\.example\/a\/[\w-]{43}$/)]);
  expect(links).toContainEqual(['agreed-partners', null]);
  expect(await valueOf(house.database, `SELECT for_ref AS value FROM access_link WHERE record_ref = $1 AND for_kind = 'setting'`, [caseRef])).toBe(setting);
});

test('the record holds what became of each letter, by references alone, and its chain is whole', async () => {
  const { caseRef } = await openFamily(house);
  const before = await valueOf<string | null>(house.database, 'SELECT wake_at AS value FROM case_record WHERE ref = $1', [caseRef]);
  await record(factsOf(house), caseRef, requested, considered);
  const duties = (await rowsOf(house.database, caseRef)).duties;
  await deliverAll(deliveryOf(house));

  const acts = await actsOf(house.database, caseRef);
  expect(acts.filter(({ type }) => type === 'message-accepted')).toHaveLength(5);
  expect(acts.filter(({ type }) => type === 'message-delivered')).toHaveLength(5);
  for (const secret of [CHILD.familyName, 'Morag', 'family.example', 'Made-up']) expect(JSON.stringify(acts)).not.toContain(secret);
  expect((await auditJournal(house.database, caseRef))?.faults).toEqual([]);
  expect((await rowsOf(house.database, caseRef)).duties).toBe(duties);
  expect(before).toBeNull();
  await record(factsOf(house), caseRef, told('assessment-agreed', '2025-09-05')); // facts go on after acts
  expect((await auditJournal(house.database, caseRef))?.faults).toEqual([]);
});

test('a notice that went on an earlier day, as its fact says, is not sent a second time; a request for advice always goes', async () => {
  const { caseRef } = await openFamily(house);
  await record(factsOf(house), caseRef, requested);
  const asked = told('advice-requested', '2025-09-05', { adviser: 'V-3', role: 'health' });
  await factsOf(house).recordFacts({ caseRef, now: '2025-09-08T12:00:00Z', command: command(considered, told('assessment-agreed', '2025-09-05'), asked) });
  const { rows } = await house.database.pool.query<{ template: string }>('SELECT template FROM notification WHERE record_ref = $1', [caseRef]);
  expect(rows.map(({ template }) => template)).toEqual(['advice-request']);
});
