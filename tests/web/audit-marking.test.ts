import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DRAFT_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import { paths } from '../../web/paths.js';
import { AUDIT_WORDS as t } from '../../web/words/audits.js';
import { sentPlanText } from '../api/support/plan-text.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, signInByHand, visit, type Visitor } from './support/visitor.js';

/** Marking an audit when things go wrong: two windows, a slow or lost connection, a session that ended, keys pressed where they are not meant. */

let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-23' })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** A draft's audit for the auditor to mark. */
async function anAudit(): Promise<string> {
  const draft = await app.openCase('2026-07-01');
  await sentPlanText(app.database.pool, draft, { kind: 'draft', by: STAFF.caseworker });
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(paths.auditAsk);
  await quinn.page.getByLabel('Draft plan').check();
  await quinn.type({ subject: draft.toLowerCase() });
  await quinn.choose({ auditor: STAFF.auditor });
  await quinn.press(t.ask.button);
  const ref = /U-[0-9A-Z]{8}/.exec(quinn.page.url())?.[0] ?? expect.fail('no audit in the address');
  await quinn.leave();
  return ref;
}

const FIRST = 'a-child-views';
const SECOND = 'a-family-views';
const evidence = ({ page }: Pick<Visitor, 'page'>, criterion: string) => page.locator(`#evidence-${criterion}`);
const focused = ({ page }: Visitor): Promise<string | null> => page.locator(':focus').getAttribute('id');
const says = ({ page }: Visitor, words: string | RegExp) => page.locator('[data-duly-draft-status]', { hasText: words }).waitFor();

function latch(): Readonly<{ open: () => void; opened: Promise<void> }> {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { open: () => { open(); }, opened };
}

/** What is kept of an audit. */
async function keptOf(ref: string): Promise<Readonly<Record<string, Readonly<{ answer: string | null; evidence: string }>>>> {
  const { rows } = await app.database.pool.query<{ answers: Record<string, { answer: string | null; evidence: string }> }>(`SELECT answers FROM audit_marking WHERE audit_ref = $1 AND part = 'own'`, [ref]);
  return rows[0]?.answers ?? {};
}

test('every key does what the page says of it, and nothing where words are typed or another key is held', async () => {
  const ref = await anAudit();
  const avis = await visit(browser, app.url, { as: 'auditor', script: true });
  await avis.open(paths.auditMark(ref));
  const { keyboard } = avis.page;
  expect(t.mark.keyRows.map(([key]) => key)).toEqual(['1, 2, 3', '0', 'n and p', 'u', 'e', 'a and d', 'x', 't']);
  await avis.page.locator(`#answer-${FIRST}`).focus();
  const checked = (criterion: string) => avis.page.locator(`[name="answer-${criterion}"]:checked`);
  for (const [key, answer] of [['1', 'met'], ['2', 'partly-met'], ['3', 'not-met']] as const) {
    await keyboard.press(key);
    expect(await checked(FIRST).getAttribute('value')).toBe(answer);
  }
  for (const held of ['Control+1', 'Alt+1', 'Meta+1', 'Shift+N']) await keyboard.press(held);
  expect([await checked(FIRST).getAttribute('value'), await focused(avis)]).toEqual(['not-met', `answer-${FIRST}-3`]);
  await keyboard.press('0'); // the law asks for it: it always arises
  expect(await checked(FIRST).getAttribute('value')).toBe('not-met');
  await keyboard.press('e');
  await keyboard.type('123 n p u e a d x t 0');
  expect([await evidence(avis, FIRST).inputValue(), await checked(FIRST).getAttribute('value')]).toEqual(['123 n p u e a d x t 0', 'not-met']);
  await keyboard.press('Escape');
  expect(await focused(avis)).toBe(`answer-${FIRST}-3`);
  await keyboard.press('n');
  expect(await focused(avis)).toBe(`answer-${SECOND}`);
  await keyboard.press('n');
  await keyboard.press('p');
  expect(await focused(avis)).toBe(`answer-${SECOND}`);
  await keyboard.press('p');
  await keyboard.press('u');
  expect(await focused(avis)).toBe(`answer-${SECOND}`);
  await avis.page.locator('#answer-f-specified').focus();
  const judged = (said: string) => avis.page.locator('fieldset:has(#answer-f-specified)').last().locator(`[data-duly-rule="${said}"]:checked`).count();
  await keyboard.press('a');
  const [agreed, none] = [await judged('yes'), await judged('no')];
  expect(agreed).toBeGreaterThan(0);
  await keyboard.press('d');
  expect([none, await judged('yes'), await judged('no'), await focused(avis)]).toEqual([0, 0, agreed, 'answer-f-specified']);
  await keyboard.press('2');
  await keyboard.press('x'); // taken back
  expect([await judged('yes'), await judged('no'), await checked('f-specified').count(), await focused(avis)]).toEqual([0, 0, 0, 'answer-f-specified']);
  await keyboard.press('t');
  expect(await avis.page.evaluate<boolean>(`(({ top, bottom }) => bottom > 0 && top < innerHeight)(document.getElementById('section-F').getBoundingClientRect())`)).toBe(true);
  await says(avis, t.mark.progress(1, DRAFT_FRAMEWORK.criteria.length));
  await avis.page.setViewportSize({ width: 640, height: 400 }); // 1280 at 200%
  await expectNoSidewaysScroll(avis);
  await avis.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(avis);
  await avis.page.locator(`#answer-${FIRST}-3`).focus();
  await keyboard.press('n');
  await keyboard.press('t');
  expect(await focused(avis)).toBe(`answer-${SECOND}`);
  await expectAccessible(avis);
  await avis.leave();
});

test('in two windows nothing is lost: what the other saved stands beside what was sent, and the next press keeps it', async () => {
  const ref = await anAudit();
  const one = await visit(browser, app.url, { as: 'auditor' });
  const two = await visit(browser, app.url, { as: 'auditor' });
  await one.open(paths.auditMark(ref));
  await two.open(paths.auditMark(ref));
  await one.type({ [`evidence-${FIRST}`]: 'From one: "quoted" <script>alert(1)</script>\nand a line 😀', 'evidence-e-smart': 'One alone' });
  await one.choose({ [`answer-${FIRST}`]: 'met' });
  await one.press(t.mark.save);
  await two.type({ [`evidence-${FIRST}`]: 'From two', [`evidence-${SECOND}`]: 'Two alone' });
  await two.choose({ [`answer-${FIRST}`]: 'not-met' });
  expect(await two.press(t.mark.save)).toBe(409);
  expect(await two.errorSummary()).toEqual([{ text: t.mark.changedShown, href: '#form' }, { text: t.mark.otherwise(1), href: `#answer-${FIRST}` }]);
  expect(await two.page.locator('.duly-audit__other').innerText()).toBe(`${t.mark.meanwhile('met', null)}\n\nFrom one: "quoted" <script>alert(1)</script>\nand a line 😀`);
  expect(await Promise.all([FIRST, SECOND, 'e-smart'].map((id) => evidence(two, id).inputValue()))).toEqual(['From two', 'Two alone', 'One alone']);
  await expectAccessible(two);
  await two.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(two);
  expect(await two.press(t.mark.save)).toBe(200);
  expect(await keptOf(ref)).toMatchObject({ [FIRST]: { answer: 'not-met', evidence: 'From two' }, [SECOND]: { evidence: 'Two alone' }, 'e-smart': { evidence: 'One alone' } });
  await one.leave();
  await two.leave();
});

test('while a save is slow, what is typed is saved next: nobody is told of another window that there is not', async () => {
  const ref = await anAudit();
  const avis = await visit(browser, app.url, { as: 'auditor', script: true });
  await avis.open(paths.auditMark(ref));
  const slow = latch();
  const begun = latch();
  let saves = 0;
  await avis.page.route('**/draft', async (route) => {
    saves += 1;
    begun.open();
    if (saves === 1) await slow.opened;
    await route.continue();
  });
  await avis.page.clock.install();
  await evidence(avis, FIRST).fill('a');
  await avis.page.clock.runFor(2_100);
  await begun.opened;
  for (const text of ['ab', 'abc']) {
    await evidence(avis, FIRST).fill(text);
    await avis.page.clock.runFor(2_100);
  }
  await evidence(avis, SECOND).fill('b');
  await avis.page.clock.runFor(2_100);
  slow.open();
  await says(avis, t.mark.savedTitle);
  await expect.poll(async () => (await keptOf(ref))[SECOND]?.evidence).toBe('b');
  expect([saves, (await keptOf(ref))[FIRST]?.evidence]).toEqual([2, 'abc']);
  await avis.leave();
});

test('a connection that was lost: before the save it is tried again, after it the same save is nobody else’s', async () => {
  const ref = await anAudit();
  const avis = await visit(browser, app.url, { as: 'auditor', script: true });
  await avis.open(paths.auditMark(ref));
  await avis.page.clock.install();
  const LONG = `"Double", ‘single’ & <script>alert(1)</script> 😀\n\n${'word '.repeat(1_200)}end`;
  await avis.page.route('**/draft', (route) => route.abort());
  await evidence(avis, FIRST).fill(LONG);
  await avis.page.clock.runFor(2_100);
  await says(avis, 'the connection is lost');
  await avis.page.unroute('**/draft');
  await avis.page.route('**/draft', async (route) => { // kept, and its answer lost
    await route.fetch();
    await route.abort();
  });
  await avis.page.clock.runFor(10_100);
  await expect.poll(async () => (await keptOf(ref))[FIRST]?.evidence.replaceAll('\r\n', '\n')).toBe(LONG);
  await avis.page.unroute('**/draft');
  await evidence(avis, SECOND).fill('typed since');
  await avis.page.clock.runFor(12_100);
  await says(avis, t.mark.savedTitle);
  await expect.poll(async () => (await keptOf(ref))[SECOND]?.evidence).toBe('typed since');
  await avis.page.clock.resume();
  await avis.page.reload();
  expect(await evidence(avis, FIRST).inputValue()).toBe(LONG);
  await evidence(avis, FIRST).fill('x'.repeat(10_001));
  expect(await avis.press(t.mark.save)).toBe(400);
  expect(await avis.errorSummary()).toEqual([{ text: '1. The evidence must be at most 10,000 characters', href: `#evidence-${FIRST}` }]);
  expect((await evidence(avis, FIRST).inputValue()).length).toBe(10_001);
  await avis.leave();
});

test('a session that ended takes nothing that was typed: signed in again in another window, the same page goes on', async () => {
  const ref = await anAudit();
  const avis = await visit(browser, app.url, { as: 'auditor', script: true });
  await avis.open(paths.auditMark(ref));
  await avis.context.clearCookies();
  await evidence(avis, FIRST).fill('typed when nobody was signed in');
  await says(avis, 'you have been signed out');
  await avis.page.getByRole('button', { name: t.mark.save }).click();
  await says(avis, 'you have been signed out');
  expect(await evidence(avis, FIRST).inputValue()).toBe('typed when nobody was signed in');
  const other = { ...avis, page: await avis.context.newPage() };
  await signInByHand(other, 'auditor');
  await other.page.close();
  await avis.press(t.mark.save);
  expect(await evidence(avis, FIRST).inputValue()).toBe('typed when nobody was signed in');
  expect((await keptOf(ref))[FIRST]?.evidence).toBe('typed when nobody was signed in');
  await avis.leave();
});

test('what is open is led to from the summary; handed in, the way back leads to the audit and a stale window is told', async () => {
  const ref = await anAudit();
  const avis = await visit(browser, app.url, { as: 'auditor' });
  const stale = await visit(browser, app.url, { as: 'auditor' });
  await avis.open(paths.auditMark(ref));
  await stale.open(paths.auditMark(ref));
  expect(await avis.press(t.mark.handIn)).toBe(400);
  const open = await avis.errorSummary();
  expect(open).toHaveLength(DRAFT_FRAMEWORK.criteria.length);
  for (const { href } of open) expect(await avis.page.locator(`input${href ?? ''}`).count()).toBe(1);
  for (const one of await avis.page.locator('input[data-duly-answer="met"]').all()) await one.check();
  await avis.press(t.mark.handIn);
  await avis.press(t.mark.confirm);
  await avis.page.goBack();
  await avis.open(paths.auditMark(ref));
  expect(new URL(avis.page.url()).pathname).toBe(paths.audit(ref));
  await stale.type({ [`evidence-${FIRST}`]: 'too late' });
  expect(await stale.press(t.mark.save)).toBe(409);
  expect(await stale.page.locator('main').innerText()).toContain(t.mark.isIn);
  expect((await keptOf(ref))[FIRST]?.evidence).toBe('');
  await avis.leave();
  await stale.leave();
});

test('printed, text and criteria follow each other whole, without the keys’ help or buttons', async () => {
  const ref = await anAudit();
  const avis = await visit(browser, app.url, { as: 'auditor' });
  await avis.open(paths.auditMark(ref));
  await evidence(avis, FIRST).fill('A long line of evidence, as some auditors write. '.repeat(100));
  await avis.page.emulateMedia({ media: 'print' });
  expect(await avis.page.evaluate<number>(`(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.getElementById('evidence-${FIRST}'))`)).toBeLessThan(2);
  const shape = await avis.page.evaluate<unknown>(`[...document.querySelectorAll('.duly-audit__text, .duly-audit__criteria')].map((one) => [getComputedStyle(one).position, getComputedStyle(one).overflowY, one.scrollHeight - one.clientHeight < 2])`);
  expect(shape).toEqual([['static', 'visible', true], ['static', 'visible', true]]);
  expect(await avis.page.locator('.duly-audit__keys').isVisible()).toBe(false);
  await avis.leave();
});
