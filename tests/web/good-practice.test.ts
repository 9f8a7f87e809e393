import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { PRACTICE_WORDS as t } from '../../web/words/good-practice.js';
import { planContent } from '../../domain/plan/content.js';
import { sentPlanText, SHORT_PLAN } from '../api/support/plan-text.js';
import { keptAudits } from '../support/kept-audits.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** An audit finds a line of provision good; whoever leads quality makes it anonymous, and whoever writes a plan finds it. Today is 23 November 2026. */

let browser: Browser;
let app: TestApp;
let child = '';
let plan = '';
const AUDIT = 'U-GQQD0001';
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-23' })]);
  plan = await app.openCase('2026-01-05');
  const { pool } = app.database;
  child = (await pool.query<{ name: string }>('SELECT given_name AS name FROM child WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)', [plan])).rows[0]?.name ?? '';
  const content = planContent.parse({ ...SHORT_PLAN, F: { ...SHORT_PLAN.F, items: [{ ...SHORT_PLAN.F.items[0], words: { what: `${child} reads with Ms Quist and with Ben for 30 minutes, three times a week.`, who: 'Specialist teacher' } }] } });
  await sentPlanText(pool, plan, { content });
  await keptAudits(pool, [{ ref: AUDIT, of: plan, auditor: STAFF.auditor, on: '2026-10-12', not: { 'e-smart': 'partly-met' } }]);
  await pool.query('UPDATE audit SET text_version = 1 WHERE ref = $1', [AUDIT]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}
const main = ({ page }: Visitor): Promise<string> => page.locator('main').innerText();

test('before any, the page says so, and to whoever leads quality what to do', async () => {
  for (const [as, says] of [['caseworker', false], ['psychologist', false], ['qualityLead', true]] as const) {
    const visitor = await visit(browser, app.url, { as });
    expect(await visitor.open(paths.goodPractice)).toBe(200);
    expect([(await main(visitor)).includes(t.empty), (await main(visitor)).includes(t.emptyLead)]).toEqual([true, says]);
    await looks(visitor);
    await visitor.leave();
  }
});

test('what an audit found good is prepared without names, refused while it tells, and shown', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(paths.audit(AUDIT));
  await quinn.page.getByRole('link', { name: /good practice/i }).click();
  expect(await quinn.page.locator('#criterion option').allInnerTexts()).not.toContainEqual(expect.stringMatching(/^Is each outcome specific/)); // partly met
  await looks(quinn);
  await quinn.page.getByRole('button', { name: t.next }).click();
  expect(await quinn.page.locator('.govuk-error-summary').innerText()).toContain(t.missingCriterion);
  await quinn.page.locator('#criterion').selectOption('f-specified');
  await quinn.page.getByRole('button', { name: t.next }).click();
  const words = quinn.page.locator('#words');
  expect(await words.inputValue()).toContain(`${t.telling.child} reads with ${t.telling.person} and with Ben for 30 minutes, three times a week.`);
  expect(await main(quinn)).toContain(t.perhaps('Ben'));
  await looks(quinn);
  await quinn.page.getByRole('button', { name: t.save }).click();
  expect(await quinn.page.locator('.govuk-error-summary li').allInnerTexts()).toEqual([t.missingTitle, t.missingWhy, t.missingAnonymous]);
  await quinn.page.locator('#title').fill('How often, how long, and who');
  await quinn.page.locator('#why').fill(`${child} has it said by the week.`);
  await quinn.page.getByRole('checkbox').check();
  await quinn.page.getByRole('button', { name: t.save }).click();
  expect(await quinn.page.locator('.govuk-error-summary').innerText()).toContain('the child’s name, line 1');
  expect(await quinn.page.locator('#title').inputValue()).toBe('How often, how long, and who'); // nothing typed is lost
  await words.fill('The child reads with a specialist teacher for 30 minutes, three times a week.');
  await quinn.page.locator('#why').fill('It is said by the week, and who.');
  await quinn.page.getByRole('button', { name: t.save }).click();
  expect(await main(quinn)).toContain('The child reads with a specialist teacher');
  expect(await quinn.page.locator('.govuk-notification-banner').innerText()).toContain(t.saved);
  await looks(quinn);
  await quinn.leave();
});

test('whoever writes that section is led to it; nobody is led to the audit it comes of', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.plan(plan));
  await casey.page.locator('main form button').first().click();
  await casey.open(paths.planItem(plan, 'E', 'new'));
  expect(await casey.page.getByRole('link', { name: /good example/i }).count()).toBe(0);
  await casey.open(paths.planItem(plan, 'F', 'new'));
  await casey.page.getByRole('link', { name: t.more('section F', 1) }).click();
  expect(await main(casey)).toContain('How often, how long, and who');
  expect(await casey.page.locator('main').innerHTML()).not.toContain(AUDIT);
  expect(await casey.page.getByRole('link', { name: t.change }).count()).toBe(0);
  await looks(casey);
  await casey.leave();
});

test('an example is said anew and taken away; of two who change it the second is told', async () => {
  const [quinn, other] = await Promise.all([visit(browser, app.url, { as: 'qualityLead' }), visit(browser, app.url, { as: 'qualityLead' })]);
  for (const visitor of [quinn, other]) {
    await visitor.open(paths.goodPractice);
    await visitor.page.getByRole('link', { name: t.change }).click();
  }
  await looks(quinn);
  await quinn.page.locator('#title').fill('By the week, and who');
  await quinn.page.locator('#anonymous').check();
  await quinn.page.getByRole('button', { name: t.saveChange }).click();
  expect(await main(quinn)).toContain('By the week, and who');
  await other.page.getByText(t.withdraw, { exact: true }).click();
  await other.page.getByRole('button', { name: t.withdrawButton }).click();
  expect(await other.page.locator('.govuk-error-summary').innerText()).toContain('Somebody recorded something while you were typing');
  expect(await main(other)).toContain('By the week, and who'); // among the versions
  await other.page.getByText(t.withdraw, { exact: true }).click();
  await other.page.getByRole('button', { name: t.withdrawButton }).click();
  expect(await main(other)).toContain(t.empty);
  for (const visitor of [quinn, other]) await visitor.leave();
});
