import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { paths } from '../../web/paths.js';
import { LIST_WORDS as t } from '../../web/words/review-lists.js';
import { launchBrowser } from '../support/resources.js';
import { visitByLink } from './support/by-link.js';
import { bringPlans } from './support/plans.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** Termly lists: one press sends every list once, each plan says so, what was on a list stays, and a newcomer comes on an addition. */

const [QUAYSIDE, HILLTOP] = ['T-QUAYS1DE', 'T-H1110P00'];
const TODAY = '2026-12-07';
const SPRING = { term: 'spring-2027', startsOn: isoDate('2027-01-04'), endsOn: isoDate('2027-03-25') };
const SUMMER = { term: 'summer-2027', startsOn: isoDate('2027-04-12'), endsOn: isoDate('2027-07-21') };
const made = (on: string) => [{ type: 'plan-made', on }];
/** Reviews due 9 March and 11 April 2027 (the holiday before the next term) are of the spring; 12 April is the summer's. */
const PLANS = [
  { ref: 'P-00000001', name: 'Robin', facts: made('2026-03-10') },
  { ref: 'P-00000002', name: 'Finch', facts: made('2026-04-12') },
  { ref: 'P-00000003', name: 'Heron', facts: made('2026-04-13') },
  { ref: 'P-00000004', name: 'Swift', setting: HILLTOP, team: 'west', owner: null, facts: made('2026-02-02') },
  { ref: 'P-00000005', name: 'Linnet', setting: null, facts: made('2026-02-20') },
  { ref: 'P-00000006', name: 'Grebe', facts: [...made('2026-02-02'), { type: 'review-meeting-held', on: '2026-12-01' }] }, // being reviewed
];

let browser: Browser;
let app: TestApp;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: TODAY, terms: [SPRING, SUMMER], drawPdf: (html) => Promise.resolve(Buffer.from(html)) })]);
  await bringPlans(app.database, PLANS, TODAY);
  await app.database.pool.query(`UPDATE setting SET email = 'office@quayside.example' WHERE ref = $1`, [QUAYSIDE]);
  await app.database.pool.query(`UPDATE adviser SET email = lower(ref) || '@nhs.example' WHERE ref IN ('V-HEA1TH00', 'V-S0C1A100')`);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const main = (visitor: Visitor) => visitor.page.locator('main').innerText();
const rows = async (visitor: Visitor) => (await visitor.page.locator('tbody tr').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
const facts = async (type: string) => (await app.database.pool.query<{ ref: string; term: string; actor: string }>(`SELECT record_ref AS ref, payload->>'term' AS term, actor FROM journal_entry WHERE type = $1 ORDER BY record_ref`, [type])).rows;
const messages = async () => (await app.database.pool.query<{ to: string; subject: string; body: string; address: string }>(`SELECT to_ref AS "to", subject, body::text, address FROM message WHERE letter = 'review-list' ORDER BY queued_at, to_ref`)).rows;

test('a term says its last day, who is due at which setting, and what cannot be sent; nothing has gone', async () => {
  const manager = await visit(browser, app.url, { as: 'manager', width: 320 });
  expect(await manager.open(paths.reviewLists)).toBe(200);
  const text = await main(manager);
  expect(text).toContain('Sunday 20 December 2026'); // D31
  expect(text).toContain('Friday 18 December 2026');
  expect(text).toContain('Sunday 11 April 2027');
  expect(text).toContain(t.noEmail('Hilltop Academy'));
  expect(text).toContain(t.inNone(1));
  expect((await rows(manager)).find((row) => row.includes('Quayside'))).toContain(`${t.due} 2`);
  for (const name of ['Robin', 'Finch', 'Swift', 'Linnet']) expect(text).not.toContain(name);
  await expectAccessible(manager);
  await expectNoSidewaysScroll(manager);
  await manager.leave();
});

test('one press sends every list that can go, names nobody in a mail, and records it on each plan whose setting was told; pressed again nothing goes twice', async () => {
  const manager = await visit(browser, app.url, { as: 'manager' });
  await manager.open(paths.reviewLists);
  app.workerAnswers(false);
  expect(await manager.press(t.send(4))).toBe(200);
  expect(await main(manager)).toContain('Spring 2027');
  expect(await manager.page.getByText(t.waits.text).count()).toBe(1);
  expect(await messages()).toEqual([]);
  app.workerAnswers(true);
  await manager.press(t.send(4));
  expect(await manager.page.getByText(t.going.text).count()).toBe(1);
  await expectAccessible(manager);

  const sent = await messages();
  expect(sent.map(({ to, address }) => [to, address])).toEqual([[QUAYSIDE, 'office@quayside.example'], ['V-HEA1TH00', 'v-hea1th00@nhs.example'], ['V-S0C1A100', 'v-s0c1a100@nhs.example']]);
  for (const { subject, body } of sent) expect(`${subject}${body}`).not.toMatch(/Robin|Finch|Swift|Linnet|Testchild/);
  expect(sent[0]?.body).toContain('2 EHC plans are due for annual review this term, of your pupils or students');
  expect(sent[0]?.body).toContain('Tuesday 9 March 2027');
  expect(await facts('review-list-sent')).toEqual(['P-00000001', 'P-00000002', 'P-00000005'].map((ref) => ({ ref, term: 'spring-2027', actor: 'S-MARA0000' })));

  await app.useCases.carryLists?.({ term: 'spring-2027', setting: null, by: 'S-MARA0000' });
  await app.useCases.carryLists?.({ term: 'spring-2027', setting: QUAYSIDE, by: 'S-CASEY000' });
  expect(await messages()).toHaveLength(3);
  expect(await facts('review-list-sent')).toHaveLength(3);
  await manager.leave();
});

test('the duty of each plan is done by it; of a plan whose review is not of that term it is not owed', async () => {
  const { rows: duties } = await app.database.pool.query<{ ref: string; subject: string; dueOn: string; outcome: string }>(
    `SELECT record_ref AS ref, subject, due_on AS "dueOn", duty_outcome(d, '2026-12-08'::date) AS outcome FROM duty d WHERE code = 'send-review-list' AND recorded_to IS NULL AND record_ref IN ('P-00000001', 'P-00000005') ORDER BY record_ref, subject`,
  );
  expect(duties).toEqual([
    { ref: 'P-00000001', subject: 'spring-2027', dueOn: '2026-12-20', outcome: 'in-time' },
    { ref: 'P-00000001', subject: 'summer-2027', dueOn: '2027-03-28', outcome: 'pending' }, // unless reviewed before
    { ref: 'P-00000005', subject: 'spring-2027', dueOn: '2026-12-20', outcome: 'in-time' },
    { ref: 'P-00000005', subject: 'summer-2027', dueOn: '2027-03-28', outcome: 'pending' },
  ]);
});

test('a newcomer, and a setting whose address was mended, come on lists of their own; what went stands as it went', async () => {
  app.today('2026-12-08');
  await bringPlans(app.database, [{ ref: 'P-00000007', name: 'Dunlin', facts: made('2026-03-01') }], TODAY);
  await app.database.pool.query(`UPDATE child SET given_name = 'Changed' WHERE ref = 'C-00000001'`);
  const erin = await visit(browser, app.url, { as: 'elsewhere' });
  await erin.open(`${paths.tasks}?view=all`);
  await erin.page.getByRole('link', { name: /Hilltop Academy/ }).click();
  await erin.type({ email: 'office@hilltop.example' });
  await erin.page.locator('main form', { has: erin.page.locator('[name=email]') }).locator('button').click();
  await erin.page.waitForLoadState();
  await erin.leave();
  const caseworker = await visit(browser, app.url, { as: 'caseworker', width: 320 });
  await caseworker.open(paths.reviewLists);
  expect((await rows(caseworker)).find((row) => row.includes('Quayside'))).toContain(`${t.left} 1`);
  await caseworker.press(t.send(2));
  const additions = (await messages()).slice(3);
  expect(additions.map(({ to }) => to).sort()).toEqual([HILLTOP, QUAYSIDE, 'V-HEA1TH00', 'V-S0C1A100'].sort());
  expect(additions.find(({ to }) => to === QUAYSIDE)?.body).toContain('1 EHC plan is added to the list we sent you before');
  expect(additions.find(({ to }) => to === HILLTOP)?.body).toContain('1 EHC plan is due for annual review');
  expect((await facts('review-list-sent')).map(({ ref }) => ref)).toEqual(['P-00000001', 'P-00000002', 'P-00000004', 'P-00000005', 'P-00000007']);
  await caseworker.open(paths.reviewLists);
  expect(await main(caseworker)).toContain(t.allSent);
  await expectAccessible(caseworker);

  const first = (await app.database.pool.query<{ ref: string }>(`SELECT ref FROM review_list WHERE to_ref = $1 ORDER BY made_at, ref LIMIT 1`, ['V-HEA1TH00'])).rows[0]?.ref ?? '';
  expect(await caseworker.open(paths.reviewList(first))).toBe(200);
  const text = await main(caseworker);
  expect(text).toContain('Robin Testchild'); // as it went
  expect(text).not.toContain('Swift'); // of the other team
  expect(text).toContain(t.hidden(1));
  await expectAccessible(caseworker);
  await caseworker.leave();
});

test('the setting reads its lists by the link of the mail, as a page, a table and a paper; the ICB reads all; nobody else any', async () => {
  const { rows: lists } = await app.database.pool.query<{ ref: string; to: string; record: string }>(`SELECT b.ref, b.to_ref AS "to", m.record_ref AS record FROM review_list b JOIN message m ON m.ref = b.message_ref ORDER BY b.made_at, b.to_ref`);
  const of = (reader: string) => lists.find(({ to }) => to === reader) ?? { ref: '', record: '' };
  const school = await visitByLink(browser, app, { recordRef: of(QUAYSIDE).record, forKind: 'setting', forRef: QUAYSIDE }, { width: 320 });
  await school.open(paths.receivedLists);
  expect((await school.page.locator('main li').allInnerTexts()).length).toBe(2);
  await expectAccessible(school);
  await school.open(paths.receivedList(of(QUAYSIDE).ref));
  expect(await main(school)).toContain('Robin Testchild');
  expect(await main(school)).not.toMatch(/Dunlin|Swift|Heron|Linnet/);
  await expectAccessible(school);
  await expectNoSidewaysScroll(school);
  const csv = await (await school.context.request.get(paths.receivedListFile(of(QUAYSIDE).ref, 'csv'))).text();
  expect(csv).toContain('P-00000002,Finch Testchild,2016-03-27,Quayside Primary,2027-04-11,Casey Marlow');
  const pdf = await school.context.request.get(paths.receivedListFile(of(QUAYSIDE).ref, 'pdf'));
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect(await pdf.text()).toContain('<th scope="col">Review due by</th>');
  expect((await school.context.request.get(paths.receivedList(of('V-HEA1TH00').ref))).status()).toBe(404);
  expect((await school.context.request.get(paths.receivedListFile(of(QUAYSIDE).ref, 'exe'))).status()).toBe(404);
  await school.leave();

  const icb = await visitByLink(browser, app, { recordRef: of('V-HEA1TH00').record, forKind: 'adviser', forRef: 'V-HEA1TH00' });
  expect(new URL(icb.page.url()).pathname).toBe(paths.receivedLists);
  await icb.open(paths.receivedList(of('V-HEA1TH00').ref));
  expect(await main(icb)).toMatch(/Swift[\s\S]*Robin[\s\S]*Linnet/);
  expect((await icb.context.request.get(paths.settingReviews)).status()).toBe(404);
  await icb.leave();

  const psychologist = await visit(browser, app.url, { as: 'psychologist' });
  expect(await psychologist.open(paths.reviewLists)).toBe(403);
  expect(await psychologist.open(paths.receivedLists)).toBe(404);
  expect(await psychologist.open(paths.reviewList(of(QUAYSIDE).ref))).toBe(404);
  await psychologist.leave();
});

test('a term nobody knows is not found; without any the page says where terms are put', async () => {
  const manager = await visit(browser, app.url, { as: 'manager' });
  expect(await manager.open(`${paths.reviewLists}?term=autumn-1999`)).toBe(404);
  await manager.leave();
});
