import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLAN_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { refOf } from './support/council.js';
import { wakeOf } from './support/stories.js';
import { sentPlanText } from './support/plan-text.js';
import { planBroughtIn } from './support/plans-in.js';

/** One plan's audit from end to end. Today is Monday 23 November 2026. */

let app: TestApp;
let [lead, auditor, other, caseworker]: Browser[] = [];
let plan: string;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  [lead, auditor, other, caseworker] = await Promise.all((['qa-lead', 'auditor', 'other-auditor', 'caseworker'] as const).map((one) => app.signedIn(one)));
  plan = await planBroughtIn(await app.signedIn('data-officer'), { 'Plan made': '2026-01-12' });
  await sentPlanText(app.database.pool, plan);
});
afterAll(() => app.close());

const by = (who: Browser | undefined): Browser => who ?? expect.fail('nobody signed in');
const refIn = ({ body, status, text }: Answer): string => (expect(status, text).toBe(201), String(body['caseRef']));
const asked = (auditorRef: string) => by(lead).post('/api/audits', { kind: 'plan', subject: plan, auditor: auditorRef });
const errors = ({ body }: Answer) => (body['errors'] as readonly { path: string; message: string }[]).map(({ path }) => path);
const SAID = { answer: 'met', evidence: '', line: null };
const all = (over: Readonly<Record<string, object>> = {}) => Object.fromEntries(PLAN_FRAMEWORK.criteria.map(({ id }) => [id, over[id] ?? SAID]));

test('only whoever leads quality has a plan audited, and nobody their own', async () => {
  expect((await by(auditor).post('/api/audits', { kind: 'plan', subject: plan, auditor: refOf('auditor') })).status).toBe(403);
  expect(errors(await asked(refOf('caseworker')))).toEqual(['auditor', 'auditor']); // no auditor, and it is their case
  expect(errors(await by(lead).post('/api/audits', { kind: 'plan', subject: 'P-N0TTHERE', auditor: refOf('auditor') }))).toEqual(['subject']);
});

test('an audit is marked with evidence, the grade follows and is never typed', async () => {
  const ref = refIn(await asked(refOf('auditor')));
  expect((await by(auditor).get('/api/audits')).body['items']).toMatchObject([{ ref, stage: 'marking', due: { code: 'mark-audit', dueOn: '2026-12-07' }, auditor: { ref: refOf('auditor') }, grade: null }]);
  for (const stranger of [other, caseworker]) expect((await by(stranger).get(`/api/audits/${ref}`)).status).toBe(404);

  const read = await by(auditor).get(`/api/audits/${ref}`);
  expect(read.body).toMatchObject({ framework: 0, textVersion: 1, own: null });
  const found = (read.body['suggestions'] as { rule: string; item: string; key: string; criterion: string }[]).filter(({ item }) => item === 'F2');
  expect(found.map(({ rule }) => rule)).toContain('access');

  const marking = `/api/audits/${ref}/marking`;
  expect(errors(await by(auditor).post(marking, { answers: { nonsense: SAID }, after: 0 }))).toEqual(['answers.nonsense']);
  expect(errors(await by(auditor).post(marking, { answers: { 'f-who': { answer: 'splendid' } }, after: 0 }))).toEqual(['answers.f-who.answer']);
  expect((await by(auditor).post(marking, { answers: { 'f-who': { answer: null, evidence: 'Not said yet' } }, after: 0 })).body).toEqual({ saves: 1 });
  expect((await by(auditor).post(marking, { answers: {}, after: 0 })).status).toBe(409); // the other window
  expect(errors(await by(auditor).post(`${marking}/hand-in`, { after: 1 }))).toHaveLength(PLAN_FRAMEWORK.criteria.length);

  const wanting = { answer: 'not-met', evidence: '', line: null };
  const access = found.find(({ rule }) => rule === 'access') ?? expect.fail('not found');
  expect((await by(auditor).post(marking, { answers: all({ 'f-specified': wanting, 'f-who': wanting }), judged: { [access.key]: true, nonsense: true }, after: 1 })).body).toEqual({ saves: 2 });
  expect(errors(await by(auditor).post(`${marking}/hand-in`, { after: 2 }))).toEqual(['answers.f-who']); // an accepted suggestion shows the other
  await by(auditor).post(marking, { answers: all({ 'f-specified': wanting, 'f-who': { ...wanting, line: 'F2' } }), judged: { [access.key]: true }, after: 2 });
  expect((await by(lead).post(`${marking}/hand-in`, { after: 3 })).status).toBe(404); // not a marker
  const handed = await by(auditor).post(`${marking}/hand-in`, { after: 3 });
  expect(handed.status, handed.text).toBe(201);
  expect(handed.body['facts']).toMatchObject([{ type: 'audit-marked', marking: `${ref}/own`, on: '2026-11-23' }]);
  expect((await by(auditor).post(marking, { answers: {}, after: 3 })).status).toBe(409);

  const { body } = await by(auditor).get(`/api/audits/${ref}`);
  expect(body).toMatchObject({ stage: 'agreeing', due: { code: 'agree-findings', dueOn: '2026-12-07' }, grade: (body['own'] as { scored: { grade: string } }).scored.grade });
  expect((body['own'] as { judged: object }).judged).toMatchObject({ [access.key]: true });

  const findings = { findings: [{ criterion: 'f-specified', theme: 'provision', service: 'casework', words: 'The second line names a place and no help.' }], auditAgainBy: '2027-03-01' };
  expect((await by(caseworker).post(`/api/audits/${ref}/findings`, findings)).status).toBe(404);
  expect(errors(await by(auditor).post(`/api/audits/${ref}/findings`, { findings: [{ ...findings.findings[0], criterion: 'a-child-views' }], auditAgainBy: '2026-11-23' }))).toEqual(['findings[0].criterion', 'auditAgainBy']);
  expect((await by(auditor).post(`/api/audits/${ref}/findings`, findings)).status).toBe(201);
  expect((await by(auditor).post(`/api/audits/${ref}/findings`, findings)).body).toMatchObject({ refusal: 'findings-agreed-already' });
  expect((await by(caseworker).get(`/api/audits/${ref}`)).body).toMatchObject({ stage: 'improving', findings: [{ criterion: 'f-specified', section: 'F' }] }); // who holds the plan reads it now

  const finding = ((await by(lead).get(`/api/audits/${ref}`)).body['findings'] as { ref: string }[])[0]?.ref;
  expect((await by(lead).post(`/api/audits/${ref}/actions`, { words: 'Write F2 again with the psychologist.', owner: refOf('caseworker'), dueOn: '2026-12-11', finding })).status).toBe(201);
  const action = ((await by(caseworker).get(`/api/audits/${ref}`)).body['actions'] as { ref: string }[])[0]?.ref ?? '';
  expect((await by(caseworker).get('/api/audits?whose=mine')).body['items']).toMatchObject([{ ref, openActions: 1 }]);
  const done = { words: 'F2 says who, what and how often.', on: '2026-11-23' };
  expect((await by(other).post(`/api/audits/${ref}/actions/${action}/done`, done)).status).toBe(404);
  expect((await by(caseworker).post(`/api/audits/${ref}/actions/${action}/done`, done)).status).toBe(201);
  expect((await by(caseworker).post(`/api/audits/${ref}/actions/${action}/done`, done)).status).toBe(409);
  expect((await by(lead).get(`/api/audits/${ref}`)).body).toMatchObject({ stage: 'improving', openActions: 0, due: { code: 'audit-again', dueOn: '2027-03-01' } });
});

test('two mark blind; what they answer otherwise goes to moderation, and what it gives is the grade of both', async () => {
  const first = refIn(await by(lead).post('/api/audits', { kind: 'plan', subject: plan, auditor: refOf('auditor'), second: refOf('other-auditor') }));
  const listed = (await by(other).get('/api/audits?state=to-mark')).body['items'] as { ref: string; why: string }[];
  expect(listed).toMatchObject([{ why: 'sample' }]); // whoever knew it to be a second marking would look for what the first found
  const second = listed[0]?.ref ?? '';
  expect((await by(lead).get(`/api/audits/${first}`)).body).toMatchObject({ ref: first, why: 'asked' });
  expect((await by(lead).get(`/api/audits/${second}`)).body).toMatchObject({ why: 'double', after: first });
  expect((await by(auditor).get(`/api/audits/${second}`)).status).toBe(404);

  const mark = async (who: Browser | undefined, ref: string, over: Readonly<Record<string, object>>) => {
    await by(who).post(`/api/audits/${ref}/marking`, { answers: all(over), after: 0 });
    const handed = await by(who).post(`/api/audits/${ref}/marking/hand-in`, { after: 1 });
    expect(handed.status, handed.text).toBe(201);
    return (handed.body['facts'] as { type: string }[]).map(({ type }) => type);
  };
  const wanting = { answer: 'partly-met', evidence: 'Said once.', line: 'F1' };
  expect(await mark(auditor, first, { 'e-smart': wanting })).toEqual(['audit-marked']);
  const early = await by(auditor).post(`/api/audits/${first}/findings`, { findings: [] });
  expect([early.status, early.body['refusal'], early.body['detail']]).toMatchObject([409, 'second-marking-open', expect.stringContaining('second auditor') as unknown]);
  expect((await by(auditor).get(`/api/audits/${first}`)).body).toMatchObject({ stage: 'awaiting-second', due: null }); // nobody is late with what waits for somebody else
  expect((await by(lead).get(`/api/audits/${first}/moderation`)).status).toBe(404); // one is not in
  expect(await mark(other, second, { 'f-who': { ...wanting, answer: 'not-met' } })).toEqual(['audit-marked', 'moderation-called']);

  for (const ref of [first, second]) expect((await by(lead).get(`/api/audits/${ref}`)).body).toMatchObject({ stage: 'moderating', due: { code: 'moderate-audit' } });
  expect((await by(lead).get('/api/audits')).body['items']).toMatchObject([{ ref: first }]); // the meeting is the lead's to hold: one for the pair
  expect((await by(auditor).get(`/api/audits/${first}/moderation`)).status).toBe(404);
  const both = await by(lead).get(`/api/audits/${first}/moderation`);
  expect(both.body).toMatchObject({ disputed: ['e-smart', 'f-who'], saves: 0, first: { auditor: { ref: refOf('auditor') } }, second: { auditor: { ref: refOf('other-auditor') } } });
  const agreed = both.body['agreed'] as Record<string, object>;
  expect([Object.keys(agreed).length, agreed['e-smart']]).toEqual([PLAN_FRAMEWORK.criteria.length - 2, undefined]);

  expect((await by(lead).post(`/api/audits/${first}/moderation`, { answers: { 'e-smart': wanting }, after: 0 })).body).toEqual({ saves: 1 });
  expect(errors(await by(lead).post(`/api/audits/${first}/moderation/settlement`, { after: 1 }))).toEqual(['answers.f-who']);
  await by(lead).post(`/api/audits/${first}/moderation`, { answers: { 'e-smart': wanting, 'f-who': SAID }, after: 1 });
  expect((await by(lead).post(`/api/audits/${first}/moderation/settlement`, { after: 2 })).status).toBe(201);

  const [one, two] = [await by(lead).get(`/api/audits/${first}`), await by(lead).get(`/api/audits/${second}`)];
  expect([one.body['stage'], two.body['stage']]).toEqual(['agreeing', 'audited']);
  expect((await by(lead).get('/api/audits')).body['items']).toEqual([]);
  const refsOf = async (query: string) => ((await by(other).get(`/api/audits${query}`)).body['items'] as { ref: string }[]).map((row) => row.ref);
  expect([await refsOf(''), await refsOf('?state=closed')]).toEqual([[], [second]]); // what is done is not to be done
  expect((one.body['moderated'] as { scored: { grade: string } }).scored.grade).toBe(one.body['grade']);
  expect((await by(other).post(`/api/audits/${second}/findings`, { findings: [] })).body).toMatchObject({ refusal: 'second-marking' });
  expect((await by(auditor).post(`/api/audits/${first}/findings`, { findings: [{ criterion: 'f-who', theme: 'provision', words: 'x' }] })).status).toBe(422); // met, as moderated
  expect((await by(auditor).post(`/api/audits/${first}/findings`, { findings: [{ criterion: 'e-smart', theme: 'outcomes', words: 'No measure.' }], auditAgainBy: '2027-01-15' })).status).toBe(201);
});

test('a second marking that comes in alike, or is taken back, lets the first go on from that day', async () => {
  const pair = async (): Promise<readonly [string, string]> => {
    const first = refIn(await by(lead).post('/api/audits', { kind: 'plan', subject: plan, auditor: refOf('auditor'), second: refOf('other-auditor') }));
    const second = ((await by(other).get('/api/audits?state=to-mark')).body['items'] as { ref: string }[])[0]?.ref ?? '';
    return [first, second];
  };
  const mark = async (who: Browser | undefined, ref: string): Promise<void> => {
    await by(who).post(`/api/audits/${ref}/marking`, { answers: all(), after: 0 });
    const handed = await by(who).post(`/api/audits/${ref}/marking/hand-in`, { after: 1 });
    expect(handed.status, handed.text).toBe(201);
  };
  const stands = async (ref: string): Promise<unknown> => (({ stage, due }) => ({ stage, due }))((await by(lead).get(`/api/audits/${ref}`)).body);
  const waits = { stage: 'awaiting-second', due: null };
  const goesOn = { stage: 'agreeing', due: { code: 'agree-findings', dueOn: '2026-12-07' } };

  const [one, itsSecond] = await pair();
  await mark(auditor, one);
  expect(await stands(one)).toEqual(waits);
  await mark(other, itsSecond);
  expect([await stands(one), await stands(itsSecond)]).toEqual([goesOn, { stage: 'audited', due: null }]);

  const [two, secondOfTwo] = await pair();
  await mark(auditor, two);
  const withdrawal = { why: 'Its auditor has left.' };
  expect((await by(lead).post(`/api/audits/${secondOfTwo}/withdrawal`, withdrawal)).status).toBe(201);
  expect([await stands(two), await stands(secondOfTwo)]).toEqual([goesOn, { stage: 'withdrawn', due: null }]);

  const [three, secondOfThree] = await pair();
  expect((await by(lead).post(`/api/audits/${secondOfThree}/withdrawal`, withdrawal)).status).toBe(201);
  await mark(auditor, three);
  expect(await stands(three)).toEqual(goesOn);

  const [four, secondOfFour] = await pair();
  await mark(other, secondOfFour);
  await mark(auditor, four); // in second, it waits for nobody
  expect(await stands(four)).toEqual(goesOn);
});

test('an audit is given to another auditor, marked again blind, and taken back with the reason', async () => {
  const ref = refIn(await asked(refOf('auditor')));
  expect((await by(lead).post(`/api/audits/${ref}/auditor`, { auditor: refOf('caseworker') })).status).toBe(422);
  expect((await by(lead).post(`/api/audits/${ref}/auditor`, { auditor: refOf('other-auditor') })).status).toBe(201);
  expect((await by(auditor).get(`/api/audits/${ref}`)).status).toBe(404);
  expect((await by(lead).post(`/api/audits/${ref}/re-mark`, undefined)).status).toBe(409); // not marked yet
  expect((await by(lead).post(`/api/audits/${ref}/withdrawal`, { why: '  ' })).status).toBe(422);
  expect((await by(lead).post(`/api/audits/${ref}/withdrawal`, { why: 'The plan was replaced.' })).status).toBe(201);
  expect((await by(lead).get(`/api/audits/${ref}`)).body).toMatchObject({ stage: 'withdrawn', due: null });
  expect((await by(other).post(`/api/audits/${ref}/marking`, { answers: {}, after: 0 })).status).toBe(409);
});

test('what became the auditor’s own case since, or was closed to them, is neither marked by them nor given to them', async () => {
  const ref = refIn(await asked(refOf('auditor')));
  const [marking, giving] = [`/api/audits/${ref}/marking`, (to: string) => by(lead).post(`/api/audits/${ref}/auditor`, { auditor: to })];
  const is = (change: string): Promise<unknown> => app.database.pool.query(`UPDATE case_record SET ${change} WHERE ref = $1`, [plan]);
  expect((await by(auditor).post(marking, { answers: all(), after: 0 })).body).toEqual({ saves: 1 });
  await app.database.pool.query('INSERT INTO record_access (record_ref, staff_ref) VALUES ($1, $2)', [plan, refOf('qa-lead')]);
  for (const [change, to, refused] of [[`owner_ref = '${refOf('auditor')}'`, 'auditor', /own/], [`owner_ref = '${refOf('caseworker')}', restricted = true`, 'other-auditor', /restricted/]] as const) {
    await is(change);
    for (const [address, body] of [[marking, { answers: all(), after: 1 }], [`${marking}/hand-in`, { after: 1 }]] as const) {
      const { status, body: told } = await by(auditor).post(address, body);
      expect([status, told['code'], told['detail']], address).toEqual([403, 'not-yours-to-record', expect.stringMatching(refused)]);
    }
    const given = await giving(refOf(to));
    expect([given.status, given.body['errors']]).toEqual([422, [{ path: 'auditor', message: expect.stringMatching(refused) as string }]]);
  }
  await is('restricted = false');
  expect((await by(auditor).post(`${marking}/hand-in`, { after: 1 })).status).toBe(201);
});

test('a multi-agency panel is heard beside the audit, voice by voice, and nothing of it is lost', async () => {
  const ref = refIn(await asked(refOf('auditor')));
  const panel = `/api/audits/${ref}/panel`;
  expect((await by(auditor).get(panel)).status).toBe(404); // not before their own marking is in
  expect(errors(await by(lead).post(`${panel}/health`, { who: ' ', said: {}, after: 0 }))).toEqual(['who']);
  expect(errors(await by(lead).post(`${panel}/health`, { who: 'A nurse', said: {}, after: 0 }))).toEqual(['said']);
  expect(errors(await by(lead).post(`${panel}/health`, { who: 'A nurse', said: { nonsense: { answer: 'met' } }, after: 0 }))).toEqual(['said.nonsense']);
  expect(errors(await by(lead).post(`${panel}/health`, { who: 'A nurse', said: { 'ed-needs': { answer: 'met' }, 'he-needs': { answer: 'not-met' } }, after: 0 }))).toEqual(['said.ed-needs', 'said.he-needs.words']);
  const said = { who: 'A community nurse', said: { 'he-needs': { answer: 'not-met', words: 'Her epilepsy is missing' }, 'he-educates': { answer: 'met' } }, after: 0 };
  expect((await by(lead).post(`${panel}/health`, said)).body).toEqual({ number: 1 });
  expect((await by(lead).post(`${panel}/health`, said)).status).toBe(409); // the other window
  expect((await by(lead).post(`${panel}/health`, { ...said, after: Number.MAX_SAFE_INTEGER })).status).toBe(409); // more than the column holds
  expect((await by(lead).post(`${panel}/health`, { ...said, who: 'A community nurse and a therapist', after: 1 })).body).toEqual({ number: 2 });

  const marking = `/api/audits/${ref}/marking`;
  await by(auditor).post(marking, { answers: all({ 'f-therapy': { answer: 'partly-met', evidence: 'Said once.', line: null } }), after: 0 });
  await by(auditor).post(`${marking}/hand-in`, { after: 1 });
  const read = await by(auditor).get(panel);
  const voices = read.body['voices'] as { voice: string; number: number; who: string | null; answers: { question: string; answer: string | null; beside: string | null }[] }[];
  expect(voices.map(({ voice, number }) => [voice, number])).toEqual([['education', 0], ['health', 2], ['social-care', 0], ['parent-representative', 0]]);
  expect(voices[1]?.answers.map(({ question, answer, beside }) => [question, answer, beside])).toEqual([['he-needs', 'not-met', 'panel-finds-more'], ['he-provision', null, null], ['he-educates', 'met', 'auditor-found-more']]);
  expect((await app.database.pool.query('SELECT count(*)::int AS kept FROM audit_panel_said WHERE audit_ref = $1', [ref])).rows).toEqual([{ kept: 2 }]);
});

test('an audit nobody marks goes to whoever leads quality, then to the senior manager, and each answers for it', async () => {
  const ref = refIn(await asked(refOf('auditor'))); // to be marked by 7 December
  const [senior, service, officer] = await Promise.all((['senior-manager', 'service-manager', 'caseworker'] as const).map((one) => app.signedIn(one)));
  const waiting = async (who: Browser | undefined, query = '') => ((await by(who).get(`/api/escalations?limit=200${query}`)).body['items'] as { caseRef: string; isMine: boolean }[] | undefined)?.filter(({ caseRef }) => caseRef === ref);
  const promise = { duty: 'mark-audit', occurrence: 'j1', action: 'Avis marks it on Friday', promisedOn: '2026-12-18' };
  app.clock.set('2026-12-14T09:00:00Z');
  await wakeOf(app, ref);
  expect(await waiting(lead)).toMatchObject([{ duty: 'mark-audit', to: ['qa-lead'], isMine: true, child: { ref: expect.any(String) as unknown } }]);
  expect(await waiting(lead, '&whose=all')).toHaveLength(1);
  for (const stranger of [senior, service, officer]) expect(await waiting(stranger)).toEqual([]);
  expect(await waiting(service, '&whose=all')).toEqual([]);
  expect((await by(officer).post(`/api/cases/${ref}/escalations`, promise)).status).toBe(404);
  const done = await by(lead).post(`/api/cases/${ref}/escalations`, promise);
  expect(done.status, done.text).toBe(201);
  expect(await waiting(lead)).toEqual([]);

  app.clock.set('2027-01-06T09:00:00Z');
  await wakeOf(app, ref);
  expect(await waiting(senior)).toMatchObject([{ to: ['senior-manager'], isMine: true }]);
  const whole = await by(senior).get(`/api/audits/${ref}`);
  expect(whole.body).toMatchObject({ ref, stage: 'marking', grade: null }); // who answers for it may open it
  expect((await by(lead).get('/api/escalations?whose=all&state=all&limit=200')).text).not.toContain('"A-'); // of audits alone
  app.clock.set('2026-11-23T09:00:00Z');
});

test('audits are on no list of cases, count in no figure, and open on no case page', async () => {
  const cases = (await by(lead).get('/api/cases?limit=100')).body['items'] as { ref: string }[];
  const audits = (await by(lead).get('/api/audits?whose=all&limit=100')).body['items'] as { ref: string }[];
  expect(audits.length).toBeGreaterThan(3);
  expect(cases.filter(({ ref }) => audits.some((one) => one.ref === ref))).toEqual([]);
  expect((await by(lead).get(`/api/cases/${audits[0]?.ref ?? ''}`)).status).toBe(404);
});
