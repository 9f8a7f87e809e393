import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Channel, Envelope } from '../../activities/delivery/channel.js';
import { letterFolder, outboxFolder } from '../../config/channels/folder.js';
import { letterHtml, letterPdf } from '../../config/channels/letter-pdf.js';
import { notifyEmail, notifyLetter } from '../../config/channels/notify.js';
import { smtp } from '../../config/channels/smtp.js';
import { chromiumPath } from '../support/resources.js';
import { fakeNotify, type FakeNotify, type Mood } from './fake-notify.js';
import { fakeSmtp, type FakeSmtp, type Mood as SmtpMood } from './fake-smtp.js';

/** Each way out of the house against a server that keeps its documented contract: what is taken, refused, put off, or unknown. */

let notify: FakeNotify;
let mail: FakeSmtp;
let byNotify: Channel;
beforeAll(async () => {
  [notify, mail] = await Promise.all([fakeNotify(), fakeSmtp()]);
  byNotify = notifyEmail({ baseUrl: notify.url, apiKey: notify.apiKey, templateId: notify.templateId });
});
afterAll(async () => {
  await Promise.all([notify.close(), mail.close()]);
});
beforeEach(() => {
  notify.kept.length = 0;
  mail.taken.length = 0;
});

const envelope = (more: Partial<Envelope> = {}): Envelope => ({
  reference: randomUUID(), channel: 'email', letter: 'advice-request', toName: 'Pia Test', address: 'pia@advice.example', subject: 'Advice asked for by Friday: T. (reference A-1)', largePrint: false, language: null, on: '2025-10-10',
  body: [{ kind: 'heading', text: 'What to do' }, { kind: 'list', items: ['Write <it> down', 'Send it'] }, { kind: 'link', text: 'Open the request' }], link: 'https://duly.example/a/TOKEN', ...more,
});

test('GOV.UK Notify gets subject and words by the council’s template, under our reference', async () => {
  const one = envelope();
  const sent = await byNotify.send(one);
  expect(sent).toEqual({ kind: 'accepted', providerRef: notify.kept[0]?.id });
  expect(notify.kept[0]).toMatchObject({ reference: one.reference, email_address: one.address, personalisation: { subject: one.subject, body: '# What to do\n\n* Write <it> down\n* Send it\n\nOpen the request: https://duly.example/a/TOKEN' } });
  expect(await byNotify.find?.(one.reference)).toBe(notify.kept[0]?.id);
  expect(await byNotify.find?.(randomUUID())).toBeNull();
});

test.each<[Mood, object]>([
  [400, { kind: 'refused', problem: 'notify-400' }],
  [403, { kind: 'refused', problem: 'notify-403' }],
  [429, { kind: 'later', problem: 'notify-429' }],
  [500, { kind: 'later', problem: 'notify-500' }],
  [503, { kind: 'later', problem: 'notify-503' }],
  ['hangs-up', { kind: 'later', problem: 'notify-unreachable' }],
  ['takes-and-hangs-up', { kind: 'later', problem: 'notify-unreachable' }],
])('Notify answers %s', async (mood, expected) => {
  notify.moods.push(mood);
  expect(await byNotify.send(envelope())).toMatchObject(expected);
});

test('a Notify that cannot be reached, or never answers, is tried later', async () => {
  const nowhere = notifyEmail({ baseUrl: 'http://127.0.0.1:1', apiKey: notify.apiKey, templateId: notify.templateId });
  expect(await nowhere.send(envelope())).toMatchObject({ kind: 'later', problem: 'notify-unreachable' });
  await expect(nowhere.find?.(randomUUID())).rejects.toThrow();
});

test.each([
  ['created', 'in-transit'], ['sending', 'in-transit'], ['pending', 'in-transit'], ['delivered', 'delivered'],
  ['permanent-failure', 'bounced'], ['temporary-failure', 'bounced'], ['technical-failure', 'bounced'],
] as const)('a receipt of %s means %s', async (status, kind) => {
  const one = envelope();
  await byNotify.send(one);
  const [kept] = notify.kept;
  if (kept === undefined) throw new Error('nothing was taken');
  kept.status = status;
  expect(await byNotify.receipt?.({ reference: one.reference, providerRef: kept.id })).toEqual({ kind, ...(kind === 'bounced' ? { problem: status } : {}) });
  expect(await byNotify.receipt?.({ reference: one.reference, providerRef: null })).toMatchObject({ kind }); // found by reference where the answer was lost
});

test('Notify prints a letter from our PDF', async () => {
  const byPost = notifyLetter({ baseUrl: notify.url, apiKey: notify.apiKey, templateId: notify.templateId }, () => Promise.resolve(Buffer.from('%PDF-fake')));
  const one = envelope({ channel: 'letter' });
  expect(await byPost.send(one)).toMatchObject({ kind: 'accepted' });
  expect(notify.kept[0]).toMatchObject({ reference: one.reference, type: 'letter', content: Buffer.from('%PDF-fake').toString('base64') });
});

test('SMTP carries plain text and HTML, with nothing of the text read as HTML', async () => {
  const one = envelope();
  expect(await smtp({ url: mail.url, from: 'SEND team <send@council.example>' }).send(one)).toEqual({ kind: 'accepted', providerRef: null });
  const [taken] = mail.taken;
  expect(taken?.to).toBe('pia@advice.example');
  for (const part of ['From: SEND team <send@council.example>', `Message-ID: <${one.reference}@duly>`, 'Auto-Submitted: auto-generated', 'WHAT TO DO', 'https://duly.example/a/TOKEN', '&#60;it&#62;']) expect(taken?.words).toContain(part);
});

test.each<[SmtpMood, object]>([
  ['no-such-inbox', { kind: 'refused', problem: 'smtp-550' }],
  ['words-refused', { kind: 'refused', problem: 'smtp-554' }],
  ['inbox-busy', { kind: 'later', problem: 'smtp-451' }],
  ['goes-away-at-greeting', { kind: 'later', problem: 'smtp-421' }],
  ['goes-away-after-words', { kind: 'unknown', problem: 'smtp-cut-off' }],
])('a mail server that is %s', async (mood, expected) => {
  mail.moods.push(mood);
  expect(await smtp({ url: mail.url, from: 'send@council.example', patience: 2_000 }).send(envelope())).toMatchObject(expected);
});

test('a mail server that is not there has nothing, so the mail is tried later', async () => {
  expect(await smtp({ url: 'smtp://127.0.0.1:1', from: 'send@council.example' }).send(envelope())).toMatchObject({ kind: 'later', problem: 'smtp-unreachable' });
});

test('the outbox keeps a file a message, whole, found by its reference and sent once however often it is tried', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'duly-channel-'));
  const outbox = outboxFolder(folder, null);
  const one = envelope();
  expect(await outbox.find?.(one.reference)).toBeNull();
  await outbox.send(one);
  await outbox.send(one);
  expect(await readdir(folder)).toEqual([`${one.reference}.json`]);
  expect(JSON.parse(await readFile(path.join(folder, `${one.reference}.json`), 'utf8'))).toEqual(one);
  expect(await outbox.find?.(one.reference)).toBe('');
  await expect(outbox.find?.('../../etc/passwd')).rejects.toThrow(RangeError);
  await rm(folder, { recursive: true });
});

test('letters are tagged PDFs in the post room’s folder, large print where it is wished; the browser is opened once and closed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'duly-channel-'));
  const pdf = letterPdf({ council: 'Invented Council', chromium: await chromiumPath() });
  const post = letterFolder(folder, pdf);
  const plain = envelope({ channel: 'letter', address: '1 Invented Row\nSampleton\nZZ1 1AA' });
  const large = { ...plain, reference: randomUUID(), largePrint: true };
  expect(await Promise.all([post.send(plain), post.send(large)])).toEqual([{ kind: 'accepted', providerRef: null }, { kind: 'accepted', providerRef: null }]);
  const file = await readFile(path.join(folder, `${plain.reference}.pdf`), 'latin1');
  expect(file.startsWith('%PDF-')).toBe(true);
  expect(file).toContain('/StructTreeRoot');
  expect(letterHtml('Invented Council', plain)).toContain('Pia Test<br>1 Invented Row<br>Sampleton<br>ZZ1 1AA');
  expect(letterHtml('Invented Council', plain)).toContain('Write &lt;it&gt; down');
  expect(letterHtml('Invented Council', large)).toContain('18pt');
  expect(letterHtml('Invented Council', plain)).not.toContain('18pt');
  await post.close();
  await rm(folder, { recursive: true });
});

test('without a browser the outbox keeps a letter’s words, and the post room’s folder refuses to pretend', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'duly-channel-'));
  const broken = letterPdf({ council: 'Invented Council', chromium: '/nowhere/chromium' });
  const one = envelope({ channel: 'letter' });
  expect(await outboxFolder(folder, broken).send(one)).toMatchObject({ kind: 'accepted' });
  expect(await readdir(folder)).toEqual([`${one.reference}.json`]);
  await expect(letterFolder(folder, broken).send(one)).rejects.toThrow();
  await rm(folder, { recursive: true });
});
