import { afterAll, beforeAll, expect, test } from 'vitest';
import { PLAN_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { refOf } from './support/council.js';
import { sentPlanText } from './support/plan-text.js';
import { planBroughtIn } from './support/plans-in.js';

/**
 * What audits taught, read from audits made by the API: four plans, one marked twice and moderated, one taken back. They are asked for one by one and
 * then called drawn, since only what is drawn by chance stands for the rest. Today is Monday 23 November 2026.
 */

let app: TestApp;
let [lead, auditor, other, caseworker, director, manager]: Browser[] = [];
let plans: string[];
let audits: Readonly<Record<'good' | 'poor' | 'twice' | 'second' | 'gone', string>>;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  [lead, auditor, other, caseworker, director, manager] = await Promise.all((['qa-lead', 'auditor', 'other-auditor', 'caseworker', 'director', 'team-manager'] as const).map((one) => app.signedIn(one)));
  const officer = await app.signedIn('data-officer');
  plans = [];
  for (let i = 0; i < 4; i += 1) {
    const plan = await planBroughtIn(officer, { 'Plan made': '2026-01-12' });
    await sentPlanText(app.database.pool, plan);
    plans.push(plan);
  }
  audits = await played();
});
afterAll(() => app.close());

const by = (who: Browser | undefined): Browser => who ?? expect.fail('nobody signed in');
const refIn = ({ body, status, text }: Answer): string => (expect(status, text).toBe(201), String(body['caseRef']));
const ok = (answer: Answer): Answer => (expect(answer.status, answer.text).toBeLessThan(300), answer);
const MET = { answer: 'met', evidence: '', line: null };
const wanting = (answer: string) => ({ answer, evidence: 'As it says.', line: 'F2' });
const all = (over: Readonly<Record<string, object>>) => Object.fromEntries(PLAN_FRAMEWORK.criteria.map(({ id }) => [id, over[id] ?? MET]));

async function marked(who: Browser | undefined, ref: string, over: Readonly<Record<string, object>>, judge = true): Promise<void> {
  const { suggestions } = ok(await by(who).get(`/api/audits/${ref}`)).body as { suggestions: { key: string; rule: string }[] };
  const judged = judge ? Object.fromEntries(suggestions.map(({ key, rule }) => [key, rule === 'access'])) : {};
  ok(await by(who).post(`/api/audits/${ref}/marking`, { answers: all(over), judged, after: 0 }));
  ok(await by(who).post(`/api/audits/${ref}/marking/hand-in`, { after: 1 }));
}
const asked = async (plan: string | undefined, who: 'auditor' | 'other-auditor', second: string | null = null): Promise<string> => refIn(await by(lead).post('/api/audits', { kind: 'plan', subject: plan, auditor: refOf(who), second }));

async function played(): Promise<typeof audits> {
  const good = await asked(plans[0], 'auditor');
  await marked(auditor, good, {});
  ok(await by(auditor).post(`/api/audits/${good}/findings`, { findings: [] }));
  const poor = await asked(plans[1], 'auditor');
  await marked(auditor, poor, { 'f-specified': wanting('not-met'), 'e-smart': wanting('partly-met') }, false);
  ok(await by(auditor).post(`/api/audits/${poor}/findings`, { findings: [{ criterion: 'f-specified', theme: 'provision', service: 'casework', words: 'Access to a room.' }], auditAgainBy: '2027-02-01' }));
  const finding = (ok(await by(lead).get(`/api/audits/${poor}`)).body['findings'] as { ref: string }[])[0]?.ref;
  ok(await by(lead).post(`/api/audits/${poor}/actions`, { words: 'Write F2 again.', owner: refOf('caseworker'), dueOn: '2026-11-24', finding }));
  const twice = await asked(plans[2], 'auditor', refOf('other-auditor'));
  const [{ ref: second } = { ref: '' }] = (ok(await by(other).get('/api/audits?state=to-mark')).body['items'] as { ref: string }[]);
  await marked(auditor, twice, { 'e-smart': wanting('partly-met') });
  await marked(other, second, {});
  ok(await by(lead).post(`/api/audits/${twice}/moderation`, { answers: { 'e-smart': MET }, after: 0 }));
  ok(await by(lead).post(`/api/audits/${twice}/moderation/settlement`, { after: 1 }));
  ok(await by(lead).post(`/api/audits/${poor}/panel/education`, { who: 'A SENCO', said: { 'ed-deliver': { answer: 'partly-met', words: 'Access only.' }, 'ed-needs': { answer: 'met' } }, after: 0 }));
  ok(await by(lead).post(`/api/audits/${poor}/panel/education`, { who: 'A SENCO', said: { 'ed-deliver': { answer: 'not-met', words: 'Access only.' } }, after: 1 }));
  const gone = await asked(plans[3], 'auditor');
  await marked(auditor, gone, { 'a-child-views': wanting('not-met') });
  ok(await by(lead).post(`/api/audits/${gone}/withdrawal`, { why: 'Another child’s plan.' }));
  await app.database.pool.query(`UPDATE audit SET why = 'sample', traits = '{"primary-need":"SEMH","setting":"school","age-band":"5-to-10","first-or-amended":"first"}' WHERE why = 'asked'`);
  return { good, poor, twice, second, gone };
}

type Cell = Readonly<{ value: number | null; of: number | null; percent: number | null; range: object | null; word: string | null; opens: boolean }>;
type Table = Readonly<{ id: string; columns: string[]; rows: { id: string; name: { kind: string }[]; cells: Cell[] }[]; notes: { code: string; count: number }[] }>;
const report = async (who: Browser | undefined = lead, path = '/api/audits/learning'): Promise<readonly Table[]> => ok(await by(who).get(path)).body['tables'] as Table[];
const tableOf = (tables: readonly Table[], id: string): Table => tables.find((one) => one.id === id) ?? expect.fail(`no ${id}`);
const values = (table: Table, row: string): unknown => Object.fromEntries((table.rows.find(({ id }) => id === row) ?? expect.fail(`no row ${row}: ${table.rows.map(({ id }) => id).join(' ')}`)).cells.map(({ value }, i) => [table.columns[i], value]));

test('the quarter’s grades are of what was drawn, as moderated; taken-back audits and second markings are in none', async () => {
  const { body } = ok(await by(lead).get('/api/audits/learning?quarter=2026-Q4'));
  expect(body).toMatchObject({ period: { kind: 'quarter', id: '2026-Q4', from: '2026-10-01', to: '2026-12-31' }, on: '2026-11-23' });
  const tables = body['tables'] as Table[];
  expect(values(tableOf(tables, 'summary'), 'all')).toEqual({ now: 4, before: 0 }); // good, poor, twice and its second
  expect(values(tableOf(tables, 'summary'), 'double')).toEqual({ now: 1, before: 0 });
  expect(values(tableOf(tables, 'summary'), 'findings')).toEqual({ now: 1, before: 0 });
  const grades = tableOf(tables, 'grades');
  expect(values(grades, 'plan/0/-/2026-Q4')).toMatchObject({ audits: 3, outstanding: 2, 'good-or-better': 2 }); // twice is whole as the meeting agreed
  expect(grades.rows[0]?.cells[5]).toMatchObject({ value: 2, of: 3, percent: null, range: null }); // never a percentage of a handful
  expect(grades.notes).toEqual([{ code: 'apart', count: 1 }]);
  expect(values(tableOf(tables, 'by-primary-need'), 'plan/0/-/SEMH')).toMatchObject({ audits: 3 });
  expect(values(tableOf(tables, 'by-setting'), 'plan/0/-/school')).toMatchObject({ audits: 3 });
  expect(values(tableOf(tables, 'by-service'), 'plan/0/-/casework')).toMatchObject({ audits: 3 });
});

test('worst criteria, themes, actions and agreement are those of these audits', async () => {
  const tables = await report();
  expect(tableOf(tables, 'criteria').rows.map(({ id }) => id)).toEqual(['plan/f-specified', 'plan/e-smart']);
  expect(values(tableOf(tables, 'criteria'), 'plan/f-specified')).toMatchObject({ asked: 3, 'not-met': 1, 'partly-met': 0, weak: 1 });
  expect(values(tableOf(tables, 'themes'), 'provision/casework')).toEqual({ findings: 1, again: 0, audits: 1 });
  expect(values(tableOf(tables, 'actions'), 'all')).toEqual({ open: 1, overdue: 0, longest: null, done: 0 });
  expect(values(tableOf(tables, 'agreement'), 'plan/overall')).toMatchObject({ pairs: 1, answers: PLAN_FRAMEWORK.criteria.length, linear: null, alpha: null }); // one pair says nothing beyond chance
  expect(tableOf(tables, 'exemplars').rows.map(({ id }) => id)).toEqual(expect.arrayContaining([audits.good, audits.twice]));
  expect(tableOf(tables, 'feedback').rows).toEqual([]);
});

test('the acceptance of each rule is counted, unjudged apart, and nothing is said of a few', async () => {
  const rules = tableOf(await report(), 'rules');
  // judged by three markings, not said of one
  expect(values(rules, 'access')).toMatchObject({ accepted: 3, dismissed: 0 });
  expect(rules.rows.find(({ id }) => id === 'access')?.cells).toMatchObject([{ value: 4 }, { value: 3, of: 3, percent: null }, { value: 0 }, { value: 1 }, { word: 'too-few' }]);
});

test('an action is overdue the day after it is due, and a report of an earlier day does not know it', async () => {
  app.clock.set('2026-12-01T09:00:00Z');
  const [lateLead] = [await app.signedIn('qa-lead')];
  expect(values(tableOf(await report(lateLead), 'actions'), 'all')).toMatchObject({ open: 0, overdue: 1, longest: 7 });
  expect(values(tableOf(await report(lateLead, '/api/audits/board?month=2026-11'), 'summary'), 'actions-overdue')).toMatchObject({ now: 1 }); // on 30 November
  expect(values(tableOf(await report(lateLead, '/api/audits/learning?quarter=2026-Q3'), 'summary'), 'all')).toEqual({ now: 0, before: 0 });
  app.clock.set('2026-11-23T09:00:00Z');
});

test('each figure opens the audits behind it, as far as its reader may see them', async () => {
  const of = new URLSearchParams({ period: '2026-Q4', table: 'grades', row: 'plan/0/-/2026-Q4', column: 'audits' }).toString();
  const { body } = ok(await by(lead).get(`/api/audits/learning/audits?${of}`));
  expect(body).toMatchObject({ total: 3 });
  expect((body['items'] as { ref: string }[]).map(({ ref }) => ref).sort()).toEqual([audits.good, audits.poor, audits.twice].sort());
  const others = ok(await (await app.signedIn('service-manager')).get(`/api/audits/learning/audits?${of}`)).body;
  expect([others['total'], (others['items'] as { ref: string }[]).map(({ ref }) => ref).sort()]).toEqual([3, [audits.good, audits.poor].sort()]); // the third is not agreed yet
  expect((await by(lead).get(`/api/audits/learning/audits?${new URLSearchParams({ period: '2026-Q4', table: 'grades', row: 'nothing', column: 'audits' }).toString()}`)).status).toBe(404);
  expect((await by(lead).get('/api/audits/learning/audits?period=soon&table=grades&row=a&column=b')).status).toBe(404);
});

test('what a multi-agency panel said last stands beside the auditor, and in no grade', async () => {
  const panels = tableOf(await report(), 'panels');
  expect(panels.rows.map(({ id }) => id)).toEqual(['ed-deliver']); // what was said first does not count any more
  expect(values(panels, 'ed-deliver')).toEqual({ panels: 1, 'not-met': 1, 'partly-met': 0, met: 0, alike: 1, 'panel-more': 0, 'auditor-more': 0 }); // the auditor: f-specified not met
});

test('every count of audits’ own opens them: no number of theirs is without what it counts', async () => {
  const closed = (await report()).filter(({ id }) => id !== 'feedback').flatMap(({ id, rows, columns }) => rows.flatMap((row) => row.cells.flatMap((cell, i) => (cell.value !== null && cell.value !== 0 && cell.word === null && !cell.opens ? [`${id}/${row.id}/${columns[i] ?? ''}`] : []))));
  expect(closed).toEqual([]);
});

test('the board’s page is short; how auditors mark is for whoever leads quality alone', async () => {
  expect((await report(director, '/api/audits/board?month=2026-11')).map(({ id }) => id)).toEqual(['summary', 'grades', 'criteria', 'effects', 'agreement', 'recurring', 'feedback']);
  expect((await report(director)).some(({ id }) => id === 'auditors')).toBe(false);
  expect((await report(lead)).some(({ id }) => id === 'auditors')).toBe(true);
});

test('officers’ grades are theirs and their manager’s: not of whoever leads quality, not of other teams, and in no report', async () => {
  const own = ok(await by(caseworker).get('/api/audits/officers')).body;
  expect(own).toMatchObject({ from: '2025-11-24', to: '2026-11-23', officers: [{ ref: refOf('caseworker') }], grades: [{ kind: 'plan', framework: 0, officer: refOf('caseworker'), of: 2 }] }); // two are agreed
  const team = ok(await by(manager).get('/api/audits/officers')).body;
  expect((team['officers'] as { ref: string }[]).map(({ ref }) => ref)).toEqual(expect.arrayContaining([refOf('caseworker'), refOf('colleague')]));
  expect(team['grades']).toMatchObject([{ officer: refOf('caseworker'), of: 2 }]);
  const [colleague, south] = [await app.signedIn('colleague'), await app.signedIn('south-manager')];
  expect(ok(await colleague.get('/api/audits/officers')).body).toMatchObject({ officers: [{ ref: refOf('colleague') }], grades: [] });
  expect(ok(await south.get('/api/audits/officers')).body['grades']).toEqual([]);
  for (const who of [lead, auditor, director]) expect((await by(who).get('/api/audits/officers')).status).toBe(403);
  const told = JSON.stringify(await report());
  expect(told).not.toContain('by-caseworker');
  const byTeam = tableOf(await report(), 'by-team');
  expect([byTeam.rows, byTeam.notes]).toEqual([[], [{ code: 'lone-officer', count: 3 }]]); // a team of which one officer was audited would show theirs
});

test('a learning point is made, said anew on the version one had read, and leaves the reports once withdrawn', async () => {
  const sent = { theme: 'provision', service: 'casework', words: 'Say who, how long and how often.', trainingOn: '2026-11-30' };
  expect((await by(director).post('/api/audits/learning/points', sent)).status).toBe(403);
  const wrong = await by(lead).post('/api/audits/learning/points', { ...sent, theme: 'weather', words: ' ', trainingOn: '2026-02-30' });
  expect([wrong.status, (wrong.body['errors'] as { path: string }[]).map(({ path }) => path).sort()]).toEqual([422, ['theme', 'trainingOn', 'words']]);
  expect((await by(lead).post('/api/audits/learning/points', { ...sent, trainingOn: '2028-01-01' })).body['errors']).toMatchObject([{ path: 'trainingOn' }]);
  const ref = String(ok(await by(lead).post('/api/audits/learning/points', sent)).body['ref']);
  const points = tableOf(await report(), 'points');
  expect(points.rows).toMatchObject([{ id: ref, cells: [{ value: 1, of: 2, percent: null }, { value: 0, of: 0 }, { value: null }, { word: 'too-few' }] }]); // of two agreed, one found it; nothing since
  for (const never of [2, Number.MAX_SAFE_INTEGER]) expect((await by(lead).post(`/api/audits/learning/points/${ref}`, { ...sent, words: 'Say how much.', after: never })).status, `${never}`).toBe(409);
  expect(ok(await by(lead).post(`/api/audits/learning/points/${ref}`, { ...sent, words: 'Say how much.', after: 1 })).body).toEqual({ number: 2 });
  expect((await by(lead).post(`/api/audits/learning/points/${ref}`, { ...sent, after: 1 })).status).toBe(409); // two at once: nothing is lost
  expect(ok(await by(director).get(`/api/audits/learning/points/${ref}`)).body['versions']).toMatchObject([{ number: 2, words: 'Say how much.' }, { number: 1, words: sent.words }]);
  ok(await by(lead).post(`/api/audits/learning/points/${ref}`, { ...sent, isWithdrawn: true, after: 2 }));
  expect(tableOf(await report(), 'points').rows).toEqual([]);
  await expect(app.database.pool.query('DELETE FROM learning_point')).rejects.toThrow('never changed');
});

test('bad input: a period that is none, or lies ahead, is refused by name, and so is whoever may not read it', async () => {
  for (const [path, field] of [['learning?quarter=2026-Q5', 'quarter'], ['learning?quarter=2027-Q1', 'quarter'], ['board?month=2026-13', 'month'], ['board?month=2026-12', 'month'], ['learning?quarter=0000-Q1', 'quarter'], ['board?month=0000-01', 'month']] as const) {
    const { status, body } = await by(lead).get(`/api/audits/${path}`);
    expect([status, body['errors']], path).toMatchObject([422, [{ path: field }]]);
  }
  expect((await by(lead).get('/api/audits/learning?year=2026')).status).toBe(422);
  for (const who of [auditor, caseworker, manager]) expect((await by(who).get('/api/audits/learning')).status).toBe(403);
});
