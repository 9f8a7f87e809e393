import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeDue } from '../../activities/weekly-report/freeze.js';
import { pdfDrawer, type PdfDrawer } from '../../config/channels/pdf.js';
import { paths } from '../../web/paths.js';
import { EXPLAINED_WORDS as t } from '../../web/words/explained.js';
import { pdfText } from '../support/pdf-text.js';
import { chromiumPath, launchBrowser } from '../support/resources.js';
import { unzipped } from '../support/unzip.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** Red on the way to the board: owed, written by the manager who answers for it, then handed over. */

const WEEK = '2025-W50'; // 14 December: asked on 8 October, due on 19 November
const PSYCHOLOGISTS = 'advice/educational-psychology';
let browser: Browser;
let app: TestApp;
let papers: PdfDrawer;
let dara: Visitor;
beforeAll(async () => {
  papers = pdfDrawer({ chromium: await chromiumPath() });
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-09-02', drawPdf: papers.draw })]);
  const late = await app.openCase('2025-09-02', 'Robin');
  app.today('2025-10-08');
  await app.record(late, [{ type: 'assessment-agreed', on: '2025-10-07' }, { type: 'advice-requested', on: '2025-10-08', adviser: 'V-PSYCH000', role: 'educational-psychology' }]);
  app.today('2025-12-15');
  await freezeDue({ reports: app.useCases.reports, clock: app.useCases.clock, norms: () => ({}) });
  dara = await visit(browser, app.url, { as: 'director' });
});
afterAll(async () => {
  await browser.close();
  await papers.close();
  await app.close();
});

const main = (visitor = dara) => visitor.page.locator('main').innerText();
async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}

test('until a red is explained the board sees no figure, and everybody sees what is owed, by whom and by when', async () => {
  await dara.open(paths.director);
  expect(await main()).toContain('Not ready for the board: 1 of 1 red measure lacks a cause or an action, owed by Wednesday 17 December 2025.');
  await looks(dara);
  await dara.page.getByRole('link', { name: t.board }).click();
  expect(await main()).toContain(t.boardPage.withheld);
  expect(await main()).toMatch(/Advice, Educational psychologist: Late\s+the cause and an action\s+Director/);
  expect(await main()).not.toContain('assessments open');
  await looks(dara);
  expect((await dara.context.request.get(`${app.url}${paths.reportBoardFile(WEEK)}`)).status()).toBe(409);
  const mara = await visit(browser, app.url, { as: 'manager' });
  expect(await mara.open(paths.reportBoard(WEEK))).toBe(403);
  await mara.open(paths.reportRed(WEEK, PSYCHOLOGISTS));
  expect(await main(mara)).toContain('The director writes this, or whoever stands above.');
  await looks(mara);
  await mara.leave();
});

test('the manager who answers for it writes cause and action on a page of its own; what is missing is named field by field', async () => {
  await dara.open(paths.report(WEEK));
  expect(await dara.page.locator('section[aria-labelledby="reds"]').innerText()).toContain('(not explained yet)');
  await dara.page.getByRole('link', { name: t.explain }).click();
  expect(await dara.heading()).toBe('Advice, Educational psychologist: Late');
  await looks(dara);
  expect(await dara.press(t.red.save)).toBe(400);
  expect((await dara.errorSummary()).map(({ text }) => text)).toEqual([t.red.cause.missing, t.red.words.missing, t.red.what.missing, t.red.owner.missing, 'Enter the day by which it is to be done']);
  await looks(dara);
  await dara.choose({ cause: 'late-education-advice', owner: 'S-DARA0000' });
  await dara.type({ words: '=Two of four psychologists have left.', what: 'Bring in two locums', ...day('byOn', '2026-01-30') });
  expect(await dara.press(t.red.save)).toBe(200);
  expect(await main()).toContain(t.red.explained);
  expect(await main()).toContain('Bring in two locums (Dara Stone, by 30 January 2026)');
  await looks(dara);
});

test('a second version needs no second action; a half action is refused; the first version stays to be read', async () => {
  await dara.type({ words: 'Three of four psychologists have left.', what: 'Ask the next county' });
  expect(await dara.press(t.red.save)).toBe(400);
  expect((await dara.errorSummary()).map(({ text }) => text)).toEqual([t.red.owner.missing, 'Enter the day by which it is to be done']);
  await dara.type({ what: '' });
  expect(await dara.press(t.red.save)).toBe(200);
  const text = await main();
  expect(text.indexOf('Three of four')).toBeGreaterThan(-1);
  expect(text.indexOf('=Two of four')).toBeGreaterThan(text.indexOf('Three of four'));
});

test('then it is ready: the board’s page and its PDF hold cause, action and what it may cost; report, PDF and workbook say it too', async () => {
  await dara.open(paths.reportBoard(WEEK));
  const page = await main();
  for (const said of [t.ready, 'Three of four psychologists have left.', 'Bring in two locums (Dara Stone, by 30 January 2026)', 'assessments open', '1 delay, 0.8 months late together']) expect(page).toContain(said);
  await looks(dara);
  const taken = async (path: string): Promise<Buffer> => (await dara.context.request.get(`${app.url}${path}`)).body();
  const bare = (text: string): string => text.replaceAll(/\s/g, '');
  const [board, report] = [pdfText(await taken(paths.reportBoardFile(WEEK))), pdfText(await taken(paths.reportFile(WEEK, 'pdf')))];
  expect(board).toHaveLength(1);
  for (const pdf of [board, report]) expect(bare(pdf.join(''))).toContain(bare('Three of four psychologists have left.'));
  const strings = [...unzipped(await taken(paths.reportFile(WEEK, 'xlsx'))).entries()].find(([name]) => name.endsWith('sharedStrings.xml'))?.[1] ?? '';
  expect(strings).toContain('Three of four psychologists have left.');
  await dara.open(paths.director);
  expect(await main()).toContain(t.ready);
  await dara.open(paths.report(WEEK));
  expect(await dara.page.locator('section[aria-labelledby="reds"]').innerText()).toContain('(Advice of the school, setting or educational psychologist came late)');
  await looks(dara);
});

test('next week the same measure has gone from red to black: what was written a week before is there to begin with, and the action still answers it', async () => {
  app.today('2025-12-22');
  await freezeDue({ reports: app.useCases.reports, clock: app.useCases.clock, norms: () => ({}) });
  await dara.open(paths.reportRed('2025-W51', PSYCHOLOGISTS));
  const text = await main();
  expect(await dara.heading()).toBe('Advice, Educational psychologist: Over 28 days late');
  expect(text).toContain('Missing: the cause. Owed by the director.');
  expect(text).toContain(t.red.before);
  expect(await dara.page.locator('[name="words"]').inputValue()).toBe('Three of four psychologists have left.');
  expect(await dara.press(t.red.save)).toBe(200);
  expect(await main()).toContain(t.red.explained);
  expect(await dara.open(paths.reportRed('2025-W51', 'advice/health'))).toBe(404);
  expect(await dara.open(paths.reportRed('2025-W99', PSYCHOLOGISTS))).toBe(404);
});
