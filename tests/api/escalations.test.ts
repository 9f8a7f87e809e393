import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../prisma/database.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { freshDatabase } from '../support/resources.js';
import { nobodyAnswers, startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { ADVISERS, furnish, refOf, type Account } from './support/council.js';
import { escalated, opened, wakeOf } from './support/stories.js';

/** On Monday 2 March 2026 a decision due on 16 February is undone: the service manager was told last. */
const NOW = '2026-03-02T09:00:00Z';

let app: TestApp;
let url: string;
let drop: () => Promise<void>;
const people = new Map<Account, Browser>();
let ref: string;
beforeAll(async () => {
  const fresh = await freshDatabase();
  [url, drop] = [fresh.url, fresh.drop];
  const database = openDatabase(url);
  await furnish(database.pool);
  await database.close();
  app = await startTestApp({ now: NOW, databaseUrl: url });
  for (const account of ['caseworker', 'team-manager', 'service-manager', 'senior-manager', 'director', 'colleague', 'partner-manager'] as const) people.set(account, await app.signedIn(account));
});
afterAll(async () => {
  await app.close();
  await drop();
});
beforeEach(async () => {
  app.clock.set(NOW);
  ref = await escalated(app, as('caseworker'));
});

const as = (account: Account): Browser => {
  const found = people.get(account);
  if (found === undefined) throw new Error(`nobody signed in as ${account}`);
  return found;
};
type Row = Readonly<{ caseRef: string; duty: string; subject: string | null; occurrence: string; rung: string; state: string; isBroken: boolean; isMine: boolean; to: string[]; acknowledgeBy: string; promise: { action: string; promisedOn: string; by: { name: string } } | null; next: { on: string; to: string[] } | null }>;
const rows = (answer: Answer): Row[] => answer.body['items'] as Row[];
const seenBy = async (account: Account, query = ''): Promise<Row[]> => rows(await as(account).get(`/api/escalations?limit=200${query}`)).filter(({ caseRef, duty }) => caseRef === ref && duty === 'decide-to-assess');
const answer = { duty: 'decide-to-assess', occurrence: 'j1', action: 'I will chair the panel on Friday myself', promisedOn: '2026-03-06' };
const acknowledge = (account: Account, more: object = {}): Promise<Answer> => as(account).post(`/api/cases/${ref}/escalations`, { ...answer, ...more });

test('it waits for whoever it went to, and stands in the lists of those who answer for the record', async () => {
  const [row] = await seenBy('service-manager');
  expect(row).toMatchObject({ state: 'waiting', rung: 'late-7', to: ['service-manager'], toldOn: '2026-03-02', acknowledgeBy: '2026-03-09', next: { on: '2026-03-10', to: ['senior-manager'] }, isMine: true, promise: null });
  expect(await seenBy('team-manager')).toEqual([]);
  expect(await seenBy('team-manager', '&whose=all')).toMatchObject([{ isMine: false }]);
  expect(await seenBy('director', '&whose=all')).toMatchObject([{ isMine: true }]);
  expect(await seenBy('colleague', '&whose=all')).toEqual([]); // another caseworker's
});

test('acknowledged: the action in the record’s own words, the promise holding what is above it', async () => {
  const done = await acknowledge('service-manager');
  expect(done.status, done.text).toBe(201);
  expect(done.body).toMatchObject({ caseRef: ref, facts: [{ type: 'escalation-acknowledged', on: '2026-03-02', duty: 'decide-to-assess', rung: 'late-7', promisedOn: '2026-03-06' }] });
  expect(done.text).not.toContain('panel'); // free text is a note's, the fact holds its reference
  expect(await seenBy('service-manager')).toEqual([]);
  const [row] = await seenBy('service-manager', '&state=promised');
  expect(row).toMatchObject({ state: 'promised', isBroken: false, promise: { action: answer.action, promisedOn: '2026-03-06', by: { ref: refOf('service-manager') } } });
  const history = await as('caseworker').get(`/api/cases/${ref}/history`);
  expect(history.text).toContain(answer.action);
  expect((await auditJournal(app.database, ref))?.faults).toEqual([]);
  expect(app.log.join('\n')).not.toContain('chair the panel');
});

test('a promise that passes is broken: it waits again, and the next step is told on its day', async () => {
  await acknowledge('service-manager');
  app.clock.set('2026-03-09T09:00:00Z');
  expect(await seenBy('service-manager', '&state=broken')).toMatchObject([{ state: 'waiting', isBroken: true }]);
  app.clock.set('2026-03-10T09:00:00Z'); // the five working days of the second, which are longer than the promise, ended on the 9th
  await wakeOf(app, ref);
  expect(await seenBy('senior-manager')).toMatchObject([{ rung: 'late-30', isBroken: true, promise: { promisedOn: '2026-03-06' } }]);
});

test('who it did not go to may not, unless a role above; twice it is not promised', async () => {
  for (const account of ['caseworker', 'team-manager'] as const) {
    const refused = await acknowledge(account);
    expect([refused.status, refused.body['code']]).toEqual([403, 'not-yours-to-record']);
  }
  const byFacts = await as('team-manager').post(`/api/cases/${ref}/facts`, { facts: [{ type: 'escalation-acknowledged', on: '2026-03-02', rung: 'late-7', duty: answer.duty, occurrence: 'j1', promisedOn: '2026-03-06' }] });
  expect(byFacts.status).toBe(403);
  expect((await acknowledge('director')).status).toBe(201);
  const twice = await acknowledge('senior-manager');
  expect(twice.body).toMatchObject({ code: 'rule-refused', status: 409 });
  expect(twice.text).toContain('already promised');
});

test('bad input is refused by its field, with what mends it, and nothing is written', async () => {
  const wrong = async (more: object) => {
    const refused = await acknowledge('service-manager', more);
    expect(refused.status, refused.text).toBe(422);
    return (refused.body['errors'] as { path: string; message: string }[]).map(({ path, message }) => `${path} ${message}`);
  };
  expect(await wrong({ action: '  ' })).toEqual(['action is missing: say what you will do']);
  expect(await wrong({ promisedOn: '2026-02-30' })).toEqual(['promisedOn must be a day that exists, written as 2025-09-02']);
  expect(await wrong({ promisedOn: '2026-03-01' })).toEqual(['promisedOn must be today, 2026-03-02, or later']);
  expect(await wrong({ promisedOn: '2026-03-31' })).toEqual(['promisedOn must be 2026-03-30 or sooner: a promise lies at most 28 days ahead']);
  expect(await wrong({ duty: 'make-tea' })).toEqual([expect.stringContaining('duty must be the code of a duty')]);
  expect((await acknowledge('service-manager', { occurrence: 'j9' })).status).toBe(404);
  const bare = await as('team-manager').post(`/api/cases/${ref}/facts`, { facts: [{ type: 'escalation-acknowledged', on: '2026-03-02', promisedOn: '2026-03-06' }] });
  expect(bare.body).toMatchObject({ code: 'rule-refused' });
  expect((await as('service-manager').get('/api/escalations?state=lost')).status).toBe(422);
  expect((await as('service-manager').get('/api/escalations?cursor=nonsense')).status).toBe(422);
  expect(await seenBy('service-manager')).toMatchObject([{ state: 'waiting', promise: null }]);
});

test('the same key again is answered alike; without a worker it is taken and waits', async () => {
  const key = randomUUID();
  const send = (by: Browser, to = ref) => by.post(`/api/cases/${to}/escalations`, answer, { 'Idempotency-Key': key });
  const first = await send(as('service-manager'));
  const again = await send(as('service-manager'));
  expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);

  const quiet = await startTestApp({ now: NOW, processes: nobodyAnswers, databaseUrl: url });
  const other = await escalated(app, as('caseworker'));
  const by = await quiet.signedIn('service-manager');
  const taken = await by.post(`/api/cases/${other}/escalations`, answer);
  expect([taken.status, taken.body['state']]).toEqual([202, 'pending']);
  await quiet.close();
});

test('a restricted record is answered for by the people named on it only', async () => {
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [ref]);
  expect(await seenBy('service-manager', '&whose=all&state=all')).toEqual([]);
  expect((await acknowledge('service-manager')).status).toBe(404);
  await app.database.pool.query('INSERT INTO record_access (record_ref, staff_ref) VALUES ($1, $2)', [ref, refOf('service-manager')]);
  expect((await acknowledge('service-manager')).status).toBe(201);
});

test('whoever covers for them answers for them', async () => {
  await app.database.pool.query(`INSERT INTO absence (staff_ref, from_on, to_on, cover_ref, set_by, set_at) VALUES ($1, '2026-03-02', '2026-03-02', $2, 'S-1', now())`, [refOf('service-manager'), refOf('team-manager')]);
  expect(await seenBy('team-manager')).toMatchObject([{ isMine: true }]);
  expect((await acknowledge('team-manager')).status).toBe(201);
  await app.database.pool.query('DELETE FROM absence');
});

test('pages of the list follow one another, without a row twice', async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await as('director').get(`/api/escalations?whose=all&state=all&limit=2${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
    seen.push(...rows(page).map(({ caseRef, duty, occurrence }) => `${caseRef} ${duty} ${occurrence}`));
    cursor = page.body['next'] as string | null;
  }
  expect(seen.length).toBeGreaterThan(8);
  expect(new Set(seen).size).toBe(seen.length);
});

test('a partner’s manager acknowledges what waits for their own service’s advice: that, and nothing else of the record', async () => {
  app.clock.set('2026-02-24T09:00:00Z'); // six weeks and a day after it was asked
  const late = await opened(as('caseworker'), { request: { type: 'request-received', by: 'parent', channel: 'by-hand', on: '2026-01-05' } });
  const { psychologist, health } = ADVISERS;
  const asked = [psychologist, health].map(({ ref: adviser, role }) => ({ type: 'advice-requested', on: '2026-01-12', adviser, role }));
  expect((await as('caseworker').post(`/api/cases/${late}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-01-12' }, ...asked] })).status).toBe(201);
  await wakeOf(app, late);
  const theirs = rows(await as('partner-manager').get('/api/escalations?limit=200')).filter(({ caseRef }) => caseRef === late);
  expect(theirs).toMatchObject([{ duty: 'give-advice', subject: psychologist.ref, to: ['partner-manager', 'service-manager'], isMine: true }]);
  expect(rows(await as('partner-manager').get('/api/escalations?limit=200&whose=all')).filter(({ duty }) => duty !== 'give-advice')).toEqual([]);

  const answerFor = (subject: string) => as('partner-manager').post(`/api/cases/${late}/escalations`, { duty: 'give-advice', subject, occurrence: theirs[0]?.occurrence, action: 'A locum sees the child on Thursday', promisedOn: '2026-03-06' });
  expect((await answerFor(health.ref)).status).toBe(404); // another service's
  expect((await answerFor(psychologist.ref)).status).toBe(201);
  expect(rows(await as('partner-manager').get('/api/escalations?limit=200&state=promised')).find(({ caseRef }) => caseRef === late)).toMatchObject({ promise: { promisedOn: '2026-03-06', by: { ref: refOf('partner-manager') } } });
  expect((await as('partner-manager').get(`/api/cases/${late}`)).status).toBe(404);
  expect((await as('partner-manager').post(`/api/cases/${late}/facts`, { facts: [{ type: 'escalation-acknowledged', on: '2026-02-24', duty: 'give-advice', subject: psychologist.ref, occurrence: theirs[0]?.occurrence, rung: 'day-43', promisedOn: '2026-03-06' }] })).status).toBe(404);
});
