import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeWeek } from '../../activities/weekly-report/freeze.js';
import { isIsoWeek } from '../../domain/dates/iso-week.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { refOf } from './support/council.js';
import { opened } from './support/stories.js';

/** Red needs a cause and an action before the board sees it: who may write it, what it must hold, and that nothing written is lost. */

const WEEK = '2026-W19'; // ended on Sunday 10 May
const RED = 'limits/considering';
let app: TestApp;
let director: Browser;
let service: Browser;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-02-26T09:00:00Z' });
  await opened(await app.signedIn('caseworker')); // its request came in the day it was opened or so: past 6 weeks by May
  app.clock.set('2026-05-11T09:00:00Z');
  if (!isIsoWeek(WEEK)) throw new Error('no such week');
  await freezeWeek({ reports: createReports(app.database), clock: app.clock, norms: () => ({}) }, WEEK);
  [director, service] = [await app.signedIn('director'), await app.signedIn('service-manager')];
});
afterAll(() => app.close());

type Reds = { ready: boolean; owed: number; by: string; items: { measure: string; accountable: string; lacks: string[]; count: number; versions: { number: number; words: string; by: { ref: string } }[]; actions: { what: string }[]; exposure: { cases: number; from: number; to: number } | null }[] };
const reds = async (by = director) => (await by.get(`/api/reports/${WEEK}/reds`)).body as Reds;
const red = async (by = director) => (await reds(by)).items.find(({ measure }) => measure === RED);
const ACTION = { what: ' Decide the oldest first ', owner: refOf('team-manager'), byOn: '2026-05-29' };
const explain = (by: Browser, body: object, measure = RED) => by.post(`/api/reports/${WEEK}/reds/${measure}/explanations`, { cause: 'staff-shortage', words: 'Two of five posts are empty.', after: 0, action: ACTION, ...body });

test('a red that nobody has explained keeps the report from the board, and says who owes what by when', async () => {
  const { ready, owed, by } = await reds();
  expect([ready, by]).toEqual([false, '2026-05-13']);
  expect(owed).toBeGreaterThan(0);
  expect(await red()).toMatchObject({ accountable: 'service-manager', lacks: ['cause', 'action'], count: 1, versions: [], actions: [], exposure: { cases: 1 } });
});

test('each refusal names the field and the remedy, and nothing half is kept', async () => {
  const refused: readonly (readonly [object, string])[] = [
    [{ cause: 'the-moon' }, 'cause'], [{ words: '   ' }, 'words'], [{ words: 'x'.repeat(1001) }, 'words'], [{ action: null }, 'action'], [{ action: { ...ACTION, what: ' ' } }, 'what'],
    [{ action: { ...ACTION, owner: refOf('caseworker') } }, 'owner'], [{ action: { ...ACTION, byOn: '2026-05-10' } }, 'byOn'],
  ];
  for (const [body, path] of refused) expect((await explain(service, body)).body, path).toMatchObject({ code: 'invalid', errors: [{ path }] });
  expect((await explain(service, {}, 'limits/drafting')).status).toBe(404); // not red
  expect((await explain(service, {}, 'nothing/at-all')).status).toBe(404);
  expect((await explain(await app.signedIn('team-manager'), {})).status).toBe(404);
  expect((await explain(service, { after: 1 })).status).toBe(409);
  expect((await app.database.pool.query('SELECT 1 FROM red_explanation UNION ALL SELECT 1 FROM report_action')).rowCount).toBe(0);
});

test('the accountable manager explains it; two at once: one stands, and the other is told', async () => {
  const both = await Promise.all([explain(service, {}), explain(director, { words: 'Requests doubled.' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await red()).toMatchObject({ lacks: [], versions: [{ number: 1 }], actions: [{ what: 'Decide the oldest first' }] });
  expect((await app.database.pool.query('SELECT 1 FROM report_action')).rowCount).toBe(1); // the other's action went with it
});

test('another version stands beside the first, needs no second action, and neither can be changed', async () => {
  expect((await explain(service, { words: 'Three of five posts are empty.', after: 1, action: null })).body).toEqual({ number: 2 });
  expect((await red())?.versions.map(({ number, words }) => [number, words])).toEqual([[1, expect.any(String)], [2, 'Three of five posts are empty.']]);
  await expect(app.database.pool.query(`UPDATE red_explanation SET words = 'No'`)).rejects.toThrow('never changed or removed');
  await expect(app.database.pool.query('DELETE FROM red_explanation')).rejects.toThrow('never changed or removed');
});

test('ready once every red has both; the frozen report is untouched, and an action that is dropped takes the readiness away', async () => {
  const before = (await app.database.pool.query<{ content_hash: string; figures: unknown }>('SELECT content_hash, figures FROM backlog_report')).rows;
  const left = (await reds()).items.filter(({ lacks }) => lacks.length > 0);
  for (const { measure } of left) expect((await explain(director, {}, measure)).status).toBe(201);
  expect(await reds()).toMatchObject({ ready: true, owed: 0 });
  expect((await app.database.pool.query('SELECT content_hash, figures FROM backlog_report')).rows).toEqual(before);
  const { body } = await director.get(`/api/reports/${WEEK}`);
  const action = (body['actions'] as { ref: string; figure: string }[]).find(({ figure }) => figure.startsWith(`${RED}/`));
  expect((await director.post(`/api/reports/actions/${action?.ref ?? ''}/marks`, { outcome: 'dropped', words: 'No money' })).status).toBe(204);
  expect(await reds()).toMatchObject({ ready: false, owed: 1 });
});

test('one red opens to what it may cost by team and cause, the same together as on the list', async () => {
  const one = (await director.get(`/api/reports/${WEEK}/reds/${RED}`)).body as { exposure: { from: number; to: number; cases: number }; byTeam: { key: string; from: number; to: number; cases: number }[]; byCause: { key: string | null; cases: number }[] };
  expect(one.exposure.from).toBeGreaterThan(0);
  expect(one.byTeam).toEqual([expect.objectContaining({ key: 'team-north', cases: one.exposure.cases, from: one.exposure.from, to: one.exposure.to })]);
  expect(one.byCause).toEqual([expect.objectContaining({ key: null, cases: 1 })]);
  expect((await director.get(`/api/reports/2026-W30/reds`)).body).toMatchObject({ code: 'invalid', errors: [{ path: 'week' }] });
});
