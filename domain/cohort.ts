import { daysBetween, earlier, type IsoDate } from './dates/iso-date.js';
import type { DutyCode } from './duty-codes.js';
import type { AdviserRole } from './facts/fact.js';

/**
 * Who else a fault hit: records whose same step was late in the same days, for the same cause, by the same service or in the same setting.
 * @source needs.md N13 (Richmond re-checked about 5,000 children by hand)
 */

/** What went wrong, as narrowly as it is known; null leaves it open. */
export type Fault = Readonly<{
  duty: DutyCode;
  /** A code of the council's list of causes. */
  cause: string | null;
  /** Of the adviser who owes it: of advice alone. */
  role: AdviserRole | null;
  /** The child's setting, or the one that owes the step. */
  setting: string | null;
  /** First and last day of the fault, both in it; to null: it goes on. */
  from: IsoDate;
  to: IsoDate | null;
}>;

/** A step of a record that had a day: the duty as it was believed. */
export type Step = Readonly<{
  ref: string; team: string; subject: string | null; role: AdviserRole | null; setting: string | null;
  dueOn: IsoDate; doneOn: IsoDate | null; /** The day the record ended: lateness is counted no further. */ stoppedOn: IsoDate | null;
  /** Codes said of this step, standing on the day. */
  causes: readonly string[];
}>;

export type Hit = Readonly<{
  step: Step;
  /** Calendar days late, up to the day it is asked. */
  daysLate: number;
  /** Not done, and still owed. */
  isLate: boolean;
}>;

/** `hit`: all that is asked holds. `unsaid`: the same but for its cause, of which nobody has said any: somebody should look. */
export type Cohort = Readonly<{ hit: readonly Hit[]; unsaid: readonly Hit[] }>;

/** The cohort of a fault as it stands on a day, the longest late first. */
export function whoElse(fault: Fault, steps: readonly Step[], day: IsoDate): Cohort {
  const alike = steps.flatMap((step) => {
    if ((fault.role !== null && step.role !== fault.role) || (fault.setting !== null && step.setting !== fault.setting)) return [];
    const hit = hitOf(fault, step, day);
    return hit === null ? [] : [hit];
  });
  const { cause } = fault;
  const sorted = alike.sort((a, b) => b.daysLate - a.daysLate || (a.step.ref < b.step.ref ? -1 : 1));
  return cause === null
    ? { hit: sorted, unsaid: [] }
    : { hit: sorted.filter(({ step }) => step.causes.includes(cause)), unsaid: sorted.filter(({ step }) => step.causes.length === 0) };
}

/** Late on a day of the fault; the last day in time is not late yet, the day it was done still is. */
function hitOf({ from, to }: Fault, step: Step, day: IsoDate): Hit | null {
  const { dueOn, doneOn, stoppedOn } = step;
  const ended = doneOn ?? stoppedOn;
  const lastLate = ended === null ? day : earlier(ended, day);
  const lastOfFault = to === null ? day : earlier(to, day);
  const isHit = lastLate > dueOn && lastLate >= from && dueOn < lastOfFault;
  return isHit ? { step, daysLate: daysBetween(dueOn, lastLate), isLate: ended === null } : null;
}

/** Records in it: a record with two late steps is one. */
export const recordsIn = (hits: readonly Hit[]): number => new Set(hits.map(({ step }) => step.ref)).size;
