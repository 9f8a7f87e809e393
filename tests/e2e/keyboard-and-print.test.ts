import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from '../web/support/test-app.js';
import { visit } from '../web/support/visitor.js';

/** With a keyboard alone, on paper, and with the one script there is. */

let browser: Browser;
let app: TestApp;
let ref: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-10-08' })]);
  ref = await app.openCase('2025-09-02');
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

test('from the work list to a recorded decision with nothing but a keyboard', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  const { keyboard } = casey.page;
  const focused = () =>
    casey.page.evaluate<string>('(document.activeElement?.id || document.activeElement?.textContent || "").trim()');
  /** Tabs on until this is reached; a page that cannot be tabbed through fails. */
  const tabTo = async (what: RegExp): Promise<void> => {
    for (let i = 0; i < 60; i += 1) {
      await keyboard.press('Tab');
      if (what.test(await focused())) return;
    }
    throw new Error(`not reached by Tab: ${String(what)}`);
  };
  await casey.open(paths.cases);
  await keyboard.press('Tab');
  expect(await focused()).toBe('Skip to main content');
  await keyboard.press('Enter');
  expect(casey.page.url()).toContain('#main-content');
  await tabTo(/^Wren Testchild$/);
  await keyboard.press('Enter');
  await casey.page.waitForURL(`**${paths.case(ref)}`);
  await tabTo(/^Record the decision to assess$/);
  await keyboard.press('Enter');
  await casey.page.waitForURL('**/record/assessment-agreed');
  await tabTo(/^on-day$/);
  await keyboard.type('7');
  await keyboard.press('Tab');
  await keyboard.type('10');
  await keyboard.press('Tab');
  await keyboard.type('2025');
  await keyboard.press('Enter');
  await casey.page.waitForURL('**recorded=**');
  expect(await casey.page.getByText('Decided to assess; family told, Tuesday 7 October 2025').count()).toBeGreaterThan(
    0,
  );
  await casey.leave();
});

test('a case prints: reasons opened, forms and menus gone, and as a tagged PDF', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(ref));
  await casey.page.emulateMedia({ media: 'print' });
  expect(await casey.page.getByRole('button', { name: 'Sign out' }).isVisible()).toBe(false);
  expect(await casey.page.getByRole('heading', { name: 'Record what happened' }).isVisible()).toBe(false);
  expect(await casey.page.getByText('SEND Regulations 2014 reg 13(2)').first().isVisible()).toBe(true);
  expect(await casey.page.locator('svg[role="img"]').isVisible()).toBe(true);
  const pdf = await casey.page.pdf({ tagged: true, outline: true, format: 'A4' });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1')).toContain('/MarkInfo');
  await casey.leave();
});

test('with script on, an error takes the focus and nothing is refused by the content security policy', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker', script: true });
  const refused: string[] = [];
  casey.page.on('console', (message) => refused.push(message.text()));
  casey.page.on('pageerror', (error) => refused.push(error.message));
  await casey.open(paths.case(ref));
  await casey.open(paths.record(ref, 'considering-notified'));
  expect(await casey.press('Record')).toBe(400);
  await casey.page.waitForFunction('document.activeElement?.classList.contains("govuk-error-summary")');
  expect(refused.filter((text) => !text.includes('status of 400'))).toEqual([]);
  await casey.leave();
});
