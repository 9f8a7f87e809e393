import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { ADVISERS } from './support/council.js';
import { opened } from './support/stories.js';

/** Letters of a record and the tasks they leave, as programs see them: what the pages say, by the same rules. */

let app: TestApp;
let caseworker: Browser;
let ref: string;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-03-02T09:00:00Z' });
  caseworker = await app.signedIn('caseworker');
  ref = await opened(caseworker);
  await app.database.pool.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, status, problem, queued_at)
     VALUES ('M-BACK0001', $1, 'advice-thanks', 'adviser', $2, 'Invented Psychologist', 'email', 'gone@adviser.example', 'Thanks', '[{"kind":"paragraph","text":"Thank you."}]', gen_random_uuid(), 'bounced', 'permanent-failure', '2026-03-01T09:00Z'),
       ('M-C0DE0001', $1, 'access-code', 'adviser', $2, 'Invented Psychologist', 'email', 'gone@adviser.example', 'Code', '[{"kind":"paragraph","text":"123456"}]', gen_random_uuid(), 'accepted', NULL, '2026-03-01T10:00Z')`,
    [ref, ADVISERS.psychologist.ref],
  );
  await app.database.pool.query(`INSERT INTO task (ref, record_ref, kind, about, for_role, act_by, opened_at) VALUES ('K-BACK0001', $1, 'bounced', 'M-BACK0001', 'caseworker', '2026-03-03', '2026-03-02T08:00Z')`, [ref]);
});
afterAll(() => app.close());

test('a record’s letters with what became of each, one with its words, and no code', async () => {
  const { status, body, text } = await caseworker.get(`/api/cases/${ref}/letters`);
  expect([status, text.includes('123456'), text.includes('M-C0DE0001')]).toEqual([200, false, false]);
  expect(body).toMatchObject({ sent: [{ ref: 'M-BACK0001', status: 'bounced', problem: 'permanent-failure', toName: 'Invented Psychologist', queuedAt: '2026-03-01T09:00:00.000Z' }], notTold: [] });
  const whole = await caseworker.get(`/api/cases/${ref}/letters/M-BACK0001`);
  expect(whole.body).toMatchObject({ subject: 'Thanks', body: [{ kind: 'paragraph', text: 'Thank you.' }] });
  expect(whole.body).not.toHaveProperty('reference');
  expect((await caseworker.get(`/api/cases/${ref}/letters/M-C0DE0001`)).status).toBe(404);
});

test('a task is listed with the address at fault, mended once, and gone; what is wrong is named', async () => {
  const mine = await caseworker.get('/api/tasks');
  expect(mine.body['items']).toMatchObject([{ ref: 'K-BACK0001', kind: 'bounced', caseRef: ref, actBy: '2026-03-03', message: { address: 'gone@adviser.example' } }]);
  expect((await caseworker.get('/api/tasks?whose=theirs')).status).toBe(422);

  const wrong = await caseworker.post('/api/tasks/K-BACK0001/address', { channel: 'email', email: 'nowhere', consent: false });
  expect([wrong.status, (wrong.body['errors'] as { path: string }[]).map(({ path }) => path)]).toEqual([422, ['email']]);
  expect((await caseworker.post('/api/tasks/K-BACK0001/done', { how: 'by owl' })).status).toBe(422);

  const mended = await caseworker.post('/api/tasks/K-BACK0001/address', { channel: 'email', email: 'here@adviser.example', consent: false });
  expect(mended.body).toMatchObject({ kind: 'sent-again', message: expect.stringMatching(/^M-/) as string });
  expect((await caseworker.post('/api/tasks/K-BACK0001/done', { how: 'telephoned' })).status).toBe(404);
  const { body } = await caseworker.get(`/api/cases/${ref}/letters`);
  expect((body['sent'] as { address: string; replaces: string | null }[]).map(({ address, replaces }) => [address, replaces])).toEqual([['here@adviser.example', 'M-BACK0001'], ['gone@adviser.example', null]]);
  expect((await caseworker.get('/api/tasks')).body).toEqual({ items: [], next: null });
});
