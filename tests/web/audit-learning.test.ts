import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeDue } from '../../activities/weekly-report/freeze.js';
import { pdfDrawer, type PdfDrawer } from '../../config/channels/pdf.js';
import { DEFAULT_SETTINGS, normsOf } from '../../domain/settings.js';
import { paths } from '../../web/paths.js';
import { LEARNING_TABLE_WORDS, LEARNING_WORDS as t } from '../../web/words/learning.js';
import { keptAudits, type KeptAudit } from '../support/kept-audits.js';
import { pdfText } from '../support/pdf-text.js';
import { chromiumPath, launchBrowser } from '../support/resources.js';
import { unzipped } from '../support/unzip.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** What audits taught as people read it: before any, then over six months of 12 audits each; its figures, forms and files. Today is 23 November 2026. */

let browser: Browser;
let app: TestApp;
let papers: PdfDrawer;
let [mine, others] = ['', ''];
beforeAll(async () => {
  papers = pdfDrawer({ chromium: await chromiumPath() });
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-23', drawPdf: papers.draw })]);
  [mine, others] = [await app.openCase('2026-01-05'), await app.openCase('2026-01-06')];
  await app.database.pool.query('UPDATE case_record SET owner_ref = $2 WHERE ref = $1', [others, STAFF.otherCaseworker]);
});
afterAll(async () => {
  await browser.close();
  await papers.close();
  await app.close();
});

const MONTHS = ['06', '07', '08', '09', '10', '11'];
const EACH = 12;
const two = (number: number): string => String(number).padStart(2, '0');
/** Provision is not specified in 9 of 12 until something was done at the end of August, then in 3 of 12; one in six is marked twice, and the colleague differs in one answer of the first. */
const sixMonths = (): readonly KeptAudit[] =>
  MONTHS.flatMap((month, m) =>
    Array.from({ length: EACH }, (_, i): readonly KeptAudit[] => {
      const failing = i < (m < 3 ? 9 : 3);
      const first: KeptAudit = {
        ref: `U-M${month}${two(i)}0000`.slice(0, 10), of: i % 2 === 0 ? mine : others, auditor: STAFF.auditor, on: `2026-${month}-${two(5 + i)}`, not: failing ? { 'f-specified': 'not-met', 'e-smart': 'partly-met' } : {}, need: i % 3 === 0 ? 'ASD' : 'SEMH',
        findings: failing ? [{ criterion: 'f-specified', theme: 'provision' }] : [],
        action: failing && i === 0 ? { owner: STAFF.caseworker, dueOn: `2026-${month}-28`, doneOn: m === 0 ? '2026-08-31' : null } : null,
        judged: { 'f-specified/F2/access': true, 'f-quantified/F1/no-amount': i % 6 === 0, [`e-smart/E1/vague`]: i % 4 === 0 ? null : true },
      };
      const second: KeptAudit = { ...first, ref: first.ref.replace('U-M', 'U-D'), auditor: STAFF.otherAuditor, why: 'double', after: first.ref, findings: [], action: null, not: { ...first.not, ...(i === 0 ? { 'f-who': 'partly-met' } : {}) } };
      return i % 6 === 0 ? [first, second] : [first];
    }).flat(),
  );

async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}

/** The texts of a table of the page, a list a row, without what is for screen readers alone. */
const tableOf = ({ page }: Visitor, title: string) =>
  page.evaluate<string[][]>(`[...document.querySelectorAll('table')].filter((table) => table.caption.textContent === ${JSON.stringify(title)}).flatMap((table) =>
    [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => {
      const copy = cell.cloneNode(true);
      copy.querySelectorAll('.govuk-visually-hidden').forEach((hidden) => hidden.remove());
      return copy.textContent.trim();
    })))`);

test('before any audit each page says what to do, and a period that is none leads nowhere', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  for (const path of [paths.auditLearning, paths.auditBoard]) {
    expect(await quinn.open(path)).toBe(200);
    expect(await quinn.page.getByText(t.empty).count()).toBe(1);
    await looks(quinn);
  }
  for (const path of [`${paths.auditLearning}?quarter=2026-Q9`, `${paths.auditLearning}?quarter=2027-Q1`, `${paths.auditBoard}?month=soon`, `${paths.auditLearning}?quarter=2026-Q4&quarter=2026-Q3`, `${paths.auditLearning}?quarter=9999-Q4`, `${paths.auditLearning}?quarter=0000-Q1`, `${paths.auditLearning}?quarter=%F0%9F%A6%89`, `${paths.auditLearning}?quarter=２０２６-Q4`, `${paths.auditLearningFile('csv')}?quarter=2026-Q9`, `${paths.auditBoardFile('xlsx')}?month=2026-00`, `${paths.auditsBehind}?period=2026-Q4&period=2026-Q3&table=grades&row=a&column=b`, `${paths.auditsBehind}?period=2026-Q4&table=grades&row=a&column=b`]) expect(await quinn.open(path), path).toBe(404);
  await quinn.leave();
});

test('the quarter’s report: grades with intervals, what is worst, what was done and what it did, like with like', async () => {
  await keptAudits(app.database.pool, sixMonths());
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(paths.audits);
  await quinn.page.getByRole('link', { name: t.learning.title }).click();
  expect(await quinn.heading()).toBe('October to December 2026');
  const rows = await tableOf(quinn, LEARNING_TABLE_WORDS.grades.title);
  expect(rows.map(([when, audits]) => [when, audits])).toEqual([['April to June 2026', '12'], ['July to September 2026', '36'], ['October to December 2026', '24']]);
  expect(rows[1]?.[6]).toBe('15 of 36, 41.7% (27.1 to 57.8)'); // July and August 3 of 12, September 9: by Wilson
  expect(rows[0]?.[6]).toBe('3 of 12'); // never a percentage of a handful
  expect((await tableOf(quinn, LEARNING_TABLE_WORDS.criteria.title)).map(([, asked, notMet, partly]) => [asked, notMet, partly])).toEqual([['24', '6', '0'], ['24', '0', '6']]);
  const [effect] = await tableOf(quinn, LEARNING_TABLE_WORDS.effects.title);
  // 36 audits before the end of August without the one it came of: 9 of 35 met; after it 27 of 36
  expect([effect?.[1], effect?.[2], effect?.[6]]).toEqual([expect.stringMatching(/^9 of 35, 25\.7%/), expect.stringMatching(/^27 of 36, 75%/), 'Better']);
  expect((await tableOf(quinn, LEARNING_TABLE_WORDS.recurring.title))[0]?.[1]).toBe('6'); // found again, although something was done
  expect((await tableOf(quinn, LEARNING_TABLE_WORDS.themes.title)).map((row) => row.slice(1))).toEqual([['6', '6', '6']]); // and each is marked as recurring
  const rules = await tableOf(quinn, LEARNING_TABLE_WORDS.rules.title);
  expect(rules.map(([rule, made, accepted, , , what]) => [rule, made, accepted?.split(',')[0], what])).toEqual([['No amount', '84', '24 of 84', 'Consider retiring'], ['Access', '84', '84 of 84', 'Keep'], ['Vague', '84', '60 of 60', 'Keep']]);
  await looks(quinn);
  await quinn.page.locator(`#grades a`).first().click();
  expect(await quinn.page.locator('.duly-messages__item').count()).toBe(12);
  await looks(quinn);
  await quinn.leave();
});

test('an audit that finds what was found before, and acted on, says so beside the finding', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  const findings = async (ref: string): Promise<string> => (await quinn.open(paths.audit(ref)), quinn.page.locator('section[aria-labelledby="findings"]').innerText());
  expect(await findings('U-M1000000')).toContain('Found again: 1 audit had found it before, and 1 action on it was done.'); // of June; its action was done at the end of August
  await looks(quinn);
  expect(await findings('U-M0800000')).not.toContain('Found again'); // written before it was done
  await quinn.leave();
});

test('page, PDF, workbook and CSV hold equal figures, and the board’s page is one sheet', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  for (const { path, file, query, single } of [
    { path: paths.auditLearning, file: paths.auditLearningFile, query: '?quarter=2026-Q4', single: false },
    { path: paths.auditBoard, file: paths.auditBoardFile, query: '?month=2026-11', single: true },
  ]) {
    await quinn.open(`${path}${query}`);
    await looks(quinn);
    const shown = await Promise.all(Object.values(LEARNING_TABLE_WORDS).map(async ({ title, short }) => ({ title, short, rows: await tableOf(quinn, title) })));
    const full = shown.filter(({ rows }) => rows.length > 0);
    expect(full.length).toBeGreaterThan(single ? 5 : 14);
    const taken = async (kind: string): Promise<Buffer> => (await quinn.context.request.get(`${app.url}${file(kind)}${query}`)).body();
    const [pdf, xlsx, csv] = [await taken('pdf'), await taken('xlsx'), (await taken('csv')).toString('utf8')];

    const sheets = pdfText(pdf);
    if (single) expect(sheets).toHaveLength(1);
    const bare = (text: string): string => text.replaceAll(/\s/g, '');
    const all = bare(sheets.join(''));
    for (const { title, rows } of full) for (const row of [[title], ...rows]) expect(all, title).toContain(bare(row.join('')));

    const parts = unzipped(xlsx);
    const named = [...(parts.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name);
    for (const { short, rows } of full) {
      const sheet = parts.get(`xl/worksheets/sheet${named.indexOf(short) + 1}.xml`) ?? '';
      const numbers = [...sheet.matchAll(/<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="n")?><v>(-?[\d.]+)<\/v>/g)].map(([, value]) => Number(value));
      expect(numbers, short).toEqual(rows.flatMap((row) => row.slice(1)).flatMap(numbersOf));
    }

    const lines = csv.trim().split('\r\n').slice(1);
    expect(lines).toHaveLength(full.reduce((sum, { rows }) => sum + rows.length * ((rows[0]?.length ?? 1) - 1), 0));
    expect(csv).not.toMatch(/(^|,)"?[=+@]/m); // no text runs as a formula
  }
  await quinn.leave();
});
/** `15 of 36, 41.7% (27.1 to 57.8)` in the order the workbook has its columns. */
const numbersOf = (text: string): readonly number[] => [...text.replaceAll('−', '-').replaceAll(',', '').matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));

test('a learning point is made, changed by one of two at once, and followed in the report', async () => {
  const [quinn, again] = [await visit(browser, app.url, { as: 'qualityLead' }), await visit(browser, app.url, { as: 'qualityLead' })];
  await quinn.open(paths.auditLearning);
  await quinn.page.getByRole('link', { name: t.point.make }).click();
  expect(await quinn.press(t.point.save)).toBe(400);
  expect((await quinn.errorSummary()).map(({ text }) => text)).toEqual([t.point.missingTheme, t.point.missingService, t.point.missingWords]);
  await looks(quinn);
  await quinn.choose({ theme: 'provision', service: 'casework' });
  await quinn.type({ words: 'Say who, how long and how often.', ...day('trainingOn', '2026-08-31') });
  expect(await quinn.press(t.point.save)).toBe(200);
  expect(await quinn.page.getByText(t.point.saved).count()).toBe(1);
  const at = new URL(quinn.page.url()).pathname;
  await again.open(at);
  await again.type({ words: 'Say how much.' });
  await quinn.type({ words: 'Say who does it.' });
  expect(await quinn.press(t.point.save)).toBe(200);
  expect(await again.press(t.point.save)).toBe(409);
  expect(await again.page.locator('[name="words"]').inputValue()).toBe('Say how much.'); // nothing typed is lost
  await looks(again);
  await quinn.open(paths.auditLearning);
  const [point] = await tableOf(quinn, LEARNING_TABLE_WORDS.points.title);
  // found in 27 of 36 before, 9 of 36 since
  expect(point).toEqual(['Provision specific and quantified: Casework: Say who does it. Training on 31 August 2026', expect.stringMatching(/^27 of 36, 75%/), expect.stringMatching(/^9 of 36, 25%/), expect.stringMatching(/^−50 /), 'Better']);
  const dara = await visit(browser, app.url, { as: 'director' });
  await dara.open(at);
  expect([await dara.page.locator('form[action*="points"]').count(), await dara.page.getByText('Say who does it.').count()]).toEqual([0, 1]);
  expect(await dara.open(paths.learningPointNew)).toBe(403);
  for (const visitor of [quinn, again, dara]) await visitor.leave();
});

test('a caseworker reads their own grades, their manager the team’s, and nobody else any', async () => {
  const [casey, mara, quinn] = [await visit(browser, app.url, { as: 'caseworker' }), await visit(browser, app.url, { as: 'manager' }), await visit(browser, app.url, { as: 'qualityLead' })];
  const whose = (visitor: Visitor) => tableOf(visitor, t.version('Plans', 0)).then((rows) => rows.map(([name, count]) => [name, count]));
  await casey.open(paths.auditOfficers);
  expect([await casey.heading(), await whose(casey)]).toEqual([t.officers.own, [['Casey Marlow', '36']]]);
  await looks(casey);
  await mara.open(paths.auditOfficers);
  expect(await whose(mara)).toEqual(expect.arrayContaining([['Casey Marlow', '36'], ['Olu Adeyemi-Test', '36']]));
  await looks(mara);
  expect(await quinn.open(paths.auditOfficers)).toBe(403);
  expect(await casey.open(paths.auditLearning)).toBe(403);
  for (const visitor of [casey, mara, quinn]) await visitor.leave();
});

test('the weekly report has a block of audits with equal figures in each form, which leads on to the board’s page', async () => {
  app.today('2026-11-30');
  const dara = await visit(browser, app.url, { as: 'director' });
  await freezeDue({ reports: app.useCases.reports, clock: app.useCases.clock, norms: () => normsOf(DEFAULT_SETTINGS) });
  await dara.open(paths.report('2026-W48')); // to Sunday 29 November, the day after November’s action was due
  const plans = t.version('Plans', 0);
  expect(await tableOf(dara, t.weekly.title)).toEqual([
    [`${plans}: November 2026: Outstanding`, '9'], [`${plans}: November 2026: Good`, '0'], [`${plans}: November 2026: Requires improvement`, '0'], [`${plans}: November 2026: Inadequate`, '3'], ['Actions open', '0'], ['Actions overdue', '5'],
  ]);
  const csv = await (await dara.context.request.get(`${app.url}${paths.reportFile('2026-W48', 'csv')}`)).text();
  expect(csv.split('\r\n').filter((line) => line.includes(',audits,')).map((line) => line.split(',')[5])).toEqual(['9', '0', '0', '3', '0', '5']);
  const pdf = pdfText(await (await dara.context.request.get(`${app.url}${paths.reportFile('2026-W48', 'pdf')}`)).body()).join('').replaceAll(/\s/g, '');
  expect(pdf).toContain('Actionsopen0Actionsoverdue5');
  await dara.page.getByRole('link', { name: /show the board page of audits, Actions overdue/ }).click();
  expect(await dara.heading()).toBe('November 2026');
  app.today('2026-12-07');
  await freezeDue({ reports: app.useCases.reports, clock: app.useCases.clock, norms: () => normsOf(DEFAULT_SETTINGS) });
  await dara.open(paths.report('2026-W49')); // nothing was marked in December yet: grades are of November, actions of this Sunday
  const leadsTo = (name: RegExp) => dara.page.getByRole('link', { name }).first().getAttribute('href');
  expect([await leadsTo(/show the board page of audits, .*Outstanding/), await leadsTo(/show the board page of audits, Actions overdue/)]).toEqual([`${paths.auditBoard}?month=2026-11`, `${paths.auditBoard}?month=2026-12`]);
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.report('2026-W48'));
  expect(await tableOf(mara, t.weekly.title)).toEqual([]); // a team's manager reads of the team alone
  for (const visitor of [dara, mara]) await visitor.leave();
});
