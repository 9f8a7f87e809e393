import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { ADVISERS, refOf } from './support/council.js';
import { opened } from './support/stories.js';

/** Advice by the API: drafts by version, who holds a request, and that nothing answers for another's. */

let app: TestApp;
let professional: Browser;
let manager: Browser;
let ref: string;
const at = (path = '') => `/api/advice-requests/${ref}/${ADVISERS.psychologist.ref}${path}`;

beforeAll(async () => {
  app = await startTestApp();
  const caseworker = await app.signedIn('caseworker');
  ref = await opened(caseworker);
  const facts = [
    { type: 'assessment-agreed', on: '2026-02-20' },
    ...[ADVISERS.psychologist, ADVISERS.psychologyInbox].map(({ ref: adviser, role }) => ({ type: 'advice-requested', on: '2026-02-20', adviser, role })),
  ];
  expect((await caseworker.post(`/api/cases/${ref}/facts`, { facts })).status).toBe(201);
  [professional, manager] = await Promise.all([app.signedIn('professional'), app.signedIn('partner-manager')]);
});
afterAll(() => app.close());

test('a draft is saved over the version read; over an older one nothing is written, and the parts that changed are named', async () => {
  expect((await professional.get(at())).body).toMatchObject({ open: true, version: 0, fate: 'asked', form: { sections: ['B', 'E', 'F'] } });
  expect((await professional.post(at('/draft'), { form: { needs: 'First.' }, version: 0 })).body).toEqual({ version: 1 });
  const late = await manager.post(at('/draft'), { form: { needs: 'Second.' }, version: 0 });
  expect(late.status).toBe(409);
  expect(late.body).toMatchObject({ code: 'changed-since', detail: expect.stringContaining('needs changed') as string });
  expect((await professional.get(at())).body).toMatchObject({ version: 1, form: { needs: 'First.' } });
});

test('two at once: one is saved, the other told', async () => {
  const answers = await Promise.all([professional, manager].map((by, i) => by.post(at('/draft'), { form: { needs: `Written ${i}.` }, version: 1 })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('a field that is too long, of another shape, or unknown is named', async () => {
  const answer = await professional.post(at('/draft'), { form: { needs: 'x'.repeat(20_001), provision: [{ what: 1 }], guess: '' }, version: -1 });
  expect(answer.status).toBe(422);
  expect((answer.body['errors'] as { path: string }[]).map(({ path }) => path)).toEqual(expect.arrayContaining(['form.needs', 'form.provision[0].what', 'version']));
});

test('taken, given to a colleague of the service and to nobody else; only a person of the service is a colleague', async () => {
  expect((await professional.post(at('/holder'), { holder: refOf('doctor') })).status).toBe(422);
  expect((await professional.post(at('/holder'), { holder: refOf('partner-manager') })).status).toBe(204);
  expect((await manager.get('/api/advice-requests?only=mine')).body['items']).toHaveLength(1);
  expect((await manager.get('/api/advice-requests?only=unassigned')).body['items']).toHaveLength(1); // the inbox's
  expect((await professional.post(at('/holder'), { holder: null })).status).toBe(204);
});

test('what is another’s looks like what is not there', async () => {
  const doctor = await app.signedIn('doctor');
  for (const answer of [await doctor.get(at()), await doctor.post(at('/draft'), { form: {}, version: 0 }), await doctor.post(at('/holder'), { holder: null })]) expect(answer.status).toBe(404);
  expect((await professional.get(`/api/advice-requests/A-00000000/${ADVISERS.psychologist.ref}`)).status).toBe(404);
});

test('once answered nothing is written over it', async () => {
  expect((await professional.post(at('/answer'), { answer: { type: 'advice-received', on: '2026-03-02' } })).status).toBe(201);
  const answer = await professional.post(at('/draft'), { form: { needs: 'Too late.' }, version: 2 });
  expect(answer.status).toBe(409);
  expect(answer.body).toMatchObject({ code: 'rule-refused', refusal: 'already-answered' });
  expect((await professional.get(at())).body).toMatchObject({ open: false, fate: 'received' });
});
