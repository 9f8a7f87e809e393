import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { REVIEW_WORDS as t } from '../../web/words/setting-reviews.js';
import { launchBrowser } from '../support/resources.js';
import { visitByLink } from './support/by-link.js';
import { openPlan } from './support/reviewed-plan.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A school and the annual reviews of its pupils, by link: its inbox, what it says it has done, its report, and what became of it. */

const [QUAYSIDE, HILLTOP] = ['T-QUAYS1DE', 'T-H1110P00'];
const DAY = '2026-11-10';
let browser: Browser;
let app: TestApp;
let robin: string;
let finch: string;
let elsewhere: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: DAY })]);
  robin = await openPlan(app, 'Robin');
  finch = await openPlan(app, 'Finch', { bornOn: '2012-05-01' });
  elsewhere = await openPlan(app, 'Heron', { setting: HILLTOP });
  await app.record(robin, [{ type: 'review-date-set', on: '2026-10-01', meetingOn: '2026-11-05' }]);
  await app.record(finch, [{ type: 'review-date-set', on: '2026-11-02', meetingOn: '2026-12-10' }]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const linkOf = (recordRef: string, forRef: string) => ({ recordRef, forKind: 'setting', forRef }) as const;
const mainText = (visitor: Visitor) => visitor.page.locator('main').innerText();

test('by link and code a school sees all its pupils with plans, what must happen next first, and no other child', async () => {
  const school = await visitByLink(browser, app, linkOf(finch, QUAYSIDE), { width: 320 });
  expect(new URL(school.page.url()).pathname).toBe(paths.settingReviews);
  const text = await mainText(school);
  expect(text.indexOf('Robin Testchild')).toBeGreaterThan(-1);
  expect(text.indexOf('Finch Testchild')).toBeGreaterThan(text.indexOf('Robin Testchild'));
  expect(text).not.toContain('Heron');
  expect(text).not.toContain(elsewhere);
  expect(text).toContain(t.meetingPassed('Thursday 5 November 2026'));
  await expectAccessible(school);
  await expectNoSidewaysScroll(school);
  await school.leave();
});

test('it records that it invited, circulated and met; the facts stand in its own name, and the report becomes due in two weeks', async () => {
  const school = await visitByLink(browser, app, linkOf(robin, QUAYSIDE));
  app.today('2026-11-11');
  const step = async (name: string, on: string) => {
    await school.open(paths.settingReview(robin));
    await school.page.getByRole('button', { name: name }).click();
    await school.page.waitForLoadState();
    await school.type(day('on', on));
    return school.press('Record');
  };
  expect(await step(t.steps['review-invitations-sent'].act, '2026-09-30')).toBe(400); // before the date was set
  expect((await school.errorSummary())[0]?.href).toBe('#on-day');
  await expectAccessible(school);
  expect(await step(t.steps['review-invitations-sent'].act, '2026-10-20')).toBe(200);
  expect(await step(t.steps['review-papers-circulated'].act, '2026-10-23')).toBe(200);
  expect(await step(t.steps['review-meeting-held'].act, '2026-11-12')).toBe(400); // tomorrow
  expect(await step(t.steps['review-meeting-held'].act, '2026-11-05')).toBe(200);
  expect(await mainText(school)).toContain('Thursday 19 November 2026');
  const { rows } = await app.database.pool.query(`SELECT type, happened_on AS "on", actor FROM journal_entry WHERE record_ref = $1 AND actor = $2 AND kind = 'fact' ORDER BY position`, [robin, QUAYSIDE]);
  expect(rows).toEqual([
    { type: 'review-invitations-sent', on: '2026-10-20', actor: QUAYSIDE },
    { type: 'review-papers-circulated', on: '2026-10-23', actor: QUAYSIDE },
    { type: 'review-meeting-held', on: '2026-11-05', actor: QUAYSIDE },
  ]);
  await expectAccessible(school);
  await school.leave();
});

test('the report: saved, told what it lacks, sent as a fact in the school’s name; the caseworker reads its words and what it does not say', async () => {
  app.today('2026-11-12');
  const school = await visitByLink(browser, app, linkOf(robin, QUAYSIDE));
  await school.open(paths.reviewReport(robin));
  expect(await school.page.locator('#adulthood').count()).toBe(0);
  await school.choose({ 'attendance-parent': 'came', 'attendance-setting': 'came', 'attendance-child': 'in-writing', 'attendance-authority': 'apologies', 'attendance-health': 'not-invited', 'attendance-social-care': 'not-invited', 'outcomes-0-progress': 'some' });
  await school.type({ 'outcomes-0-outcome': 'Robin reads a short book to a friend', childViews: 'I like the quiet room.', 'changes-F': 'Speech therapy twice a week', disagreements: 'None' });
  expect(await school.press(t.report.send)).toBe(200);
  const asked = await school.page.locator('#check li').allInnerTexts();
  expect(asked).toEqual([t.report.lacks['evidence-missing']('1'), t.report.lacks['parent-views-missing'](''), t.report.lacks['recommendation-missing']('')]);
  await expectAccessible(school);
  expect(await school.press(t.report.sendAnyway)).toBe(400);
  expect(await school.errorSummary()).toEqual([{ href: '#recommendation', text: t.report.recommendationMissing }]);
  await school.choose({ recommendation: 'amend' });
  await school.type({ parentViews: 'We want more speech therapy.' });
  await school.page.locator('input[type="file"]').setInputFiles({ name: 'minutes.txt', mimeType: 'text/plain', buffer: Buffer.from('Who said what.') });
  expect(await school.press('Attach')).toBe(200);
  expect(await mainText(school)).toContain('minutes.txt');
  expect(await school.press(t.report.send)).toBe(200);
  expect(await school.press(t.report.sendAnyway)).toBe(200);
  expect(await mainText(school)).toContain('I like the quiet room.');
  await expectAccessible(school);
  const { rows } = await app.database.pool.query(`SELECT actor, payload FROM journal_entry WHERE record_ref = $1 AND type = 'review-report-sent'`, [robin]);
  expect(rows).toEqual([{ actor: QUAYSIDE, payload: { type: 'review-report-sent', on: '2026-11-12' } }]);
  expect(app.logged.join('\n')).not.toContain('quiet room');
  await school.open(paths.settingReviews);
  expect(await mainText(school)).toContain(t.owed['decide-after-review']);

  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(robin));
  await casey.page.getByRole('link', { name: t.ofCase.title }).click();
  const read = await mainText(casey);
  for (const said of ['I like the quiet room.', 'We want more speech therapy.', 'Speech therapy twice a week', t.report.recommendations.amend, t.report.lacks['evidence-missing']('1'), 'minutes.txt']) expect(read).toContain(said);
  await expectAccessible(casey);
  await expectNoSidewaysScroll(casey);
  expect(await casey.page.getByRole('link', { name: t.ofCase.decide }).getAttribute('href')).toBe(paths.record(robin, 'review-decision-sent'));
  const paper = (await casey.page.getByRole('link', { name: 'minutes.txt' }).getAttribute('href')) ?? '';
  expect(await (await casey.context.request.get(paper)).text()).toBe('Who said what.');
  for (const one of [school, casey]) await one.leave();
});

