import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { RULE_WORDS as t } from '../../web/words/rules.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** A council makes its own rules, without a script: causes of delay, norms of silence, when staff are written to. */

let browser: Browser;
let app: TestApp;
let ada: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-03-02' })]);
  await app.openCase('2026-03-02');
  app.today('2026-03-20'); // 18 days
  ada = await visit(browser, app.url, { as: 'administrator' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const words = async () => (await ada.page.locator('main').innerText()).replace(/\s+/g, ' ');
const rule = (kind: 'delay-causes' | 'silence-norms' | 'staff-mail') => t.kinds[kind].title;
const looked = async () => {
  await ada.page.setViewportSize({ width: 320, height: 640 });
  await expectAccessible(ada);
  await expectNoSidewaysScroll(ada);
};

test('causes are added, put in order and retired on one form; the list of settings and the form of causes follow', async () => {
  await ada.open(paths.settings);
  await ada.page.getByRole('link', { name: rule('delay-causes') }).click();
  await ada.page.getByRole('button', { name: t.change }).click();
  await ada.page.waitForURL(`**${paths.ruleChange('delay-causes')}`);
  expect(await ada.page.locator('fieldset.duly-kept').count()).toBe(7);
  await ada.press(t.cause.add);
  await ada.type({ 'cause-8-words': ' staff  SHORTAGE' });
  expect(await ada.press(t.keep)).toBe(400);
  expect(await ada.errorSummary()).toEqual([{ href: '#cause-8-words', text: 'Cause 8 must be a name no other cause has, a retired one included: word it otherwise, or take up the other again.' }]);
  await looked();
  await ada.type({ 'cause-8-words': 'Flood' });
  await ada.page.locator('[value="up-8"]').click();
  await ada.choose({ 'cause-1-state': 'retired' });
  await ada.page.locator('[value="out-2"]').click(); // nobody has given it
  await ada.type({ ...day('effectiveFrom', '2026-03-19'), note: 'The river' });
  expect(await ada.press(t.keep)).toBe(400);
  expect(await ada.errorSummary()).toEqual([{ href: '#effectiveFrom-day', text: 'The day from which it holds must be today or later: what was done by the rule of a past day cannot be changed.' }]);
  await ada.type(day('effectiveFrom', '2026-03-20'));
  expect(await ada.press(t.keep)).toBe(200);
  expect(await words()).toMatch(/The change is kept, and is in force\..*Staff shortage Retired\. Not given so far.*Flood Not given so far Another cause.*Version 1 From Friday 20 March 2026 Made by Ada Pell Note The river/);
  await looked();
  expect(app.useCases.council.settings.delayCauses.map(({ code, retired }) => `${code}${retired === true ? ' retired' : ''}`)).toEqual(['staff-shortage retired', 'late-education-advice', 'school-closure', 'family-asked', 'tribunal', 'flood', 'other', 'late-health-advice retired']);
});

test('an earlier version is put back as a new one; what has been given since comes with it, retired', async () => {
  const { rows } = await app.database.pool.query<{ ref: string }>('SELECT ref FROM case_record');
  const casey = await app.useCases.staff.byAccount('casey@demo.example', '2026-03-20' as never);
  await app.useCases.delayCauses.record({ caseRef: rows[0]?.ref ?? '', duty: 'issue-final-plan', subject: null, occurrence: 'j1', cause: 'flood', note: null, by: casey?.ref ?? '', at: '2026-03-20T10:00:00.000Z' as never });
  await ada.open(paths.rule('delay-causes'));
  expect(await words()).toContain('Flood Given once');
  const again = await ada.page.getByRole('link', { name: new RegExp(`^${t.again}.*${t.againOf(0)}`) }).getAttribute('href');
  await ada.open(String(again));
  expect(await ada.page.locator('fieldset.duly-kept').last().innerText()).toContain(t.cause.mustStay);
  expect(await ada.press(t.keep)).toBe(200);
  expect(app.useCases.council.settings.delayCauses.filter(({ retired }) => retired === true).map(({ code }) => code)).toEqual(['flood']);
  expect(await words()).toContain('Version 2');
});

test('norms of silence are tried on today’s cases before they can be kept; what was typed after is tried again', async () => {
  await ada.open(paths.ruleChange('silence-norms'));
  expect(await ada.page.getByRole('button', { name: t.keep, exact: true }).count()).toBe(0);
  await ada.type({ 'norm-considering': '0', 'norm-assessing': 'soon', 'norm-drafting': '' });
  expect(await ada.press(t.silence.look)).toBe(400);
  expect(await ada.errorSummary()).toEqual([{ href: '#norm-considering', text: 'Deciding whether to assess must be at least 1 day.' }, { href: '#norm-assessing', text: 'Getting advice must be a whole number of days.' }]);
  await ada.type({ 'norm-considering': '20', 'norm-assessing': '28' });
  expect(await ada.press(t.silence.look)).toBe(200);
  await ada.type({ 'norm-considering': '14' });
  expect(await ada.press(t.keep), 'not what was tried').toBe(200);
  expect(await words()).toMatch(/Deciding whether to assess As it is: 0 With the change: 1 Difference: \+1/);
  await looked();
  await ada.type(day('effectiveFrom', '2026-04-01'));
  expect(await ada.press(t.keep)).toBe(200);
  expect(await words()).toMatch(/takes effect on Wednesday 1 April 2026.*Until then this holds.*Deciding whether to assess: silent after 21 days/);
  expect(app.useCases.council.settings.silenceNorms.considering).toBe(21);
  app.today('2026-04-01');
  expect(app.useCases.council.settings.silenceNorms).toMatchObject({ considering: 14 });
  expect(app.useCases.council.settings.silenceNorms.drafting).toBeUndefined();
  app.today('2026-03-20');
});

test('the mail to staff: hours that are none, half of quiet hours, and a mail inside them are refused beside the field', async () => {
  await ada.open(paths.ruleChange('staff-mail'));
  await ada.type({ digestAt: '25:00' });
  expect(await ada.press(t.keep)).toBe(400);
  expect((await ada.errorSummary()).map(({ href }) => href)).toEqual(['#digestAt']);
  await ada.type({ digestAt: '9:15', quietTo: '' });
  expect(await ada.press(t.keep)).toBe(400);
  expect(await ada.errorSummary()).toEqual([{ href: '#quietTo', text: t.mail.half }]);
  await ada.type({ digestAt: '06:00', quietTo: '07:00' });
  expect(await ada.press(t.keep)).toBe(400);
  expect((await ada.errorSummary())[0]?.text).toMatch(/must be outside/);
  await looked();
  await ada.type({ digestAt: '9:15' });
  expect(await ada.press(t.keep)).toBe(200);
  expect(await words()).toContain('at 09:15 on working days');
  expect(app.useCases.council.settings.staffMail).toEqual({ digestAt: '09:15', quietHours: { from: '19:00', to: '07:00' } });
});

test('who may not change them reads them, each with its versions', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.settings);
  await casey.page.getByRole('link', { name: rule('staff-mail') }).click();
  const main = await casey.page.locator('main').innerText();
  expect(main).toContain(t.readOnly);
  expect(main).toMatch(/Version \d+\s+From\s+Friday 20 March 2026\s+Made by\s+Ada Pell/);
  expect(await casey.page.getByRole('link', { name: new RegExp(`^${t.again}`) }).count()).toBe(0);
  await expectAccessible(casey);
  expect([await casey.open(paths.ruleChange('staff-mail')), await casey.open(paths.rule('colours'))]).toEqual([403, 404]);
  await casey.leave();
});
