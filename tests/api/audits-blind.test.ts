import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLAN_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { refOf, type Account } from './support/council.js';
import { sentPlanText } from './support/plan-text.js';
import { planBroughtIn } from './support/plans-in.js';

/** Who reads nothing of an audit, and until when. Today is Monday 23 November 2026. */

let app: TestApp;
let plan: string;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  plan = await planToAudit();
});
afterAll(() => app.close());

async function planToAudit(): Promise<string> {
  const ref = await planBroughtIn(await app.signedIn('data-officer'), { 'Plan made': '2026-01-12' });
  await sentPlanText(app.database.pool, ref);
  return ref;
}

const WORDS = 'Nobody is named for the reading';
const SAID = { answer: 'met', evidence: '', line: null };
const WANTING = { 'f-who': { answer: 'partly-met', evidence: WORDS, line: null } };
const all = (over: Readonly<Record<string, object>> = {}) => Object.fromEntries(PLAN_FRAMEWORK.criteria.map(({ id }) => [id, over[id] ?? SAID]));
const refIn = ({ body, status, text }: Answer): string => (expect(status, text).toBe(201), String(body['caseRef']));
const asked = async (subject: string, auditor: Account, second: Account | null = null) =>
  refIn(await (await app.signedIn('qa-lead')).post('/api/audits', { kind: 'plan', subject, auditor: refOf(auditor), second: second === null ? null : refOf(second) }));
const secondOf = async (ref: string) => (await app.database.pool.query<{ ref: string }>('SELECT ref FROM audit WHERE after_ref = $1', [ref])).rows[0]?.ref ?? expect.fail('no second');
const listed = async (who: Browser) => ((await who.get('/api/audits?whose=all&limit=100')).body['items'] as readonly { ref: string }[]).map(({ ref }) => ref);

async function marked(who: Browser, ref: string, over: Readonly<Record<string, object>> = {}): Promise<void> {
  const { body } = await who.post(`/api/audits/${ref}/marking`, { answers: all(over), after: 0 });
  const handed = await who.post(`/api/audits/${ref}/marking/hand-in`, { after: body['saves'] });
  expect(handed.status, handed.text).toBe(201);
}

/** Signed in with a role besides their own. */
async function also(account: Account, role: string): Promise<Browser> {
  await app.database.pool.query('INSERT INTO staff_role (staff_ref, role) VALUES ($1, $2)', [refOf(account), role]);
  return app.signedIn(account);
}
const noMore = (account: Account, role: string) => app.database.pool.query('DELETE FROM staff_role WHERE staff_ref = $1 AND role = $2', [refOf(account), role]);

test('a draft of an answer is read by nobody else, nor by whom the audit is given to', async () => {
  const [lead, auditor, other, senior] = await Promise.all((['qa-lead', 'auditor', 'other-auditor', 'senior-manager'] as const).map((one) => app.signedIn(one))) as [Browser, Browser, Browser, Browser];
  const ref = await asked(plan, 'auditor');
  await auditor.post(`/api/audits/${ref}/marking`, { answers: WANTING, after: 0 });
  expect((await auditor.get(`/api/audits/${ref}`)).text).toContain(WORDS);
  for (const reader of [lead, senior]) expect((await reader.get(`/api/audits/${ref}`)).body).toMatchObject({ ref, own: null });
  expect((await lead.post(`/api/audits/${ref}/auditor`, { auditor: refOf('other-auditor') })).status).toBe(201);
  expect((await other.get(`/api/audits/${ref}`)).body).toMatchObject({ own: { answers: {}, judged: {}, saves: 1 } });
  expect((await other.post(`/api/audits/${ref}/marking/hand-in`, { after: 1 })).status).toBe(422); // what somebody else began is not theirs to hand in
  expect((await other.post(`/api/audits/${ref}/marking`, { answers: all(), after: 1 })).body).toEqual({ saves: 2 });
  expect((await other.post(`/api/audits/${ref}/marking/hand-in`, { after: 2 })).status).toBe(201);
});

test.each(['senior-manager', 'qa-lead', 'service-manager'])('one of a pair who is a %s too reads nothing of the other before their own is in', async (role) => {
  const subject = await planToAudit();
  const [first, auditor] = [await asked(subject, 'auditor', 'other-auditor'), await app.signedIn('auditor')];
  const second = await secondOf(first);
  const both = await also('auditor', role);
  expect([(await both.get(`/api/audits/${second}`)).status, await listed(both)]).toEqual([404, expect.not.arrayContaining([second])]);
  await noMore('auditor', role);
  await marked(auditor, first, WANTING);
  const manager = await also('other-auditor', role);
  expect((await manager.get(`/api/audits/${first}`)).status).toBe(404);
  expect((await manager.get(`/api/audits/${first}/panel`)).status).toBe(404);
  expect(await listed(manager)).toContain(second);
  expect(await listed(manager)).not.toContain(first);
  await marked(manager, second);
  if (role !== 'service-manager') expect((await manager.get(`/api/audits/${first}`)).text).toContain(WORDS);
  await noMore('other-auditor', role);
});

test('what a moderation has agreed so far is for whoever leads it alone', async () => {
  const subject = await planToAudit();
  const [lead, auditor, other] = await Promise.all((['qa-lead', 'auditor', 'other-auditor'] as const).map((one) => app.signedIn(one))) as [Browser, Browser, Browser];
  const first = await asked(subject, 'auditor', 'other-auditor');
  await marked(auditor, first, WANTING);
  await marked(other, await secondOf(first));
  expect((await lead.post(`/api/audits/${first}/moderation`, { answers: { 'f-who': SAID }, after: 0 })).status).toBe(200);
  expect((await auditor.get(`/api/audits/${first}`)).body).toMatchObject({ stage: 'moderating', moderated: null });
});

test('whoever marks again reads nothing of what they answered, from the asking until it is in', async () => {
  const subject = await planToAudit();
  const [lead, auditor] = [await app.signedIn('qa-lead'), await app.signedIn('auditor')];
  const first = await asked(subject, 'auditor');
  await marked(auditor, first, WANTING);
  expect((await lead.post(`/api/audits/${first}/re-mark`, undefined)).status).toBe(409); // its findings are theirs to agree yet
  const found = await auditor.post(`/api/audits/${first}/findings`, { findings: [], auditAgainBy: '2027-03-01' });
  expect(found.status, found.text).toBe(201);
  const again = refIn(await lead.post(`/api/audits/${first}/re-mark`, undefined));
  expect((await auditor.get(`/api/audits/${first}`)).status).toBe(404);
  expect(await listed(auditor)).not.toContain(first);
  expect((await auditor.get(`/api/audits/${again}`)).body).toMatchObject({ why: 'sample', after: null, own: null });
  expect((await lead.get(`/api/audits/${first}`)).text).toContain(WORDS);
  await marked(auditor, again);
  expect((await auditor.get(`/api/audits/${first}`)).text).toContain(WORDS);
});

test('an audit of a restricted record is given only to whoever is named on it', async () => {
  const [lead, other] = [await app.signedIn('qa-lead'), await app.signedIn('other-auditor')];
  const subject = await planToAudit();
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [subject]);
  for (const account of ['qa-lead', 'auditor'] as const) await app.database.pool.query('INSERT INTO record_access (record_ref, staff_ref) VALUES ($1, $2) ON CONFLICT DO NOTHING', [subject, refOf(account)]);
  const ref = await asked(subject, 'auditor');
  const refused = await lead.post(`/api/audits/${ref}/auditor`, { auditor: refOf('other-auditor') });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('restricted to named people') as unknown]);
  expect((await other.get(`/api/audits/${ref}`)).status).toBe(404);
});
