import type { AnsweringScope, EscalationQuery, EscalationRow, Escalations, OfEscalation } from '../../api/escalation-models.js';
import type { Named, Page } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Database } from '../database.js';
import { cursorOf, keyOf, pageOf } from './cursor.js';
import { Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';

/** Open escalations as people read them. */
export const createEscalations = (database: Database): Escalations => ({
  open: (scope, query) => open(database, scope, query),
  ofRecord: (scope, ref, today) => ofRecord(database, scope, ref, today),
  one: (scope, of, today) => one(database, scope, of, today),
  count: (scope, today) => count(database, scope, today),
  told: (of) => told(database, of),
  said: (ref, entries) => said(database, ref, entries),
});

const STANDS = (today: string): string => `(e.holds AND e.promised_on >= ${today}::date)`;
const FILTERS: Readonly<Record<Exclude<EscalationQuery['state'], 'all'>, (today: string) => string>> = {
  waiting: (today) => `NOT ${STANDS(today)}`,
  promised: STANDS,
  broken: (today) => `e.promised_on < ${today}::date`,
};

/** SQL that holds for the adviser of an escalation (`e`), by a condition on it (`p`): of advice alone. */
const adviserIs = (condition: string): string => `(e.duty = 'give-advice' AND EXISTS (SELECT FROM adviser p WHERE p.ref = e.subject AND ${condition}))`;

/** SQL that holds for escalations of records somebody may see, for those that went to the manager of a service they manage, and of quality audits for whoever answers for these. */
function seenBy(scope: AnsweringScope, parameters: Parameters): string {
  const ofService = scope.manages.length === 0 ? [] : [`(NOT r.restricted AND 'partner-manager' = ANY(e.to_roles) AND ${adviserIs(`p.service = ANY(${parameters.add(scope.manages)}::text[])`)})`];
  const ofAudits = scope.audits ? [`(r.kind = 'audit' AND ${visibleTo({ ...scope, teams: 'all' }, parameters)})`] : [];
  return `(${[visibleTo({ ...scope, audits: false }, parameters), ...ofService, ...ofAudits].join(' OR ')})`;
}

/**
 * SQL that holds for escalations (`e`, of record `r` and team `t`) whose roles somebody holds for that record, or covers for: the
 * rule by which messages find their reader (`activities/delivery/roles.ts`).
 */
const heldRole = ({ answersAs }: AnsweringScope, parameters: Parameters, roles: 'to_roles' | 'answering_roles'): string =>
  `EXISTS (SELECT 1 FROM staff_role h LEFT JOIN team ht ON ht.ref = h.team_ref WHERE h.staff_ref = ANY(${parameters.add(answersAs)}::text[])
    AND h.role = ANY(e.${roles}) AND CASE h.role WHEN 'caseworker' THEN r.owner_ref = h.staff_ref WHEN 'auditor' THEN r.owner_ref = h.staff_ref WHEN 'team-manager' THEN h.team_ref = r.team_ref
      WHEN 'service-manager' THEN coalesce(h.service, ht.service, t.service) = t.service
      WHEN 'partner-manager' THEN ${adviserIs('p.service = h.service')} ELSE h.role IN ('qa-lead', 'senior-manager', 'director') END)`;

/** SQL that holds for those that went to somebody: by role, or by a message, as where nobody held the role. */
const wentTo = (scope: AnsweringScope, parameters: Parameters): string =>
  `(${heldRole(scope, parameters, 'to_roles')} OR EXISTS (SELECT 1 FROM notification n JOIN staff_told x ON x.notification_id = n.id WHERE n.record_ref = e.record_ref AND n.duty = e.duty
    AND coalesce(n.subject, '') = e.subject AND n.occurrence = e.occurrence AND n.rung = ANY(e.rungs) AND x.staff_ref = ${parameters.add(scope.staff)}))`;

/** Those told longest ago first. @throws UnreadableCursor */
async function open({ pool }: Database, scope: AnsweringScope, { whose, state, today, cursor, limit }: EscalationQuery): Promise<Page<EscalationRow>> {
  const parameters = new Parameters();
  const select = rowsFor(scope, today, parameters);
  const stands = state === 'all' ? '' : ` AND ${FILTERS[state](parameters.add(today))}`;
  const mine = whose === 'mine' ? ` AND ${wentTo(scope, parameters)}` : '';
  const key = cursor === null ? null : keyOf(cursor, 5);
  const after = key === null ? '' : ` AND (e.told_on, e.record_ref, e.duty, e.subject, e.occurrence) > (${parameters.add(key[0])}::date, ${key.slice(1).map((part) => parameters.add(part)).join(', ')})`;
  const { rows } = await pool.query<EscalationRow>(
    `${select} ${stands}${mine}${after} ORDER BY e.told_on, e.record_ref, e.duty, e.subject, e.occurrence LIMIT ${parameters.add(limit + 1)}`,
    parameters.values,
  );
  return pageOf(rows, limit, (row) => row, (row) => cursorOf(row.toldOn, row.caseRef, row.duty, row.subject ?? '', row.occurrence));
}

async function ofRecord({ pool }: Database, scope: AnsweringScope, ref: string, today: IsoDate): Promise<readonly EscalationRow[]> {
  const parameters = new Parameters();
  const select = rowsFor(scope, today, parameters);
  const { rows } = await pool.query<EscalationRow>(`${select} AND e.record_ref = ${parameters.add(ref)} ORDER BY e.told_on, e.duty, e.subject, e.occurrence`, parameters.values);
  return rows;
}

async function one({ pool }: Database, scope: AnsweringScope, { caseRef, duty, subject, occurrence }: OfEscalation, today: IsoDate): Promise<EscalationRow | null> {
  const parameters = new Parameters();
  const select = rowsFor(scope, today, parameters);
  const named = [caseRef, duty, subject ?? '', occurrence].map((part) => parameters.add(part)).join(', ');
  const { rows } = await pool.query<EscalationRow>(`${select} AND (e.record_ref, e.duty, e.subject, e.occurrence) = (${named})`, parameters.values);
  return rows[0] ?? null;
}

async function count({ pool }: Database, scope: AnsweringScope, today: IsoDate): Promise<number> {
  const parameters = new Parameters();
  const visible = seenBy(scope, parameters);
  const waiting = FILTERS.waiting(parameters.add(today));
  const { rows } = await pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM escalation e JOIN case_record r ON r.ref = e.record_ref JOIN team t ON t.ref = r.team_ref
     WHERE ${visible} AND ${waiting} AND ${wentTo(scope, parameters)}`,
    parameters.values,
  );
  return rows[0]?.count ?? 0;
}

async function said({ pool }: Database, ref: string, entries: readonly number[]): Promise<readonly { entry: number; by: Named; action: string | null }[]> {
  const { rows } = await pool.query<{ entry: number; by: Named; action: string | null }>(
    `SELECT j.position AS entry, jsonb_build_object('ref', j.actor, 'name', coalesce(w.name, j.actor)) AS by, n.text AS action
     FROM journal_entry j LEFT JOIN staff w ON w.ref = j.actor LEFT JOIN note n ON n.ref = coalesce(j.payload->'replacement'->>'note', j.payload->>'note')
     WHERE j.record_ref = $1 AND j.position = ANY($2::int[]) ORDER BY j.position`,
    [ref, entries],
  );
  return rows;
}

/** Who was written to of each rung, by name. */
async function told({ pool }: Database, { caseRef, duty, subject, occurrence }: OfEscalation): Promise<readonly { rung: string; name: string }[]> {
  const { rows } = await pool.query<{ rung: string; name: string }>(
    `SELECT DISTINCT n.rung, x.name FROM notification n JOIN (SELECT notification_id, to_name AS name FROM message UNION ALL SELECT notification_id, name FROM staff_told) x ON x.notification_id = n.id
     WHERE n.record_ref = $1 AND n.duty = $2 AND n.subject IS NOT DISTINCT FROM $3 AND n.occurrence = $4 AND n.rung IS NOT NULL ORDER BY 1, 2`,
    [caseRef, duty, subject, occurrence],
  );
  return rows;
}

function rowsFor(scope: AnsweringScope, today: IsoDate, parameters: Parameters): string {
  const visible = seenBy(scope, parameters);
  const stands = STANDS(parameters.add(today));
  const day = parameters.add(today);
  return `
    SELECT e.record_ref AS "caseRef", e.duty, nullif(e.subject, '') AS subject, e.occurrence,
      jsonb_build_object('ref', c.ref, 'name', ${CHILD_NAME}) AS child, coalesce(a.name, s.name, q.name) AS "subjectName",
      CASE WHEN o.ref IS NOT NULL THEN jsonb_build_object('ref', o.ref, 'name', o.name) END AS owner,
      e.due_on AS "dueOn", e.rungs[1] AS rung, to_json(e.to_roles) AS "to", e.told_on AS "toldOn", e.acknowledge_by AS "acknowledgeBy",
      CASE WHEN ${stands} THEN 'promised' ELSE 'waiting' END AS state,
      CASE WHEN e.promise IS NOT NULL THEN jsonb_build_object('entry', e.promise, 'on', p.said->>'on', 'promisedOn', e.promised_on,
        'by', jsonb_build_object('ref', j.actor, 'name', coalesce(w.name, j.actor)), 'action', n.text) END AS promise,
      coalesce(e.promised_on < ${day}::date, false) AS "isBroken",
      CASE WHEN e.next_on IS NOT NULL THEN jsonb_build_object('on', e.next_on, 'to', to_jsonb(e.next_roles)) END AS next,
      ${heldRole(scope, parameters, 'answering_roles')} AS "isMine"
    FROM escalation e
    JOIN case_record r ON r.ref = e.record_ref
    JOIN team t ON t.ref = r.team_ref
    JOIN child c ON c.ref = r.child_ref
    LEFT JOIN staff o ON o.ref = r.owner_ref
    LEFT JOIN adviser a ON a.ref = e.subject
    LEFT JOIN setting s ON s.ref = e.subject
    LEFT JOIN staff q ON q.ref = e.subject
    LEFT JOIN journal_entry j ON j.record_ref = e.record_ref AND j.position = e.promise
    LEFT JOIN LATERAL (SELECT CASE WHEN j.type = 'correction' THEN j.payload->'replacement' ELSE j.payload END AS said) p ON true
    LEFT JOIN staff w ON w.ref = j.actor
    LEFT JOIN note n ON n.ref = p.said->>'note'
    WHERE ${visible}`;
}
