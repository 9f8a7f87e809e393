import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeDue } from '../../activities/weekly-report/freeze.js';
import { pdfDrawer, type PdfDrawer } from '../../config/channels/pdf.js';
import { DEFAULT_SETTINGS, normsOf } from '../../domain/settings.js';
import { paths } from '../../web/paths.js';
import { IMPROVEMENT_WORDS as t } from '../../web/words/improvement.js';
import { pdfText } from '../support/pdf-text.js';
import { chromiumPath, launchBrowser } from '../support/resources.js';
import { unzipped } from '../support/unzip.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** The improvement plan as people keep it: from nothing, to a priority that is behind whatever is said of it, to a pack for the board. */

let browser: Browser;
let app: TestApp;
let papers: PdfDrawer;
let dara: Visitor;
let mara: Visitor;
let ref: string;
const SENIOR = 'S-SEN10R00';
const freeze = () => freezeDue({ reports: app.useCases.reports, clock: app.useCases.clock, norms: () => normsOf(DEFAULT_SETTINGS) });
beforeAll(async () => {
  papers = pdfDrawer({ chromium: await chromiumPath() });
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-08-04', drawPdf: papers.draw })]);
  await app.database.pool.query(`INSERT INTO staff (ref, name, account) VALUES ($1, 'Sena Holt', 'sena@demo.example')`, [SENIOR]);
  await app.database.pool.query(`INSERT INTO staff_role (staff_ref, role) VALUES ($1, 'senior-manager')`, [SENIOR]);
  for (const received of ['2025-02-03', '2025-02-04', '2025-06-02']) await app.openCase(received);
  app.today('2025-08-11');
  await freeze(); // week 32: two assessments are open over 20 weeks
  [dara, mara] = await Promise.all([visit(browser, app.url, { as: 'director' }), visit(browser, app.url, { as: 'manager' })]);
});
afterAll(async () => {
  await browser.close();
  await papers.close();
  await app.close();
});

const mainOf = async ({ page }: Visitor): Promise<string> => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}
const follow = async ({ page }: Visitor, name: string | RegExp): Promise<void> => {
  await page.getByRole('link', { name }).first().click();
  await page.waitForLoadState();
};
const PRIORITY = { title: 'Assessments are finished in time', aim: 'No child waits longer than twenty weeks', source: 'Inspection report of March 2025, first area' };

test('with nothing yet the page says how to begin; the packs say that there is none', async () => {
  await dara.open(paths.figures);
  await follow(dara, 'Improvement');
  expect(await mainOf(dara)).toContain(t.empty);
  await looks(dara);
  await mara.open(paths.improvement);
  expect(await mainOf(mara)).toContain(t.emptyRead);
  expect(await mara.page.getByRole('button', { name: t.add }).count()).toBe(0);
  expect(await mara.open(paths.improvementNew)).toBe(403);
  await dara.open(paths.improvementPacks);
  expect(await mainOf(dara)).toContain(t.pack.nothing);
  await looks(dara);
});

test('a priority is set out with two leads; what is missing or wrong is said beside its field, and what was typed stays', async () => {
  await dara.open(paths.improvementNew);
  expect(await dara.press(t.forms.priority.save)).toBe(400);
  expect((await dara.errorSummary()).map(({ href }) => href)).toEqual(['#title', '#aim', '#origin', '#source', '#lead', '#otherLead']);
  await dara.type(PRIORITY);
  await dara.choose({ origin: 'inspection', lead: STAFF.director, otherLead: STAFF.director });
  expect(await dara.press(t.forms.priority.save)).toBe(400);
  expect(await dara.errorSummary()).toEqual([{ href: '#lead', text: 'The leads must be two different people: they answer for it together.' }]);
  await looks(dara);
  await dara.choose({ otherLead: STAFF.manager });
  expect(await dara.press(t.forms.priority.save)).toBe(200);
  ref = /Y-[0-9A-Z]{8}/.exec(dara.page.url())?.[0] ?? '';
  expect(await dara.heading()).toBe(PRIORITY.title);
  const said = await mainOf(dara);
  for (const words of [t.noMeasure, t.noClaim, t.signed.nobody, t.measure.nothing, t.milestone.nothing, t.highlights.nothing, t.evidence.nothing, t.leads('Dara Stone', 'Mara Quill')]) expect(said).toContain(words);
  await looks(dara);
});

test('a measure begins at the figure of a frozen report, and its status tells what it was worked out from', async () => {
  await dara.open(paths.priorityForm(ref, 'measure-added'));
  await dara.choose({ figure: 'plans-in-20-weeks' });
  await dara.type({ target: '60%', ...day('byOn', '2025-12-28') });
  expect(await dara.press(t.forms['measure-added'].save)).toBe(400);
  expect(await dara.errorSummary()).toEqual([{ href: '#baselineWeek', text: 'The report it starts from must be a week whose report has this figure: in that one there was nothing to measure.' }]);
  await dara.choose({ figure: 'open-over-20-weeks' });
  await dara.type({ target: 'none' });
  expect(await dara.press(t.forms['measure-added'].save)).toBe(400);
  expect((await dara.errorSummary())[0]).toEqual({ href: '#target', text: 'The target must be a number.' });
  await dara.type({ target: '0' });
  await looks(dara);
  expect(await dara.press(t.forms['measure-added'].save)).toBe(200);
  expect(await mainOf(dara)).toContain('On course Assessments open over 20 weeks, whole council It began at 2 on 10 August 2025 and should come to 0 by 28 December 2025. The latest, 2 on 10 August 2025, is on the straight line there, 2 that day, or better.');

  app.today('2025-10-27'); // the third is over 20 weeks since 20 October; 77 of 140 days have gone: 2 - 2 × 77/140 = 0.9
  await freeze();
  await dara.open(paths.priority(ref));
  expect(await mainOf(dara)).toContain('The latest, 3 on 26 October 2025, is 2.1 short of the straight line there, 0.9 that day.');
  expect(await dara.page.locator('section[aria-labelledby="measure-2"] svg').count()).toBe(1);
  await looks(dara);
  await follow(dara, /^Show the cases/);
  expect(await dara.page.locator('tbody tr').count()).toBe(3); // the figure opens to its cases
  await mara.open(paths.priority(ref));
  expect(await mara.page.getByRole('link', { name: /^Show the cases/ }).count()).toBe(0); // she answers for one team alone
  expect(await mara.page.getByRole('link', { name: /^Open the report/ }).count()).toBe(1);
});

test('a milestone names the measure that should move, or stands as claimed only; a revised day keeps the one before', async () => {
  await dara.open(paths.priorityForm(ref, 'milestone-added'));
  await dara.type({ what: 'A locum begins with the oldest cases', ...day('dueOn', '2025-09-30') });
  await dara.choose({ owner: STAFF.manager });
  expect(await dara.press(t.forms['milestone-added'].save)).toBe(400);
  expect(await dara.errorSummary()).toEqual([{ href: '#measure', text: t.field.measure.missing }]);
  await dara.choose({ measure: '2' });
  expect(await dara.press(t.forms['milestone-added'].save)).toBe(200);
  await dara.open(paths.priorityForm(ref, 'milestone-added'));
  await dara.type({ what: 'A leaflet for families', ...day('dueOn', '2025-11-28') });
  await dara.choose({ owner: STAFF.director, measure: 'none' });
  await dara.press(t.forms['milestone-added'].save);
  expect(await mainOf(dara)).toMatch(/Overdue A locum begins with the oldest cases Mara Quill, by 30 September 2025\. Should move: Assessments open over 20 weeks, whole council.*To do A leaflet for families Dara Stone, by 28 November 2025\. Claimed only: no measure shows its effect/);

  await dara.open(paths.priorityFormOf(ref, 'milestone-revised', 3));
  expect(await dara.page.locator('select[name="approvedBy"] option').allInnerTexts()).toEqual(expect.arrayContaining(['Sena Holt']));
  expect((await dara.page.locator('select[name="approvedBy"]').innerText())).not.toContain('Dara'); // nobody approves their own
  await dara.type({ ...day('dueOn', '2025-09-01'), reason: 'The locum was ill' });
  await dara.choose({ approvedBy: SENIOR });
  expect(await dara.press(t.forms['milestone-revised'].save)).toBe(400);
  expect((await dara.errorSummary())[0]?.text).toBe('The day must not be before today.');
  await looks(dara);
  await dara.type(day('dueOn', '2025-11-14'));
  expect(await dara.press(t.forms['milestone-revised'].save)).toBe(200);
  expect(await mainOf(dara)).toContain('by 14 November 2025. Should move: Assessments open over 20 weeks, whole council Was due 30 September 2025. Revised on 27 October 2025, approved by Sena Holt: “The locum was ill”');
  expect(await mara.open(paths.priorityFormOf(ref, 'milestone-revised', 3))).toBe(403);
  expect(await dara.open(paths.priorityFormOf(ref, 'milestone-revised', 99))).toBe(404);
  expect(await dara.open(paths.priorityForm(ref, 'nothing'))).toBe(404);
});

test('a lead claims, writes highlights and attaches evidence; the claim stands beside the figures and changes none', async () => {
  await mara.open(paths.priority(ref));
  await follow(mara, t.forms.claimed.link);
  await mara.choose({ claim: 'on-course' });
  await mara.type({ words: 'The locum has begun' });
  expect(await mara.press(t.forms.claimed.save)).toBe(200);
  expect(await mainOf(mara)).toMatch(/From the figures Behind .* What the leads say On course “The locum has begun” Mara Quill, 27 October 2025 They say more than the figures bear out\./);
  await follow(mara, t.forms.highlights.link);
  expect(await mara.press(t.forms.highlights.save)).toBe(400);
  expect(await mara.errorSummary()).toEqual([{ href: '#progress', text: 'Progress must say something, or another heading must.' }]);
  await mara.type({ progress: 'The locum began on 20 October', risks: 'Two psychologists leave at Christmas' });
  await looks(mara);
  expect(await mara.press(t.forms.highlights.save)).toBe(200);
  expect(await mainOf(mara)).toContain('Highlights of October 2025 Progress The locum began on 20 October Risks Two psychologists leave at Christmas Mara Quill, 27 October 2025');

  await follow(mara, t.forms.evidence.link);
  expect(await mara.press(t.forms.evidence.save)).toBe(400);
  expect((await mara.errorSummary()).map(({ href }) => href)).toEqual(['#file', '#about', '#shows']);
  await looks(mara);
  const attach = async (name: string, text: string) => {
    await mara.page.locator('#file').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await mara.type({ about: 'The contract with the locum' });
    await mara.choose({ shows: 'milestone-3' });
    return mara.press(t.forms.evidence.save);
  };
  expect(await attach('contract.exe', 'MZ')).toBe(400);
  expect((await mara.errorSummary())[0]?.text).toContain('contract.exe must be a PDF');
  expect(await attach('contract.txt', 'Two days a week from 20 October')).toBe(200);
  expect(await mainOf(mara)).toContain('contract.txt: The contract with the locum Of the milestone: A locum begins with the oldest cases. Mara Quill, 27 October 2025');
  const href = await mara.page.getByRole('link', { name: 'contract.txt' }).getAttribute('href');
  const file = await dara.context.request.get(`${app.url}${href ?? ''}`);
  expect([await file.text(), file.headers()['content-disposition']]).toEqual(['Two days a week from 20 October', 'attachment; filename=contract.txt']);
  expect((await dara.context.request.get(`${app.url}${paths.priorityFile(ref, 'D-N0TTHERE')}`)).status()).toBe(404);
});

test('of two people at once the second is told, keeps what they typed, and may send it again', async () => {
  await Promise.all([dara.open(paths.priorityForm(ref, 'claimed')), mara.open(paths.priorityForm(ref, 'claimed'))]);
  await mara.choose({ claim: 'behind' });
  await mara.type({ words: 'The figure says so' });
  expect(await mara.press(t.forms.claimed.save)).toBe(200);
  await dara.choose({ claim: 'on-course' });
  await dara.type({ words: 'The line will be met' });
  expect(await dara.press(t.forms.claimed.save)).toBe(409);
  expect(await dara.errorSummary()).toEqual([{ href: '#form', text: t.changedSince }]);
  expect(await dara.page.locator('[name="words"]').inputValue()).toBe('The line will be met');
  expect(await dara.press(t.forms.claimed.save)).toBe(200);
  await dara.page.locator('#history ~ details summary').click();
  expect(await mainOf(dara)).toMatch(/Claimed how it stands: The line will be met Dara Stone, .*Claimed how it stands: The figure says so Mara Quill, /);
});

test('a milestone is done by its owner; both leads sign, and a change afterwards asks for it again', async () => {
  await mara.open(paths.priorityFormOf(ref, 'milestone-done', 3));
  await mara.type({ words: 'The locum works on the ten oldest' });
  expect(await mara.press(t.forms['milestone-done'].save)).toBe(200);
  await dara.open(paths.priorityFormOf(ref, 'milestone-done', 4));
  await dara.type({ words: 'The leaflet is printed' });
  await dara.press(t.forms['milestone-done'].save);
  for (const visitor of [dara, mara]) {
    await visitor.open(paths.priority(ref));
    await follow(visitor, t.forms['signed-off'].link);
    await visitor.type({ words: 'All that was set out is done' });
    expect(await visitor.press(t.forms['signed-off'].save)).toBe(200);
  }
  expect(await mainOf(mara)).toContain(t.signed.both);
  await dara.open(paths.priorityForm(ref, 'milestone-added'));
  await dara.type({ what: 'A second locum', ...day('dueOn', '2025-10-20') });
  await dara.choose({ owner: STAFF.manager, measure: '2' });
  await dara.press(t.forms['milestone-added'].save);
  expect(await mainOf(dara)).toContain(t.signed.nobody);
});

test('with one press a pack is made; page, PDF, workbook and CSV hold the same figures, and no text runs as a formula', async () => {
  await dara.open(paths.priorityForm(ref, 'changed'));
  await dara.type({ title: '=Assessments are finished in time', reason: 'To see that no workbook runs it' });
  await dara.press(t.forms.changed.save);
  await dara.open(paths.improvement);
  expect(await mainOf(dara)).toMatch(/1 Behind .* 1 Milestones overdue .* =Assessments are finished in time Dara Stone and Mara Quill Behind On course “The line will be met” Dara Stone, 27 October 2025 They say more than the figures bear out\. 1 /);
  await looks(dara);
  expect(await dara.press(t.pack.make)).toBe(200);
  expect(await dara.heading()).toBe('Improvement plan: board pack 1');
  await looks(dara);
  const page = (await mainOf(dara)).replace(`Done ${t.pack.done} `, '');
  const because = 'It began at 2 on 10 August 2025 and should come to 0 by 28 December 2025. The latest, 3 on 26 October 2025, is 2.1 short of the straight line there, 0.9 that day.';
  expect(page).toContain(because);
  await dara.page.locator('summary', { hasText: t.measure.values }).click();
  const weeks = await dara.page.locator('section table').last().locator('tbody tr').allInnerTexts();
  expect(weeks.map((row) => row.split('\t'))).toEqual(['32', '33', '34', '35', '36', '37', '38', '39', '40', '41', '42', '43'].map((week) => [`2025-W${week}`, week === '43' ? '3' : '2']));

  const taken = async (kind: string): Promise<Buffer> => (await dara.context.request.get(`${app.url}${paths.improvementPackFile(1, kind)}`)).body();
  const [pdf, xlsx, csv] = [await taken('pdf'), await taken('xlsx'), (await taken('csv')).toString('utf8')];
  const bare = (text: string): string => text.replaceAll(/\s/g, '');
  const paper = bare(pdfText(pdf).join(''));
  expect(pdf.toString('latin1')).toContain('/StructTreeRoot');
  expect(paper).toContain(bare(because));
  for (const row of weeks) expect(paper).toContain(bare(row));
  expect(paper).toContain(bare('Overdue A second locum Mara Quill, by 20 October 2025.'));

  const book = [...unzipped(xlsx).entries()];
  expect(book.some(([, content]) => content.includes('<f>'))).toBe(false);
  const sheet = (number: number): string => book.find(([name]) => name.endsWith(`sheet${number}.xml`))?.[1] ?? '';
  const numbers = (number: number): number[] => [...sheet(number).matchAll(/<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="n")?><v>([\d.]+)<\/v>/g)].map(([, value]) => Number(value));
  expect(numbers(2)).toEqual([2, 0, 3, 0.9]); // baseline, target, latest, on the line
  expect(numbers(3)).toEqual(weeks.map((row) => Number(row.split('\t')[1])));
  const rows = csv.trim().split('\r\n').slice(1).map((row) => row.split(','));
  expect(csv.split('\r\n')[0]).toBe('\uFEFFpriority,priority_words,measure,figure,figure_words,of_whom,week,as_known_on,value,counted,of,unit,baseline,target,target_by,status_from_figures,status_claimed,measured_until');
  expect(rows.map((row) => [row.at(-12), row.at(-10)])).toEqual(weeks.map((row) => row.split('\t')));

  await dara.open(paths.priorityForm(ref, 'claimed'));
  await dara.choose({ claim: 'done' });
  await dara.type({ words: 'After the pack' });
  await dara.press(t.forms.claimed.save);
  expect((await taken('csv')).toString('utf8')).toBe(csv);
  await mara.open(paths.improvementPack(1));
  expect(await mainOf(mara)).toBe(page);
  expect(await mara.open(paths.improvementPack(2))).toBe(404);
  expect(await mara.open(paths.improvementPack('x'))).toBe(404);
});

test('a team’s measure opens to the cases of that team, for whoever answers for it', async () => {
  await dara.open(paths.improvementNew);
  await dara.type({ ...PRIORITY, title: 'The East team catches up' });
  await dara.choose({ origin: 'own', lead: STAFF.director, otherLead: STAFF.manager });
  await dara.press(t.forms.priority.save);
  await follow(dara, t.forms['measure-added'].link);
  await dara.choose({ figure: 'open-over-20-weeks', of: 'east' });
  await dara.type({ target: '1', ...day('byOn', '2026-03-31') });
  expect(await dara.press(t.forms['measure-added'].save)).toBe(200);
  const path = new URL(dara.page.url()).pathname;
  for (const visitor of [dara, mara]) {
    await visitor.open(path);
    expect(await mainOf(visitor)).toContain('On course Assessments open over 20 weeks, East team It began at 3 on 26 October 2025 and should come to 1 by 31 March 2026.');
    await follow(visitor, /^Show the cases/);
    expect(await visitor.page.locator('main .govuk-caption-l').innerText()).toMatch(/East team$/);
    expect(await visitor.page.locator('tbody tr').count()).toBe(3);
  }
  await dara.open(path);
  await follow(dara, t.forms['measure-ended'].link);
  await dara.choose({ approvedBy: SENIOR });
  await dara.type({ reason: 'The team is no more' });
  expect(await dara.press(t.forms['measure-ended'].save)).toBe(200);
  await dara.open(paths.improvement);
  await dara.press(t.pack.make);
  const lines = (await (await dara.context.request.get(`${app.url}${paths.improvementPackFile(2, 'csv')}`)).text()).trim().split('\r\n').slice(1);
  const until = (name: string): (string | undefined)[] => [...new Set(lines.filter((line) => line.includes(name)).map((line) => line.split(',').at(-1)))];
  expect([until('The East team catches up'), until('Assessments are finished in time')]).toEqual([[app.useCases.clock.now().toISOString().slice(0, 10)], ['']]);
});
