import type { AuditLearning, LearningKnown } from '../../api/learning-models.js';
import type { Agreed } from '../../domain/audit/learning/points.js';
import type { PanelAnswers } from '../../domain/audit/learning/panels.js';
import { ruleOfKey } from '../../domain/audit/learning/rules.js';
import type { AuditAction, Finding, Marked, ModeratedAnswers } from '../../domain/audit/marked.js';
import { serviceOf } from '../../domain/audit/themes.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Statements } from '../database.js';
import { openWhileBlind } from './audits.js';
import { dayInEngland, midnightAfter } from './conditions.js';
import { createLearningPoints } from './learning-points.js';

/** Audits as they were marked, with what was found and done: one statement a kind of row, whatever their number. */
export const createAuditLearning = (database: Statements): AuditLearning => ({
  ...createLearningPoints(database),
  auditLearning: async ({ to }) => {
    const [marked, moderated, findings, actions, agreed, judged, panels, points] = await Promise.all([
      markedBy(database, MARKED, [to]), rowsOf<ModeratedAnswers>(database, MODERATED, [to]), rowsOf<Finding>(database, FINDINGS, [to]), rowsOf<AuditAction>(database, ACTIONS, [to]),
      rowsOf<Agreed>(database, AGREED, [to]), rowsOf<JudgedRow>(database, JUDGED, [to]), rowsOf<PanelAnswers>(database, PANELS, [to]), createLearningPoints(database).learningPoints(to),
    ]);
    const names = await namesOf(database, [...marked.flatMap(({ auditor, team }) => [auditor, ...(team === null ? [] : [team])]), ...actions.map(({ owner }) => owner)]);
    return { marked, moderated, findings, actions, agreed, judged: judged.map(({ key, ...one }) => ({ ...one, rule: ruleOfKey(key) })), panels, points, names };
  },
  ofCaseworkers: async ({ caseworkers, since, to, reader }) => {
    const given = [to, since, [...caseworkers], reader];
    const [marked, moderated] = await Promise.all([markedBy(database, OF_CASEWORKERS, given), rowsOf<ModeratedAnswers>(database, MODERATED, [to])]);
    return { marked, moderated };
  },
  closedWhileBlind: async (staff) => (await rowsOf<{ ref: string }>(database, CLOSED, [staff])).map(({ ref }) => ref),
  foundBy: async (audit, on) => {
    const [days, findings, actions] = await Promise.all([rowsOf<Pick<Marked, 'audit' | 'writtenOn' | 'markedOn'>>(database, DAYS, [audit]), rowsOf<Finding>(database, FINDINGS, [on]), rowsOf<AuditAction>(database, ACTIONS, [on])]);
    return { days, findings, actions };
  },
  caseworkersOf: async (teams) => (await database.pool.query<Awaited<ReturnType<AuditLearning['caseworkersOf']>>[number]>(CASEWORKERS, [teams === 'all' ? null : [...teams]])).rows,
});

const rowsOf = async <Row extends object>({ pool }: Statements, sql: string, values: readonly unknown[]): Promise<readonly Row[]> => (await pool.query<Row>(sql, [...values])).rows;

type MarkedRow = Omit<Marked, 'service' | 'traits'> & Readonly<{ traits: Partial<Marked['traits']>; heldBy: string | null }>;
type JudgedRow = Readonly<{ audit: string; on: IsoDate; key: string; accepted: boolean | null }>;

/** The caseworker is whoever held the record when it was drawn; what else it was grouped by is as the draw kept it. */
const markedBy = async (database: Statements, sql: string, values: readonly unknown[]): Promise<readonly Marked[]> =>
  (await rowsOf<MarkedRow>(database, sql, values)).map(({ heldBy, traits, ...one }) => ({
    ...one,
    service: serviceOf(one.role),
    traits: { 'primary-need': null, setting: null, 'age-band': null, 'first-or-amended': null, ...traits, caseworker: heldBy },
  }));

const STANDS = `coalesce(r.stage, 'marking') <> 'withdrawn'`;
const COUNTS = (row: string): string => `NOT EXISTS (SELECT FROM command k WHERE k.id = ${row}.command_id AND k.state = 'refused')`;
const ANSWERS = `(SELECT coalesce(jsonb_object_agg(e.key, e.value->>'answer'), '{}') FROM jsonb_each(m.answers) e WHERE e.value->>'answer' IS NOT NULL) AS answers`;
/** The day what was audited went out. */
const WRITTEN = `CASE a.kind
    WHEN 'advice' THEN (SELECT max(${dayInEngland('z.sent_at')}) FROM advice_sent z WHERE z.record_ref = a.of_ref AND z.adviser_ref = a.adviser AND z.sent_at < ${midnightAfter('a.begins_on')})
    WHEN 'review-report' THEN (SELECT max(${dayInEngland('z.sent_at')}) FROM review_report_sent z WHERE z.record_ref = a.of_ref AND z.sent_at < ${midnightAfter('a.begins_on')})
    WHEN 'case' THEN (SELECT (o.progress->>'finalOn')::date FROM case_record o WHERE o.ref = a.of_ref)
    ELSE (SELECT v.sent_on FROM plan_version v WHERE v.record_ref = a.of_ref AND v.number = a.text_version) END`;

const MARKED = `
  SELECT a.ref AS audit, a.kind, a.subject, jsonb_build_object('kind', a.kind, 'number', a.framework) AS framework, a.role, m.handed_in_by AS auditor, a.why, a.after_ref AS "of",
    ${dayInEngland('m.handed_in_at')} AS "markedOn", ${WRITTEN} AS "writtenOn", ${ANSWERS}, m.grade, m.score::float AS score, a.traits, a.held_by AS "heldBy", r.team_ref AS team
  FROM audit a JOIN case_record r ON r.ref = a.ref JOIN audit_marking m ON m.audit_ref = a.ref AND m.part = 'own'
  WHERE m.handed_in_at < ${midnightAfter('$1::date')} AND ${STANDS}`;

/** Of what they held and wrote, drawn by chance; once the findings are agreed, as the caseworker reads the audit itself. */
const OF_CASEWORKERS = `${MARKED} AND ${dayInEngland('m.handed_in_at')} >= $2::date AND a.held_by = ANY ($3) AND a.why = 'sample' AND a.kind <> 'advice' AND r.stage IN ('improving', 'audited')
  AND EXISTS (SELECT FROM case_record o WHERE o.ref = a.of_ref AND (NOT o.restricted OR EXISTS (SELECT FROM record_access x WHERE x.record_ref = o.ref AND x.staff_ref = $4)))`;

const CLOSED = `SELECT a.ref FROM audit a JOIN case_record r ON r.ref = a.ref WHERE ${openWhileBlind('$1')} IS NOT TRUE`;

const MODERATED = `
  SELECT a.ref AS audit, ${dayInEngland('m.handed_in_at')} AS "agreedOn", ${ANSWERS}, m.grade, m.score::float AS score
  FROM audit a JOIN case_record r ON r.ref = a.ref JOIN audit_marking m ON m.audit_ref = a.ref AND m.part = 'moderated' WHERE m.handed_in_at < ${midnightAfter('$1::date')} AND ${STANDS}`;

const FINDINGS = `
  SELECT f.audit_ref AS audit, f.criterion, f.section, f.theme, f.service, ${dayInEngland('f.agreed_at')} AS "agreedOn"
  FROM audit_finding f JOIN case_record r ON r.ref = f.audit_ref WHERE f.agreed_at < ${midnightAfter('$1::date')} AND ${STANDS} AND ${COUNTS('f')} ORDER BY f.ref`;

const ACTIONS = `
  SELECT x.audit_ref AS audit, x.ref AS action, x.owner_ref AS owner, f.criterion, x.theme, x.service, ${dayInEngland('x.set_at')} AS "setOn", x.due_on AS "dueOn", x.done_on AS "doneOn"
  FROM audit_action x JOIN case_record r ON r.ref = x.audit_ref LEFT JOIN audit_finding f ON f.ref = x.finding_ref
  WHERE x.set_at < ${midnightAfter('$1::date')} AND ${STANDS} AND ${COUNTS('x')} ORDER BY x.ref`;

const AGREED = `
  SELECT r.ref AS audit, (r.progress->'audit'->>'agreedOn')::date AS "on" FROM case_record r
  WHERE r.kind = 'audit' AND (r.progress->'audit'->>'agreedOn')::date <= $1::date AND ${STANDS}`;

const JUDGED = `
  SELECT a.ref AS audit, ${dayInEngland('m.handed_in_at')} AS "on", e.key, CASE e.value WHEN 'true' THEN true WHEN 'false' THEN false END AS accepted
  FROM audit a JOIN case_record r ON r.ref = a.ref JOIN audit_marking m ON m.audit_ref = a.ref AND m.part = 'own' CROSS JOIN jsonb_each_text(m.judged) e
  WHERE m.handed_in_at < ${midnightAfter('$1::date')} AND a.why <> 're-mark' AND ${STANDS}`;

const DAYS = `
  SELECT a.ref AS audit, ${dayInEngland('m.handed_in_at')} AS "markedOn", ${WRITTEN} AS "writtenOn"
  FROM audit a JOIN audit_marking m ON m.audit_ref = a.ref AND m.part = 'own' WHERE a.ref = $1 AND m.handed_in_at IS NOT NULL`;

/** A row a voice: what it said last by the day. */
const PANELS = `
  SELECT DISTINCT ON (p.audit_ref, p.voice) p.audit_ref AS audit, ${dayInEngland('p.written_at')} AS "on",
    (SELECT coalesce(jsonb_object_agg(e.key, e.value->>'answer'), '{}') FROM jsonb_each(p.said) e) AS answers
  FROM audit_panel_said p JOIN case_record r ON r.ref = p.audit_ref WHERE p.written_at < ${midnightAfter('$1::date')} AND ${STANDS} ORDER BY p.audit_ref, p.voice, p.number DESC`;

/** Whoever has left is named too: their audits are not gone. */
const CASEWORKERS = `
  SELECT DISTINCT s.ref, s.name FROM staff s JOIN staff_role h ON h.staff_ref = s.ref AND h.role = 'caseworker' WHERE $1::text[] IS NULL OR h.team_ref = ANY ($1) ORDER BY s.name, s.ref`;

async function namesOf({ pool }: Statements, refs: readonly string[]): Promise<LearningKnown['names']> {
  const { rows } = await pool.query<{ ref: string; name: string }>('SELECT ref, name FROM staff WHERE ref = ANY ($1) UNION ALL SELECT ref, name FROM team WHERE ref = ANY ($1)', [[...new Set(refs)]]);
  return new Map(rows.map(({ ref, name }) => [ref, name]));
}
