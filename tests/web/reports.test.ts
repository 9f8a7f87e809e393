import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeDue } from '../../activities/weekly-report/freeze.js';
import { pdfDrawer, type PdfDrawer } from '../../config/channels/pdf.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { DEFAULT_SETTINGS, normsOf } from '../../domain/settings.js';
import { paths } from '../../web/paths.js';
import { EXPLAINED_WORDS } from '../../web/words/explained.js';
import { REPORT_WORDS as t, TABLE_WORDS } from '../../web/words/reports.js';
import { pdfText } from '../support/pdf-text.js';
import { chromiumPath, launchBrowser } from '../support/resources.js';
import { unzipped } from '../support/unzip.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** The weekly report as people read it: from nothing, to a figure's cases, to an action that next week's report opens with. */

/** Published: 40 of 160 plans within 20 weeks, 90 of 100 requests decided within 6. */
const DEMONSTRATION = {
  council: 'Quayborough', asOn: isoDate('2026-01-05'),
  notice: {
    source: 'Department for Education, reporting year 2025', licence: 'Open', stock: '', misfits: [],
    matches: [
      { column: 'timeliness_20_week.csv: plans_issued_within_20_weeks', published: 40 }, { column: 'timeliness_20_week.csv: plans_issued_gt20weeks_ltYear', published: 100 }, { column: 'timeliness_20_week.csv: plans_issued_gt_1_year', published: 20 },
      { column: 'requests.csv: request_outcome_six_weeks', published: 90 }, { column: 'requests.csv: request_outcome_over_6_weeks', published: 10 },
    ],
  },
};

let browser: Browser;
let app: TestApp;
let papers: PdfDrawer;
let dara: Visitor;
let [oldest, late, west] = ['', '', ''];
const freeze = () => freezeDue({ reports: app.useCases.reports, clock: app.useCases.clock, norms: () => normsOf(DEFAULT_SETTINGS) });
beforeAll(async () => {
  papers = pdfDrawer({ chromium: await chromiumPath() });
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-08-04', drawPdf: papers.draw, demonstration: DEMONSTRATION })]);
  dara = await visit(browser, app.url, { as: 'director' });
});
afterAll(async () => {
  await browser.close();
  await papers.close();
  await app.close();
});

const main = () => dara.page.locator('main').innerText();
async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}
/** The texts of a table of the page, a list a row, without what is for screen readers alone. */
const tableOf = (title: string) =>
  dara.page.evaluate<string[][]>(`[...document.querySelectorAll('table')].filter((table) => table.caption.textContent === ${JSON.stringify(title)}).flatMap((table) =>
    [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => {
      const copy = cell.cloneNode(true);
      copy.querySelectorAll('.govuk-visually-hidden').forEach((hidden) => hidden.remove());
      return copy.textContent.trim();
    })))`);

test('before the first report the page says when it will be made', async () => {
  await dara.open(paths.reports);
  expect(await main()).toContain('There is no report yet. The first is made on Monday 11 August 2025 at 7am');
  await looks(dara);
  expect(await dara.open(paths.report('2025-W40'))).toBe(404);
  expect(await main()).toContain('is not over');
  expect(await dara.open(paths.report('2025-W99'))).toBe(404);
});

test('the front page says what the journal holds, and what changed', async () => {
  oldest = await app.openCase('2025-08-04', 'Wren');
  app.today('2025-09-02');
  late = await app.openCase('2025-09-02', 'Robin');
  app.today('2025-10-08');
  await app.record(late, [{ type: 'assessment-agreed', on: '2025-10-07' }, { type: 'advice-requested', on: '2025-10-08', adviser: 'V-PSYCH000', role: 'educational-psychology' }]);
  app.today('2025-12-15');
  west = await app.openCase('2025-12-15', 'Lark');
  await app.database.pool.query(`UPDATE case_record SET team_ref = 'west' WHERE ref = $1`, [west]);
  app.today('2025-12-30');
  await app.openCase('2025-12-30', 'Finch');
  app.today('2026-01-05');
  await freeze();
  await dara.open(paths.reports);
  await dara.page.getByRole('link', { name: '2026-W01' }).click();
  const text = await main();
  // Wren has waited 153 days, Robin 124, Lark 20, Finch 5
  expect(text).toContain('4 assessments are open, 1 more than a week before: 1 came in and 0 left.');
  expect(text).toContain('1 of them has waited more than 20 weeks, as many as in the report before; no final plan was sent in the week.');
  expect(await tableOf(TABLE_WORDS.bridge.title)).toEqual([['Open a week before', '3'], ['New requests', '1'], ['Brought in from elsewhere', '0'], ['Opened again', '0'], ['Left with a final plan', '0'], ['Refused', '0'], ['Withdrawn or ended', '0'], ['Open now', '4']]);
  expect((await tableOf(TABLE_WORDS.stock.title)).at(-1)).toEqual(['All', '4', '3', '1', '0', '0', '1', '2.9', '21.9']);
  expect((await tableOf(TABLE_WORDS.advice.title))[0]).toEqual(['Educational psychologist', '1', '0', '1', '1', '46', '46', '0', '–', 'Black']);
  expect(await tableOf(t.published.title)).toEqual([[t.published.rows['in-20-weeks'], '–', '25%'], [t.published.rows['decide-to-assess'], '–', '90%']]);
  expect(text).toContain('The council as published, 2024');
  expect(text).toContain(t.published.noNeighbours);
  expect((await tableOf(t.waits.title))[0]).toEqual([oldest, '21 weeks and 6 days', 'Casey Marlow', expect.stringContaining('Decide whether to assess') as string]);
  await looks(dara);
});

test('a figure opens to its cases with the reason each counts, and gives them as CSV', async () => {
  await dara.open(paths.report('2026-W01'));
  const link = dara.page.locator('#advice a[href*="row=educational-psychology"][href$="column=late"]');
  expect((await link.innerText()).replaceAll(/\s+/g, ' ')).toMatch(/^1 ?: show the cases, Educational psychologist, Late$/);
  await link.click();
  expect(await dara.heading()).toBe('Educational psychologist: late (1)');
  expect(await main()).toContain('Get advice, Pia Lindqvist: 46 days late');
  expect(await dara.page.getByRole('link', { name: late }).getAttribute('href')).toBe(paths.case(late));
  await looks(dara);
  const href = await dara.page.getByRole('link', { name: t.cases.csv }).getAttribute('href');
  const csv = await (await dara.context.request.get(`${app.url}${href ?? ''}`)).text();
  expect(csv).toBe(`\uFEFFCase,Child,Held by now,Why it counts\r\n${late},Robin Testchild,Casey Marlow,"Get advice, Pia Lindqvist: 46 days late"\r\n`);
  expect(await dara.open(`${paths.reportCases('2026-W01')}?table=stock&row=all&column=nothing`)).toBe(404);
  const { rows } = await app.database.pool.query<{ seen: string }>(`SELECT seen FROM record_view WHERE $1 = ANY(record_refs) AND seen = 'weekly-report'`, [late]);
  expect(rows.length).toBeGreaterThan(0);
});

test('a team manager sees the figures of their team alone, and is told so', async () => {
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.report('2026-W01'));
  const text = await mara.page.locator('main').innerText();
  expect(text).toContain(t.ofTeams);
  expect(text).toContain('3 assessments are open, 1 more than a week before');
  await mara.open(`${paths.reportCases('2026-W01')}?table=stock&row=all&column=open`);
  expect(await mara.page.locator('main').innerText()).not.toContain(west);
  expect(await mara.page.getByRole('button', { name: t.actions.save }).count()).toBe(0);
  await mara.leave();
  const pia = await visit(browser, app.url, { as: 'psychologist' });
  expect(await pia.open(paths.report('2026-W01'))).toBe(403);
  await pia.leave();
});

test('read and acted on: who read it stands there, and next week’s report opens with the action until somebody says what became of it', async () => {
  await dara.open(paths.report('2026-W01'));
  expect(await dara.press(t.readers.button)).toBe(200);
  expect(await main()).toContain(t.readers.said);
  expect((await tableOf(t.readers.title)).map(([who, , acknowledged]) => [who, acknowledged])).toEqual([['Dara Stone', expect.stringContaining('5 January 2026') as string], ['Mara Quill', t.readers.notYet]]);

  await dara.page.locator('summary').click();
  expect(await dara.press(t.actions.save)).toBe(400);
  expect((await dara.errorSummary()).map(({ text }) => text)).toEqual([t.actions.field.what.missing, t.actions.field.owner.missing, 'Enter the day by which it is to be done']);
  await looks(dara);
  await dara.type({ what: '=Bring in a locum psychologist', ...day('byOn', '2026-01-04') });
  await dara.choose({ owner: 'S-MARA0000', figure: 'advice/all/late' });
  expect(await dara.press(t.actions.save)).toBe(400);
  expect(await dara.page.locator('[name="what"]').inputValue()).toBe('=Bring in a locum psychologist');
  await dara.type(day('byOn', '2026-01-09'));
  expect(await dara.press(t.actions.save)).toBe(200);
  expect(await main()).toContain('In hand =Bring in a locum psychologist Mara Quill, by 9 January 2026. Advice, All: Late.');

  app.today('2026-01-12');
  await freeze();
  await dara.open(paths.report('2026-W02'));
  expect(await dara.page.locator('section[aria-labelledby="earlier"]').innerText()).toContain('Missed =Bring in a locum psychologist');
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.report('2026-W02'));
  await mara.page.getByRole('link', { name: t.actions.mark }).first().click();
  await mara.choose({ outcome: 'carried-over' });
  expect(await mara.press(t.actions.saveMark)).toBe(400);
  expect((await mara.errorSummary())[0]?.text).toBe(t.actions.carriedTo);
  await looks(mara);
  await mara.type(day('byOn', '2026-01-30'));
  expect(await mara.press(t.actions.saveMark)).toBe(200);
  expect(await mara.page.locator('section[aria-labelledby="earlier"]').innerText()).toContain('Carried over =Bring in a locum psychologist Mara Quill, by 30 January 2026');
  await mara.leave();
});

test('PDF, workbook and CSV hold the figures of the page, the PDF’s front page is one sheet, and no text runs as a formula', async () => {
  await app.database.pool.query(`INSERT INTO report_action (ref, week, what, owner_ref, by_on, figure, set_by, set_at)
    SELECT 'N-MORE' || n, week, 'Another thing to do, said in as many words as a manager needs to say it ' || n, owner_ref, '2026-03-01', figure, set_by, set_at FROM report_action, generate_series(1, 14) n WHERE week = '2026-W01'`);
  await dara.open(paths.report('2026-W02'));
  const page = await Promise.all(Object.values(TABLE_WORDS).map(async ({ title, short }) => ({ title, short, rows: await tableOf(title) })));
  const taken = async (kind: string): Promise<Buffer> => (await dara.context.request.get(`${app.url}${paths.reportFile('2026-W02', kind)}`)).body();
  const [pdf, xlsx, csv] = [await taken('pdf'), await taken('xlsx'), (await taken('csv')).toString('utf8')];

  const sheets = pdfText(pdf);
  const bare = (text: string): string => text.replaceAll(/\s/g, '');
  expect(pdf.toString('latin1')).toContain('/StructTreeRoot');
  expect(bare(sheets[0] ?? '')).toContain(bare(`${t.waits.title}${t.waits.case}`));
  expect(bare(sheets[0] ?? '')).not.toContain(bare(t.trends.title));
  expect(bare(sheets[0] ?? '')).toContain(bare(t.actions.moreBelow(12)));
  expect(sheets.slice(1).join('').match(/Another thing/g)).toHaveLength(14); // none is lost for want of room
  expect(bare(sheets[1] ?? '')).toContain(bare(EXPLAINED_WORDS.title));
  expect(bare(sheets[2] ?? '')).toContain(bare(t.trends.title));
  const all = bare(sheets.join(''));
  for (const { title, rows } of page) {
    expect(all).toContain(bare(title));
    for (const row of rows) expect(all).toContain(bare(row.join('')));
  }

  const parts = unzipped(xlsx);
  const book = [...parts.entries()];
  const strings = [...(book.find(([name]) => name.endsWith('sharedStrings.xml'))?.[1] ?? '').matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text]) => text);
  expect(strings).toContain('=Bring in a locum psychologist');
  expect(book.some(([, content]) => content.includes('<f>'))).toBe(false);
  const named = [...(book.find(([name]) => name.endsWith('workbook.xml'))?.[1] ?? '').matchAll(/<sheet [^>]*name="([^"]+)"/g)].map(([, name]) => name);
  for (const { short, rows } of page) {
    const sheet = book.find(([name]) => name.endsWith(`sheet${named.indexOf(short) + 1}.xml`))?.[1] ?? '';
    const numbers = [...sheet.matchAll(/<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="n")?><v>([\d.]+)<\/v>/g)].map(([, value]) => Number(value));
    expect(numbers, short).toEqual(rows.flatMap((row) => row.slice(1)).flatMap((text) => (/^[\d.,]+%?$/.test(text) ? [Number(text.replaceAll(/[,%]/g, ''))] : [])));
  }

  const figures = csv.split('\r\n');
  expect(figures[0]).toBe('\uFEFFweek,as_known_on,table,row,column,value,unit,table_words,row_words,column_words');
  expect(figures).toContain(`2026-W02,2026-01-11,stock,all,open,4,count,"${TABLE_WORDS.stock.title}",All,Open`);
});
