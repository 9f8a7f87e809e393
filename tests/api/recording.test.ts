import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nobodyAnswers, startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { ADVISERS, refOf, SETTINGS } from './support/council.js';
import { aRequest, opened } from './support/stories.js';

const NOW = '2026-03-02T09:00:00Z';
let app: TestApp;
let caseworker: Browser;
let manager: Browser;
beforeAll(async () => {
  app = await startTestApp({ now: NOW });
  caseworker = await app.signedIn('caseworker');
  manager = await app.signedIn('team-manager');
});
afterAll(() => app.close());

const contact = { type: 'contact-made', on: '2026-03-02' };
const journalOf = async (ref: string): Promise<string[]> => {
  const { rows } = await app.database.pool.query<{ type: string }>(`SELECT type FROM journal_entry WHERE record_ref = $1 AND kind = 'fact' ORDER BY position`, [ref]);
  return rows.map(({ type }) => type);
};

test('a request goes from received to final plan, each step a fact', async () => {
  app.clock.set('2026-02-02T09:00:00Z');
  const ref = await opened(caseworker);
  const step = async (now: string, by: Browser, ...facts: object[]) => {
    app.clock.set(now);
    const answer = await by.post(`/api/cases/${ref}/facts`, { facts });
    expect(answer.status, answer.text).toBe(201);
    return answer;
  };

  await step('2026-02-05T09:00:00Z', caseworker, { type: 'considering-notified', on: '2026-02-05', channel: 'by-hand' });
  await step('2026-03-02T09:00:00Z', caseworker, { type: 'assessment-agreed', on: '2026-03-02' }, { type: 'partners-told', on: '2026-03-02' });
  await step(
    '2026-03-02T10:00:00Z',
    caseworker,
    { type: 'advice-requested', on: '2026-03-02', adviser: ADVISERS.psychologist.ref, role: 'educational-psychology' },
    { type: 'advice-requested', on: '2026-03-02', adviser: ADVISERS.health.ref, role: 'health' },
  );
  await step('2026-04-10T09:00:00Z', caseworker, { type: 'advice-received', on: '2026-04-10', adviser: ADVISERS.psychologist.ref }, { type: 'advice-received', on: '2026-04-09', adviser: ADVISERS.health.ref });
  await step('2026-05-01T09:00:00Z', manager, { type: 'issue-agreed', on: '2026-05-01' });
  await step('2026-05-05T09:00:00Z', caseworker, { type: 'draft-plan-sent', on: '2026-05-05', channel: 'by-hand' }, { type: 'setting-consulted', on: '2026-05-05', setting: SETTINGS.school.ref });
  await step('2026-05-20T09:00:00Z', caseworker, { type: 'setting-answered', on: '2026-05-19', setting: SETTINGS.school.ref, answer: 'yes' });
  const last = await step('2026-06-01T09:00:00Z', caseworker, { type: 'final-plan-issued', on: '2026-06-01' });

  const view = await caseworker.get(`/api/cases/${ref}`);
  app.clock.set(NOW);
  expect(view.status).toBe(200);
  expect(view.body['duties']).toContainEqual(expect.objectContaining({ code: 'issue-final-plan', outcome: 'in-time', dueOn: '2026-06-22' }));
  expect(view.body).toMatchObject({ entry: last.body['entry'], stage: 'finished' });
});

describe('an idempotency key', () => {
  test('sent twice records once, and answers alike', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const request = aRequest();
    const [first, second] = [await caseworker.post('/api/cases', request, key), await caseworker.post('/api/cases', request, key)];
    expect(first.status).toBe(201);
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const ref = String(first.body['caseRef']);
    expect(await journalOf(ref)).toEqual(['request-received', 'owner-set']);

    const again = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => caseworker.post(`/api/cases/${ref}/facts`, { facts: [contact] }, again)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await journalOf(ref)).toHaveLength(3);
  });

  test('repeats a refusal too, and stays refused when the rule would allow it later', async () => {
    const ref = await opened(caseworker);
    const key = { 'Idempotency-Key': randomUUID() };
    const early = { facts: [{ type: 'draft-plan-sent', on: '2026-03-02', channel: 'by-hand' }] };
    const first = await caseworker.post(`/api/cases/${ref}/facts`, early, key);
    expect(first.status).toBe(409);
    await manager.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-03-02' }] });
    const second = await caseworker.post(`/api/cases/${ref}/facts`, early, key);
    expect({ ...second.body, requestId: '' }).toEqual({ ...first.body, requestId: '' });
    expect(await journalOf(ref)).not.toContain('draft-plan-sent');
  });

  test('with another body is refused, and so is anybody else\'s', async () => {
    const ref = await opened(caseworker);
    const key = { 'Idempotency-Key': randomUUID() };
    expect((await caseworker.post(`/api/cases/${ref}/facts`, { facts: [contact] }, key)).status).toBe(201);
    const changed = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ ...contact, on: '2026-03-01' }] }, key);
    expect(changed.status).toBe(422);
    expect(changed.body).toMatchObject({ code: 'key-reused', errors: [{ path: 'Idempotency-Key' }] });
    expect((await manager.post(`/api/cases/${ref}/facts`, { facts: [contact] }, key)).status).toBe(404);
    const elsewhere = await opened(caseworker);
    expect((await caseworker.post(`/api/cases/${elsewhere}/facts`, { facts: [contact] }, key)).status).toBe(422);
    expect(await journalOf(elsewhere)).toHaveLength(2);
  });

  test('is needed, and is a UUID', async () => {
    for (const key of ['', 'one']) {
      const answer = await caseworker.post('/api/cases', aRequest(), { 'Idempotency-Key': key });
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({ errors: [{ path: 'idempotency-key' }] });
    }
  });
});

describe('two caseworkers at once', () => {
  test('the second is told what the first recorded, and records nothing', async () => {
    const ref = await opened(caseworker);
    const { body } = await caseworker.get(`/api/cases/${ref}`);
    const first = await manager.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-03-02' }], ifEntry: body['entry'] });
    expect(first.status).toBe(201);
    const second = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [contact], ifEntry: body['entry'] });
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'changed-since', changes: [{ entry: first.body['entry'], type: 'assessment-agreed', on: '2026-03-02' }] });
    const informed = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [contact], ifEntry: first.body['entry'] });
    expect(informed.status).toBe(201);
    expect(await journalOf(ref)).toEqual(['request-received', 'owner-set', 'assessment-agreed', 'contact-made']);
  });

  test('at the very same moment, one of them is told', async () => {
    const ref = await opened(caseworker);
    const { body } = await caseworker.get(`/api/cases/${ref}`);
    const answers = await Promise.all([caseworker, manager].map((one) => one.post(`/api/cases/${ref}/facts`, { facts: [contact], ifEntry: body['entry'] })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await journalOf(ref)).toHaveLength(3);
  });
});

describe('free text', () => {
  test('goes to a note; the fact holds the note\'s reference, and the history shows the words', async () => {
    const ref = await opened(caseworker);
    const words = 'The family was abroad to the end of February.';
    const answer = await caseworker.post(`/api/cases/${ref}/facts`, {
      facts: [{ type: 'exception-recorded', on: '2026-03-02', ground: 'absent', from: '2026-02-03', to: '2026-03-01', steps: ['decide-to-assess'], impracticalBecause: words }],
    });
    expect(answer.status, answer.text).toBe(201);
    const [fact] = answer.body['facts'] as { impracticalBecause: string }[];
    expect(fact?.impracticalBecause).toMatch(/^N-[0-9A-Z]{8}$/);
    const { rows } = await app.database.pool.query<{ payload: unknown }>('SELECT payload FROM journal_entry WHERE record_ref = $1 UNION ALL SELECT facts FROM command WHERE record_ref = $1', [ref]);
    expect(JSON.stringify(rows)).not.toContain('abroad');
    const history = await caseworker.get(`/api/cases/${ref}/history`);
    expect(history.body['items']).toContainEqual(expect.objectContaining({ notes: [{ ref: fact?.impracticalBecause, field: 'impracticalBecause', text: words }] }));
  });
});

describe('a correction', () => {
  const waiting = async () => {
    const ref = await opened(caseworker);
    await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-03-01' }] });
    const answer = await caseworker.post(`/api/cases/${ref}/facts`, {
      facts: [{ type: 'correction', on: '2026-03-02', corrects: 'j3', replacement: { type: 'assessment-agreed', on: '2026-02-27' }, reason: 'Sent on the Friday.' }],
    });
    expect(answer.status, answer.text).toBe(202);
    expect(answer.body['state']).toBe('awaiting-second-person');
    return { ref, id: String(answer.body['commandId']), status: String(answer.headers.get('location')) };
  };

  test('waits for a second person, then is recorded under the first one\'s name', async () => {
    const { ref, id, status } = await waiting();
    expect(await journalOf(ref)).not.toContain('correction');
    expect((await manager.get(status)).body).toMatchObject({ state: 'awaiting-second-person', types: ['correction'] });

    const agreed = await manager.post(`/api/commands/${id}/second`, { agreed: true });
    expect(agreed.status, agreed.text).toBe(201);
    expect((await caseworker.get(status)).body).toMatchObject({ state: 'recorded', actor: refOf('caseworker') });
    const view = await caseworker.get(`/api/cases/${ref}`);
    expect(view.body['duties']).toContainEqual(expect.objectContaining({ code: 'decide-to-assess', doneOn: '2026-02-27' }));
    expect((await manager.post(`/api/commands/${id}/second`, { agreed: true })).body).toMatchObject({ code: 'already-settled' });
  });

  test('of an entry with words keeps them: named by their note they are not written anew, and another record’s note is none of its words', async () => {
    const words = 'The family is abroad.';
    const excused = async (ref: string) => {
      const told = { type: 'exception-recorded', ground: 'absent', from: '2026-02-03', to: '2026-03-01', steps: ['decide-to-assess'], on: '2026-03-02' };
      const { body } = await caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ ...told, impracticalBecause: words }] });
      return { told, note: String((body['facts'] as { impracticalBecause: string }[])[0]?.impracticalBecause) };
    };
    const [ref, other] = [await opened(caseworker), await opened(caseworker)];
    const [{ told, note }, elsewhere] = [await excused(ref), await excused(other)];
    const correct = (replacement: object) => caseworker.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'correction', on: '2026-03-02', corrects: 'j3', replacement }] });

    const made = await correct({ ...told, to: '2026-03-02', impracticalBecause: note });
    expect((await manager.post(`/api/commands/${String(made.body['commandId'])}/second`, { agreed: true })).status).toBe(201);

    const { rows } = await app.database.pool.query<{ kept: string; notes: string }>(
      `SELECT payload->'replacement'->>'impracticalBecause' AS kept, (SELECT string_agg(text, '|') FROM note WHERE record_ref = $1) AS notes FROM journal_entry WHERE record_ref = $1 AND type = 'correction'`, [ref]);
    expect(rows).toEqual([{ kept: note, notes: words }]);
    const foreign = await correct({ ...told, impracticalBecause: elsewhere.note });
    expect([foreign.status, (foreign.body['errors'] as { path: string }[])[0]?.path]).toEqual([422, 'facts[0].replacement.impracticalBecause']);
  });

  test('cannot be seconded by whoever made it, nor by somebody without the role', async () => {
    const ref = await opened(manager, { owner: refOf('colleague') });
    const made = await manager.post(`/api/cases/${ref}/facts`, { facts: [{ type: 'correction', on: '2026-03-02', corrects: 'j2' }] });
    const id = String(made.body['commandId']);
    expect((await manager.post(`/api/commands/${id}/second`, { agreed: true })).body).toMatchObject({ code: 'second-person-needed' });
    expect((await caseworker.post(`/api/commands/${id}/second`, { agreed: true })).status).toBe(404);
    expect((await (await app.signedIn('south-manager')).post(`/api/commands/${id}/second`, { agreed: true })).status).toBe(404);
    expect((await (await app.signedIn('service-manager')).post(`/api/commands/${id}/second`, { agreed: true })).status).toBe(201);
  });

  test('not agreed to is not recorded', async () => {
    const { ref, id, status } = await waiting();
    const answer = await manager.post(`/api/commands/${id}/second`, { agreed: false });
    expect(answer.body).toMatchObject({ state: 'declined' });
    expect((await caseworker.get(status)).body).toMatchObject({ state: 'declined' });
    expect(await journalOf(ref)).not.toContain('correction');
  });
});

describe('with nobody to record', () => {
  let waiting: TestApp;
  beforeAll(async () => {
    waiting = await startTestApp({ now: NOW, processes: nobodyAnswers });
  });
  afterAll(() => waiting.close());

  test('a request answers 202 and an address that says what became of it; the same key asks again', async () => {
    const browser = await waiting.signedIn('caseworker');
    const key = { 'Idempotency-Key': randomUUID() };
    const request = aRequest();
    const answer = await browser.post('/api/cases', request, key);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('retry-after')).toBe('2');
    const status = await browser.get(String(answer.headers.get('location')));
    expect(status.body).toMatchObject({ state: 'pending', types: ['request-received', 'owner-set'], caseRef: answer.body['caseRef'] });
    expect((await browser.post('/api/cases', request, key)).body).toEqual(answer.body);
    expect((await (await waiting.signedIn('stranger')).get(String(answer.headers.get('location')))).status).toBe(404);
    const view = await browser.get(`/api/cases/${String(answer.body['caseRef'])}`);
    expect(view.body).toMatchObject({ duties: [], nextSteps: [], pending: [{ state: 'pending' }] });
  });
});
