import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AnswerSent } from '../../api/use-cases/feedback.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { FEEDBACK_WORDS as t, GIVE_WORDS as give } from '../../web/words/feedback.js';
import { LEARNING_TABLE_WORDS, LEARNING_WORDS } from '../../web/words/learning.js';
import { launchBrowser } from '../support/resources.js';
import { answerFor, askToday, planSent, type PlanSent, ASKED_ON } from './support/asked-how-it-was.js';
import { linkFor, visitByLink } from './support/by-link.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** How it was: answered by link and code, by family and setting. Plans of 6 January 2026, asked about on the 20th. */

let browser: Browser;
let app: TestApp;
let juniper: PlanSent;
let rowan: PlanSent;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: ASKED_ON })]);
  juniper = await planSent(app, 'JVN1PER0', { name: 'Juniper' });
  rowan = await planSent(app, 'R0WAN000', { name: 'Rowan', setting: 'T-H1110P00' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}

const answersOf = async (ref: string) =>
  (await app.database.pool.query<{ byKind: string; byRef: string; marks: object; wentWell: string; better: string }>(
    `SELECT a.by_kind AS "byKind", a.by_ref AS "byRef", a.marks, a.went_well AS "wentWell", a.better FROM feedback_answer a JOIN feedback_request q ON q.ref = a.request_ref WHERE q.record_ref = $1 ORDER BY a.by_ref`, [ref])).rows;

test('before anybody is asked, a link shows that nothing is', async () => {
  const mother = await visitByLink(browser, app, { recordRef: juniper.ref, forKind: 'person', forRef: juniper.mother, leadsTo: 'feedback' });
  expect(new URL(mother.page.url()).pathname).toBe(paths.howItWas);
  expect(await mother.heading()).toBe(give.nothing.title);
  await looks(mother);
  await mother.leave();
});

test('a mother answers by her link, once: an empty answer comes back, what she sends is kept as she wrote it, and the page thanks her', async () => {
  await app.database.pool.query('DELETE FROM message'); // the minute between two codes
  expect(await askToday(app)).toEqual({ asked: 4, reminded: 0 });
  const mother = await visitByLink(browser, app, { recordRef: juniper.ref, forKind: 'person', forRef: juniper.mother, leadsTo: 'feedback' });
  expect(await mother.heading()).toBe(give.title);
  const page = await mother.page.locator('main').innerText();
  expect(page).toContain(give.about.parent('Juniper', 'Tuesday 6 January 2026'));
  expect(await mother.page.locator('fieldset').count()).toBe(6);
  await looks(mother);

  expect(await mother.press(give.send)).toBe(400);
  expect(await mother.errorSummary()).toEqual([{ text: give.empty, href: '#q-listened' }]);
  await mother.type({ better: 'x'.repeat(2001) });
  await mother.choose({ 'q-listened': 'agree' });
  expect(await mother.press(give.send)).toBe(400);
  expect(await mother.errorSummary()).toEqual([{ text: 'What could have been better? must be 2,000 characters or fewer', href: '#better' }]);
  expect(await mother.page.locator('input[name="q-listened"][value="agree"]').isChecked()).toBe(true);
  await looks(mother);

  await mother.choose({ 'q-on-time': 'strongly-disagree', 'q-knew-who': 'does-not-apply' });
  await mother.type({ wentWell: 'Kind people <b>there</b>.', better: 'Ring us back.' });
  expect(await mother.press(give.send)).toBe(200);
  expect(await mother.heading()).toBe(give.thanks.title);
  await looks(mother);
  expect(await answersOf(juniper.ref)).toEqual([{ byKind: 'person', byRef: juniper.mother, marks: { listened: 'agree', 'on-time': 'strongly-disagree', 'knew-who': 'does-not-apply' }, wentWell: 'Kind people <b>there</b>.', better: 'Ring us back.' }]);

  await mother.open(paths.howItWas);
  expect(await mother.heading()).toBe(give.thanks.title);
  expect(await mother.page.locator('main form').count()).toBe(0);
  expect(await mother.open(paths.family)).toBe(404); // this link opens the questions alone
  expect(app.logged.join('\n')).not.toContain('Ring us back');
  await mother.leave();
});

test('two windows: the second sending changes nothing that was said', async () => {
  const link = { recordRef: rowan.ref, forKind: 'person', forRef: rowan.mother, leadsTo: 'feedback' } as const;
  const mother = await visitByLink(browser, app, link);
  const other = await mother.context.newPage();
  await other.goto(paths.howItWas);
  await mother.choose({ 'q-overall': 'agree' });
  await mother.press(give.send);
  await other.locator('input[name="q-overall"][value="disagree"]').check();
  await other.getByRole('button', { name: give.send }).click();
  await other.waitForLoadState();
  expect(await other.locator('h1').innerText()).toBe(give.thanks.title);
  await other.close();
  expect((await answersOf(rowan.ref)).map(({ marks }) => marks)).toEqual([{ overall: 'agree' }]);
  await mother.leave();
});

test('the setting named answers its own questions, without any on the family’s', async () => {
  const school = await visitByLink(browser, app, { recordRef: juniper.ref, forKind: 'setting', forRef: 'T-QUAYS1DE', leadsTo: 'feedback' });
  expect(new URL(school.page.url()).pathname).toBe(paths.howItWas);
  expect(await school.page.locator('main').innerText()).toContain(give.about.setting('Juniper Testchild', 'Tuesday 6 January 2026'));
  expect(await school.page.locator('fieldset').count()).toBe(5);
  await looks(school);
  await school.choose({ 'q-specific': 'disagree', 'q-overall': 'neither' });
  expect(await school.press(give.send)).toBe(200);
  expect((await answersOf(juniper.ref)).find(({ byKind }) => byKind === 'setting')?.marks).toEqual({ specific: 'disagree', overall: 'neither' });
  await school.leave();
});

test('the way in says what it leads to and names nobody; once answered it is closed, and staff have no such page', async () => {
  const token = await linkFor(app, { recordRef: rowan.ref, forKind: 'setting', forRef: 'T-H1110P00', leadsTo: 'feedback' });
  const visitor = await visit(browser, app.url);
  await visitor.open(paths.link(token));
  const page = await visitor.page.locator('main').innerText();
  expect(page).toContain(texts.link.feedback);
  expect(page).not.toContain('Rowan');
  expect(await visitor.open(paths.link(await linkFor(app, { recordRef: rowan.ref, forKind: 'person', forRef: rowan.mother, leadsTo: 'feedback' })))).toBe(410);
  await visitor.leave();
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  expect(await casey.open(paths.howItWas)).toBe(404);
  await casey.leave();
});

/** A table's rows by its caption, a list of texts each. */
const tableOf = ({ page }: Visitor, caption: string) =>
  page.evaluate<string[][]>(`[...document.querySelectorAll('table')].filter((table) => table.caption.textContent === ${JSON.stringify(caption)}).flatMap((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.replaceAll(/\\s+/g, ' ').trim())))`);

test('fewer than five answers are not counted out; who was asked and reached is', async () => {
  const mara = await visit(browser, app.url, { as: 'manager' });
  expect(await mara.open(paths.feedback)).toBe(200);
  const page = await mara.page.locator('main').innerText();
  expect(page).toContain(t.asked(2, '2 of 2'));
  expect(page).toContain(t.asked(2, '1 of 2')); // of the settings
  expect(page).toContain(t.contact({ contactable: 2, sent: 0, failed: 0, waiting: 2 })); // the letters are still to be addressed
  expect(await mara.page.getByText(t.few).count()).toBe(2);
  expect(await tableOf(mara, t.questions('family'))).toEqual([]);
  await looks(mara);
  await mara.leave();
});

test('from five on each question says how many of how many; a team that would be known by it is left out', async () => {
  const said: readonly AnswerSent['marks'][] = [{ overall: 'agree' }, { overall: 'strongly-agree', listened: 'disagree' }, { overall: 'does-not-apply' }, { overall: 'disagree' }, { overall: 'agree' }];
  for (const [i, marks] of said.entries()) {
    const plan = await planSent(app, `ASPEN00${i}`, { name: 'Aspen', team: i === 3 ? 'west' : 'east' });
    await askToday(app);
    await answerFor(app, plan, { marks, wentWell: i === 3 ? 'Everything in the west.' : '' });
  }
  const dara = await visit(browser, app.url, { as: 'director' });
  await dara.open(paths.feedback);
  const rows = await tableOf(dara, t.questions('family'));
  // all in all: agree (Rowan), agree, strongly agree, disagree, agree; one to whom it did not apply; Juniper passed it over
  expect(rows.find(([words]) => words === 'All in all, this was done well')).toEqual(['All in all, this was done well', '4 of 5 said so', '1', '3', '0', '1', '0', '1']);
  expect(rows.find(([words]) => words === 'We were listened to')).toEqual(['We were listened to', t.fewHere, '', '', '', '', '', '0']);
  // of six in the east four answered it and it applied
  expect(await tableOf(dara, 'Families, by team')).toEqual([['East team', '6', t.fewHere], ['West team', '1', t.fewHere]]);
  await dara.page.locator('summary').first().click();
  await looks(dara);
  await dara.page.locator('select[name="team"]').selectOption('west');
  await dara.page.locator('select[name="period"]').selectOption('2026-Q1');
  await dara.press(t.show);
  expect(await dara.page.locator('main').innerText()).toContain(t.asked(1, '1 of 1'));
  expect(await dara.page.getByText(t.few).count()).toBe(2); // of the families one, of the settings nobody
  expect(await dara.open(`${paths.feedback}?period=2025-Q2`)).toBe(200);
  expect(await dara.page.getByText(t.nobodyAsked).count()).toBe(1);
  await looks(dara);
  expect(await dara.open(`${paths.feedback}?team=nowhere`)).toBe(404);
  await dara.leave();
});

test('the CSV holds the page’s figures and tells no more than it', async () => {
  const dara = await visit(browser, app.url, { as: 'director' });
  await dara.open(paths.feedback);
  const [questions, teams] = [await tableOf(dara, t.questions('family')), await tableOf(dara, 'Families, by team')];
  const href = (await dara.page.getByRole('link', { name: t.csv }).getAttribute('href')) ?? '';
  const answer = await dara.context.request.get(`${app.url}${href}`);
  expect(answer.headers()['content-disposition']).toContain('how-it-was-2026-01-20.csv');
  const lines = (await answer.text()).trim().split('\r\n').map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replaceAll(/^"|"$/g, '')));
  const figures = (table: string, row: string): readonly (readonly string[])[] => lines.filter((cells) => cells[2] === 'Families' && cells[3] === table && cells[4] === row).map((cells) => cells.slice(5));
  for (const [words = '', said, ...steps] of questions) {
    const [agreed, ...counts] = figures(t.questions('family'), words);
    expect(agreed, words).toEqual(said === t.fewHere ? [t.said, '', '', '', '', '', t.fewHere] : [t.said, ...(/^(\d+) of (\d+)/.exec(said ?? '')?.slice(1) ?? ['0', '0']), '', '', '', '']);
    expect(counts.map(([, value]) => value), words).toEqual(steps);
  }
  for (const [team = '', asked, overall] of teams) expect(figures(t.groups.team, team)).toEqual([[t.plans, asked, '', '', '', '', ''], [t.overall, '', '', '', '', '', overall]]);
  expect(lines.flat().join(' ')).not.toMatch(/Aspen|Juniper|Everything in the west|P-/); // no words, no child, no record
  await dara.leave();
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  expect((await casey.context.request.get(`${app.url}${href}`)).status()).toBe(403);
  await casey.leave();
});

test('words are read by whoever sees their record, given themes, and two people at once lose nothing', async () => {
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.feedback);
  await mara.page.getByRole('link', { name: t.readWords }).click();
  const page = await mara.page.locator('main').innerText();
  expect(page).toContain('Kind people <b>there</b>.');
  expect(page).not.toContain('Everything in the west.');
  expect(page).not.toContain('Testparent');
  await looks(mara);
  await mara.page.getByRole('link', { name: t.words.give }).first().click();
  await looks(mara);
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(new URL(mara.page.url()).pathname);
  await quinn.choose({ themes: ['people'] });
  expect(await quinn.press(t.word.save)).toBe(200);
  await mara.choose({ themes: ['kept-informed'] });
  expect(await mara.press(t.word.save)).toBe(409);
  expect(await mara.errorSummary()).toEqual([{ text: t.word.changed, href: '#themes' }]);
  expect(await mara.page.locator('input[value="people"]').isChecked()).toBe(true);
  await looks(mara);
  await mara.choose({ themes: ['kept-informed'] });
  expect(await mara.press(t.word.save)).toBe(200);
  expect(await mara.page.locator('.govuk-tag--grey').allInnerTexts()).toEqual(['Being kept informed', 'The people, and changes of people']);
  await mara.open(`${paths.feedbackWords}?theme=people&party=family`);
  expect(await mara.page.locator('.duly-messages__item').count()).toBe(1);
  await mara.open(`${paths.feedbackWords}?theme=none`);
  expect(await mara.page.getByText(t.words.nothing).count()).toBe(1);
  await looks(mara);
  expect(await mara.open(paths.feedbackWord('R-N0TTHERE'))).toBe(404);
  await Promise.all([mara.leave(), quinn.leave()]);
});

test('twenty answers a page, the newest first', async () => {
  const ref = 'P-JVN1PER0';
  await app.database.pool.query(
    `INSERT INTO feedback_answer (ref, request_ref, by_kind, by_ref, marks, went_well, better, answered_on, answered_at)
     SELECT 'R-MANY' || lpad(i::text, 4, '0'), q.ref, 'person', 'S-MANY' || i, '{}', 'Number ' || i, '', '2026-01-19', '2026-01-19T10:00Z' FROM feedback_request q, generate_series(1, 22) AS i WHERE q.record_ref = $1 AND q.party = 'family'`, [ref]);
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.feedbackWords);
  expect(await mara.page.locator('.duly-messages__item').count()).toBe(20);
  await mara.page.getByRole('link', { name: t.words.later }).click();
  expect(await mara.page.locator('.duly-messages__item').count()).toBe(3);
  await mara.page.getByRole('link', { name: t.words.newer }).click();
  expect(await mara.page.locator('.duly-messages__item').count()).toBe(20);
  await app.database.pool.query(`DELETE FROM feedback_answer WHERE ref LIKE 'R-MANY%'`);
  await mara.leave();
});

test('you said, we did: what was done stands under its theme; the list is changed by whoever leads, nothing of it lost', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(paths.feedbackDone('kept-informed'));
  await looks(quinn);
  expect(await quinn.press(t.done.save)).toBe(400);
  expect(await quinn.errorSummary()).toEqual([{ text: t.done.whatMissing, href: '#what' }]);
  await looks(quinn);
  await quinn.type({ what: 'A call every second week.', ...day('doneOn', '2026-01-19') });
  await quinn.press(t.done.save);
  expect((await tableOf(quinn, t.themes.title)).find(([words]) => words === 'Being kept informed')?.slice(1)).toEqual([t.themes.few, expect.stringContaining('A call every second week.')]);

  const beech = await planSent(app, 'BEECH000', { name: 'Beech' });
  await askToday(app);
  for (const leadsTo of ['feedback', undefined] as const) {
    const mother = await visitByLink(browser, app, { recordRef: beech.ref, forKind: 'person', forRef: beech.mother, ...(leadsTo === undefined ? {} : { leadsTo }) });
    if (leadsTo === 'feedback') {
      await mother.type({ wentWell: 'Nothing to add.' });
      await mother.press(give.send);
    }
    expect(new URL(mother.page.url()).pathname).toBe(leadsTo === 'feedback' ? paths.howItWas : paths.family);
    const read = await mother.page.locator('section[aria-labelledby="we-did"]').innerText();
    for (const said of [give.weDid.title, 'Being kept informed', 'A call every second week.', 'Done on 19 January 2026']) expect(read).toContain(said);
    expect(read).not.toContain('Quinn'); // who wrote it is for staff
    await looks(mother);
    await mother.leave();
    await app.database.pool.query('DELETE FROM message'); // the minute between two codes
  }

  await quinn.page.getByRole('link', { name: t.themes.edit }).click();
  await looks(quinn);
  await quinn.type({ 'words-8': 'Being kept informed' });
  expect(await quinn.press(t.list.save)).toBe(400);
  expect(await quinn.errorSummary()).toEqual([{ text: t.list.problem('must be a name no other theme has, a retired one included'), href: '#words-8' }]);
  await looks(quinn);
  const dara = await visit(browser, app.url, { as: 'director' });
  await dara.open(paths.feedbackThemes);
  await quinn.type({ 'words-8': 'Transport' });
  await quinn.choose({ 'retired-0': 'yes' });
  expect(await quinn.press(t.list.save)).toBe(200);
  expect((await tableOf(quinn, t.themes.title)).map(([words]) => words)).toEqual(expect.arrayContaining(['Transport', `Being kept informed (${t.themes.retired})`]));
  await dara.type({ 'words-8': 'Parking' });
  expect(await dara.press(t.list.save)).toBe(409);
  expect(await dara.page.locator('#words-8').inputValue()).toBe('Transport');
  await Promise.all([quinn.leave(), dara.leave()]);
  const mara = await visit(browser, app.url, { as: 'manager' });
  expect(await mara.open(paths.feedbackThemes)).toBe(403);
  await mara.leave();
});

test('the learning report counts the same beside the audits, and leads here', async () => {
  const quinn = await visit(browser, app.url, { as: 'qualityLead' });
  await quinn.open(`${paths.auditLearning}?quarter=2026-Q1`);
  const rows = await tableOf(quinn, LEARNING_TABLE_WORDS.feedback.title);
  expect(rows.map(([, agreed]) => agreed)).toEqual(['4 of 5']); // one setting alone has answered: none of its questions; nor those of which fewer than five spoke, or nobody
  await quinn.page.getByRole('link', { name: LEARNING_WORDS.feedback }).click();
  expect(await quinn.heading()).toBe(t.title);
  await quinn.leave();
});

test('who answers for nobody has no such page', async () => {
  for (const as of ['caseworker', 'auditor', 'psychologist'] as const) {
    const visitor = await visit(browser, app.url, { as });
    for (const path of [paths.feedback, paths.feedbackWords, paths.feedbackThemes, paths.feedbackDone('other')]) expect(await visitor.open(path), `${as} ${path}`).toBe(403);
    await visitor.leave();
  }
});
