import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { YOUNG_PERSON_WORDS } from '../../web/words/family.js';
import { REVIEW_WORDS } from '../../web/words/setting-reviews.js';
import { launchBrowser } from '../support/resources.js';
import { parentOf, visitByLink } from './support/by-link.js';
import { openPlan } from './support/reviewed-plan.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A family follows the review of a plan: when it is and how to take part, views before the meeting, what was decided, until when to comment on what is proposed. */

const t = texts.family;
let browser: Browser;
let app: TestApp;
let plan: string;
let mother: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-09-14' })]);
  plan = await openPlan(app, 'Juniper');
  mother = await parentOf(app, plan);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const main = (visitor: Visitor) => visitor.page.locator('main').innerText();
const parent = (width = 320) => visitByLink(browser, app, { recordRef: plan, forKind: 'person', forRef: mother }, { width });
const lastFact = async () => (await app.database.pool.query<{ type: string; actor: string; text: string | null }>(`SELECT j.type, j.actor, n.text FROM journal_entry j LEFT JOIN note n ON n.ref = j.payload->>'note' WHERE j.record_ref = $1 AND j.kind = 'fact' ORDER BY j.position DESC LIMIT 1`, [plan])).rows[0];

test('before a day is set: by when the review must be over, and how to take part; nothing to send', async () => {
  const juniper = await parent();
  const page = await main(juniper);
  expect(page).toContain(t.where.maintaining);
  expect(page).toContain(t.review.stands['no-date']());
  expect(page).toContain(t.review.wholeBy('Tuesday 19 January 2027'));
  for (const way of t.review.takePart) expect(page).toContain(way);
  expect(page).toContain(t.say.nothing);
  await expectAccessible(juniper);
  await expectNoSidewaysScroll(juniper);
  await juniper.leave();
});

test('a day set: views sent before the meeting are kept in the parent’s name and read by the setting that holds it', async () => {
  app.today('2026-09-15');
  await app.record(plan, [{ type: 'review-date-set', on: '2026-09-15', meetingOn: '2026-11-05' }]);
  const juniper = await parent();
  const page = await main(juniper);
  expect(page).toContain(t.review.stands['date-set']('Thursday 5 November 2026'));
  expect(page).toContain(t.review.noticeBy('Wednesday 21 October 2026'));
  expect(page).toContain(t.say.about.review.title);
  await juniper.type({ words: 'Mornings are better now.\nShe wants to learn to swim.' });
  await juniper.press(t.say.send);
  expect(await lastFact()).toEqual({ type: 'contact-made', actor: mother, text: expect.stringMatching(/better now\.\s+She wants to learn to swim\./) as string });
  await expectAccessible(juniper);
  await juniper.leave();

  const school = await visitByLink(browser, app, { recordRef: plan, forKind: 'setting', forRef: 'T-QUAYS1DE' });
  await school.open(paths.settingReview(plan));
  expect(await main(school)).toContain('She wants to learn to swim.');
  expect(await main(school)).toContain(REVIEW_WORDS.saidBy('Robin Testchild', 'Tuesday 15 September 2026'));
  await expectAccessible(school);
  await school.leave();
});

test('after the meeting by when we decide; on the amendments until their last day, as representations; then what was decided', async () => {
  app.today('2026-11-10');
  await app.record(plan, [{ type: 'review-meeting-held', on: '2026-11-05' }]);
  const juniper = await parent();
  expect(await main(juniper)).toContain(t.review.decideBy('Thursday 3 December 2026'));
  expect(await main(juniper)).toContain(t.say.nothing);
  app.today('2026-12-03');
  await app.record(plan, [{ type: 'review-decision-sent', on: '2026-12-03', decision: 'amend' }, { type: 'amendment-notice-sent', on: '2026-12-03', channel: 'by-hand' }]);
  await juniper.open(paths.family);
  const page = await main(juniper);
  expect(page).toContain(t.review.decided.amend('Thursday 3 December 2026'));
  expect(page).toContain(t.review.commentUntil('Thursday 17 December 2026'));
  expect(page).toContain(t.review.finalBy('Thursday 28 January 2027'));
  expect(page).toContain(t.say.draftUntil('Thursday 17 December 2026'));
  expect(page).toContain(t.next.amendment);
  await juniper.type({ words: 'Section F should say who gives it.' });
  await juniper.press(t.say.send);
  expect(await lastFact()).toMatchObject({ type: 'representations-received', actor: mother, text: 'Section F should say who gives it.' });
  await expectAccessible(juniper);
  app.today('2026-12-18');
  await juniper.open(paths.family);
  expect(await juniper.page.locator('[name=words]').count()).toBe(0);
  await app.record(plan, [{ type: 'amended-plan-issued', on: '2026-12-18' }]);
  await juniper.open(paths.family);
  expect(await main(juniper)).toContain(t.review.ended['amended-plan-issued']('Friday 18 December 2026'));
  expect(await main(juniper)).toContain(t.review.wholeBy('Thursday 2 December 2027'));
  await juniper.leave();
});

test('the young person reads the same in words of their own', () => {
  const said = JSON.stringify(YOUNG_PERSON_WORDS.review.takePart);
  expect(said).not.toContain('your child');
});

test('the demonstration’s family account is told that families follow their child by the link in their letters', async () => {
  await app.database.pool.query(`INSERT INTO staff (ref, name, account, demo) VALUES ('S-FAM11Y00', 'Fern Testparent', 'fern@demo.example', true)`);
  await app.database.pool.query(`INSERT INTO staff_role (staff_ref, role) VALUES ('S-FAM11Y00', 'family')`);
  const fern = await visit(browser, app.url);
  await fern.open(paths.signIn);
  await fern.page.locator('button[name="account"][value="fern@demo.example"]').click();
  await fern.page.waitForURL((url) => url.pathname !== paths.signIn);
  expect(await main(fern)).toContain(texts.front.byLink);
  expect(await main(fern)).not.toContain('Your role has no pages');
  await expectAccessible(fern);
  await fern.leave();
});
