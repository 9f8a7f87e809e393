import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import type { Progress } from '../../domain/progress.js';

/** What a case's workflow is told and answers: references, days and codes; never a name, a birth date or free text. */

/** A fact ready for the journal: its day derived, its free text moved to a note, its id still to be given. */
export type DatedFact = ToldFact & Readonly<{ on: IsoDate }>;

/** Facts to record together: all of them or none. */
export type RecordCommand = Readonly<{
  /** The idempotency key: the same id is recorded once and answered alike. */
  commandId: string;
  /** Who records: a staff reference. */
  actor: string;
  facts: readonly DatedFact[];
  /** The last entry its sender had seen: a later fact refuses the command. */
  ifEntry?: number;
}>;

/** `entry`: journal position of the command's last fact. */
export type Receipt = Readonly<{ entry: number }>;

/** What a workflow knows of its case between two events; PostgreSQL has the rest. */
export type CaseState = Readonly<{
  /** Journal position this was read at; -1 before the first reading. */
  asOf: number;
  /** What the sequence rules need; null when unread, and while there is no fact. */
  progress: Progress | null;
  next: Readonly<{ wakeAt: Instant }> | null;
  /** For plans, the open review cycle: a run lasts as long as it. */
  cycle: string | null;
  /** How the case ended; null while a duty is owed or a window open. */
  outcome: string | null;
}>;

export type Recorded = Readonly<{
  receipt: Receipt;
  state: CaseState;
  /** The plan that these facts of an assessment made or changed: its own process is started, or told. */
  plan?: string;
}>;

/** `now` is the workflow's time: a host whose clock is slow would find nothing due. */
export type Here = Readonly<{ caseRef: string; now: string }>;
export type RecordFactsInput = Here & Readonly<{ command: RecordCommand }>;

/** What a case needs done in the world. Each is one short transaction, safe to repeat. */
export type CaseActivities = Readonly<{
  readCase: (input: Here) => Promise<CaseState>;
  recordFacts: (input: RecordFactsInput) => Promise<Recorded>;
  performDue: (input: Here) => Promise<CaseState>;
}>;

export const recordFactsUpdate = defineUpdate<Receipt, [RecordCommand]>('recordFacts');

/** Settings, calendar or owner changed: read the case again. */
export const agendaChangedSignal = defineSignal('agendaChanged');
