import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { launchBrowser } from '../support/resources.js';
import { STAFF } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** A panel from its calling to the family's letter: a caseworker calls it, its manager writes down what it decided. */

let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-12' })]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

test('a case is put to a panel, refused by it with reasons and votes, and the refusal recorded in its name', async () => {
  app.today('2026-01-12');
  const ref = await app.openCase('2025-12-08', 'Linnet');
  const casey = await visit(browser, app.url, { as: 'caseworker', width: 320 });
  await casey.open(paths.panels);
  expect(await casey.page.getByText('No panel is called').count()).toBe(1);
  await casey.type({ ...day('meetsOn', '2026-01-05'), name: 'Assessment panel' });
  expect(await casey.press('Call the panel')).toBe(400);
  await casey.type(day('meetsOn', '2026-01-14'));
  expect(await casey.press('Call the panel')).toBe(200);
  expect(await casey.heading()).toBe('Assessment panel');
  const panel = new URL(casey.page.url()).pathname;

  await casey.type({ caseRef: 'A-00000000' });
  await casey.choose({ question: 'assess' });
  expect(await casey.press('Put it on the list')).toBe(400);
  expect((await casey.errorSummary())[0]).toMatchObject({ href: '#caseRef' });
  await casey.type({ caseRef: ref.toLowerCase() });
  expect(await casey.press('Put it on the list')).toBe(200);
  expect(await casey.page.getByRole('heading', { name: '1. Should the council assess?' }).count()).toBe(1);
  expect(await casey.page.getByText('Monday 19 January 2026').count()).toBe(1); // six weeks from 8 December
  await expectAccessible(casey);
  await expectNoSidewaysScroll(casey);

  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(panel);
  expect(await mara.page.getByRole('button', { name: /Write down the decision/ }).count(), 'not before it meets').toBe(
    0,
  );
  app.today('2026-01-14');
  await mara.open(`${panel}/1/decision`);
  await mara.choose({ decision: 'no' });
  await mara.type({ reason: 'School has not yet used its own support.' });
  expect(await mara.press('Write it down')).toBe(400);
  expect((await mara.errorSummary())[0]).toMatchObject({ href: '#votes' });
  await expectAccessible(mara);
  await mara.choose({ votes: [STAFF.manager] });
  expect(await mara.press('Write it down')).toBe(200);
  expect(await mara.page.getByText('Mara Quill for').count()).toBe(1);
  expect(await mara.page.getByRole('link', { name: /Record the decision not to assess/ }).count()).toBe(1);

  await casey.open(panel);
  await casey.page.getByRole('link', { name: /Record the decision not to assess/ }).click();
  expect(await casey.page.locator('[name="panelItem"]').inputValue()).toBe('1');
  expect(await casey.page.locator('[name="panelOn-year"]').inputValue()).toBe('2026');
  await casey.type(day('on', '2026-01-14'));
  if ((await casey.page.locator('[name="under"]').count()) > 0) await casey.choose({ under: 'reg-4' });
  expect(await casey.press('Record')).toBe(200);
  await casey.open(paths.history(ref));
  expect(await casey.page.getByText('The panel decided: Should the council assess? No (item 1)').count()).toBe(1);
  expect(await casey.page.getByText('School has not yet used its own support.').count()).toBe(1);
  await expectAccessible(casey);
  await casey.leave();
  await mara.leave();
});

test('advice that was corrected away is no paper of the panel', async () => {
  app.today('2026-01-12');
  const ref = await app.openCase('2025-09-02', 'Dunnock');
  await app.record(ref, [
    { type: 'assessment-agreed', on: '2025-10-07' },
    { type: 'advice-requested', on: '2025-10-08', adviser: 'V-PSYCH000', role: 'educational-psychology' },
    { type: 'advice-requested', on: '2025-10-08', adviser: 'V-HEA1TH00', role: 'health' },
    { type: 'advice-received', on: '2025-11-10', adviser: 'V-PSYCH000' },
    { type: 'advice-received', on: '2025-11-11', adviser: 'V-HEA1TH00' },
  ]); // entries 3 to 7
  await app.correct(ref, 'j7');
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.panels);
  await casey.type({ ...day('meetsOn', '2026-01-20'), name: 'Issue panel' });
  await casey.press('Call the panel');
  await casey.type({ caseRef: ref });
  await casey.choose({ question: 'issue' });
  expect(await casey.press('Put it on the list')).toBe(200);
  const item = await casey.page.locator('#item-1').innerText();
  expect(item).toContain('Monday 10 November 2025');
  expect(item).not.toContain('11 November 2025');
  await casey.leave();
});

test('a panel of another team answers as one that does not exist; who has no part in panels is refused', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.panels);
  const href = (await casey.page.locator('tbody a').first().getAttribute('href')) ?? '';
  const erin = await visit(browser, app.url, { as: 'elsewhere' });
  expect(await erin.open(href)).toBe(404);
  const pia = await visit(browser, app.url, { as: 'psychologist' });
  expect(await pia.open(paths.panels)).toBe(403);
  for (const visitor of [casey, erin, pia]) await visitor.leave();
});
