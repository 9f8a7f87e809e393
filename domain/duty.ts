import type { IsoDate } from './dates/iso-date.js';
import type { DutyCode } from './duty-codes.js';
import type { FactType, Ground } from './facts/fact.js';

/** One step of a derivation: this fact, on this day, by this rule, gives this day. */
export type Reason = Readonly<{ fact: FactType | 'calendar'; on: IsoDate; rule: string; gives: IsoDate }>;

/** Another way of counting the same duty that some reader uses. */
export type CountBasis =
  | 'ombudsman' | 'strict-receipt' | 'next-day-service' | 'lenient-notice' | 'breach-line' | 'notice-8-weeks'
  | 'meeting-12-weeks' | 'order-sent-out';
export type AlsoCounted = Readonly<{ basis: CountBasis; dueOn: IsoDate }>;

/** How a recorded exception bears on a duty; `why` is a sentence for the caseworker. */
export type ExceptionFinding = Readonly<{ ground: Ground | 'appointment-missed'; qualifies: boolean; why: string }>;

export type DeadlineOutcome = 'pending' | 'in-time' | 'late' | 'late-excused' | 'not-owed';
export type WindowOutcome = 'open' | 'respected' | 'breached' | 'not-owed';
export type DutyKind = 'statutory' | 'guidance' | 'local';
export type DutyHolder = 'authority' | 'adviser' | 'setting' | 'icb';

/**
 * Something owed, or a window to leave open, by a civil day: derived, never stored by hand.
 * `dueOn` is the last day in time; no exception, weekend or holiday moves it. `actBy` is the last working day on or before it.
 */
export type Duty = Readonly<{
  code: DutyCode;
  /** The adviser, setting or term it concerns, where there may be several. */
  subject: string | null;
  /** The id of the fact that started it. */
  occurrence: string;
  shape: 'deadline' | 'window';
  kind: DutyKind;
  by: DutyHolder;
  dueOn: IsoDate;
  actBy: IsoDate | null;
  /** Earliest lawful day, where a window protects the family. */
  notBefore: IsoDate | null;
  outcome: DeadlineOutcome | WindowOutcome;
  doneOn: IsoDate | null;
  daysLate: number;
  /** Days that qualifying, evidenced exceptions lasted. */
  excusedDays: number;
  /** The day the record's end (withdrawal, death, a move) stopped what was overdue and undone; null otherwise. Its days late end there. */
  stoppedOn: IsoDate | null;
  law: string;
  because: readonly Reason[];
  alsoCounted: readonly AlsoCounted[];
  exceptions: readonly ExceptionFinding[];
}>;

/** Still to be done: not yet due, or overdue and undone, in a record that has not ended. */
export const isOwed = (duty: Duty): boolean =>
  duty.outcome === 'pending' || duty.outcome === 'open' || (duty.shape === 'deadline' && duty.doneOn === null && duty.outcome !== 'not-owed' && duty.stoppedOn === null);
