import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** The team manager's page: caseload, leave and cover, and what becomes of the cases of somebody who leaves. */

let browser: Browser;
let app: TestApp;
let mara: Visitor;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-12-01' })]);
  mara = await visit(browser, app.url, { as: 'manager' });
});
afterAll(async () => {
  await browser.close();
  await app.close();
});
beforeEach(() => app.today('2025-12-01'));

const main = (who: Visitor) => who.page.locator('main').innerText();
const rowOf = (name: string) => mara.page.locator('.duly-load tr').filter({ hasText: name });

test('who holds how much: open, late, due soon, the longest wait; a count opens to its cases', async () => {
  const late = await app.openCase('2025-09-02', 'Late');
  await app.openCase('2025-10-22', 'Soon');
  await mara.open(paths.team);
  expect((await rowOf('Casey Marlow').innerText()).split(/\s+/).join(' ')).toContain('2 open, Casey Marlow');
  expect(await rowOf('Casey Marlow').innerText()).toContain('12 weeks and 6 days');
  await expectAccessible(mara);
  await mara.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(mara);
  await mara.page.setViewportSize({ width: 1100, height: 900 });
  await rowOf('Casey Marlow').locator('a').filter({ hasText: 'late' }).click();
  await mara.page.waitForLoadState();
  expect(await mara.page.locator('.duly-work__name').allInnerTexts()).toEqual(['Late Testchild']);
  expect(await main(mara)).toContain(late);
});

test('leave: wrong days are refused beside their fields; for those days the cases stand on the cover’s list and are recorded by them', async () => {
  const ref = await app.openCase('2025-11-03', 'Covered');
  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  await olu.open(paths.case(ref));
  expect(await olu.page.locator('.duly-steps').count()).toBe(0);

  await mara.open(paths.team);
  await mara.page.getByText('Say that somebody is away').click();
  await mara.choose({ staff: STAFF.caseworker, cover: STAFF.otherCaseworker });
  await mara.type({ ...day('fromOn', '2025-12-05'), ...day('toOn', '2025-12-04') });
  expect(await mara.press('Save')).toBe(400);
  expect((await mara.errorSummary())[0]?.href).toBe('#toOn-day');
  await expectAccessible(mara);
  await mara.type({ ...day('fromOn', '2025-12-02'), ...day('toOn', '2025-12-04') });
  expect(await mara.press('Save')).toBe(200);
  expect(await main(mara)).toContain('covered by Olu Adeyemi-Test');
  await olu.open(paths.cases);
  expect(await main(olu)).not.toContain('Covered Testchild');

  app.today('2025-12-02');
  await olu.open(paths.cases);
  expect(await olu.page.locator('tr').filter({ hasText: 'Covered Testchild' }).innerText()).toContain(
    'Covering for Casey Marlow',
  );
  await expectAccessible(olu);
  await olu.open(paths.record(ref, 'contact-made'));
  await olu.type(day('on', '2025-12-02'));
  expect(await olu.press('Record')).toBe(200);
  expect(await olu.page.locator('.duly-answers__who').innerText()).toContain('Casey Marlow');
  expect(await olu.page.getByRole('link', { name: texts.facts['owner-set'].act }).count()).toBe(0);
  expect(await olu.open(paths.assign(ref))).toBe(403);
  await mara.open(paths.team);
  expect(await rowOf('Casey Marlow').innerText()).toContain('away until 4 December 2025, covered by Olu Adeyemi-Test');

  app.today('2025-12-05');
  await olu.open(paths.cases);
  expect(await main(olu)).not.toContain('Covered Testchild');
  await olu.open(paths.case(ref));
  expect(await olu.page.locator('.duly-steps').count()).toBe(0);
  await olu.leave();
});

test('back early: nobody covers from today', async () => {
  await app.database.pool.query(
    `INSERT INTO absence (staff_ref, cover_ref, from_on, to_on, set_by, set_at) VALUES ($1, $2, '2025-11-24', '2025-12-19', 'S-1', now())`,
    [STAFF.caseworker, STAFF.otherCaseworker],
  );
  await mara.open(paths.team);
  await mara.page.getByRole('button', { name: /^Back today ?: Casey Marlow/ }).click();
  await mara.page.waitForLoadState();
  expect(await mara.page.locator('.govuk-notification-banner').innerText()).toContain(texts.day.team.ended.title);
  expect(await rowOf('Casey Marlow').innerText()).not.toContain('away');
});

test('somebody leaves: refused while they hold a case; handed over in the same step, each case says so, and the account closes', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.cases);
  const held = await casey.page.locator('.duly-work__name').count();
  expect(held).toBeGreaterThan(1);

  await mara.open(paths.handOver(STAFF.caseworker));
  await expectAccessible(mara);
  await mara.page.locator('input[name="cases"]').first().uncheck();
  await mara.choose({ to: STAFF.otherCaseworker });
  await mara.page.locator('input[name="leaves"]').check();
  expect(await mara.press('Hand over')).toBe(200);
  expect(await mara.page.locator('.govuk-notification-banner').innerText()).toContain(
    'Casey Marlow still holds 1 open case',
  );
  expect(await mara.page.locator('.duly-results tbody tr').count()).toBe(held - 1);
  await expectAccessible(mara);
  expect(await casey.open(paths.cases)).toBe(200);

  await mara.open(paths.handOver(STAFF.caseworker));
  expect(await mara.press('Hand over')).toBe(400);
  expect((await mara.errorSummary())[0]).toEqual({ text: texts.day.handOver.to.missing, href: '#to' });
  await mara.choose({ to: 'share' });
  await mara.page.locator('input[name="leaves"]').check();
  expect(await mara.press('Hand over')).toBe(200);
  expect(await mara.page.locator('.govuk-notification-banner').innerText()).toContain('Account closed');
  await casey.open(paths.cases);
  expect(new URL(casey.page.url()).pathname).toBe(paths.signIn); // signed out at once
  await mara.open(paths.team);
  expect(await main(mara)).not.toContain('Casey Marlow');
  await casey.leave();
});

test('a caseworker has no team page, a director sees every team, another team’s manager none of ours', async () => {
  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  expect(await olu.open(paths.team)).toBe(403);
  await olu.leave();
  const dara = await visit(browser, app.url, { as: 'director' });
  expect(await dara.open(paths.team)).toBe(200);
  expect(await dara.page.getByText('Say that somebody is away').count()).toBe(0);
  await dara.page.getByRole('link', { name: 'West team' }).click();
  await dara.page.waitForLoadState();
  expect(await main(dara)).toContain('Erin Farrow');
  expect(await dara.open(paths.handOver(STAFF.elsewhere))).toBe(403);
  await dara.leave();
});
