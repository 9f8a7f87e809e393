import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeWeek } from '../../activities/weekly-report/freeze.js';
import { isIsoWeek } from '../../domain/dates/iso-week.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Browser } from './support/browser.js';
import { refOf } from './support/council.js';
import { opened } from './support/stories.js';

/** The weekly report by JSON: what was frozen, the cases behind a figure, and what is set out to be done about it. */

const WEEK = '2026-W09'; // ended on Sunday 1 March
const NOW = '2026-03-02T09:00:00Z';
let app: TestApp;
let director: Browser;
let ref: string;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-02-26T09:00:00Z' });
  const caseworker = await app.signedIn('caseworker');
  ref = await opened(caseworker);
  await opened(caseworker);
  app.clock.set(NOW);
  if (!isIsoWeek(WEEK)) throw new Error('no such week');
  await freezeWeek({ reports: createReports(app.database), clock: app.clock, norms: () => ({}) }, WEEK);
  director = await app.signedIn('director');
});
afterAll(() => app.close());

const cases = (query: string, by = director) => by.get(`/api/reports/${WEEK}/cases?${query}`);

test('a report is listed and read as frozen; what was recorded since stands apart', async () => {
  expect((await director.get('/api/reports')).body).toEqual({ items: [{ week: WEEK, number: 1, on: '2026-03-01', madeAt: '2026-03-02T09:00:00.000Z' }] });
  await opened(await app.signedIn('caseworker')); // its request is of a day the report covers
  const { status, body } = await director.get(`/api/reports/${WEEK}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ week: WEEK, ofCouncil: true, before: null, earlierActions: [], actions: [] });
  const stock = (body['figures'] as { id: string; columns: string[]; rows: { id: string; cells: { value: number; opens: boolean }[] }[] }[]).find(({ id }) => id === 'stock');
  expect(stock?.rows.at(-1)?.cells[stock.columns.indexOf('open')]).toEqual({ value: 2, unit: 'count', opens: true });
  expect(body['recordedSince']).toHaveLength(1);
});

test('a figure opens to its cases, a page at a time, each with why it counts', async () => {
  const all = (await cases('table=stock&row=all&column=open')).body as { total: number; items: { ref: string; counts: object }[] };
  expect(all.total).toBe(2);
  expect(all.items.find((one) => one.ref === ref)?.counts).toMatchObject({ block: 'open', stage: 'considering' });
  const [first, second] = await Promise.all([0, 1].map(async (offset) => (await cases(`table=stock&row=all&column=open&limit=1&offset=${offset}`)).body as { items: { ref: string }[] }));
  expect([...(first?.items ?? []), ...(second?.items ?? [])].map((one) => one.ref)).toEqual(all.items.map((one) => one.ref));
  expect((await cases('table=stock&row=all&column=median-wait')).status).toBe(404); // made of others
  expect((await cases('table=nothing&row=all&column=open')).status).toBe(404);
  expect((await cases('table=stock&row=all&column=open&limit=0')).body).toMatchObject({ code: 'invalid', errors: [{ path: 'limit' }] });
  const south = (await cases('table=stock&row=all&column=open', await app.signedIn('south-manager'))).body;
  expect(south).toEqual({ total: 0, items: [] });
  const ofTeam = async (team: string, by = director) => cases(`table=stock&row=all&column=open&team=${team}`, by);
  expect([(await ofTeam('team-north')).body['total'], (await ofTeam('team-south')).body['total']]).toEqual([2, 0]);
  expect((await ofTeam('team-north', await app.signedIn('south-manager'))).status).toBe(404); // not a team of hers
});

test.each([['2026-W10', 'is not over'], ['2025-W40', 'lies before anything was recorded'], ['2026-W60', 'must be a week that exists'], ['next', 'must be a week that exists']])('week %s: %s', async (week, why) => {
  expect((await director.get(`/api/reports/${week}`)).body).toMatchObject({ code: 'invalid', errors: [{ path: 'week', message: expect.stringContaining(why) as string }] });
});

test('an action is set and settled once; each refusal names the field and the remedy', async () => {
  const set = (body: object) => director.post(`/api/reports/${WEEK}/actions`, { what: 'Ask for a locum', owner: refOf('team-manager'), byOn: '2026-03-09', ...body });
  const refused: readonly (readonly [object, string])[] = [
    [{ what: '  ' }, 'what'], [{ what: 'x'.repeat(501) }, 'what'], [{ owner: refOf('caseworker') }, 'owner'], [{ byOn: '2026-03-01' }, 'byOn'], [{ byOn: '2028-03-01' }, 'byOn'], [{ byOn: '2026-02-30' }, 'byOn'], [{ figure: 'stock/all/nothing' }, 'figure'],
  ];
  for (const [body, path] of refused) expect((await set(body)).body, path).toMatchObject({ code: 'invalid', errors: [{ path }] });
  const { status, body } = await set({ figure: 'stock/all/over-20' });
  expect(status).toBe(201);

  const owner = await app.signedIn('team-manager');
  const mark = (by: Browser, sent: object) => by.post(`/api/reports/actions/${String(body['ref'])}/marks`, sent);
  expect((await mark(await app.signedIn('south-manager'), { outcome: 'kept' })).status).toBe(403);
  expect((await mark(owner, { outcome: 'carried-over' })).body).toMatchObject({ errors: [{ path: 'byOn' }] });
  expect((await mark(owner, { outcome: 'dropped' })).body).toMatchObject({ errors: [{ path: 'words' }] });
  expect((await mark(owner, { outcome: 'kept', byOn: '2026-03-20' })).body).toMatchObject({ errors: [{ path: 'byOn' }] });
  const both = await Promise.all([mark(owner, { outcome: 'kept' }), mark(director, { outcome: 'dropped', words: 'No longer needed' })]);
  expect(both.map((one) => one.status).sort()).toEqual([204, 409]);
  expect((await director.post('/api/reports/actions/Q-N0TTHERE/marks', { outcome: 'kept' })).status).toBe(404);
});

test('said to be read twice, the first time stands', async () => {
  const read = async () => ((await director.get(`/api/reports/${WEEK}`)).body['readings'] as { reader: { ref: string }; acknowledgedAt: string | null }[]).find(({ reader }) => reader.ref === refOf('director'))?.acknowledgedAt;
  expect(await read()).toBeNull();
  expect((await director.post(`/api/reports/${WEEK}/acknowledgement`, undefined)).status).toBe(204);
  const first = await read();
  app.clock.set('2026-03-03T09:00:00Z');
  expect((await director.post(`/api/reports/${WEEK}/acknowledgement`, undefined)).status).toBe(204);
  expect([first, await read()]).toEqual(['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.000Z']);
});
