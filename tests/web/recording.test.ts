import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { ADVISERS } from './support/council.js';
import { panelDecided } from './support/panel-decided.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, visit, type Visitor } from './support/visitor.js';

/** Forms that record facts, typed and sent in a browser without JavaScript. */

let browser: Browser;
let app: TestApp;
let casey: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-12' })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(async () => {
  app.today('2026-01-12');
  app.workerAnswers(true);
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterEach(() => casey.leave());

const agreed = { type: 'assessment-agreed', on: '2025-10-07' };

test('a day that is no day is refused beside its field; typed values survive; nothing is recorded', async () => {
  const ref = await app.openCase('2025-09-02');
  const before = await app.countFacts(ref);
  await casey.open(paths.record(ref, 'assessment-agreed'));
  await casey.type({ 'on-day': '30', 'on-month': '2', 'on-year': '2025' });

  expect(await casey.press('Record')).toBe(400);
  expect(await casey.errorSummary()).toEqual([
    { text: 'The day it was sent must be a day that exists', href: '#on-day' },
  ]);
  expect(await casey.page.title()).toMatch(/^Error: /);
  expect(await casey.page.locator('[name="on-year"]').inputValue()).toBe('2025');
  expect(await app.countFacts(ref)).toBe(before);
  await expectAccessible(casey);
});

test('a decision before the request is refused by the rule, with its law; the form can be mended and sent again', async () => {
  const ref = await app.openCase('2025-09-02');
  await casey.open(paths.record(ref, 'assessment-agreed'));
  await casey.type(day('on', '2025-09-01'));
  expect(await casey.press('Record')).toBe(409);
  expect((await casey.errorSummary())[0]?.text).toContain('before the record begins');

  await casey.type(day('on', '2025-10-07'));
  expect(await casey.press('Record')).toBe(200);
  expect(await casey.page.getByText('Decided to assess; family told, Tuesday 7 October 2025').count()).toBeGreaterThan(
    0,
  );
});

test('seven advisers are asked in one go, each with a duty and date of their own', async () => {
  const ref = await app.openCase('2025-09-02');
  await app.record(ref, [agreed]);
  await casey.open(paths.record(ref, 'advice-requested'));
  for (const { ref: adviser, role } of ADVISERS) await casey.page.locator(`input[value="${adviser}|${role}"]`).check();
  await casey.type(day('on', '2025-10-08'));
  await expectAccessible(casey);
  expect(await casey.press('Record')).toBe(200);

  expect(await casey.page.getByText('Advice asked for (7), Wednesday 8 October 2025').count()).toBe(1);
  for (const { name } of ADVISERS)
    expect(await casey.page.getByRole('rowheader', { name: `Get advice: ${name}` }).count(), name).toBe(1);
});

test('what was recorded is said back, however much the engine has done since', async () => {
  const ref = await app.openCase('2025-09-02');
  await app.record(ref, [
    agreed,
    ...ADVISERS.map(({ ref: adviser, role }) => ({ type: 'advice-requested', adviser, role, on: '2025-10-08' })),
  ]);
  await app.wake(ref); // three months late: its acts fill the latest entries
  const banner = casey.page.locator('.govuk-notification-banner');
  await casey.open(`${paths.case(ref)}?recorded=10`);
  expect(await banner.innerText()).toContain('Advice asked for (7), Wednesday 8 October 2025');
  await casey.open(`${paths.case(ref)}?recorded=11`); // an act of the engine's: nobody recorded it
  expect(await banner.count()).toBe(0);
});

test('nobody ticked is an error that says so', async () => {
  const ref = await app.openCase('2025-09-02');
  await app.record(ref, [agreed]);
  await casey.open(paths.record(ref, 'advice-requested'));
  await casey.type(day('on', '2025-10-08'));
  expect(await casey.press('Record')).toBe(400);
  expect((await casey.errorSummary())[0]).toEqual({ text: texts.form.askSomebody, href: '#advisers-1' });
});

test('a final plan inside the family’s 15 days is refused with the rule, the regulation and the first lawful day', async () => {
  const ref = await app.openCase('2025-09-02');
  await app.record(ref, [agreed, { type: 'issue-agreed', on: '2025-12-15' }]);
  await app.record(ref, [{ type: 'draft-plan-sent', on: '2026-01-05', channel: 'by-hand' }]);
  await casey.open(paths.case(ref));
  expect(await casey.page.getByText('lawful from Tuesday 20 January 2026').count()).toBeGreaterThan(0);

  await casey.open(paths.record(ref, 'final-plan-issued'));
  await casey.type(day('on', '2026-01-12'));
  expect(await casey.press('Record')).toBe(409);
  const [problem] = await casey.errorSummary();
  expect(problem?.text).toContain('at least 15 days');
  expect(problem?.text).toContain('The first lawful day is Tuesday 20 January 2026.');
  expect(await casey.page.getByText('SEND Regulations 2014 regs 13(1)(a)').count()).toBe(1);
  await expectAccessible(casey);

  await casey.open(paths.record(ref, 'representations-closed'));
  await casey.type(day('on', '2026-01-12'));
  expect(await casey.press('Record')).toBe(200);
  await casey.open(paths.record(ref, 'final-plan-issued'));
  await casey.type(day('on', '2026-01-12'));
  expect(await casey.press('Record')).toBe(200);
});

test('the same form sent twice is recorded once', async () => {
  const ref = await app.openCase('2025-09-02');
  const before = await app.countFacts(ref);
  await casey.open(paths.record(ref, 'assessment-agreed'));
  const carried = (name: string) => casey.page.locator(`main [name="${name}"]`).inputValue();
  const form = { _csrf: await carried('_csrf'), commandId: await carried('commandId'), entry: await carried('entry') };
  const send = () =>
    casey.context.request.post(paths.record(ref, 'assessment-agreed'), {
      form: { ...form, ...day('on', '2025-10-07') },
      maxRedirects: 0,
    });
  const [first, second] = [await send(), await send()];
  expect([first.status(), second.status()]).toEqual([303, 303]);
  expect(second.headers()['location']).toBe(first.headers()['location']);
  expect(await app.countFacts(ref)).toBe(before + 1);
});

test('somebody else recorded meanwhile: said, nothing lost, and the form may be sent again', async () => {
  const ref = await app.openCase('2025-09-02');
  await casey.open(paths.record(ref, 'considering-notified'));
  await app.record(ref, [{ type: 'contact-made', on: '2025-09-10' }]);
  await casey.type(day('on', '2025-09-05'));
  expect(await casey.press('Record')).toBe(409);
  expect((await casey.errorSummary())[0]?.text).toContain('Contact with the family, Wednesday 10 September 2025');
  expect(await casey.press('Record')).toBe(200);
});

test('while no worker answers the form is saved and the page says so; once it is recorded the same page opens the case', async () => {
  const ref = await app.openCase('2025-09-02');
  app.workerAnswers(false);
  await casey.open(paths.record(ref, 'assessment-agreed'));
  await casey.type(day('on', '2025-10-07'));
  expect(await casey.press('Record')).toBe(202);
  expect(await casey.heading()).toBe(texts.saved.pending.heading);
  await expectAccessible(casey);
  const saved = new URL(casey.page.url()).pathname;
  await casey.page.getByRole('button', { name: texts.saved.pending.again }).click();
  await casey.page.waitForLoadState();
  expect(await casey.heading()).toBe(texts.saved.pending.heading);
  await casey.open(paths.case(ref));
  expect(await casey.page.getByText(texts.case.awaitsService).count()).toBe(1);

  app.workerAnswers(true);
  const command = await app.useCases.commands.find(saved.split('/').at(-1) ?? '');
  if (command === null) throw new Error('the form was not saved');
  await app.useCases.processes.record(ref, command.command); // as the sweeper does
  await casey.open(saved);
  expect(new URL(casey.page.url()).pathname).toBe(paths.case(ref));
});

test('a caseworker records the panel’s decision by its day and item; a manager need not', async () => {
  const ref = await app.openCase('2025-09-02');
  await casey.open(paths.record(ref, 'assessment-refused'));
  await casey.choose({ under: 'reg-5' });
  await casey.type({ ...day('on', '2025-10-07'), ...day('panelOn', '2025-10-06'), panelItem: 'three' });
  expect(await casey.press('Record')).toBe(400);
  expect((await casey.errorSummary())[0]?.href).toBe('#panelItem');
  await casey.type({ panelItem: '3' });
  expect(await casey.press('Record'), 'no panel has such an item').toBe(400);
  expect((await casey.errorSummary())[0]?.href).toBe('#panelOn-day');
  await panelDecided(app, { caseRef: ref, on: '2025-10-06', number: 3, question: 'assess', decision: 'no' });
  expect(await casey.press('Record')).toBe(200);

  const other = await app.openCase('2025-09-02');
  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.record(other, 'assessment-refused'));
  expect(await mara.page.locator('[name="panelItem"]').count()).toBe(0);
  await mara.leave();
});

test('a wrong entry is corrected when a second person agrees; it stays in the history, struck through', async () => {
  const ref = await app.openCase('2025-09-02');
  await app.record(ref, [agreed]);
  await casey.open(paths.case(ref));
  await casey.page.getByRole('link', { name: /^Correct this.*Decided to assess; family told/ }).click();
  await casey.page.waitForLoadState();
  await expectAccessible(casey);
  await casey.choose({ mistake: 'details' });
  await casey.type({ why: 'The letter went a day later', ...day('on', '2025-10-08') });
  expect(await casey.press('Send to a second person')).toBe(200);
  expect(await casey.heading()).toBe(texts.saved['awaiting-second-person'].heading);
  await casey.open(paths.case(ref));
  expect(await casey.page.getByRole('button', { name: 'Agree to the correction' }).count()).toBe(0);

  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.case(ref));
  await expectAccessible(mara);
  expect(await mara.press('Agree to the correction')).toBe(200);
  expect(await mara.page.locator('del', { hasText: 'Decided to assess; family told' }).count()).toBe(1);
  expect(await mara.page.getByText('Done 8 October 2025').count()).toBeGreaterThan(0);
  await mara.leave();
});
