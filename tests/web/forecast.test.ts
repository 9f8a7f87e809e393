import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, isoDate } from '../../domain/dates/iso-date.js';
import { isoWeek } from '../../domain/dates/iso-week.js';
import { londonInstant } from '../../domain/dates/london.js';
import { DEFAULT_SETTINGS, normsOf } from '../../domain/settings.js';
import { figuresOf } from '../../domain/weekly-report/figures.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { courseOf } from '../../domain/forecast/course.js';
import { createForecastReads } from '../../prisma/repositories/forecast-reads.js';
import { paths } from '../../web/paths.js';
import { DIRECTOR_WORDS, FORECAST_WORDS, WHAT_IF_WORDS } from '../../web/words/forecast.js';
import { council } from '../domain/forecast/council.js';
import { launchBrowser } from '../support/resources.js';
import { bringIn } from './support/assessments.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** What will be late and what would help, on a council of two requests a week that were recorded day by day. */

const TODAY = isoDate('2026-11-23');
const RECORDS = council(TODAY, 2, 'pages').map((record, i) => ({ ...record, team: i % 4 === 0 ? 'west' : 'east' }));

let browser: Browser;
let app: TestApp;
let director: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: TODAY })]);
  await bringIn(app.database, RECORDS, TODAY);
  director = await visit(browser, app.url, { as: 'director' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const numbers = async ({ page }: Visitor): Promise<number[]> => (await page.locator('.duly-numbers__count').allInnerTexts()).map(Number);
const isOpen = ({ facts }: (typeof RECORDS)[number]): boolean => !facts.some(({ type }) => type === 'final-plan-issued' || type === 'assessment-refused');
const isLate = ({ facts }: (typeof RECORDS)[number]): boolean => (facts[0]?.on ?? TODAY) < addDays(TODAY, -140);

test('a director reads how many will be late, opens a case from its reason, and sees how good such forecasts were', async () => {
  expect(await director.open(paths.forecast)).toBe(200);
  expect(await director.heading()).toBe(FORECAST_WORDS.pages.forecast);
  const [late = -1, ...ahead] = await numbers(director);
  expect(late).toBe(RECORDS.filter((record) => isOpen(record) && isLate(record)).length);
  expect(ahead).toHaveLength(3);
  expect(await director.page.getByText(`Of the ${RECORDS.filter(isOpen).length} assessments open today`).count()).toBe(1);
  expect(await director.page.getByText(/Its mean squared error \(Brier score; 0 is perfect\) was 0\.\d{3}/).count()).toBe(1);
  expect(await director.page.getByText(/Waits for Pia Lindqvist \(educational psychologist\), asked/).count()).toBeGreaterThan(0);
  await expectAccessible(director);
  await director.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(director);
  await director.page.setViewportSize({ width: 1100, height: 900 });
  const first = director.page.locator('section[aria-labelledby="risk"] tbody a').first();
  const ref = await director.page.locator('section[aria-labelledby="risk"] tbody .duly-work__small').first().innerText();
  await first.click();
  expect(new URL(director.page.url()).pathname).toBe(paths.case(ref));
});

test('a team manager’s figures are their team’s; what is learnt is the council’s', async () => {
  const manager = await visit(browser, app.url, { as: 'manager' });
  await manager.open(paths.forecast);
  const mine = RECORDS.filter(({ team }) => team === 'east');
  expect(await manager.page.getByText(`Of the ${mine.filter(isOpen).length} assessments your teams have open today`).count()).toBe(1);
  expect((await numbers(manager))[0]).toBe(mine.filter((record) => isOpen(record) && isLate(record)).length);
  expect(await manager.page.locator('#exposure').locator('..').getByRole('rowheader', { name: 'West team' }).count()).toBe(0);
  const learnt = async (visitor: Visitor) => visitor.page.locator('section[aria-labelledby="curves"] tbody').innerText();
  const theirs = await learnt(manager);
  await director.open(paths.forecast);
  expect(await learnt(director)).toBe(theirs);
  await manager.leave();
});

test('a restricted record is counted and not named', async () => {
  await director.open(paths.forecast);
  const ref = await director.page.locator('section[aria-labelledby="risk"] tbody .duly-work__small').first().innerText();
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [ref]);
  const before = await numbers(director);
  await director.open(paths.forecast);
  expect(await numbers(director)).toEqual(before);
  expect(await director.page.locator('section[aria-labelledby="risk"] tbody tr').first().innerText()).toContain(FORECAST_WORDS.restricted);
  expect(await director.page.content()).not.toContain(ref);
  await app.database.pool.query('UPDATE case_record SET restricted = false WHERE ref = $1', [ref]);
});

test('a plan is tried by form; its address holds the numbers and answers the same to whoever opens it', async () => {
  await director.open(paths.whatIf);
  await expectAccessible(director);
  await director.type({ waiting: '729', in: '44', out: '38', weeks: '43' });
  expect(await director.press(WHAT_IF_WORDS.go)).toBe(200);
  expect(await director.page.locator('#answer').innerText()).toBe(WHAT_IF_WORDS.clears.grows('6'));
  expect(await numbers(director)).toEqual([729, 987]);
  const address = director.page.url().slice(app.url.length);
  expect(address).not.toMatch(/Testchild|A-0/);
  const manager = await visit(browser, app.url, { as: 'manager' });
  await manager.open(address);
  expect(await numbers(manager)).toEqual([729, 987]);
  await manager.leave();
  await director.type({ extra: '9' });
  await director.choose({ order: 'newest' });
  await director.press(WHAT_IF_WORDS.go);
  expect(await director.page.locator('#answer').innerText()).toBe(WHAT_IF_WORDS.clears.in(243));
  expect(await director.page.getByText('New work overtakes old').count()).toBe(1);
  await expectAccessible(director);
  await director.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(director);
  await director.page.setViewportSize({ width: 1100, height: 900 });
});

test('numbers that cannot be read are refused beside their fields, and stay as typed', async () => {
  expect(await director.open(`${paths.whatIf}?in=many&weeks=0&extra=3`)).toBe(400);
  const errors = await director.errorSummary();
  expect(errors.map(({ href }) => href)).toEqual(['#in', '#weeks']);
  expect(errors[0]?.text).toContain('Come in each week must be a number');
  expect(await director.page.locator('#in').inputValue()).toBe('many');
  expect(await director.page.locator('#extra').inputValue()).toBe('3');
});

test('at a glance: three numbers, three lists, what to do; before the first report it says so', async () => {
  expect(await director.open(paths.director)).toBe(200);
  expect(await director.page.getByText(DIRECTOR_WORDS.noReport).count()).toBe(1);
  expect(await director.page.locator('.duly-numbers__one').count()).toBe(3);
  expect(await director.page.locator('.duly-board__column').count()).toBe(3);
  expect(await director.page.locator('section[aria-labelledby="todo"] li').count()).toBeGreaterThan(1);
  await expectAccessible(director);
  await director.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(director);
  await director.page.setViewportSize({ width: 1100, height: 900 });
});

test('at a glance, with reports: the last one is opened from it, and its late cases stand in the chart', async () => {
  const { reports } = app.useCases;
  const norms = normsOf(DEFAULT_SETTINGS);
  for (const on of [addDays(TODAY, -8), addDays(TODAY, -1)]) {
    const counted = await reports.counted({ on, norms });
    await reports.keep({ week: isoWeek(on), on, norms, counted, figures: figuresOf(counted, on, norms), madeAt: londonInstant(addDays(on, 1), '07:00') });
  }
  await director.open(paths.director);
  expect(await director.page.getByText(DIRECTOR_WORDS.noReport).count()).toBe(0);
  expect(await director.page.getByRole('link', { name: DIRECTOR_WORDS.openReport }).getAttribute('href')).toBe(paths.report('2026-W47'));
  const rows = await director.page.locator('section[aria-labelledby="chart"] tbody tr th').allTextContents();
  expect(rows).toEqual(['W46', 'W47', 'Today', '+4 wks', '+8 wks', '+12 wks']);
  expect((await numbers(director))[0]).toBe(RECORDS.filter((record) => isOpen(record) && isLate(record)).length);
  expect(await director.page.locator('.duly-numbers__count').nth(1).innerText()).toMatch(/^\d+(\.\d)?%$/);
  await expectAccessible(director);
});

test('what is read of a journal gives the same course as the whole of it; what was over long ago is left out', async () => {
  const working = workingDays();
  const read = new Map((await createForecastReads(app.database).watched(addDays(TODAY, -364))).map((record) => [record.ref, record]));
  for (const { ref, facts } of RECORDS) {
    const found = read.get(ref);
    if (found === undefined) {
      expect(facts.every(({ on }) => on < addDays(TODAY, -364))).toBe(true);
      continue;
    }
    const unnamed = (course: ReturnType<typeof courseOf>) => course && { ...course, advice: course.advice.map(({ adviser: _, ...wait }) => wait) };
    expect(unnamed(courseOf(found.facts, TODAY, working))).toEqual(unnamed(courseOf(facts, TODAY, working)));
    expect(found.facts.map(({ recordedAt }) => new Date(recordedAt).getTime())).toEqual(facts.map(({ recordedAt }) => new Date(recordedAt).getTime()));
  }
  expect(read.size).toBeGreaterThan(100);
});

test('what was seen is logged', async () => {
  const { rows } = await app.database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM record_view WHERE seen = 'forecast'`);
  expect(rows[0]?.n).toBeGreaterThan(0);
});

test('the sections stand in one line at 1280 pixels, for whoever has the most of them', async () => {
  for (const as of ['director', 'manager', 'caseworker', 'administrator'] as const) {
    const visitor = await visit(browser, app.url, { as, width: 1280 });
    await visitor.open(paths.clock);
    const [list, ...items] = await Promise.all([visitor.page.locator('.duly-navigation ul'), ...(await visitor.page.locator('.duly-navigation li').all())].map((one) => one.boundingBox()));
    expect([as, new Set(items.map((item) => item?.y)).size]).toEqual([as, 1]);
    const last = items.at(-1);
    const room = (list?.x ?? 0) + (list?.width ?? 0) - (last?.x ?? 0) - (last?.width ?? 0);
    expect(room, `${as}, for how many escalations wait`).toBeGreaterThan(40);
    await visitor.leave();
  }
});
