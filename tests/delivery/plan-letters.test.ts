import { afterAll, beforeAll, expect, test } from 'vitest';
import { namePartner } from '../../prisma/repositories/partners.js';
import { command, importPlan, noon, record, told } from '../activities/world.js';
import { actsOf, CASEWORKER, deliverAll, deliveryOf, factsOf, FATHER, messagesOf, MOTHER, newHouse, tasksOf, watched, withFamily, type House } from './house.js';

/** What the council decides in a plan's life, told once to each whom the law names: by real rows, each to its own address. */

let house: House;
beforeAll(async () => {
  house = await newHouse('2026-09-21T12:00:00Z');
  await house.bulk.settings([{ ref: 'T-C0LLEGE1', name: 'Estuary Test College', kind: 'post-16', urn: null, email: 'principal@college.example' }]);
  await namePartner(house.database, 'icb', { name: 'Designated clinical officer', email: 'dco@icb.example' });
});
afterAll(() => house.close());

type Told = ReturnType<typeof told>;
const MADE = told('plan-made', '2025-12-10');
const HELD = told('review-meeting-held', '2026-11-05');

/** A plan of a child with a mother, who gets mail, and a father, who gets post. */
async function planOf(...facts: readonly Told[]): Promise<string> {
  const ref = await importPlan(house, [MADE, ...facts], new Date(noon('2026-01-20')));
  await withFamily(house, ref, [MOTHER, FATHER]);
  return ref;
}

/** Recorded together on the last one's day, and delivered. */
async function recorded(ref: string, ...facts: readonly Told[]): Promise<void> {
  house.clock.at = new Date(noon(facts.at(-1)?.on ?? ''));
  await factsOf(house).recordFacts({ caseRef: ref, now: noon(facts.at(-1)?.on ?? ''), command: command(...facts) });
  await deliverAll(deliveryOf(house));
}

const sentTo = async (ref: string): Promise<string[]> => (await messagesOf(house.database, ref)).map(({ letter, channel, address }) => `${letter} by ${channel} to ${address.split('\n')[0]}`).sort();
const attendsNothing = (ref: string) => house.database.pool.query('UPDATE child SET setting_ref = NULL WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)', [ref]);

test('a review’s day goes to each of the family and to the school; a day moved says so to all', async () => {
  const ref = await planOf();
  await recorded(ref, told('review-date-set', '2026-09-21', { meetingOn: '2026-11-05' }));
  expect(await sentTo(ref)).toEqual(['review-arranged by email to head@school.example', 'review-date by email to morag@family.example', 'review-date by letter to 22 Made-up Lane']);
  await recorded(ref, told('review-date-set', '2026-10-01', { meetingOn: '2026-11-12' }));
  const moved = (await messagesOf(house.database, ref)).filter(({ letter }) => letter === 'review-date-moved' || letter === 'review-rearranged');
  expect(moved.map(({ subject }) => subject.split(':')[0]).sort()).toEqual(['Review meeting moved to Thursday 12 November 2026, please invite by Wednesday 28 October 2026', 'The annual review meeting has moved to Thursday 12 November 2026', 'The annual review meeting has moved to Thursday 12 November 2026']);
});

test('a decision to amend recorded with its notice is one envelope to each of the family', async () => {
  const ref = await planOf(HELD);
  await recorded(ref, told('review-decision-sent', '2026-12-03', { decision: 'amend' }), told('amendment-notice-sent', '2026-12-03', { channel: 'by-hand' }));
  expect(await sentTo(ref)).toEqual(['amendment-notice by email to morag@family.example', 'amendment-notice by letter to 22 Made-up Lane', 'review-decided by email to head@school.example']);
});

test('recorded one after the other before either has gone, the same', async () => {
  const ref = await planOf(HELD);
  house.clock.at = new Date(noon('2026-12-03'));
  await record(factsOf(house), ref, told('review-decision-sent', '2026-12-03', { decision: 'amend' }));
  await recorded(ref, told('amendment-notice-sent', '2026-12-03', { channel: 'by-hand' }));
  expect((await sentTo(ref)).filter((sent) => sent.includes('morag'))).toEqual(['amendment-notice by email to morag@family.example']);
});

test('a plan kept: the reasons by post alone, also to who gets mail; none of them leaves by mail', async () => {
  const ref = await planOf(HELD);
  await house.database.pool.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ('N-KEPT0001', $1, $2, 'reason', 'The outcomes still hold.', now())`, [ref, CASEWORKER]);
  house.clock.at = new Date(noon('2026-12-03'));
  await record(factsOf(house), ref, told('review-decision-sent', '2026-12-03', { decision: 'keep', reason: 'N-KEPT0001' }));
  const [email, letter] = [watched(), watched()];
  await deliverAll(deliveryOf(house, { channels: { email, letter } }));
  expect(letter.sent.map(({ letter: code, toName }) => `${code} to ${toName}`).sort()).toEqual(['review-kept to Fergus Exampleforth', 'review-kept to Morag Exampleforth']);
  expect(letter.sent.every(({ body }) => JSON.stringify(body).includes('The outcomes still hold.'))).toBe(true);
  expect(email.sent.map(({ letter: code }) => code)).toEqual(['review-decided']);
  expect(JSON.stringify(email.sent)).not.toContain('outcomes still hold');
});

test('of a child who attends nothing the family hears the decision, and nobody is looked for in vain', async () => {
  const ref = await planOf(HELD);
  await attendsNothing(ref);
  await recorded(ref, told('review-decision-sent', '2026-12-03', { decision: 'keep' }));
  expect(await sentTo(ref)).toEqual(['review-kept by letter to 1 Invented Row', 'review-kept by letter to 22 Made-up Lane']);
  expect(await tasksOf(house.database, ref)).toEqual([]);
});

test('an amended plan goes to the family, the ICB and the setting it names; where it names none, somebody looks', async () => {
  const ref = await planOf(HELD, told('amendment-notice-sent', '2026-12-03', { servedOn: '2026-12-03' }));
  await recorded(ref, told('amended-plan-issued', '2027-01-20', { setting: 'T-C0LLEGE1' }));
  expect(await sentTo(ref)).toEqual(['amended-plan by email to morag@family.example', 'amended-plan by letter to 22 Made-up Lane', 'plan-changed-partners by email to dco@icb.example', 'plan-changed-partners by email to principal@college.example']);
  expect(await tasksOf(house.database, ref)).toEqual([]);

  await recorded(ref, told('cease-decided', '2027-03-01'));
  expect((await sentTo(ref)).filter((sent) => sent.startsWith('plan-ceasing-partners'))).toEqual(['plan-ceasing-partners by email to dco@icb.example', 'plan-ceasing-partners by email to principal@college.example']);

  const unnamed = await planOf(HELD, told('amendment-notice-sent', '2026-12-03', { servedOn: '2026-12-03' }));
  await recorded(unnamed, told('amended-plan-issued', '2027-01-20'));
  expect((await tasksOf(house.database, unnamed)).map(({ kind, about }) => [kind, about])).toEqual([['nobody-known', `${unnamed}/setting`]]);
});

test('a dropped amendment without its reasons is not sent: the law has them written; it is somebody’s task', async () => {
  const ref = await planOf(HELD, told('amendment-notice-sent', '2026-12-03', { servedOn: '2026-12-03' }));
  house.clock.at = new Date(noon('2027-01-20'));
  await record(factsOf(house), ref, told('amendment-dropped', '2027-01-20'));
  await deliverAll(deliveryOf(house, { report: () => undefined }));
  expect([await sentTo(ref), (await tasksOf(house.database, ref)).map(({ kind }) => kind)]).toEqual([[], ['not-written']]);
  expect((await actsOf(house.database, ref)).find(({ type }) => type === 'message-not-written')?.payload).toMatchObject({ lacking: 'reasons' });
});

test('a family that moved hears that its plan has gone, and no letter says where to', async () => {
  const ref = await planOf();
  house.clock.at = new Date(noon('2026-08-03'));
  await record(factsOf(house), ref, told('moved-away', '2026-08-03', { to: '881' }));
  await record(factsOf(house), ref, told('plan-transferred', '2026-08-03', { to: '881' }));
  const [email, letter] = [watched(), watched()];
  await deliverAll(deliveryOf(house, { channels: { email, letter } }));
  expect([...email.sent, ...letter.sent].map(({ letter: code, toName }) => `${code} to ${toName}`).sort()).toEqual([
    'plan-transferred to Fergus Exampleforth', 'plan-transferred to Morag Exampleforth', 'plan-transferred-partners to Designated clinical officer', 'plan-transferred-partners to Quayside Test School',
  ]);
  expect(JSON.stringify([...email.sent, ...letter.sent].map(({ subject, body, link }) => [subject, body, link]))).not.toContain('881'); // a message's own number, drawn by chance, may
});

test('after an import nothing is written for what was: not by its facts, nor by rungs before that day, nor by notices told late', async () => {
  const ref = await importPlan(house, [MADE, told('review-date-set', '2026-09-21', { meetingOn: '2026-11-05' }), HELD, told('review-decision-sent', '2026-12-03', { decision: 'amend' })], new Date(noon('2027-03-03')), '2027-03-03');
  await withFamily(house, ref, [MOTHER, FATHER]);
  house.clock.at = new Date(noon('2027-03-03'));
  await factsOf(house).performDue({ caseRef: ref, now: noon('2027-03-03') }); // the amended plan is late since January
  await factsOf(house).recordFacts({ caseRef: ref, now: noon('2027-03-03'), command: command(told('amendment-notice-sent', '2026-12-03', { servedOn: '2026-12-03' }), told('amended-plan-issued', '2027-02-10', { setting: 'T-C0LLEGE1' })) });
  await deliverAll(deliveryOf(house));
  expect((await messagesOf(house.database, ref)).filter(({ toKind }) => toKind !== 'staff')).toEqual([]);
  expect((await actsOf(house.database, ref)).filter(({ type }) => type === 'remind' || type === 'escalate')).toEqual([]);
  await recorded(ref, told('cease-decided', '2027-03-03')); // what happens from that day on is told
  expect((await sentTo(ref)).some((sent) => sent.startsWith('plan-ceasing by letter'))).toBe(true);
});
