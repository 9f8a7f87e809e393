import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { ADVISERS, STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A caseworker's day at a browser without JavaScript: the list, several cases at once, one case, a past day. */

let browser: Browser;
let app: TestApp;
let casey: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-12-01' })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  app.today('2025-12-01');
  app.workerAnswers(true);
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterEach(async () => {
  await casey.leave();
  await app.database.pool.query(`UPDATE case_record SET outcome = 'ended', ended_at = now() WHERE outcome IS NULL`);
});

const agreed = { type: 'assessment-agreed', on: '2025-10-07' };
const asked = (on: string) =>
  ADVISERS.map(({ ref: adviser, role }) => ({ type: 'advice-requested', adviser, role, on }));
const main = (who: Visitor) => who.page.locator('main').innerText();

async function expectSound(who: Visitor): Promise<void> {
  await expectAccessible(who);
  const size = who.page.viewportSize();
  await who.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(who);
  if (size !== null) await who.page.setViewportSize(size);
}

/** The hidden fields of a form as it would be sent; of several of one name the first. */
async function formOf({ page }: Visitor, action: string): Promise<Record<string, string>> {
  const inputs = await page.locator(`form[action="${action}"] input[type="hidden"]`).all();
  const pairs = await Promise.all(
    inputs.map(async (input) => [(await input.getAttribute('name')) ?? '', await input.inputValue()] as const),
  );
  return Object.fromEntries(pairs.reverse());
}

test('the day’s work comes first: overdue, today, the next 7 days, later, each with its reason; tasks stand under their day', async () => {
  const late = await app.openCase('2025-09-02', 'Overdue');
  await app.openCase('2025-10-20', 'Today'); // six weeks: 1 December
  await app.openCase('2025-10-24', 'Week');
  await app.openCase('2025-11-20', 'Later');
  await app.database.pool.query(
    `INSERT INTO task (ref, record_ref, kind, about, for_role, act_by, opened_at) VALUES ('K-0000TASK', $1, 'bounced', 'M-1', 'caseworker', '2025-12-01', now())`,
    [late],
  );
  await casey.open(paths.cases);
  const bands = await casey.page.locator('.duly-band').allInnerTexts();
  expect(bands.map((text) => text.split('\n')[0])).toEqual([
    expect.stringContaining('Overdue'),
    expect.stringContaining('Today'),
    expect.stringContaining('In the next 7 days'),
    expect.stringContaining('Later'),
  ]);
  for (const [i, name] of ['Overdue', 'Today', 'Week', 'Later'].entries())
    expect(bands[i]).toContain(`${name} Testchild`);
  expect(bands[1]).toContain('A letter came back');
  expect(await casey.page.locator('.duly-band a[href="/tasks/K-0000TASK"]').count()).toBe(1);
  expect(bands[0]).toContain('family waiting 90 days · by law 90 days · held 0 days');
  expect(await casey.page.getByText('Why this date?').count()).toBe(4);
  await expectSound(casey);

  await casey.choose({ by: 'today' });
  await casey.press('Show');
  expect(await casey.page.locator('.duly-work__name').allInnerTexts()).toEqual([
    'Overdue Testchild',
    'Today Testchild',
  ]);
  await app.database.pool.query(`DELETE FROM task`);
});

test('a view is kept under a name, used, renamed and removed; the name stands in no address', async () => {
  await app.openCase('2025-09-02');
  await casey.open(`${paths.cases}?view=late&stage=considering&by=week`);
  await casey.page.getByText('Keep this view under a name').click();
  await casey.type({ name: 'Wren’s week' });
  expect(await casey.press('Keep')).toBe(200);
  expect(casey.page.url()).not.toContain('Wren');
  expect(await main(casey)).toContain('Late, Deciding whether to assess, Due within 7 days');
  await expectSound(casey);

  await casey.open(paths.cases);
  await casey.page.getByRole('link', { name: 'Wren’s week' }).click();
  await casey.page.waitForLoadState();
  expect(new URL(casey.page.url()).search).toBe('?view=late&stage=considering&by=week');
  expect(await casey.page.locator('select[name="by"]').inputValue()).toBe('week');

  await casey.page.getByText('Keep this view under a name').click();
  await casey.type({ name: '  ' });
  expect(await casey.press('Keep')).toBe(400);
  expect((await casey.errorSummary())[0]?.text).toBe('The name is missing');
  await casey.open(`${paths.cases}?view=all`);
  await casey.page.getByText('Keep this view under a name').click();
  await casey.type({ name: 'Everything' });
  await casey.press('Keep');

  const rename = async (to: string) => {
    await casey.page.locator('.duly-kept').filter({ hasText: 'Everything' }).locator('input[name="name"]').fill(to);
    await casey.page.getByRole('button', { name: 'Rename Everything' }).click();
    await casey.page.waitForLoadState();
  };
  await rename('Wren’s week');
  expect((await casey.errorSummary())[0]).toEqual({
    text: 'The name must be one you have not used for another view',
    href: '#name-1',
  });
  await expectSound(casey);
  await rename('All of mine');
  expect(await casey.page.getByRole('link', { name: 'All of mine' }).count()).toBe(1);
  await casey.page.getByRole('button', { name: 'Remove All of mine' }).click();
  await casey.page.waitForLoadState();
  expect(await main(casey)).not.toContain('All of mine');
  expect(await main(casey)).toContain('Wren’s week');

  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  await olu.open(paths.cases);
  expect(await main(olu)).not.toContain('Wren’s week');
  await olu.leave();
});

/** However it is written; its year alone may stand in the time of a log's line. */
const BIRTH_DATE = /27.{0,4}(03|mar).{0,4}2016|2016.{0,4}03.{0,4}27/i;

test('a birth date finds the child however it is written, and stands in no address and no log', async () => {
  const ref = await app.openCase('2025-11-03', 'Sought');
  for (const typed of ['27/03/2016', '27 Mar 2016', '2016-03-27']) {
    await casey.open(paths.cases);
    await casey.type({ search: typed });
    await casey.press('Find');
    expect(await main(casey), typed).toContain(ref);
    expect(casey.page.url()).not.toMatch(BIRTH_DATE);
  }
  expect(app.logged.join('')).not.toMatch(BIRTH_DATE);
  await casey.press('Show all again');
});

test('all advice is asked over several cases: what will happen first, what became of each after; sent again it is done once', async () => {
  const [ready, early] = [await app.openCase('2025-10-06', 'Ready'), await app.openCase('2025-10-13', 'Early')];
  await app.record(ready, [{ ...agreed, on: '2025-11-10' }]);
  await casey.open(paths.cases);
  expect(await casey.press('Ask all advice')).toBe(400); // nothing ticked
  expect((await casey.errorSummary())[0]?.text).toBe(texts.day.chooseSome);

  await casey.open(paths.cases);
  for (const ref of [ready, early]) await casey.page.locator(`input[name="cases"][value^="${ref}"]`).check();
  expect(await casey.press('Ask all advice')).toBe(200);
  expect(await main(casey)).toContain('Ready Testchild');
  await expectSound(casey);
  const before = await app.countFacts(ready);
  const form = await formOf(casey, paths.step('ask-advice'));
  expect(await casey.press('Ask all advice')).toBe(200);
  const rows = await casey.page.locator('.duly-results tbody tr').allInnerTexts();
  expect(rows[0]).toContain('Early Testchild');
  expect(rows[0]).toContain('Not done');
  expect(rows[0]).toContain('The council has not agreed to assess');
  expect(rows[1]).toContain('5 advisers asked');
  expect(await casey.page.getByText('1 done, 1 not done').count()).toBe(1);
  expect(await app.countFacts(ready)).toBe(before + 5);
  const again = await casey.context.request.post(paths.step('ask-advice'), { form });
  expect(await again.text()).toContain('5 advisers asked');
  expect(await app.countFacts(ready)).toBe(before + 5);
  await expectSound(casey);
});

test('while the service is away every case says that it waits, and the page can look again', async () => {
  const ref = await app.openCase('2025-10-06', 'Waiting');
  await app.record(ref, [{ ...agreed, on: '2025-11-10' }]);
  await casey.open(paths.cases);
  await casey.page.locator('input[name="everything"]').check();
  await casey.press('Ask all advice');
  app.workerAnswers(false);
  await casey.press('Ask all advice');
  expect(await casey.page.locator('.duly-results tbody tr').allInnerTexts()).toEqual([
    expect.stringContaining('Waiting'),
  ]);
  expect(await main(casey)).toContain(texts.day.results.pending);
  app.workerAnswers(true);
  await casey.press('Check again');
  expect(await main(casey)).toContain('5 advisers asked');
});

test('an adviser who is late is reminded from the case, once a day; the history says who did', async () => {
  const ref = await app.openCase('2025-09-02');
  await app.record(ref, [agreed, ...asked('2025-10-08')]);
  await app.record(ref, [{ type: 'advice-received', adviser: 'V-HEAD0000', on: '2025-11-10' }]);
  await casey.open(paths.case(ref));
  const grid = casey.page.locator('.duly-advice');
  expect(await grid.locator('tbody tr').count()).toBe(7);
  expect(await grid.locator('tr').filter({ hasText: 'Ms Rowan' }).innerText()).toContain('Received 10 November 2025');
  await casey.page.getByRole('button', { name: /^Remind now ?: Pia Lindqvist$/ }).click();
  await casey.page.waitForLoadState();
  expect(await casey.page.locator('.govuk-notification-banner').innerText()).toContain('1 adviser is written to');
  expect(await grid.locator('tr').filter({ hasText: 'Pia Lindqvist' }).innerText()).toContain('reminded on 1 Dec 2025');
  await casey.press('Remind all who are late');
  expect(await casey.page.locator('.govuk-notification-banner').innerText()).toContain('5 advisers are written to');
  await casey.press('Remind all who are late');
  expect(await casey.page.locator('.govuk-notification-banner').innerText()).toContain(texts.day.advice.already.title);
  await casey.open(paths.history(ref));
  expect(await main(casey)).toMatch(/recorded by Casey Marlow.*1 December 2025/);
  await expectSound(casey);
});

test.each([
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
])(
  'where it is, who holds it, what is next and when: seen without scrolling at $width x $height',
  async ({ width, height }) => {
    const ref = await app.openCase('2025-09-02');
    await app.record(ref, [agreed, ...asked('2025-10-08')]);
    await casey.page.setViewportSize({ width, height });
    await casey.open(paths.case(ref));
    for (const answer of [
      '.duly-answers__where',
      '.duly-answers__who',
      '.duly-answers__act',
      '.duly-answers__when',
      '.duly-answers__do',
    ]) {
      const box = await casey.page.locator(answer).first().boundingBox();
      expect(box === null ? Number.POSITIVE_INFINITY : box.y + box.height, answer).toBeLessThanOrEqual(height);
    }
    await expectAccessible(casey);
  },
);

test('as it stood on a past day: what was recorded later is not there, by any of the three', async () => {
  app.today('2025-10-06');
  const ref = await app.openCase('2025-09-02');
  app.today('2025-10-10');
  await app.record(ref, [agreed]); // happened on the 7th, known on the 10th
  app.today('2025-12-01');

  await casey.open(paths.case(ref));
  await casey.page.getByRole('link', { name: texts.day.then.link }).click();
  await casey.page.waitForLoadState();
  await casey.type(day('on', '2025-12-01'));
  await casey.press('Show');
  expect((await casey.errorSummary())[0]?.text).toBe(texts.day.then.notYet);
  await expectSound(casey);
  await casey.type(day('on', '2025-10-09'));
  await casey.press('Show');
  expect(new URL(casey.page.url()).pathname).toBe(paths.then(ref, '2025-10-09'));
  expect(await main(casey)).toContain('This is the past');
  expect(await main(casey)).toContain('Deciding whether to assess');
  expect(await main(casey)).not.toContain('Decided to assess');
  expect(await casey.page.locator('.duly-history').innerText()).toContain('Casey Marlow');
  await expectSound(casey);

  await casey.page.getByRole('link', { name: texts.day.then.after }).click();
  await casey.page.waitForLoadState();
  expect(await casey.heading()).toBe('As it stood on Friday 10 October 2025');
  expect(await main(casey)).toContain('Getting advice');
  expect(await main(casey)).toContain('Decided to assess');

  await casey.open(paths.then(ref, '2025-10-06'));
  expect(await casey.page.getByRole('link', { name: texts.day.then.before }).count()).toBe(0);
  expect(await casey.open(paths.then(ref, '2025-10-05'))).toBe(404); // nothing was known
  await casey.open(paths.then(ref, '2025-11-30'));
  expect(await casey.page.getByRole('link', { name: texts.day.then.today, exact: true }).getAttribute('href')).toBe(
    paths.case(ref),
  );
  await casey.open(paths.then(ref, '2025-12-01'));
  expect(new URL(casey.page.url()).pathname).toBe(paths.case(ref));
});

test('handed over, only the owner’s time begins anew; two who hand over at once: the second is told what changed', async () => {
  const ref = await app.openCase('2025-09-02');
  app.today('2025-12-11');
  await casey.open(paths.assign(ref));
  await expectSound(casey);
  expect(await casey.press('Hand over')).toBe(400);
  expect((await casey.errorSummary())[0]?.text).toBe(texts.day.assign.whoMissing);
  await app.record(ref, [{ type: 'owner-set', on: '2025-12-11', owner: STAFF.manager }]);
  await casey.choose({ to: STAFF.otherCaseworker });
  expect(await casey.press('Hand over')).toBe(403); // no longer hers to give
  await app.record(ref, [{ type: 'owner-set', on: '2025-12-11', owner: STAFF.caseworker }]);

  await casey.open(paths.assign(ref));
  await app.record(ref, [{ type: 'contact-made', on: '2025-12-11' }]);
  await casey.choose({ to: STAFF.otherCaseworker });
  expect(await casey.press('Hand over')).toBe(409);
  expect((await casey.errorSummary())[0]?.text).toContain('Contact with the family');
  expect(await casey.press('Hand over')).toBe(200);
  expect(await casey.page.locator('.duly-answers').innerText()).toMatch(/Olu Adeyemi-Test\s+since today/);
  expect(await casey.page.locator('.duly-answers').innerText()).toContain('The family has waited: 14 weeks and 2 days');
  expect(await casey.page.locator('.duly-answers').innerText()).toContain('Held by its caseworker: 0 days');
});

test('a contact is recorded and the case handed over from its page', async () => {
  const ref = await app.openCase('2025-09-02');
  await casey.open(paths.case(ref));
  const links = casey.page.locator('.duly-steps');
  expect(await links.getByRole('link', { name: texts.facts['owner-set'].act }).getAttribute('href')).toBe(
    paths.assign(ref),
  );
  await links.getByRole('link', { name: texts.facts['contact-made'].act }).click();
  await casey.page.waitForLoadState();
  await casey.type(day('on', '2025-12-01'));
  expect(await casey.press('Record')).toBe(200);
  expect(await casey.page.locator('.govuk-notification-banner').innerText()).toContain('Contact with the family');
});

test('a correction sees what was recorded while it was written, and waits for its second person undisturbed by what comes after', async () => {
  const ref = await app.openCase('2025-09-02');
  await app.record(ref, [agreed]);
  await casey.open(paths.correct(ref, 'j3'));
  await app.record(ref, [{ type: 'contact-made', on: '2025-11-20' }]);
  await casey.choose({ mistake: 'never' });
  await casey.type({ why: 'Another child’s decision.' });
  expect(await casey.press('Send to a second person')).toBe(409);
  expect((await casey.errorSummary())[0]?.text).toContain('Contact with the family');
  expect(await casey.press('Send to a second person')).toBe(200);
  await app.record(ref, [{ type: 'contact-made', on: '2025-11-21' }]);

  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.case(ref));
  expect(await mara.press('Agree to the correction')).toBe(200);
  expect(await mara.page.locator('.duly-answers__where').innerText()).toContain('Deciding whether to assess');
  await mara.leave();
});
