import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { FEEDBACK_WORDS, GIVE_WORDS, MARK_WORDS } from '../../web/words/feedback.js';
import { launchBrowser } from '../support/resources.js';
import { answerFor, ASKED_ON, askToday, planSent, type PlanSent } from './support/asked-how-it-was.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** How it was, on a case: who was asked, what they said, and an answer written down while somebody is on the telephone. Plan of 6 January 2026. */

const t = FEEDBACK_WORDS.onCase;
let browser: Browser;
let app: TestApp;
let juniper: PlanSent;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: ASKED_ON })]);
  juniper = await planSent(app, 'JVN1PER0');
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
const askings = async (): Promise<readonly string[]> => (await app.database.pool.query<{ ref: string }>('SELECT ref FROM feedback_request WHERE record_ref = $1 ORDER BY party', [juniper.ref])).rows.map(({ ref }) => ref);

test('before anybody is asked the case says nothing of it, and its page when it begins', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(juniper.ref));
  expect(await casey.page.locator('#feedback').count()).toBe(0);
  expect(await casey.open(paths.caseFeedback(juniper.ref))).toBe(200);
  expect(await main(casey)).toContain(t.nobody);
  await looks(casey);
  await casey.leave();
});

test('the case says who was asked and how many answered; an answer is written down on the telephone, once', async () => {
  expect(await askToday(app)).toEqual({ asked: 2, reminded: 0 });
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(juniper.ref));
  const section = casey.page.locator('section[aria-labelledby="feedback"]');
  expect(await section.innerText()).toContain('The family: asked on 20 January 2026 about the plan of 6 January 2026. No answer yet.');
  await looks(casey);
  await section.getByRole('link', { name: t.link }).click();
  await looks(casey);
  await casey.page.getByRole('link', { name: t.take }).first().click();
  await looks(casey);
  expect(await casey.press(t.save)).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ text: t.whoMissing, href: '#by' }]);
  await casey.choose({ by: juniper.mother });
  expect(await casey.press(t.save)).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ text: GIVE_WORDS.empty, href: '#q-listened' }]);
  expect(await casey.page.locator(`input[name="by"][value="${juniper.mother}"]`).isChecked()).toBe(true);
  await looks(casey);
  await casey.choose({ 'q-listened': 'agree', 'q-on-time': 'does-not-apply' });
  await casey.type({ better: 'Ring us back.' });
  expect(await casey.press(t.save)).toBe(200);
  const page = await main(casey);
  for (const said of ['Morag Testparent', MARK_WORDS.agree, 'Ring us back.', 'written down by Casey Marlow on the telephone', '1 answer.']) expect(page).toContain(said);
  await looks(casey);
  await casey.leave();
});

test('who answered by their link meanwhile is not written down again, and nothing of theirs is lost', async () => {
  const [, setting = ''] = await askings();
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.takeFeedback(juniper.ref, setting));
  await casey.choose({ by: 'T-QUAYS1DE', 'q-specific': 'disagree' });
  await answerFor(app, juniper, { marks: { specific: 'strongly-agree' } }, 'T-QUAYS1DE');
  expect(await casey.press(t.save)).toBe(409);
  expect(await casey.errorSummary()).toEqual([{ text: t.twice, href: '#form' }]);
  const { rows } = await app.database.pool.query<{ marks: object; taken: string | null }>('SELECT marks, taken_by AS taken FROM feedback_answer WHERE request_ref = $1', [setting]);
  expect(rows).toEqual([{ marks: { specific: 'strongly-agree' }, taken: null }]);
  await casey.leave();
});

test('who sees the record reads it, and only who records its facts writes it down; nobody else finds it', async () => {
  const [family = ''] = await askings();
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  expect(await quinn.open(paths.caseFeedback(juniper.ref))).toBe(200);
  expect(await quinn.page.getByRole('link', { name: t.take }).count()).toBe(0);
  await quinn.leave();
  const priya = await visit(browser, app.url, { as: 'psychologist' });
  for (const path of [paths.caseFeedback(juniper.ref), paths.takeFeedback(juniper.ref, family)]) expect(await priya.open(path)).toBe(404);
  await priya.leave();
});
