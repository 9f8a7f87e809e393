import { afterAll, beforeAll, expect, test } from 'vitest';
import { watchQuiet } from '../../activities/watch/gone-quiet.js';
import { freezeWeek } from '../../activities/weekly-report/freeze.js';
import { itemsFromJournal } from '../../activities/weekly-report/from-journal.js';
import { causesOn } from '../../api/use-cases/delay-causes.js';
import { councilRules } from '../../cli/council-rules.js';
import { isoWeek } from '../../domain/dates/iso-week.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { DEFAULT_SETTINGS } from '../../domain/settings.js';
import { figuresOf } from '../../domain/weekly-report/figures.js';
import { counted } from '../../domain/weekly-report/items.js';
import { createReportedRecords } from '../../prisma/repositories/reported-records.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { createWatch } from '../../prisma/repositories/watch.js';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { opened } from './support/stories.js';

/** Causes of delay, norms of silence and the mail to staff as versions: what is refused and why, and that whoever acts goes by the one of its day. */

let app: TestApp;
let manager: Browser;
let caseworker: Browser;
let ref: string;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-02-02T09:00:00Z' });
  [manager, caseworker] = [await app.signedIn('service-manager'), await app.signedIn('caseworker')];
  ref = await opened(caseworker); // to decide by 16 March; silent after 21 days
});
afterAll(() => app.close());

type Kind = 'delay-causes' | 'silence-norms' | 'staff-mail';
type Cause = { code?: string; words: string; retired?: boolean };
const today = () => app.clock.now().toISOString().slice(0, 10);
const save = (kind: Kind, content: unknown, more: object = {}, by = manager) => by.post(`/api/rules/${kind}/versions`, { content, effectiveFrom: today(), after: 0, ...more });
const problems = ({ status, body }: Answer) => [status, (body['errors'] as { path: string; message: string }[] | undefined)?.map(({ path, message }) => `${path}: ${message}`)];
const inForce = async (kind: Kind) => ((await manager.get('/api/rules')).body as unknown as { kind: Kind; content: unknown; version: number | null; comesIn: { number: number } | null }[]).find((one) => one.kind === kind);
const causes = async () => (await inForce('delay-causes'))?.content as Cause[];
const give = (cause: string) => caseworker.post(`/api/cases/${ref}/causes`, { duty: 'issue-final-plan', occurrence: 'j1', cause });
const rows = async () => (await app.database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM rule_version')).rows[0]?.n;

test('before any change they are those of the settings file, and whoever records reads them', async () => {
  expect((await caseworker.get('/api/rules')).body).toEqual([
    { kind: 'delay-causes', content: DEFAULT_SETTINGS.delayCauses, version: null, comesIn: null },
    { kind: 'silence-norms', content: DEFAULT_SETTINGS.silenceNorms, version: null, comesIn: null },
    { kind: 'staff-mail', content: DEFAULT_SETTINGS.staffMail, version: null, comesIn: null },
  ]);
  expect((await save('staff-mail', DEFAULT_SETTINGS.staffMail, {}, caseworker)).status).toBe(403);
});

test('bad input is refused by its field, with the remedy, and nothing is kept', async () => {
  const [flood, snow] = [{ words: 'Flood' }, { words: 'Snow' }];
  const staffMail = (more: object) => ({ ...DEFAULT_SETTINGS.staffMail, ...more });
  const refused: readonly (readonly [Kind, unknown, object, string])[] = [
    ['delay-causes', [], {}, 'content: must name one cause at least'],
    ['delay-causes', 'flood', {}, 'content: must be a list'],
    ['delay-causes', [flood, { words: ' FLOOD ' }], {}, 'content[1].words: must be a name no other cause has'],
    ['delay-causes', [{ words: '' }], {}, 'content[0].words: is missing'],
    ['delay-causes', [{ words: 'Flood', colour: 'red' }], {}, 'content[0].colour: is not a field known here'],
    ['delay-causes', [{ words: 'Flood', code: 'Flood!' }], {}, 'content[0].code: must be a short code'],
    ['silence-norms', { assessing: 0 }, {}, 'content.assessing: must be at least 1 day'],
    ['silence-norms', { assessing: 366 }, {}, 'content.assessing: must be at most 365 days'],
    ['silence-norms', { assessing: 'soon' }, {}, 'content.assessing: must be a whole number of days'],
    ['silence-norms', {}, {}, 'content: must give one stage at least'],
    ['silence-norms', undefined, {}, 'content: is missing'],
    ['staff-mail', staffMail({ digestAt: '24:30' }), {}, 'content.digestAt: must be a time as 08:00'],
    ['staff-mail', staffMail({ quietHours: { from: 'noon', to: '07:00' } }), {}, 'content.quietHours.from: must be a time as 08:00'],
    ['staff-mail', staffMail({ digestAt: '06:00' }), {}, 'content.digestAt: must be outside quietHours'],
    ['staff-mail', DEFAULT_SETTINGS.staffMail, { effectiveFrom: '2026-02-01' }, 'effectiveFrom: must be today or later'],
    ['staff-mail', DEFAULT_SETTINGS.staffMail, { effectiveFrom: '2027-06-01' }, 'effectiveFrom: must be within a year from now'],
    ['staff-mail', DEFAULT_SETTINGS.staffMail, { note: 'x'.repeat(501) }, 'note: must be at most 500 letters'],
  ];
  for (const [kind, content, more, words] of refused) {
    const [status, said] = problems(await save(kind, content, more));
    expect([status, String(said)], words).toEqual([422, expect.stringContaining(words)]);
  }
  expect((await save('delay-causes', [snow], { after: 7 })).status).toBe(409);
  expect((await manager.post('/api/rules/colours/versions', {})).status).toBe(404);
  expect(await rows()).toBe(0);
});

test('causes are added, reworded, retired and put in order; one that was given stays, and is given no more', async () => {
  expect((await give('tribunal')).status).toBe(201);
  const before = await causes();
  const [staff, ...others] = before;
  expect(problems(await save('delay-causes', before.filter(({ code }) => code !== 'tribunal')))).toEqual([422, ['content: must keep tribunal (Mediation or the Tribunal), which has been given once: retire it instead']]);

  const sent = [{ words: 'Flood' }, ...others.filter(({ code }) => code !== 'school-closure').map((cause) => (cause.code === 'tribunal' ? { ...cause, words: 'The Tribunal', retired: true } : cause)), { ...staff, words: 'Too few staff' }];
  expect((await save('delay-causes', sent, { note: ' After the audit ' })).body).toEqual({ number: 1 });
  const { items, retired } = (await caseworker.get('/api/delay-causes')).body as { items: Cause[]; retired: Cause[] };
  expect(items.map(({ code }) => code)).toEqual(['flood', 'late-health-advice', 'late-education-advice', 'family-asked', 'other', 'staff-shortage']);
  expect(items.at(-1)).toEqual({ code: 'staff-shortage', words: 'Too few staff' });
  expect(retired).toEqual([{ code: 'tribunal', words: 'The Tribunal' }, { code: 'school-closure', words: 'School or setting closed, for less than an exception needs' }]);
  expect(problems(await give('tribunal'))).toEqual([422, ['cause: is retired: give one of the others, from GET /delay-causes']]);
  expect((await give('flood')).status).toBe(201);
  expect((await caseworker.get(`/api/cases/${ref}`)).body['causes']).toMatchObject([{ cause: 'tribunal' }, { cause: 'flood' }]);
  const rules = await councilRules(app.database, {}, app.clock);
  const named = (day: string) => causesOn({ council: Object.assign(rules, { name: 'Invented Council' }) }, isoDate(day)).flatMap(({ code, words }) => (['staff-shortage', 'flood'].includes(code) ? [words] : []));
  expect([named('2026-02-01'), named('2026-02-02')], 'a report made before keeps its words').toEqual([['Staff shortage', 'Flood'], ['Flood', 'Too few staff']]);
  const { body } = await caseworker.get('/api/rules/delay-causes/versions');
  expect(body).toMatchObject([{ number: 1, note: 'After the audit', effectiveFrom: '2026-02-02', author: { ref: expect.any(String) as string }, content: { length: 7 } }]);
});

test('two who change one rule at once do not cross, and a version is never changed or removed', async () => {
  const content = [...(await causes()), { words: 'Snow' }];
  const both = await Promise.all([1, 2].map(() => save('delay-causes', content, { after: 1 })));
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  for (const sql of [`UPDATE rule_version SET note = 'x'`, 'DELETE FROM rule_version', 'TRUNCATE rule_version']) await expect(app.database.pool.query(sql)).rejects.toThrow('never changed or removed');
});

test('norms of silence: tried on today’s cases, then kept; the watch and the weekly report go by the version of their day', async () => {
  app.clock.set('2026-02-20T09:00:00Z'); // 18 days, of 21 allowed
  const norms = { ...DEFAULT_SETTINGS.silenceNorms, considering: 14 };
  const { body } = await manager.post('/api/rules/silence-norms/preview', { content: norms });
  expect((body['items'] as object[])[0]).toEqual({ stage: 'considering', asItIs: 0, changed: 1 });
  expect((await manager.post('/api/rules/silence-norms/preview', { content: { considering: 0 } })).status).toBe(422);

  expect((await save('silence-norms', norms, { effectiveFrom: '2026-02-22' })).status).toBe(201);
  expect(await inForce('silence-norms')).toMatchObject({ content: DEFAULT_SETTINGS.silenceNorms, version: null, comesIn: { content: norms } });
  const rules = await councilRules(app.database, {}, app.clock); // as every process reads them
  const reports = createReports(app.database);
  const watch = (): Promise<number> => watchQuiet({ reports, watch: createWatch(app.database), clock: app.clock, rules: () => rules });
  app.clock.set('2026-02-21T06:30:00Z');
  expect(await watch()).toBe(0);
  app.clock.set('2026-02-22T06:30:00Z'); // twenty days without a fact
  expect(rules.settings.silenceNorms).toEqual(norms);
  expect(await watch()).toBe(1);

  app.clock.set('2026-03-02T07:00:00Z');
  const { report } = await freezeWeek({ reports, clock: app.clock, norms: () => rules.settings.silenceNorms }, isoWeek(isoDate('2026-03-01')));
  expect(report.norms).toEqual(norms);
  expect((await save('silence-norms', { considering: 300 }, { after: (await inForce('silence-norms'))?.version })).status).toBe(201);
  const later = await councilRules(app.database, {}, app.clock);
  expect(later.settings.silenceNorms).toEqual({ considering: 300 });
  const kept = await reports.one(report.week);
  expect(kept).toEqual(report);
  const again = counted(await itemsFromJournal(createReportedRecords(app.database), { on: report.on, norms: kept?.norms ?? {} }, later));
  expect(figuresOf(again, report.on, report.norms), 'as report verify counts').toEqual(report.figures);
});
