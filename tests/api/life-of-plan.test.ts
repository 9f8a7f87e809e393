import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFUSALS } from '../../domain/refusals.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { planBroughtIn } from './support/plans-in.js';

/** What ends or moves a plan, as another system records it: refused with the law's reason, or naming the field. */

let app: TestApp;
let manager: Browser;
let ref: string;
beforeAll(async () => {
  app = await startTestApp();
  manager = await app.signedIn('team-manager');
  app.clock.set('2026-11-20T09:00:00Z');
  ref = await planBroughtIn(await app.signedIn('data-officer'), { 'Plan made': '2024-12-02', 'Date of birth': '2010-01-04' });
});
afterAll(() => app.close());

const tried = (fact: Readonly<Record<string, unknown>>) => manager.post(`/api/cases/${ref}/facts`, { facts: [{ on: '2026-11-20', ...fact }] });
const facts = async (): Promise<number> => (await app.database.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM journal_entry WHERE record_ref = $1 AND kind = 'fact'`, [ref])).rows[0]?.count ?? 0;

test.each(['cease-proposed', 'cease-decided'])('%s for being out of education is refused under 18, with regulation 29, and nothing is written', async (type) => {
  const before = await facts();
  const answer = await tried({ type, ground: 'out-of-education', reason: 'Out of college since September.' });
  expect(answer.status, answer.text).toBe(409);
  expect(answer.body).toMatchObject({ refusal: 'under-18-out-of-education', law: 'SEND Regulations 2014 reg 29', detail: REFUSALS['under-18-out-of-education'].sentence });
  expect(await facts()).toBe(before);
});

test.each([
  ['an authority there is none of', { type: 'plan-transferred', to: '999' }, 'facts[0].to'],
  ['words for an authority', { type: 'plan-transferred', to: 'Exampleshire' }, 'facts[0].to'],
  ['a ground there is none of', { type: 'cease-decided', ground: 'moved-house' }, 'facts[0].ground'],
  ['an early review answered by neither', { type: 'early-review-answered', answer: 'perhaps' }, 'facts[0].answer'],
])('%s is refused naming the field', async (_what, fact, path) => {
  const answer = await tried(fact);
  expect(answer.status, answer.text).toBe(422);
  expect((answer.body['errors'] as readonly { path: string }[]).map((error) => error.path)).toContain(path);
});

test('an answer to an early review nobody asked for is refused; asked for, it is recorded', async () => {
  expect(await tried({ type: 'early-review-answered', answer: 'no' })).toMatchObject({ status: 409, body: { refusal: 'not-asked-for' } });
  expect(await tried({ type: 'early-review-requested', by: 'setting' })).toMatchObject({ status: 201 });
  expect(await tried({ type: 'early-review-answered', answer: 'no' })).toMatchObject({ status: 201 });
});

test('why a plan ended is kept as the return’s code, and the plan has ended', async () => {
  expect(await tried({ type: 'plan-ceased', reason: 'sen2-3' })).toMatchObject({ status: 201 });
  const { rows } = await app.database.pool.query(`SELECT r.stage, j.payload->>'reason' AS reason FROM case_record r JOIN journal_entry j ON j.record_ref = r.ref AND j.type = 'plan-ceased' WHERE r.ref = $1`, [ref]);
  expect(rows).toEqual([{ stage: 'ceased', reason: 'sen2-3' }]);
});
