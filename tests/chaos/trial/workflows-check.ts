// Every open record has its workflow, which knows what the tables know; every ended one has none; the tables are what the law says.
import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError, defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { projectionOf } from '../../../activities/case/projection.js';
import { standingOf, unclaimed } from '../../../activities/case/standing.js';
import type { Claimed } from '../../../domain/agenda.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { londonDay, type Instant } from '../../../domain/dates/london.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';
import type { Database } from '../../../prisma/database.js';
import { dutyRows } from '../../../prisma/repositories/duty-rows.js';
import { claimedOf, factsOf } from '../../../prisma/repositories/facts-of.js';
import { canonicalJson } from '../../../prisma/repositories/journal-chain.js';
import type { CaseState, Recorded } from '../../../workflows/case/messages.js';
import { processOf } from '../../../workflows/case/process-of.js';
import type { Fault, Finding } from './verdict.js';

type Row = Readonly<{
  ref: string; owner: string | null; openedAt: Instant; importedOn: IsoDate | null; stage: string | null; outcome: string | null; wakeAt: Instant | null; progress: object | null; facts: readonly Fact[];
  /** Of the last entry that a workflow makes: acts of delivery are none. */
  last: number; hashes: readonly string[]; claimed: readonly Claimed[];
}>;

const AT_ONCE = 8;
const RULES = { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };

export async function faultsOfWorkflows(database: Database, client: Client, now = new Date()): Promise<Finding> {
  const rows = await recordsOf(database);
  const waiting = [...rows];
  const faults: Fault[] = [];
  let running = 0;
  const work = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      faults.push(...faultsOfTables(row, now));
      const seen = await lookAt(client, row.ref);
      if (seen.isRunning) running += 1;
      faults.push(...faultsBetween(row, seen, now));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { counts: { 'open records': rows.filter(({ outcome }) => outcome === null).length, 'running workflows': running }, faults };
}

async function recordsOf({ pool }: Database): Promise<readonly Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT ref, owner_ref AS owner, opened_at AS "openedAt", imported_on AS "importedOn", stage, outcome, wake_at AS "wakeAt", progress, ${factsOf('r.ref')} AS facts,
       coalesce((SELECT max(position) FROM journal_entry WHERE record_ref = r.ref AND (kind = 'fact' OR payload ? 'rung')), 0) AS last,
       coalesce((SELECT jsonb_agg(content_hash ORDER BY content_hash) FROM duty WHERE record_ref = r.ref AND recorded_to IS NULL), '[]') AS hashes,
       coalesce(${claimedOf('r.ref')}, '[]') AS claimed
     FROM case_record r ORDER BY ref`,
  );
  return rows;
}

/** The tables beside what the journal alone derives. */
function faultsOfTables(row: Row, now: Date): Fault[] {
  const projection = projectionOf(row.facts, londonDay(now.toISOString()), RULES, row.claimed);
  const derived = dutyRows(row.ref, projection.duties).map(({ contentHash }) => contentHash).sort();
  const standing = standingOf(row, row.facts, projection, unclaimed(projection, row.claimed), now.toISOString());
  const differing = (['stage', 'outcome', 'wakeAt'] as const).filter((field) => standing[field] !== row[field]);
  const isOverdue = row.outcome === null && row.wakeAt !== null && Date.parse(row.wakeAt) < now.getTime() - 60_000;
  return [
    ...(derived.join() === row.hashes.join() ? [] : [{ kind: 'duties differ', who: row.ref, what: 'its duties are not those that its journal derives' }]),
    ...differing.map((field) => ({ kind: 'standing differs', who: row.ref, what: `${field} is ${String(row[field])}; its journal says ${String(standing[field])}` })),
    ...(isOverdue ? [{ kind: 'nobody woke', who: row.ref, what: `what was due at ${row.wakeAt} is not done` }] : []),
  ];
}

type Seen = Readonly<{ isThere: boolean; isRunning: boolean; state: CaseState | null; firesAt: number | null; isBusy: boolean }>;

async function lookAt(client: Client, caseRef: string): Promise<Seen> {
  const handle = client.workflow.getHandle(processOf(caseRef).workflowId);
  try {
    const { status, raw } = await handle.describe();
    const { events } = await handle.fetchHistory();
    const isBusy = (raw.pendingActivities?.length ?? 0) > 0 || (raw.pendingWorkflowTask ?? null) !== null;
    return { isThere: true, isRunning: status.name === 'RUNNING', state: lastState(events ?? []), firesAt: timerOf(events ?? []), isBusy };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    return { isThere: false, isRunning: false, state: null, firesAt: null, isBusy: false };
  }
}

type Events = readonly temporal.api.history.v1.IHistoryEvent[];

/** What the workflow knows: the state of the highest entry, of equals the later. */
function lastState(events: Events): CaseState | null {
  const answers = events.flatMap(({ activityTaskCompletedEventAttributes: completed }) => completed?.result?.payloads?.[0] ?? []);
  const states = answers.map((payload) => defaultPayloadConverter.fromPayload<CaseState | Recorded>(payload)).map((answer) => ('state' in answer ? answer.state : answer));
  return states.reduce<CaseState | null>((last, state) => (last === null || state.asOf >= last.asOf ? state : last), null);
}

/** When its timer fires; null where none is outstanding. */
function timerOf(events: Events): number | null {
  const over = new Set(events.flatMap(({ timerFiredEventAttributes: fired, timerCanceledEventAttributes: cancelled }) => [fired, cancelled].flatMap((one) => (one ? [String(one.startedEventId)] : []))));
  const open = events.findLast(({ timerStartedEventAttributes, eventId }) => timerStartedEventAttributes && !over.has(String(eventId)));
  const seconds = open?.timerStartedEventAttributes?.startToFireTimeout;
  return open === undefined ? null : Number(open.eventTime?.seconds ?? 0) * 1_000 + Number(seconds?.seconds ?? 0) * 1_000 + (seconds?.nanos ?? 0) / 1e6;
}

/** Milliseconds between the instant asked for and the timer's: the server rounds, and a task takes its time. */
const ABOUT = 15_000;

function faultsBetween(row: Row, seen: Seen, now: Date): Fault[] {
  const fault = (kind: string, what: string): Fault[] => [{ kind, who: row.ref, what }];
  if (row.outcome !== null) return seen.isRunning ? fault('needless workflow', `the record has ended (${row.outcome}), and its workflow runs`) : [];
  if (!seen.isRunning) return fault('missing workflow', `the record is open, and its workflow ${seen.isThere ? 'has ended' : 'was never started'}`);
  if (seen.isBusy) return fault('restless workflow', 'it has work in hand, though nothing is left to do');
  if (seen.state === null) return fault('workflow differs', 'it has never read its record');
  const { state } = seen;
  const differs = (name: string, known: unknown, written: unknown): Fault[] => (canonicalJson(known) === canonicalJson(written) ? [] : fault('workflow differs', `it knows ${name} ${canonicalJson(known)}; the tables say ${canonicalJson(written)}`));
  return [
    ...(state.asOf < row.last ? fault('workflow differs', `it knows entry ${state.asOf}; the journal goes to ${row.last}`) : []),
    ...differs('the outcome', state.outcome, row.outcome),
    ...differs('the next wake', state.next?.wakeAt ?? null, row.wakeAt),
    ...differs('the progress', state.progress, row.progress),
    ...(row.wakeAt !== null && Date.parse(row.wakeAt) > now.getTime() && Math.abs((seen.firesAt ?? 0) - Date.parse(row.wakeAt)) > ABOUT ? fault('workflow differs', `it sleeps until ${seen.firesAt === null ? 'nothing' : new Date(seen.firesAt).toISOString()}; the tables say ${row.wakeAt}`) : []),
  ];
}
