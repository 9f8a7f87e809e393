import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeWeek } from '../../activities/weekly-report/freeze.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import type { IsoWeek } from '../../domain/dates/iso-week.js';
import { controlsOn } from '../../api/use-cases/cohorts.js';
import { createRepositories } from '../../prisma/repositories/repositories.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { ADVISERS } from './support/council.js';
import { opened } from './support/stories.js';

/** Who else a fault hit, against real records: the planted ones and nobody else; then kept, counted again and closed. */

const WEEK = '2026-W21' as IsoWeek; // ended on Sunday 24 May
let app: TestApp;
let caseworker: Browser;
let director: Browser;
let [hit, answered, unsaid, inTime] = ['', '', '', ''];
const advice = { type: 'advice-requested', on: '2026-03-02', adviser: ADVISERS.psychologist.ref, role: 'educational-psychology' };
const record = async (ref: string, ...told: object[]) => expect((await caseworker.post(`/api/cases/${ref}/facts`, { facts: told })).status).toBe(201);
async function asked(): Promise<string> {
  const ref = await opened(caseworker);
  await record(ref, { type: 'assessment-agreed', on: '2026-03-02' }, advice);
  return ref;
}
/** Said of the advice, as caseworkers do. */
async function say(ref: string, cause: string): Promise<void> {
  const { duties } = (await caseworker.get(`/api/cases/${ref}`)).body as { duties: { code: string; subject: string | null; occurrence: string }[] };
  const one = duties.find(({ code }) => code === 'give-advice');
  expect((await caseworker.post(`/api/cases/${ref}/causes`, { duty: 'give-advice', subject: one?.subject, occurrence: one?.occurrence, cause })).status).toBe(201);
}
beforeAll(async () => {
  app = await startTestApp({ now: '2026-03-02T09:00:00Z' });
  caseworker = await app.signedIn('caseworker');
  [hit, answered, unsaid, inTime] = [await asked(), await asked(), await asked(), await asked()];
  app.clock.set('2026-04-10T09:00:00Z'); // due on 13 April
  await record(inTime, { type: 'advice-received', on: '2026-04-10', adviser: ADVISERS.psychologist.ref });
  app.clock.set('2026-04-20T09:00:00Z');
  caseworker = await app.signedIn('caseworker');
  await say(hit, 'staff-shortage');
  await say(answered, 'staff-shortage');
  await record(answered, { type: 'advice-received', on: '2026-04-20', adviser: ADVISERS.psychologist.ref });
  director = await app.signedIn('director');
});
afterAll(() => app.close());

const FAULT = { duty: 'give-advice', cause: 'staff-shortage', role: 'educational-psychology', from: '2026-04-01' };
type Swept = { count: object; elsewhere: number; hit: { ref: string; daysLate: number; isLate: boolean; child: { name: string } | null }[]; unsaid: { ref: string }[] };
const sweep = async (over: object = {}, by = director) => (await by.get(`/api/cohorts/sweep?${new URLSearchParams({ ...FAULT, ...over }).toString()}`)).body as Swept;

test('the planted cohort is found exactly, with what each waited; those of whom nobody said why stand apart', async () => {
  const found = await sweep();
  expect(found.count).toEqual({ hit: 2, late: 1, unsaid: 1 });
  expect(found.hit.map(({ ref, daysLate, isLate }) => [ref, daysLate, isLate])).toEqual([[hit, 7, true], [answered, 7, false]].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
  expect(found.hit[0]?.child?.name).toContain('Child');
  expect(found.unsaid.map(({ ref }) => ref)).toEqual([unsaid]);
  expect((await sweep({ cause: 'tribunal' })).count).toEqual({ hit: 0, late: 0, unsaid: 1 });
  expect((await sweep({ role: 'health' })).count).toEqual({ hit: 0, late: 0, unsaid: 0 });
  expect((await sweep({ to: '2026-04-13' })).count).toMatchObject({ hit: 0 }); // the last day in time
  const { rows } = await app.database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM record_view WHERE seen = 'cohort' AND $1 = ANY(record_refs)`, [hit]);
  expect(rows[0]?.n).toBeGreaterThan(0);
});

test('whoever answers for another team sees how many, and nobody’s name', async () => {
  expect(await sweep({}, await app.signedIn('south-manager'))).toMatchObject({ count: { hit: 2 }, elsewhere: 2, hit: [], unsaid: [] });
});

test('each refusal names the field', async () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ duty: 'nothing' }, 'duty'], [{ cause: 'the-moon' }, 'cause'], [{ role: 'wizard' }, 'role'], [{ duty: 'issue-final-plan' }, 'role'], [{ setting: 'T-N0TTHERE' }, 'setting'], [{ from: '2026-04-21' }, 'from'], [{ from: '2026-02-30' }, 'from'], [{ to: '2026-03-31' }, 'to'],
  ];
  for (const [over, path] of refused) expect(await sweep(over), path).toMatchObject({ code: 'invalid', errors: [{ path }] });
  expect((await director.post('/api/cohorts', { ...FAULT, what: '  ' })).body).toMatchObject({ code: 'invalid', errors: [{ path: 'what' }] });
  expect((await app.database.pool.query('SELECT 1 FROM cohort_control')).rowCount).toBe(0);
});

test('kept, it is counted again with every report by what was known then, and closed once with a reason', async () => {
  const { status, body } = await director.post('/api/cohorts', { ...FAULT, what: 'Two psychologists left' });
  expect(status).toBe(201);
  const ref = String(body['ref']);
  app.clock.set('2026-05-22T09:00:00Z');
  caseworker = await app.signedIn('caseworker');
  await say(unsaid, 'staff-shortage');
  director = await app.signedIn('director');
  expect((await director.get('/api/cohorts')).body).toMatchObject({ items: [{ ref, what: 'Two psychologists left', found: 2, now: { hit: 3, late: 2, unsaid: 0 }, closed: null }] });

  await freezeWeek({ reports: createReports(app.database), clock: app.clock, norms: () => ({}) }, WEEK);
  const rules = { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };
  const deps = { ...createRepositories(app.database, () => rules), clock: app.clock, council: { name: 'A council', ...rules } };
  const on = async (day: string) => (await controlsOn(deps, isoDate(day))).map(({ found, now }) => [found, now.hit, now.late]);
  expect(await on('2026-04-19')).toEqual([]); // opened the day after
  expect(await on('2026-05-17')).toEqual([[2, 2, 1]]); // said on the 22nd: not known then
  expect(await on('2026-05-24')).toEqual([[2, 3, 2]]);

  const close = (by: Browser, because: string) => by.post(`/api/cohorts/${ref}/closing`, { because });
  expect((await close(director, ' ')).body).toMatchObject({ code: 'invalid', errors: [{ path: 'because' }] });
  expect((await close(await app.signedIn('team-manager'), 'Done')).status).toBe(404);
  expect((await Promise.all([close(director, 'Posts are filled'), close(director, 'Posts are filled')])).map((one) => one.status).sort()).toEqual([204, 409]);
  expect((await director.get(`/api/cohorts/${ref}`)).body).toMatchObject({ closed: { because: 'Posts are filled' }, hit: { length: 3 } });
  expect((await director.get('/api/cohorts/H-N0TTHERE')).status).toBe(404);
  expect(await on('2026-05-21')).toEqual([[2, 2, 1]]); // a report of an earlier day stays as it was
});
