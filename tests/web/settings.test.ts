import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDatesFile, readDates } from '../../cli/register/read-dates.js';
import type { Instant } from '../../domain/dates/london.js';
import { CLOSURE_LAW } from '../../domain/setting-calendar.js';
import { importDates } from '../../prisma/repositories/setting-dates.js';
import { paths } from '../../web/paths.js';
import { SETTING_WORDS as t } from '../../web/words/settings.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** When a setting is open: kept by an administrator, evidence of an exception, shown beside the settings consulted. */

const SCHOOL = 'T-QUAYS1DE';
let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-09-07' })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const head = (...lines: string[]) => new TextEncoder().encode(['URN,Kind,Term,From,To', ...lines].join('\r\n'));

test('a file of dates comes in by URN, twice as once; what is wrong is named by line and column', async () => {
  await app.database.pool.query(`UPDATE setting SET urn = '990001' WHERE ref = $1`, [SCHOOL]);
  const file = head(
    '990001,term,summer-2026,13-04-2026,21-07-2026',
    '990001,closure,,26-05-2026,29-05-2026',
    '990001,term,Sommer,31-02-2026,21-07-2026',
    '99,closure,,01-01-2026,31-12-2025',
    '999999,closure,,01-01-2026,02-01-2026',
  );
  expect([isDatesFile(file), isDatesFile(new TextEncoder().encode('URN,EstablishmentName'))]).toEqual([true, false]);
  const { dates, leftOut } = readDates(file);
  expect(leftOut.map(({ line, column }) => [line, column])).toEqual([
    [4, 'From'],
    [5, 'URN'],
    [5, 'To'],
  ]);
  const at = '2026-09-01T09:00:00.000Z' as Instant;
  expect(await importDates(app.database, dates, 'import', at)).toEqual({ kept: 2, same: 0, unknown: [6] });
  expect(await importDates(app.database, dates, 'import', at)).toEqual({ kept: 0, same: 2, unknown: [6] });

  const twice = readDates(head('990001,term,summer-2026,13-04-2026,20-07-2026', '990001,term,summer-2026,14-04-2026,22-07-2026')).dates;
  expect(await importDates(app.database, twice, 'import', at)).toEqual({ kept: 1, same: 1, unknown: [] });
  const { rows } = await app.database.pool.query(`SELECT from_on::text AS "from", to_on::text AS "to" FROM setting_dates WHERE name = 'summer-2026'`);
  expect(rows, 'what stands lower in the file counts').toEqual([{ from: '2026-04-14', to: '2026-07-22' }]);
  expect(await importDates(app.database, dates, 'import', at)).toEqual({ kept: 1, same: 1, unknown: [6] }); // as it was
});

test('an administrator keeps a term and takes a closure out; what cannot be is refused beside its field', async () => {
  const ada = await visit(browser, app.url, { as: 'administrator' });
  await ada.open(`${paths.settings}?search=quay`);
  await ada.page.getByRole('link', { name: 'Quayside Primary' }).click();
  await ada.page.waitForURL(`**${paths.setting(SCHOOL)}`);
  await ada.choose({ kind: 'term' });
  await ada.type({ name: 'Autumn', ...day('from', '2026-07-01'), ...day('to', '2026-12-18') });
  expect(await ada.press(t.keep)).toBe(400);
  expect((await ada.errorSummary()).map(({ href }) => href)).toEqual(['#name', '#from-day']);
  await expectAccessible(ada);
  await ada.type({ name: 'autumn-2026', ...day('from', '2026-09-02') });
  expect(await ada.press(t.keep)).toBe(200);
  const main = await ada.page.locator('main').innerText();
  expect(main).toContain('Autumn 2026: Wednesday 2 September 2026 to Friday 18 December 2026');
  expect(main).toContain('Closed Wednesday 22 July 2026 to Tuesday 1 September 2026 (42 days)'); // the summer holiday
  await ada.page.getByRole('button', { name: /^Take out\s*: Closed Tuesday 26 May/ }).click();
  await ada.page.waitForURL('**done=out');
  expect(await ada.page.locator('main').innerText()).not.toContain('26 May');
  await ada.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(ada);
  await ada.leave();
});

test('the exceptions form proposes the closures of the child’s school, and refuses one not long enough by its regulation', async () => {
  const ref = await app.openCase('2026-06-01');
  await app.record(ref, [{ type: 'assessment-agreed', on: '2026-07-10' }]);
  await app.record(ref, [{ type: 'advice-requested', on: '2026-07-20', adviser: 'V-HEAD0000', role: 'head-teacher' }]);
  await app.database.pool.query(
    `INSERT INTO setting_dates VALUES ($1, 'closure', NULL, '2026-05-26', '2026-05-29', 'x', now())`,
    [SCHOOL],
  );
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.record(ref, 'exception-recorded'));
  const proposed = casey.page.locator('section[aria-labelledby="closures"] li');
  expect(await proposed.count()).toBe(2);
  expect(await proposed.first().innerText()).toContain(t.evidence.verdicts['too-short'](28, CLOSURE_LAW));
  expect(await proposed.first().getByRole('link').count()).toBe(0);
  await proposed.last().getByRole('link').click();
  await casey.page.waitForURL('**closure=2026-07-22');
  expect(await casey.page.locator('input[value="school-closed"]').isChecked()).toBe(true);
  expect(
    await Promise.all(
      ['closedFrom-day', 'closedFrom-month', 'reopensOn-day', 'reopensOn-month'].map((name) =>
        casey.page.locator(`[name="${name}"]`).inputValue(),
      ),
    ),
  ).toEqual(['22', '7', '2', '9']);
  await expectAccessible(casey);

  await casey.choose({ steps: 'issue-final-plan' });
  await casey.type({
    ...day('on', '2026-09-07'),
    ...day('reopensOn', '2026-08-18'),
    impracticalBecause: 'Nobody was there to advise.',
  });
  expect(await casey.press('Record')).toBe(400);
  const [error] = await casey.errorSummary();
  expect(error?.href).toBe('#reopensOn-day');
  expect(error?.text).toMatch(/27 days; .*at least 28 \(SEND Regulations 2014 regs/);
  await casey.type(day('reopensOn', '2026-09-02'));
  expect(await casey.press('Record')).toBe(200);
  await casey.leave();
});

test('beside the settings consulted stand their term and their next closure', async () => {
  const ref = await app.openCase('2026-06-01');
  await app.record(ref, [
    { type: 'assessment-agreed', on: '2026-07-10' },
    { type: 'issue-agreed', on: '2026-09-01' },
    { type: 'draft-plan-sent', on: '2026-09-02', channel: 'by-hand' },
    { type: 'setting-consulted', on: '2026-09-03', setting: SCHOOL },
  ]);
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.placements(ref));
  expect(await casey.page.locator('tbody th').first().innerText()).toContain(
    'Autumn 2026: Wednesday 2 September 2026 to Friday 18 December 2026',
  );
  expect(await casey.open(paths.setting(SCHOOL))).toBe(200);
  expect(await casey.page.getByRole('button', { name: t.keep }).count()).toBe(0); // to read, not to change
  const pia = await visit(browser, app.url, { as: 'psychologist' });
  expect(await pia.open(paths.setting(SCHOOL))).toBe(404);
  for (const one of [casey, pia]) await one.leave();
});
