import type { Pool } from 'pg';
import { PLAN_FRAMEWORK } from '../../domain/audit/default-frameworks/plan.js';
import { scoreOf, type Answers } from '../../domain/audit/score.js';
import type { Theme } from '../../domain/audit/themes.js';

/** Audits as they are once marked and agreed, put straight into the database: making one has tests of its own. */

export type KeptAudit = Readonly<{
  ref: string;
  /** The record it audits: its child, team and holder are taken over. */
  of: string;
  auditor: string;
  on: string;
  /** The instant it was handed in; noon of its day where left out, null of one that is only begun. */
  at?: string | null;
  /** How it stands; audited where left out. */
  stage?: 'marking' | 'awaiting-second' | 'agreeing' | 'improving' | 'audited' | 'withdrawn';
  /** Of something else than a plan: of a framework that is kept nowhere. */
  advice?: Readonly<{ role: string }> | null;
  /** Answers other than met as the moderation meeting left them. */
  moderated?: Answers | null;
  why?: 'sample' | 're-audit' | 'double' | 're-mark' | 'asked';
  after?: string | null;
  /** Criteria answered other than met. */
  not?: Answers;
  need?: string;
  findings?: readonly Readonly<{ criterion: string; theme: Theme }>[];
  /** Set with the first finding. */
  action?: Readonly<{ owner: string; dueOn: string; doneOn: string | null }> | null;
  judged?: Readonly<Record<string, boolean | null>>;
}>;

const answered = (not: Answers): Answers => Object.fromEntries(PLAN_FRAMEWORK.criteria.map(({ id }) => [id, not[id] ?? 'met']));

const kept = (answers: Answers) => Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, { answer, evidence: 'As it says.', line: null }]));

export async function keptAudits(pool: Pool, audits: readonly KeptAudit[]): Promise<void> {
  const rows = audits.map(({ ref, of, auditor, on, why = 'sample', after = null, not = {}, need = 'SEMH', findings = [], action = null, judged = {}, at, stage = 'audited', advice = null, moderated = null }) => {
    const answers = answered(not);
    const scored = scoreOf(PLAN_FRAMEWORK, answers, null);
    return {
      ref, of, auditor, on, at: at ?? null, isHandedIn: at !== null, stage, kind: advice === null ? 'plan' : 'advice', role: advice?.role ?? null, why, after, scored, judged, action,
      moderated: moderated === null ? null : { answers: kept(answered(moderated)), scored: scoreOf(PLAN_FRAMEWORK, answered(moderated), null) },
      traits: { 'primary-need': need, setting: 'school', 'age-band': '5-to-10', 'first-or-amended': 'first' },
      answers: kept(answers),
      findings: findings.map(({ criterion, theme }, i) => ({ ref: `F-${ref}${i}`, criterion, theme, section: PLAN_FRAMEWORK.criteria.find(({ id }) => id === criterion)?.section ?? '' })),
    };
  });
  const given = JSON.stringify(rows);
  for (const sql of [RECORDS, AUDITS, MARKINGS, MODERATED, FINDINGS, ACTIONS]) await pool.query(sql, [given]);
}

const ROWS = `jsonb_to_recordset($1::jsonb) AS k(ref text, "of" text, auditor text, "on" date, at timestamptz, "isHandedIn" boolean, stage text, kind text, role text, moderated jsonb, why text, after text, scored jsonb, judged jsonb, action jsonb, traits jsonb, answers jsonb, findings jsonb)`;
const AT = `coalesce(k.at, (k."on" + TIME '12:00') AT TIME ZONE 'Europe/London')`;
const IN = (sql: string): string => `CASE WHEN k."isHandedIn" THEN ${sql} END`;
const IS_AGREED = `k.stage IN ('improving', 'audited')`;
const RECORDS = `
  INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, opened_at, stage, progress)
  SELECT k.ref, 'audit', o.child_ref, o.team_ref, k.auditor, ${AT}, k.stage, jsonb_build_object('audit', jsonb_build_object('agreedOn', CASE WHEN ${IS_AGREED} THEN (${AT} AT TIME ZONE 'Europe/London')::date END)) FROM ${ROWS} JOIN case_record o ON o.ref = k."of"`;
const AUDITS = `
  INSERT INTO audit (ref, kind, subject, of_ref, role, framework, why, drawn, begins_on, after_ref, traits, held_by)
  SELECT k.ref, k.kind, k."of", k."of", k.role, CASE k.kind WHEN 'plan' THEN 0 ELSE 99 END, k.why, '{}', k."on", k.after, k.traits, o.owner_ref FROM ${ROWS} JOIN case_record o ON o.ref = k."of"`;
const MARKINGS = `
  INSERT INTO audit_marking (audit_ref, part, answers, judged, saves, saved_by, saved_at, begun_at, handed_in_at, handed_in_by, grade, score, scored)
  SELECT k.ref, 'own', k.answers, k.judged, 1, k.auditor, ${AT}, ${AT}, ${IN(AT)}, ${IN('k.auditor')}, ${IN(`k.scored->>'grade'`)}, ${IN(`(k.scored->>'score')::numeric`)}, ${IN('k.scored')} FROM ${ROWS}`;
const MODERATED = `
  INSERT INTO audit_marking (audit_ref, part, answers, judged, saves, saved_by, saved_at, begun_at, handed_in_at, handed_in_by, grade, score, scored)
  SELECT k.ref, 'moderated', k.moderated->'answers', '{}', 1, k.auditor, ${AT}, ${AT}, ${AT}, k.auditor, k.moderated->'scored'->>'grade', (k.moderated->'scored'->>'score')::numeric, k.moderated->'scored' FROM ${ROWS} WHERE jsonb_typeof(k.moderated) = 'object'`;
const FINDINGS = `
  INSERT INTO audit_finding (ref, audit_ref, criterion, section, theme, service, words, agreed_by, agreed_at)
  SELECT f.ref, k.ref, f.criterion, f.section, f.theme, 'casework', 'Invented words', k.auditor, ${AT}
  FROM ${ROWS} CROSS JOIN jsonb_to_recordset(k.findings) AS f(ref text, criterion text, section text, theme text)`;
const ACTIONS = `
  INSERT INTO audit_action (ref, audit_ref, finding_ref, theme, service, words, owner_ref, due_on, set_by, set_at, done_on, done_by, done_words, done_at)
  SELECT 'X-' || k.ref, k.ref, k.findings->0->>'ref', k.findings->0->>'theme', 'casework', 'Invented action', k.action->>'owner', (k.action->>'dueOn')::date, k.auditor, ${AT},
    (k.action->>'doneOn')::date, CASE WHEN k.action->>'doneOn' IS NOT NULL THEN k.action->>'owner' END, CASE WHEN k.action->>'doneOn' IS NOT NULL THEN 'Done' END, (k.action->>'doneOn')::date
  FROM ${ROWS} WHERE jsonb_typeof(k.action) = 'object'`;
