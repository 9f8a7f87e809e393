import { createHash } from 'node:crypto';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Duty } from '../../domain/duty.js';

/** A duty with what lets SQL say how it stands on any later day (`duties_on`), without deriving it again. */
export type ProjectedDuty = Readonly<{
  duty: Duty;
  /** An outcome that no day changes; null where the day decides. */
  settled: 'not-owed' | 'breached' | 'respected' | 'open' | null;
  /** From this day on an exception excuses one day more each day, beginning with `days`. */
  excusing: Readonly<{ from: IsoDate; days: number }> | null;
}>;

/** A row of table `duty`, less its id and the instants between which it was believed. */
export type DutyRow = ReturnType<typeof rowOf> & Readonly<{ contentHash: string }>;

/** Rows of a record's duties. Rows of equal `contentHash` say the same, whatever the day. */
export const dutyRows = (recordRef: string, duties: readonly ProjectedDuty[]): DutyRow[] =>
  duties.map((projected) => {
    const row = rowOf(recordRef, projected);
    return { ...row, contentHash: createHash('md5').update(JSON.stringify(row)).digest('hex') };
  });

/** Built in one order always, so that equal rows have equal text. */
function rowOf(recordRef: string, { duty, settled, excusing }: ProjectedDuty) {
  const { code, subject, occurrence, shape, kind, by: heldBy, dueOn, actBy, notBefore, doneOn, stoppedOn, law, because, alsoCounted, exceptions } = duty;
  return {
    recordRef, code, subject, occurrence, shape, kind, heldBy, dueOn, actBy, notBefore, doneOn,
    excusedDays: duty.excusedDays,
    excusingFrom: excusing?.from ?? null,
    excusingDays: excusing?.days ?? null,
    stoppedOn, settled, law,
    reasoning: { because, alsoCounted, exceptions },
  };
}
