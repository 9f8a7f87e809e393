import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { LADDER_WORDS as t } from '../../web/words/ladders.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** A council changes who is written to, without a script: sees what it would have sent, keeps it, and takes it back. */

const DUTY = 'decide-to-assess';
let browser: Browser;
let app: TestApp;
let ref: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-09-02' })]);
  ref = await app.openCase('2025-09-02'); // to decide by Tuesday 14 October: reminded on 30 September and 10 October, escalated on the 15th and 21st
  app.today('2025-10-28');
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const step = (number: number, [days, place, act, to, within = '']: readonly string[]) => ({
  type: { [`step-${number}-days`]: days ?? '', [`step-${number}-within`]: within },
  choose: { [`step-${number}-place`]: place ?? '', [`step-${number}-act`]: act ?? '', [`step-${number}-to`]: to ?? '' },
});

test('a ladder is changed, tried against the last 90 days, and kept from a day on, with who and why', async () => {
  const ada = await visit(browser, app.url, { as: 'administrator' });
  await ada.open(paths.settings);
  await ada.page.getByRole('link', { name: /^Reminders and escalation/ }).click();
  await ada.page.getByRole('link', { name: 'Decide whether to assess, and tell the family' }).click();
  await ada.page.getByRole('button', { name: t.giveOwn }).click();
  await ada.page.waitForURL(`**${paths.ladderChange(DUTY)}`);
  expect(await ada.page.locator('fieldset').count()).toBe(6); // begins as the general one
  for (let i = 0; i < 4; i += 1) await ada.page.locator('[value="out-1"]').click();
  expect(await ada.page.locator('fieldset').count()).toBe(2);
  await ada.page.getByRole('button', { name: t.add }).click();
  const added = step(3, ['3', 'after', 'escalate', 'team-manager', '2']);
  await ada.type(added.type);
  await ada.choose(added.choose);
  await expectAccessible(ada);
  await ada.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(ada);

  expect(await ada.press(t.preview), 'nobody is senior manager here').toBe(400);
  expect(await ada.errorSummary()).toEqual([{ href: '#step-2-to', text: 'Step 2 goes to the senior manager, and nobody holds that role: give somebody the role, or choose the director.' }]);
  await ada.page.locator('[value="out-2"]').click();
  expect(await ada.press(t.preview)).toBe(200);
  const rows = await ada.page.locator('tbody tr').all();
  const counted = await Promise.all(rows.map(async (row) => (await row.locator('th, td.govuk-table__cell--numeric').allInnerTexts()).map((text) => text.split(': ').at(-1))));
  expect(counted).toEqual([
    ['14 days before it is due', '1', '0', '−1'],
    ['3 days before it is due', '1', '0', '−1'],
    ['The working day after it was due', '1', '0', '−1'],
    ['3 days after it was due', '0', '1', '+1'],
    ['7 days after it was due', '1', '0', '−1'],
    ['30 days after it was due', '0', '0', '0'],
    ['84 days after it was due', '0', '1', '+1'], // two working days after the third: nobody acknowledged it
    ['All together', '4', '2', '−2'],
    ['In so many mails', '4', '2', '−2'],
  ]);
  await expectAccessible(ada);
  await expectNoSidewaysScroll(ada);

  await ada.type(day('effectiveFrom', '2025-10-27'));
  expect(await ada.press(t.keep)).toBe(400);
  expect((await ada.errorSummary()).map(({ href }) => href)).toEqual(['#reason']);
  await ada.type({ reason: 'The team asked for fewer mails' });
  expect(await ada.press(t.keep), 'a day gone by').toBe(400);
  expect((await ada.errorSummary()).map(({ href }) => href)).toEqual(['#effectiveFrom-day']);
  await ada.type(day('effectiveFrom', '2025-10-28'));
  expect(await ada.press(t.keep)).toBe(200);
  const main = await ada.page.locator('main').innerText();
  expect(main).toContain(t.keptNow);
  expect(main).toMatch(/3 days after it was due\s+Escalate, as it is late\s+.*Team manager\s+At once, in a mail of its own\s+.*2 working days/);
  expect(main).toMatch(/Tuesday 28 October 2025\s+Open cases are told once it has taken effect.\s+Made by: Ada Pell\s+Why: The team asked for fewer mails/);
  await expectAccessible(ada);
  await expectNoSidewaysScroll(ada);
  expect(app.useCases.council.settings.ladders[DUTY]?.map(({ rung }) => rung)).toEqual(['late-3-team-manager', 'late-84']); // its name in the general one
  await app.wake(ref);
  const { rows: claims } = await app.database.pool.query<{ rung: string; skipped: boolean }>(`SELECT rung, skipped FROM agenda_claim WHERE record_ref = $1 AND duty = $2 AND rung LIKE 'late%' ORDER BY rung`, [ref, DUTY]);
  expect(claims, 'its day had passed when it took effect').toEqual([{ rung: 'late-3-team-manager', skipped: true }]);
  await ada.leave();
});

test('a loop, and a ladder that ends in nobody’s hands, are refused beside the step', async () => {
  const ada = await visit(browser, app.url, { as: 'administrator' });
  await ada.open(paths.ladderChange(DUTY));
  await ada.page.getByRole('button', { name: t.add }).click();
  const again = step(3, ['99', 'after', 'escalate', 'team-manager']);
  await ada.type(again.type);
  await ada.choose(again.choose);
  expect(await ada.press(t.preview)).toBe(400);
  expect((await ada.errorSummary()).map(({ href, text }) => [href, text.split(':')[0]])).toEqual([['#step-3-to', 'Step 3 goes round in a loop']]);
  await expectAccessible(ada);
  await ada.choose({ 'step-3-act': 'remind' });
  expect(await ada.press(t.preview)).toBe(400);
  expect((await ada.errorSummary())[0]?.text).toBe('The ladder has no final step: the law asks for this, so the last step must escalate to a manager after the due date.');
  await ada.type({ 'step-3-days': 'soon' });
  expect(await ada.press(t.preview)).toBe(400);
  expect((await ada.errorSummary())[0]).toEqual({ href: '#step-3-days', text: 'Step 3: enter how many days, from 0 to 400' });
  await ada.leave();
});

test('versions are compared, and an earlier one is used again; two who change at once do not cross', async () => {
  const ada = await visit(browser, app.url, { as: 'administrator' });
  await ada.open(paths.ladder(DUTY));
  await ada.page.getByRole('link', { name: /^See what changed/ }).click();
  const main = await ada.page.locator('main').innerText();
  expect(main).toContain(t.beforeIt(0));
  await expectAccessible(ada);
  await ada.page.getByRole('button', { name: t.again }).click();
  await ada.page.waitForURL('**?again=*');
  await ada.type({ 'step-1-days': '4' });
  expect(await ada.press(t.preview)).toBe(200);
  await ada.type({ reason: 'A day later', ...day('effectiveFrom', '2025-11-03') });

  const other = await visit(browser, app.url, { as: 'administrator' });
  await other.open(paths.ladderChange(DUTY));
  expect(await other.press(t.useGeneral)).toBe(200);
  await other.type({ reason: 'The general one will do' });
  expect(await other.press(t.keep)).toBe(200);
  expect(await other.page.locator('main').innerText()).toContain(t.byGeneral);

  expect(await ada.press(t.keep)).toBe(409);
  expect((await ada.errorSummary())[0]?.text).toBe(t.changedSince);
  await Promise.all([ada.leave(), other.leave()]);
});

test('a step says how it is sent: what may wait goes in the mail of the day, a breach of the law does not', async () => {
  const ada = await visit(browser, app.url, { as: 'administrator' });
  await ada.open(paths.ladders);
  expect(await ada.page.locator('main').innerText()).toContain('in one mail a day to each person, at 08:30 on working days');
  await expectAccessible(ada);
  await ada.open(paths.ladderChange('invite-to-review'));
  const at = async (when: string, to: string): Promise<string> => {
    const rungs = await ada.page.locator('fieldset').all();
    for (const [n, one] of rungs.entries()) {
      const [days, place, whom] = await Promise.all([one.locator(`#step-${n + 1}-days`).inputValue(), one.locator(`#step-${n + 1}-place`).inputValue(), one.locator(`#step-${n + 1}-to`).inputValue()]);
      if (`${days} ${place}` === when && whom === to) return `step-${n + 1}-channel`;
    }
    throw new Error(`no step ${when} to ${to}`);
  };
  for (const [when, to] of [['30 after', 'senior-manager'], ['7 after', 'service-manager']] as const) await ada.page.locator(`[value="${(await at(when, to)).replace('step-', 'out-').replace('-channel', '')}"]`).click(); // roles nobody holds here
  const [before, late, setting] = [await at('14 before', 'caseworker'), await at('1 after', 'team-manager'), await at('3 before', 'setting')];
  await ada.choose({ [before]: 'at-once', [late]: 'digest', [setting]: 'digest' });
  expect(await ada.press(t.preview)).toBe(400);
  expect((await ada.errorSummary()).map(({ href, text }) => [href, text.replace(/^Step \d+ /, '')]).sort()).toEqual([
    [`#${late}`, 'tells that a day in law has passed, which never waits: send it at once.'],
    [`#${setting}`, 'goes to the setting, who gets no mail of the day: send it at once.'],
  ].sort());
  await expectAccessible(ada);
  await ada.choose({ [late]: '', [setting]: '' });
  expect(await ada.press(t.preview)).toBe(200);
  const preview = await ada.page.locator('main').innerText();
  expect(preview).toMatch(/14 days before it is due\s+Remind\s+.*Caseworker\s+At once, in a mail of its own/);
  expect(preview).toMatch(/3 days before it is due\s+Remind\s+.*Caseworker\s+In the mail of the day/);
  await expectAccessible(ada);
  await ada.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(ada);
  await ada.type({ reason: 'Meetings need more time' });
  expect(await ada.press(t.keep)).toBe(200);
  expect(app.useCases.council.settings.ladders['invite-to-review']?.filter(({ channel }) => channel !== undefined).map(({ rung, channel }) => [rung, channel])).toEqual([['due-minus-14', 'at-once']]);
  await ada.page.getByRole('link', { name: /^See what changed/ }).click();
  const version = await ada.page.locator('main').innerText();
  expect(version).toMatch(/Put in\s+[\s\S]*14 days before it is due\s+Remind\s+.*Caseworker\s+At once, in a mail of its own[\s\S]*Taken out[\s\S]*14 days before it is due\s+Remind\s+.*Caseworker\s+In the mail of the day/);
  await ada.leave();
});

test('nobody but an administrator sees it', async () => {
  const casey = await visit(browser, app.url, { as: 'manager' });
  expect([await casey.open(paths.ladders), await casey.open(paths.ladder(DUTY)), await casey.open(paths.ladderChange(DUTY))]).toEqual([403, 403, 403]);
  await casey.leave();
  const ada = await visit(browser, app.url, { as: 'administrator' });
  expect([await ada.open(paths.ladder('no-such-step')), await ada.open(paths.ladderVersion(DUTY, 999))]).toEqual([404, 404]);
  await ada.leave();
});
