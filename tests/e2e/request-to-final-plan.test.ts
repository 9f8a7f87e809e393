import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, type Worker } from '@temporalio/worker';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProcesses } from '../../api/processes.js';
import { dataConverter } from '../../config/temporal.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { longDay } from '../../web/dates.js';
import { paths } from '../../web/paths.js';
import { createCaseWorker } from '../../worker/compose.js';
import { assessmentId } from '../../workflows/assessment/messages.js';
import { devServer, launchBrowser, workflowBundlePath } from '../support/resources.js';
import { ADVISERS } from '../web/support/council.js';
import { panelDecided } from '../web/support/panel-decided.js';
import { startTestApp, type TestApp } from '../web/support/test-app.js';
import { day, visit, type Visitor } from '../web/support/visitor.js';
import { PATIENCE } from '../support/patience.js';

/** One request from received to final plan, in a real browser without JavaScript, on real PostgreSQL, Temporal and worker. */

const taskQueue = `e2e-${randomUUID()}`;
const today = londonDay(new Date().toISOString()); // Temporal's time is the real one
const daysAgo = (days: number) => addDays(today, -days);

let browser: Browser;
let app: TestApp;
let connection: Connection;
let client: Client;
let workerConnection: NativeConnection;
let worker: Worker;
let running: Promise<void>;
let casey: Visitor;
beforeAll(async () => {
  const address = await devServer();
  connection = await Connection.connect({ address });
  client = new Client({ connection, dataConverter: dataConverter(undefined) });
  const processes = createProcesses({ client, taskQueue, patience: PATIENCE });
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today, processes })]);
  workerConnection = await NativeConnection.connect({ address });
  worker = await createCaseWorker({
    connection: workerConnection,
    namespace: 'default',
    dataConverter: dataConverter(undefined),
    database: app.database,
    clock: { now: () => new Date() },
    rules: () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }),
    taskQueue,
    bundle: await workflowBundlePath(),
  });
  running = worker.run();
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await browser.close();
  await Promise.all([connection.close(), workerConnection.close()]);
  await app.close();
});

/** Opens a form from the case page, as a person would, and sends it. */
async function record(link: string, fill: () => Promise<void>): Promise<void> {
  await casey.page
    .locator('main a', { hasText: new RegExp(`^\\s*${link}\\s*$`) })
    .first()
    .click();
  await casey.page.waitForURL('**/record/**');
  await fill();
  expect(await casey.press('Record'), await casey.page.locator('main').innerText()).toBe(200);
  await casey.page.getByText('Recorded', { exact: true }).waitFor();
}

test('a request goes from received to final plan', async () => {
  await casey.open(paths.newCase);
  await casey.type({
    givenName: 'Wren',
    familyName: 'Testchild',
    ...day('bornOn', '2017-03-27'),
    ...day('on', daysAgo(126)),
  });
  await casey.choose({ by: 'parent', channel: 'by-hand' });
  await casey.press('Continue');
  expect(await casey.press('Record the request')).toBe(200);
  expect(await casey.heading()).toBe('Wren Testchild');
  const ref = new URL(casey.page.url()).pathname.split('/').at(-1) ?? '';

  const onDay = (days: number) => () => casey.type(day('on', daysAgo(days)));
  await record('Record the decision to assess', onDay(90));
  await record('Record that partners were told of the decision', onDay(90));
  await casey.page.locator('main a', { hasText: /^\s*Ask for advice\s*$/ }).first().click();
  await casey.page.waitForURL('**/advice/ask');
  await record('Record a request made on another day', async () => {
    for (const { ref: adviser, role } of ADVISERS)
      await casey.page.locator(`input[value="${adviser}|${role}"]`).check();
    await onDay(89)();
  });
  for (const [i, { ref: adviser }] of ADVISERS.entries()) {
    await record('Record advice received', async () => {
      await casey.choose({ adviser });
      await onDay(60 - i)();
    });
  }
  await panelDecided(app, { caseRef: ref, on: daysAgo(41), number: 2, question: 'issue', decision: 'yes' });
  await record('Record the decision to issue a plan', async () => {
    await casey.type({ ...day('on', daysAgo(40)), ...day('panelOn', daysAgo(41)), panelItem: '2' });
  });
  await record('Record the draft plan sent', async () => {
    await casey.choose({ channel: 'by-hand' });
    await onDay(20)();
  });
  await record('Record a setting consulted', async () => {
    await casey.choose({ setting: 'T-QUAYS1DE' });
    await onDay(19)();
  });
  await record('Record the final plan sent', onDay(1));

  expect(await casey.page.getByText('Final plan sent').count()).toBeGreaterThan(0);
  const row = casey.page
    .getByRole('row')
    .filter({ has: casey.page.getByRole('rowheader', { name: 'Send the final plan' }) });
  expect(await row.innerText()).toMatch(/In time/);
  expect(await row.innerText()).toContain(longDay(addDays(daysAgo(126), 140)));

  const history = await client.workflow.getHandle(assessmentId(ref)).fetchHistory();
  const written = JSON.stringify(history, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value,
  );
  expect(history.events?.length).toBeGreaterThan(50);
  expect(written).not.toMatch(/Wren|Testchild|2017-03-27/);
});
