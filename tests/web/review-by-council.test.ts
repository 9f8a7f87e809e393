import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { REVIEW_WORDS as t } from '../../web/words/setting-reviews.js';
import { REVIEW_WORDS as lists } from '../../web/words/reviews.js';
import { launchBrowser } from '../support/resources.js';
import { visitByLink } from './support/by-link.js';
import { bringPlans } from './support/plans.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A child in no setting: the council arranges the review, invites, and its caseworker writes the report by the settings' own form. SEND Regulations 2014 reg 21. */

const PLAN = 'P-00000001';
let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-09-21' })]);
  await bringPlans(app.database, [
    { ref: PLAN, name: 'Linnet', setting: null, facts: [{ type: 'plan-made', on: '2026-01-20' }] },
    { ref: 'P-00000002', name: 'Robin', facts: [{ type: 'plan-made', on: '2026-01-20' }, { type: 'review-meeting-held', on: '2026-09-14' }] },
  ], '2026-09-21');
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const main = (visitor: Visitor) => visitor.page.locator('main').innerText();
const factsOf = async (type: string) => (await app.database.pool.query<{ payload: Record<string, unknown>; actor: string }>(`SELECT payload, actor FROM journal_entry WHERE record_ref = $1 AND type = $2 ORDER BY position`, [PLAN, type])).rows;

test('the date set is of the council’s own review, and the list says that we invite', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.reviewDate(PLAN));
  await casey.type(day('meetingOn', '2026-11-05'));
  await casey.press(lists.date.save);
  expect((await factsOf('review-date-set'))[0]?.payload).toMatchObject({ meetingOn: '2026-11-05', arrangedBy: 'authority' });
  await casey.open(paths.reviews);
  expect(await main(casey)).toContain(lists.ownSteps.invite);
  const { rows } = await app.database.pool.query(`SELECT held_by AS by, law FROM duty WHERE record_ref = $1 AND code = 'invite-to-review' AND recorded_to IS NULL`, [PLAN]);
  expect(rows).toEqual([{ by: 'authority', law: 'SEND Regulations 2014 reg 21(2), (3)' }]);
  await casey.leave();
});

test('the invitation says where; letters are queued for the family, the ICB, social care and the officer', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  app.today('2026-10-15');
  await casey.open(paths.record(PLAN, 'review-invitations-sent'));
  await casey.type({ ...day('on', '2026-10-15'), place: 'Council Offices, Room 4, at 2pm' });
  await casey.page.locator('main form button').last().click();
  await casey.page.waitForLoadState();
  const [invited] = await factsOf('review-invitations-sent');
  expect(String(invited?.payload['place'])).toMatch(/^N-/); // the words are a note, in no journal
  const { rows } = await app.database.pool.query<{ said: string }>(`SELECT template || ' > ' || to_role AS said FROM notification WHERE record_ref = $1 AND template LIKE 'review-%' ORDER BY 1`, [PLAN]);
  expect(rows.map(({ said }) => said)).toEqual(['review-invitation > family', 'review-invitation-partners > caseworker', 'review-invitation-partners > icb', 'review-invitation-partners > social-care']);
  await casey.leave();
});

test('after the meeting the caseworker writes the report from the case: saved, told what it lacks, sent in their own name', async () => {
  app.today('2026-11-06');
  await app.record(PLAN, [{ type: 'review-meeting-held', on: '2026-11-05' }]);
  expect((await factsOf('review-meeting-held'))[0]?.payload).toMatchObject({ arrangedBy: 'authority' });
  const casey = await visit(browser, app.url, { as: 'caseworker', width: 320 });
  await casey.open(paths.caseReports(PLAN));
  await casey.page.getByRole('link', { name: t.ofCase.write }).click();
  await casey.page.waitForLoadState();
  expect(new URL(casey.page.url()).pathname).toBe(paths.councilReport(PLAN));
  expect(await main(casey)).toContain('Thursday 19 November 2026');
  await expectAccessible(casey);
  await expectNoSidewaysScroll(casey);
  await casey.type({ childViews: 'I want to paint.' });
  await casey.press(t.report.save);
  expect(await casey.page.locator('#childViews').inputValue()).toBe('I want to paint.');
  await casey.choose({ recommendation: 'keep' });
  await casey.press(t.report.send); // lacks much: asks first
  await expectAccessible(casey);
  await casey.press(t.report.sendAnyway);
  expect((await factsOf('review-report-sent'))[0]?.actor).toBe('S-CASEY000');
  expect(await main(casey)).toContain('I want to paint.');
  await casey.open(paths.caseReports(PLAN));
  expect(await main(casey)).toContain(t.ofCase.sent('the council', 'Friday 6 November 2026'));
  expect(await casey.page.getByRole('link', { name: t.ofCase.write }).count()).toBe(0);
  await expectAccessible(casey);
  await casey.leave();
});

test('a school the child joins meanwhile is not asked for a review that the council holds', async () => {
  await bringPlans(app.database, [{ ref: 'P-00000003', name: 'Grebe', setting: null, facts: [{ type: 'plan-made', on: '2026-01-20' }, { type: 'review-date-set', on: '2026-10-01', meetingOn: '2026-11-05', arrangedBy: 'authority' }, { type: 'review-meeting-held', on: '2026-11-05', arrangedBy: 'authority' }] }], '2026-11-06');
  await app.database.pool.query(`UPDATE child SET setting_ref = 'T-QUAYS1DE' WHERE ref = 'C-00000003'`);
  const school = await visitByLink(browser, app, { recordRef: 'P-00000003', forKind: 'setting', forRef: 'T-QUAYS1DE' });
  await school.open(paths.settingReview('P-00000003'));
  expect(await main(school)).not.toContain(t.owed['send-review-report']);
  expect(await school.page.getByRole('button', { name: t.write }).count()).toBe(0);
  await school.open(paths.reviewReport('P-00000003'));
  expect(await school.page.locator('#childViews').count()).toBe(0);
  await school.leave();
});

test('the report of a pupil is the setting’s: nobody writes it from the case; another team finds no such page', async () => {
  const [casey, erin] = [await visit(browser, app.url, { as: 'caseworker' }), await visit(browser, app.url, { as: 'elsewhere' })];
  expect(await casey.open(paths.councilReport('P-00000002'))).toBe(404);
  await casey.open(paths.caseReports('P-00000002'));
  expect(await casey.page.getByRole('link', { name: t.ofCase.write }).count()).toBe(0);
  expect(await erin.open(paths.councilReport(PLAN))).toBe(404);
  await casey.leave();
  await erin.leave();
});
