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
  await casey.type({
    givenName: 'Wren',
    familyName: 'Testchild',
    ...day('bornOn', '2016-03-27'),
    ...day('on', '2025-09-02'),
  });
  await casey.choose({ by: 'parent', channel: 'email' });
  expect(await casey.press('Continue')).toBe(200);
  expect(await casey.heading()).toBe('Check before you record this request');
  await expectAccessible(casey);
  expect(await casey.page.getByText('It counts as received on Tuesday 2 September 2025').count()).toBe(1);
  expect(await casey.press('Record the request')).toBe(200);
  expect(await casey.heading()).toBe('Wren Testchild');
  await casey.open(paths.cases);
  expect(await casey.page.getByRole('link', { name: 'Wren Testchild' }).count()).toBe(1);
  expect(await casey.page.getByText(texts.duties['decide-to-assess'].act).count()).toBeGreaterThan(0);
});

test('what is missing is said field by field; going back to change keeps what was typed', async () => {
  await casey.open(paths.newCase);
  expect(await casey.press('Continue')).toBe(400);
  const hrefs = (await casey.errorSummary()).map(({ href }) => href);
  expect(hrefs).toEqual(['#givenName', '#familyName', '#bornOn-day', '#by', '#channel', '#on-day']);
  await expectAccessible(casey);

  await casey.type({
    givenName: 'Lark',
    familyName: 'Testchild',
    ...day('bornOn', '2017-01-05'),
    ...day('on', '2025-09-02'),
    upn: 'not a upn',
  });
  await casey.choose({ by: 'attention-health', channel: 'phone' });
  expect(await casey.press('Continue')).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ text: texts.errors.upn, href: '#upn' }]);
  await casey.type({ upn: 'A123456789012' });
  expect(await casey.press('Continue')).toBe(200);
  expect(await casey.press('Change something')).toBe(200);
  expect(await casey.page.locator('[name="upn"]').inputValue()).toBe('A123456789012');
  expect(await casey.page.locator('[name="by"][value="attention-health"]').isChecked()).toBe(true);
});

test('an email of a Saturday is recorded on that Saturday, and counts from Monday', async () => {
  app.today('2025-09-06');
  await casey.open(paths.newCase);
  await casey.type({
    givenName: 'Finch',
    familyName: 'Testchild',
    ...day('bornOn', '2017-01-05'),
    ...day('on', '2025-09-06'),
    time: '10am',
  });
  await casey.choose({ by: 'parent', channel: 'email' });
  expect(await casey.press('Continue')).toBe(200);
  expect(
    await casey.page.getByRole('heading', { name: 'It counts as received on Monday 8 September 2025' }).count(),
  ).toBe(1);
  expect(await casey.press('Record the request')).toBe(200);
  await casey.open(new URL(casey.page.url()).pathname);
  expect(await casey.page.getByText('20 October 2025').count()).toBeGreaterThan(0); // six weeks from that Monday
  expect(await casey.page.locator('.duly-answers').innerText()).toContain('Week 1 since');
});

test('a child of the same name is pointed out; one whose assessment is open already starts no second', async () => {
  app.today('2025-09-08');
  const typed = {
    givenName: 'Robin',
    familyName: 'Testchild',
    ...day('bornOn', '2015-05-05'),
    ...day('on', '2025-09-08'),
    upn: 'B123456789012',
  };
  const ask = async (): Promise<number> => {
    await casey.open(paths.newCase);
    await casey.type(typed);
    await casey.choose({ by: 'parent', channel: 'by-hand' });
    return casey.press('Continue');
  };
  expect(await ask()).toBe(200);
  expect(await casey.press('Record the request')).toBe(200);
  const first = new URL(casey.page.url()).pathname;

  expect(await ask()).toBe(200);
  expect(await casey.page.locator(`a[href="${first}"]`).count()).toBe(1);
  await expectAccessible(casey);
  expect(await casey.press('Record the request')).toBe(409);
  expect((await casey.errorSummary())[0]?.href).toBe('#upn');
  expect(await casey.page.getByRole('link', { name: 'open that case' }).getAttribute('href')).toBe(first);
  await expectAccessible(casey);
});
