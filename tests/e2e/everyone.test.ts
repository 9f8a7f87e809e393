import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createNudge } from '../../api/nudge.js';
import { createProcesses } from '../../api/processes.js';
import { createWriter } from '../../activities/delivery/words.js';
import { outboxFolder } from '../../config/channels/folder.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import { dataConverter } from '../../config/temporal.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { createDeliveryWorker, linksTo } from '../../worker/compose-delivery.js';
import { createCaseWorker } from '../../worker/compose.js';
import { devServer, launchBrowser, workflowBundlePath } from '../support/resources.js';
import { startTestApp, type TestApp } from '../web/support/test-app.js';
import { day, visit, type Visitor } from '../web/support/visitor.js';

/**
 * A whole case with a browser for each person: caseworker, psychologist by the link in her mail, the health team's inbox, the
 * parent by the link in hers, and the manager; on real PostgreSQL, Temporal, worker and delivery into the outbox's folder.
 */

const taskQueue = `everyone-${randomUUID()}`;
const today = londonDay(new Date().toISOString());

let browser: Browser;
let app: TestApp;
let folder: string;
let connection: Connection;
let workerConnection: NativeConnection;
let workers: readonly Worker[];
let running: Promise<unknown>;
let casey: Visitor;
beforeAll(async () => {
  const address = await devServer();
  folder = await mkdtemp(path.join(tmpdir(), 'duly-everyone-'));
  connection = await Connection.connect({ address });
  const client = new Client({ connection, dataConverter: dataConverter(undefined) });
  const processes = createProcesses({ client, taskQueue, patience: 15_000 });
  const nudgeDelivery = createNudge({ client, taskQueue, report: fail });
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today, processes, nudgeDelivery })]);
  workerConnection = await NativeConnection.connect({ address });
  const clock = { now: () => new Date() };
  const rules = () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR });
  const parts = {
    connection: workerConnection,
    namespace: 'default',
    dataConverter: dataConverter(undefined),
    database: app.database,
    clock,
    rules,
    taskQueue,
    bundle: await workflowBundlePath(),
  };
  workers = [
    await createCaseWorker({ ...parts, queued: nudgeDelivery }),
    await createDeliveryWorker({
      ...parts,
      channels: { email: outboxFolder(folder, null), letter: outboxFolder(folder, null) },
      linkFor: linksTo(app.database, app.url, clock),
      write: createWriter({
        letters: readLetters(),
        council: readCouncil('Quayborough Council'),
        publicUrl: app.url,
        rules,
      }),
      report: (_step, error) => fail(error),
    }),
  ];
  running = Promise.all(workers.map((worker) => worker.run()));
  await app.database.pool.query(`UPDATE adviser SET email = lower(ref) || '@advice.example'`);
  casey = await visit(browser, app.url, { as: 'caseworker' });
}, 300_000);
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await running;
  await browser.close();
  await Promise.all([connection.close(), workerConnection.close()]);
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const faults: unknown[] = [];
const fail = (error: unknown): void => void faults.push(error);

type Mail = Readonly<{ letter: string; address: string; subject: string; link: string | null; body: unknown }>;

/** Everything in the outbox so far. */
async function outbox(): Promise<Mail[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as Mail));
}

/** Waits for a letter to an address, as its recipient does. */
const mailTo = (address: string, letter: string): Promise<Mail> =>
  vi.waitFor(
    async () => {
      const found = (await outbox()).find((mail) => mail.letter === letter && mail.address === address);
      if (found === undefined)
        throw new Error(
          `no ${letter} to ${address} yet: ${(await outbox()).map((mail) => `${mail.letter} to ${mail.address}`).join(', ')}`,
        );
      return found;
    },
    { timeout: 30_000, interval: 200 },
  );

/** Follows the link of a mail and enters the code of the next. */
async function follow(mail: Mail): Promise<Visitor> {
  const visitor = await visit(browser, app.url);
  await visitor.open(new URL(mail.link ?? 'https://no-link.example').pathname);
  expect(await visitor.page.locator('main').innerText()).not.toMatch(/Wren|Testchild/);
  await visitor.press(texts.link.send);
  const code = /\b\d{6}\b/.exec(JSON.stringify((await mailTo(mail.address, 'access-code')).body))?.[0] ?? '';
  await visitor.type({ code });
  expect(await visitor.press(texts.link.enter)).toBe(200);
  return visitor;
}

async function record(ref: string, step: string, fill: () => Promise<void>): Promise<void> {
  await casey.open(paths.record(ref, step));
  await fill();
  expect(await casey.press('Record'), await casey.page.locator('main').innerText()).toBe(200);
  await casey.page.getByText('Recorded', { exact: true }).waitFor();
}
const onToday = () => casey.type(day('on', today));

const ADVICE = {
  needs: 'Wren finds it hard to follow spoken instructions of more than one step.',
  'provision-0-what': 'Speech and language programme',
  'provision-0-who': 'A speech and language therapist',
  'provision-0-howOften': 'once a week',
  'provision-0-howLong': '45 minutes',
  'outcomes-0-outcome': 'Wren follows three spoken instructions in a row',
  'outcomes-0-measure': 'On 8 of 10 occasions, counted by her teacher',
  'outcomes-0-byWhen': 'July 2027',
};

test('everyone is told, asked, heard and answered, from the request to the final plan', async () => {
  await casey.open(paths.newCase);
  await casey.type({
    givenName: 'Wren',
    familyName: 'Testchild',
    ...day('bornOn', '2017-03-27'),
    ...day('on', addDays(today, -30)),
    personName: 'Robin Testchild',
    relation: 'mother',
  });
  await casey.choose({ by: 'parent', channel: 'by-hand' });
  await casey.press('Continue');
  expect(await casey.press('Record the request')).toBe(200);
  const ref = new URL(casey.page.url()).pathname.split('/').at(-1) ?? '';

  // Who is who: the mother reads mail, the father has an address of his own.
  const mother = 'robin@family.example';
  for (const { name, email } of [
    { name: 'Robin Testchild', email: mother },
    { name: 'Fergus Testchild', email: '' },
  ]) {
    const known = casey.page.getByRole('link', { name: `Change the details of ${name}` });
    await casey.open(paths.case(ref));
    await casey.open((await known.count()) > 0 ? ((await known.getAttribute('href')) ?? '') : paths.person(ref, 'new'));
    await casey.type({
      name,
      address: `${name === 'Robin Testchild' ? 1 : 22} Made-up Lane\nSampleton`,
      postcode: 'ZZ99 1AA',
      email,
    });
    await casey.page.locator('[name="relation"]').selectOption(email === '' ? 'father' : 'mother');
    await casey.choose({
      holds: ['parental'],
      emailConsent: email === '' ? 'no' : 'yes',
      prefers: email === '' ? 'post' : 'email',
    });
    expect(await casey.press('Keep these details')).toBe(200);
  }

  await record(ref, 'assessment-agreed', onToday);
  expect((await mailTo(mother, 'agreed-family')).subject).not.toMatch(/Wren|Testchild/);
  await mailTo('22 Made-up Lane\nSampleton\nZZ99 1AA', 'agreed-family');

  await casey.open(paths.askAdvice(ref));
  const asked = ['ask-health', 'ask-educational-psychology', 'ask-parent'];
  const boxes = await casey.page.locator('input[type=checkbox]').all();
  for (const box of boxes)
    if ((await box.isChecked()) && !asked.includes((await box.getAttribute('name')) ?? '')) await box.uncheck();
  await casey.choose({
    'who-health': 'V-HEA1TH00',
    'who-educational-psychology': 'V-PSYCH000',
    'who-parent': 'V-PARENT00',
  });
  expect(await casey.press('Ask them all'), await casey.page.locator('main').innerText()).toBe(200);

  const pia = await follow(await mailTo('v-psych000@advice.example', 'advice-request'));
  await pia.type(ADVICE);
  expect(await pia.press('Send advice')).toBe(200);
  expect(await pia.page.getByText(texts.advice.sent).count()).toBe(1);
  await mailTo('v-psych000@advice.example', 'advice-thanks');

  const hal = await visit(browser, app.url, { as: 'health' });
  await hal.open(paths.advice);
  await hal.page
    .locator(`a[href="${paths.adviceAnswer(ref, 'V-HEA1TH00')}"]`)
    .first()
    .click();
  await hal.page.waitForURL(`**${paths.adviceAnswer(ref, 'V-HEA1TH00')}`);
  await hal.type(ADVICE);
  expect(await hal.press('Send advice')).toBe(200);

  const robin = await follow(await mailTo(mother, 'views-request'));
  expect(await robin.page.locator('main').innerText()).toContain(texts.family.where.assessing);
  await robin.type({ words: 'Wren loves water. Mornings are hard.' });
  expect(await robin.press(texts.family.say.send)).toBe(200);

  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.record(ref, 'issue-agreed'));
  await mara.type(day('on', today));
  expect(await mara.press('Record')).toBe(200);
  await record(ref, 'draft-plan-sent', async () => {
    await casey.choose({ channel: 'by-hand' });
    await onToday();
  });
  await mailTo(mother, 'draft-plan');
  await casey.open(paths.record(ref, 'final-plan-issued'));
  await onToday();
  expect(await casey.press('Record'), 'the family has its fifteen days').toBe(409);
  await record(ref, 'representations-closed', onToday);
  await record(ref, 'final-plan-issued', onToday);
  await mailTo(mother, 'final-plan');
  await robin.open(paths.family);
  expect(await robin.page.locator('main').innerText()).toContain(texts.family.where.finished);

  const all = await outbox();
  const keys = all
    .filter(({ letter }) => letter !== 'access-code')
    .map(({ letter, address }) => `${letter} ${address}`);
  expect([...new Set(keys)].sort()).toEqual([...keys].sort()); // nothing twice
  expect((await auditJournal(app.database, ref))?.faults).toEqual([]);
  expect(faults).toEqual([]);
  for (const visitor of [pia, hal, robin, mara]) await visitor.leave();
}, 300_000);
