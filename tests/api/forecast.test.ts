import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { opened } from './support/stories.js';

/** What will be late and what would help, through the API, in a council with next to nothing in it. Today is Monday 2 March 2026. */

let app: TestApp;
let director: Browser;
beforeAll(async () => {
  app = await startTestApp();
  director = await app.signedIn('director');
});
afterAll(() => app.close());

const SURREY = 'of=educational-psychology&waiting=729&in=44&out=38&weeks=43';

test('44 in, 38 out a week, 43 weeks: 729 becomes 987; the same question has the same answer', async () => {
  const answer = await director.get(`/api/what-if?${SURREY}`);
  expect(answer.status, answer.text).toBe(200);
  expect(answer.body).toMatchObject({ waiting: 729, limit: 42, answer: { clears: { kind: 'never', growsBy: 6 } }, cost: null });
  expect((answer.body['answer'] as { weeks: { waiting: number }[] }).weeks.at(-1)?.waiting).toBe(987);
  expect((await director.get(`/api/what-if?${SURREY}`)).text).toBe(answer.text);
});

test('whatever cannot be read is refused, each by its name and with what it must be', async () => {
  const bad = await director.get('/api/what-if?of=lunch&in=-1&out=&extra=1e3&extraWeeks=0&order=random&weeks=157&waiting=1.5&cost=free&colour=red');
  expect(bad.status).toBe(422);
  const errors = bad.body['errors'] as { path: string; message: string }[];
  expect([...new Set(errors.map(({ path }) => path))].sort()).toEqual(expect.arrayContaining(['cost', 'extra', 'extraWeeks', 'in', 'of', 'order', 'out', 'waiting', 'weeks']));
  expect(errors.find(({ path }) => path === 'weeks')?.message).toContain('at most 156');
  expect((await director.get('/api/forecast?limit=0')).status).toBe(422);
});

test('one open case: its chance is a guess, and the answer says so', async () => {
  const empty = await director.get('/api/forecast');
  expect(empty.body).toMatchObject({ open: 0, cases: [], score: null, expected: { lateNow: 0 } });
  const ref = await opened(await app.signedIn('caseworker'));
  const { body } = await director.get('/api/forecast');
  expect(body).toMatchObject({ open: 1, cases: [{ ref, stage: 'considering', slow: [], child: { name: expect.stringContaining('Invented') as unknown } }], stages: [{ stage: 'considering', isGuess: true, ended: 0, spells: 1 }, {}, {}, {}, {}, {}] });
  expect((await (await app.signedIn('caseworker')).post(`/api/cases/${ref}/facts`, { facts: [{ type: 'assessment-agreed', on: '2026-02-27' }] })).status).toBe(201);
  expect((await director.get('/api/forecast')).body).toMatchObject({ open: 1, cases: [{ ref, stage: 'assessing' }] });
  const elsewhere = await (await app.signedIn('south-manager')).get('/api/forecast');
  expect(elsewhere.body).toMatchObject({ open: 0, cases: [], ofCouncil: false });
  expect(elsewhere.text).not.toContain('Invented');
});
