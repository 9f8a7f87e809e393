import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeWeek } from '../../activities/weekly-report/freeze.js';
import { isoWeek, type IsoWeek } from '../../domain/dates/iso-week.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { createImprovement, hashOfPlan } from '../../prisma/repositories/improvement.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { refOf } from './support/council.js';
import { opened } from './support/stories.js';

/** The improvement plan by JSON: measured by frozen figures alone, written down and never overwritten, refused with the field and the remedy. */

let app: TestApp;
let service: Browser;
let lead: Browser;
let director: Browser;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-02-26T09:00:00Z' });
  const caseworker = await app.signedIn('caseworker');
  await opened(caseworker);
  await opened(caseworker);
  await freeze('2026-03-02T07:00:00Z'); // week 9: two are open
  [service, lead, director] = await Promise.all([app.signedIn('service-manager'), app.signedIn('team-manager'), app.signedIn('director')]);
});
afterAll(() => app.close());

/** Freezes the week that ended the day before. */
async function freeze(now: string): Promise<IsoWeek> {
  app.clock.set(now);
  const week = isoWeek(isoDate(new Date(Date.parse(now) - 86_400_000).toISOString().slice(0, 10)));
  await freezeWeek({ reports: createReports(app.database), clock: app.clock, norms: () => ({}) }, week);
  return week;
}

const PLAN = '/api/improvement';
const aPriority = { title: 'Waits are shorter', aim: 'No child waits longer than the law allows', origin: 'inspection', source: 'Inspection report of March 2026, first priority', leads: [refOf('team-manager'), refOf('director')] };
const setOut = async (more: object = {}): Promise<string> => String((await service.post(`${PLAN}/priorities`, { ...aPriority, ...more })).body['ref']);
const write = (ref: string, after: number, entry: object, by = service) => by.post(`${PLAN}/priorities/${ref}/entries`, { after, entry });
const read = async (ref: string, by = service): Promise<Record<string, unknown>> => (await by.get(`${PLAN}/priorities/${ref}`)).body;
const problems = ({ status, body }: Answer) => [status, (body['errors'] as { path: string; message: string }[] | undefined)?.map(({ path, message }) => `${path}: ${message}`)];
const measure = { kind: 'measure-added', figure: 'open-over-20-weeks', of: 'council', baselineWeek: '2026-W09', target: 0, byOn: '2026-05-31' };
const approved = { approvedBy: refOf('director'), reason: 'The board agreed on 2 March' };

test('with no priority yet the plan is empty, and no pack can be made of it', async () => {
  expect((await service.get(PLAN)).body).toEqual({ report: { week: '2026-W09', on: '2026-03-01', number: 1 }, on: '2026-03-02', priorities: [], names: {} });
  expect(problems(await service.post(`${PLAN}/packs`, undefined))).toEqual([422, ['plan: must hold a priority first: there is nothing to tell the board']]);
});

test('bad input is refused by its field with the remedy, and nothing is kept', async () => {
  const ref = await setOut();
  const rows = async () => (await app.database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM improvement_entry')).rows[0]?.n;
  const before = await rows();
  const outs: readonly (readonly [object, string])[] = [
    [{ title: ' ' }, 'title: must say what is to improve'],
    [{ origin: 'whim' }, 'origin: must be one of inspection, plan-of-action, own'],
    [{ leads: [refOf('director'), refOf('director')] }, 'leads: must be two different people: they answer for it together'],
    [{ leads: [refOf('director'), refOf('caseworker')] }, 'leads: must be managers of the council who have not left'],
    [{ leads: [refOf('director')] }, 'leads: must be two members of staff'],
  ];
  for (const [more, problem] of outs) expect(problems(await service.post(`${PLAN}/priorities`, { ...aPriority, ...more })), problem).toEqual([422, [problem]]);
  const entries: readonly (readonly [object, string])[] = [
    [{ ...measure, figure: 'happiness' }, 'entry.figure: must be a figure that plans are measured by'],
    [{ ...measure, of: 'team-nowhere' }, 'of: must be council, or the reference of a team'],
    [{ ...measure, baselineWeek: '2026-W60' }, 'entry.baselineWeek: must be a week that exists, written as 2026-W47'],
    [{ ...measure, baselineWeek: '2026-W08' }, 'baselineWeek: must be the week of a weekly report there is'],
    [{ ...measure, figure: 'plans-in-20-weeks', target: 60 }, 'baselineWeek: must be a week whose report has this figure: in that one there was nothing to measure'],
    [{ ...measure, target: 1 }, 'target: must not be worse than the baseline, 0'],
    [{ ...measure, target: -1 }, 'entry.target: must be 0 or more'],
    [{ ...measure, byOn: '2026-03-01' }, 'byOn: must not be before today'],
    [{ ...measure, byOn: '2032-03-01' }, 'byOn: must be within five years'],
    [{ kind: 'milestone-added', what: 'Appoint', owner: refOf('caseworker'), dueOn: '2026-04-01', measure: null }, 'owner: must be a manager of the council who has not left'],
    [{ kind: 'milestone-added', what: 'Appoint', owner: refOf('director'), dueOn: '2026-04-01', measure: 7 }, 'measure: must be a measure of this priority that has not ended'],
    [{ kind: 'milestone-added', what: 'Appoint', owner: refOf('director'), dueOn: '2026-04-01' }, 'entry.measure: must be a measure of this priority, or null: then it stands as claimed only'],
    [{ kind: 'milestone-done', milestone: 7, on: '2026-03-02', words: 'Done' }, 'milestone: must be a milestone of this priority'],
    [{ kind: 'claimed', claim: 'splendid', words: 'It is' }, 'entry.claim: must be one of not-begun, on-course, behind, done'],
    [{ kind: 'highlights', month: '2026-04', progress: 'Soon' }, 'month: must not be a month to come'],
    [{ kind: 'highlights', month: '2026-03' }, 'progress: must say something, or another heading must'],
  ];
  for (const [entry, problem] of entries) expect(problems(await write(ref, 1, entry)), problem).toEqual([422, [problem]]);
  expect((await write('Y-N0TTHERE', 1, measure)).status).toBe(404);
  expect(await rows()).toBe(before);
});

test('a measure reads one cell of one frozen report at a time, and its status says what it was worked out from', async () => {
  const ref = await setOut();
  expect(await write(ref, 1, { ...measure, figure: 'late-in-law' })).toMatchObject({ status: 201, body: { number: 2 } });
  expect(problems(await write(ref, 2, { ...measure, figure: 'late-in-law' }))).toEqual([422, ['figure: must be a figure this priority is not measured by already: revise that one instead']]);
  expect(await read(ref)).toMatchObject({
    computed: 'met', claimed: null, isAtOdds: false, report: { week: '2026-W09' },
    measures: [{ number: 2, words: 'Steps the law requires that are late', unit: 'count', better: 'less', baseline: { week: '2026-W09', on: '2026-03-01', value: 0 }, status: 'met', latest: { week: '2026-W09', value: 0 }, expected: 0, gap: 0 }],
  });
  await freeze('2026-05-04T07:00:00Z'); // two decisions are late: notice by 15 days, decide by 6 weeks
  const after = await read(ref);
  const [figure] = (after['measures'] as { status: string; latest: { week: string; value: number }; gap: number; readings: { week: string }[] }[]);
  const report = await createReports(app.database).figuresUntil('2026-W18' as IsoWeek, 1);
  const late = report[0]?.figures.find(({ id }) => id === 'breaches')?.rows.find(({ id }) => id === 'all')?.cells[0]?.value;
  expect(late).toBeGreaterThan(0);
  expect(figure).toMatchObject({ status: 'behind', latest: { week: '2026-W18', on: '2026-05-03', value: late }, expected: 0, gap: late });
  expect(figure?.readings.map(({ week }) => week)).toEqual(['2026-W09', '2026-W18']);
  expect(after['computed']).toBe('behind');
  // a claim stands beside it and changes nothing
  expect((await write(ref, 2, { kind: 'claimed', claim: 'on-course', words: 'The backlog team has begun' }, lead)).status).toBe(201);
  expect(await read(ref)).toMatchObject({ computed: 'behind', claimed: { claim: 'on-course', by: refOf('team-manager'), on: '2026-05-04' }, isAtOdds: true });
});

test('of a team the same figure is counted from what was frozen', async () => {
  const ref = await setOut();
  const lateInLaw = { ...measure, figure: 'late-in-law', baselineWeek: '2026-W18', target: 0, byOn: '2026-06-30' };
  for (const [i, of] of ['council', 'team-north', 'team-south'].entries()) expect((await write(ref, i + 1, { ...lateInLaw, of })).status).toBe(201);
  const { measures, names } = (await read(ref)) as { measures: { of: string; latest: { value: number } }[]; names: Record<string, string> };
  const [council] = measures.map(({ latest }) => latest.value);
  expect(council).toBeGreaterThan(0);
  expect(measures.map(({ of, latest }) => [names[of] ?? of, latest.value])).toEqual([['council', council], ['North', council], ['South', 0]]);
});

test('a revised day keeps the one before, its approver and the reason; nobody approves their own', async () => {
  const ref = await setOut();
  expect((await write(ref, 1, { kind: 'milestone-added', what: 'Two psychologists begin', owner: refOf('senior-manager'), dueOn: '2026-05-29', measure: null })).body).toEqual({ number: 2 });
  const revise = { kind: 'milestone-revised', milestone: 2, dueOn: '2026-07-31', ...approved };
  const refused: readonly (readonly [object, string])[] = [
    [{ ...revise, dueOn: '2026-05-29' }, 'dueOn: must differ from the day agreed before'],
    [{ ...revise, dueOn: '2026-05-01' }, 'dueOn: must not be before today'],
    [{ ...revise, reason: '' }, 'entry.reason: must say why'],
    [{ ...revise, approvedBy: refOf('service-manager') }, 'approvedBy: must be somebody else than you'],
    [{ ...revise, approvedBy: refOf('senior-manager') }, 'approvedBy: must be somebody else than its owner'],
    [{ ...revise, approvedBy: refOf('team-manager') }, 'approvedBy: must be a service manager, senior manager or director who has not left'],
  ];
  for (const [entry, problem] of refused) expect(problems(await write(ref, 2, entry)), problem).toEqual([422, [problem]]);
  expect((await write(ref, 2, revise)).status).toBe(201);
  expect((await write(ref, 3, { ...revise, dueOn: '2026-09-30', reason: 'The post was advertised again' })).status).toBe(201);
  const [milestone] = (await read(ref))['milestones'] as object[];
  expect(milestone).toMatchObject({
    dueOn: '2026-09-30', state: 'to-do', claimedOnly: true,
    revisions: [{ was: '2026-05-29', approvedBy: refOf('director'), reason: approved.reason, by: refOf('service-manager') }, { was: '2026-07-31', reason: 'The post was advertised again' }],
  });
  expect((await write(ref, 4, { kind: 'milestone-done', milestone: 2, on: '2026-05-05', words: 'They begin' }, await app.signedIn('senior-manager'))).status).toBe(422); // not yet that day
  const kept = [`UPDATE improvement_entry SET content = '{}'`, 'DELETE FROM improvement_entry', 'TRUNCATE improvement_entry'];
  for (const sql of kept) await expect(app.database.pool.query(sql), sql).rejects.toThrow('never changed or removed');
});

test('of two who write at once one is told that the other has; with the version they had not seen nothing is written', async () => {
  const ref = await setOut();
  const claim = (words: string) => ({ kind: 'claimed', claim: 'on-course', words });
  const both = await Promise.all([write(ref, 1, claim('One'), service), write(ref, 1, claim('Other'), director)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect((await write(ref, 1, claim('Late'))).body).toMatchObject({ code: 'changed-since' });
  expect((await read(ref))['version']).toBe(2);
});

test('both leads sign for what is done; whatever changes it afterwards undoes that', async () => {
  const ref = await setOut();
  const sign = { kind: 'signed-off', words: 'All is done, and the figure holds' };
  expect(problems(await write(ref, 1, sign, lead))).toEqual([422, ['words: must wait until there is a measure or a milestone to sign for']]);
  await write(ref, 1, { kind: 'milestone-added', what: 'A duty officer every day', owner: refOf('team-manager'), dueOn: '2026-05-29', measure: null });
  expect(problems(await write(ref, 2, sign, lead))).toEqual([422, ['words: must wait: one milestone is still to do']]);
  expect((await write(ref, 2, { kind: 'milestone-done', milestone: 2, on: '2026-05-04', words: 'The rota stands' }, lead)).status).toBe(201);
  expect((await write(ref, 3, sign, service)).status).toBe(403);
  expect((await write(ref, 3, sign, lead)).status).toBe(201);
  expect(problems(await write(ref, 4, sign, lead))).toEqual([422, ['words: is there already: you have signed for this priority as it is']]);
  expect(await read(ref)).toMatchObject({ isSignedOff: false });
  expect((await write(ref, 4, sign, director)).status).toBe(201);
  expect(await read(ref)).toMatchObject({ isSignedOff: true });
  await write(ref, 5, { kind: 'milestone-added', what: 'One more', owner: refOf('team-manager'), dueOn: '2026-05-29', measure: null });
  expect(await read(ref)).toMatchObject({ isSignedOff: false, signedOff: [] });
});

test('a pack is what the plan was, to the letter, whatever is written down or reported after', async () => {
  const { number } = (await service.post(`${PLAN}/packs`, undefined)).body as { number: number };
  const made = (await service.get(`${PLAN}/packs/${number}`)).body as { week: string; contentHash: string; plan: { priorities: { ref: string }[] } };
  expect(made.week).toBe('2026-W18');
  expect(made.plan).toEqual((await service.get(PLAN)).body);
  await freeze('2026-05-11T07:00:00Z');
  await write(made.plan.priorities[0]?.ref ?? '', 1, { kind: 'claimed', claim: 'done', words: 'Later' });
  const again = (await (await app.signedIn('qa-lead')).get(`${PLAN}/packs/${number}`)).body;
  expect(again).toEqual(made);
  const kept = await createImprovement(app.database).pack(number);
  expect(kept === null ? null : hashOfPlan(kept.content)).toBe(made.contentHash);
  expect((await service.get(PLAN)).body).not.toEqual(made.plan);
  await expect(app.database.pool.query(`UPDATE improvement_pack SET content = '{}'`)).rejects.toThrow('never changed or removed');
  expect((await service.get(`${PLAN}/packs/99`)).status).toBe(404);
});

test('of a percentage of few the counts are told and no percentage, of a mean of few neither', async () => {
  const ref = await setOut();
  const add = `INSERT INTO improvement_entry (priority_ref, number, content, author_ref, made_at) VALUES ($1, $2, $3, $4, '2026-02-23T09:00:00Z')`;
  const kept = (figure: string, value: number, target: number): string => JSON.stringify({ kind: 'measure-added', figure, of: 'council', target, byOn: '2026-12-31', baseline: { week: '2026-W08', on: '2026-02-22', value } });
  await app.database.pool.query(add, [ref, 2, kept('plans-in-20-weeks', 40, 60), refOf('service-manager')]);
  await app.database.pool.query(add, [ref, 3, kept('mean-wait-for-plan', 40, 20), refOf('service-manager')]);
  // a report in which two of three plans were in time, after 12 weeks on average
  const [last] = await createReports(app.database).figuresUntil('2026-W19' as IsoWeek, 1);
  const figures = last?.figures.map((table) => (table.id !== 'timeliness' ? table : { ...table, rows: table.rows.map((row) => (row.id !== 'twelve-weeks' ? row : { ...row, cells: row.cells.map((cell, i) => ({ ...cell, value: [3, 2, 66.7, 66.7, 12][i] ?? cell.value })) })) }));
  await app.database.pool.query(`INSERT INTO backlog_report (week, as_on, norms, counted, figures, content_hash, made_at) SELECT '2026-W20', '2026-05-17', norms, counted, $1, content_hash, made_at FROM backlog_report WHERE week = '2026-W19'`, [JSON.stringify(figures)]);
  const measures = (await read(ref))['measures'] as { latest: object; readings: object[] }[];
  expect(measures).toMatchObject([{ status: 'no-figure', why: 'of-few', latest: { week: '2026-W20', value: null, counted: 2, of: 3 } }, { status: 'no-figure', why: 'of-few', latest: { week: '2026-W20', value: null, counted: null, of: 3 } }]);
  expect(measures.map(({ readings }) => readings.at(-1))).toEqual(measures.map(({ latest }) => latest));
});
