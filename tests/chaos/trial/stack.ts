// The whole of Duly in processes of its own, each of which can be killed and started again.
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { migrate } from '../../../prisma/migrate.js';
import type { Household } from '../../../tools/setup/household.mjs';
import { tailOf } from '../../../tools/setup/household.mjs';
import { startLocalPostgres } from '../../../tools/setup/local-postgres.mjs';
import { ROOT } from '../../../tools/setup/places.mjs';
import { freePort } from '../../../tools/setup/ports.mjs';
import { identityOf, isAlive, pause, pidOf } from '../../../tools/setup/processes.mjs';
import { answers, startTemporal } from '../../../tools/setup/temporal.mjs';
import type { Part } from './kills.js';

export const TASK_QUEUE = 'duly';

export type Stack = Readonly<{
  url: string;
  databaseUrl: string;
  temporalAddress: string;
  kill: (part: Part, whole: boolean) => Promise<void>;
  /** Returns once it answers. */
  start: (part: Part) => Promise<void>;
  isUp: (part: Part) => boolean;
  /** Of a part that is up and not PostgreSQL. */
  pid: (part: Part) => number | null;
  /** Processes that ended without having been killed, as `API 3: SIGABRT`. */
  fallen: () => readonly string[];
  /** Names of the files that say what a part did, oldest first. */
  logs: () => readonly string[];
}>;

export type StackOptions = Readonly<{
  house: Household;
  /** Where everything lies: data, logs, the outbox. */
  folder: string;
  /** The Temporal server's program. */
  temporal: string;
  /** What production runs. */
  build: string;
  smtpUrl: string;
  /** Folder of posted letters. */
  letters: string;
}>;

type Service = Readonly<{ identity: string; log: string; ended: Promise<unknown> }>;

/** How a worker ends that finds no Temporal when it starts. */
const NO_TEMPORAL = 'Does Temporal answer at TEMPORAL_ADDRESS?';

const START_PATIENCE = 90_000; // milliseconds, on a machine that does other things besides

/** Starts PostgreSQL, which forgets nothing it has said yes to, and migrates it; the other parts wait to be started. */
export async function openStack({ house, folder, temporal, build, smtpUrl, letters }: StackOptions): Promise<Stack> {
  const dataDir = path.join(folder, 'postgres');
  const [postgresPort, temporalPort, port] = [await freePort(candidates()), await freePort(candidates()), await freePort(candidates())];
  const { url: databaseUrl } = await house.postgres({ dataDir, port: postgresPort, settings: ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'] });
  await migrate(databaseUrl, path.join(ROOT, 'prisma/migrations'));

  const running = new Map<Part, Service>();
  const condemned = new Set<string>();
  const fallen: string[] = [];
  const logs: string[] = [];
  const url = `http://127.0.0.1:${port}`;
  const temporalAddress = `127.0.0.1:${temporalPort}`;
  const env = {
    HOME: process.env['HOME'] ?? folder, PATH: path.join(folder, 'nothing'), // no browser is found: letters are their words
    TZ: 'UTC', DULY_MODE: 'demo', DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: temporalAddress, TEMPORAL_TASK_QUEUE: TASK_QUEUE, PORT: String(port), PUBLIC_URL: url,
    SESSION_SECRET: 'a secret of the trial, of 32 characters', RATE_LIMIT: '1000000', SIGN_IN_LIMIT: '1000000', DULY_DOCUMENTS: path.join(folder, 'documents'),
    MAIL_CHANNEL: 'smtp', SMTP_URL: smtpUrl, MAIL_FROM: 'SEND team <send@council.example>', LETTER_CHANNEL: 'outbox', DULY_OUTBOX: letters, SEND_RATE: '200',
  };

  const logFor = (part: Part): string => {
    const log = path.join(folder, 'logs', `${part.toLowerCase().replace(' ', '-')}-${logs.filter((file) => file.includes(part.toLowerCase().replace(' ', '-'))).length + 1}.log`);
    logs.push(log);
    return log;
  };
  const keep = (part: Part, service: Service): void => {
    running.set(part, service);
    void service.ended.then(() => {
      if (running.get(part) === service) running.delete(part);
      const last = tailOf(service.log, 2);
      if (!condemned.has(service.identity) && !last.includes(NO_TEMPORAL)) fallen.push(`${path.basename(service.log, '.log')}: ${last}`);
    });
  };
  const serve = (part: Part, file: string): Service => {
    const service = house.serve(part, process.execPath, [path.join(build, file)], { log: logFor(part), env });
    keep(part, service);
    return service;
  };
  const ready = async (part: Part, service: Service, isReady: () => Promise<boolean>): Promise<void> => {
    const until = Date.now() + START_PATIENCE;
    while (isAlive(service.identity)) {
      if (await isReady()) return;
      await pause(100);
      if (Date.now() > until) throw new Error(`${part} did not come up: ${tailOf(service.log, 5)}`);
    }
    if (part.startsWith('worker') && !condemned.has(service.identity)) await starts[part](); // it looks once for Temporal; whoever looks after it starts it again
  };

  const starts: Readonly<Record<Part, () => Promise<void>>> = {
    'worker 1': () => startWorker('worker 1'),
    'worker 2': () => startWorker('worker 2'),
    'API': () => ready('API', serve('API', 'api/main.js'), () => answers('127.0.0.1', port)), // it serves before the database does
    'PostgreSQL': () => startPostgres(dataDir, postgresPort),
    'Temporal': async () => {
      const log = logFor('Temporal');
      keep('Temporal', await startTemporal(house, { program: temporal, port: temporalPort, log, database: path.join(folder, 'temporal.db') }));
    },
  };
  async function startWorker(part: Part): Promise<void> {
    const service = serve(part, 'worker/main.js');
    await ready(part, service, () => readFile(service.log, 'utf8').then((log) => log.includes('"msg":"working"')));
  }

  return {
    url, databaseUrl, temporalAddress,
    kill: async (part, whole) => {
      if (part === 'PostgreSQL') {
        await killPostgres(dataDir, whole);
        return;
      }
      const service = running.get(part);
      if (service === undefined) return;
      condemned.add(service.identity);
      running.delete(part);
      process.kill(-pidOf(service.identity), 'SIGKILL');
      await service.ended;
    },
    start: (part) => starts[part](),
    isUp: (part) => part === 'PostgreSQL' || running.has(part),
    pid: (part) => {
      const service = running.get(part);
      return service === undefined ? null : pidOf(service.identity);
    },
    fallen: () => fallen,
    logs: () => logs,
  };
}

/** Below the ports that systems give to whoever asks for any: while a part is down nobody takes its own. */
const candidates = (): number[] => Array.from({ length: 20 }, () => randomInt(15_000, 30_000));

async function killPostgres(dataDir: string, whole: boolean): Promise<void> {
  const pid = Number(readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  const identity = identityOf(pid);
  const children = whole ? (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).trim().split(' ').filter((child) => child !== '').map(Number) : [];
  for (const one of [pid, ...children]) {
    try {
      process.kill(one, 'SIGKILL');
    } catch {
      // gone by itself meanwhile
    }
  }
  while (isAlive(identity)) await pause(50);
}

/** Children of a killed server may hold its memory a moment longer: until they have gone no other starts. */
async function startPostgres(dataDir: string, port: number): Promise<void> {
  const until = Date.now() + START_PATIENCE;
  for (;;) {
    try {
      await startLocalPostgres({ dataDir, port });
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(200);
    }
  }
}
