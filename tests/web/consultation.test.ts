import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { CONSULTATION_WORDS as t, GROUND_WORDS } from '../../web/words/consultation.js';
import { PLACEMENT_WORDS } from '../../web/words/placements.js';
import { launchBrowser } from '../support/resources.js';
import { codeSentTo, linkFor, visitByLink } from './support/by-link.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** A setting is consulted by link: it reads the papers it may see, answers, and sees what became of it. */

const [QUAYSIDE, HILLTOP] = ['T-QUAYS1DE', 'T-H1110P00'];
let browser: Browser;
let app: TestApp;
let ref: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-26' })]);
  await app.database.pool.query(`UPDATE setting SET email = lower(ref) || '@post.example'`);
  ref = await app.openCase('2025-09-02');
  await app.record(ref, [
    { type: 'assessment-agreed', on: '2025-10-07' },
    { type: 'issue-agreed', on: '2025-12-15' },
    { type: 'draft-plan-sent', on: '2026-01-05', channel: 'by-hand' },
    { type: 'setting-consulted', on: '2026-01-20', setting: QUAYSIDE },
    { type: 'setting-consulted', on: '2026-01-20', setting: HILLTOP },
  ]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const linkOf = (forRef: string, recordRef = ref) => ({ recordRef, forKind: 'setting', forRef }) as const;

test('the caseworker chooses the papers; a file that lies about its type is refused by name', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.placements(ref));
  expect(await casey.page.getByText(PLACEMENT_WORDS.papersNone).count()).toBe(1);
  const put = async (name: string, text: string) => {
    await casey.page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    return casey.press(PLACEMENT_WORDS.papersSave);
  };
  expect(await put('plan.pdf', 'no PDF at all')).toBe(400);
  expect((await casey.errorSummary())[0]).toEqual({ href: '#file', text: expect.stringContaining('plan.pdf is not what its name says') as string });
  expect(await put('draft plan.txt', 'Section B.')).toBe(200);
  expect(await put('family letter.txt', 'For the council alone.')).toBe(200);
  await casey.page.getByLabel('family letter.txt').uncheck();
  await casey.press(PLACEMENT_WORDS.papersSave);
  await expectAccessible(casey);
  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  await olu.open(paths.placements(ref));
  expect(await olu.page.getByRole('button', { name: PLACEMENT_WORDS.papersSave }).count()).toBe(0);
  for (const one of [casey, olu]) await one.leave();
});

test('by link and code a setting sees its papers and no others, answers no on a ground of the law, and sees its answer', async () => {
  const school = await visitByLink(browser, app, linkOf(QUAYSIDE), { width: 320 });
  expect(new URL(school.page.url()).pathname).toBe(paths.consultation(ref, QUAYSIDE));
  const text = await school.page.locator('main').innerText();
  expect(text).toContain('Wren Testchild, born 27 March 2016');
  expect(text).toContain('Wednesday 4 February 2026');
  expect(text).toContain('draft plan.txt');
  expect(text).not.toContain('family letter.txt');
  await expectAccessible(school);
  await expectNoSidewaysScroll(school);
  const paper = (await school.page.getByRole('link', { name: 'draft plan.txt' }).getAttribute('href')) ?? '';
  expect(await (await school.context.request.get(paper)).text()).toBe('Section B.');
  const { rows } = await app.database.pool.query<{ ref: string }>(`SELECT ref FROM document WHERE name = 'family letter.txt'`);
  expect((await school.context.request.get(paths.consultationFile(ref, QUAYSIDE, rows[0]?.ref ?? ''))).status()).toBe(404);

  await school.choose({ answer: 'no' });
  expect(await school.press(t.send)).toBe(400);
  expect((await school.errorSummary()).map(({ href }) => href)).toEqual(['#grounds', '#words']);
  await school.choose({ grounds: ['education-of-others', 'use-of-resources'] });
  await school.type({ words: 'Thirty-one in the class. A second adult could change it.', places: 'none', ...day('startsOn', '2026-09-01') });
  expect(await school.press(t.send)).toBe(400);
  await school.type({ places: '0', yearlyCost: '14500' });
  expect(await school.press(t.send)).toBe(200);
  expect(await school.page.getByText(t.sent).count()).toBe(1);
  expect(await school.page.getByText(t.waits).count()).toBe(1);
  expect(await school.page.getByText('draft plan.txt').count()).toBe(0); // the papers were for answering
  expect((await school.context.request.get(paper)).status()).toBe(404);
  await expectAccessible(school);
  await school.leave();
});

test('the answer is a fact in the setting’s own name, without its words; the caseworker compares all it said', async () => {
  const { rows } = await app.database.pool.query<{ actor: string; payload: object }>(`SELECT actor, payload FROM journal_entry WHERE record_ref = $1 AND type = 'setting-answered'`, [ref]);
  expect(rows).toEqual([{ actor: QUAYSIDE, payload: { type: 'setting-answered', on: '2026-01-26', setting: QUAYSIDE, answer: 'no', note: expect.stringMatching(/^N-/) as string } }]);
  expect(app.logged.join('\n')).not.toContain('second adult');
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.placements(ref));
  const row = await casey.page.locator('tbody tr', { hasText: 'Quayside' }).innerText();
  for (const said of [PLACEMENT_WORDS.answers['no'] ?? '', GROUND_WORDS['education-of-others'], '0 places free', '£14,500 a year', 'from Tuesday 1 September 2026', 'Link opened on']) expect(row).toContain(said);
  await casey.open(paths.history(ref));
  expect(await casey.page.getByText(/recorded by Quayside Primary/).count()).toBe(1);
  await casey.leave();
});

test('a setting opens nothing of another’s, and nothing of the family’s or of advice', async () => {
  const hilltop = await visitByLink(browser, app, linkOf(HILLTOP));
  for (const path of [paths.consultation(ref, QUAYSIDE), paths.family, paths.adviceAnswer(ref, 'V-PSYCH000')]) {
    expect(await hilltop.open(path), path).toBeGreaterThanOrEqual(400);
    expect(await hilltop.page.getByText('second adult').count()).toBe(0);
  }
  const nobody = await visit(browser, app.url);
  await nobody.open(paths.consultation(ref, HILLTOP));
  expect(await nobody.page.getByText('Wren').count()).toBe(0);
  for (const one of [hilltop, nobody]) await one.leave();
});

test('it sees what became of it; ended by the caseworker the link opens nothing', async () => {
  await app.record(ref, [{ type: 'final-plan-issued', on: '2026-01-26', setting: HILLTOP }]);
  const token = await linkFor(app, linkOf(QUAYSIDE));
  const school = await visit(browser, app.url);
  await school.open(paths.link(token));
  expect(await school.page.getByText(texts.link.setting).count()).toBe(1);
  app.today('2026-01-27'); // no second code within the minute
  await school.press(texts.link.send);
  await school.type({ code: await codeSentTo(app, QUAYSIDE) });
  await school.press(texts.link.enter);
  expect(await school.page.getByText(t.notNamed('Monday 26 January 2026')).count()).toBe(1);

  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.placements(ref));
  await casey.page.locator(`details#${QUAYSIDE} summary`).click();
  await casey.page.locator(`details#${QUAYSIDE}`).getByRole('button', { name: PLACEMENT_WORDS.endLink }).click();
  await casey.page.getByText(PLACEMENT_WORDS.linkEnded).waitFor();
  expect(await school.open(paths.link(token))).toBe(410);
  await school.open(paths.consultation(ref, QUAYSIDE));
  expect(await school.page.getByText('Wren').count()).toBe(0);
  for (const one of [school, casey]) await one.leave();
});

test('a setting that is not consulted about a child is told that nothing is asked of it', async () => {
  const other = await app.openCase('2025-09-02', 'Finch');
  const token = await linkFor(app, linkOf('T-QUAYS1DE', other));
  const school = await visit(browser, app.url);
  expect(await school.open(paths.link(token))).toBe(410);
  await school.leave();
});
