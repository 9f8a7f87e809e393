import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawAudits } from '../../activities/watch/draw-audits.js';
import { drawWhatIsDue } from '../../api/use-cases/audit-draws.js';
import { drawMonth } from '../../domain/audit/sample.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { isoMonth } from '../../domain/dates/iso-month.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { createRepositories } from '../../prisma/repositories/repositories.js';
import { recordingAtOnce, startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { refOf } from './support/council.js';
import { sentPlanText } from './support/plan-text.js';
import { planBroughtIn } from './support/plans-in.js';

/** Drawing by the council's setting, pressed or by the watch. Today is Monday 23 November 2026; eight plans, two of them an auditor's own. */

let app: TestApp;
let lead: Browser;
let auditor: Browser;
let plans: string[];
const SEED = 'invented-seed-1';
beforeAll(async () => {
  app = await startTestApp({ now: '2026-11-23T09:00:00Z' });
  [lead, auditor] = await Promise.all([app.signedIn('qa-lead'), app.signedIn('auditor')]);
  const officer = await app.signedIn('data-officer');
  plans = [];
  for (let i = 0; i < 8; i += 1) plans.push(await planBroughtIn(officer, { 'Plan made': '2026-01-12' }));
  for (const [i, plan] of plans.entries()) await sentPlanText(app.database.pool, plan, { by: i === 1 ? refOf('other-auditor') : refOf('caseworker') });
  await app.database.pool.query('UPDATE case_record SET owner_ref = $2 WHERE ref = $1', [plans[0], refOf('auditor')]);
});
afterAll(() => app.close());

type Drawn = Readonly<{ kind: string; month: string; draws: { subject: string; beginsOn: string; twice: boolean; why: { kind: string; stratum: string; probability: number; seed: string }; given: { role: string; auditor: string; despite: string[] }[] }[]; notGiven: unknown[]; leftOut: unknown[] }>;
const sampling = '/api/audits/sampling/plan';
const errors = ({ body, status, text }: Answer) => (expect(status, text).toBe(422), (body['errors'] as readonly { path: string }[]).map(({ path }) => path));
const setTo = async (settings: object | null, after: number, kind = 'plan') => lead.post(`/api/audits/sampling/${kind}`, { settings, why: 'As agreed with the board', after });
const draw = async (month: string): Promise<Drawn> => {
  const answer = await lead.post('/api/audits/draws', { kind: 'plan', month });
  expect(answer.status, answer.text).toBe(201);
  return answer.body as unknown as Drawn;
};
const TODAY = isoDate('2026-11-23');
const stock = () => createRepositories(app.database, () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }));
const drawing = () => ({ ...stock(), clock: app.clock, secret: 'of a test', council: { calendar: NO_CALENDAR }, processes: recordingAtOnce(app.database, app.clock) });
/** What the daily watch does, on the day of the test. */
const watch = (): Promise<number> => drawWhatIsDue(drawing());

test('nothing is drawn until somebody says how; what cannot be is refused by its field', async () => {
  expect(errors(await lead.post('/api/audits/draws', { kind: 'plan', month: '2026-11' }))).toEqual(['kind']);
  expect(await watch()).toBe(0);
  expect((await auditor.get(sampling)).body).toEqual({ kind: 'plan', versions: [] });
  expect(errors(await setTo({ number: 5, cap: 3, strataBy: ['primary-need', 'primary-need'] }, 0))).toEqual(['settings.strataBy[1]', 'settings.cap']);
  expect(errors(await setTo({ number: 'many' }, 0))).toEqual(['settings.number']);
  expect(errors(await setTo({ kind: 'case' }, 0))).toEqual(['settings.kind']);
  expect(errors(await lead.post(sampling, { settings: {}, why: '', after: 0 }))).toEqual(['why']);
});

test('settings are versions; the seed is told to whoever leads alone, and kept where none is sent', async () => {
  expect((await setTo({ number: 3, strataBy: [], doubleShare: 0.34, seed: SEED }, 0)).body).toEqual({ number: 1 });
  expect((await setTo({ number: 4 }, 0)).status).toBe(409);
  for (const never of [2 ** 31 - 1, Number.MAX_SAFE_INTEGER]) expect((await setTo({ number: 4 }, never)).status, `${never}`).toBe(409); // more than the column holds
  expect((await setTo({ number: 4, strataBy: [], doubleShare: 0.25, notAgainWithin: 12 }, 1)).body).toEqual({ number: 2 });
  expect((await lead.get(sampling)).body['versions']).toMatchObject([{ number: 2, settings: { number: 4, seed: SEED } }, { number: 1, settings: { number: 3, seed: SEED }, why: 'As agreed with the board', madeBy: { ref: refOf('qa-lead') } }]);
  expect((await auditor.get(sampling)).text).not.toContain(SEED);
  expect((await setTo({ number: 1 }, 0, 'case')).body).toEqual({ number: 1 });
  expect((await lead.get('/api/audits/sampling/case')).body['versions']).toMatchObject([{ settings: { seed: expect.stringMatching(/^[0-9a-f-]{36}$/) as string } }]); // by chance
  expect((await setTo(null, 1, 'case')).body).toEqual({ number: 2 });
});

test('the preview says what a year would come to, and keeps nothing', async () => {
  const { body } = await lead.post(`${sampling}/preview`, { settings: { number: 4, strataBy: [], doubleShare: 0.25, notAgainWithin: 12 } });
  // eight plans, four a month: two months have four, the other ten none, until the first may be drawn again
  expect(body).toMatchObject({ neverAudited: { now: 8, after: 0 }, wholeStock: { atBest: 2, likely: 2 }, months: [{ month: '2026-11', drawn: 4, unfilled: 0 }, { month: '2026-12', drawn: 4 }, { month: '2027-01', drawn: 0, unfilled: 4 }, ...Array.from({ length: 9 }, () => ({ drawn: 0 }))] });
  expect((body['load'] as { audits: number }).audits).toBeCloseTo(8 / 12, 10);
  expect(((await lead.get(sampling)).body['versions'] as unknown[]).length).toBe(2);
});

test('a kind that cannot be drawn keeps no other from it, and is told; it is drawn once it can be', async () => {
  expect((await setTo({ number: 1 }, 2, 'case')).body).toEqual({ number: 3 });
  const told: string[] = [];
  const { auditStock } = stock();
  const failing = { ...auditStock, candidates: (...of: Parameters<typeof auditStock.candidates>) => (of[0] === 'plan' ? Promise.reject(new Error('a child by name')) : auditStock.candidates(...of)) };
  await expect(drawAudits({ drawing: { ...drawing(), auditStock: failing }, report: (step, error) => told.push(`${step}: ${String(error)}`) })).rejects.toMatchObject({ message: 'not drawn: plan', type: 'not-drawn', nonRetryable: false });
  expect(told).toEqual(['drawAudits: Error: a child by name']);
  expect((await lead.get('/api/audits/draws')).body['items']).toMatchObject([{ kind: 'case', month: '2026-11', audits: 0 }]); // of plans none, and the cases’ draw is kept
});

test('while nobody audits a month is not drawn, by a hand either: it could not be drawn again', async () => {
  const roles = (await app.database.pool.query<{ id: string }>(`UPDATE staff_role SET role = 'data-officer' WHERE role = 'auditor' RETURNING id`)).rows.map(({ id }) => id);
  expect(await watch()).toBe(0);
  expect(errors(await lead.post('/api/audits/draws', { kind: 'plan', month: '2026-11' }))).toEqual(['kind']);
  await app.database.pool.query(`UPDATE staff_role SET role = 'auditor' WHERE id = ANY ($1)`, [roles]);
});

test('the watch draws the month once: nobody their own, with why each was drawn, one in four a second time', async () => {
  expect(await watch()).toBe(4);
  expect(await watch()).toBe(0);
  expect((await lead.post('/api/audits/draws', { kind: 'plan', month: '2026-11' })).status).toBe(409);
  const kept = (await lead.get('/api/audits/draws/plan/2026-11')).body as unknown as { draw: Drawn; drawnBy: { ref: string } };
  expect(kept.drawnBy.ref).toBe('duly');
  const stores = stock();
  const [population, history, reAudits, auditors] = [await stores.auditStock.candidates('plan', TODAY), await stores.audits.history('plan'), await stores.audits.reAudits('plan', isoDate('2026-12-01')), await stores.audits.auditors(TODAY)];
  const settings = (await stores.auditStock.sampling('plan', isoMonth('2026-11'))) ?? expect.fail('no setting');
  expect(drawMonth(settings, isoMonth('2026-11'), { population: [...population].reverse(), history: history.filter(({ drawnFor }) => drawnFor === null), reAudits, auditors: auditors.map((one) => ({ ...one, open: 0 })), working: workingDays(NO_CALENDAR.bankHolidays), drawnOn: TODAY })).toEqual(kept.draw); // the same again, from the same stock
  const { draws } = kept.draw;
  expect(draws).toHaveLength(4);
  for (const { why } of draws) expect(why).toMatchObject({ kind: 'sample', seed: SEED, probability: 0.5 }); // four of eight
  expect(draws.filter(({ twice }) => twice)).toHaveLength(1);
  const givenOf = (plan: string | undefined) => draws.filter(({ subject }) => subject === plan).flatMap(({ given }) => given);
  expect(givenOf(plans[0]).map(({ auditor: one }) => one)).not.toContain(refOf('auditor')); // their own
  const byWriter = givenOf(plans[1]).filter(({ auditor: one }) => one === refOf('other-auditor')); // wrote it: only as the second, where nobody else is left
  expect(byWriter.filter(({ role, despite }) => role !== 'second' || !despite.includes('wrote'))).toEqual([]);
  const opened = (await lead.get('/api/audits?whose=all&limit=50')).body['items'] as { of: { ref: string }; why: string; month: string; stage: string; beginsOn: string }[];
  expect(draws.map(({ beginsOn }) => beginsOn)).toEqual(['2026-11-23', '2026-11-25', '2026-11-26', '2026-11-30']); // of the six working days that are left
  expect(opened.filter(({ why }) => why === 'sample').map(({ beginsOn }) => beginsOn).sort()).toEqual(draws.map(({ beginsOn }) => beginsOn));
  expect(opened.filter(({ why }) => why === 'sample').map(({ of }) => of.ref).sort()).toEqual(draws.map(({ subject }) => subject).sort());
  const led = (await lead.get('/api/audits/draws/plan/2026-11')).body['audits'] as { ref: string; subject: string; why: string; isBegun: boolean }[];
  // the plan that an auditor owns has one other auditor: where chance would have it marked twice, that nobody can is told instead
  const isMarkedTwice = ({ subject, twice }: Drawn['draws'][number]): boolean => twice && subject !== plans[0];
  expect(kept.draw.notGiven).toMatchObject(draws.filter((one) => one.twice && !isMarkedTwice(one)).map(({ subject }) => ({ subject, role: 'second', auditor: null })));
  expect(led.map(({ subject, why }) => `${subject} ${why}`)).toEqual(draws.flatMap((one) => (isMarkedTwice(one) ? [`${one.subject} sample`, `${one.subject} double`] : [`${one.subject} sample`])).sort((one, other) => (one.slice(0, 10) === other.slice(0, 10) ? 0 : one < other ? -1 : 1)));
  expect(led.every(({ isBegun }) => !isBegun)).toBe(true);
  expect(opened.every(({ month, stage }) => month === '2026-11' && stage === 'marking')).toBe(true);
});

test('the next month has the plans the last one had not, and none the third', async () => {
  const first = ((await lead.get('/api/audits/draws/plan/2026-11')).body as unknown as { draw: Drawn }).draw.draws.map(({ subject }) => subject);
  const { kind, month, ...december } = await draw('2026-12');
  expect(((await lead.get(`/api/audits/draws/${kind}/${month}`)).body as unknown as { draw: Drawn }).draw).toMatchObject(december); // what is answered is what is kept, with what was left out
  expect(december.leftOut).toEqual([]);
  const second = december.draws.map(({ subject }) => subject);
  expect([...first, ...second].sort()).toEqual([...plans].sort());
  expect(errors(await lead.post('/api/audits/draws', { kind: 'plan', month: '2027-01' }))).toEqual(['month']); // not known yet
  app.clock.set('2027-01-04T09:00:00Z');
  expect(await watch()).toBe(0);
  expect((await lead.get('/api/audits/draws/plan/2027-01')).body).toMatchObject({ draw: { number: 4, unfilled: 4, draws: [] } });
});

test('two months drawn at the same moment have no plan in common, whoever is first', async () => {
  for (const year of ['2029', '2031', '2033']) {
    app.clock.set(`${year}-01-04T09:00:00Z`); // long after: each of the eight may be drawn again
    const [first, second] = await Promise.all([draw(`${year}-01`), draw(`${year}-02`)]);
    expect([...first.draws, ...second.draws].map(({ subject }) => subject).sort()).toEqual([...plans].sort());
  }
});
