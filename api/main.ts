import { createServer } from 'node:http';
import { Client, Connection } from '@temporalio/client';
import { documentsFolder, folderStore } from '../config/documents.js';
import { readKept, readPdf } from '../config/channels/folder.js';
import { pdfDrawer } from '../config/channels/pdf.js';
import { chromiumFor, readOutboxFolder } from '../config/delivery.js';
import { BadEnvironment, readEnvironment, type Environment } from '../config/environment.js';
import { BadPayloadKey } from '../config/payload-codec.js';
import { readCalendar, readSettings } from '../config/settings.js';
import { temporalOptions, type TemporalOptions } from '../config/temporal.js';
import type { Calendar, Settings } from '../domain/settings.js';
import { openDatabase } from '../prisma/database.js';
import { createLiveRules } from '../prisma/repositories/council-rules.js';
import { demonstration } from '../prisma/repositories/demonstration.js';
import { createRepositories, pingDatabase } from '../prisma/repositories/repositories.js';
import { createWeb } from '../web/web.js';
import { IMPORT } from '../workflows/backlog/messages.js';
import { REVIEW_LISTS } from '../workflows/review-lists/messages.js';
import { createApp } from './app.js';
import { asAppError } from './http/failure.js';
import { createLog, type Logger } from './http/log.js';
import { stopServing } from './http/shutdown.js';
import { createCarrier } from './carrier.js';
import { createNudge } from './nudge.js';
import { createProcesses } from './processes.js';

/** The API and the pages, as one process. It starts and reads without Temporal; facts recorded meanwhile answer 202. */

const SWITCH_OFF = ['SIGTERM', 'SIGINT'] as const;

/** Connects when first asked. */
function openTemporal({ connectionOptions, namespace, dataConverter }: TemporalOptions) {
  const connection = Connection.lazy(connectionOptions);
  const ping = async () => {
    await connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.getSystemInfo({}));
  };
  return { client: new Client({ connection, namespace, dataConverter }), ping, close: () => connection.close() };
}

/** The demonstration's outbox, as the worker fills it. */
const sentFilesOf = (folder: string | null) =>
  folder === null
    ? null
    : {
        link: async (reference: string) => (await readKept(folder, reference))?.link ?? null,
        body: async (reference: string) => (await readKept(folder, reference))?.body ?? null,
        pdf: (reference: string) => readPdf(folder, reference),
      };

/** Longer than what stands before it waits (a load balancer mostly a minute): a connection is never closed under a request on its way; milliseconds. */
const KEEP_ALIVE = 75_000;

async function start(environment: Environment, base: Readonly<{ settings: Settings; calendar: Calendar }>, temporalAt: TemporalOptions, log: Logger): Promise<void> {
  const lost = () => log.warn('a connection to PostgreSQL was lost');
  const database = openDatabase(environment.databaseUrl, { max: environment.databaseConnections, onLost: lost });
  const temporal = openTemporal(temporalAt);
  const clock = { now: () => new Date() };
  const live = createLiveRules(database, base, clock);
  const stopping = new AbortController();
  const freshening = live.keepFresh(stopping.signal, (err) => log.warn({ err }, 'the rules could not be read again; those known before hold'));
  const council = Object.assign(live.rules(), { name: environment.councilName });
  const carryImport = createCarrier({ client: temporal.client, taskQueue: environment.taskQueue }, IMPORT);
  const useCases = {
    ...createRepositories(database, () => council),
    processes: createProcesses({ client: temporal.client, taskQueue: environment.taskQueue }),
    nudgeDelivery: createNudge({ client: temporal.client, taskQueue: environment.taskQueue, report: (err) => log.warn({ err }, 'delivery could not be told; its Schedule finds what waits') }),
    carryImport: (importRef: string) => carryImport({ importRef }),
    carryLists: createCarrier({ client: temporal.client, taskQueue: environment.taskQueue }, REVIEW_LISTS),
    files: folderStore(documentsFolder(process.env)),
    refreshRules: live.refresh,
    clock,
    council,
    secret: environment.sessionSecret,
  };
  const program = chromiumFor({ CHROMIUM: process.env['CHROMIUM'] }, process.env);
  const papers = program === null ? null : pdfDrawer({ chromium: program });
  const pages = createWeb({
    useCases,
    drawPdf: papers === null ? null : papers.draw,
    mode: environment.mode,
    demonstration: () => demonstration(database),
    sentFiles: sentFilesOf(readOutboxFolder(process.env)),
    report: (req, error) => req.log.error({ err: asAppError(error).cause ?? error }, 'failed'),
  });
  const { app, close } = createApp({
    ...useCases,
    mode: environment.mode,
    log,
    pool: database.pool,
    health: { database: () => pingDatabase(database), temporal: temporal.ping },
    limits: environment.limits,
    postToken: environment.postToken,
    session: { hours: environment.sessionHours, secure: environment.cookieSecure },
    trustProxy: environment.trustProxy,
    pages,
  });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE }, app);
  await new Promise<void>((done, fail) => server.once('error', fail).listen(environment.port, environment.host, done));
  const address = server.address();
  log.info({ port: typeof address === 'object' ? address?.port : undefined, mode: environment.mode }, 'listening');
  process.send?.({ kind: 'listening', port: typeof address === 'object' ? address?.port : undefined });

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    log.info('stopping');
    await stopServing(server);
    close();
    stopping.abort();
    await freshening;
    await Promise.allSettled([database.close(), temporal.close(), papers?.close()]);
    log.info('stopped');
  };
  for (const signal of SWITCH_OFF) process.on(signal, () => void stop());
}

async function main(): Promise<void> {
  try {
    const environment = readEnvironment(process.env);
    await start(environment, { settings: readSettings(process.env), calendar: readCalendar(process.env) }, temporalOptions(process.env), createLog(environment.logLevel));
  } catch (error) {
    const isOurs = error instanceof BadEnvironment || error instanceof BadPayloadKey;
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    process.stderr.write(`${isOurs ? error.message : `the API could not start${code}`}\n`);
    process.exit(1);
  }
}

await main();
