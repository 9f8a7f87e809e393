import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { planBroughtIn } from './support/plans-in.js';

/** No text that fails what the law asks of a plan is issued, unless a manager says why. Today is Monday 23 November 2026. */

let app: TestApp;
let caseworker: Browser;
let manager: Browser;
let plan: string;
let unwritten: string;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  [caseworker, manager] = [await app.signedIn('caseworker'), await app.signedIn('team-manager')];
  const officer = await app.signedIn('data-officer');
  [plan, unwritten] = [await planBroughtIn(officer, { 'Plan made': '2026-01-12' }), await planBroughtIn(officer, { 'Plan made': '2026-01-12' })];
  expect((await told(caseworker, { type: 'review-meeting-held', on: '2026-10-12' })).status).toBe(201);
  expect((await told(caseworker, { type: 'review-decision-sent', on: '2026-10-19', decision: 'amend' })).status).toBe(201);
  expect((await caseworker.post(versions(), undefined)).status).toBe(201);
  expect((await told(caseworker, { type: 'amendment-notice-sent', on: '2026-10-19', channel: 'by-hand', evidence: 'plan:1/0' })).status).toBe(201); // what is proposed may be mended yet
  expect((await caseworker.post(versions(), undefined)).status).toBe(201);
});
afterAll(() => app.close());

const versions = (more = '') => `/api/cases/${plan}/plan/versions${more}`;
const told = (by: Browser, fact: object) => by.post(`/api/cases/${plan}/facts`, { facts: [fact] });
const amended = (by: Browser, saves: number, more: object = {}) => told(by, { type: 'amended-plan-issued', on: '2026-11-23', evidence: `plan:2/${saves}`, ...more });
const rulesOf = ({ body }: Answer) => (body['errors'] as readonly { path: string; code: string }[]).map(({ path, code }) => `${path} ${code}`);
const finals = async () => (await app.database.pool.query(`SELECT 1 FROM journal_entry WHERE record_ref = $1 AND type = 'amended-plan-issued'`, [plan])).rowCount;

async function saved(section: string, body: object): Promise<void> {
  const answer = await caseworker.post(versions(`/2/${section}`), body);
  expect(answer.status, answer.text).toBe(200);
}

test('an empty text is refused with every requirement it fails, each with its law, and nothing is recorded', async () => {
  const refused = await amended(caseworker, 0);
  expect(refused.status).toBe(409);
  expect(rulesOf(refused)).toEqual([
    'child-views-missing', 'family-views-missing', 'aspirations-missing', 'needs-missing', 'nothing-said', 'nothing-said', 'outcomes-missing', 'provision-missing', 'nothing-said', 'nothing-said', 'nothing-said', 'placement-missing', 'advice-missing',
  ].map((rule) => `facts[0].evidence ${rule}`));
  for (const section of ['C', 'D', 'G', 'H1', 'H2']) expect(refused.text).toContain(`Section ${section} is empty, and does not say that there is nothing.`);
  expect(refused.text).toContain('Section F has no provision. (Children and Families Act 2014 s 37(2)(c)');
  expect(await finals()).toBe(0);
});

test('where a text is written here, another does not go out unseen: a manager says why', async () => {
  const elsewhere = (by: Browser, more: object = {}) => told(by, { type: 'amended-plan-issued', on: '2026-11-23', ...more });
  const refused = await elsewhere(caseworker);
  expect([refused.status, rulesOf(refused)]).toEqual([409, ['facts[0].evidence text-elsewhere']]);
  expect([(await elsewhere(manager)).status, (await elsewhere(caseworker, { despite: 'It is in Word.' })).status]).toEqual([409, 403]);
  expect((await elsewhere(caseworker, { evidence: ['d:D-ABCDEFGH'] })).status).not.toBe(201);
  expect(await finals()).toBe(0);
});

test('a caseworker may not override it, and nobody gives a reason where nothing stops it', async () => {
  const byCaseworker = await amended(caseworker, 0, { despite: 'It is late.' });
  expect([byCaseworker.status, rulesOf(byCaseworker)[0]?.split(' ')[0]]).toEqual([403, 'facts[0].despite']);
  const ofNothing = await manager.post(`/api/cases/${unwritten}/facts`, { facts: [{ type: 'amended-plan-issued', on: '2026-11-23', despite: 'It is late.' }] });
  expect([ofNothing.status, rulesOf(ofNothing)[0]?.split(' ')[0]]).toEqual([422, 'facts[0].despite']); // no text of it was ever written here
  const ofSpaces = await amended(manager, 0, { despite: '   ' });
  expect(ofSpaces.status).toBe(409);
  expect(await finals()).toBe(0);
});

test.each(['\u200b', '.', ' \u2060 – ', '\u2800'])('a reason of signs that say nothing is none: %j', async (despite) => {
  expect((await amended(manager, 0, { despite })).status).toBe(409);
  expect(await finals()).toBe(0);
});

const idOf = ({ body, status, text }: Answer): string => (expect(status, text).toBe(201), (body['facts'] as readonly { id: string }[])[0]?.id ?? '');
const inItsPlace = (by: Browser, corrects: string, replacement: object) => told(by, { type: 'correction', on: '2026-11-23', corrects, reason: 'Recorded wrongly.', replacement });

test('no correction puts a final text in another entry’s place past the gate', async () => {
  const contact = idOf(await told(caseworker, { type: 'contact-made', on: '2026-11-20' }));
  const final = { type: 'amended-plan-issued', on: '2026-11-23' };
  const failing = await inItsPlace(caseworker, contact, { ...final, evidence: 'plan:2/0' });
  expect([failing.status, rulesOf(failing)[0]]).toEqual([409, 'facts[0].replacement.evidence child-views-missing']);
  const unseen = await inItsPlace(caseworker, contact, final);
  expect([unseen.status, rulesOf(unseen)]).toEqual([409, ['facts[0].replacement.evidence text-elsewhere']]);
  expect((await inItsPlace(caseworker, contact, { ...final, despite: 'It is late.' })).status).toBe(403);
  expect((await inItsPlace(caseworker, contact, { type: 'contact-made', on: '2026-11-19' })).status).toBe(202); // any other is put right as before
});

test('a text that was written here and set aside is no way round; one that was only begun was never written', async () => {
  const [aside, begun] = [await due(), await due()];
  const begin = async (ref: string) => expect((await caseworker.post(`/api/cases/${ref}/plan/versions`, undefined)).status).toBe(201);
  const drop = async (ref: string, saves: number) => expect((await caseworker.send('DELETE', `/api/cases/${ref}/plan/versions/1?saves=${saves}`, { headers: { 'X-CSRF-Token': caseworker.token } })).status).toBe(204);
  await begin(aside);
  expect((await caseworker.post(`/api/cases/${aside}/plan/versions/1/A`, { saves: 0, words: { child: 'I like trains.' } })).status).toBe(200);
  await drop(aside, 1);
  await begin(begun);
  await drop(begun, 0);
  const issue = (ref: string) => caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'amended-plan-issued', on: '2026-11-23' }] });
  const refused = await issue(aside);
  expect([refused.status, rulesOf(refused)]).toEqual([409, ['facts[0].evidence text-elsewhere']]);
  expect((await issue(begun)).status).toBe(201);
});

/** A plan whose amendment has been proposed on paper. */
async function due(): Promise<string> {
  const ref = await planBroughtIn(await app.signedIn('data-officer'), { 'Plan made': '2026-01-12' });
  for (const fact of [{ type: 'review-meeting-held', on: '2026-10-12' }, { type: 'review-decision-sent', on: '2026-10-19', decision: 'amend' }, { type: 'amendment-notice-sent', on: '2026-10-19', channel: 'by-hand' }]) {
    const answer = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [fact] });
    expect(answer.status, answer.text).toBe(201);
  }
  return ref;
}

test('a manager may: the reason is a note of theirs, and the journal holds its reference alone', async () => {
  await saved('A', { saves: 0, words: { child: 'I like trains.', family: 'We hope that she finds friends.' } });
  const recorded = await amended(manager, 1, { despite: 'Ordered by today; sections C to H follow.' });
  expect(recorded.status, recorded.text).toBe(201);
  const { rows } = await app.database.pool.query<{ despite: string; text: string; field: string }>(
    `SELECT j.payload->>'despite' AS despite, n.text, n.field FROM journal_entry j JOIN note n ON n.ref = j.payload->>'despite' WHERE j.record_ref = $1 AND j.type = 'amended-plan-issued'`, [plan]);
  expect(rows).toEqual([{ despite: expect.stringMatching(/^N-/) as unknown, text: 'Ordered by today; sections C to H follow.', field: 'despite' }]);
});

test('what was sent so may be put right, its reason kept; its reason is not taken away, made up, or used for another text', async () => {
  const { rows } = await app.database.pool.query<{ id: string; despite: string }>(`SELECT 'j' || position AS id, payload->>'despite' AS despite FROM journal_entry WHERE record_ref = $1 AND type = 'amended-plan-issued'`, [plan]);
  const { id, despite } = rows[0] ?? expect.fail('nothing was issued');
  const final = { type: 'amended-plan-issued', on: '2026-11-20', evidence: 'plan:2/1' };
  expect((await inItsPlace(caseworker, id, { ...final, despite })).status).toBe(202);
  expect((await inItsPlace(caseworker, id, final)).status).toBe(409);
  expect((await inItsPlace(caseworker, id, { ...final, despite: 'Because.' })).status).toBe(403);
  expect((await caseworker.post(versions(), undefined)).status).toBe(201);
  await saved3();
  const another = await inItsPlace(manager, id, { ...final, evidence: 'plan:3/1', despite });
  expect([another.status, another.body['code']]).toEqual([409, 'fails-the-law']);
});

async function saved3(): Promise<void> {
  const answer = await caseworker.post(versions('/3/A'), { saves: 0, words: { child: 'I like buses.' } });
  expect(answer.status, answer.text).toBe(200);
}
