import type { AuditQuery, AuditRow, Audits, AuditSeer, AuditWhole, DrawnAudit } from '../../api/audit-models.js';
import type { Named, Page } from '../../api/read-models.js';
import type { AuditKind } from '../../domain/audit/framework.js';
import type { Audited, ReAudit } from '../../domain/audit/sample.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { IsoMonth } from '../../domain/dates/iso-month.js';
import type { Statements } from '../database.js';
import { markingOf, NAMED, pairOf } from './audit-pairs.js';
import { createAuditPanels } from './audit-panels.js';
import { createAuditWrites } from './audit-writes.js';
import { instantSaid, WAITS } from './conditions.js';
import { cursorOf, keyOf, pageOf } from './cursor.js';
import { Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';

/** Quality audits as they are read; what is written of them is `audit-writes`. */
export const createAudits = (database: Statements): Audits => ({
  list: (seer, query) => list(database, seer, query),
  one: (seer, ref) => one(database, seer, ref),
  ofCase: (seer, caseRef) => ofCase(database, seer, caseRef),
  some: (seer, refs) => some(database, seer, refs),
  ofDraw: (seer, kind, month) => ofDraw(database, seer, kind, month),
  pair: (ref) => pairOf(database.pool, ref),
  barred: async (ref, staff) => (await database.pool.query<{ why: Awaited<ReturnType<Audits['barred']>> }>(BARRED, [ref, staff])).rows[0]?.why ?? null,
  draws: async () => (await database.pool.query<Awaited<ReturnType<Audits['draws']>>[number]>(DRAWS)).rows,
  drawn: async (kind, month) => (await database.pool.query<NonNullable<Awaited<ReturnType<Audits['drawn']>>>>(DRAWN, [kind, month])).rows[0] ?? null,
  history: async (kind) => (await database.pool.query<Audited>(HISTORY, [kind])).rows,
  reAudits: (kind, before) => reAudits(database, kind, before),
  actionOwners: async () => (await database.pool.query<Named>(OWNERS)).rows,
  auditors: (today) => auditors(database, today),
  ...createAuditPanels(database),
  ...createAuditWrites(database),
});

/** SQL that holds for a finding or an action whose command was not refused. */
const counts = (row: string): string => `NOT EXISTS (SELECT FROM command k WHERE k.id = ${row}.command_id AND k.state = 'refused')`;

/** What is not marked yet is to be marked: its first fact may be on its way. */
const STAGE = `coalesce(r.stage, 'marking')`;
const ROW = `a.ref, a.kind, a.why, jsonb_build_object('ref', a.of_ref, 'child', jsonb_build_object('ref', c.ref, 'name', ${CHILD_NAME})) AS "of", ${NAMED('v')} AS adviser,
  ${NAMED('w')} AS auditor, a.begins_on AS "beginsOn", a.month, ${STAGE} AS stage,
  CASE WHEN d.code IS NULL THEN NULL ELSE jsonb_build_object('code', d.code, 'dueOn', d.due_on) END AS due, g.grade, g.score::float AS score,
  (SELECT count(*)::int FROM audit_action x WHERE x.audit_ref = a.ref AND x.done_at IS NULL AND ${counts('x')}) AS "openActions"`;
const FROM = `FROM audit a JOIN case_record r ON r.ref = a.ref JOIN case_record o ON o.ref = a.of_ref JOIN child c ON c.ref = o.child_ref
  LEFT JOIN staff w ON w.ref = r.owner_ref LEFT JOIN adviser v ON v.ref = a.adviser
  LEFT JOIN LATERAL (SELECT d.code, d.due_on FROM duty d WHERE d.record_ref = a.ref AND d.recorded_to IS NULL AND ${WAITS} ORDER BY d.due_on, d.id LIMIT 1) d ON true
  LEFT JOIN LATERAL (SELECT m.grade, m.score FROM audit_marking m WHERE m.audit_ref = a.ref AND m.handed_in_at IS NOT NULL ORDER BY m.part LIMIT 1) g ON true`; // moderated before own

/** The audit that a second marking or a re-mark (`x`) is of, else itself: one for all that mark the same. */
const MARKS_OF = (x: string): string => `CASE WHEN ${x}.why IN ('double', 're-mark') THEN ${x}.after_ref ELSE ${x}.ref END`;

/** SQL of an audit (`a`) and its record (`r`): whoever has still to mark one of a pair, or to mark again, reads none of the others of it, whatever else they may: not even their own of before. */
export const openWhileBlind = (me: string): string => `((r.owner_ref = ${me} AND ${STAGE} = 'marking') OR ${MARKS_OF('a')} NOT IN
  (SELECT ${MARKS_OF('b')} FROM audit b JOIN case_record br ON br.ref = b.ref WHERE br.owner_ref = ${me} AND coalesce(br.stage, 'marking') = 'marking'))`;

/** An auditor's own; what one has an action of; all, for whoever leads or answers for all records; else once its findings are agreed, of the cases one answers for. */
function seenBy({ staff, leads, scope }: AuditSeer, parameters: Parameters): string {
  const me = parameters.add(staff);
  const visible = visibleTo(scope, parameters, 'o');
  const agreed = leads || scope.teams === 'all' ? 'true' : `(${STAGE} IN ('improving', 'audited') AND a.why NOT IN ('double', 're-mark'))`;
  return `${openWhileBlind(me)} AND (r.owner_ref = ${me} OR EXISTS (SELECT FROM audit_action x WHERE x.audit_ref = a.ref AND x.owner_ref = ${me}) OR (${visible} AND ${agreed}))`;
}

const STATES: Readonly<Record<NonNullable<AuditQuery['state']>, string>> = {
  'to-mark': `${STAGE} = 'marking'`,
  'to-agree': `${STAGE} IN ('awaiting-second', 'moderating', 'agreeing')`,
  improving: `${STAGE} = 'improving'`,
  closed: `${STAGE} IN ('audited', 'withdrawn')`,
};

/** One's own, what one has an action of, and for whoever leads what is theirs to see to: a meeting for each pair, and what nobody marks. */
function mineOf({ staff, leads }: AuditSeer, parameters: Parameters): string {
  const me = parameters.add(staff);
  const led = leads ? ` OR (${STAGE} = 'moderating' AND a.why NOT IN ('double', 're-mark')) OR (${STAGE} = 'marking' AND r.owner_ref IS NULL)` : '';
  return `(r.owner_ref = ${me} OR EXISTS (SELECT FROM audit_action x WHERE x.audit_ref = a.ref AND x.owner_ref = ${me} AND x.done_at IS NULL)${led})`;
}

const LAST = '9999-12-31';

/** What is owed soonest first. @throws UnreadableCursor */
async function list({ pool }: Statements, seer: AuditSeer, { whose, state, kind, cursor, limit }: AuditQuery): Promise<Page<AuditRow>> {
  const parameters = new Parameters();
  const conditions = [
    seenBy(seer, parameters),
    ...(whose === 'mine' ? [mineOf(seer, parameters)] : []),
    ...(state !== null ? [STATES[state]] : whose === 'mine' ? [`NOT (${STATES.closed})`] : []),
    ...(kind === null ? [] : [`a.kind = ${parameters.add(kind)}`]),
  ];
  const key = cursor === null ? null : keyOf(cursor, 2);
  const order = `coalesce(d.due_on, DATE '${LAST}')`;
  const after = key === null ? '' : ` AND (${order}, a.ref) > (${parameters.add(key[0])}::date, ${parameters.add(key[1])})`;
  const { rows } = await pool.query<AuditRow>(`SELECT ${ROW} ${FROM} WHERE ${conditions.join(' AND ')}${after} ORDER BY ${order}, a.ref LIMIT ${parameters.add(limit + 1)}`, parameters.values);
  return pageOf(rows, limit, (row) => row, (row) => cursorOf(row.due?.dueOn ?? LAST, row.ref));
}

async function ofCase({ pool }: Statements, seer: AuditSeer, caseRef: string): Promise<AuditRow[]> {
  const parameters = new Parameters();
  const { rows } = await pool.query<AuditRow>(`SELECT ${ROW} ${FROM} WHERE ${seenBy(seer, parameters)} AND a.of_ref = ${parameters.add(caseRef)} ORDER BY a.begins_on DESC, a.ref`, parameters.values);
  return rows;
}

async function some({ pool }: Statements, seer: AuditSeer, refs: readonly string[]): Promise<AuditRow[]> {
  const parameters = new Parameters();
  const { rows } = await pool.query<AuditRow>(`SELECT ${ROW} ${FROM} WHERE ${seenBy(seer, parameters)} AND a.ref = ANY (${parameters.add([...refs])}) ORDER BY a.begins_on DESC, a.ref`, parameters.values);
  return rows;
}

async function ofDraw({ pool }: Statements, seer: AuditSeer, kind: AuditKind, month: IsoMonth): Promise<DrawnAudit[]> {
  const parameters = new Parameters();
  const { rows } = await pool.query<DrawnAudit>(
    `SELECT ${ROW}, a.subject, EXISTS (SELECT FROM audit_marking b WHERE b.audit_ref = a.ref AND b.part = 'own') AS "isBegun"
     ${FROM} WHERE ${seenBy(seer, parameters)} AND a.kind = ${parameters.add(kind)} AND a.month = ${parameters.add(month)} ORDER BY a.subject, (a.why = 'double'), a.ref`,
    parameters.values,
  );
  return rows;
}

const FINDINGS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('ref', f.ref, 'criterion', f.criterion, 'section', f.section, 'theme', f.theme, 'service', f.service, 'words', f.words,
    'agreedBy', jsonb_build_object('ref', f.agreed_by, 'name', coalesce(s.name, f.agreed_by)), 'agreedAt', ${instantSaid('f.agreed_at')}) ORDER BY f.section, f.criterion), '[]')
  FROM audit_finding f LEFT JOIN staff s ON s.ref = f.agreed_by WHERE f.audit_ref = a.ref AND ${counts('f')})`;
const ACTIONS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('ref', x.ref, 'finding', x.finding_ref, 'theme', x.theme, 'service', x.service, 'words', x.words, 'training', x.training,
    'owner', jsonb_build_object('ref', s.ref, 'name', s.name), 'dueOn', x.due_on, 'setBy', jsonb_build_object('ref', x.set_by, 'name', coalesce(b.name, x.set_by)),
    'done', CASE WHEN x.done_at IS NOT NULL THEN jsonb_build_object('on', x.done_on, 'by', jsonb_build_object('ref', x.done_by, 'name', coalesce(e.name, x.done_by)), 'words', x.done_words) END) ORDER BY x.due_on, x.ref), '[]')
  FROM audit_action x JOIN staff s ON s.ref = x.owner_ref LEFT JOIN staff b ON b.ref = x.set_by LEFT JOIN staff e ON e.ref = x.done_by WHERE x.audit_ref = a.ref AND ${counts('x')})`;

async function one({ pool }: Statements, seer: AuditSeer, ref: string): Promise<AuditWhole | null> {
  const parameters = new Parameters();
  const blind = seer.leads ? '' : ` AND l.why = 're-audit'`;
  const { rows } = await pool.query<AuditWhole>(
    `SELECT ${ROW}, a.subject, a.role, a.text_version AS "textVersion", a.framework, a.drawn, a.after_ref AS after, r.team_ref AS team, r.progress, r.position AS entry,
       CASE WHEN a.held_by IS NULL THEN NULL ELSE (SELECT jsonb_build_object('ref', h.ref, 'name', h.name) FROM staff h WHERE h.ref = a.held_by) END AS "heldBy",
       ${markingOf('own')} AS own, ${markingOf('moderated')} AS moderated, ${FINDINGS} AS findings, ${ACTIONS} AS actions,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('ref', l.ref, 'why', l.why, 'stage', coalesce(lr.stage, 'marking'), 'auditor', ${NAMED('s')}) ORDER BY l.begins_on, l.ref), '[]')
         FROM audit l JOIN case_record lr ON lr.ref = l.ref LEFT JOIN staff s ON s.ref = lr.owner_ref WHERE l.after_ref = a.ref AND coalesce(lr.stage, 'marking') <> 'withdrawn'${blind}) AS later
     ${FROM} WHERE ${seenBy(seer, parameters)} AND a.ref = ${parameters.add(ref)}`,
    parameters.values,
  );
  return rows[0] ?? null;
}

const BARRED = `
  SELECT CASE WHEN o.owner_ref = $2 THEN 'owner' WHEN o.restricted AND NOT EXISTS (SELECT FROM record_access x WHERE x.record_ref = o.ref AND x.staff_ref = $2) THEN 'restricted' END AS why
  FROM audit a JOIN case_record o ON o.ref = a.of_ref WHERE a.ref = $1`;

/** Withdrawn ones count for nothing. `by`: whoever held it; a second marking is the same audit's. */
const HISTORY = `
  SELECT a.ref AS audit, a.kind, a.subject, a.begins_on AS "on", CASE WHEN r.owner_ref IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(r.owner_ref) END AS by, a.month AS "drawnFor"
  FROM audit a JOIN case_record r ON r.ref = a.ref WHERE a.kind = $1 AND coalesce(r.stage, 'marking') <> 'withdrawn' ORDER BY a.begins_on, a.ref`;

/** Of an audited draft (`a`) whose final text is out: the plan that it became, which is what is looked at again then. */
const FINAL_SINCE = `
  SELECT CASE WHEN o.kind = 'plan' THEN o.ref ELSE (SELECT p.ref FROM case_record p WHERE p.made_from = o.ref) END AS plan FROM case_record o
  WHERE o.ref = a.of_ref AND a.kind = 'draft' AND EXISTS (SELECT FROM plan_version v WHERE v.record_ref = o.ref AND v.number > a.text_version AND v.kind IN ('final', 'amended') AND v.sent_at IS NOT NULL)`;

async function reAudits({ pool }: Statements, kind: AuditKind, before: IsoDate): Promise<ReAudit[]> {
  const { rows } = await pool.query<ReAudit>(
    `SELECT a.ref AS "of", coalesce(f.plan, a.subject) AS subject, (r.progress->'audit'->>'againBy')::date AS "dueOn" FROM audit a JOIN case_record r ON r.ref = a.ref LEFT JOIN LATERAL (${FINAL_SINCE}) f ON true
     WHERE CASE WHEN f.plan IS NULL THEN a.kind ELSE 'plan' END = $1 AND (r.progress->'audit'->>'againBy')::date < $2::date
       AND NOT EXISTS (SELECT FROM audit l JOIN case_record lr ON lr.ref = l.ref WHERE (l.after_ref = a.ref OR l.drawn->'of' ? a.ref) AND l.why = 're-audit' AND coalesce(lr.stage, 'marking') <> 'withdrawn') ORDER BY 3, 1`,
    [kind, before],
  );
  return rows;
}

/** Whoever holds the role, with the audits they have still to mark and the days they are away. */
async function auditors({ pool }: Statements, today: IsoDate): Promise<Awaited<ReturnType<Audits['auditors']>>[number][]> {
  const { rows } = await pool.query<Awaited<ReturnType<Audits['auditors']>>[number]>(
    `SELECT s.ref, s.name, (SELECT h.team_ref FROM staff_role h WHERE h.staff_ref = s.ref AND h.team_ref IS NOT NULL ORDER BY h.id LIMIT 1) AS team,
       (SELECT count(*)::int FROM case_record r WHERE r.kind = 'audit' AND r.owner_ref = s.ref AND ${STAGE} = 'marking') AS open,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('fromOn', b.from_on, 'toOn', b.to_on) ORDER BY b.from_on), '[]') FROM absence b WHERE b.staff_ref = s.ref AND b.to_on >= $1::date) AS away
     FROM staff s WHERE s.left_on IS NULL AND EXISTS (SELECT FROM staff_role h WHERE h.staff_ref = s.ref AND h.role = 'auditor') ORDER BY s.name, s.ref`,
    [today],
  );
  return rows;
}

/** The council's own staff: partners are asked through their service. */
const OWNERS = `SELECT s.ref, s.name FROM staff s WHERE s.left_on IS NULL AND EXISTS (SELECT FROM staff_role h WHERE h.staff_ref = s.ref AND h.role IN ('caseworker', 'team-manager', 'service-manager', 'senior-manager', 'director', 'qa-lead', 'auditor', 'data-officer')) ORDER BY s.name, s.ref`;

const DRAWS = `
  SELECT w.kind, w.month, (SELECT count(*)::int FROM audit a WHERE a.kind = w.kind AND a.month = w.month) AS audits,
    jsonb_build_object('ref', w.drawn_by, 'name', coalesce(s.name, w.drawn_by)) AS "drawnBy", ${instantSaid('w.drawn_at')} AS "drawnAt"
  FROM audit_draw w LEFT JOIN staff s ON s.ref = w.drawn_by ORDER BY w.month DESC, w.kind`;
const DRAWN = `
  SELECT w.body AS draw, jsonb_build_object('ref', w.drawn_by, 'name', coalesce(s.name, w.drawn_by)) AS "drawnBy", ${instantSaid('w.drawn_at')} AS "drawnAt"
  FROM audit_draw w LEFT JOIN staff s ON s.ref = w.drawn_by WHERE w.kind = $1 AND w.month = $2`;
