import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, visit, type Visitor } from './support/visitor.js';

let browser: Browser;
let app: TestApp;
let casey: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-09-03' })]);
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

test('a request is asked, checked, then recorded, and stands on the work list', async () => {
  await casey.open(paths.newCase);
  await casey.type({ givenName: 'Wren', familyName: 'Testchild', ...day('bornOn', '2016-03-27'), ...day('on', '2025-09-02') });
  await casey.choose({ by: 'parent', channel: 'email' });
  await expectAccessible(casey);
  expect(await casey.press('Continue')).toBe(200);
  expect(await casey.heading()).toBe('Check before you record this request');
  await expectAccessible(casey);
  expect(await casey.page.getByText('It counts as received on Tuesday 2 September 2025').count()).toBe(1);
  expect(await casey.press('Record the request')).toBe(200);
  expect(await casey.heading()).toBe('Wren Testchild');
  await casey.page.screenshot({ path: '/tmp/duly/p/case.png', fullPage: true });
  await expectAccessible(casey);
  await casey.open(paths.cases);
  expect(await casey.page.getByRole('link', { name: 'Wren Testchild' }).count()).toBe(1);
  expect(await casey.page.getByText(texts.duties['decide-to-assess'].act).count()).toBeGreaterThan(0);
  await casey.page.screenshot({ path: '/tmp/duly/p/list.png', fullPage: true });
}, 120_000);
