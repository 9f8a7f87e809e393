import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freezeDue } from '../../activities/weekly-report/freeze.js';
import { paths } from '../../web/paths.js';
import { COHORT_WORDS as t } from '../../web/words/cohorts.js';
import { CAUSE_WORDS } from '../../web/words/causes.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** Who else a fault hit: from one case's cause to all of them, kept, counted again in the report, closed. */

let browser: Browser;
let app: TestApp;
let mara: Visitor;
let [first, second, silent] = ['', '', ''];
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-09-02' })]);
  [first, second, silent] = [await app.openCase('2025-09-02', 'Robin'), await app.openCase('2025-09-02', 'Wren'), await app.openCase('2025-09-02', 'Lark')];
  app.today('2025-10-08');
  for (const ref of [first, second, silent]) await app.record(ref, [{ type: 'assessment-agreed', on: '2025-10-07' }, { type: 'advice-requested', on: '2025-10-08', adviser: 'V-PSYCH000', role: 'educational-psychology' }]);
  app.today('2025-12-01'); // due on 19 November
  mara = await visit(browser, app.url, { as: 'manager' });
  for (const ref of [first, second]) {
    await mara.open(paths.causes(ref));
    const advice = await mara.page.locator('option[value^="give-advice|"]').getAttribute('value');
    await mara.choose({ lateStep: advice ?? '', cause: 'staff-shortage' });
    expect(await mara.press(CAUSE_WORDS.keep)).toBe(200);
  }
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const main = (visitor = mara) => visitor.page.locator('main').innerText();
async function looks(visitor: Visitor): Promise<void> {
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.page.setViewportSize({ width: 1100, height: 900 });
}

test('from the cause of one case to whoever else it hit; those of whom nobody said why stand apart; all as CSV', async () => {
  await mara.open(paths.causes(first));
  await looks(mara);
  await mara.page.getByRole('link', { name: CAUSE_WORDS.others }).click();
  expect(await mara.heading()).toBe(t.title);
  const text = await main();
  expect(text).toContain('It hit 2 cases: 2 still wait for the step.');
  expect(text).toContain('Pia Lindqvist: 12 days late and not done; due 19 November 2025');
  expect(text.indexOf('Lark Testchild')).toBeGreaterThan(text.indexOf(t.unsaid));
  await looks(mara);
  const href = await mara.page.getByRole('link', { name: t.csv }).getAttribute('href');
  const csv = await (await mara.context.request.get(`${app.url}${href ?? ''}`)).text();
  expect(csv.split('\r\n').slice(0, 2)).toEqual(['\uFEFFGroup,Case,Child,The step,Held by now', expect.stringMatching(/^Hit by it,A-\w+,\w+ Testchild,"?Pia Lindqvist: 12 days late and not done; due 19 November 2025"?,Casey Marlow$/)]);
});

test('kept as a standing control: it stands in the next report, as known on its day, and a manager closes it with a reason', async () => {
  expect(await mara.press(t.keep.save)).toBe(400);
  expect((await mara.errorSummary())[0]?.text).toBe(t.keep.what.missing);
  await mara.type({ what: 'Two psychologists left at once' });
  expect(await mara.press(t.keep.save)).toBe(200);
  expect(await main()).toContain(t.keep.done);
  const control = new URL(mara.page.url()).pathname;
  await looks(mara);
  app.today('2025-12-08');
  await freezeDue({ reports: app.useCases.reports, clock: app.useCases.clock, norms: () => ({}) });
  const dara = await visit(browser, app.url, { as: 'director' });
  await dara.open(paths.report('2025-W49'));
  const block = (await dara.page.locator('#controls').innerText()).replaceAll(/\s+/g, ' ');
  expect(block).toContain(`Two psychologists left at once 2 2`);
  expect(await (await dara.context.request.get(`${app.url}${paths.reportFile('2025-W49', 'csv')}`)).text()).toContain(`controls,${control.split('/').at(-1) ?? ''},now,2,count`);
  await dara.open(paths.reportRed('2025-W49', 'advice/educational-psychology'));
  await dara.page.getByRole('link', { name: t.link }).click();
  expect(await main(dara)).toContain('It hit 3 cases');
  await dara.open(control);
  expect(await dara.press(t.close.save)).toBe(400);
  await looks(dara);
  await dara.type({ because: 'Both posts are filled' });
  expect(await dara.press(t.close.save)).toBe(200);
  expect(await main(dara)).toContain('Closed by Dara Stone, 8 December 2025: Both posts are filled');
  await dara.leave();
  await mara.open(control);
  expect(await mara.page.getByRole('button', { name: t.close.save }).count()).toBe(0);
});

test('asked by hand: what is missing or does not fit is named, a part of a setting’s name is enough, and a fault that hit nobody says what to try', async () => {
  await mara.open(paths.cohorts);
  await looks(mara);
  await mara.type({ setting: 'nowhere', ...day('from', '2025-11-20'), ...day('to', '2025-11-01') });
  await mara.choose({ duty: 'decide-to-assess', role: 'health' });
  expect(await mara.press(t.ask)).toBe(400);
  expect((await mara.errorSummary()).map(({ text }) => text)).toEqual([t.noSetting, t.onlyAdvice, t.toBeforeFrom]);
  await looks(mara);
  await mara.choose({ duty: 'give-advice', role: 'educational-psychology' });
  await mara.type({ setting: 'QUAYSIDE', ...day('to', '2025-11-30') });
  expect(await mara.press(t.ask)).toBe(200);
  expect(await main()).toContain('It hit 3 cases');
  expect(mara.page.url()).not.toContain('uayside');
  await mara.open(`${paths.cohorts}?duty=give-advice&cause=tribunal&role=health&from=2025-11-20`);
  expect(await main()).toContain(t.hitNobody);
  await looks(mara);
  const pia = await visit(browser, app.url, { as: 'psychologist' });
  expect(await pia.open(paths.cohorts)).toBe(403);
  await pia.leave();
});

test('an address with a day missing, impossible or to come answers with the form and an error at the field, keeping what it asked', async () => {
  const asked = (query: string) => mara.context.request.get(`${app.url}${paths.cohorts}?${query}`);
  const missing = await asked('duty=give-advice&cause=staff-shortage');
  expect(missing.status()).toBe(400);
  const words = await missing.text();
  expect(words).toContain('href="#from-day"');
  expect(words).toContain('<option value="give-advice" selected>');
  for (const query of ['duty=give-advice&from=2025-02-30', 'duty=give-advice&from=2026-01-01', 'duty=give-advice&from=soon', 'duty=give-advice&from=2025-11-01&to=2025-10-01', 'duty=give-advice&from=2025-11-01&cause=none-such', 'duty=give-advice&from=2025-11-01&setting=T-NONE0000', 'duty=none-such&from=2025-11-01', 'duty=issue-final-plan&role=health&from=2025-11-01']) {
    const answer = await asked(query);
    expect([query, answer.status()]).toEqual([query, 400]);
    expect(await answer.text(), query).toContain('govuk-error-summary');
  }
});
