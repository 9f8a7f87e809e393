import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { GIVE_WORDS as give } from '../../web/words/feedback.js';
import { launchBrowser } from '../support/resources.js';
import { askToday, planSent, type PlanSent, ASKED_ON } from './support/asked-how-it-was.js';
import { linkFor, visitByLink } from './support/by-link.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** How it was: answered by link and code, by family and setting. Plans of 6 January 2026, asked about on the 20th. */

let browser: Browser;
let app: TestApp;
let juniper: PlanSent;
let rowan: PlanSent;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: ASKED_ON })]);
  juniper = await planSent(app, 'JVN1PER0', { name: 'Juniper' });
  rowan = await planSent(app, 'R0WAN000', { name: 'Rowan', setting: 'T-H1110P00' });
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

const answersOf = async (ref: string) =>
  (await app.database.pool.query<{ byKind: string; byRef: string; marks: object; wentWell: string; better: string }>(
    `SELECT a.by_kind AS "byKind", a.by_ref AS "byRef", a.marks, a.went_well AS "wentWell", a.better FROM feedback_answer a JOIN feedback_request q ON q.ref = a.request_ref WHERE q.record_ref = $1 ORDER BY a.by_ref`, [ref])).rows;

test('before anybody is asked, a link shows that nothing is', async () => {
  const mother = await visitByLink(browser, app, { recordRef: juniper.ref, forKind: 'person', forRef: juniper.mother, leadsTo: 'feedback' });
  expect(new URL(mother.page.url()).pathname).toBe(paths.howItWas);
  expect(await mother.heading()).toBe(give.nothing.title);
  await looks(mother);
  await mother.leave();
});

test('a mother answers by her link, once: an empty answer comes back, what she sends is kept as she wrote it, and the page thanks her', async () => {
  await app.database.pool.query('DELETE FROM message'); // the minute between two codes
  expect(await askToday(app)).toEqual({ asked: 4, reminded: 0 });
  const mother = await visitByLink(browser, app, { recordRef: juniper.ref, forKind: 'person', forRef: juniper.mother, leadsTo: 'feedback' });
  expect(await mother.heading()).toBe(give.title);
  const page = await mother.page.locator('main').innerText();
  expect(page).toContain(give.about.parent('Juniper', 'Tuesday 6 January 2026'));
  expect(await mother.page.locator('fieldset').count()).toBe(6);
  await looks(mother);

  expect(await mother.press(give.send)).toBe(400);
  expect(await mother.errorSummary()).toEqual([{ text: give.empty, href: '#q-listened' }]);
  await mother.type({ better: 'x'.repeat(2001) });
  await mother.choose({ 'q-listened': 'agree' });
  expect(await mother.press(give.send)).toBe(400);
  expect(await mother.errorSummary()).toEqual([{ text: 'What could have been better? must be 2,000 characters or fewer', href: '#better' }]);
  expect(await mother.page.locator('input[name="q-listened"][value="agree"]').isChecked()).toBe(true);
  await looks(mother);

  await mother.choose({ 'q-on-time': 'strongly-disagree', 'q-knew-who': 'does-not-apply' });
  await mother.type({ wentWell: 'Kind people <b>there</b>.', better: 'Ring us back.' });
  expect(await mother.press(give.send)).toBe(200);
  expect(await mother.heading()).toBe(give.thanks.title);
  await looks(mother);
  expect(await answersOf(juniper.ref)).toEqual([{ byKind: 'person', byRef: juniper.mother, marks: { listened: 'agree', 'on-time': 'strongly-disagree', 'knew-who': 'does-not-apply' }, wentWell: 'Kind people <b>there</b>.', better: 'Ring us back.' }]);

  await mother.open(paths.howItWas);
  expect(await mother.heading()).toBe(give.thanks.title);
  expect(await mother.page.locator('main form').count()).toBe(0);
  expect(await mother.open(paths.family)).toBe(404); // this link opens the questions alone
  expect(app.logged.join('\n')).not.toContain('Ring us back');
  await mother.leave();
});

test('two windows: the second sending changes nothing that was said', async () => {
  const link = { recordRef: rowan.ref, forKind: 'person', forRef: rowan.mother, leadsTo: 'feedback' } as const;
  const mother = await visitByLink(browser, app, link);
  const other = await mother.context.newPage();
  await other.goto(paths.howItWas);
  await mother.choose({ 'q-overall': 'agree' });
  await mother.press(give.send);
  await other.locator('input[name="q-overall"][value="disagree"]').check();
  await other.getByRole('button', { name: give.send }).click();
  await other.waitForLoadState();
  expect(await other.locator('h1').innerText()).toBe(give.thanks.title);
  await other.close();
  expect((await answersOf(rowan.ref)).map(({ marks }) => marks)).toEqual([{ overall: 'agree' }]);
  await mother.leave();
});

test('the setting named answers its own questions, without any on the family’s', async () => {
  const school = await visitByLink(browser, app, { recordRef: juniper.ref, forKind: 'setting', forRef: 'T-QUAYS1DE', leadsTo: 'feedback' });
  expect(new URL(school.page.url()).pathname).toBe(paths.howItWas);
  expect(await school.page.locator('main').innerText()).toContain(give.about.setting('Juniper Testchild', 'Tuesday 6 January 2026'));
  expect(await school.page.locator('fieldset').count()).toBe(5);
  await looks(school);
  await school.choose({ 'q-specific': 'disagree', 'q-overall': 'neither' });
  expect(await school.press(give.send)).toBe(200);
  expect((await answersOf(juniper.ref)).find(({ byKind }) => byKind === 'setting')?.marks).toEqual({ specific: 'disagree', overall: 'neither' });
  await school.leave();
});

test('the way in says what it leads to and names nobody; once answered it is closed, and staff have no such page', async () => {
  const token = await linkFor(app, { recordRef: rowan.ref, forKind: 'setting', forRef: 'T-H1110P00', leadsTo: 'feedback' });
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.link(token));
  const page = await visitor.page.locator('main').innerText();
  expect(page).toContain(texts.link.feedback);
  expect(page).not.toContain('Rowan');
  expect(await visitor.open(paths.link(await linkFor(app, { recordRef: rowan.ref, forKind: 'person', forRef: rowan.mother, leadsTo: 'feedback' })))).toBe(410);
  await visitor.leave();
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  expect(await casey.open(paths.howItWas)).toBe(404);
  await casey.leave();
});
