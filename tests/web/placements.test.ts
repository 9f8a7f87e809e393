import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** Settings side by side: who answered what, who must admit, and what is weighed. */

let browser: Browser;
let app: TestApp;
let ref: string;
let settings: readonly string[];
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-26' })]);
  const { rows } = await app.database.pool.query<{ ref: string }>('SELECT ref FROM setting ORDER BY name LIMIT 2');
  settings = rows.map((row) => row.ref);
  await app.database.pool.query(
    `UPDATE setting SET establishment_type = 'Community school', capacity = 420, pupils = 398 WHERE ref = $1`,
    [settings[0]],
  );
  await app.database.pool.query(
    `UPDATE setting SET establishment_type = 'Other independent special school' WHERE ref = $1`,
    [settings[1]],
  );
  ref = await app.openCase('2025-09-02');
  await app.record(ref, [
    { type: 'assessment-agreed', on: '2025-10-07' },
    { type: 'issue-agreed', on: '2025-12-15' },
    { type: 'draft-plan-sent', on: '2026-01-05', channel: 'by-hand' },
  ]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

test('before anybody is consulted the page says what to do', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.placements(ref));
  expect(await casey.page.getByText('No setting has been consulted yet').count()).toBe(1);
  await expectAccessible(casey);
  await casey.leave();
});

test('two settings stand side by side; what is weighed of one is kept and stands in the history; a plan that names one says so', async () => {
  const [first = '', second = ''] = settings;
  await app.record(ref, [
    { type: 'setting-consulted', on: '2026-01-06', setting: first },
    { type: 'setting-consulted', on: '2026-01-06', setting: second },
  ]);
  await app.record(ref, [{ type: 'setting-answered', on: '2026-01-16', setting: first, answer: 'no' }]);
  const casey = await visit(browser, app.url, { as: 'caseworker', width: 320 });
  await casey.open(paths.placements(ref));
  const row = (n: number) => casey.page.locator('tbody tr').nth(n).innerText();
  expect(await row(0)).toMatch(
    /Says it cannot[\s\S]*Friday 16 January 2026[\s\S]*Must admit if named: a maintained school/,
  );
  expect(await row(1)).toMatch(/answer due Wednesday 21 January 2026[\s\S]*No answer yet[\s\S]*Need not admit/);
  await expectNoSidewaysScroll(casey);

  const form = casey.page.locator('form', { has: casey.page.locator(`input[value="${first}"]`) });
  await casey.page.locator(`details#${first} summary`).click();
  await form.locator('select[name="costBand"]').selectOption('under-10k');
  await form.locator('select[name="transport"]').selectOption('needed');
  await form.locator('textarea').fill('Near home; siblings go there.');
  await form.getByRole('button', { name: 'Keep it' }).click();
  await casey.page.waitForURL('**kept=yes**');
  expect(await row(0)).toMatch(/Under £10,000[\s\S]*Transport: needed[\s\S]*siblings go there/);
  await expectAccessible(casey);
  await casey.open(paths.history(ref));
  expect(await casey.page.getByText('Cost and transport of a setting weighed').count()).toBe(1);

  await app.record(ref, [{ type: 'final-plan-issued', on: '2026-01-26', setting: first }]);
  await casey.open(paths.placements(ref));
  expect(await row(0)).toContain('Named in the plan');
  await casey.leave();
});

test('an answer and a consultation that were corrected away count no more', async () => {
  const [first = '', second = ''] = settings;
  const other = await app.openCase('2025-09-02', 'Finch');
  await app.record(other, [
    { type: 'assessment-agreed', on: '2025-10-07' },
    { type: 'issue-agreed', on: '2025-12-15' },
    { type: 'draft-plan-sent', on: '2026-01-05', channel: 'by-hand' },
    { type: 'setting-consulted', on: '2026-01-06', setting: first },
    { type: 'setting-consulted', on: '2026-01-07', setting: second },
    { type: 'setting-answered', on: '2026-01-16', setting: first, answer: 'no' },
  ]); // entries 3 to 8
  await app.correct(other, 'j8');
  await app.correct(other, 'j7');
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.placements(other));
  expect(await casey.page.locator('tbody tr').count()).toBe(1);
  expect(await casey.page.locator('tbody tr').first().innerText()).toContain('No answer yet');
  await casey.leave();
});

test('who may not record sees and cannot weigh; another team sees nothing', async () => {
  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  await olu.open(paths.placements(ref));
  expect(await olu.page.getByRole('button', { name: 'Keep it' }).count()).toBe(0);
  const erin = await visit(browser, app.url, { as: 'elsewhere' });
  expect(await erin.open(paths.placements(ref))).toBe(404);
  for (const one of [olu, erin]) await one.leave();
});
