import { randomUUID } from 'node:crypto';
import { Worker, type NativeConnection } from '@temporalio/worker';
import type { DataConverter } from '@temporalio/common';
import { createImportActivities } from '../activities/backlog/import-activities.js';
import { toldFailures } from '../activities/failure.js';
import type { RunningProcesses } from '../activities/watch/processes-run.js';
import { createWatchActivities } from '../activities/watch/watch-activities.js';
import { createWeeklyReportActivities } from '../activities/weekly-report/report-activities.js';
import type { SendReportDeps } from '../activities/weekly-report/send.js';
import { createReviewListActivities } from '../activities/review-lists/list-activities.js';
import type { SendListsDeps } from '../activities/review-lists/send-lists.js';
import { createCaseActivities, type CaseDeps } from '../activities/case/case-activities.js';
import type { Database } from '../prisma/database.js';
import type { DrawDeps } from '../api/use-cases/audit-draws.js';
import { createAuditFrameworks } from '../prisma/repositories/audit-frameworks.js';
import { createAuditStock } from '../prisma/repositories/audit-stock.js';
import { createAudits } from '../prisma/repositories/audits.js';
import { createCaseReads } from '../prisma/repositories/case-reads.js';
import { createCommands } from '../prisma/repositories/commands.js';
import { createReviewLists } from '../prisma/repositories/review-lists.js';
import { normsOf } from '../domain/settings.js';
import { createImportBatches } from '../prisma/repositories/import-batch.js';
import { createFeedbackAsking } from '../prisma/repositories/feedback-asking.js';
import { createCases } from '../prisma/repositories/cases.js';
import { createLadders } from '../prisma/repositories/ladders.js';
import { createRedExplanations } from '../prisma/repositories/red-explanations.js';
import { createReportMails } from '../prisma/repositories/report-mail.js';
import { createReportReaders } from '../prisma/repositories/report-readers.js';
import { createReports } from '../prisma/repositories/reports.js';
import { createWatch } from '../prisma/repositories/watch.js';

export type WorkerParts = Readonly<{
  connection: NativeConnection;
  namespace: string;
  dataConverter?: DataConverter;
  database: Database;
  taskQueue: string;
  /** File of the workflow bundle. */
  bundle: string;
  /** Sleeping cases need no cache: a miss replays in tens of milliseconds. */
  maxCachedWorkflows?: number;
  /** Starts the workflow of a record that was brought in; left out, this worker brings no files in. */
  startRecord?: (recordRef: string) => Promise<unknown>;
  /** How a term's lists of reviews are worded and recorded; left out, this worker sends none. */
  lists?: Pick<SendListsDeps, 'write' | 'processes'>;
  /** How the weekly report's mail is worded; left out, this worker makes none. */
  writeReport?: SendReportDeps['write'];
  /** Hears of what failed, before it is tried again: for the log, which knows what it may write. */
  report?: (step: string, error: unknown) => void;
  /** Temporal's own list of what runs; left out, this worker does not watch. */
  running?: RunningProcesses;
}> &
  Omit<CaseDeps, 'cases'>;

const MAX_CACHED_WORKFLOWS = 350; // about 0.6 MB each: 20,000 live records keep a worker under 1 GB

/** A worker for cases: their workflows, and the activities that write them down. Its `run` ends by `shutdown` or a signal. */
export function createCaseWorker(parts: WorkerParts): Promise<Worker> {
  const { connection, namespace, dataConverter, database, taskQueue, bundle, maxCachedWorkflows = MAX_CACHED_WORKFLOWS, startRecord, lists, writeReport, running, ...deps } = parts;
  return Worker.create({
    connection,
    namespace,
    dataConverter,
    taskQueue,
    workflowBundle: { codePath: bundle },
    activities: {
      ...createCaseActivities({ ...deps, cases: createCases(database) }),
      ...(lists === undefined ? {} : createReviewListActivities({ ...deps, ...lists, reviewLists: createReviewLists(database), commands: createCommands(database), cases: createCaseReads(database, deps.rules) })),
      ...(writeReport === undefined ? {} : createWeeklyReportActivities({ ...deps, write: writeReport, mails: createReportMails(database), reports: createReports(database), explained: createRedExplanations(database), readers: createReportReaders(database), ladders: createLadders(database), norms: () => normsOf(deps.rules().settings) })),
      ...(running === undefined ? {} : createWatchActivities({ ...deps, processes: running, cases: createCases(database), watch: createWatch(database), reports: createReports(database), feedback: createFeedbackAsking(database), drawing: drawingWith(database, deps) })),
      ...(startRecord === undefined ? {} : createImportActivities({ batches: createImportBatches(database), clock: deps.clock, rules: deps.rules, start: startRecord })),
    },
    interceptors: { activity: [toldFailures(deps.report)] },
    maxCachedWorkflows,
    shutdownGraceTime: '30s',
  });
}

/** What is drawn is kept with its commands, which the sweeper sends as it does all that was accepted and is not recorded. */
const drawingWith = (database: Database, { clock, rules }: Pick<CaseDeps, 'clock' | 'rules'>): DrawDeps => ({
  audits: createAudits(database), auditFrameworks: createAuditFrameworks(database), auditStock: createAuditStock(database), commands: createCommands(database), cases: createCaseReads(database, rules), clock,
  council: { get calendar() { return rules().calendar; } },
  processes: { record: () => Promise.resolve({ kind: 'PENDING' }) },
  secret: randomUUID(), // what the engine sends comes once, under a key of its own
});
