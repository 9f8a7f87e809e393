import { Context } from '@temporalio/activity';
import { Worker } from '@temporalio/worker';
import { createDeliveryActivities, type DeliveryDeps } from '../activities/delivery/delivery-activities.js';
import type { LinkFor } from '../activities/delivery/attempts.js';
import { createDigestWriter } from '../activities/delivery/digest-words.js';
import { toldFailures } from '../activities/failure.js';
import { createPace } from '../activities/delivery/pace.js';
import { createListWriter, type WriteList } from '../activities/review-lists/words.js';
import { createReportWriter, type WriteReport } from '../activities/weekly-report/words.js';
import { createWriter } from '../activities/delivery/words.js';
import { readCouncil, readLetters } from '../config/letters.js';
import { openChannels } from '../config/channels/open-channels.js';
import type { DeliveryEnvironment } from '../config/delivery.js';
import type { Database } from '../prisma/database.js';
import { leadsTo } from '../domain/feedback/asking.js';
import { createDigests } from '../prisma/repositories/digests.js';
import { createLinks } from '../prisma/repositories/links.js';
import { createOutbox } from '../prisma/repositories/outbox.js';
import { deliveryQueue } from '../workflows/delivery/messages.js';
import type { WorkerParts } from './compose.js';
import { createPostman, type Postman } from './postman.js';
import { nowOf } from '../api/now.js';

/** Batches a second at most, of one queue: messages have a pace of their own. */
const ACTIVITIES_A_SECOND = 20;

export type DeliveryParts = Pick<WorkerParts, 'connection' | 'namespace' | 'dataConverter' | 'database' | 'taskQueue' | 'bundle'> & Omit<DeliveryDeps, 'outbox' | 'digests' | 'heartbeat' | 'isStopping'>;

/** A worker for what leaves the house, on a queue of its own: a jam of mail never delays a fact. */
export function createDeliveryWorker(parts: DeliveryParts): Promise<Worker> {
  const { connection, namespace, dataConverter, database, taskQueue, bundle, ...deps } = parts;
  return Worker.create({
    connection, namespace, dataConverter,
    taskQueue: deliveryQueue(taskQueue),
    workflowBundle: { codePath: bundle },
    activities: createDeliveryActivities({
      ...deps,
      outbox: createOutbox(database),
      digests: createDigests(database),
      heartbeat: heartbeatSparingly,
      isStopping: () => Context.current().cancellationSignal.aborted,
    }),
    interceptors: { activity: [toldFailures(deps.report)] },
    maxCachedWorkflows: 10,
    maxConcurrentActivityTaskExecutions: 4,
    maxTaskQueueActivitiesPerSecond: ACTIVITIES_A_SECOND,
    shutdownGraceTime: '30s',
  });
}

/** Delivers what this process has queued, beside the worker above: by the same steps and at the same pace. */
export function createPostmanOf({ database, report, ...deps }: Omit<DeliveryDeps, 'outbox' | 'digests' | 'heartbeat' | 'isStopping'> & Pick<DeliveryParts, 'database'>): Postman {
  return createPostman({
    steps: (isStopping) => createDeliveryActivities({ ...deps, ...(report === undefined ? {} : { report }), outbox: createOutbox(database), digests: createDigests(database), isStopping, waitsForOthers: true }),
    report: (error) => report?.('deliver', error),
  });
}

const QUIET = 15_000; // milliseconds, well within the activity's heartbeat timeout

/** Each heartbeat is billed: an activity that is soon over gives none; of later ones the SDK lets one through in 36 seconds. */
function heartbeatSparingly(): void {
  const { info, heartbeat } = Context.current();
  if (Date.now() - info.currentAttemptScheduledTimestampMs > QUIET) heartbeat();
}

/** What an environment says, as the activities take it. @throws BadLetters naming every fault of the council's letters */
export function deliveryOf(environment: DeliveryEnvironment, database: Database, { clock, rules }: Pick<DeliveryDeps, 'clock' | 'rules'>): Pick<DeliveryDeps, 'channels' | 'linkFor' | 'write' | 'writeDigest' | 'pace'> {
  const { publicUrl, council, perSecond } = environment;
  const words = { letters: readLetters(), council: readCouncil(council), publicUrl };
  return {
    channels: openChannels(environment),
    linkFor: linksTo(database, publicUrl, clock),
    write: createWriter({ ...words, rules }),
    writeDigest: createDigestWriter(words),
    pace: createPace(perSecond),
  };
}

/** The email that leads to a term's list of reviews. @throws BadLetters as `deliveryOf` */
export const listWriterOf = ({ council }: DeliveryEnvironment): WriteList => createListWriter({ template: readLetters()['review-list'], council: readCouncil(council) });

/** The mail that leads to the weekly report. @throws BadLetters as `deliveryOf` */
export const reportWriterOf = ({ council, publicUrl }: DeliveryEnvironment): WriteReport => createReportWriter({ letters: readLetters(), council: readCouncil(council), publicUrl });

/** A way in without an account, made afresh for each attempt: its token stands in the message and nowhere else. */
export function linksTo(database: Database, publicUrl: string, clock: DeliveryDeps['clock']): LinkFor {
  const links = createLinks(database);
  return async ({ recordRef, letter, toKind, toRef, channel }) => {
    if (recordRef === null || channel !== 'email') return null; // the code that opens it goes to an email address
    if (toKind !== 'person' && toKind !== 'child' && toKind !== 'adviser' && toKind !== 'setting') return null;
    const now = nowOf({ clock });
    const token = await links.issue({ recordRef, forKind: toKind, forRef: toRef, now, ...leadsTo(letter, now) });
    return `${publicUrl}/a/${token}`;
  };
}
