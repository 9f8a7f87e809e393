import type { Adviser, AdviceQuery, AdviceRequestRow, AdviceScope, Page } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Database } from '../database.js';
import { cursorOf, keyOf, pageOf } from './cursor.js';
import { CHILD_NAME } from './work-list.js';

type Row = Omit<AdviceRequestRow, 'adviser' | 'child'> &
  Readonly<{ occurrence: string; adviser: Adviser; childRef: string; childName: string; bornOn: IsoDate; settingRef: string | null; settingName: string | null; orderOn: IsoDate }>;

/** Asked of the person; of an inbox of theirs and nobody by name; or of a service they manage. */
const ASKED_OF = `(a.staff_ref = $1 OR (a.staff_ref IS NULL AND a.service = ANY($2::text[])) OR a.service = ANY($3::text[]))`;

/** Requests for advice asked of a person or of their services' inboxes, the soonest due first; those answered, newest first. */
export async function adviceRequests({ pool }: Database, { staff, inboxes, manages }: AdviceScope, { today, cursor, limit, answered }: AdviceQuery): Promise<Page<AdviceRequestRow>> {
  const [orderOn = null, ref = null, occurrence = null] = cursor === null ? [] : keyOf(cursor, 3);
  const { rows } = await pool.query<Row>({ name: `advice-${answered ? 'answered' : 'open'}`, text: answered ? ANSWERED : OPEN, values: [staff, inboxes, manages, today, orderOn, ref, occurrence, limit + 1] });
  return pageOf(rows, limit, item, ({ orderOn: on, caseRef, occurrence: by }) => cursorOf(on, caseRef, by));
}

const COLUMNS = `d.record_ref AS "caseRef", d.occurrence, jsonb_build_object('ref', a.ref, 'name', a.name, 'role', a.role, 'service', a.service, 'staff', a.staff_ref) AS adviser,
    c.ref AS "childRef", ${CHILD_NAME} AS "childName", c.born_on AS "bornOn", s.ref AS "settingRef", s.name AS "settingName",
    (d.reasoning->'because'->0->>'on') AS "requestedOn", d.due_on AS "dueOn", d.act_by AS "actBy", d.law, d.reasoning->'because' AS because,
    d.done_on AS "answeredOn", duty_outcome(d, $4::date) AS outcome, duty_days_late(d, $4::date) AS "daysLate"`;
const FROM = `duty d JOIN adviser a ON a.ref = d.subject JOIN case_record r ON r.ref = d.record_ref JOIN child c ON c.ref = r.child_ref
  LEFT JOIN setting s ON s.ref = c.setting_ref`;
const REQUESTS = `d.code = 'give-advice' AND d.recorded_to IS NULL AND NOT r.restricted AND ${ASKED_OF}`;

const OPEN = `SELECT ${COLUMNS}, d.act_by AS "orderOn" FROM ${FROM}
  WHERE ${REQUESTS} AND d.done_on IS NULL AND d.settled IS NULL AND d.stopped_on IS NULL
    AND ($5::text IS NULL OR (d.act_by, d.record_ref, d.occurrence) > ($5::date, $6, $7))
  ORDER BY d.act_by, d.record_ref, d.occurrence LIMIT $8`;
const ANSWERED = `SELECT ${COLUMNS}, d.done_on AS "orderOn" FROM ${FROM}
  WHERE ${REQUESTS} AND d.done_on IS NOT NULL
    AND ($5::text IS NULL OR (d.done_on, d.record_ref, d.occurrence) < ($5::date, $6, $7))
  ORDER BY d.done_on DESC, d.record_ref DESC, d.occurrence DESC LIMIT $8`;

function item({ occurrence: _key, orderOn: _order, childRef, childName, bornOn, settingRef, settingName, ...row }: Row): AdviceRequestRow {
  const setting = settingRef === null || settingName === null ? null : { ref: settingRef, name: settingName };
  return { ...row, child: { ref: childRef, name: childName, bornOn, setting } };
}

/** Whether a record has asked this adviser, and the scope may answer for them. */
export async function mayAnswer({ pool }: Database, { staff, inboxes, manages }: AdviceScope, ref: string, adviser: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT 1 FROM duty d JOIN adviser a ON a.ref = d.subject JOIN case_record r ON r.ref = d.record_ref
     WHERE ${REQUESTS} AND d.record_ref = $4 AND a.ref = $5 LIMIT 1`,
    [staff, inboxes, manages, ref, adviser],
  );
  return rowCount === 1;
}
