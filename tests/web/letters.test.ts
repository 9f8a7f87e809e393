import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { outboxFolder, readKept, readPdf } from '../../config/channels/folder.js';
import { letterPdf } from '../../config/channels/letter-pdf.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { deliverAll, deliveryOf, messagesOf, tasksOf } from '../delivery/house.js';
import { chromiumPath, launchBrowser } from '../support/resources.js';
import { ACCOUNTS } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** What was sent, as people see it; and what a person must see to, done through the real forms. */

let browser: Browser;
let app: TestApp;
let folder: string;
let ref: string;
let close: () => Promise<void>;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'duly-outbox-'));
  const pdf = letterPdf({ council: 'Quayborough Council', chromium: await chromiumPath() });
  close = pdf.close;
  const sentFiles = {
    link: async (reference: string) => (await readKept(folder, reference))?.link ?? null,
    body: async (reference: string) => (await readKept(folder, reference))?.body ?? null,
    pdf: (reference: string) => readPdf(folder, reference),
  };
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-09-08', sentFiles })]);
  ref = await app.openCase('2025-09-02');
  const { pool } = app.database;
  await pool.query(`UPDATE person SET parental_responsibility = true, email = 'bounce.robin@family.example', email_consent = true, prefers = 'email' WHERE child_ref = (SELECT child_ref FROM case_record WHERE ref = $1)`, [ref]);
  await pool.query(
    `INSERT INTO person (ref, child_ref, name, relation, parental_responsibility, address, postcode) SELECT v.ref, child_ref, v.name, 'father', true, v.address, v.postcode FROM case_record,
       (VALUES ('S-0THERHSE', 'Rowan Testchild', E'7 Invented Close\\nQuayborough', 'ZZ9 9ZZ'), ('S-N0WHERE0', 'Ash Testchild', NULL, NULL)) AS v(ref, name, address, postcode) WHERE case_record.ref = $1`,
    [ref],
  );
  await app.record(ref, [{ type: 'considering-notified', on: '2025-09-08' }]);
  await deliverAll(deliver(pdf));
  await deliverAll(deliver(pdf));
});
afterAll(async () => {
  await browser.close();
  await close();
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const clock = { at: new Date('2025-09-08T09:00:00Z'), now: () => new Date('2025-09-08T09:00:00Z') };
const deliver = (pdf: Parameters<typeof outboxFolder>[1] = null) => deliveryOf({ database: app.database, folder, clock } as never, { channels: { email: outboxFolder(folder, null), letter: outboxFolder(folder, pdf) } });

test('the outbox shows each message as whoever it is for gets it, its link working, to anybody in the demonstration', async () => {
  const visitor = await visit(browser, app.url);
  expect(await visitor.open(`${paths.outbox}?case=${ref}`)).toBe(200);
  await expectAccessible(visitor);
  const [mail, letter] = await Promise.all(['robin', 'Invented Close'].map(async (part) => (await messagesOf(app.database, ref)).find(({ address }) => address.includes(part))));
  expect(await visitor.open(paths.outboxMessage(mail?.ref ?? ''))).toBe(200);
  await expectAccessible(visitor);
  const link = visitor.page.locator('.duly-message a');
  expect(await link.getAttribute('href')).toMatch(/^\/a\/[\w-]{43}$/);
  await link.click();
  await visitor.page.waitForURL(/\/a\//);
  expect(await visitor.heading()).not.toBe(texts.problems['not-found'].title);

  expect(await visitor.open(paths.outboxMessage(letter?.ref ?? ''))).toBe(200);
  expect(await visitor.page.getByText('7 Invented Close').count()).toBeGreaterThan(0);
  const pdf = await visitor.context.request.get(paths.outboxPdf(letter?.ref ?? ''));
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
  const bytes = await pdf.body();
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.toString('latin1')).toContain('/StructTreeRoot'); // tagged: a screen reader finds its headings
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.leave();
});

test('what waits for the mail of the day says when it leaves and how, in the outbox and on its case; sent, the mail is shown', async () => {
  await app.database.pool.query(
    `INSERT INTO notification (record_ref, position, template, to_role, duty, subject, occurrence, rung, key, channel, queued_at)
     SELECT record_ref, 1, 'remind.' || code, 'caseworker', code, subject, occurrence, rung, rung, channel, '2025-09-08T18:30:00Z'
     FROM duty, (VALUES ('waits', 'digest'), ('late', 'at-once')) AS v(rung, channel) WHERE record_ref = $1 AND code = 'decide-to-assess' AND recorded_to IS NULL`,
    [ref],
  );
  const at = (moment: string) => deliverAll(deliveryOf({ database: app.database, folder, clock: { now: () => new Date(moment) } } as never));
  await at('2025-09-08T18:31:00Z'); // in the evening
  const [anybody, casey] = [await visit(browser, app.url), await visit(browser, app.url, { as: 'caseworker' })];
  for (const [visitor, address] of [[anybody, `${paths.outbox}?case=${ref}`], [casey, paths.letters(ref)]] as const) {
    expect(await visitor.open(address)).toBe(200);
    const text = await visitor.page.locator('main').innerText();
    expect(text).toMatch(/Leaves Tuesday 9 September 2025 at 7am, in a mail of its own[\s\S]*Leaves Tuesday 9 September 2025 at 8:30am, in the mail of the day/);
    expect(text).toContain('To the caseworker, or whoever stands in for them then');
    await expectAccessible(visitor);
    await visitor.page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(visitor);
  }
  await at('2025-09-09T07:30:00Z');
  app.today('2025-09-09');
  await anybody.open(paths.outbox);
  expect(await anybody.page.getByText('in the mail of the day').count()).toBe(0);
  await anybody.page.getByRole('link', { name: 'Your work today: 1 due later' }).click();
  expect(await anybody.page.locator('main').innerText()).toContain(`${ref}: decide whether to carry out an EHC needs assessment`);
  await expectAccessible(anybody);
  app.today('2025-09-08');
  await Promise.all([anybody.leave(), casey.leave()]);
});

test('outside the demonstration there is no outbox', async () => {
  const real = await startTestApp({ today: '2025-09-08', mode: 'production' });
  const visitor = await visit(browser, real.url);
  for (const address of [paths.outbox, paths.outboxMessage('M-00000000'), paths.outboxPdf('M-00000000')]) expect(await visitor.open(address)).toBe(404);
  await visitor.leave();
  await real.close();
});

test('a record’s letters: to whom, how, what became of each; and who was not written to, and why', async () => {
  const visitor = await visit(browser, app.url, { as: 'caseworker' });
  expect(await visitor.open(paths.letters(ref))).toBe(200);
  await expectAccessible(visitor);
  const text = await visitor.page.locator('main').innerText();
  for (const words of [texts.letters.statuses.bounced.text, texts.letters.statuses.delivered.text, texts.letters.problems['permanent-failure'] ?? '', 'Rowan Testchild', `Ash Testchild: ${texts.letters.unreached['no-address']}`]) expect(text).toContain(words);
  expect(text).toMatch(/Delivered\s+Monday 8 September 2025/); // the word once, then when
  expect(text).toMatch(/Came back\s+Monday 8 September 2025/);
  await visitor.page.getByRole('link', { name: /to Rowan Testchild/ }).click();
  expect(await visitor.page.locator('.duly-message h2').innerText()).toContain('considering');
  await expectAccessible(visitor);
  await visitor.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(visitor);
  await visitor.leave();

  const elsewhere = await visit(browser, app.url, { as: 'elsewhere' });
  const [message] = await messagesOf(app.database, ref);
  expect(await elsewhere.open(paths.letters(ref))).toBe(404);
  expect(await elsewhere.open(paths.letter(ref, message?.ref ?? ''))).toBe(404);
  await elsewhere.leave();
});

test('a letter that came back is somebody’s task, with the address at fault; mended, it goes again and both are kept', async () => {
  const visitor = await visit(browser, app.url, { as: 'caseworker' });
  await visitor.open(paths.tasks);
  await expectAccessible(visitor);
  await visitor.page.getByRole('link', { name: `${texts.letters.tasks.bounced.title}: Robin Testchild` }).click();
  await expectAccessible(visitor);
  expect(await visitor.page.getByText('bounce.robin@family.example').count()).toBeGreaterThan(0);

  await visitor.type({ email: 'not an address' });
  expect(await visitor.press('Send to this address')).toBe(400);
  expect(await visitor.errorSummary()).toEqual([{ text: 'Email address must be an email address, as name@example.org', href: '#email' }]);
  expect(await visitor.page.locator('#email').inputValue()).toBe('not an address');
  await expectAccessible(visitor);

  await visitor.type({ email: 'robin@family.example' });
  expect(await visitor.press('Send to this address')).toBe(200);
  expect(await visitor.page.getByText(texts.letters.again.text).count()).toBe(1);
  await deliverAll(deliver());

  const robins = (await messagesOf(app.database, ref)).filter(({ toName }) => toName === 'Robin Testchild');
  expect(robins.map(({ address, status }) => [address, status]).sort()).toEqual([['bounce.robin@family.example', 'bounced'], ['robin@family.example', 'delivered']]);
  expect(robins.find(({ status }) => status === 'delivered')?.replaces).toBe(robins.find(({ status }) => status === 'bounced')?.ref);
  expect((await tasksOf(app.database, ref)).map(({ kind }) => kind)).not.toContain('bounced');
  await visitor.leave();
});

test('whoever had no address is written to once there is one, and nobody else again', async () => {
  const before = (await messagesOf(app.database, ref)).length;
  const visitor = await visit(browser, app.url, { as: 'caseworker', width: 320 });
  await visitor.open(paths.tasks);
  await visitor.page.getByRole('link', { name: `${texts.letters.tasks['no-address'].title}: Ash Testchild` }).click();
  await expectNoSidewaysScroll(visitor);
  await visitor.type({ lines: '3 Made-up Mews\nQuayborough', postcode: 'nonsense' });
  expect(await visitor.press('Post to this address')).toBe(400);
  await visitor.type({ postcode: 'zz1 2bb' });
  expect(await visitor.press('Post to this address')).toBe(200);
  await deliverAll(deliver());
  const messages = await messagesOf(app.database, ref);
  expect(messages).toHaveLength(before + 1);
  expect(messages.find(({ toName }) => toName === 'Ash Testchild')).toMatchObject({ channel: 'letter', address: '3 Made-up Mews\nQuayborough\nZZ1 2BB', status: 'delivered' });
  await visitor.leave();
});

test('a task is marked done with how; it is nobody’s who may not see its record', async () => {
  await app.database.pool.query(`INSERT INTO task (ref, record_ref, kind, about, for_role, act_by, opened_at) VALUES ('K-S11ENCE0', $1, 'silence', (SELECT ref FROM message WHERE record_ref = $1 LIMIT 1), 'caseworker', '2025-09-08', now())`, [ref]);
  for (const as of ['elsewhere', 'otherCaseworker'] as const) {
    const other = await visit(browser, app.url, { as });
    await other.open(paths.tasks);
    expect(await other.page.getByText(texts.letters.tasks.silence.title).count()).toBe(0);
    expect(await other.open(paths.task('K-S11ENCE0'))).toBe(as === 'elsewhere' ? 404 : 200); // one's team's may be seen, and is not one's own
    await other.leave();
  }
  const psychologist = await visit(browser, app.url, { as: 'psychologist' });
  expect(await psychologist.open(paths.tasks)).toBe(403);
  await psychologist.leave();

  const visitor = await visit(browser, app.url, { as: 'caseworker' });
  await visitor.open(paths.task('K-S11ENCE0'));
  expect(await visitor.press('Mark as done')).toBe(400);
  expect(await visitor.errorSummary()).toEqual([{ text: texts.letters.address.howMissing, href: '#how' }]);
  await visitor.choose({ how: 'telephoned' });
  expect(await visitor.press('Mark as done')).toBe(200);
  expect(await visitor.open(paths.task('K-S11ENCE0'))).toBe(404);
  const { rows } = await app.database.pool.query<{ how: string; by: string }>(`SELECT t.how, s.account AS by FROM task t JOIN staff s ON s.ref = t.done_by WHERE t.ref = 'K-S11ENCE0'`);
  expect(rows).toEqual([{ how: 'telephoned', by: ACCOUNTS.caseworker }]);
  await visitor.leave();
});
