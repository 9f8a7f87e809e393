import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApplicationFailure } from '@temporalio/common';
import { bringIn } from '../../../activities/backlog/bring-in.js';
import { createCaseActivities } from '../../../activities/case/case-activities.js';
import type { Rules } from '../../../activities/case/projection.js';
import { createApp } from '../../../api/app.js';
import { createLog } from '../../../api/http/log.js';
import { stopServing } from '../../../api/http/shutdown.js';
import type { Processes, RecordResult } from '../../../api/ports.js';
import type { Mode } from '../../../api/use-cases/sign-in.js';
import { DEFAULT_SETTINGS, NO_CALENDAR, type Calendar } from '../../../domain/settings.js';
import { folderStore } from '../../../config/documents.js';
import { openDatabase, type Database } from '../../../prisma/database.js';
import { createCases } from '../../../prisma/repositories/cases.js';
import { createLiveRules } from '../../../prisma/repositories/council-rules.js';
import { createImportBatches } from '../../../prisma/repositories/import-batch.js';
import { createRepositories, pingDatabase } from '../../../prisma/repositories/repositories.js';
import { freshDatabase } from '../../support/resources.js';
import { Browser } from './browser.js';
import { furnish, type Account } from './council.js';

/** The API as it is composed, on PostgreSQL of its own; only Temporal may be stood in for. */
export type TestApp = Readonly<{
  url: string;
  database: Database;
  /** What the log got, line by line. */
  log: string[];
  /** The engine's day: set it to live on another. */
  clock: { now: () => Date; set: (instant: string) => void };
  /** A visitor without an account. */
  visitor: () => Browser;
  signedIn: (account: Account) => Promise<Browser>;
  close: () => Promise<void>;
}>;

export type TestOptions = Readonly<{
  now?: string;
  mode?: Mode;
  /** Left out: facts are recorded by the real activity, without a workflow around it. */
  processes?: Processes;
  limits?: { all: number; signIn: number; clock: number };
  databaseUrl?: string;
  /** First days of the council's terms. */
  terms?: Calendar['terms'];
}>;

const NO_LIMITS = { all: 1_000_000, signIn: 1_000_000, clock: 1_000_000 };
const SECRET = 'a secret for tests only, 32 characters or more';
/** With which the council's mailbox hands over its mail. */
export const POST_TOKEN = 'a token for tests only, of 32 characters or more'.replaceAll(' ', '-');

export async function startTestApp({ now = '2026-03-02T09:00:00Z', mode = 'demo', limits = NO_LIMITS, terms = [], ...options }: TestOptions = {}): Promise<TestApp> {
  const given = options.databaseUrl === undefined ? await freshDatabase() : null;
  const database = openDatabase(given?.url ?? options.databaseUrl ?? '', { max: 4 });
  if (given !== null) await furnish(database.pool);
  const clock = { at: new Date(now), now: () => clock.at, set: (instant: string) => void (clock.at = new Date(instant)) };
  const log: string[] = [];
  const live = createLiveRules(database, { settings: DEFAULT_SETTINGS, calendar: { ...NO_CALENDAR, terms } }, clock);
  const council = Object.assign(live.rules(), { name: 'Invented Council' });
  const { app, close } = createApp({
    ...createRepositories(database, () => council),
    files: folderStore(join(tmpdir(), 'duly-documents', randomUUID())),
    processes: options.processes ?? recordingAtOnce(database, clock, live.rules),
    carryImport: async (ref) => {
      await bringIn(ref, { batches: createImportBatches(database), clock, rules: live.rules, start: null });
    },
    refreshRules: live.refresh,
    clock,
    council,
    secret: SECRET,
    mode,
    log: createLog('info', { write: (line) => void log.push(line) }),
    pool: database.pool,
    health: { database: () => pingDatabase(database), temporal: () => Promise.reject(new Error('not started')) },
    limits,
    session: { hours: 8, secure: false },
    trustProxy: 0,
    postToken: POST_TOKEN,
  });
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    database,
    log,
    clock,
    visitor: () => new Browser(url),
    signedIn: async (account) => {
      const browser = new Browser(url);
      await browser.signIn(account);
      return browser;
    },
    close: async () => {
      await stopServing(server, 1_000);
      close();
      await database.close();
      await given?.drop();
    },
  };
}

/** The activity that records, without the workflow that would call it: the same transaction, the same refusals. */
export function recordingAtOnce(database: Database, clock: { now: () => Date }, rules: () => Rules = () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR })): Processes {
  const { recordFacts } = createCaseActivities({ cases: createCases(database), clock, rules });
  return {
    record: async (caseRef, command) => {
      try {
        const { receipt } = await recordFacts({ caseRef, now: clock.now().toISOString(), command });
        return { kind: 'RECORDED', entry: receipt.entry };
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        const [details] = error.details ?? [];
        return { kind: 'REFUSED', code: error.type, ...(details as object) } as RecordResult;
      }
    },
  };
}

/** No worker answers: everything is taken and nothing recorded. */
export const nobodyAnswers: Processes = { record: () => Promise.resolve({ kind: 'PENDING' }) };
