import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { ADVISERS } from './support/council.js';
import { aChild, aRequest, opened } from './support/stories.js';

/** A test for each line of "Bad input": a clear error naming the field, nothing half written, the process still up. */

const NOW = '2026-03-02T09:00:00Z';
let app: TestApp;
let caseworker: Browser;
let before: Record<string, string>;

beforeAll(async () => {
  app = await startTestApp({ now: NOW });
  caseworker = await app.signedIn('caseworker');
});
afterAll(() => app.close());
beforeEach(async () => {
  before = await written();
});

/** How much there is of everything a recording writes. */
async function written(): Promise<Record<string, string>> {
  const { rows } = await app.database.pool.query<Record<string, string>>(
    `SELECT (SELECT count(*) FROM child) AS children, (SELECT count(*) FROM case_record) AS records, (SELECT count(*) FROM journal_entry) AS entries,
       (SELECT count(*) FROM duty) AS duties, (SELECT count(*) FROM note) AS notes, (SELECT count(*) FROM command) AS commands`,
  );
  return rows[0] ?? {};
}

async function expectRefused(answer: Answer, status: number, ...paths: string[]): Promise<void> {
  expect(answer.status, answer.text).toBe(status);
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answer.body).toMatchObject({ status, requestId: answer.headers.get('x-request-id') });
  if (paths.length > 0) expect((answer.body['errors'] as { path: string }[]).map(({ path }) => path).sort()).toEqual([...paths].sort());
  expect(await written()).toEqual(before);
  expect((await caseworker.get('/healthz')).status).toBe(200);
}

const recordingOn = async (...facts: object[]): Promise<Answer> => {
  const ref = await opened(caseworker);
  before = await written();
  return caseworker.post(`/api/cases/${ref}/facts`, { facts });
};

test('an impossible date is refused by the field it stands in', async () => {
  await expectRefused(await caseworker.post('/api/cases', aRequest({ request: { type: 'request-received', on: '2026-02-30' } })), 422, 'request.on');
  await expectRefused(await recordingOn({ type: 'contact-made', on: '2026-03-02' }, { type: 'contact-made', on: '2025-02-29' }), 422, 'facts[1].on');
});

test('a day in the future, of something that has happened, is refused by the field it stands in', async () => {
  await expectRefused(await recordingOn({ type: 'assessment-agreed', on: '2026-03-03' }), 422, 'facts[0].on');
  await expectRefused(await caseworker.post('/api/cases', aRequest({ request: { type: 'request-received', channel: 'email', receivedAt: '2026-03-02T23:30:00Z' } })), 422, 'request.receivedAt');
  await expectRefused(await recordingOn({ type: 'draft-plan-sent', on: '2026-03-01', decidedOn: '2026-03-09' }), 422, 'facts[0].decidedOn');
  await expectRefused(await caseworker.post('/api/cases', aRequest({ child: aChild({ bornOn: '2026-03-03' }) })), 422, 'child.bornOn');
});

test('a day is today or not by English time', async () => {
  app.clock.set('2026-06-30T23:30:00Z'); // half past midnight on 1 July in England
  const answer = await caseworker.post('/api/cases', aRequest({ request: { type: 'request-received', on: '2026-07-01' } }));
  app.clock.set(NOW);
  expect(answer.status, answer.text).toBe(201);
});

test('what came after hours is recorded at once, and counts from the next working day', async () => {
  app.clock.set('2026-03-06T19:00:00Z'); // a Friday evening
  const answer = await caseworker.post('/api/cases', aRequest({ request: { type: 'request-received', channel: 'email', receivedAt: '2026-03-06T18:30:00Z' } }));
  app.clock.set(NOW);
  expect(answer.status, answer.text).toBe(201);
  expect(answer.body).toMatchObject({ facts: [{ on: '2026-03-09', strictOn: '2026-03-06' }, { type: 'owner-set' }] });
});

test('facts in a forbidden order are refused with the rule, its regulation and the first lawful day', async () => {
  const early = await recordingOn({ type: 'final-plan-issued', on: '2026-03-02' });
  expect(early.body).toMatchObject({ code: 'rule-refused', refusal: 'not-agreed', law: expect.stringContaining('s 36') as string });
  expect(early.status).toBe(409);

  const ref = await opened(caseworker);
  const manager = await app.signedIn('team-manager');
  await manager.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-02-03' }, { type: 'issue-agreed', on: '2026-02-20' }, { type: 'draft-plan-sent', on: '2026-02-23', channel: 'by-hand' }] });
  const inside = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'final-plan-issued', on: '2026-03-02' }] });
  expect(inside.status).toBe(409);
  expect(inside.body).toMatchObject({ refusal: 'inside-the-familys-days', notBefore: '2026-03-10', law: expect.stringContaining('reg') as string });
  const { rows } = await app.database.pool.query(`SELECT 1 FROM journal_entry WHERE record_ref = $1 AND type = 'final-plan-issued'`, [ref]);
  expect(rows).toEqual([]);

  await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'representations-closed', on: '2026-03-02' }] });
  const closed = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'final-plan-issued', on: '2026-03-02' }] });
  expect(closed.status, closed.text).toBe(201);
});

test('of several facts in one command all are recorded or none', async () => {
  const ref = await opened(caseworker);
  const manager = await app.signedIn('team-manager');
  const answer = await manager.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-03-02' }, { type: 'assessment-refused', on: '2026-03-02' }] });
  expect(answer.status).toBe(409);
  const { rows } = await app.database.pool.query<{ type: string }>(`SELECT type FROM journal_entry WHERE record_ref = $1 ORDER BY position`, [ref]);
  expect(rows.map(({ type }) => type)).toEqual(['request-received', 'owner-set']);
});

test('unknown fields are refused wherever they stand, by name', async () => {
  await expectRefused(await caseworker.post('/api/cases', { ...aRequest(), colour: 'blue' }), 422, 'colour');
  await expectRefused(await recordingOn({ type: 'contact-made', on: '2026-03-02', occuredOn: '2026-03-01' }), 422, 'facts[0].occuredOn');
  await expectRefused(await caseworker.get('/api/cases?sort=name'), 422, 'sort');
});

test('what no text can hold is refused wherever it stands: a NUL, half of a letter', async () => {
  await expectRefused(await caseworker.post('/api/cases', aRequest({ child: aChild({ givenName: 'Wr\0en' }) })), 422, 'child.givenName');
  await expectRefused(await caseworker.post('/api/cases/search', { search: 'Wren\uD83D' }), 422, 'search');
  await expectRefused(await caseworker.get('/api/settings?search=%00'), 422, 'search');
  await expectRefused(await recordingOn({ type: 'advice-returned', on: '2026-03-02', adviser: ADVISERS.health.ref, reason: 'no\0thing' }), 422, 'facts[0].reason');
});

test('a field whose name is no plain word is not repeated', async () => {
  const answer = await caseworker.post('/api/cases', { ...aRequest(), 'Mary Example <script>': 1 });
  await expectRefused(answer, 422, '(a field)');
  expect(answer.text).not.toContain('Mary');
});

test('every problem is told at once, and nothing that was typed is told back', async () => {
  const answer = await caseworker.post('/api/cases', {
    child: { givenName: '', familyName: 'Secretname', bornOn: '2017-13-01', upn: 'SECRETUPN' },
    request: { type: 'request-received', by: 'Secretperson', on: 'Secretday' },
  });
  await expectRefused(answer, 422, 'child.givenName', 'child.bornOn', 'child.upn', 'request.by', 'request.on');
  expect(answer.text).not.toMatch(/secret/i);
});

test('a name typed where a reference belongs goes no further', async () => {
  await expectRefused(await recordingOn({ type: 'advice-requested', on: '2026-03-02', adviser: 'Jane-Example', role: 'health' }), 422, 'facts[0].adviser');
  await expectRefused(await recordingOn({ type: 'advice-requested', on: '2026-03-02', adviser: 'V-NOBODY99', role: 'health' }), 422, 'facts[0].adviser');
  await expectRefused(await recordingOn({ type: 'contact-made', on: '2026-03-02', evidence: 'letter-from-Jane' }), 422, 'facts[0].evidence');
  await expectRefused(await recordingOn({ type: 'moved-away', on: '2026-03-02', to: 'Exampleshire' }), 422, 'facts[0].to');
  await expectRefused(await recordingOn({ type: 'owner-set', on: '2026-03-02', owner: 'S-NOBODY99' }), 422, 'facts[0].owner');
});

test('what the journal gives is not taken from outside', async () => {
  await expectRefused(await recordingOn({ type: 'contact-made', on: '2026-03-02', id: 'f1', recordedBy: 'S-1', recordedAt: '2026-03-02T10:00:00Z' }), 422, 'facts[0].id', 'facts[0].recordedBy', 'facts[0].recordedAt');
});

test('a missing day names the field that would give it', async () => {
  await expectRefused(await recordingOn({ type: 'assessment-agreed' }), 422, 'facts[0].on');
  await expectRefused(await caseworker.post('/api/cases', aRequest({ request: { type: 'request-received', channel: 'first-class-post' } })), 422, 'request.postedOn');
  await expectRefused(await caseworker.post('/api/cases', aRequest({ request: { type: 'request-received', channel: 'email' } })), 422, 'request.receivedAt');
});

test('a request from before the rules began is refused', async () => {
  await expectRefused(await caseworker.post('/api/cases', aRequest({ request: { type: 'request-received', on: '2014-08-31' } })), 422, 'request.on');
});

test('an unknown type of fact, no facts and too many are refused', async () => {
  await expectRefused(await recordingOn({ type: 'plan-lost', on: '2026-03-02' }), 422, 'facts[0].type');
  await expectRefused(await recordingOn(), 422, 'facts');
  await expectRefused(await recordingOn(...Array.from({ length: 21 }, () => ({ type: 'contact-made', on: '2026-03-02' }))), 422, 'facts');
  await expectRefused(await recordingOn({ type: 'review-meeting-held', on: '2026-03-02' }), 422, 'facts[0].type');
});

test('a body of 10 MB is refused with the limit, packed or not', async () => {
  const big = JSON.stringify({ facts: ['x'.repeat(10_000_000)] });
  const headers = { 'X-CSRF-Token': caseworker.token, 'Idempotency-Key': randomUUID() };
  for (const path of ['/api/clock', '/api/cases']) {
    const plain = await caseworker.send('POST', path, { raw: big, headers });
    await expectRefused(plain, 413);
    expect(plain.body['detail']).toContain('1 MB');
    await expectRefused(await caseworker.send('POST', path, { raw: gzipSync(big), headers: { ...headers, 'Content-Encoding': 'gzip' } }), 413);
  }
});

test('what is not JSON is refused, and not repeated', async () => {
  const headers = { 'X-CSRF-Token': caseworker.token, 'Idempotency-Key': randomUUID() };
  const broken = await caseworker.send('POST', '/api/cases', { raw: '{"child": Secretname', headers });
  await expectRefused(broken, 400);
  expect(broken.text).not.toContain('Secretname');
  await expectRefused(await caseworker.send('POST', '/api/cases', { raw: 'child=1', headers: { ...headers, 'Content-Type': 'application/x-www-form-urlencoded' } }), 415);
  await expectRefused(await caseworker.send('POST', '/api/cases', { raw: '{}', headers: { ...headers, 'Content-Encoding': 'br-unknown' } }), 415);
  for (const value of ['[]', '"text"', '7', 'null']) await expectRefused(await caseworker.send('POST', '/api/cases', { raw: value, headers }), 422, '(body)');
  await expectRefused(await caseworker.send('POST', '/api/cases', { headers }), 422, '(body)');
});

test('a prototype is a field like any other', async () => {
  const raw = JSON.stringify(aRequest()).replace('{', '{"__proto__":{"roles":["director"]},');
  const headers = { 'X-CSRF-Token': caseworker.token, 'Idempotency-Key': randomUUID() };
  await expectRefused(await caseworker.send('POST', '/api/cases', { raw, headers }), 422, '__proto__');
  expect(({} as Record<string, unknown>)['roles']).toBeUndefined();
});

test('a second request for a child whose assessment is open names the field, and the record to those who may see it', async () => {
  const child = aChild({ upn: 'A123456789012', councilReference: 'EX-1' });
  const ref = await opened(caseworker, { child });
  before = await written();

  const again = await caseworker.post('/api/cases', aRequest({ child: aChild({ upn: 'A123456789012' }) }));
  await expectRefused(again, 409, 'child.upn');
  expect(again.body['caseRef']).toBe(ref);

  const elsewhere = await (await app.signedIn('stranger')).post('/api/cases', aRequest({ child: aChild({ councilReference: 'EX-1' }) }));
  await expectRefused(elsewhere, 409, 'child.councilReference');
  expect(elsewhere.text).not.toContain(ref);
});

test('two requests at once for one child open one record', async () => {
  const child = aChild({ upn: 'B123456789012' });
  const answers = await Promise.all([1, 2, 3].map(() => caseworker.post('/api/cases', aRequest({ child }))));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});

test('a record that does not exist and a reference that could not are one and the same', async () => {
  for (const ref of ['A-00000000', 'A-nonsense', '..%2F..', '%00']) {
    const answer = await caseworker.get(`/api/cases/${ref}`);
    await expectRefused(answer, 404);
    expect(answer.body['detail']).toBe('There is nothing here that you may see.');
  }
});

test('wrong addresses and methods answer as problems too, without the query string', async () => {
  const missing = await caseworker.get('/api/nothing?name=Secretname');
  await expectRefused(missing, 404);
  expect(missing.body['instance']).toBe('/api/nothing');
  const wrong = await caseworker.send('PUT', '/api/cases', { headers: { 'X-CSRF-Token': caseworker.token } });
  await expectRefused(wrong, 405);
  expect(wrong.headers.get('allow')).toBe('GET, HEAD, POST');
  await expectRefused(await caseworker.get('/api/clock'), 405);
});

test('a cursor that no list gave, a limit out of range and a repeated parameter are refused', async () => {
  const ref = await opened(caseworker);
  before = await written();
  await expectRefused(await caseworker.get('/api/cases?cursor=nonsense'), 422, 'cursor');
  await expectRefused(await caseworker.get(`/api/cases/${ref}/history?cursor=nonsense`), 422, 'cursor');
  await expectRefused(await caseworker.get('/api/cases?limit=0'), 422, 'limit');
  await expectRefused(await caseworker.get('/api/cases?limit=10000'), 422, 'limit');
  await expectRefused(await caseworker.get('/api/cases?limit=5&limit=6'), 422, 'limit');
  await expectRefused(await caseworker.get(`/api/cases/${ref}/duties?on=2026-02-30`), 422, 'on');
  await expectRefused(await caseworker.get(`/api/cases/${ref}/duties?on=2026-03-03`), 422, 'on');
});

test('an answer without its asking is refused', async () => {
  const ref = await opened(caseworker);
  await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-03-02' }] });
  const answer = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'advice-received', on: '2026-03-02', adviser: ADVISERS.health.ref }] });
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ refusal: 'answer-without-asking' });
});
