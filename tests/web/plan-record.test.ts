import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** A plan's own page: opened with the final plan, found from the assessment and by search, reviewed year by year. */

let browser: Browser;
let app: TestApp;
let ref: string;
let plan: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-26' })]); // a Monday
  ref = await app.openCase('2025-09-02');
  await app.record(ref, [
    { type: 'assessment-agreed', on: '2025-10-07' },
    { type: 'issue-agreed', on: '2025-12-15' },
    { type: 'draft-plan-sent', on: '2025-12-16', channel: 'by-hand' },
    { type: 'final-plan-issued', on: '2026-01-20' },
  ]);
  const { rows } = await app.database.pool.query<{ ref: string }>('SELECT ref FROM case_record WHERE made_from = $1', [ref]);
  plan = rows[0]?.ref ?? '';
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

test('the assessment points to its plan and the plan to its assessment; the plan says when its first review must be over', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(ref));
  await casey.page.getByRole('link', { name: `Plan ${plan}` }).click();
  await casey.page.waitForURL(`**${paths.case(plan)}`);
  const text = await casey.page.locator('main').innerText();
  expect(text).toContain('Plan in force');
  expect(text).toContain('Tuesday 19 January 2027');
  expect(text).not.toContain('Nobody has been asked yet');
  expect(await casey.page.getByRole('link', { name: `Assessment ${ref}` }).count()).toBe(1);
  await expectAccessible(casey);
  await casey.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(casey);
  await casey.leave();
});

test('who looks for the child finds both records; the list of assessments has no plan in it', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.cases);
  expect(await casey.page.getByText(plan).count()).toBe(0);
  for (const typed of [plan, 'Testchild']) {
    await casey.type({ search: typed });
    await casey.press('Find');
    expect(await casey.page.getByText(plan).count(), typed).toBeGreaterThan(0);
  }
  await expectAccessible(casey);
  await casey.leave();
});

test('a year of the plan, recorded on its page: date set, meeting held, decided, and the next year begins', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  const record = async (step: string, on: string, more: Readonly<Record<string, string>> = {}) => {
    await casey.open(paths.record(plan, step));
    await casey.type({ ...day('on', on), ...more });
  };
  app.today('2026-11-02');
  await record('review-date-set', '2026-10-01', day('meetingOn', '2026-10-20'));
  expect(await casey.press('Record')).toBe(200);
  expect(await casey.page.locator('main').innerText()).toContain('Monday 5 October 2026'); // invitations, fifteen days before
  await record('review-meeting-held', '2026-10-20');
  expect(await casey.press('Record')).toBe(200);
  expect(await casey.page.locator('main').innerText()).toContain('Tuesday 17 November 2026'); // four weeks of the meeting
  await record('review-decision-sent', '2026-11-02');
  await casey.choose({ decision: 'keep' });
  await casey.type({ reason: 'The outcomes still hold.' });
  expect(await casey.press('Record')).toBe(200);
  await casey.open(paths.case(plan));
  const text = await casey.page.locator('main').innerText();
  expect(text).toContain('Monday 1 November 2027');
  const { rows } = await app.database.pool.query<{ template: string; toRole: string; text: string }>(`SELECT n.template, n.to_role AS "toRole", note.text FROM notification n JOIN journal_entry j ON j.record_ref = n.record_ref AND j.position = n.position JOIN note ON note.ref = j.payload->>'reason' WHERE n.record_ref = $1 ORDER BY n.id`, [plan]);
  expect(rows).toEqual([{ template: 'review-kept', toRole: 'family', text: 'The outcomes still hold.' }, { template: 'review-decided', toRole: 'setting-attended', text: 'The outcomes still hold.' }]);
  await casey.leave();
});

test('an amended plan asks which setting it names, the one attended too; a dropped amendment asks for its reasons', async () => {
  await app.database.pool.query(`UPDATE child SET setting_ref = 'T-QUAYS1DE' WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1)`, [plan]);
  app.today('2026-12-01');
  await app.record(plan, [{ type: 'amendment-notice-sent', on: '2026-11-10', channel: 'by-hand' }]);
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.record(plan, 'amendment-dropped'));
  await casey.type(day('on', '2026-12-01'));
  expect(await casey.press('Record')).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ text: 'Give the reasons for the decision', href: '#reason' }]);
  await expectAccessible(casey);
  await casey.open(paths.record(plan, 'amended-plan-issued'));
  await expectAccessible(casey);
  await casey.type(day('on', '2026-12-01'));
  await casey.choose({ setting: 'T-QUAYS1DE' });
  expect(await casey.press('Record')).toBe(200);
  const { rows } = await app.database.pool.query<{ template: string; toRole: string; toRef: string | null }>(`SELECT template, to_role AS "toRole", to_ref AS "toRef" FROM notification WHERE record_ref = $1 AND template IN ('amended-plan', 'plan-changed-partners') ORDER BY id`, [plan]);
  expect(rows).toEqual([{ template: 'amended-plan', toRole: 'family', toRef: null }, { template: 'plan-changed-partners', toRole: 'icb', toRef: null }, { template: 'plan-changed-partners', toRole: 'setting', toRef: 'T-QUAYS1DE' }]);
  await casey.leave();
});

test('another team sees neither', async () => {
  const erin = await visit(browser, app.url, { as: 'elsewhere' });
  expect([await erin.open(paths.case(ref)), await erin.open(paths.case(plan))]).toEqual([404, 404]);
  await erin.leave();
});
