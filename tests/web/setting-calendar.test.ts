import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { REVIEW_WORDS as t } from '../../web/words/setting-reviews.js';
import { launchBrowser } from '../support/resources.js';
import { visitByLink } from './support/by-link.js';
import { openPlan } from './support/reviewed-plan.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** A school's dates in its own calendar and tables: by a secret address that can be ended, and naming no child. */

const [QUAYSIDE, HILLTOP] = ['T-QUAYS1DE', 'T-H1110P00'];
let browser: Browser;
let app: TestApp;
let robin: string;
let heron: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-11-10' })]);
  robin = await openPlan(app, 'Robin');
  heron = await openPlan(app, 'Heron', { setting: HILLTOP });
  for (const ref of [robin, heron]) await app.record(ref, [{ type: 'review-date-set', on: '2026-10-20', meetingOn: '2026-12-10' }]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const linkOf = (recordRef: string, forRef: string) => ({ recordRef, forKind: 'setting', forRef }) as const;

test('the address is shown once, its calendar says initials and references alone, moves with the meeting, and is empty once ended', async () => {
  const school = await visitByLink(browser, app, linkOf(robin, QUAYSIDE), { width: 320 });
  expect(await school.press(t.calendar.make)).toBe(200);
  await expectAccessible(school);
  await expectNoSidewaysScroll(school);
  const address = await school.page.locator('#feed-ics').inputValue();
  const table = await school.page.locator('#feed-csv').inputValue();
  expect(address).toMatch(/\/a\/[A-Za-z0-9_-]{43}\/reviews\.ics$/);

  const answer = await fetch(address);
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('referrer-policy')]).toEqual([200, 'text/calendar; charset=utf-8', 'no-referrer']);
  expect(answer.headers.get('set-cookie')).toBeNull();
  const text = await answer.text();
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  const said = text.replaceAll('\r\n ', '');
  const events = said.split('BEGIN:VEVENT').slice(1).map((event) => `${/VALUE=DATE:(\d+)/.exec(event)?.[1] ?? ''} ${/SUMMARY:(.*)/.exec(event)?.[1] ?? ''}`.trim());
  expect(events).toEqual([
    `20261125 Send everybody the papers of the meeting (R.T. ${robin})`,
    `20261125 Invite everybody to the meeting (R.T. ${robin})`,
    `20261210 Review meeting (R.T. ${robin})`,
    `20270119 Quayborough Council: Last day for the whole review (R.T. ${robin})`,
  ]);
  for (const secret of ['Robin', 'Testchild', '2016', heron]) expect(said).not.toContain(secret);

  await app.record(robin, [{ type: 'review-date-set', on: '2026-11-09', meetingOn: '2026-12-17' }]);
  const moved = (await (await fetch(address)).text()).replaceAll('\r\n ', '');
  expect(moved).toContain('VALUE=DATE:20261217');
  const uids = (of: string) => [...of.matchAll(/UID:(.*)\r/g)].map(([, uid]) => uid).sort();
  expect(uids(moved)).toEqual(uids(said)); // a calendar moves what it has, and doubles nothing
  expect(await (await fetch(table)).text()).toContain('Quayborough Council,');

  await school.open(paths.settingReviews);
  const inbox = await school.page.locator('main').innerText();
  expect(inbox).toContain('An address made on');
  expect(inbox).not.toContain(address.slice(-20));
  await school.press(t.calendar.again);
  expect((await fetch(address)).status).toBe(404); // the old one
  const second = await school.page.locator('#feed-ics').inputValue();
  expect((await fetch(second)).status).toBe(200);
  await school.open(paths.settingReviews);
  await school.press(t.calendar.end);
  expect((await fetch(second)).status).toBe(404);
  for (const token of [address, second].map((one) => one.split('/a/')[1]?.split('/')[0] ?? '')) {
    expect(app.logged.join('\n')).not.toContain(token);
    const { rows } = await app.database.pool.query('SELECT 1 FROM review_feed WHERE token_hash = $1 OR review_feed::text LIKE $2', [token, `%${token}%`]);
    expect(rows).toEqual([]);
  }
  await school.leave();
});

test.each(['x', 'A'.repeat(43), `${'A'.repeat(42)}%00`, '..%2Fcases'])('an address nobody made answers as nothing: %s', async (token) => {
  for (const name of ['reviews.ics', 'reviews.csv']) expect((await fetch(`${app.url}/a/${token}/${name}`)).status).toBe(404);
});

test('the table holds every date with who owes it, opens in a spreadsheet as text, and is the setting’s own', async () => {
  const school = await visitByLink(browser, app, linkOf(heron, HILLTOP));
  const answer = await school.context.request.get(paths.settingReviewDates);
  expect(answer.headers()['content-type']).toBe('text/csv; charset=utf-8');
  const rows = (await answer.text()).replace('\uFEFF', '').trimEnd().split('\r\n');
  expect(rows).toEqual([
    'Council,Reference,Initials,What,Owed by,Day,Done on,Days late,Law',
    `Quayborough Council,${heron},H.T.,Send everybody the papers of the meeting,You,2026-11-25,,0,"SEND Regulations 2014 regs 20(4), 21(4)"`,
    `Quayborough Council,${heron},H.T.,Invite everybody to the meeting,You,2026-11-25,,0,"SEND Regulations 2014 regs 20(2), (3), 21(3)"`,
    `Quayborough Council,${heron},H.T.,Review meeting,You,2026-12-10,,0,`,
    `Quayborough Council,${heron},H.T.,Last day for the whole review,The council,2027-01-19,,0,Children and Families Act 2014 s 44(1)`,
  ]);
  const nobody = await visit(browser, app.url);
  expect((await nobody.context.request.get(paths.settingReviewDates, { maxRedirects: 0 })).status()).not.toBe(200);
  for (const one of [school, nobody]) await one.leave();
});

test('a setting without pupils is told so, and has an empty calendar', async () => {
  await app.database.pool.query(`UPDATE message SET queued_at = queued_at - interval '1 day' WHERE letter = 'access-code'`);
  const school = await visitByLink(browser, app, linkOf(robin, QUAYSIDE));
  await app.database.pool.query('UPDATE child SET setting_ref = NULL WHERE setting_ref = $1', [QUAYSIDE]);
  await school.open(paths.settingReviews);
  expect(await school.page.getByText(t.empty).count()).toBe(1);
  await expectAccessible(school);
  expect((await (await school.context.request.get(paths.settingReviewDates)).text()).trim().split('\r\n')).toHaveLength(1);
  await school.leave();
});

test('from Year 9 the report asks about adult life; with scripts a draft is saved while it is typed', async () => {
  const grown = await openPlan(app, 'Kestrel', { setting: HILLTOP, bornOn: '2012-05-01' });
  await app.record(grown, [{ type: 'review-meeting-held', on: '2026-11-09' }]);
  await app.database.pool.query(`UPDATE message SET queued_at = queued_at - interval '1 day' WHERE letter = 'access-code'`);
  const school = await visitByLink(browser, app, linkOf(grown, HILLTOP), { script: true });
  await school.open(paths.reviewReport(grown));
  expect(await school.page.locator('#adulthood textarea').count()).toBe(4);
  await school.page.locator('#childViews').fill('I want to be a baker.');
  await school.page.locator('[data-duly-draft-status]', { hasText: t.savedNow }).waitFor();
  await school.page.locator('#adulthood-employment').fill('Bakery course');
  expect(await school.press(t.report.addOutcome)).toBe(200);
  expect(await school.page.locator('#childViews').inputValue()).toBe('I want to be a baker.');
  expect(await school.page.locator('#adulthood-employment').inputValue()).toBe('Bakery course');
  expect(await school.page.locator('[name="outcomes-1-outcome"]').count()).toBe(1);
  await school.open(paths.settingReviews);
  expect(await school.page.getByText('Report begun, last saved').count()).toBe(1);
  await school.leave();
});
