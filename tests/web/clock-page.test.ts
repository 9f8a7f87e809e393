import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** The clock for anybody: no sign-in, no cookie, no script, nothing kept. */

let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-12-01' })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

test('anybody types a day and reads every date with its reason; facts are added and removed', async () => {
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.clock);
  await expectAccessible(visitor);
  await visitor.type(day('received', '2025-09-02'));
  expect(await visitor.press('Work out the dates')).toBe(200);
  expect(await visitor.page.getByText('Tuesday 20 January 2026').count()).toBeGreaterThan(0);
  expect(await visitor.page.locator('svg[role="img"]').count()).toBe(1);
  await visitor.page.locator('.duly-why summary').last().click();
  expect(await visitor.page.getByText('SEND Regulations 2014 reg 13(2)').count()).toBe(1);

  await visitor.choose({ type: 'draft-plan-sent' });
  await visitor.press('Continue');
  await expectAccessible(visitor);
  await visitor.choose({ channel: 'first-class-post' });
  await visitor.type(day('on', '2025-11-21'));
  expect(await visitor.press('Add')).toBe(200);
  expect(await visitor.page.getByText('Counts as served on Tuesday 25 November 2025').count()).toBe(1);
  await expectAccessible(visitor);

  expect(visitor.page.url()).toBe(`${app.url}${paths.clockAdd}`);
  await visitor.page.getByRole('button', { name: /^Remove.*Draft plan sent/ }).click();
  await visitor.page.waitForLoadState();
  expect(await visitor.page.getByText('Draft plan sent to the family').count()).toBe(1); // only in the list to choose from
  expect(await visitor.context.cookies()).toEqual([]);
  await visitor.leave();
});

test('a contradiction is said beside its field and does not join the story', async () => {
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.clock);
  await visitor.type(day('received', '2025-09-02'));
  await visitor.press('Work out the dates');
  await visitor.choose({ type: 'assessment-agreed' });
  await visitor.press('Continue');
  await visitor.type(day('on', '2025-09-01'));
  expect(await visitor.press('Add')).toBe(400);
  expect((await visitor.errorSummary())[0]).toMatchObject({ href: '#on-day' });
  await expectAccessible(visitor);
  await visitor.leave();
});

test('pasted facts: every problem leads to its fact; what is no JSON is said so', async () => {
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.clock);
  await visitor.page.locator('summary', { hasText: 'as JSON' }).click();
  await visitor.type({ json: 'not json' });
  expect(await visitor.press('Read these facts')).toBe(400);
  expect(await visitor.errorSummary()).toEqual([{ text: texts.clock.notJson, href: '#json' }]);
  await expectAccessible(visitor);
  await visitor.type({
    json: JSON.stringify({
      today: '2025-12-01',
      facts: [
        { type: 'request-received', on: '2025-02-30' },
        { type: 'assessment-agreed', on: '2025-10-01', colour: 'red' },
      ],
    }),
  });
  expect(await visitor.press('Read these facts')).toBe(400);
  expect((await visitor.errorSummary()).map(({ href }) => href)).toEqual(['#fact-1', '#fact-2']);
  await visitor.leave();
});

test('another day changes what is late and no date', async () => {
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.clock);
  await visitor.type(day('received', '2025-09-02'));
  await visitor.press('Work out the dates');
  await visitor.type(day('stand', '2026-02-01'));
  await visitor.press('Show that day');
  expect(await visitor.page.getByRole('heading', { name: 'As it stands on Sunday 1 February 2026' }).count()).toBe(1);
  expect(await visitor.page.locator('.duly-duties').getByText('12 days late').count()).toBe(1);
  expect(await visitor.page.getByText('Tuesday 20 January 2026').count()).toBeGreaterThan(0);
  await visitor.leave();
});

test('on a narrow screen nothing reaches beyond its edge', async () => {
  const visitor = await visit(browser, app.url, { width: 320 });
  await visitor.open(paths.clock);
  await expectNoSidewaysScroll(visitor);
  await visitor.page.locator('button[value="example:on-its-way"]').click();
  await visitor.page.waitForLoadState();
  await expectNoSidewaysScroll(visitor);
  await expectAccessible(visitor);
  await visitor.leave();
});
