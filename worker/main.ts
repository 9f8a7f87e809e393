import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime } from '@temporalio/worker';
import { createLog, type Logger } from '../api/http/log.js';
import { createProcesses } from '../api/processes.js';
import { BadEnvironment } from '../config/environment.js';
import { BadPayloadKey } from '../config/payload-codec.js';
import { temporalOptions, type TemporalOptions } from '../config/temporal.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../domain/settings.js';
import { openDatabase } from '../prisma/database.js';
import { createCommands } from '../prisma/repositories/commands.js';
import { createCaseWorker } from './compose.js';
import { readWorkerEnvironment, type WorkerEnvironment } from './environment.js';
import { temporalLog } from './log.js';
import { keepSweeping } from './sweeper.js';

/** The worker: cases live here, and what was accepted but not recorded is sent again. Run two at least. */

/** Until SIGTERM or SIGINT; then what is under way has half a minute to end. */
async function serve(environment: WorkerEnvironment, temporal: TemporalOptions, log: Logger): Promise<void> {
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
  const worker = await createCaseWorker({
    connection, namespace, dataConverter, database, clock,
    taskQueue: environment.taskQueue,
    bundle: environment.bundle,
    rules: () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR }),
    report: (step, err) => log.error({ step, err }, 'an activity failed and will be tried again'),
  });
  const client = new Client({ connection: asking, namespace, dataConverter });
  const processes = createProcesses({ client, taskQueue: environment.taskQueue });
  const stopping = new AbortController();
  const sweeping = keepSweeping({ commands: createCommands(database), processes, clock, report: (err) => log.warn({ err }, 'a waiting command could not be sent') }, stopping.signal);
  log.info({ taskQueue: environment.taskQueue }, 'working');
  process.send?.({ kind: 'working' });
  try {
    await worker.run(); // ends by itself on SIGTERM or SIGINT
  } finally {
    stopping.abort();
    await sweeping;
    await Promise.allSettled([asking.close(), connection.close(), database.close()]);
    log.info('stopped');
  }
}

async function main(): Promise<void> {
  try {
    const environment = readWorkerEnvironment(process.env);
    await serve(environment, temporalOptions(process.env), createLog(environment.logLevel));
  } catch (error) {
    const isOurs = error instanceof BadEnvironment || error instanceof BadPayloadKey;
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const sentence = isOurs ? error.message : `the worker could not go on: ${error instanceof Error ? error.name : 'unknown'}${code}. Does Temporal answer at TEMPORAL_ADDRESS?`;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  }
}

await main();
