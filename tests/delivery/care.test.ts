import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createLinks } from '../../prisma/repositories/links.js';
import { createTasks } from '../../prisma/repositories/tasks.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { londonInstant, type Instant } from '../../domain/dates/london.js';
import { settingsWith } from '../../domain/settings.js';
import { command, noon, record, RULES, told, valueOf } from '../activities/world.js';
import { actsOf, CASEWORKER, deliverAll, deliveryOf, factsOf, FATHER, messagesOf, MOTHER, newHouse, openFamily, tasksOf, TEAM, watched, type FamilyMember, type House } from './house.js';

/** Nobody is told what they may not be, what no longer holds, or where somebody else reads it; and whoever is not told is a task. */

let house: House;
beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  house.clock.at = new Date('2025-09-05T12:00:00Z');
  await house.database.pool.query('DELETE FROM absence');
  await house.database.pool.query('UPDATE staff SET left_on = NULL');
});

const requested = told('request-received', '2025-09-02', { by: 'parent' });
const considered = told('considering-notified', '2025-09-05');
const family = async (caseRef: string) => (await messagesOf(house.database, caseRef)).filter(({ toKind }) => toKind === 'person' || toKind === 'child');
const at = (text: string): void => void (house.clock.at = new Date(text));

test('no letter reaches the wrong house: withheld people and whoever shares their post are not written to', async () => {
  const kept: FamilyMember = { ...FATHER, name: 'Kept Away', contact: 'withheld', email: 'shared@family.example', emailConsent: true, prefers: 'email' };
  const shares: FamilyMember = { name: 'Shares Post', parentalResponsibility: true, email: 'Shared@family.example ', emailConsent: true, prefers: 'email' };
  const { caseRef, people } = await openFamily(house, [MOTHER, kept, shares]);
  await record(factsOf(house), caseRef, requested, considered);
  await deliverAll(deliveryOf(house));
  expect((await family(caseRef)).map(({ toRef, address }) => [toRef, address])).toEqual([[people[0], MOTHER.email]]);
  const [note] = (await actsOf(house.database, caseRef)).filter(({ type }) => type === 'not-told');
  expect(note?.payload['unreached']).toEqual(expect.arrayContaining([{ ref: people[1], why: 'withheld' }, { ref: people[2], why: 'shares-address' }]));
  expect((await tasksOf(house.database, caseRef)).map(({ kind, about }) => [kind, about])).toEqual([['no-address', `${caseRef}/${people[2]}`]]);

  const [task] = (await house.database.pool.query<{ ref: string }>(`SELECT ref FROM task WHERE record_ref = $1`, [caseRef])).rows;
  const mend = (address: Parameters<ReturnType<typeof createTasks>['mend']>[0]['address']) => createTasks(house.database).mend({ ref: task?.ref ?? '', address, by: CASEWORKER, at: house.clock.now().toISOString() as Instant });
  expect(await mend({ channel: 'letter', lines: '22 MADE-UP LANE,\nSampleton', postcode: 'ZZ1 2BB' })).toEqual({ kind: 'cannot' }); // the withheld person's own house
  expect(await mend({ channel: 'email', email: 'SHARED@family.example', consent: true })).toEqual({ kind: 'cannot' });
  expect(await mend({ channel: 'email', email: 'own@family.example', consent: true })).toEqual({ kind: 'queued-again', notices: 1 });
  await deliverAll(deliveryOf(house));
  expect((await family(caseRef)).map(({ address }) => address).sort()).toEqual([MOTHER.email, 'own@family.example']);
});

test('withheld after the letter was ready and before it went: it does not go', async () => {
  const { caseRef, people } = await openFamily(house, [MOTHER, FATHER]);
  await record(factsOf(house), caseRef, requested, considered);
  await deliveryOf(house).addressNext();
  await house.database.pool.query(`UPDATE person SET contact = 'withheld' WHERE ref = $1`, [people[1]]);
  await deliverAll(deliveryOf(house));
  expect((await family(caseRef)).find(({ toRef }) => toRef === people[1])).toMatchObject({ status: 'withdrawn', problem: 'withheld' });
  expect((await actsOf(house.database, caseRef)).filter(({ type }) => type === 'message-withdrawn')).toHaveLength(1);
});

test('a letter overtaken before it was addressed is not written: the request was withdrawn', async () => {
  const { caseRef } = await openFamily(house);
  await record(factsOf(house), caseRef, requested, considered, told('request-withdrawn', '2025-09-05'));
  await deliverAll(deliveryOf(house));
  expect((await messagesOf(house.database, caseRef)).map(({ letter }) => letter)).not.toContain('considering-family');
});

test('an agenda item due tells its role; whoever is away is stood in for, and a vacant role goes up, with a task', async () => {
  const { caseRef } = await openFamily(house);
  await record(factsOf(house), caseRef, requested);
  const performDue = async (on: string): Promise<void> => {
    const morning = londonInstant(isoDate(on), '08:00');
    at(morning);
    await factsOf(house).performDue({ caseRef, now: morning });
    at(londonInstant(isoDate(on), '08:30')); // the mail of the day
    await deliverAll(deliveryOf(house));
  };
  const toStaff = async (): Promise<string[]> => {
    const { rows } = await house.database.pool.query<{ staff: string }>(`SELECT x.staff_ref AS staff FROM staff_told x JOIN notification n ON n.id = x.notification_id WHERE n.record_ref = $1`, [caseRef]);
    return rows.map(({ staff }) => staff);
  };
  await performDue('2025-09-30'); // two weeks before the decision is due
  expect(await toStaff()).toEqual([CASEWORKER]);
  await house.database.pool.query(`INSERT INTO absence (staff_ref, from_on, to_on, cover_ref, set_by, set_at) VALUES ($1, '2025-10-01', '2025-10-31', 'S-TEAMMAN1', $1, now())`, [CASEWORKER]);
  await performDue('2025-10-10'); // three days before
  expect((await toStaff()).sort()).toEqual([CASEWORKER, 'S-TEAMMAN1'].sort());
  expect(await tasksOf(house.database, caseRef)).toEqual([]);

  await house.database.pool.query(`UPDATE staff SET left_on = '2025-10-12' WHERE ref = 'S-TEAMMAN1'`);
  await performDue('2025-10-15'); // the day after: the caseworker away, their cover gone, no team manager
  expect(await toStaff()).toContain('S-SERVMAN1');
  expect((await tasksOf(house.database, caseRef)).map(({ kind, about, forRole }) => [kind, about, forRole])).toEqual(['caseworker', 'team-manager'].map((role) => ['nobody-in-role', `${caseRef}/${role}`, 'service-manager']));
});

test('advisers are asked by mail, a parent by their own post; reminders stop for whoever has answered', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  const agreed = [told('assessment-agreed', '2025-10-07'), ...['V-1', 'V-2'].map((adviser, index) => told('advice-requested', '2025-10-07', { adviser, role: index === 0 ? 'parent' : 'head-teacher' }))];
  at('2025-10-07T12:00:00Z');
  await record(factsOf(house), caseRef, requested, ...agreed);
  await deliverAll(deliveryOf(house));
  const asked = await messagesOf(house.database, caseRef);
  expect(asked.filter(({ letter }) => letter === 'advice-request').map(({ toKind, address }) => [toKind, address])).toEqual([['adviser', 'v-2@advice.example']]);
  expect(asked.filter(({ letter }) => letter === 'views-request').map(({ address }) => address)).toEqual([MOTHER.email]);

  await record(factsOf(house), caseRef, told('advice-received', '2025-10-20', { adviser: 'V-2' }));
  at(noon('2025-10-28'));
  await factsOf(house).performDue({ caseRef, now: noon('2025-10-28') });
  await deliverAll(deliveryOf(house));
  const later = await messagesOf(house.database, caseRef);
  expect(later.filter(({ letter }) => letter === 'advice-reminder')).toEqual([]);
  expect(later.filter(({ letter }) => letter === 'views-reminder').map(({ address }) => address)).toEqual([MOTHER.email]);
});

test('a letter the record cannot fill is nobody’s letter and somebody’s task; tried again once the reasons are there', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  const quiet = { report: () => undefined };
  at('2025-10-07T12:00:00Z');
  await record(factsOf(house), caseRef, requested, told('assessment-refused', '2025-10-07', { under: 'reg-5', note: 'N-REAS0NS1' }));
  await deliverAll(deliveryOf(house, quiet));
  expect((await family(caseRef)).map(({ letter }) => letter)).not.toContain('refused-to-assess');
  const [task] = (await tasksOf(house.database, caseRef)).filter(({ kind }) => kind === 'not-written');
  expect(task).toBeDefined();

  const { pool } = house.database;
  await pool.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ('N-REAS0NS1', $1, $2, 'note', 'The school meets these needs already.', now())`, [caseRef, CASEWORKER]);
  const { rows } = await pool.query<{ ref: string }>(`SELECT ref FROM task WHERE record_ref = $1 AND kind = 'not-written'`, [caseRef]);
  expect(await createTasks(house.database).tryAgain({ ref: rows[0]?.ref ?? '', by: CASEWORKER, at: house.clock.now().toISOString() as Instant })).toEqual({ kind: 'queued-again', notices: 1 });
  await deliverAll(deliveryOf(house));
  const [refusal] = (await family(caseRef)).filter(({ letter }) => letter === 'refused-to-assess');
  expect(refusal).toMatchObject({ status: 'delivered', channel: 'letter' }); // an officer's own words go on paper
  expect(await valueOf<string>(house.database, 'SELECT body::text AS value FROM message WHERE ref = $1', [refusal?.ref])).toContain('The school meets these needs already.');
});

test('what bounces is a task by the next working day; what nobody acknowledges is one after five, once', async () => {
  const { caseRef, people } = await openFamily(house, [MOTHER, { ...MOTHER, name: 'Other Parent', email: 'other@family.example' }]);
  await record(factsOf(house), caseRef, requested, considered); // a Friday
  const receipts = new Map<string, 'delivered' | 'bounced'>();
  const channel = watched(undefined, { receiptOf: (reference) => {
    const known = receipts.get(reference);
    return known === undefined ? { kind: 'in-transit' } : known === 'bounced' ? { kind: 'bounced', problem: 'permanent-failure' } : { kind: 'delivered' };
  } });
  const delivery = deliveryOf(house, { channels: { email: channel, letter: channel } });
  await deliverAll(delivery);
  const [first, second] = await family(caseRef);
  for (const { reference, toKind } of await messagesOf(house.database, caseRef)) if (toKind !== 'person') receipts.set(reference, 'delivered');
  receipts.set(first?.reference ?? '', 'bounced');
  at('2025-09-05T13:00:00Z');
  await deliverAll(delivery);
  expect(await tasksOf(house.database, caseRef)).toEqual([{ kind: 'bounced', about: first?.ref, forRole: 'caseworker', actBy: '2025-09-08' }]);

  at('2025-09-12T20:00:00Z'); // the fifth working day
  await deliverAll(delivery);
  expect((await tasksOf(house.database, caseRef)).map(({ kind }) => kind)).toEqual(['bounced']);
  at('2025-09-13T09:00:00Z');
  await deliverAll(delivery);
  await deliverAll(delivery);
  expect((await tasksOf(house.database, caseRef)).map(({ kind, about }) => [kind, about])).toEqual([['bounced', first?.ref], ['silence', second?.ref]]);
  expect(people).toHaveLength(2);
});

test('how long silence may last is the council’s to set', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  await record(factsOf(house), caseRef, requested, considered); // a Friday
  const channel = watched(undefined, { receiptOf: () => ({ kind: 'in-transit' }) });
  const delivery = deliveryOf(house, { channels: { email: channel, letter: channel }, rules: () => ({ ...RULES, settings: settingsWith({ silentAfterWorkingDays: 1 }) }) });
  await deliverAll(delivery);
  at('2025-09-08T20:00:00Z');
  await deliverAll(delivery);
  expect(await tasksOf(house.database, caseRef)).toEqual([]);
  at('2025-09-09T08:00:00Z');
  await deliverAll(delivery);
  expect((await tasksOf(house.database, caseRef)).map(({ kind }) => kind)).toContain('silence');
});

test('a provider that is busy is asked later and later; after a dozen goes a person hears of it, and it is tried on', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  await record(factsOf(house), caseRef, requested, considered);
  let isBusy = true;
  const channel = watched(() => (isBusy ? { kind: 'later', problem: 'notify-429', after: 5_000 } : { kind: 'accepted', providerRef: null }));
  const delivery = deliveryOf(house, { channels: { email: channel, letter: channel } });
  await delivery.addressNext();
  const waits: number[] = [];
  for (let go = 1; go <= 12; go += 1) {
    const { wakeAt } = await delivery.sendNext();
    waits.push((Date.parse(wakeAt ?? '') - house.clock.at.getTime()) / 1_000);
    at(wakeAt ?? '');
  }
  expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40]);
  expect(Math.max(...waits)).toBe(900);
  expect(new Set((await tasksOf(house.database, caseRef)).map(({ kind }) => kind))).toEqual(new Set(['held-up']));
  isBusy = false;
  await deliverAll(delivery);
  expect(new Set((await messagesOf(house.database, caseRef)).map(({ status }) => status))).toEqual(new Set(['accepted']));
});

test('what was ready and had not gone when the child died goes to nobody of the family, nor to their social worker; advisers are told to stop', async () => {
  const { caseRef, childRef } = await openFamily(house, [MOTHER, FATHER]);
  await house.database.pool.query(`UPDATE child SET looked_after = true WHERE ref = $1`, [childRef]);
  at('2025-10-07T12:00:00Z');
  await record(factsOf(house), caseRef, requested, told('assessment-agreed', '2025-10-07'), told('advice-requested', '2025-10-07', { adviser: 'V-2', role: 'head-teacher' }));
  const delivery = deliveryOf(house);
  await delivery.addressNext(); // written, and waiting to go
  expect((await messagesOf(house.database, caseRef)).filter(({ letter }) => letter === 'agreed-family')).toHaveLength(3);
  at('2025-10-08T12:00:00Z');
  await factsOf(house).recordFacts({ caseRef, now: '2025-10-08T12:00:00Z', command: command(told('died', '2025-10-08')) });
  await deliverAll(delivery);
  const after = await messagesOf(house.database, caseRef);
  expect(after.filter(({ letter }) => letter === 'agreed-family').map(({ status, problem }) => [status, problem])).toEqual(Array.from({ length: 3 }, () => ['withdrawn', 'ended']));
  expect(after.filter(({ letter }) => letter.startsWith('advice-')).map(({ letter, toKind, status }) => [letter, toKind, status])).toContainEqual(['advice-stopped', 'adviser', 'delivered']);
  expect((await tasksOf(house.database, caseRef)).filter(({ kind }) => kind === 'bounced' || kind === 'silence')).toEqual([]);
});

test('twins in one house, of one name: each letter and each link is of its own child', async () => {
  const [one, other] = [await openFamily(house, [MOTHER, FATHER]), await openFamily(house, [MOTHER, FATHER])];
  for (const [index, { childRef }] of [one, other].entries())
    await house.database.pool.query(`UPDATE child SET given_name = $2, family_name = 'Twinsworth', born_on = '2017-03-09' WHERE ref = $1`, [childRef, ['Tamsin', 'Toby'][index]]);
  for (const { caseRef } of [one, other]) await record(factsOf(house), caseRef, requested, considered);
  await deliverAll(deliveryOf(house));
  for (const [mine, theirs, name, brother] of [[one, other, 'Tamsin', 'Toby'], [other, one, 'Toby', 'Tamsin']] as const) {
    const letters = await family(mine.caseRef);
    expect(letters.map(({ toRef, channel }) => [toRef, channel]).sort()).toEqual([[mine.people[0], 'email'], [mine.people[1], 'letter']].sort());
    for (const { ref, toRef, channel, reference } of letters) {
      const body = await valueOf<string>(house.database, `SELECT subject || body::text AS value FROM message WHERE ref = $1`, [ref]);
      expect(body).toContain(mine.caseRef);
      for (const wrong of [theirs.caseRef, brother]) expect(body).not.toContain(wrong);
      if (channel === 'letter') expect(body).toContain(`${name} Twinsworth`);
      const { link } = JSON.parse(await readFile(path.join(house.folder, `${reference}.json`), 'utf8')) as { link: string | null };
      const token = link?.split('/').at(-1);
      if (token !== undefined) expect(await createLinks(house.database).byToken(token)).toMatchObject({ recordRef: mine.caseRef, forRef: toRef });
    }
  }
});

test('a refusal gives the reasons its form was given, or else those of the panel it names', async () => {
  const { pool } = house.database;
  const refuse = async (fact: object): Promise<string> => {
    const { caseRef } = await openFamily(house, [FATHER]);
    await pool.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ($1, $3, $4, 'reason', 'Words of the form.', now()), ($2, $3, $4, 'panel', 'Words of the panel.', now())`, [`N-F${caseRef.slice(-7)}`, `N-P${caseRef.slice(-7)}`, caseRef, CASEWORKER]);
    await pool.query(`INSERT INTO panel (ref, team_ref, meets_on, name, made_by, made_at) VALUES ($1, $2, '2025-10-06', 'Panel', $3, now())`, [`W-${caseRef.slice(-8)}`, TEAM, CASEWORKER]);
    await pool.query(
      `INSERT INTO panel_item (panel_ref, number, meets_on, record_ref, question, put_by, put_at, decision, reason, decided_by, decided_at) VALUES ($1, $5, '2025-10-06', $2, 'assess', $3, now(), 'no', $4, $3, now())`,
      [`W-${caseRef.slice(-8)}`, caseRef, CASEWORKER, `N-P${caseRef.slice(-7)}`, 'reason' in fact ? 1 : 2],
    );
    at('2025-10-07T12:00:00Z');
    const given = 'reason' in fact ? { reason: `N-F${caseRef.slice(-7)}` } : {};
    await record(factsOf(house), caseRef, requested, told('assessment-refused', '2025-10-07', { evidence: `panel:2025-10-06/${'reason' in fact ? 1 : 2}`, ...given }));
    await deliverAll(deliveryOf(house));
    const [letter] = (await family(caseRef)).filter(({ letter: code }) => code === 'refused-to-assess');
    return (await valueOf<string | null>(house.database, `SELECT body::text AS value FROM message WHERE ref = $1`, [letter?.ref])) ?? '';
  };
  expect(await refuse({ reason: '' })).toContain('Words of the form.');
  expect(await refuse({})).toContain('Words of the panel.');
});
