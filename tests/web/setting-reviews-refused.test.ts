import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Instant } from '../../domain/dates/london.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { REVIEW_WORDS as t } from '../../web/words/setting-reviews.js';
import { launchBrowser } from '../support/resources.js';
import { linkFor, visitByLink } from './support/by-link.js';
import { openPlan } from './support/reviewed-plan.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, visit, type Visitor } from './support/visitor.js';

/** What a setting may not see or do of reviews, and what becomes of two people of it at work at once. */

const [QUAYSIDE, HILLTOP] = ['T-QUAYS1DE', 'T-H1110P00'];
let browser: Browser;
let app: TestApp;
let mine: string;
let theirs: string;
let hidden: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-10' })]);
  mine = await openPlan(app, 'Robin');
  theirs = await openPlan(app, 'Heron', { setting: HILLTOP });
  hidden = await openPlan(app, 'Wagtail');
  for (const ref of [mine, theirs, hidden]) await app.record(ref, [{ type: 'review-date-set', on: '2026-10-01', meetingOn: '2026-11-05' }]);
  await app.record(theirs, [{ type: 'review-meeting-held', on: '2026-11-05' }]);
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [hidden]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

/** A school's window. A code is sent once a minute at most, and here it is always one minute: those before are made old. */
async function schoolOf(forRef: string, recordRef: string, options = {}): Promise<Visitor> {
  await app.database.pool.query(`UPDATE message SET queued_at = queued_at - interval '1 day' WHERE letter = 'access-code'`);
  return visitByLink(browser, app, { recordRef, forKind: 'setting', forRef }, options);
}
const mainText = (visitor: Visitor) => visitor.page.locator('main').innerText();
const factsOf = (ref: string) => app.countFacts(ref);

test('another setting’s pupil answers as one that is not there, on every page, file and form; nothing is written', async () => {
  const school = await schoolOf(QUAYSIDE, mine);
  const before = await factsOf(theirs);
  await school.open(paths.settingReview(mine));
  const token = /name="_csrf" value="([^"]+)"/.exec(await school.page.content())?.[1] ?? '';
  const missing = paths.settingReview('P-NOTTHERE');
  const sayings = new Set<string>();
  for (const path of [paths.settingReview(theirs), paths.settingReviewStep(theirs, 'review-meeting-held'), paths.reviewReport(theirs), paths.reviewReportFile(theirs, 'D-00000000'), missing]) {
    expect(await school.open(path), path).toBe(404);
    const text = await mainText(school);
    expect(text).not.toContain('Heron');
    sayings.add(text);
  }
  expect(sayings.size).toBe(1); // not yours and not there look alike
  const { request } = school.context;
  const post = (path: string, form: Record<string, string>) => request.post(path, { form: { _csrf: token, ...form }, maxRedirects: 0 });
  for (const path of [paths.settingReviewStep(theirs, 'review-meeting-held'), paths.reviewReport(theirs), paths.reviewReportDraft(theirs), paths.settingReviewStep(mine, 'review-decision-sent'), paths.settingReviewStep(mine, 'plan-ceased')]) {
    expect((await post(path, { ...day('on', '2026-11-06'), entry: '99', recommendation: 'keep', do: 'send-anyway' })).status(), path).toBe(404);
  }
  expect(await factsOf(theirs)).toBe(before);
  for (const path of [paths.case(mine), paths.caseReports(mine), paths.cases]) {
    await school.open(path);
    expect(await mainText(school)).not.toContain('Robin');
  }
  await school.leave();
});

test('a restricted pupil stands in no inbox but that of the link that was sent for it, and in no calendar', async () => {
  const plain = await schoolOf(QUAYSIDE, mine);
  expect(await mainText(plain)).not.toContain('Wagtail');
  expect(await plain.open(paths.settingReview(hidden))).toBe(404);
  const named = await schoolOf(QUAYSIDE, hidden);
  expect(await mainText(named)).toContain('Wagtail');
  await named.press(t.calendar.make);
  const address = await named.page.locator('#feed-ics').inputValue();
  expect(await (await fetch(address)).text()).not.toContain(hidden);
  for (const one of [plain, named]) await one.leave();
});

test('nobody, a caseworker, an adviser and a family see nothing of a setting’s pages', async () => {
  const nobody = await visit(browser, app.url);
  await nobody.open(paths.settingReviews);
  expect(new URL(nobody.page.url()).pathname).toBe(paths.signIn);
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  expect(await casey.open(paths.settingReviews)).toBe(404);
  await app.database.pool.query(`UPDATE adviser SET email = 'head@post.example' WHERE ref = 'V-HEAD0000'`);
  const assessment = await app.openCase('2026-11-02', 'Starling');
  await app.record(assessment, [{ type: 'assessment-agreed', on: '2026-11-03' }]);
  await app.record(assessment, [{ type: 'advice-requested', on: '2026-11-03', adviser: 'V-HEAD0000', role: 'head-teacher' }]);
  const adviser = await visitByLink(browser, app, { recordRef: assessment, forKind: 'adviser', forRef: 'V-HEAD0000' });
  for (const path of [paths.settingReviews, paths.settingReview(mine), paths.reviewReport(mine), paths.settingReviewDates]) expect(await adviser.open(path), path).toBe(404);
  for (const one of [nobody, casey, adviser]) await one.leave();
});

test('a link that is ended, has run out, or whose code was wrong five times opens nothing; ended by the caseworker, whoever is in is out', async () => {
  const school = await schoolOf(QUAYSIDE, mine);
  const whose = { recordRef: mine, forKind: 'setting', forRef: QUAYSIDE } as const;
  const late = await linkFor(app, whose, { endsAt: '2026-11-09T10:00:00.000Z' as Instant });
  const visitor = await visit(browser, app.url);
  expect(await visitor.open(paths.link(late))).toBe(410);
  expect(await visitor.heading()).toBe(texts.link.ended.expired.title);

  const wrong = await linkFor(app, whose);
  await app.database.pool.query(`UPDATE message SET queued_at = queued_at - interval '1 day' WHERE letter = 'access-code'`);
  await visitor.open(paths.link(wrong));
  expect(await visitor.page.getByText(texts.link.reviews).count()).toBe(1);
  await visitor.press(texts.link.send);
  for (let go = 0; go < 5; go += 1) {
    await visitor.type({ code: '000000' });
    await visitor.press(texts.link.enter);
  }
  expect(await visitor.heading()).toBe(texts.link.ended.locked.title);

  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.caseReports(mine));
  await casey.page.getByRole('button', { name: new RegExp(t.ofCase.endLink) }).first().click();
  await casey.page.getByText(t.ofCase.ended).waitFor();
  expect(await school.open(paths.settingReview(mine))).toBe(200); // the sign-in page
  expect(new URL(school.page.url()).pathname).toBe(paths.signIn);
  for (const one of [school, visitor, casey]) await one.leave();
});

test('no report before its meeting, no step twice, none for a day that cannot be: refused, and nothing written', async () => {
  const school = await schoolOf(QUAYSIDE, mine);
  await school.open(paths.reviewReport(mine));
  expect(await mainText(school)).toContain(t.report.noMeeting);
  const before = await factsOf(mine);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await school.page.content())?.[1] ?? '';
  const sent = await school.context.request.post(paths.reviewReport(mine), { form: { _csrf: csrf, recommendation: 'keep', version: '0', do: 'send-anyway' } });
  expect(sent.status()).toBe(409);
  expect(await sent.text()).toContain('No review meeting has been held');
  for (const on of ['2026-02-30', '2026-11-11', '2026-09-30', '26-11-05', '']) {
    await school.open(paths.settingReviewStep(mine, 'review-invitations-sent'));
    const [year = '', month = '', date = ''] = on.split('-');
    await school.type({ 'on-day': date, 'on-month': month, 'on-year': year });
    expect(await school.press('Record'), on).toBe(400);
  }
  expect(await factsOf(mine)).toBe(before);
  expect(await school.open(paths.settingReviewStep(mine, 'review-report-sent'))).toBe(404);
  await school.leave();
});

test('two people of the school say one thing at once: the second is told what was recorded', async () => {
  const [one, other] = [await schoolOf(QUAYSIDE, mine), await schoolOf(QUAYSIDE, mine)];
  const path = paths.settingReviewStep(mine, 'review-meeting-held');
  for (const visitor of [one, other]) {
    await visitor.open(path);
    await visitor.type(day('on', '2026-11-05'));
  }
  expect(await one.press('Record')).toBe(200);
  expect(await other.press('Record')).toBe(409);
  expect((await other.errorSummary())[0]?.text).toContain(texts.facts['review-meeting-held'].told);
  expect(await mainText(other)).toContain(t.notNow);
  const { rows } = await app.database.pool.query(`SELECT 1 FROM journal_entry WHERE record_ref = $1 AND type = 'review-meeting-held'`, [mine]);
  expect(rows).toHaveLength(1);
  for (const visitor of [one, other]) await visitor.leave();
});

test('two people write one report: the second is told which parts differ and loses nothing; sent by one, the other can send no second', async () => {
  const [one, other] = [await schoolOf(QUAYSIDE, mine), await schoolOf(QUAYSIDE, mine)];
  for (const visitor of [one, other]) await visitor.open(paths.reviewReport(mine));
  await one.type({ childViews: 'As the first wrote it.', disagreements: 'None' });
  expect(await one.press(t.report.save)).toBe(200);
  await other.type({ childViews: 'As the second wrote it.' });
  expect(await other.press(t.report.save)).toBe(409);
  const [problem] = await other.errorSummary();
  expect(problem?.text).toContain(`${t.report.parts.childViews.toLowerCase()}, ${t.report.parts.disagreements.toLowerCase()}`);
  expect(await other.page.locator('#theirs').innerText()).toContain('As the first wrote it.');
  expect(await other.page.locator('#childViews').inputValue()).toBe('As the second wrote it.');
  expect(await other.press(t.report.save)).toBe(200);
  await one.choose({ recommendation: 'keep' });
  expect(await one.press(t.report.send)).toBe(409);

  await other.choose({ recommendation: 'keep' });
  expect(await other.press(t.report.send)).toBe(200);
  expect(await other.press(t.report.sendAnyway)).toBe(200);
  expect(await mainText(other)).toContain('As the second wrote it.');
  expect(await one.press(t.report.send)).toBe(409);
  const { rows } = await app.database.pool.query(`SELECT 1 FROM journal_entry WHERE record_ref = $1 AND type = 'review-report-sent'`, [mine]);
  expect(rows).toHaveLength(1);
  for (const visitor of [one, other]) await visitor.leave();
});

test('a file that lies about its type is refused by name, one of a draft is nobody else’s, and taken away it is gone', async () => {
  const school = await schoolOf(HILLTOP, theirs);
  await school.open(paths.reviewReport(theirs));
  const put = async (name: string, text: string) => {
    await school.page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    return school.press('Attach');
  };
  await school.type({ childViews: 'Typed before the file.' });
  expect(await put('report.pdf', 'no PDF at all')).toBe(400);
  expect((await school.errorSummary())[0]?.text).toContain('report.pdf is not what its name says');
  expect(await school.page.locator('#childViews').inputValue()).toBe('Typed before the file.');
  expect(await put('notes.txt', 'Not sent yet.')).toBe(200);
  const href = (await school.page.getByRole('link', { name: 'notes.txt' }).getAttribute('href')) ?? '';
  expect(await (await school.context.request.get(href)).text()).toBe('Not sent yet.');
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(theirs));
  expect(await mainText(casey)).not.toContain('notes.txt');
  const quayside = await schoolOf(QUAYSIDE, mine);
  expect((await quayside.context.request.get(href)).status()).toBe(404);
  await school.page.getByRole('button', { name: 'Remove notes.txt' }).click();
  await school.page.waitForLoadState();
  expect((await school.context.request.get(href)).status()).toBe(404);
  for (const visitor of [school, casey, quayside]) await visitor.leave();
});

test('no worker answers: what was sent is kept, said so, offered no second time, and recorded later it counts', async () => {
  const school = await schoolOf(HILLTOP, theirs);
  await school.open(paths.reviewReport(theirs));
  await school.choose({ recommendation: 'cease' });
  await school.type({ reasons: 'Needs are met without a plan.' });
  app.workerAnswers(false);
  await school.press(t.report.send);
  expect(await school.press(t.report.sendAnyway)).toBe(200);
  app.workerAnswers(true);
  expect(await mainText(school)).toContain(t.pending);
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.caseReports(theirs));
  expect(await mainText(casey)).not.toContain('Needs are met');
  const { rows } = await app.database.pool.query<{ id: string; facts: object[] }>(`SELECT id, facts FROM command WHERE record_ref = $1 AND state = 'pending'`, [theirs]);
  const [command] = rows;
  await app.useCases.processes.record(theirs, { commandId: command?.id ?? '', actor: HILLTOP, facts: (command?.facts ?? []) as never });
  await casey.open(paths.caseReports(theirs));
  expect(await mainText(casey)).toContain('Needs are met');
  await school.open(paths.settingReviews);
  expect(await mainText(school)).toContain(t.owed['decide-after-review']);
  for (const visitor of [school, casey]) await visitor.leave();
});
