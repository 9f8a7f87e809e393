import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { POST_TOKEN, startTestApp, type TestApp } from './support/app.js';
import { ADVISERS } from './support/council.js';
import { opened } from './support/stories.js';

/** A mail that its server took and sent back later, handed over by the council's mailbox. */

let app: TestApp;
let ref: string;
beforeAll(async () => {
  app = await startTestApp({ now: '2026-03-06T09:00:00Z' }); // a Friday
  ref = await opened(await app.signedIn('caseworker'));
});
afterAll(() => app.close());

type Report = Readonly<{ reference?: string; action?: string; status?: string; returned?: string; more?: string }>;

/** As mail servers write it: what happened in words, the fields, and the mail or its headers. */
const report = ({ reference, action = 'failed', status = '5.1.1', returned = 'message/rfc822', more = '' }: Report): string => [
  'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>', 'To: send@council.example', 'Date: Fri, 06 Mar 2026 08:00:00 +0000', 'Subject: Undelivered Mail', ...(more === '' ? [] : [more]), 'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b', 'Content-Type: text/plain', '', 'Sorry.',
  '--b', 'Content-Type: message/delivery-status', '', 'Reporting-MTA: dns; mx.example', '', 'Final-Recipient: rfc822; gone@adviser.example', `Action: ${action}`, `Status: ${status}`, 'Diagnostic-Code: smtp; 550 5.1.1 nobody', '  of that name here', '',
  ...(reference === undefined ? [] : ['--b', `Content-Type: ${returned}`, '', 'From: send@council.example', `Message-ID:`, ` <${reference}@duly>`, 'Subject: Thanks', '']), '--b--', '',
].join('\r\n');

const hand = (raw: string, headers: Record<string, string> = {}) =>
  app.visitor().send('POST', '/api/v1/bounces', { raw, headers: { 'Content-Type': 'message/rfc822', Authorization: `Bearer ${POST_TOKEN}`, ...headers } });

async function sent(status: string): Promise<{ message: string; reference: string }> {
  const [message, reference] = [`M-${randomUUID().slice(0, 8).toUpperCase()}`, randomUUID()];
  await app.database.pool.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, status, queued_at, sent_at)
     VALUES ($1, $2, 'advice-thanks', 'adviser', $3, 'Invented Psychologist', 'email', 'gone@adviser.example', 'Thanks', '[]', $4, $5, '2026-03-05T09:00Z', '2026-03-05T09:01Z')`,
    [message, ref, ADVISERS.psychologist.ref, reference, status],
  );
  return { message, reference };
}
const standing = async (message: string) => (await app.database.pool.query<{ status: string; problem: string | null }>('SELECT status, problem FROM message WHERE ref = $1', [message])).rows[0];
const tasksAbout = async (message: string) => (await app.database.pool.query<{ kind: string; actBy: string }>('SELECT kind, act_by AS "actBy" FROM task WHERE about = $1', [message])).rows;

test.each(['accepted', 'unknown'])('a mail that was %s comes back: marked, noted in the journal, and one task by the next working day, however often it is told', async (was) => {
  const { message, reference } = await sent(was);
  const answers = [await hand(report({ reference })), await hand(report({ reference }))];
  expect(answers.map(({ status, body }) => [status, body['outcome']])).toEqual([[200, 'bounced'], [200, 'known']]);
  expect(await standing(message)).toEqual({ status: 'bounced', problem: 'permanent-failure' });
  expect(await tasksAbout(message)).toEqual([{ kind: 'bounced', actBy: '2026-03-09' }]);
  const caseworker = await app.signedIn('caseworker');
  const tasks = (await caseworker.get('/api/tasks')).body['items'] as { about: string; message: { address: string } }[];
  expect(tasks.find(({ about }) => about === message)?.message.address).toBe('gone@adviser.example');
  const noted = await app.database.pool.query(`SELECT payload->>'problem' AS problem FROM journal_entry WHERE record_ref = $1 AND type = 'message-bounced' AND payload->>'message' = $2`, [ref, message]);
  expect(noted.rows).toEqual([{ problem: 'permanent-failure' }]);
  expect((await auditJournal(app.database, ref))?.faults).toEqual([]);
});

test('it is known by the headers alone, or by what the report answers; a server that gave up after days is said so', async () => {
  const [headers, answers] = [await sent('accepted'), await sent('accepted')];
  expect((await hand(report({ reference: headers.reference, returned: 'text/rfc822-headers', status: '4.4.7' }))).body).toEqual({ outcome: 'bounced' });
  expect(await standing(headers.message)).toEqual({ status: 'bounced', problem: 'temporary-failure' });
  expect((await hand(report({ more: `In-Reply-To: <${answers.reference.toUpperCase()}@duly>` }))).body).toEqual({ outcome: 'bounced' });
});

test('a delay settles nothing; a report about another’s mail, and one about a mail that arrived, change nothing', async () => {
  const [late, arrived] = [await sent('accepted'), await sent('delivered')];
  expect((await hand(report({ reference: late.reference, action: 'delayed', status: '4.4.1' }))).body).toEqual({ outcome: 'not-final' });
  expect((await hand(report({ reference: randomUUID() }))).body).toEqual({ outcome: 'not-ours' });
  expect((await hand(report({}))).body).toEqual({ outcome: 'not-ours' });
  expect((await hand(report({ reference: arrived.reference }))).body).toEqual({ outcome: 'known' });
  expect([await standing(late.message), await standing(arrived.message)]).toMatchObject([{ status: 'accepted' }, { status: 'delivered' }]);
  expect([...(await tasksAbout(late.message)), ...(await tasksAbout(arrived.message))]).toEqual([]);
});

test('without the token nothing is taken; other mail is refused by name', async () => {
  const { message, reference } = await sent('accepted');
  const strangers = await hand(report({ reference }), { Authorization: 'Bearer guess' });
  expect([strangers.status, strangers.body['code']]).toEqual([401, 'post-token']);
  const other = await hand('From: a@post.example\r\nDate: Fri, 06 Mar 2026 08:00:00 +0000\r\nSubject: Hello\r\n\r\nHello');
  expect([other.status, other.body['code']]).toEqual([422, 'not-a-bounce']);
  expect(await standing(message)).toMatchObject({ status: 'accepted' });
  expect(app.log.join('\n')).not.toContain('gone@adviser.example');
});
