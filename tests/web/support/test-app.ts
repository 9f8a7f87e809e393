import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { bringIn } from '../../../activities/backlog/bring-in.js';
import { createCaseActivities } from '../../../activities/case/case-activities.js';
import { createApp, type AppDeps } from '../../../api/app.js';
import { createLog } from '../../../api/http/log.js';
import type { Clock, Processes, UseCaseDeps } from '../../../api/ports.js';
import { secondCorrection } from '../../../api/use-cases/commands.js';
import { recordFacts } from '../../../api/use-cases/record-facts.js';
import { requestAssessment } from '../../../api/use-cases/request-assessment.js';
import type { Mode } from '../../../api/use-cases/sign-in.js';
import { isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { londonDay, londonInstant } from '../../../domain/dates/london.js';
import type { ToldFact } from '../../../domain/facts/fact.js';
import { anyFact } from '../../../domain/facts/schema.js';
import { DEFAULT_SETTINGS, NO_CALENDAR, type Calendar } from '../../../domain/settings.js';
import { readCouncil, readLetters } from '../../../config/letters.js';
import { sendLists } from '../../../activities/review-lists/send-lists.js';
import { createListWriter } from '../../../activities/review-lists/words.js';
import { folderStore } from '../../../config/documents.js';
import { openDatabase, type Database } from '../../../prisma/database.js';
import { createCases } from '../../../prisma/repositories/cases.js';
import { createLiveRules } from '../../../prisma/repositories/council-rules.js';
import { createImportBatches } from '../../../prisma/repositories/import-batch.js';
import { createRepositories, pingDatabase } from '../../../prisma/repositories/repositories.js';
import type { Demonstration, DrawPdf, SentFiles } from '../../../web/site.js';
import { createWeb } from '../../../web/web.js';
import { freshDatabase } from '../../support/resources.js';
import { nobodyAnswers, recordingAtOnce } from '../../api/support/app.js';
import { ACCOUNTS, foundCouncil, type Account } from './council.js';

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
  /** A case of the caseworker's whose request came on that day. @returns its reference */
  openCase: (receivedOn: string, name?: string) => Promise<string>;
  /** Records facts, together, as the manager unless another is named. */
  record: (caseRef: string, facts: readonly Readonly<Record<string, unknown>>[], as?: Account) => Promise<void>;
  /** Takes an entry out again: the manager corrects, the director agrees. @param entry its id, as `j4` */
  correct: (caseRef: string, entry: string) => Promise<void>;
  /** How many facts the record's journal holds. */
  countFacts: (caseRef: string) => Promise<number>;
  /** Has the engine do what is due by now, as a wake would. */
  wake: (caseRef: string) => Promise<void>;
  close: () => Promise<void>;
}>;

export type TestAppOptions = Readonly<{
  today: string;
  mode?: Mode;
  demonstration?: Demonstration;
  /** Left out: the real transaction records at once, without a workflow around it. */
  processes?: Processes;
  /** What was sent, as the demonstration keeps it. */
  sentFiles?: SentFiles;
  /** Draws papers as PDFs; without it none is offered. */
  drawPdf?: DrawPdf;
  /** Tells delivery that something was queued; nobody, where left out. */
  nudgeDelivery?: () => void;
  /** The council's terms, with the first and last day of each; none where left out. */
  terms?: Calendar['terms'];
  /** Requests a minute; as many as a test likes where left out. */
  limits?: AppDeps['limits'];
}>;

const PLENTY = 1_000_000;

export async function startTestApp({
  today,
  mode = 'demo',
  demonstration,
  processes: given,
  nudgeDelivery,
  sentFiles,
  drawPdf = null,
  terms = [],
  limits = { all: PLENTY, signIn: PLENTY, clock: PLENTY },
}: TestAppOptions): Promise<TestApp> {
  const base = { settings: DEFAULT_SETTINGS, calendar: { ...NO_CALENDAR, terms } };
  const fresh = await freshDatabase();
  const database = openDatabase(fresh.url, { max: 5 });
  await foundCouncil(database);
  let day: IsoDate = isoDate(today);
  let answers = true;
  const clock: Clock = { now: () => new Date(londonInstant(day, '10:00')) };
  const live = createLiveRules(database, base, clock);
  const activities = createCaseActivities({ cases: createCases(database), clock, rules: live.rules });
  const working = given ?? recordingAtOnce(database, clock, live.rules);
  const processes: Processes = {
    record: (caseRef, command) => (answers ? working : nobodyAnswers).record(caseRef, command),
  };
  const secret = randomUUID();
  const useCases: UseCaseDeps = {
    ...createRepositories(database, live.rules),
    files: folderStore(join(tmpdir(), 'duly-documents', randomUUID())),
    processes,
    carryImport: async (ref) => {
      if (!answers) throw new Error('nobody answers');
      await bringIn(ref, { batches: createImportBatches(database), clock, rules: live.rules, start: null });
    },
    carryLists: async (lists) => {
      if (!answers) throw new Error('nobody answers');
      await sendLists(lists, { ...createRepositories(database, live.rules), processes, write: createListWriter({ template: readLetters()['review-list'], council: readCouncil('Quayborough Council') }), clock, rules: live.rules });
    },
    ...(nudgeDelivery === undefined ? {} : { nudgeDelivery }),
    clock,
    refreshRules: live.refresh,
    council: Object.assign(live.rules(), { name: 'Quayborough Council' }),
    secret,
  };
  const logged: string[] = [];
  const log = createLog('info', { write: (line) => void logged.push(line) });
  const pages = createWeb({
    useCases,
    mode,
    demonstration: () => Promise.resolve(demonstration ?? null),
    ...(sentFiles === undefined ? {} : { sentFiles }),
    drawPdf,
    report: (req, error) => req.log.error({ err: error }, 'page failed'),
  });
  const { app, close } = createApp({
    ...useCases,
    mode,
    log,
    pool: database.pool,
    health: { database: () => pingDatabase(database), temporal: () => Promise.resolve() },
    limits,
    session: { hours: 8, secure: false },
    trustProxy: 0,
    pages,
  });
  const server = await listening(app.listen(0, '127.0.0.1'));
  server.keepAliveTimeout = 75_000; // as in production: none is closed under a request on its way
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
    openCase: (receivedOn, name = 'Wren') => openCase(useCases, receivedOn, name),
    record: (caseRef, facts, as = 'manager') => record(useCases, caseRef, facts, as),
    correct: (caseRef, entry) => correct(useCases, caseRef, entry, day),
    countFacts: async (caseRef) => {
      const { rows } = await database.pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM journal_entry WHERE record_ref = $1 AND kind = 'fact'`,
        [caseRef],
      );
      return rows[0]?.count ?? 0;
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

const listening = (server: Server): Promise<Server> =>
  new Promise((done, fail) => {
    server.once('listening', () => done(server)).once('error', fail);
  });

async function openCase(useCases: UseCaseDeps, receivedOn: string, name: string): Promise<string> {
  const outcome = await requestAssessment(useCases, await member(useCases, 'caseworker'), {
    commandId: randomUUID(),
    child: {
      givenName: name,
      familyName: 'Testchild',
      bornOn: isoDate('2016-03-27'),
      setting: 'T-QUAYS1DE',
      person: { name: 'Robin Testchild', relation: 'mother' },
    },
    request: anyFact.parse({ type: 'request-received', by: 'parent', on: receivedOn }) as Extract<
      ToldFact,
      { type: 'request-received' }
    >,
  });
  return outcome.caseRef;
}

async function record(
  useCases: UseCaseDeps,
  caseRef: string,
  facts: readonly Readonly<Record<string, unknown>>[],
  as: Account,
): Promise<void> {
  const outcome = await recordFacts(useCases, await member(useCases, as), {
    caseRef,
    commandId: randomUUID(),
    facts: facts.map((fact) => anyFact.parse(fact)),
  });
  if (outcome.kind !== 'RECORDED') throw new Error(`not recorded but ${outcome.kind}`);
}

async function correct(useCases: UseCaseDeps, caseRef: string, entry: string, on: IsoDate): Promise<void> {
  const outcome = await recordFacts(useCases, await member(useCases, 'manager'), {
    caseRef,
    commandId: randomUUID(),
    facts: [anyFact.parse({ type: 'correction', on, corrects: entry, replacement: null, reason: 'Recorded by mistake' })],
  });
  if (outcome.kind === 'RECORDED') return;
  if (outcome.kind !== 'AWAITING_SECOND_PERSON') throw new Error(`neither corrected nor is a second person asked but ${outcome.kind}`);
  const agreed = await secondCorrection(useCases, await member(useCases, 'director'), outcome.commandId, true);
  if (agreed.kind !== 'RECORDED') throw new Error(`not corrected but ${agreed.kind}`);
}

async function member(useCases: UseCaseDeps, who: Account) {
  const found = await useCases.staff.byAccount(ACCOUNTS[who], londonDay(useCases.clock.now().toISOString()));
  if (found === null) throw new Error(`nobody signs in as ${who}`);
  return found;
}
