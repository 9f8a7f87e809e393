import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { REVIEW_WORDS as t } from '../../web/words/reviews.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { bringPlans } from './support/plans.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** The year of reviews in a browser, from the dates proposed to the fact on the plan. Today is Monday 23 November 2026. */

const TODAY = '2026-11-23';
let browser: Browser;
let app: TestApp;
let casey: Visitor;

const made = (on: string) => ({ type: 'plan-made', on });
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: TODAY })]);
  const terms = [['autumn-2026', '2026-09-02', '2026-12-18'], ['spring-2027', '2027-01-04', '2027-03-25']] as const;
  for (const [name, from, to] of terms)
    await app.database.pool.query(`INSERT INTO setting_dates (setting_ref, kind, name, from_on, to_on, set_by, set_at) VALUES ('T-QUAYS1DE', 'term', $1, $2, $3, 'S-ADA00000', now())`, [name, from, to]);
  await bringPlans(
    app.database,
    [
      { ref: 'P-1AAAAAAA', name: 'Wren', facts: [made('2026-03-10')] }, // complete by 9 March 2027: meet by 9 February
      { ref: 'P-2AAAAAAA', name: 'Ash', facts: [made('2026-03-10')] },
      { ref: 'P-3AAAAAAA', name: 'Rowan', setting: 'T-H1110P00', facts: [made('2025-10-01')] }, // complete by 30 September 2026: late
      { ref: 'P-4AAAAAAA', name: 'Hazel', setting: null, owner: STAFF.otherCaseworker, facts: [made('2026-03-10')] },
      { ref: 'P-5AAAAAAA', name: 'Farrow', team: 'west', owner: STAFF.elsewhere, facts: [made('2026-03-10')] },
    ],
    TODAY,
  );
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const main = (visitor: Visitor) => visitor.page.locator('main').innerText();
const latestFact = async (ref: string) => {
  const { rows } = await app.database.pool.query<{ payload: object }>(`SELECT payload FROM journal_entry WHERE record_ref = $1 AND kind = 'fact' ORDER BY position DESC LIMIT 1`, [ref]);
  return rows[0]?.payload;
};
const shot = async (visitor: Visitor, name: string) => {
  if (process.env['SHOTS'] !== undefined) await visitor.page.screenshot({ path: `${process.env['SHOTS']}/${name}.png`, fullPage: true });
};

test('a caseworker reads what is proposed for their own plans, which cannot be in time and why', async () => {
  expect(await casey.open(paths.reviewYear)).toBe(200);
  const words = await main(casey);
  expect(words).toMatch(/3\s+to be given a date/);
  expect(words).toMatch(/1\s+cannot be in time/);
  expect(words).toContain('Rowan Testchild');
  expect(words).toContain('It cannot be in time: the last day for the meeting is Wednesday 2 September 2026');
  expect(words).not.toContain('Hazel');
  await expectAccessible(casey);
  await expectNoSidewaysScroll(casey);
  await shot(casey, 'year');
});

test('all of a setting are accepted at once: each says what became of it, and the plan has its fact', async () => {
  await casey.page.getByRole('link', { name: 'Quayside Primary' }).click();
  await casey.page.waitForURL(/setting=T-QUAYS1DE/);
  expect(await casey.page.locator('main').textContent()).toContain('From Tuesday 8 December 2026 to Tuesday 9 February 2027 a meeting is in time');
  await expectAccessible(casey);
  await shot(casey, 'year-setting');
  await casey.press(t.year.accept);
  expect((await casey.errorSummary())[0]?.text).toBe(t.year.chooseSome);
  await casey.page.locator('#everything').check();
  expect(await casey.press(t.year.accept)).toBe(200);
  expect(await main(casey)).toContain('2 done');
  await expectAccessible(casey);
  const days = await Promise.all(['P-1AAAAAAA', 'P-2AAAAAAA'].map(latestFact));
  expect(days).toEqual(days.map(() => ({ type: 'review-date-set', on: TODAY, meetingOn: expect.stringMatching(/^2027-01-(19|2\d)$/) as string })));
  await casey.open(paths.reviewYear);
  expect(await main(casey)).toMatch(/1\s+to be given a date/);
});

test('a day that breaks a limit says which, and is set only when that is said', async () => {
  expect(await casey.open(paths.reviewDate('P-1AAAAAAA'))).toBe(200);
  await casey.type({ 'meetingOn-day': '30', 'meetingOn-month': '11', 'meetingOn-year': '2026' });
  expect(await casey.press(t.date.save)).toBe(400);
  expect((await casey.errorSummary()).map(({ text }) => text)).toEqual([t.breaks.notice('8 December 2026')]);
  await casey.type({ 'meetingOn-day': '13', 'meetingOn-month': '2', 'meetingOn-year': '2027' });
  expect(await casey.press(t.date.save)).toBe(400);
  expect((await casey.errorSummary()).map(({ text }) => text)).toEqual([t.breaks.complete('9 February 2027', '9 March 2027'), t.breaks['not-working']]);
  await expectAccessible(casey);
  await shot(casey, 'date-broken');
  await casey.type({ 'meetingOn-day': '21', 'meetingOn-month': '12', 'meetingOn-year': '2026' });
  expect(await casey.press(t.date.save)).toBe(400);
  expect((await casey.errorSummary()).map(({ text }) => text)).toEqual([t.breaks.closed('19 December 2026', '3 January 2027')]);
  await casey.page.locator('#allTheSame').check();
  expect(await casey.press(t.date.save)).toBe(200);
  expect(await latestFact('P-1AAAAAAA')).toMatchObject({ type: 'review-date-set', meetingOn: '2026-12-21' });
  await casey.open(paths.reviewYear);
  expect(await main(casey)).toContain('The setting is closed from 19 December 2026 to 3 January 2027');
});

test('a proposal that can no longer be in time is refused in a bulk and says which limit; the rest are set', async () => {
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(`${paths.reviewYear}?setting=none`);
  const token = await mara.page.locator('input[name="_csrf"]').first().inputValue();
  const form = { _csrf: token, key: '0b0e7a52-1111-4111-8111-000000000001', everything: 'P-4AAAAAAA@1@2027-01-26@ P-3AAAAAAA@1@2026-12-08@ P-5AAAAAAA@1@2027-01-26@ P-2AAAAAAA@9@yesterday@' };
  const sent = async () => (await (await mara.page.request.post(`${app.url}${paths.reviewYearAccept}`, { form })).text()).replaceAll(/\s+/g, ' ');
  const text = await sent();
  expect(text).toContain('1 done, 3 not done');
  expect(text).toContain('the last day that leaves four weeks to decide before the review must be complete on 30 September 2026');
  expect(text).toContain('There is no such case that you may see');
  expect(await latestFact('P-4AAAAAAA')).toMatchObject({ type: 'review-date-set', meetingOn: '2027-01-26' });
  expect(await latestFact('P-3AAAAAAA')).toMatchObject({ type: 'plan-made' });
  expect(await sent()).toContain('1 done, 3 not done'); // sent twice, set once
  expect(await app.countFacts('P-4AAAAAAA')).toBe(2);
  await mara.leave();
});

test('another team’s plan is not there; who may not record sees no button', async () => {
  expect(await casey.open(paths.reviewDate('P-5AAAAAAA'))).toBe(404);
  const dara = await visit(browser, app.url, { as: 'director' });
  expect(await dara.open(paths.reviewDate('P-3AAAAAAA'))).toBe(200);
  expect(await dara.page.getByRole('button', { name: t.date.save }).count()).toBe(0);
  await dara.leave();
});

test('the list says what is next on each plan, late first', async () => {
  await casey.open(paths.reviews);
  const acts = await casey.page.locator('.duly-work__act').allInnerTexts();
  expect(acts).toEqual([t.steps['set-date'], t.steps.invite, t.steps.invite]);
  await expectAccessible(casey);
  await shot(casey, 'list');
  await casey.choose({ step: 'set-date' });
  await casey.press('Show');
  expect(await casey.page.locator('.duly-work__name').allInnerTexts()).toEqual(['Rowan Testchild']);
  await casey.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(casey);
});
