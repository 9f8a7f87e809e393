// The whole house for a journey in browsers: pages, Temporal, both workers, and delivery into the outbox's folder.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Browser } from 'playwright-core';
import { expect, vi } from 'vitest';
import { createNudge } from '../../api/nudge.js';
import { createProcesses } from '../../api/processes.js';
import { createDigestWriter } from '../../activities/delivery/digest-words.js';
import { createWriter } from '../../activities/delivery/words.js';
import { createReportWriter } from '../../activities/weekly-report/words.js';
import { outboxFolder } from '../../config/channels/folder.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import { dataConverter } from '../../config/temporal.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay, londonInstant } from '../../domain/dates/london.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { createLadderArmings } from '../../prisma/repositories/ladder-arming.js';
import { createLiveRules } from '../../prisma/repositories/council-rules.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { createDeliveryWorker, linksTo } from '../../worker/compose-delivery.js';
import { createCaseWorker } from '../../worker/compose.js';
import { agendaTeller, armLadders } from '../../worker/ladder-arming.js';
import { processOf } from '../../workflows/case/process-of.js';
import { WEEKLY_BACKLOG } from '../../workflows/weekly-backlog/messages.js';
import { devServer, launchBrowser, workflowBundlePath } from '../support/resources.js';
import { startTestApp, type TestApp } from '../web/support/test-app.js';
import { day, visit, type Visitor } from '../web/support/visitor.js';
import { skippingTime } from '../workflows/time-skipping.js';
import { PATIENCE } from '../support/patience.js';

/** A message as the demonstration's outbox keeps it; the address of a letter is its lines. */
export type Mail = Readonly<{ letter: string; address: string; subject: string; link: string | null; body: unknown }>;

export type Journey = Readonly<{
  browser: Browser;
  app: TestApp;
  /** What failed in a worker without anybody's asking. */
  faults: readonly unknown[];
  outbox: () => Promise<readonly Mail[]>;
  /** Waits for a letter to an address, as its recipient does; about one record where several families have that address. */
  mailTo: (address: string, letter: string, about?: string) => Promise<Mail>;
  /** Follows the link of a mail and enters the code of the next. */
  follow: (mail: Mail, secrets: RegExp) => Promise<Visitor>;
  /** Has the worker know the ladders that were changed, and every open record follow them. @returns how many were told */
  followLadders: () => Promise<number>;
  /** Starts the weekly report's process, as its Schedule does on a Monday. */
  startMonday: () => Promise<void>;
  close: () => Promise<void>;
}>;

/** A journey whose time passes as the test says. */
export type SkippingJourney = Journey &
  Readonly<{
    today: () => IsoDate;
    passTo: (day: string) => Promise<void>;
    /** The run of a record's workflow that goes on now. */
    runOf: (caseRef: string) => Promise<string>;
    end: (caseRef: string) => Promise<void>;
  }>;

/** Today, on the run's own Temporal server. */
export async function journeyToday(): Promise<Journey> {
  const address = await devServer();
  const connection = await Connection.connect({ address });
  const nativeConnection = await NativeConnection.connect({ address });
  const house = await openHouse({
    connection,
    nativeConnection,
    today: londonDay(new Date().toISOString()),
    clock: { now: () => new Date() },
  });
  return {
    ...house,
    close: async () => {
      await house.close();
      await Promise.all([connection.close(), nativeConnection.close()]);
    },
  };
}

const TICK = 20; // milliseconds

/**
 * On a server that skips time: from a day of its own, so that every expected date can be worked out by hand. The workers' clock
 * follows the server's: one that stood still would have delivery ask again and again for what is not due by it.
 */
export async function journeyFrom(start: IsoDate): Promise<SkippingJourney> {
  const env = await skippingTime();
  let today = start;
  let now = new Date(londonInstant(start, '10:00'));
  const follow = async (): Promise<void> => {
    now = new Date(Math.max(await env.currentTimeMs(), now.getTime())); // answers may cross
  };
  const following = setInterval(() => void follow().catch(() => undefined), TICK);
  const passTo = async (to: string): Promise<void> => {
    const from = await env.currentTimeMs();
    const until = Date.parse(londonInstant(to as IsoDate, '10:00'));
    if (until < from) throw new RangeError(`${to} has passed: it is ${new Date(from).toISOString()}`);
    await env.sleep(until - from);
    await follow();
    today = to as IsoDate;
    house.app.today(today);
  };
  const handleOf = (caseRef: string) => env.client.workflow.getHandle(processOf(caseRef).workflowId);
  const clock = { now: () => now };
  const house = await openHouse({ connection: env.connection, nativeConnection: env.nativeConnection, today, clock });
  await passTo(start);
  return {
    ...house,
    today: () => today,
    passTo,
    runOf: async (caseRef) => (await handleOf(caseRef).describe()).runId,
    end: async (caseRef) => {
      await handleOf(caseRef).terminate('test over'); // its timers would hold the server's time
    },
    close: async () => {
      clearInterval(following);
      await house.close();
      await env.teardown();
    },
  };
}

type Temporal = Readonly<{
  connection: Connection;
  nativeConnection: NativeConnection;
  today: IsoDate;
  clock: Readonly<{ now: () => Date }>;
}>;

async function openHouse({ connection, nativeConnection, today, clock }: Temporal): Promise<Journey> {
  const taskQueue = `journey-${randomUUID()}`;
  const faults: unknown[] = [];
  const fail = (error: unknown): void => void faults.push(error);
  const folder = await mkdtemp(path.join(tmpdir(), 'duly-journey-'));
  const client = new Client({ connection, dataConverter: dataConverter(undefined) });
  const processes = createProcesses({ client, taskQueue, patience: PATIENCE });
  const nudgeDelivery = createNudge({ client, taskQueue, report: fail });
  const [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today, processes, nudgeDelivery })]);
  const live = createLiveRules(app.database, { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }, clock);
  const { rules } = live;
  const parts = {
    connection: nativeConnection,
    namespace: 'default',
    dataConverter: dataConverter(undefined),
    database: app.database,
    clock,
    rules,
    taskQueue,
    bundle: await workflowBundlePath(),
  };
  const words = { letters: readLetters(), council: readCouncil('Quayborough Council'), publicUrl: app.url };
  const workers = [
    await createCaseWorker({ ...parts, queued: nudgeDelivery, writeReport: createReportWriter(words) }),
    await createDeliveryWorker({
      ...parts,
      channels: { email: outboxFolder(folder, null), letter: outboxFolder(folder, null) },
      linkFor: linksTo(app.database, app.url, clock),
      write: createWriter({ ...words, rules }),
      writeDigest: createDigestWriter(words),
      report: (_step, error) => fail(error),
    }),
  ];
  const running = Promise.all(workers.map((worker) => worker.run()));
  await app.database.pool.query(`UPDATE adviser SET email = lower(ref) || '@advice.example'`);

  const outbox = async (): Promise<Mail[]> => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    return Promise.all(files.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8')) as Mail));
  };
  const mailTo: Journey['mailTo'] = (address, letter, about = '') =>
    vi.waitFor(
      async () => {
        const all = await outbox();
        const found = all.find(
          (mail) => mail.letter === letter && mail.address === address && textOf(mail).includes(about),
        );
        if (found === undefined)
          throw new Error(
            `no ${letter} to ${address} yet: ${all.map((mail) => `${mail.letter} to ${mail.address}`).join(', ')}; ${faults.join('; ')}`,
          );
        return found;
      },
      { timeout: PATIENCE, interval: 200 },
    );
  const follow: Journey['follow'] = async (mail, secrets) => {
    const before = await codesTo(mail.address, outbox);
    const visitor = await visit(browser, app.url);
    await visitor.open(new URL(mail.link ?? 'https://no-link.example').pathname);
    expect(await visitor.page.locator('main').innerText()).not.toMatch(secrets);
    await visitor.press(texts.link.send);
    const code = await vi.waitFor(
      async () => {
        const [fresh] = (await codesTo(mail.address, outbox)).filter((one) => !before.includes(one));
        if (fresh === undefined) throw new Error('no code yet');
        return fresh;
      },
      { timeout: PATIENCE, interval: 200 },
    );
    await visitor.type({ code });
    expect(await visitor.press(texts.link.enter)).toBe(200);
    return visitor;
  };
  return {
    browser,
    app,
    faults,
    outbox,
    mailTo,
    follow,
    followLadders: async () => {
      await live.refresh();
      return armLadders({ armings: createLadderArmings(app.database), tell: agendaTeller(client, taskQueue), clock, pace: 0 });
    },
    startMonday: async () => {
      await client.workflow.start(WEEKLY_BACKLOG, { taskQueue, workflowId: randomUUID() });
    },
    close: async () => {
      for (const worker of workers) worker.shutdown();
      await running;
      await browser.close();
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function codesTo(address: string, outbox: () => Promise<readonly Mail[]>): Promise<string[]> {
  const mails = (await outbox()).filter((mail) => mail.letter === 'access-code' && mail.address === address);
  return mails.flatMap((mail) => /\b\d{6}\b/.exec(JSON.stringify(mail.body))?.[0] ?? []);
}

/** All the words of a message. */
export const textOf = ({ subject, body }: Mail): string =>
  [
    subject,
    ...(body as readonly { text?: string; items?: readonly string[] }[]).flatMap(({ text, items }) => [
      ...(text === undefined ? [] : [text]),
      ...(items ?? []),
    ]),
  ].join('\n');

/** Somebody fills in the form of a fact and sends it. */
export async function recordAs(visitor: Visitor, ref: string, step: string, fill: () => Promise<void>): Promise<void> {
  await visitor.open(paths.record(ref, step));
  await fill();
  expect(await visitor.press('Record'), await visitor.page.locator('main').innerText()).toBe(200);
  await visitor.page.getByText('Recorded', { exact: true }).waitFor();
}

type NewFamily = Readonly<{ givenName: string; familyName: string; bornOn: string; askedOn: string; person: string }>;

/** A caseworker takes down a parent's request. @returns the record's reference */
export async function takeRequest(
  casey: Visitor,
  { givenName, familyName, bornOn, askedOn, person }: NewFamily,
): Promise<string> {
  await casey.open(paths.newCase);
  await casey.type({
    givenName,
    familyName,
    ...day('bornOn', bornOn),
    ...day('on', askedOn),
    personName: person,
    relation: 'mother',
  });
  await casey.choose({ by: 'parent', channel: 'by-hand' });
  await casey.press('Continue');
  expect(await casey.press('Record the request')).toBe(200);
  return new URL(casey.page.url()).pathname.split('/').at(-1) ?? '';
}

type Kin = Readonly<{ name: string; relation: string; address: string; email: string | null }>;

/** Parents who live apart: the mother is written to by email, the father, at his own address, by post. */
export async function keepParents(casey: Visitor, ref: string, motherMail: string): Promise<void> {
  await keepPerson(casey, ref, { name: 'Robin Testchild', relation: 'mother', address: '1 Made-up Lane\nSampleton', email: motherMail });
  await keepPerson(casey, ref, { name: 'Fergus Testchild', relation: 'father', address: '22 Made-up Lane\nSampleton', email: null });
}

/** Who somebody of the family is and how they are written to: by email where one is given. */
async function keepPerson(casey: Visitor, ref: string, { name, relation, address, email }: Kin): Promise<void> {
  await casey.open(paths.case(ref));
  const known = casey.page.getByRole('link', { name: `Change the details of ${name}` });
  await casey.open((await known.count()) > 0 ? ((await known.getAttribute('href')) ?? '') : paths.person(ref, 'new'));
  await casey.type({ name, address, postcode: 'ZZ99 1AA', email: email ?? '' });
  await casey.page.locator('[name="relation"]').selectOption(relation);
  await casey.choose({
    holds: ['parental'],
    emailConsent: email === null ? 'no' : 'yes',
    prefers: email === null ? 'post' : 'email',
  });
  expect(await casey.press('Keep these details')).toBe(200);
}
