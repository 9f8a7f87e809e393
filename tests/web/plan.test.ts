import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pdfDrawer, type PdfDrawer } from '../../config/channels/pdf.js';
import { paths } from '../../web/paths.js';
import { PLAN_WORDS as t } from '../../web/words/plan.js';
import { chromiumPath, launchBrowser } from '../support/resources.js';
import { unzipped } from '../support/unzip.js';
import { parentOf, visitByLink } from './support/by-link.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A plan's text from the first need to the family's page: written by item, sent with its fact, kept as sent, compared, taken away as a paper. */

let browser: Browser;
let app: TestApp;
let papers: PdfDrawer;
let ref: string;
let casey: Visitor;
beforeAll(async () => {
  papers = pdfDrawer({ chromium: await chromiumPath() });
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-12-16', drawPdf: papers.draw })]);
  ref = await app.openCase('2025-09-02');
  await app.record(ref, [{ type: 'assessment-agreed', on: '2025-10-07' }, { type: 'advice-requested', on: '2025-10-08', adviser: 'V-PSYCH000', role: 'educational-psychology' }]);
  await app.record(ref, [{ type: 'advice-received', on: '2025-11-10', adviser: 'V-PSYCH000' }, { type: 'issue-agreed', on: '2025-12-15' }]);
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterAll(async () => {
  await browser.close();
  await papers.close();
  await app.close();
});

const main = () => casey.page.locator('main').innerText();
async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}
/** Adds an item by its form. */
async function added(section: string, fields: Readonly<Record<string, string>>, choices: Readonly<Record<string, readonly string[]>> = {}): Promise<void> {
  await casey.open(paths.planItem(ref, section, 'new'));
  await casey.type(fields);
  await casey.choose(choices);
  expect(await casey.press(t.save)).toBe(200);
}
/** How an element's words are marked beside their colour. */
const drawn = (element: string) => casey.page.evaluate<string>(`getComputedStyle(document.querySelector('main ${element}')).textDecorationLine`);
const versionsOf = async (record: string) =>
  (await app.database.pool.query<{ number: number; kind: string; sent: string | null; from: string | null }>(
    `SELECT number, kind, sent_on::text AS sent, from_record || '/' || from_number AS from FROM plan_version WHERE record_ref = $1 ORDER BY number`, [record])).rows;

test('nothing written: it says so and how to begin; begun, the advice on file is listed and what is lacking is said', async () => {
  await casey.open(paths.case(ref));
  await casey.page.getByRole('link', { name: 'The plan, section by section' }).click();
  expect(await main()).toContain(t.nothing);
  await looks(casey);
  expect(await casey.press(t.start)).toBe(200);
  const text = await main();
  expect(text).toContain('Draft plan, version 1, being written');
  expect(text).toContain('Pia Lindqvist');
  expect(text).toContain('How it was used is not said');
  expect(text).toContain('No special educational need is set out');
  await looks(casey);
});

test('items are added, changed and joined; a line that is not specific is pointed out beside it, and no longer once it is mended', async () => {
  await casey.open(paths.planItem(ref, 'B', 'new'));
  expect(await casey.press(t.save)).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ text: 'The need is missing', href: '#need' }]);
  await looks(casey);
  await added('B', { need: 'Wren finds it hard to follow what is said to a group.' });
  await added('E', { outcome: 'Wren follows two-step instructions', measure: '4 of 5 times, seen by her teacher', byWhen: 'July 2027' }, { needs: ['B1'] });
  await added('F', { what: 'Access to speech and language therapy', howOften: 'as required', who: 'a therapist' }, { needs: ['B1'], outcomes: ['E1'] });
  const line = casey.page.locator('#F1');
  expect(await line.innerText()).toContain('Access is not provision: nobody has to give anything.');
  expect(await line.innerText()).toContain('“as required” (How often): Who decides when that is?');
  expect(await line.innerText()).toContain('How long is missing');
  await looks(casey);

  await line.getByRole('link', { name: 'Change F1' }).click();
  expect(await casey.page.locator('[data-duly-found="what"]').innerText()).toContain('“Access to”');
  await looks(casey);
  await casey.type({ what: 'Speech and language therapy, one to one', howOften: 'once a week in term time', howLong: '30 minutes', who: 'a registered speech and language therapist', until: 'July 2027' });
  expect(await casey.press(t.save)).toBe(200);
  expect(await casey.page.locator('#F1').innerText()).not.toContain('Not specific enough');
  await casey.open(paths.planSection(ref, 'C'));
  await looks(casey);
  await casey.choose({ none: ['yes'] });
  expect(await casey.press(t.save)).toBe(200);
  expect(await main()).toContain('No health need has been identified.');
});

test('while it is typed, where JavaScript runs, the same is said beside the field', async () => {
  const typing = await visit(browser, app.url, { as: 'manager', script: true });
  await typing.open(paths.planItem(ref, 'F', 'new'));
  await typing.page.locator('#what').pressSequentially('Regular small-group work');
  const said = typing.page.locator('[data-duly-found="what"]');
  await said.getByText('How often this is, each reader decides').waitFor();
  await typing.page.locator('#howOften').fill('3 times a week');
  await typing.page.locator('#howLong').fill('20 minutes');
  await said.getByText('How often this is').waitFor({ state: 'detached' });
  await expectAccessible(typing);
  await typing.leave();
});

test('two people in one version: other parts go together; the same part is told with who, when and how it stands, and nothing is lost', async () => {
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.planItem(ref, 'F', 'F1'));
  await casey.open(paths.planItem(ref, 'E', 'E1'));
  await casey.type({ byWhen: 'the end of Year 6' });
  expect(await casey.press(t.save)).toBe(200);
  await casey.open(paths.planItem(ref, 'F', 'F1'));
  await casey.type({ howLong: '40 minutes' });
  expect(await casey.press(t.save)).toBe(200);
  await mara.type({ howLong: '45 minutes' });
  expect(await mara.press(t.save)).toBe(409);
  expect((await mara.errorSummary())[0]?.text).toContain('F1 was changed by Casey Marlow');
  expect(await mara.page.locator('#theirs').innerText()).toContain('40 minutes');
  expect(await mara.page.locator('#howLong').inputValue()).toBe('45 minutes');
  await expectAccessible(mara);
  expect(await mara.press(t.save)).toBe(200); // put together by hand: theirs was read
  expect(await mara.page.locator('#F1').innerText()).toContain('45 minutes');
  await mara.leave();
});

test('the form that sends the draft names the version; sent, its text is kept as it was, and the history says which', async () => {
  await casey.open(paths.record(ref, 'draft-plan-sent'));
  expect(await main()).toContain(t.form.keep(1));
  expect(await casey.press('Record')).toBe(400);
  await looks(casey);
  const before = await casey.page.locator('input[name="planText"]').first().getAttribute('value');
  await casey.choose({ planText: before ?? '', channel: 'by-hand' });
  await casey.type(day('on', '2025-12-16'));
  await added('K', { who: 'Ms Rowan', used: 'Sections B and F' }); // saved again by somebody while the form was open
  await casey.open(paths.record(ref, 'draft-plan-sent'));
  const now = await casey.page.locator('input[name="planText"]').first().getAttribute('value');
  expect(now).not.toBe(before);
  await casey.choose({ planText: now ?? '', channel: 'by-hand' });
  await casey.type(day('on', '2025-12-16'));
  expect(await casey.press('Record')).toBe(200);
  expect(await versionsOf(ref)).toEqual([{ number: 1, kind: 'draft', sent: '2025-12-16', from: null }]);
  expect(await main()).toContain('Version 1 of the plan’s text');
  await expect(app.database.pool.query(`UPDATE plan_version SET content = '{}' WHERE record_ref = $1`, [ref])).rejects.toMatchObject({ code: '23001' });
  expect(await casey.open(paths.planItem(ref, 'F', 'F1'))).toBe(404); // nothing is being written
});

test('what a form had before it is what is sent, or nothing: the text saved again refuses the fact', async () => {
  const fact = { type: 'amendment-notice-sent', on: '2025-12-16', evidence: 'plan:1/0' };
  await expect(app.record(ref, [fact])).rejects.toThrow();
  await expect(app.record(ref, [{ type: 'contact-made', on: '2025-12-16', evidence: 'plan:1/3' }])).rejects.toThrow();
});

test('the next version starts from the one sent; the final plan opens the plan’s record with it as its first version; the two are compared, not by colour alone', async () => {
  await casey.open(paths.plan(ref));
  expect(await casey.press(t.startNext(1))).toBe(200);
  await casey.open(paths.planItem(ref, 'F', 'F1'));
  await casey.type({ howOften: 'twice a week in term time' });
  await casey.press(t.save);
  await casey.open(paths.planSection(ref, 'I'));
  await casey.type({ name: 'Quayside Primary', type: 'Mainstream primary school' });
  await casey.press(t.save);
  await casey.open(paths.planCompare(ref));
  const diff = casey.page.locator('main');
  expect(await diff.locator('del').allInnerTexts()).toEqual([expect.stringContaining('once')]);
  expect(await diff.locator('ins').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('twice'), expect.stringContaining('Quayside Primary')]));
  expect(await drawn('del')).toBe('line-through');
  expect(await drawn('ins')).toBe('underline');
  expect(await diff.locator('del').innerText()).toContain(t.difference.out);
  await looks(casey);

  app.today('2026-01-12');
  await stopped();
  await completed();
  await casey.open(paths.record(ref, 'final-plan-issued'));
  expect(await main()).not.toContain(t.form.fails.heading(2));
  await casey.page.locator('input[name="planText"]').first().check();
  await casey.type(day('on', '2026-01-12'));
  const offered = casey.page.locator('input[name="channel"][value="by-hand"]');
  if ((await offered.count()) > 0) await offered.check();
  expect(await casey.press('Record')).toBe(200);
  expect(await versionsOf(ref)).toMatchObject([{ number: 1, kind: 'draft' }, { number: 2, kind: 'final', sent: '2026-01-12', from: `${ref}/1` }]);
  const plan = (await app.database.pool.query<{ ref: string }>('SELECT ref FROM case_record WHERE made_from = $1', [ref])).rows[0]?.ref ?? '';
  expect(await versionsOf(plan)).toEqual([{ number: 1, kind: 'final', sent: '2026-01-12', from: `${ref}/2` }]);
  await casey.open(paths.plan(ref));
  expect(await main()).toContain(t.becameHint(plan));
  await casey.open(paths.plan(plan));
  expect(await main()).toContain('Final plan, version 1, sent on 12 January 2026');
  await casey.press(t.startNext(1));
  expect(await main()).toContain('Proposed amendments, version 2, being written');
  await casey.open(paths.history(plan));
  expect(await main()).toContain(`The final text of ${ref} is version 1 of this plan`);
});

/** A caseworker is told what the text fails, cannot record it, and is offered no way round. */
async function stopped(): Promise<void> {
  await casey.open(paths.record(ref, 'final-plan-issued'));
  const said = await casey.page.locator('section[aria-labelledby="gate"]').innerText();
  expect(said).toContain(t.form.fails.heading(2));
  expect(said).toContain('Section A has nothing under the child’s own views.');
  expect(said).toContain('SEND Regulations 2014 reg 12(1)(a)');
  expect(await casey.page.locator('[name="despite"]').count()).toBe(0);
  await looks(casey);
  await casey.page.locator('input[name="planText"]').first().check();
  await casey.type(day('on', '2026-01-12'));
  expect(await casey.press('Record')).toBe(409);
  expect((await casey.errorSummary()).map(({ text }) => text)).toContain('Section A has nothing under the child’s own views. (SEND Regulations 2014 reg 12(1)(a); Children and Families Act 2014 s 19)');
  await looks(casey);
  expect(await casey.page.locator('main').innerText()).toContain(t.form.elsewhere.other);
  await casey.choose({ planText: 'other' });
  await casey.type(day('on', '2026-01-12'));
  expect(await casey.press('Record')).toBe(409);
  expect((await casey.errorSummary())[0]?.text).toContain('A text of this plan is written in Duly, and what goes out is another');
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.record(ref, 'final-plan-issued'));
  expect([await mara.page.locator('[name="despite"]').count(), (await mara.page.locator('main').innerText()).includes(t.form.elsewhere.manager)]).toEqual([1, true]);
  await mara.leave();
  expect(await versionsOf(ref)).toMatchObject([{ number: 1 }, { number: 2, sent: null }]);
}

async function completed(): Promise<void> {
  await casey.open(paths.planSection(ref, 'A'));
  await casey.type({ child: 'I like trains.', family: 'We hope that she finds friends.', aspirations: 'To become a driver.' });
  expect(await casey.press(t.save)).toBe(200);
  for (const section of ['D', 'G', 'H1', 'H2']) {
    await casey.open(paths.planSection(ref, section));
    await casey.choose({ none: ['yes'] });
    expect(await casey.press(t.save)).toBe(200);
  }
}

test('the family reads what it was sent, what changed side by side, and nothing that is still being written', async () => {
  const mother = await parentOf(app, ref);
  const parent = await visitByLink(browser, app, { recordRef: ref, forKind: 'person', forRef: mother });
  await parent.page.getByRole('link', { name: t.family.read }).click();
  const text = await parent.page.locator('main').innerText();
  expect(text).toContain('Final plan, version 2, sent on 12 January 2026');
  expect(await parent.page.locator('del').allInnerTexts()).toEqual([expect.stringContaining('once')]);
  expect(text).toContain('Wren finds it hard to follow what is said to a group.');
  expect(text).not.toContain('Lacking');
  expect(await parent.page.locator('main form').count()).toBe(0);
  await looks(parent);
  expect(await parent.open(`${paths.familyPlan}?version=7`)).toBe(404);
  await parent.open(paths.plan(ref));
  expect(await parent.page.content()).not.toContain('Wren finds it hard');
  await parent.leave();
});

test('an amendment: proposed amendments start from the plan in force, are sent with the notice, and the amended plan is in force', async () => {
  const plan = (await app.database.pool.query<{ ref: string }>('SELECT ref FROM case_record WHERE made_from = $1', [ref])).rows[0]?.ref ?? '';
  app.today('2026-12-01');
  await app.record(plan, [{ type: 'review-meeting-held', on: '2026-11-10' }]);
  await app.record(plan, [{ type: 'review-decision-sent', on: '2026-11-30', decision: 'amend' }]);
  await casey.open(paths.planItem(plan, 'F', 'F1'));
  await casey.type({ howLong: '60 minutes' });
  expect(await casey.press(t.save)).toBe(200);
  const version = async (number: number) => `plan:${number}/${(await app.database.pool.query<{ saves: number }>('SELECT saves FROM plan_version WHERE record_ref = $1 AND number = $2', [plan, number])).rows[0]?.saves ?? -1}`;
  await app.record(plan, [{ type: 'amendment-notice-sent', on: '2026-11-30', channel: 'by-hand', evidence: await version(2) }]);
  expect(await versionsOf(plan)).toMatchObject([{ number: 1, kind: 'final' }, { number: 2, kind: 'proposed', sent: '2026-11-30', from: `${plan}/1` }]);

  app.today('2026-12-21');
  await casey.open(paths.plan(plan));
  await casey.press(t.startNext(2));
  await app.record(plan, [{ type: 'amended-plan-issued', on: '2026-12-21', evidence: await version(3) }]);
  expect((await versionsOf(plan))[2]).toEqual({ number: 3, kind: 'amended', sent: '2026-12-21', from: `${plan}/2` });
  const parent = await visitByLink(browser, app, { recordRef: plan, forKind: 'person', forRef: await parentOf(app, plan) });
  await parent.open(`${paths.familyPlan}?version=2`);
  expect(await parent.page.locator('ins').allInnerTexts()).toEqual([expect.stringContaining('60')]);
  await parent.leave();
  await casey.open(paths.case(plan));
  expect(await main()).toContain('Version 3 of the plan’s text');
  app.today('2026-01-12');
});

test('who sees the record reads its plan; only its caseworker and manager write; to everybody else there is none', async () => {
  const other = await app.openCase('2025-10-06', 'Rowan');
  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  expect(await olu.open(paths.plan(other))).toBe(200);
  expect(await olu.page.locator('main form').count()).toBe(0);
  expect(await olu.open(paths.planItem(ref, 'F', 'new'))).toBe(403);
  const token = await olu.page.locator('input[name="_csrf"]').first().getAttribute('value');
  const post = async (to: string) => (await olu.context.request.post(to, { form: { _csrf: token ?? '' }, maxRedirects: 0 })).status();
  expect([await post(paths.planStart(other)), await post(paths.planCheck(other))]).toEqual([403, 403]);
  expect(await olu.open(paths.planCompare(other))).toBe(404);
  await olu.leave();
  const erin = await visit(browser, app.url, { as: 'elsewhere' });
  expect([await erin.open(paths.plan(other)), await erin.open(paths.planFile(ref, 2, 'docx')), await erin.open(paths.planCompare(ref))]).toEqual([404, 404, 404]);
  await erin.leave();
  expect(await versionsOf(other)).toEqual([]);
});

test('a version set aside makes room for the next, and is said in the history', async () => {
  const other = await app.openCase('2025-10-06', 'Sorrel');
  await casey.open(paths.plan(other));
  await casey.press(t.start);
  await casey.page.locator('summary').last().click();
  expect(await casey.press(t.setAside)).toBe(200);
  expect(await main()).toContain(t.setAsideDone);
  await casey.press(t.start);
  expect(await main()).toContain('version 2, being written');
  await casey.open(paths.history(other));
  expect(await main()).toContain('Version 1 of the plan’s text set aside');
});

test('an item is taken out, what was for it is no longer for it; somebody who was changing it is told', async () => {
  const other = await app.openCase('2025-10-06', 'Bryony');
  await casey.open(paths.plan(other));
  await casey.press(t.start);
  for (const need of ['Reading', 'Writing']) {
    await casey.open(paths.planItem(other, 'B', 'new'));
    await casey.type({ need });
    await casey.press(t.save);
  }
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.planItem(other, 'B', 'B2'));
  await casey.open(paths.planItem(other, 'B', 'B2'));
  await casey.page.locator('summary').last().click();
  expect(await casey.press(t.takeOut)).toBe(200);
  expect(await main()).toContain(t.takenOut('B2'));
  await mara.type({ need: 'Writing by hand' });
  expect(await mara.press(t.save)).toBe(409);
  expect((await mara.errorSummary())[0]?.text).toContain('B2 was taken out by Casey Marlow');
  expect(await mara.page.locator('#need').inputValue()).toBe('Writing by hand');
  await expectAccessible(mara);
  await mara.leave();
});

test('taken away as a Word document and as a PDF: headings, language, table headers, tags, and the words themselves', async () => {
  const get = async (kind: string) => (await casey.context.request.get(paths.planFile(ref, 2, kind))).body();
  const files = unzipped(await get('docx'));
  const inside = (name: string) => files.get(name) ?? '';
  const document = inside('word/document.xml');
  expect(document).toContain('Wren finds it hard to follow what is said to a group.');
  expect(document.match(/<w:pStyle w:val="Heading1"\/>/g)).toHaveLength(12);
  expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(document.match(/<w:tbl>/g)?.length ?? 0);
  expect(inside('word/styles.xml')).toContain('<w:lang w:val="en-GB"/>');
  expect(inside('docProps/core.xml')).toContain('Wren Testchild');
  const scripted = await visit(browser, app.url, { script: true });
  for (const [name, xml] of files) expect(await scripted.page.evaluate<number>(`new DOMParser().parseFromString(${JSON.stringify(xml)}, 'application/xml').querySelectorAll('parsererror').length`), name).toBe(0);
  expect(files.size).toBe(7);
  await scripted.leave();

  const pdf = (await get('pdf')).toString('latin1');
  expect(pdf.startsWith('%PDF-')).toBe(true);
  expect(pdf).toContain('/StructTreeRoot');
  expect(pdf).toContain('/Lang (en-GB)');
  expect(pdf).toMatch(/\/S \/H2\b/);
  expect(pdf).toMatch(/\/S \/TH\b/);
  expect((await casey.context.request.get(paths.planFile(ref, 2, 'odt'))).status()).toBe(404);
});
