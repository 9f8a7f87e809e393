import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSheet } from '../../api/sheets/read-sheet.js';
import { paths } from '../../web/paths.js';
import { IMPORT_WORDS as t } from '../../web/words/import.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { caseload, csvOf } from '../backlog/caseload.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** An administrator brings a caseload in by the page, and takes everything out. */

const TODAY = isoDate('2026-11-22');
let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: TODAY })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const { header, rows, faults } = caseload(40, TODAY, 0.15, 'page');
const file = { name: 'caseload.csv', mimeType: 'text/csv', buffer: Buffer.from(csvOf({ header: header.map((heading) => (heading === 'Date of birth' ? 'DoB' : heading)), rows })) };
const records = async (): Promise<number> => (await app.database.pool.query<{ count: number }>('SELECT count(*) AS count FROM case_record')).rows[0]?.count ?? 0;

async function putIn(ada: Visitor, given: typeof file): Promise<number> {
  await ada.open(paths.imports);
  await ada.page.locator('input[type=file]').setInputFiles(given);
  await ada.type({ source: 'Old system' });
  await ada.choose({ team: 'east' });
  return ada.press(t.put);
}

test('a file goes in: columns said, dry run, problems to mend, good rows in; and out again', async () => {
  const ada = await visit(browser, app.url, { as: 'administrator' });
  await ada.open(paths.imports);
  expect(await ada.press(t.put)).toBe(400);
  expect((await ada.errorSummary()).map(({ href }) => href)).toEqual(['#file', '#source', '#team']);
  await expectAccessible(ada);

  expect(await putIn(ada, file)).toBe(200);
  const main = () => ada.page.locator('main').innerText();
  await expectAccessible(ada);
  expect(await ada.press(t.judge)).toBe(400);
  expect((await ada.errorSummary())[0]?.text).toBe(t.problemsOfColumns.missing('Date of birth'));
  await ada.page.getByLabel('DoB', { exact: true }).selectOption('bornOn');
  expect(await ada.press(t.judge)).toBe(200);
  const bad = new Set(faults.map(({ row }) => row)).size;
  expect(bad).toBeGreaterThan(2);
  expect(await main()).toContain(`${40 - bad} ${t.counted.new}`);
  expect(await main()).toContain(`${bad} ${t.counted.refused}`);
  expect(await records()).toBe(0);
  await expectAccessible(ada);
  await ada.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(ada);
  await ada.page.setViewportSize({ width: 1100, height: 900 });

  const toMend = await ada.context.request.get(await ada.page.getByRole('link', { name: t.download }).getAttribute('href').then(String));
  expect(readSheet(await toMend.body()).rows).toHaveLength(bad);

  app.workerAnswers(false);
  expect(await ada.press(t.go(40 - bad))).toBe(200);
  expect(await main()).toContain(t.notCarried.text);
  await expectAccessible(ada);
  app.workerAnswers(true);
  expect(await ada.press(t.goOn)).toBe(200);
  expect(await main()).toContain(t.done);
  expect(await main()).toContain(`${40 - bad} ${t.counted.in}`);
  expect(await main()).toContain(t.late);
  expect(await records()).toBe(40 - bad);

  await putIn(ada, { ...file, name: 'again.csv' }); // its headings are known now
  expect(await ada.page.getByLabel('DoB', { exact: true }).inputValue()).toBe('bornOn');
  await ada.press(t.judge);
  expect(await main()).toContain(`${40 - bad} ${t.counted.same}`);
  expect(await main()).toContain(t.nothingNew);

  await ada.open(paths.exports);
  await expectAccessible(ada);
  const out = await ada.context.request.get(paths.exportTable('records'));
  expect([out.status(), out.headers()['content-disposition']]).toEqual([200, 'attachment; filename=records.csv']);
  expect(readSheet(await out.body()).rows).toHaveLength(40 - bad);
  const plans = await ada.context.request.get(paths.exportTable('sen2-namedplan'));
  expect(readSheet(await plans.body()).header.slice(0, 2)).toEqual(['namedplantableid', 'assessmenttableid']);
  expect((await app.database.pool.query(`SELECT 1 FROM record_view WHERE seen = 'export' AND staff_ref = 'S-ADA00000'`)).rowCount).toBe(2);
  await ada.leave();
});

test('what is no table is refused beside its field; nobody else may bring in or take out', async () => {
  const ada = await visit(browser, app.url, { as: 'administrator' });
  expect(await putIn(ada, { name: 'old.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]) })).toBe(400);
  expect((await ada.errorSummary())[0]).toMatchObject({ href: '#file', text: expect.stringContaining('Save it as XLSX') as string });
  await ada.leave();
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  expect(await casey.open(paths.imports)).toBe(403);
  expect(await casey.open(paths.exports)).toBe(403);
  expect((await casey.context.request.get(paths.exportTable('children'))).status()).toBe(404);
  await casey.leave();
});
