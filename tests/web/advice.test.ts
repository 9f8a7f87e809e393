import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { visitByLink } from './support/by-link.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** Advice: proposed by regulation 6 and asked in one go, written as a draft, sent, checked, returned, accepted; and the inbox. */

let browser: Browser;
let app: TestApp;
const DAY = '2026-01-26';
const t = texts.advice;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: DAY })]);
  await app.database.pool.query(
    `INSERT INTO staff (ref, name, account, demo) VALUES ('S-HEDDA000', 'Hedda Winters', 'hedda@demo.example', true);
     INSERT INTO staff_role (staff_ref, role, service) VALUES ('S-HEDDA000', 'professional', 'health')`,
  );
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const GOOD = {
  views: 'Likes drawing; says the hall is too loud.',
  needs: 'Loses the thread of instructions of more than one step.',
  'provision-0-what': 'Language group with a set programme',
  'provision-0-who': 'A speech and language therapist',
  'provision-0-howOften': 'once a week',
  'provision-0-howLong': '30 minutes, for two terms',
  'outcomes-0-outcome': 'Follows instructions of three steps in class',
  'outcomes-0-measure': 'in 4 of 5 lessons',
  'outcomes-0-byWhen': 'July 2027',
};

async function agreedCase(name: string): Promise<string> {
  const ref = await app.openCase('2025-12-01', name);
  await app.record(ref, [{ type: 'assessment-agreed', on: '2025-12-02' }]);
  return ref;
}
async function asked(name: string, adviser = 'V-HEAD0000', role = 'head-teacher', on = '2026-01-06'): Promise<string> {
  const ref = await agreedCase(name);
  await app.record(ref, [{ type: 'advice-requested', on, adviser, role }]);
  return ref;
}
const head = (ref: string) => ({ recordRef: ref, forKind: 'adviser', forRef: 'V-HEAD0000' }) as const;
const factsOf = async (ref: string): Promise<string[]> =>
  (await app.database.pool.query<{ type: string }>(`SELECT type FROM journal_entry WHERE record_ref = $1 AND kind = 'fact' ORDER BY position`, [ref])).rows.map(({ type }) => type);
const actsOf = async (ref: string) =>
  (await app.database.pool.query<{ type: string; actor: string }>(`SELECT type, actor FROM journal_entry WHERE record_ref = $1 AND kind = 'act' AND type LIKE 'advice-%' ORDER BY position`, [ref])).rows;
const axeAndNarrow = async (visitor: Visitor) => {
  await expectAccessible(visitor);
  const size = visitor.page.viewportSize() ?? { width: 1100, height: 900 };
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize(size);
};

test('the caseworker is proposed regulation 6’s advisers, ticked with why, and asks them all in one command', async () => {
  const ref = await agreedCase('Ash');
  await app.database.pool.query(`UPDATE child SET sensory = 'hearing' WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)`, [ref]);
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(ref));
  for (const step of await casey.page.locator('main a', { hasText: /^\s*Ask for advice\s*$/ }).all()) expect(await step.getAttribute('href')).toBe(paths.askAdvice(ref));
  await casey.page.locator('main a', { hasText: /^\s*Ask for advice\s*$/ }).first().click();
  await casey.page.waitForURL(`**${paths.askAdvice(ref)}`);
  expect(await casey.page.getByRole('link', { name: texts.advice.ask.otherDay }).getAttribute('href')).toBe(paths.record(ref, 'advice-requested'));
  const boxes = await casey.page.locator('input[type=checkbox]:checked').all();
  const ticked = await Promise.all(boxes.map((box) => box.getAttribute('name')));
  expect(ticked).toEqual(['ask-parent', 'ask-head-teacher', 'ask-health', 'ask-educational-psychology', 'ask-social-care', 'ask-sensory-teacher']);
  expect(await casey.page.getByText('Hearing is impaired. SEND Regulations 2014 reg 6(2)').count()).toBe(1);
  await axeAndNarrow(casey);
  await casey.page.getByLabel(t.ask.who(texts.advisers.health)).selectOption('');
  expect(await casey.press('Ask them all')).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ text: t.ask.chooseWho(texts.advisers.health), href: '#who-health' }]);
  await casey.choose({ 'who-health': 'V-HEA1TH00', 'other-0': 'V-THERAPY0' });
  expect(await casey.press('Ask them all')).toBe(200);
  const { rows } = await app.database.pool.query<{ asked: number; commands: number }>(
    `SELECT count(*)::int AS asked, count(DISTINCT command_id)::int AS commands FROM journal_entry WHERE record_ref = $1 AND type = 'advice-requested'`, [ref]);
  expect(rows).toEqual([{ asked: 7, commands: 1 }]);
  await casey.open(paths.askAdvice(ref));
  expect(await casey.page.locator('input[type=checkbox]:checked').count()).toBe(0); // all asked already
  const pia = await visit(browser, app.url, { as: 'otherCaseworker' });
  expect(await pia.open(paths.askAdvice(ref))).toBe(403); // of the team, not theirs to record
  await Promise.all([casey.leave(), pia.leave()]);
});

describe('the form', () => {
  test('by link: a draft comes back as it was left, rows are added, a quiet check comes before sending, then it shows what became of it', async () => {
    const ref = await asked('Birch');
    const visitor = await visitByLink(browser, app, head(ref));
    await axeAndNarrow(visitor);
    await visitor.type({ needs: GOOD.needs, 'provision-0-what': 'Access to a quiet room' });
    expect(await visitor.press('Save and come back')).toBe(200);
    expect(await visitor.page.getByText(t.draftSaved).count()).toBe(1);
    expect(await visitor.page.locator('[name=needs]').inputValue()).toBe(GOOD.needs);
    await visitor.press('Add another provision');
    expect(await visitor.page.locator('[name="provision-1-what"]').count()).toBe(1);

    expect(await visitor.press('Send advice')).toBe(200);
    const said = await visitor.page.locator('#check li').allInnerTexts();
    expect(said).toContain(t.quality['provision-vague'](t.provisionRow(1), 'Access to'));
    expect(said).toContain(t.quality['outcomes-missing']('', null));
    expect(await factsOf(ref)).not.toContain('advice-received');
    await expectAccessible(visitor);

    await visitor.type(GOOD);
    expect(await visitor.press('Send advice')).toBe(200);
    expect(await visitor.page.getByText(t.sent).count()).toBe(1);
    expect(await visitor.page.getByText(t.fate.received('Monday 26 January 2026')).count()).toBe(1);
    expect(await visitor.page.getByText('A speech and language therapist').count()).toBe(1);
    await axeAndNarrow(visitor);
    const { rows } = await app.database.pool.query<{ actor: string }>(`SELECT actor FROM journal_entry WHERE record_ref = $1 AND type = 'advice-received'`, [ref]);
    expect(rows).toEqual([{ actor: 'V-HEAD0000' }]);

    const casey = await visit(browser, app.url, { as: 'caseworker' });
    await casey.open(paths.caseAdvice(ref));
    await axeAndNarrow(casey);
    expect(await casey.page.getByText('What the check found').count()).toBe(0);
    await casey.page.getByRole('button', { name: /^Accept/ }).click();
    await casey.page.getByText(t.ofCase.accepted, { exact: true }).waitFor();
    expect(await actsOf(ref)).toEqual([{ type: 'advice-accepted', actor: STAFF.caseworker }]);
    await visitor.open(paths.adviceAnswer(ref, 'V-HEAD0000'));
    expect(await visitor.page.getByText(t.fate.accepted('Monday 26 January 2026')).count()).toBe(1);
    await Promise.all([visitor.leave(), casey.leave()]);
  });

  test('returned for want of a part: both sides see why, and that the due date has not moved; sent late it is taken, marked late', async () => {
    const ref = await asked('Cedar', 'V-PSYCH000', 'educational-psychology', '2025-12-02');
    const pia = await visit(browser, app.url, { as: 'psychologist' });
    await pia.open(paths.adviceAnswer(ref, 'V-PSYCH000'));
    await pia.type({ ...GOOD, 'outcomes-0-byWhen': '' });
    await pia.page.locator('input[type="file"]').setInputFiles({ name: 'first.txt', mimeType: 'text/plain', buffer: Buffer.from('What went with the first text.') });
    await pia.press('Send advice');
    expect(await pia.press('Send as it is')).toBe(200);
    app.today('2026-01-27');
    const due = await dueOn(ref);
    const casey = await visit(browser, app.url, { as: 'caseworker' });
    await casey.open(paths.caseAdvice(ref));
    expect(await casey.page.getByText(t.quality['by-when-missing'](t.outcomeRow(1), null)).count()).toBeGreaterThan(0);
    await casey.page.locator('summary').filter({ hasText: 'Return it' }).click();
    await casey.type({ reason: '' });
    await casey.page.getByRole('button', { name: 'Return it' }).click();
    expect(await casey.errorSummary()).toEqual([{ text: t.ofCase.reasonMissing, href: '#reason-V-PSYCH000' }]);
    await casey.type({ reason: 'Outcome 1 has no date.' });
    await casey.page.getByRole('button', { name: 'Return it' }).click();
    await casey.page.getByText(t.ofCase.returned, { exact: true }).waitFor();
    expect(await dueOn(ref)).toBe(due);
    await casey.open(paths.caseAdvice(ref));
    expect(await casey.page.getByText(t.fate.returned('Tuesday 27 January 2026')).count()).toBe(1);

    await pia.open(paths.adviceAnswer(ref, 'V-PSYCH000'));
    expect(await pia.page.locator('#returned').innerText()).toContain('Outcome 1 has no date.');
    expect(await pia.page.locator('#returned').innerText()).toContain('The due date has not moved');
    app.today('2026-01-28');
    await pia.page.getByRole('button', { name: /^Remove/ }).click();
    await pia.page.waitForURL('**saved=draft**');
    await pia.type({ 'outcomes-0-byWhen': 'July 2027' });
    expect(await pia.press('Send advice')).toBe(200);
    expect(await pia.page.getByText(/15 days late/).count()).toBeGreaterThan(0); // due 13 January
    await casey.open(paths.caseAdvice(ref));
    for (const { page, context } of [pia, casey]) { // what came first stays as it came, with what went with it
      const first = page.locator('details', { hasText: t.sentBefore('Monday 26 January 2026 at 10am', 'Pia Lindqvist') });
      await first.locator('summary').click();
      expect(await first.innerText()).toContain('By when: .');
      expect((await context.request.get((await first.locator('a').getAttribute('href')) ?? '')).status()).toBe(200);
    }
    await axeAndNarrow(casey);
    app.today(DAY);
    await Promise.all([pia.leave(), casey.leave()]);
  });

  test('two people of a service do not write over each other: the second hears what changed, and may keep their words', async () => {
    const ref = await asked('Dogwood', 'V-THERAPY0', 'other');
    const [hal, hedda] = await Promise.all([visit(browser, app.url, { as: 'health' }), visit(browser, app.url)]);
    await hedda.open(paths.signIn);
    await hedda.page.locator('button[name="account"][value="hedda@demo.example"]').click();
    await hedda.page.waitForURL((url) => url.pathname !== paths.signIn);
    const here = paths.adviceAnswer(ref, 'V-THERAPY0');
    await Promise.all([hal.open(here), hedda.open(here)]);
    await hal.type({ needs: 'Written by Hal.' });
    await hal.press('Save and come back');
    await hedda.type({ needs: 'Written by Hedda.' });
    expect(await hedda.press('Save and come back')).toBe(409);
    expect((await hedda.errorSummary())[0]?.text).toContain('Hal Winters saved this request');
    expect((await hedda.errorSummary())[0]?.text).toContain(t.parts.needs.toLowerCase());
    expect(await hedda.page.locator('#theirs').innerText()).toContain('Written by Hal.');
    expect(await hedda.page.locator('[name=needs]').inputValue()).toBe('Written by Hedda.');
    await expectAccessible(hedda);
    expect(await hedda.press('Save and come back')).toBe(200);
    await hal.open(here);
    expect(await hal.page.locator('[name=needs]').inputValue()).toBe('Written by Hedda.');
    await Promise.all([hal.leave(), hedda.leave()]);
  });

  test('with script it saves while one types, over no newer version', async () => {
    const ref = await asked('Elder', 'V-PSYCH000', 'educational-psychology');
    const pia = await visit(browser, app.url, { as: 'psychologist', script: true });
    await pia.open(paths.adviceAnswer(ref, 'V-PSYCH000'));
    const saved = pia.page.waitForResponse((response) => response.url().endsWith('/draft'));
    await pia.page.locator('[name=needs]').pressSequentially('Typed and kept.');
    expect((await saved).status()).toBe(200);
    await pia.page.locator('[data-duly-draft-status]').filter({ hasText: t.draftTitle }).waitFor();
    const other = await visit(browser, app.url, { as: 'psychologist' });
    await other.open(paths.adviceAnswer(ref, 'V-PSYCH000'));
    expect(await other.page.locator('[name=needs]').inputValue()).toBe('Typed and kept.');
    await other.press('Save and come back');
    const refused = pia.page.waitForResponse((response) => response.url().endsWith('/draft'));
    await pia.page.locator('[name=needs]').pressSequentially(' More.');
    expect((await refused).status()).toBe(409);
    await Promise.all([pia.leave(), other.leave()]);
  });

  test('files are known by their content: a liar is refused beside its field, what was typed survives; a good one opens as a download', async () => {
    const ref = await asked('Fir');
    const visitor = await visitByLink(browser, app, head(ref));
    await visitor.type({ needs: GOOD.needs });
    await visitor.page.locator('#file').setInputFiles({ name: 'report.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ this is a program') });
    expect(await visitor.press('Attach')).toBe(400);
    expect((await visitor.errorSummary())[0]?.text).toMatch(/^report\.pdf is not what its name says/);
    expect(await visitor.page.locator('[name=needs]').inputValue()).toBe(GOOD.needs);
    await expectAccessible(visitor);
    await visitor.page.locator('#file').setInputFiles({ name: 'Zoë’s report.pdf', mimeType: 'text/html', buffer: Buffer.from('%PDF-1.7 plain') });
    expect(await visitor.press('Attach')).toBe(200);
    const link = visitor.page.getByRole('link', { name: 'Zoë-s report.pdf' });
    const got = await visitor.context.request.get((await link.getAttribute('href')) ?? '');
    expect([got.status(), got.headers()['content-type'], got.headers()['content-disposition']?.startsWith('attachment')]).toEqual([200, 'application/pdf', true]);
    expect(await got.text()).toBe('%PDF-1.7 plain');
    const folder = await mkdtemp(join(tmpdir(), 'duly-big-'));
    await writeFile(join(folder, 'big.txt'), Buffer.alloc(10 * 1024 * 1024 + 1, 'a'));
    await visitor.page.locator('#file').setInputFiles(join(folder, 'big.txt')); // from the disk: handed over by word it takes seconds
    expect(await visitor.press('Attach')).toBe(400);
    expect((await visitor.errorSummary())[0]?.text).toBe('big.txt must be at most 10 MB');
    await rm(folder, { recursive: true });
    const file = new URL((await link.getAttribute('href')) ?? '', app.url).pathname;
    const stranger = await visit(browser, app.url, { as: 'psychologist' });
    expect((await stranger.context.request.get(file)).status()).toBe(404);
    await visitor.page.getByRole('button', { name: /^Remove/ }).click();
    await visitor.page.getByRole('link', { name: 'Zoë-s report.pdf' }).waitFor({ state: 'detached' });
    expect((await visitor.context.request.get(file)).status()).toBe(404);
    await Promise.all([visitor.leave(), stranger.leave()]);
  });

  test('cannot by then, because: the day and the reason reach the caseworker, the due date stays; declining needs a reason', async () => {
    const ref = await asked('Gorse');
    const visitor = await visitByLink(browser, app, head(ref));
    await visitor.page.getByRole('link', { name: t.expected }).click();
    await visitor.type(day('expectedOn', '2026-01-20'));
    expect(await visitor.press('Save')).toBe(400);
    await expectAccessible(visitor);
    await visitor.type({ ...day('expectedOn', '2026-03-02'), because: 'The child has been away.' });
    expect(await visitor.press('Save')).toBe(200);
    const casey = await visit(browser, app.url, { as: 'caseworker' });
    await casey.open(paths.caseAdvice(ref));
    expect(await casey.page.getByText(/expected Monday 2 March 2026, because The child has been away\./).count()).toBe(1);
    expect(await actsOf(ref)).toEqual([{ type: 'advice-expected', actor: 'V-HEAD0000' }]);
    expect(await dueOn(ref)).toBe('2026-02-17');

    await visitor.page.getByRole('link', { name: t.decline }).click();
    expect(await visitor.press(t.decline)).toBe(400);
    await visitor.type({ reason: 'Not in our area any more.' });
    expect(await visitor.press(t.decline)).toBe(200);
    expect(await visitor.page.getByText('Not in our area any more.').count()).toBe(1);
    await casey.open(paths.case(ref));
    expect(await casey.page.getByText(/recorded by Ms Rowan, Quayside Primary/).count()).toBeGreaterThan(0);
    await Promise.all([visitor.leave(), casey.leave()]);
  });
});

const dueOn = async (ref: string): Promise<string | undefined> =>
  (await app.database.pool.query<{ on: string }>(`SELECT due_on::text AS on FROM duty WHERE record_ref = $1 AND code = 'give-advice' AND recorded_to IS NULL`, [ref])).rows[0]?.on;

test('the inbox: due first; take, hand over, lay back; mine, taken by nobody, late; each step in the journal', async () => {
  await app.database.pool.query(`INSERT INTO adviser (ref, name, role, service) VALUES ('V-HBOX0000', 'Health inbox', 'health', 'health')`);
  const [soon, later] = [await asked('Hazel', 'V-HBOX0000', 'health', '2025-12-05'), await asked('Ivy', 'V-HBOX0000', 'health', '2026-01-20')];
  const hal = await visit(browser, app.url, { as: 'health' });
  const refsIn = async (view: string): Promise<string[]> => {
    await hal.open(`${paths.advice}${view}`);
    return (await hal.page.locator('tbody .duly-work__child').allInnerTexts()).flatMap((text) => /A-[0-9A-Z]{8}/.exec(text)?.[0] ?? []).filter((ref) => ref === soon || ref === later);
  };
  expect(await refsIn('')).toEqual([soon, later]);
  await axeAndNarrow(hal);
  expect(await refsIn('?view=unassigned')).toEqual([soon, later]);
  expect(await refsIn('?view=late')).toEqual([soon]);
  expect(await refsIn('?view=mine')).toEqual([]);
  await hal.open(paths.adviceAnswer(soon, 'V-HBOX0000'));
  expect(await hal.press(t.take)).toBe(200);
  expect(await refsIn('?view=mine')).toEqual([soon]);
  expect(await refsIn('?view=unassigned')).toEqual([later]);
  await hal.open(paths.adviceAnswer(soon, 'V-HBOX0000'));
  await hal.choose({ holder: 'S-HEDDA000' });
  expect(await hal.press(t.handOver)).toBe(200);
  expect(await refsIn('?view=mine')).toEqual([]);
  await hal.open(paths.adviceAnswer(soon, 'V-HBOX0000'));
  await hal.press(t.layBack);
  expect(await refsIn('?view=unassigned')).toEqual([soon, later]);
  expect((await actsOf(soon)).map(({ type }) => type)).toEqual(['advice-held', 'advice-held', 'advice-held']);
  const token = await hal.page.locator('input[name=_csrf]').first().inputValue();
  const stranger = await hal.context.request.post(paths.adviceHold(soon, 'V-HBOX0000'), { form: { _csrf: token, holder: STAFF.psychologist } });
  expect(stranger.status()).toBe(422); // of another service
  await hal.leave();
});
