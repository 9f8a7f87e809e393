import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMail } from '../../api/http/mail.js';
import { receiveMail } from '../../api/use-cases/post-receiving.js';
import { paths } from '../../web/paths.js';
import { POST_WORDS as t } from '../../web/words/post.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { day, expectAccessible, expectNoSidewaysScroll, visit, type Visitor } from './support/visitor.js';

/** Incoming post: read, proposed, filed by a person as paper and fact, taken back, put aside, filed by two at once. */

let browser: Browser;
let app: TestApp;
let ref: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-26' })]); // a Monday
  ref = await app.openCase('2025-09-02');
  await app.record(ref, [
    { type: 'assessment-agreed', on: '2025-10-07' },
    { type: 'issue-agreed', on: '2025-12-15' },
    { type: 'draft-plan-sent', on: '2026-01-19', channel: 'by-hand' },
  ]);
  await app.database.pool.query(`UPDATE person SET email = 'robin@post.example' WHERE name = 'Robin Testchild'`);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** A mail that reached the council on a Saturday evening unless told otherwise. @returns its reference in the post */
async function mailed({ subject = 'Hello', text = 'Words', from = 'nobody@post.example', at = 'Sat, 24 Jan 2026 10:00:00 +0000' } = {}): Promise<string> {
  const lines = [`Received: from a by b; ${at}`, `From: ${from}`, `Date: ${at}`, `Subject: ${subject}`, '', text];
  const mail = await readMail(Buffer.from(lines.join('\r\n')));
  if (mail === null) throw new Error('not a mail');
  return (await receiveMail(app.useCases, mail)).ref;
}

/** The item's text in the list. */
const listed = (visitor: Visitor, subject: string) => visitor.page.locator('.duly-messages__item', { hasText: subject });
const facts = async (type: string) =>
  (await app.database.pool.query<{ payload: Record<string, unknown> }>(`SELECT payload FROM journal_entry WHERE record_ref = $1 AND type = $2`, [ref, type])).rows.map(({ payload }) => payload);
const lastFact = async () =>
  (await app.database.pool.query<{ id: string }>(`SELECT 'j' || max(position) AS id FROM journal_entry WHERE record_ref = $1 AND kind = 'fact'`, [ref])).rows[0]?.id ?? '';

test('an empty box says so; a caseworker sees how old a mail is, whom it is from and why it may belong to a case', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.post);
  expect(await casey.page.getByText(t.empty.waiting).count()).toBe(1);
  await expectAccessible(casey);

  const item = await mailed({ subject: `Comments on the draft ${ref}`, text: 'Wren Testchild, born 27 March 2016', from: 'Robin <robin@post.example>' });
  await casey.open(paths.post);
  expect(await listed(casey, 'Comments on the draft').innerText()).toMatch(
    /From Robin \(robin@post\.example\)\s+Email, Saturday 24 January 2026, 10am · 2 days ago · 1 paper\s+May belong to Wren Testchild, A-\w+ \(Our reference A-\w+ is in its subject/,
  );
  await casey.open(paths.postItem(item));
  const text = await casey.page.locator('main').innerText();
  expect(text).toContain('Monday 26 January 2026: the next working day, by how and when it came');
  expect(text).toContain('The sender’s address is that of Robin Testchild, mother');
  expect(text).toContain('The birth date 27 March 2016 is in it');
  await expectAccessible(casey);
  await casey.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(casey);
  await casey.leave();
});

test('filed as representations: the paper is on the case at once, the form opens with its day, the fact counts from the next working day and names the paper', async () => {
  const item = await mailed({ subject: 'What we think', from: 'robin@post.example' });
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(`${paths.postItem(item)}?record=${ref}`);
  await expectAccessible(casey);
  expect(await casey.press(t.file)).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ text: t.meantMissing, href: '#meant' }]);
  await casey.choose({ meant: 'representations-received' });
  expect(await casey.press(t.file)).toBe(200);
  expect(new URL(casey.page.url()).pathname).toBe(paths.record(ref, 'representations-received'));
  expect(await casey.page.locator('[name="on-day"]').inputValue()).toBe('24');
  expect(await casey.page.locator('[name="time"]').inputValue()).toBe('10:00');
  expect(await casey.page.getByText('It counts as received on Monday 26 January 2026.').count()).toBe(1);
  await expectAccessible(casey);

  await casey.open(paths.post); // left unfinished: the paper is filed all the same, and what is lacking is said
  expect(await casey.page.getByRole('heading', { name: t.toRecord }).count()).toBe(1);
  await casey.open(paths.case(ref));
  expect(await casey.page.getByRole('link', { name: 'Mail of 2026-01-24.txt', exact: true }).count()).toBe(1);
  expect(await casey.page.getByText('Not recorded yet').count()).toBe(1);
  expect(await casey.page.getByText(/^Post filed: email, /).count()).toBe(1);

  await casey.open(paths.postItem(item));
  await casey.page.getByRole('button', { name: t.recordNow }).click();
  expect(await casey.press('Record')).toBe(200);
  const [fact] = await facts('representations-received');
  expect(fact).toMatchObject({ on: '2026-01-26', strictOn: '2026-01-24', estimated: true, channel: 'email', evidence: [expect.stringMatching(/^D-/)] });
  await casey.open(paths.postItem(item));
  expect(await casey.page.getByText(/Recorded: .*\(entry \d+\)/).count()).toBe(1);
  await casey.open(paths.case(ref));
  expect(await casey.page.getByText('Not recorded yet').count()).toBe(0);

  await app.correct(ref, await lastFact());
  await casey.open(paths.case(ref));
  expect(await casey.page.getByText('Not recorded yet').count()).toBe(1);
  await app.correct(ref, await lastFact()); // a correction of the correction: the fact is back
  await casey.open(paths.case(ref));
  expect(await casey.page.getByText('Not recorded yet').count()).toBe(0);
  await casey.leave();
});

test('filed to the wrong case: taken back it leaves that case, both stand in the history, and it waits again', async () => {
  const item = await mailed({ subject: 'Somebody else’s letter' });
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.postItem(item));
  await casey.type({ search: 'Wren' });
  await casey.press('Find');
  await casey.page.getByRole('link', { name: new RegExp(`^${t.fileTo}.*${ref}`) }).last().click();
  await casey.choose({ meant: 'document' });
  await casey.press(t.file);
  const paper = await casey.page.locator('dd a').first().getAttribute('href');
  expect((await casey.context.request.get(paper ?? '')).status()).toBe(200);
  const document = paper?.split('/').at(-1) ?? '';
  expect((await casey.context.request.get(paths.caseFile(ref, document))).status()).toBe(200);
  await casey.press(t.takeBack);
  expect((await casey.context.request.get(paths.caseFile(ref, document))).status()).toBe(404);
  await casey.open(paths.history(ref));
  expect(await casey.page.getByText(/^Post taken back/).count()).toBe(1);
  await casey.open(paths.post);
  expect(await listed(casey, 'Somebody else’s letter').count()).toBe(1);
  await casey.leave();
});

test('filed, and nothing more to record: it waits for nobody, and the history says who said so', async () => {
  const item = await mailed({ subject: 'Said twice' });
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(`${paths.postItem(item)}?record=${ref}`);
  await casey.choose({ meant: 'representations-received' });
  await casey.press(t.file);
  await casey.open(paths.case(ref));
  expect(await casey.page.getByText('Not recorded yet').count()).toBe(1);
  await casey.open(paths.postItem(item));
  await casey.press(t.nothingMore);
  await casey.open(paths.case(ref));
  expect(await casey.page.getByText('Not recorded yet').count()).toBe(0);
  await casey.open(paths.history(ref));
  expect(await casey.page.getByText('Nothing more to record from post: email, family answered the draft').count()).toBe(1);
  await casey.leave();
});

test('two who file the same item: the second is told what the first did, and nothing is done twice', async () => {
  const item = await mailed({ subject: 'Filed twice' });
  const [casey, olu] = [await visit(browser, app.url, { as: 'caseworker' }), await visit(browser, app.url, { as: 'otherCaseworker' })];
  for (const one of [casey, olu]) {
    await one.open(`${paths.postItem(item)}?record=${ref}`);
    await one.choose({ meant: 'document' });
  }
  await casey.press(t.file);
  expect(await olu.press(t.file)).toBe(409);
  expect((await olu.errorSummary())[0]?.text).toBe(`Casey Marlow filed it to ${ref} meanwhile. Nothing was done a second time.`);
  const { rows } = await app.database.pool.query(`SELECT 1 FROM journal_entry WHERE type = 'post-filed' AND payload->>'post' = $1`, [item]);
  expect(rows).toHaveLength(1);
  for (const one of [casey, olu]) await one.leave();
});

test('what is not ours is put aside with a reason, and can be brought back', async () => {
  const item = await mailed({ subject: 'Win a prize' });
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.postItem(item));
  expect(await casey.press(t.putAside)).toBe(400);
  await casey.choose({ why: 'spam' });
  await casey.press(t.putAside);
  expect(await listed(casey, 'Win a prize').count()).toBe(0);
  await casey.open(`${paths.post}?view=aside`);
  expect(await listed(casey, 'Win a prize').innerText()).toContain('it is junk');
  await expectAccessible(casey);
  await casey.open(paths.postItem(item));
  await casey.press(t.bringBack);
  await casey.open(paths.post);
  expect(await listed(casey, 'Win a prize').count()).toBe(1);
  await casey.leave();
});

test('nobody sees post about a child they may not see: another team’s, or a restricted record’s', async () => {
  const named = await mailed({ subject: `About ${ref}` });
  const plain = await mailed({ subject: 'About nobody' });
  const erin = await visit(browser, app.url, { as: 'elsewhere' });
  await erin.open(paths.post);
  expect([await listed(erin, `About ${ref}`).count(), await listed(erin, 'About nobody').count()]).toEqual([0, 1]);
  expect([await erin.open(paths.postItem(named)), await erin.open(paths.postItem(plain))]).toEqual([404, 200]);

  const hidden = await app.openCase('2025-09-02', 'Sparrow');
  await app.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [hidden]);
  await app.database.pool.query('INSERT INTO record_access (record_ref, staff_ref) VALUES ($1, $2)', [hidden, 'S-CASEY000']);
  const secret = await mailed({ subject: 'A flat', text: 'Sparrow Testchild lives here now' });
  const [casey, mara] = [await visit(browser, app.url, { as: 'caseworker' }), await visit(browser, app.url, { as: 'manager' })];
  expect(await mara.open(paths.postItem(secret))).toBe(404);
  await mara.open(paths.post);
  expect(await mara.page.getByText('A flat').count()).toBe(0);
  expect(await casey.open(paths.postItem(secret))).toBe(200);
  expect(await casey.page.getByText('The child’s name is in it').count()).toBe(1);

  const pia = await visit(browser, app.url, { as: 'psychologist' });
  expect(await pia.open(paths.post)).toBe(403);
  expect(app.logged.join('\n')).not.toMatch(/Sparrow|Win a prize|robin@post/);
  for (const one of [erin, casey, mara, pia]) await one.leave();
});

test('a scan is put in with how and when it came; a file that lies is refused by name, and the same scan again is one item', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.postNew);
  expect(await casey.page.getByText('When did it reach the council?').count()).toBe(1);
  await expectAccessible(casey);
  const fill = async (name: string) => {
    await casey.open(paths.postNew);
    await casey.choose({ channel: 'first-class-post' });
    await casey.type({ ...day('postedOn', '2026-01-22'), about: 'Mediation certificate, Wren Testchild', fromName: 'Mediation service' });
    await casey.page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/pdf', buffer: PNG });
    return casey.press(t.scan.put);
  };
  expect(await fill('scan.pdf')).toBe(400);
  expect((await casey.errorSummary())[0]?.text).toContain('scan.pdf is not what its name says');
  expect(await fill('scan.png')).toBe(200);
  const text = await casey.page.locator('main').innerText();
  expect(text).toContain('Post, posted on Thursday 22 January 2026');
  expect(text).toContain('Friday 23 January 2026: the next working day');
  expect(await fill('scan.png')).toBe(200);
  expect(await casey.page.getByText(t.done['there-already']).count()).toBe(1);
  await casey.leave();
});

test('a request by mail opens the form for a new case with its day, and is filed to it', async () => {
  const item = await mailed({ subject: 'Please assess my child', from: 'Ash Newcomer <ash@post.example>' });
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.postItem(item));
  await casey.page.getByRole('link', { name: 'Record a request' }).last().click();
  expect(await casey.page.locator('[name="on-day"]').inputValue()).toBe('24');
  await expectAccessible(casey);
  await casey.type({ givenName: 'Linnet', familyName: 'Newcomer', ...day('bornOn', '2017-05-03') });
  await casey.choose({ by: 'parent' });
  await casey.press('Continue');
  await casey.press('Record the request');
  expect(await casey.page.getByText('Linnet Newcomer').count()).toBeGreaterThan(0);
  const { rows } = await app.database.pool.query<{ payload: Record<string, unknown>; meant: string }>(
    `SELECT j.payload, i.meant FROM post_item i JOIN journal_entry j ON j.record_ref = i.record_ref AND j.type = 'request-received' WHERE i.ref = $1`, [item]);
  expect(rows).toMatchObject([{ meant: 'request-received', payload: { on: '2026-01-26', strictOn: '2026-01-24', channel: 'email', evidence: [expect.stringMatching(/^D-/)] } }]);
  expect(await casey.page.getByText('Not recorded yet').count()).toBe(0);
  await casey.leave();
});
