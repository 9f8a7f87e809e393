import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import { answerBy, rolesOf, type Escalation } from '../../domain/escalation.js';
import { positionOf } from '../../domain/facts/story.js';
import { upwardsFrom } from '../../domain/role-order.js';
import type { Transaction } from '../database.js';

type Row = Readonly<{
  duty: string; subject: string; occurrence: string; dueOn: IsoDate; rungs: readonly string[]; to: readonly string[]; answering: readonly string[]; toldOn: IsoDate;
  acknowledgeBy: IsoDate | null; promise: number | null; promisedOn: IsoDate | null; holds: boolean; nextOn: IsoDate | null; nextTo: readonly string[];
}>;

const rowOf = ({ duty, current, next, promise }: Escalation): Row => ({
  duty: duty.code, subject: duty.subject ?? '', occurrence: duty.occurrence, dueOn: duty.dueOn,
  rungs: current.rungs.map(({ rung }) => rung), to: rolesOf(current), answering: [...new Set(rolesOf(current).flatMap(upwardsFrom))], toldOn: current.firesOn, acknowledgeBy: current.acknowledgeBy,
  promise: promise && positionOf(promise.id), promisedOn: promise?.promisedOn ?? null, holds: promise !== null && current.rungs.some(({ rung }) => rung === promise.rung),
  nextOn: next?.firesOn ?? null, nextTo: next === null ? [] : rolesOf(next),
});

/** Writes a record's open escalations anew, where it has any, or had; by when each was to be answered is kept with its times. */
export async function writeEscalations(tx: Transaction, recordRef: string, hadAny: boolean, escalations: readonly Escalation[], at: Instant): Promise<void> {
  if (hadAny) await tx.query('DELETE FROM escalation WHERE record_ref = $1', [recordRef]);
  if (escalations.length > 0) await tx.query(INSERT, [recordRef, JSON.stringify(escalations.map(rowOf))]);
  if (!hadAny && escalations.length === 0) return;
  const answers = escalations.map((one) => ({ duty: one.duty.code, subject: one.duty.subject ?? '', occurrence: one.duty.occurrence, answerBy: answerBy(one) }));
  await tx.query(ANSWERS, [recordRef, JSON.stringify(answers.filter((one) => one.answerBy !== null)), at]);
}

/** What is believed no longer ends, what is new begins, and what stays is left alone. */
const ANSWERS = `
  WITH said AS (SELECT duty, subject, occurrence, "answerBy" FROM jsonb_to_recordset($2::jsonb) AS a(duty text, subject text, occurrence text, "answerBy" date)),
  over AS (
    UPDATE escalation_answer e SET recorded_to = $3 WHERE e.record_ref = $1 AND e.recorded_to IS NULL
      AND NOT EXISTS (SELECT FROM said a WHERE (a.duty, a.subject, a.occurrence, a."answerBy") = (e.duty, e.subject, e.occurrence, e.answer_by)) RETURNING id)
  INSERT INTO escalation_answer (record_ref, duty, subject, occurrence, answer_by, recorded_from)
  SELECT $1, duty, subject, occurrence, "answerBy", $3 FROM said a
  WHERE (SELECT count(*) FROM over) >= 0 -- those first: one of a duty is believed at a time
    AND NOT EXISTS (SELECT FROM escalation_answer e WHERE e.record_ref = $1 AND e.recorded_to IS NULL AND (a.duty, a.subject, a.occurrence, a."answerBy") = (e.duty, e.subject, e.occurrence, e.answer_by))`;

const INSERT = `
  INSERT INTO escalation (record_ref, duty, subject, occurrence, due_on, rungs, to_roles, answering_roles, told_on, acknowledge_by, promise, promised_on, holds, next_on, next_roles)
  SELECT $1, duty, subject, occurrence, "dueOn", rungs, "to", answering, "toldOn", "acknowledgeBy", promise, "promisedOn", holds, "nextOn", "nextTo"
  FROM jsonb_to_recordset($2::jsonb) AS e(duty text, subject text, occurrence text, "dueOn" date, rungs text[], "to" text[], answering text[], "toldOn" date,
    "acknowledgeBy" date, promise int, "promisedOn" date, holds boolean, "nextOn" date, "nextTo" text[])`;
