import type { CaseDuty } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Duty } from '../../domain/duty.js';
import type { Database } from '../database.js';

/** A record's duties as known at the end of a day, in the order to act: what is owed first, what is decided or not owed last. */
export async function dutiesOn({ pool }: Database, ref: string, day: IsoDate): Promise<CaseDuty[]> {
  const { rows } = await pool.query<Omit<CaseDuty, 'because' | 'alsoCounted' | 'exceptions'> & { reasoning: Pick<Duty, 'because' | 'alsoCounted' | 'exceptions'> }>(
    `SELECT d.code, d.subject, d.occurrence, d.shape, d.kind, d.held_by AS by, d.due_on AS "dueOn", d.act_by AS "actBy", d.not_before AS "notBefore",
       d.done_on AS "doneOn", kept.stopped_on AS "stoppedOn", d.excused_days AS "excusedDays", d.law, d.reasoning, d.outcome, d.days_late AS "daysLate", coalesce(a.name, s.name) AS "subjectName"
     FROM duties_on($2) d JOIN duty kept ON kept.id = d.id LEFT JOIN adviser a ON a.ref = d.subject LEFT JOIN setting s ON s.ref = d.subject
     WHERE d.record_ref = $1
     ORDER BY (d.done_on IS NOT NULL OR d.outcome NOT IN ('pending', 'open', 'late', 'late-excused')), d.act_by, d.due_on, d.code, d.subject`,
    [ref, day],
  );
  return rows.map(({ reasoning, ...duty }) => ({ ...duty, ...reasoning }));
}
