import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { createLog, type Logger } from '../api/http/log.js';
import { createProcesses } from '../api/processes.js';
import { BadEnvironment } from '../config/environment.js';
import { BadPayloadKey } from '../config/payload-codec.js';
import { readCalendar, readSettings } from '../config/settings.js';
import { temporalOptions, type TemporalOptions } from '../config/temporal.js';
import type { Calendar, Settings } from '../domain/settings.js';
import { openDatabase } from '../prisma/database.js';
import { createLiveRules } from '../prisma/repositories/council-rules.js';
import { createCommands } from '../prisma/repositories/commands.js';
import { createLadderArmings } from '../prisma/repositories/ladder-arming.js';
import { createCaseWorker } from './compose.js';
import { createDeliveryWorker, createPostmanOf, deliveryOf, listWriterOf, reportWriterOf } from './compose-delivery.js';
import { readWorkerEnvironment, type WorkerEnvironment } from './environment.js';
import { agendaTeller, keepArmingLadders } from './ladder-arming.js';
import { temporalLog } from './log.js';
import { arm } from './rebuild.js';
import { createRunningProcesses } from './running-processes.js';
import { keepDeliverySchedule, keepDailyWatchSchedule, keepSchedulesDespite, keepWeeklyReportSchedule } from './schedule.js';
import { keepSweeping } from './sweeper.js';

/** The worker: cases live here, and what was accepted but not recorded is sent again. Run two at least. */

/** Until SIGTERM or SIGINT; then what is under way has half a minute to end. */
async function serve(environment: WorkerEnvironment, base: Readonly<{ settings: Settings; calendar: Calendar }>, temporal: TemporalOptions, log: Logger): Promise<void> {
  const { metrics } = environment;
  Runtime.install({
    logger: temporalLog(log),
    telemetryOptions: metrics === null ? {} : { metrics: { prometheus: { bindAddress: metrics } } },
  });
  const database = openDatabase(environment.databaseUrl, { max: environment.databaseConnections, onLost: () => log.warn('a connection to PostgreSQL was lost') });
  const connection = await NativeConnection.connect(temporal.connectionOptions);
  const asking = Connection.lazy(temporal.connectionOptions);
  const { namespace, dataConverter } = temporal;
  const clock = { now: () => new Date() };
  const live = createLiveRules(database, base, clock);
  const { rules } = live;
  await live.refresh().catch(() => undefined); // tried again in a few seconds, and said then
  const { taskQueue, bundle, delivery } = environment;
  const client = new Client({ connection: asking, namespace, dataConverter });
  const parts = { connection, namespace, dataConverter, database, clock, rules, taskQueue, bundle };
  const report = (step: string, err: unknown) => log.error({ step, err }, 'an activity failed and will be tried again');
  const ways = delivery === null ? null : deliveryOf(delivery, database, { clock, rules });
  const postman = ways === null ? null : createPostmanOf({ ...ways, database, clock, rules, report });
  const processes = createProcesses({ client, taskQueue });
  const lists = delivery === null ? {} : { lists: { processes, write: listWriterOf(delivery) }, writeReport: reportWriterOf(delivery) };
  const worker = await createCaseWorker({ ...parts, ...lists, report, startRecord: (ref) => arm(client, taskQueue, ref), running: createRunningProcesses(client, taskQueue), ...(postman === null ? {} : { queued: postman.soon }) });
  const deliverer = ways === null ? null : await createDeliveryWorker({ ...parts, ...ways, report });
  if (postman === null) log.warn('MAIL_CHANNEL names no way out of the house: what is to be told waits');
  const stopping = new AbortController();
  postman?.soon(); // what was left when a worker ended
  const scheduling = postman === null ? null : keepSchedulesDespite([keepDeliverySchedule, keepWeeklyReportSchedule, keepDailyWatchSchedule], client, taskQueue, (err) => log.warn({ err }, 'a Schedule could not be kept, and is tried again'), stopping.signal);
  const sweeping = keepSweeping({ commands: createCommands(database), processes, clock, report: (err) => log.warn({ err }, 'a waiting command could not be sent') }, stopping.signal);
  const freshening = live.keepFresh(stopping.signal, (err) => log.warn({ err }, 'the rules could not be read again; those known before hold'));
  const arming = keepArmingLadders({ armings: createLadderArmings(database), tell: agendaTeller(client, taskQueue), clock, report: (err) => log.warn({ err }, 'open records could not be told of a changed ladder, and are again') }, stopping.signal);
  log.info({ taskQueue }, 'working');
  process.send?.({ kind: 'working' });
  try {
    await Promise.all([worker.run(), deliverer?.run()]); // they end by themselves on SIGTERM or SIGINT
  } finally {
    stopping.abort();
    await Promise.all([sweeping, scheduling, freshening, arming, postman?.stop()]);
    await Promise.allSettled([ways?.channels.email.close(), ways?.channels.letter.close()]);
    await Promise.allSettled([asking.close(), connection.close(), database.close()]);
    log.info('stopped');
  }
}

async function main(): Promise<void> {
  try {
    const environment = readWorkerEnvironment(process.env);
    await serve(environment, { settings: readSettings(process.env), calendar: readCalendar(process.env) }, temporalOptions(process.env), createLog(environment.logLevel));
  } catch (error) {
    const isOurs = error instanceof BadEnvironment || error instanceof BadPayloadKey;
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const sentence = isOurs ? error.message : `the worker could not go on: ${error instanceof Error ? error.name : 'unknown'}${code}. Does Temporal answer at TEMPORAL_ADDRESS?`;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}

await main();
