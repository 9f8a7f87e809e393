import type { AdviceReach, AdviceRequest, ChildOfRecord, SavedAdvice, SentAdvice, StoredFile } from '../../api/advice-models.js';
import type { Adviser, AdviceQuery, AdviceRequestRow, AdviceScope, Named, Page } from '../../api/read-models.js';
import { adviceForm, type AdviceForm } from '../../domain/advice/form.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { Database } from '../database.js';
import { cursorOf, keyOf, pageOf } from './cursor.js';
import { factsOf } from './facts-of.js';
import { Parameters } from './visibility.js';
import { CHILD_NAME } from './work-list.js';
import { instantSaid, WAITS } from './conditions.js';

type Row = Omit<AdviceRequestRow, 'child'> &
  Readonly<{ adviser: Adviser; childRef: string; childName: string; bornOn: IsoDate; settingRef: string | null; settingName: string | null }>;
type Listed = Row & Readonly<{ orderOn: IsoDate }>;

/** Asked of the person; of an inbox of theirs and nobody by name; handed to them; or of a service they manage. */
function askedOf({ staff, inboxes, manages }: AdviceScope, parameters: Parameters): string {
  const me = parameters.add(staff);
  return `(a.staff_ref = ${me} OR v.held_by = ${me} OR (a.staff_ref IS NULL AND a.service = ANY(${parameters.add(inboxes)}::text[])) OR a.service = ANY(${parameters.add(manages)}::text[]))`;
}

/** A link opens its own request and no other, of a restricted record too: its adviser was asked by name. */
function within(reach: AdviceReach, parameters: Parameters): string {
  if (reach.kind === 'link') return `d.record_ref = ${parameters.add(reach.recordRef)} AND d.subject = ${parameters.add(reach.adviser)}`;
  return `NOT r.restricted AND ${askedOf(reach, parameters)}`;
}

const HOLDER = 'coalesce(v.held_by, a.staff_ref)';
const ADVICE = `d.code = 'give-advice' AND d.recorded_to IS NULL`;

const columns = (today: string): string => `d.record_ref AS "caseRef", d.occurrence, jsonb_build_object('ref', a.ref, 'name', a.name, 'role', a.role, 'service', a.service, 'staff', a.staff_ref) AS adviser,
    c.ref AS "childRef", ${CHILD_NAME} AS "childName", c.born_on AS "bornOn", s.ref AS "settingRef", s.name AS "settingName",
    CASE WHEN h.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', h.ref, 'name', h.name) END AS holder, v.expected_on AS "expectedOn",
    (d.reasoning->'because'->0->>'on') AS "requestedOn", d.due_on AS "dueOn", d.act_by AS "actBy", d.law, d.reasoning->'because' AS because,
    d.done_on AS "answeredOn", duty_outcome(d, ${today}::date) AS outcome, duty_days_late(d, ${today}::date) AS "daysLate"`;
const FROM = `duty d JOIN adviser a ON a.ref = d.subject JOIN case_record r ON r.ref = d.record_ref JOIN child c ON c.ref = r.child_ref
  LEFT JOIN setting s ON s.ref = c.setting_ref
  LEFT JOIN advice v ON v.record_ref = d.record_ref AND v.adviser_ref = d.subject AND v.occurrence = d.occurrence
  LEFT JOIN staff h ON h.ref = ${HOLDER}`;

/** Requests for advice asked of a person or of their services' inboxes, the soonest due first; those answered, newest first. */
export async function adviceRequests({ pool }: Database, scope: AdviceScope, { today, cursor, limit, answered, only }: AdviceQuery): Promise<Page<AdviceRequestRow>> {
  const parameters = new Parameters();
  const day = parameters.add(today);
  const mine = askedOf(scope, parameters);
  const order = answered ? 'd.done_on' : 'd.act_by';
  const [orderOn, ref, occurrence] = cursor === null ? [] : keyOf(cursor, 3).map((part) => parameters.add(part));
  const after = cursor === null ? 'true' : `(${order}, d.record_ref, d.occurrence) ${answered ? '<' : '>'} (${orderOn}::date, ${ref}, ${occurrence})`;
  const way = answered ? 'DESC' : 'ASC';
  const text = `SELECT ${columns(day)}, ${order} AS "orderOn" FROM ${FROM}
    WHERE ${ADVICE} AND NOT r.restricted AND ${mine} AND ${answered ? 'd.done_on IS NOT NULL' : WAITS} AND ${onlyThose(only, scope, day, parameters)}
      AND ${after}
    ORDER BY ${order} ${way}, d.record_ref ${way}, d.occurrence ${way} LIMIT ${parameters.add(limit + 1)}`;
  const { rows } = await pool.query<Listed>(text, parameters.values);
  return pageOf(rows, limit, item, ({ orderOn: on, caseRef, occurrence: by }) => cursorOf(on, caseRef, by));
}

function onlyThose(only: AdviceQuery['only'], { staff }: AdviceScope, today: string, parameters: Parameters): string {
  switch (only) {
    case 'mine':
      return `${HOLDER} = ${parameters.add(staff)}`;
    case 'unassigned':
      return `${HOLDER} IS NULL`;
    case 'late':
      return `d.due_on < ${today}::date`;
    case undefined:
      return 'true';
  }
}

function item({ childRef, childName, bornOn, settingRef, settingName, ...more }: Row): AdviceRequestRow {
  const setting = settingRef === null || settingName === null ? null : { ref: settingRef, name: settingName };
  const { caseRef, occurrence, adviser, holder, expectedOn, requestedOn, dueOn, actBy, law, because, answeredOn, outcome, daysLate } = more;
  return { caseRef, occurrence, adviser, holder, expectedOn, requestedOn, dueOn, actBy, law, because, answeredOn, outcome, daysLate, child: { ref: childRef, name: childName, bornOn, setting } };
}

/** Whether a record has asked this adviser, and the scope may answer for them. */
export async function mayAnswer({ pool }: Database, scope: AdviceScope, ref: string, adviser: string): Promise<boolean> {
  const parameters = new Parameters();
  const { rowCount } = await pool.query(
    `SELECT 1 FROM ${FROM} WHERE ${ADVICE} AND NOT r.restricted AND ${askedOf(scope, parameters)} AND d.record_ref = ${parameters.add(ref)} AND a.ref = ${parameters.add(adviser)} LIMIT 1`,
    parameters.values,
  );
  return rowCount === 1;
}

type Whole = Row &
  Readonly<{
    open: boolean; owner: Named | null; content: unknown; version: number | null; savedAt: Instant; savedBy: string | null; sentAt: Instant | null;
    files: StoredFile[] | null; sent: (Omit<SentAdvice, 'form'> & { content: unknown })[] | null; facts: Fact[]; notes: Record<string, string> | null; acceptedOn: IsoDate | null; expectedBecause: string | null;
  }>;

/** Files that the content of a row (`advice`, `advice_sent`) names. */
function filesOf(table: string): string {
  return `(SELECT jsonb_agg(jsonb_build_object('ref', x.ref, 'name', x.name, 'mediaType', x.media_type, 'bytes', x.bytes, 'givenAt', x.given_at) ORDER BY x.given_at, x.ref)
      FROM document x WHERE x.record_ref = d.record_ref AND ${table}.content->'files' ? x.ref)`;
}

const WHOLE = `, ${WAITS} AS open, CASE WHEN o.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', o.ref, 'name', o.name) END AS owner,
    v.content, v.version, v.saved_at AS "savedAt", coalesce(w.name, wa.name) AS "savedBy", v.sent_at AS "sentAt",
    ${filesOf('v')} AS files,
    (SELECT jsonb_agg(jsonb_build_object('number', z.number, 'content', z.content, 'sentAt', ${instantSaid('z.sent_at')},
        'sentBy', coalesce(zs.name, za.name, z.sent_by), 'files', coalesce(${filesOf('z')}, '[]')) ORDER BY z.number)
      FROM advice_sent z LEFT JOIN staff zs ON zs.ref = z.sent_by LEFT JOIN adviser za ON za.ref = z.sent_by
      WHERE z.record_ref = d.record_ref AND z.adviser_ref = d.subject AND z.occurrence = d.occurrence) AS sent,
    (SELECT jsonb_agg(j.payload || jsonb_build_object('id', 'j' || j.position) ORDER BY j.position) FROM journal_entry j WHERE j.record_ref = d.record_ref AND j.kind = 'fact') AS facts,
    (SELECT jsonb_object_agg(n.ref, n.text) FROM note n JOIN journal_entry j ON j.record_ref = n.record_ref AND j.payload->>'reason' = n.ref
      WHERE n.record_ref = d.record_ref AND j.payload->>'adviser' = d.subject) AS notes,
    (SELECT max(j.happened_on) FROM journal_entry j WHERE j.record_ref = d.record_ref AND j.type = 'advice-accepted' AND j.payload->>'adviser' = d.subject
      AND j.payload->>'occurrence' = d.occurrence AND j.position > coalesce((SELECT max(k.position) FROM journal_entry k
        WHERE k.record_ref = d.record_ref AND k.type = 'advice-received' AND k.payload->>'adviser' = d.subject), 0)) AS "acceptedOn",
    (SELECT n.text FROM note n JOIN journal_entry j ON j.record_ref = n.record_ref AND j.payload->>'because' = n.ref
      WHERE n.record_ref = d.record_ref AND j.type = 'advice-expected' AND j.payload->>'adviser' = d.subject AND j.payload->>'occurrence' = d.occurrence
      ORDER BY j.position DESC LIMIT 1) AS "expectedBecause"`;
const WHOLE_FROM = `${FROM} LEFT JOIN staff o ON o.ref = r.owner_ref LEFT JOIN staff w ON w.ref = v.saved_by LEFT JOIN adviser wa ON wa.ref = v.saved_by`;

/** The request an adviser is to answer, or the last one answered; null where there is none that the reach holds. */
export async function adviceRequest({ pool }: Database, reach: AdviceReach, recordRef: string, adviser: string, today: IsoDate): Promise<AdviceRequest | null> {
  const parameters = new Parameters();
  const text = `SELECT ${columns(parameters.add(today))} ${WHOLE} FROM ${WHOLE_FROM}
    WHERE ${ADVICE} AND ${within(reach, parameters)} AND d.record_ref = ${parameters.add(recordRef)} AND d.subject = ${parameters.add(adviser)}
    ORDER BY (${WAITS}) DESC, d.id DESC LIMIT 1`;
  const { rows } = await pool.query<Whole>(text, parameters.values);
  return rows[0] === undefined ? null : whole(rows[0]);
}

/** Every request of a record, in the order it was asked. */
export async function adviceOfRecord({ pool }: Database, recordRef: string, today: IsoDate): Promise<AdviceRequest[]> {
  const parameters = new Parameters();
  const text = `SELECT ${columns(parameters.add(today))} ${WHOLE} FROM ${WHOLE_FROM}
    WHERE ${ADVICE} AND d.record_ref = ${parameters.add(recordRef)} ORDER BY (d.reasoning->'because'->0->>'on'), a.name, a.ref`;
  const { rows } = await pool.query<Whole>(text, parameters.values);
  return rows.map(whole);
}

function whole(row: Whole): AdviceRequest {
  const { open, owner, files, sent, facts, notes, acceptedOn, expectedBecause } = row;
  return { row: item(row), open, owner, saved: savedOf(row), files: files ?? [], sent: (sent ?? []).map(({ content, ...more }) => ({ ...more, form: formOf(content) })), facts, notes: notes ?? {}, acceptedOn, expectedBecause };
}

/** Null where the row only says who holds the request. */
export function savedOf({ content, version, savedAt, savedBy, sentAt }: Pick<Whole, 'content' | 'version' | 'savedAt' | 'savedBy' | 'sentAt'>): SavedAdvice | null {
  if (version === null || version === 0) return null;
  return { form: formOf(content), version, savedAt, savedBy: savedBy ?? '', sentAt };
}

/** What is kept is the form and, beside it, the files handed in. */
function formOf(content: unknown): AdviceForm {
  const { files: _files, ...form } = content as Record<string, unknown>;
  return adviceForm.parse(form);
}

/** What regulation 6 looks at in the child of a record, and what has been recorded of it. */
export async function childOfRecord({ pool }: Database, recordRef: string): Promise<ChildOfRecord | null> {
  const { rows } = await pool.query<ChildOfRecord>(
    `SELECT c.born_on AS "bornOn", c.sensory, c.forces_family AS "forcesFamily", r.position,
       CASE WHEN s.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', s.ref, 'name', s.name, 'kind', s.kind) END AS setting,
       ${factsOf('r.ref')} AS facts
     FROM case_record r JOIN child c ON c.ref = r.child_ref LEFT JOIN setting s ON s.ref = c.setting_ref WHERE r.ref = $1`,
    [recordRef],
  );
  return rows[0] ?? null;
}
