import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readDeliveryEnvironment, readOutboxFolder } from '../../config/delivery.js';
import { readCalendar, readSettings } from '../../config/settings.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { openChannels } from '../../config/channels/open-channels.js';

/** How messages leave is the deployment's to say: what is missing or wrong is named, and no value is shown. */

const key = `live-${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}-${'1'.repeat(8)}-1111-1111-1111-${'1'.repeat(12)}`;
const template = '3ba2c2a7-4f3b-4a34-a5c5-7b1d35c4d3b0';
const chromium = process.execPath; // any program: none is started here

test('nothing said: nothing is sent, and nothing is refused', () => {
  expect(readDeliveryEnvironment({})).toBeNull();
});

test.each([
  [{ MAIL_CHANNEL: 'notify', PUBLIC_URL: 'https://duly.example/', NOTIFY_API_KEY: key, NOTIFY_EMAIL_TEMPLATE: template, CHROMIUM: chromium }, 'notify', 'notify'],
  [{ MAIL_CHANNEL: 'smtp', PUBLIC_URL: 'https://duly.example', SMTP_URL: 'smtp://mail:25', MAIL_FROM: 'SEND <send@council.example>', LETTER_FOLDER: 'letters', CHROMIUM: chromium }, 'smtp', 'folder'],
  [{ MAIL_CHANNEL: 'outbox', PUBLIC_URL: 'http://localhost:3000', DULY_MODE: 'demo', DULY_OUTBOX: 'outbox' }, 'outbox', 'outbox'],
])('%o', (env, mail, letters) => {
  const read = readDeliveryEnvironment(env);
  expect([read?.mail.kind, read?.letters.kind, read?.publicUrl.endsWith('/')]).toEqual([mail, letters, false]);
  if (read === null) throw new Error('it was said how');
  const channels = openChannels(read);
  expect([channels.email.name, channels.letter.name]).toEqual([mail, letters]);
});

test.each([
  [{ MAIL_CHANNEL: 'pigeon', PUBLIC_URL: 'https://duly.example' }, ['MAIL_CHANNEL must be notify, smtp or outbox']],
  [{ MAIL_CHANNEL: 'notify', CHROMIUM: chromium }, ['PUBLIC_URL must be the address people open Duly at']],
  [{ MAIL_CHANNEL: 'notify', PUBLIC_URL: 'https://duly.example', CHROMIUM: chromium }, ['NOTIFY_API_KEY is missing', 'NOTIFY_EMAIL_TEMPLATE is missing']],
  [{ MAIL_CHANNEL: 'smtp', PUBLIC_URL: 'https://duly.example', SMTP_URL: 'https://hunter2@mail', MAIL_FROM: 'nobody', CHROMIUM: chromium }, ['SMTP_URL must be', 'MAIL_FROM must be']],
  [{ MAIL_CHANNEL: 'smtp', PUBLIC_URL: 'https://duly.example', PATH: '/nowhere' }, ['SMTP_URL is missing', 'MAIL_FROM is missing', 'LETTER_FOLDER is missing', 'CHROMIUM is missing']],
  [{ MAIL_CHANNEL: 'outbox', PUBLIC_URL: 'https://duly.example', DULY_OUTBOX: 'outbox' }, ['in the demonstration only']],
  [{ MAIL_CHANNEL: 'outbox', PUBLIC_URL: 'https://duly.example', DULY_MODE: 'demo', DULY_OUTBOX: 'outbox', CHROMIUM: '/nowhere/chromium' }, ['CHROMIUM names no program']],
])('%o is refused by name', (env, problems) => {
  for (const problem of problems) expect(() => readDeliveryEnvironment(env)).toThrow(problem);
  expect(() => readDeliveryEnvironment(env)).not.toThrow('hunter2');
});

test('the pages read the outbox in the demonstration only', () => {
  expect(readOutboxFolder({ DULY_MODE: 'demo', DULY_OUTBOX: 'outbox' })).toBe('outbox');
  expect(readOutboxFolder({ DULY_OUTBOX: 'outbox' })).toBeNull();
});

test('a council’s settings: what its file leaves out is as published, what is wrong is named', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'duly-settings-'));
  const file = path.join(folder, 'settings.json');
  const settings = async (text: string) => {
    await writeFile(file, text);
    return readSettings({ COUNCIL_SETTINGS: file });
  };
  expect(readSettings({})).toEqual(DEFAULT_SETTINGS);
  expect(await settings('{}')).toEqual(DEFAULT_SETTINGS);
  const own = { silentAfterWorkingDays: 3, delayCauses: [{ code: 'flood', words: 'Flood' }], ladders: { 'decide-to-assess': [] } };
  expect(await settings(JSON.stringify(own))).toEqual({ ...DEFAULT_SETTINGS, ...own, ladders: { ...DEFAULT_SETTINGS.ladders, ...own.ladders } });
  const twice = { silentAfterWorkingDays: 0, delayCauses: [...own.delayCauses, ...own.delayCauses], colour: 'red' };
  for (const problem of ['silentAfterWorkingDays must be at least 1', 'delayCauses.1.code must be a code no other cause has', 'colour']) await expect(settings(JSON.stringify(twice))).rejects.toThrow(problem);
  await expect(settings('{')).rejects.toThrow('no JSON');
  expect(() => readSettings({ COUNCIL_SETTINGS: path.join(folder, 'none.json') })).toThrow('names no file');
  await rm(folder, { recursive: true });
});

test('a council’s calendar stands in the same file: each term with its last day, and what is wrong is named', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'duly-calendar-'));
  const file = path.join(folder, 'settings.json');
  const calendar = async (given: unknown) => {
    await writeFile(file, JSON.stringify(given));
    expect(readSettings({ COUNCIL_SETTINGS: file })).toEqual(DEFAULT_SETTINGS);
    return readCalendar({ COUNCIL_SETTINGS: file });
  };
  const spring = { term: 'spring-2027', startsOn: '2027-01-04', endsOn: '2027-03-25' };
  expect(readCalendar({})).toEqual(NO_CALENDAR);
  expect(await calendar({})).toEqual(NO_CALENDAR);
  expect(await calendar({ calendar: { terms: [spring] } })).toEqual({ ...NO_CALENDAR, terms: [spring] });
  await expect(calendar({ calendar: { terms: [{ ...spring, endsOn: undefined }] } })).rejects.toThrow('COUNCIL_SETTINGS: calendar.terms.0.endsOn is missing');
  await expect(calendar({ calendar: { terms: [{ ...spring, endsOn: '2026-12-01' }] } })).rejects.toThrow('calendar.terms.0.endsOn must be after the first day of the term');
  await expect(calendar({ calendar: { holidays: [] } })).rejects.toThrow('calendar');
  await rm(folder, { recursive: true });
});
