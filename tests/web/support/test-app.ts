import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { ApplicationFailure } from '@temporalio/activity';
import { createCaseActivities } from '../../../activities/case/case-activities.js';
import { createApp } from '../../../api/app.js';
import { createLog } from '../../../api/http/log.js';
import type { Clock, Processes, RecordResult, UseCaseDeps } from '../../../api/ports.js';
import type { Mode } from '../../../api/use-cases/sign-in.js';
import { isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { londonInstant } from '../../../domain/dates/london.js';
import type { RefusalCode } from '../../../domain/sequence.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';
import { openDatabase, type Database } from '../../../prisma/database.js';
import { createCases } from '../../../prisma/repositories/cases.js';
import { createRepositories, pingDatabase } from '../../../prisma/repositories/repositories.js';
import type { CaseActivities } from '../../../workflows/case/messages.js';
import type { Demonstration } from '../../../web/site.js';
import { createWeb } from '../../../web/web.js';
import { freshDatabase } from '../../support/resources.js';
import { foundCouncil } from './council.js';

/** The whole HTTP side on a real PostgreSQL. The record's own transaction runs at once: workflows have tests of their own. */
export type TestApp = Readonly<{
  url: string;
  database: Database;
  useCases: UseCaseDeps;
  /** What the log has been told, line by line. */
  logged: readonly string[];
  /** Moves the day on which everything happens. */
  today: (day: string) => void;
  /** Whether a worker answers; without one a form is saved and waits. */
  workerAnswers: (answers: boolean) => void;
  /** Has the engine do what is due by now, as a wake would. */
  wake: (caseRef: string) => Promise<void>;
  close: () => Promise<void>;
}>;

export type TestAppOptions = Readonly<{ today: string; mode?: Mode; demonstration?: Demonstration }>;

const RULES = { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };
const PLENTY = 1_000_000;

export async function startTestApp({ today, mode = 'demo', demonstration }: TestAppOptions): Promise<TestApp> {
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url, { max: 5 });
  await foundCouncil(database);
  let day: IsoDate = isoDate(today);
  let answers = true;
  const clock: Clock = { now: () => new Date(londonInstant(day, '10:00')) };
  const activities = createCaseActivities({ cases: createCases(database), clock, rules: () => RULES });
  const processes: Processes = { record: (caseRef, command) => (answers ? recorded(activities, clock, caseRef, command) : Promise.resolve({ kind: 'PENDING' })) };
  const secret = randomUUID();
  const useCases: UseCaseDeps = { ...createRepositories(database, () => RULES), processes, clock, council: { name: 'Quayborough Council', ...RULES }, secret };
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const pages = createWeb({
    useCases,
    mode,
    demonstration: () => Promise.resolve(demonstration ?? null),
    report: (req, error) => req.log.error({ err: error }, 'page failed'),
  });
  const { app, close } = createApp({
    ...useCases,
    mode,
    log,
    pool: database.pool,
    health: { database: () => pingDatabase(database), temporal: () => Promise.resolve() },
    limits: { all: PLENTY, signIn: PLENTY, clock: PLENTY },
    session: { hours: 8, secure: false },
    trustProxy: 0,
    pages,
  });
  const server = await listening(app.listen(0, '127.0.0.1'));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    database,
    useCases,
    logged,
    today: (to) => {
      day = isoDate(to);
    },
    workerAnswers: (now) => {
      answers = now;
    },
    wake: async (caseRef) => {
      await activities.performDue({ caseRef, now: clock.now().toISOString() });
    },
    close: async () => {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
      close();
      await database.close();
      await fresh.drop();
    },
  };
}

async function recorded(activities: CaseActivities, clock: Clock, caseRef: string, command: Parameters<Processes['record']>[1]): Promise<RecordResult> {
  try {
    const { receipt } = await activities.recordFacts({ caseRef, now: clock.now().toISOString(), command });
    return { kind: 'RECORDED', entry: receipt.entry };
  } catch (error) {
    if (!(error instanceof ApplicationFailure) || typeof error.type !== 'string') throw error;
    const [details] = (error.details ?? []) as readonly { notBefore?: IsoDate }[];
    return { kind: 'REFUSED', code: error.type as RefusalCode, ...(details?.notBefore === undefined ? {} : { notBefore: details.notBefore }) };
  }
}

const listening = (server: Server): Promise<Server> =>
  new Promise((done, fail) => {
    server.once('listening', () => done(server)).once('error', fail);
  });
