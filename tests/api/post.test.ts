import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST_TOKEN, startTestApp, type TestApp } from './support/app.js';

/** A mailbox of the council hands over its mail. */

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-03-02T09:00:00Z' });
});
afterAll(() => app.close());

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const MAIL = (more: { subject?: string; files?: readonly (readonly [string, Buffer])[]; received?: string; body?: string } = {}): string => [
  `Received: from mx.example by mail.council.example; ${more.received ?? 'Sat, 28 Feb 2026 10:00:05 +0000'}`,
  'From: "Invented Parent" <parent@post.example>',
  'To: send@council.example',
  'Date: Sat, 28 Feb 2026 10:00:00 +0000',
  'Message-ID: <one@post.example>',
  `Subject: ${more.subject ?? 'An assessment, please'}`,
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  more.body ?? '<style>p{}</style><p>Dear &amp; kind people,</p><p>we ask for an <b>assessment</b>.<br>Caf&#233; &pound;5</p><script>alert(1)</script>',
  ...(more.files ?? [['letter.png', PNG]]).flatMap(([name, content]) => ['--b', `Content-Type: application/octet-stream; name="${name}"`, `Content-Disposition: attachment; filename="${name}"`, 'Content-Transfer-Encoding: base64', '', content.toString('base64')]),
  '--b--',
  '',
].join('\r\n');

const hand = (raw: string | Uint8Array, headers: Record<string, string> = {}) =>
  app.visitor().send('POST', '/api/v1/post', { raw, headers: { 'Content-Type': 'message/rfc822', Authorization: `Bearer ${POST_TOKEN}`, ...headers } });
const items = async () => (await app.database.pool.query<{ ref: string; channel: string; receivedAt: string; cameOn: string; subject: string; body: string; leftOut: unknown }>('SELECT ref, channel, received_at AS "receivedAt", came_on AS "cameOn", subject, body, left_out AS "leftOut" FROM post_item ORDER BY put_in_at, ref')).rows;

test('without the token nothing is let in, whoever asks', async () => {
  const longer = `${POST_TOKEN}x`;
  for (const Authorization of ['', 'Bearer ', `Bearer ${longer}`, POST_TOKEN]) {
    const answer = await hand(MAIL(), { Authorization });
    expect([answer.status, answer.body['code']]).toEqual([401, 'post-token']);
  }
  expect(await items()).toEqual([]);
});

test('a mail lands in the post with the moment it came, its words and what it carries; handed over again it is one item', async () => {
  const first = await hand(MAIL());
  expect(first.status).toBe(201);
  const again = await hand(MAIL({ received: 'Sun, 1 Mar 2026 10:00:05 +0000' })); // by another way: only the servers' lines differ
  expect([again.status, again.body]).toEqual([200, first.body]);
  const [item, ...others] = await items();
  expect(others).toEqual([]);
  expect(item).toMatchObject({ ref: first.body['ref'], channel: 'email', receivedAt: '2026-02-28T10:00:05.000Z', cameOn: '2026-02-28', subject: 'An assessment, please', leftOut: [] });
  expect(item?.body).toBe('Dear & kind people,\nwe ask for an assessment.\nCafé £5');
  const { rows } = await app.database.pool.query<{ name: string; mediaType: string; sha256: string; recordRef: string | null }>('SELECT name, media_type AS "mediaType", sha256, record_ref AS "recordRef" FROM document ORDER BY name');
  expect(rows.map(({ name, mediaType, recordRef }) => [name, mediaType, recordRef])).toEqual([['Mail of 2026-02-28.txt', 'text/plain', null], ['letter.png', 'image/png', null]]);
  expect(rows[1]?.sha256).toBe(createHash('sha256').update(PNG).digest('hex'));
});

test('a file that lies about its type is not kept, and is named; two mails under one identity are two', async () => {
  const answer = await hand(MAIL({ subject: 'A second one', files: [['advice.pdf', PNG], ['run.exe', Buffer.from('MZ')], ['../../etc/photo.png', PNG]] }));
  expect(answer.status).toBe(201);
  const item = (await items()).find(({ ref }) => ref === answer.body['ref']);
  expect(item?.leftOut).toEqual([{ name: 'advice.pdf', why: 'not-what-it-says' }, { name: 'run.exe', why: 'ending-unknown' }]);
  const { rows } = await app.database.pool.query<{ name: string }>('SELECT name FROM document WHERE post_ref = $1 ORDER BY name', [answer.body['ref']]);
  expect(rows.map(({ name }) => name)).toEqual(['Mail of 2026-02-28.txt', 'photo.png']);
});

test('what is no mail, of another type, or too large is refused with what to do, and nothing is kept', async () => {
  const before = (await items()).length;
  expect((await hand('nothing like a mail')).body).toMatchObject({ status: 422, code: 'not-a-mail' });
  expect((await hand('')).status).toBe(422);
  expect((await hand(MAIL(), { 'Content-Type': 'application/json' })).status).toBe(415);
  const large = await hand(Buffer.alloc(41 * 1024 * 1024, 'a'));
  expect([large.status, large.text]).toEqual([413, expect.stringContaining('40 MB')]);
  expect(await items()).toHaveLength(before);
});

test('nothing of a mail stands in the log', () => {
  expect(app.log.join('\n')).not.toMatch(/parent@post|assessment, please|letter\.png|kind people|Bearer/);
});
