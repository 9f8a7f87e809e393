import { addDays, type IsoDate } from '../dates/iso-date.js';
import { londonInstant, type Instant } from '../dates/london.js';
import type { DeadlineOutcome, DutyKind, ExceptionFinding } from '../duty.js';
import type { DutyCode } from '../duty-codes.js';
import type { AdviserRole } from '../facts/fact.js';
import type { Stage } from '../stages.js';

/**
 * What the weekly report counts, one item at a time, as it was known at the end of a day. All its figures are sums over these, so
 * that each opens to its cases. `days` and `took` are calendar days, `week` weeks before the day (0: the seven days that end on it).
 */

/** A report knows what was written down before this instant: midnight after its day. */
export const knownUntil = (day: IsoDate): Instant => londonInstant(addDays(day, 1), '00:00');

/** An assessment nobody has ended yet. */
export type Open = Readonly<{ block: 'open'; stage: Stage; /** Since the request counts as received. */ days: number }>;

export const WAYS_IN = ['new', 'brought-in', 'reopened'] as const;
export const WAYS_OUT = ['plan-issued', 'refused', 'withdrawn'] as const;
export type Way = (typeof WAYS_IN)[number] | (typeof WAYS_OUT)[number];

/** An assessment that came into the open ones, or left them, in the week. */
export type Flow = Readonly<{ block: 'flow'; way: Way }>;

/** A deadline still owed. `days` counts from its last day in time: late where above 0. */
export type Owed = Readonly<{ block: 'owed'; code: DutyCode; /** Of the adviser it is owed by; null for other duties. */ role: AdviserRole | null; kind: DutyKind; days: number; excused: boolean }>;

/** A deadline met, late or not, since the turn of the year or in the last twelve weeks. */
export type Done = Readonly<{
  block: 'done'; code: DutyCode; role: AdviserRole | null; week: number; inYear: boolean;
  outcome: Exclude<DeadlineOutcome, 'pending' | 'not-owed'>;
  /** From the day its time began to run. */
  took: number;
  /** Of final plans: whether an exception that qualifies was recorded, for the DfE's second way of counting. */
  excepted: boolean;
  /** Of final plans of the last twelve weeks: how the assessment stood when those began; null where its twenty weeks are not over yet, and of all else. */
  stood: StoodBefore | null;
}>;

/** Whether an assessment's twenty weeks were over when the last twelve began, or ended in them. */
export const STOOD_BEFORE = ['already-late', 'came-due'] as const;
export type StoodBefore = (typeof STOOD_BEFORE)[number];

/** A review meeting held in the last twelve weeks. */
export type Held = Readonly<{ block: 'held'; week: number }>;

/** A record somebody holds, or nobody. `late`: a statutory deadline of the council's own has passed undone. */
export type Load = Readonly<{ block: 'load'; owner: string | null; process: 'assessment' | 'plan'; stage: Stage; late: boolean }>;

/** An exception recorded against a deadline that is owed, or was met in the time `done` covers. */
export type Excepted = Readonly<{ block: 'exception'; code: DutyCode; ground: ExceptionFinding['ground']; qualifies: boolean }>;

/** Looked for by norms of their own beside the stages'; calendar days. A report whose norms do not name one, as of before it was looked for, has none of it. */
export const NORMED_SILENCES = ['owner-away', 'dead-address', 'not-acknowledged', 'not-finalised'] as const;
export type NormedSilence = (typeof NORMED_SILENCES)[number];

/** Why a record is silent, the first to see to first. */
export const SILENCES = ['no-owner', 'owner-left', ...NORMED_SILENCES, 'no-fact'] as const;
export type Silence = (typeof SILENCES)[number];

/**
 * A record gone quiet, once for each reason that holds: held by nobody, by somebody who left, or who is away without cover; a letter
 * that did not arrive and nobody sees to; an escalation nobody answers; a sent draft without its final plan; no fact for longer than
 * its stage's norm. @source needs.md N10
 */
export type Silent = Readonly<{
  block: 'silent';
  reason: Silence;
  stage: Stage;
  /**
   * How long it has been so. Of an absence since it began, its first day counted; of a letter since the day somebody was to see to it;
   * of an escalation since the last day to answer it; of a draft since the family's days ended; else since the last fact was written down.
   */
  days: number;
  /** The first of its record's reasons: so many are the records. */
  first: boolean;
}>;

/** Why a step is late, as its caseworker said in the last twelve weeks. */
export type Caused = Readonly<{ block: 'cause'; code: DutyCode; cause: string; week: number }>;

export type ItemOf = Open | Flow | Owed | Done | Held | Load | Excepted | Silent | Caused;
export type Block = ItemOf['block'];

/** An item with the record it is of, and the adviser or setting where it is about one. */
export type Item = ItemOf & Readonly<{ ref: string; team: string; subject: string | null }>;

/** So many items that are alike in all but their records. */
export type Counted = ItemOf & Readonly<{ team: string; n: number }>;

export const BLOCKS: readonly Block[] = ['open', 'flow', 'owed', 'done', 'held', 'load', 'exception', 'silent', 'cause'];

/** Stages in which an assessment is open: nobody has ended it. */
export const OPEN_STAGES: readonly Stage[] = ['considering', 'assessing', 'deciding-to-issue', 'drafting', 'hearing-representations', 'finalising', 'reopened'];
/** Stages of a plan in force. */
export const IN_FORCE: readonly Stage[] = ['maintaining', 'reviewing', 'amending', 'reassessing', 'ceasing'];

/** Deadlines whose meeting is counted, from one of twelve weeks to the whole year. */
export const COUNTED_WHEN_DONE: readonly DutyCode[] = [
  'decide-to-assess', 'give-advice', 'decide-to-issue', 'issue-final-plan', 'complete-review', 'send-review-report', 'decide-after-review', 'issue-amended-plan', 'amend-for-phase-transfer',
  'order-notify-assess', 'order-refuse-plan', 'order-issue-final', 'order-send-draft', 'order-amend', 'order-name-setting', 'order-reconsider', 'carry-out-agreement', 'respond-to-appeal',
];

/** Older weeks of the year stand together. */
export const WEEKS_APART = 12;
export const DAYS_APART = WEEKS_APART * 7;

/** Days of waiting that put an assessment among those that came due in the last twelve weeks; beyond, it was late already. */
export const CAME_DUE = { from: 20 * 7 + 1, to: 20 * 7 + DAYS_APART } as const;

/** Calendar days beyond which a record counts as silent: without a fact, by its stage; or by one of the kinds that have a norm of their own. What is not named never does. A setting. */
export type SilenceNorms = Readonly<Partial<Record<Stage | NormedSilence, number>>>;

/** The reasons a report by these norms looks for. */
export const silencesBy = (norms: SilenceNorms): readonly Silence[] => SILENCES.filter((reason) => !isNormed(reason) || norms[reason] !== undefined);
const isNormed = (reason: Silence): reason is NormedSilence => (NORMED_SILENCES as readonly Silence[]).includes(reason);

/** Counts items alike in everything but their records, in a stable order. */
export function counted(items: readonly Item[]): Counted[] {
  const sums = new Map<string, Counted>();
  for (const { ref: _ref, subject: _subject, ...rest } of items) {
    const key = keyOf(rest);
    const known = sums.get(key);
    sums.set(key, { ...rest, n: (known?.n ?? 0) + 1 });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Of everything but the count, its fields in one order: equal items have equal keys. */
export const keyOf = (item: object): string => JSON.stringify(Object.entries(item).filter(([name]) => name !== 'n').sort(([a], [b]) => (a < b ? -1 : 1)));
