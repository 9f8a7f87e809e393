import type { SpanQuery } from '../../api/ladder-models.js';
import type { DutySpan } from '../../domain/ladder-preview.js';
import type { Statements } from '../database.js';
import { midnightAfter } from './conditions.js';

/** Duties as they were owed in some days, each between the instants at which that was believed: open and closed records, what was done since too. */
export async function dutySpans({ pool }: Statements, { codes, from, to, dueFrom, dueTo }: SpanQuery): Promise<DutySpan[]> {
  const { rows } = await pool.query<DutySpan>(
    `SELECT d.record_ref AS record, d.code, d.subject, d.occurrence, d.shape, d.law, d.due_on AS "dueOn", d.began_on AS "startedOn", j.happened_on AS "raisedOn",
       d.recorded_from AS "from", d.recorded_to AS "to", r.imported_on AS "importedOn", r.owner_ref AS owner, r.team_ref AS team, t.service, c.setting_ref AS setting, a.service AS "adviserService"
     FROM duty d
     JOIN case_record r ON r.ref = d.record_ref
     JOIN child c ON c.ref = r.child_ref
     JOIN team t ON t.ref = r.team_ref
     LEFT JOIN adviser a ON a.ref = d.subject
     LEFT JOIN journal_entry j ON j.record_ref = d.record_ref AND j.position = CASE WHEN d.occurrence ~ '^j[0-9]{1,8}$' THEN substr(d.occurrence, 2)::int END
     WHERE d.code = ANY($1::text[]) AND d.done_on IS NULL AND d.stopped_on IS NULL AND (d.settled IS NULL OR d.settled = 'open')
       AND d.recorded_from < ${midnightAfter('$3::date')}
       AND (d.recorded_to IS NULL OR d.recorded_to > $2::date::timestamp AT TIME ZONE 'Europe/London')
       AND (d.due_on BETWEEN $4::date AND $5::date OR d.recorded_from >= $2::date::timestamp AT TIME ZONE 'Europe/London')
     ORDER BY d.recorded_from, d.id`,
    [codes, from, to, dueFrom, dueTo],
  );
  return rows;
}
