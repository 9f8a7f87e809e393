import type { Audits, HandedIn, OpenedAudit, PairedAudit } from '../../api/audit-models.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { pairOf } from './audit-pairs.js';
import { afterCollision, saveWithin } from './commands.js';

type Writes = Pick<Audits, 'keepDraft' | 'handIn' | 'agree' | 'setAction' | 'doAction' | 'open' | 'withdrawSecond' | 'keepDraw'>;

/** What is written of audits: each with the command that says it, in one transaction. */
export const createAuditWrites = ({ pool }: Statements): Writes => ({
  keepDraft: (draft) => inTransaction(pool, (tx) => keepDraft(tx, draft)),
  handIn: (given) => afterCollision(() => inTransaction(pool, (tx) => handIn(tx, given))),
  agree: ({ ref, by, at, findings, command }) =>
    inTransaction(pool, async (tx) => {
      const saving = await saveWithin(tx, command);
      if (saving.kind === 'saved') await tx.query(FINDINGS, [ref, by, at, JSON.stringify(findings), command.command.commandId]);
      return saving;
    }),
  setAction: ({ ref, by, at, action, command }) =>
    inTransaction(pool, async (tx) => {
      const saving = await saveWithin(tx, command);
      if (saving.kind === 'seen') return saving;
      await tx.query(
        'INSERT INTO audit_action (ref, audit_ref, finding_ref, theme, service, words, training, owner_ref, due_on, set_by, set_at, command_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
        [action.ref, ref, action.finding, action.theme, action.service, action.words, action.training, action.owner, action.dueOn, by, at, command.command.commandId],
      );
      return saving;
    }),
  doAction: ({ ref, by, at, action, on, words, command }) =>
    inTransaction(pool, async (tx) => {
      const saving = await saveWithin(tx, command);
      if (saving.kind === 'seen') return saving;
      const { rowCount } = await tx.query('UPDATE audit_action SET done_words = $3, done_on = $4, done_by = $5, done_at = $6 WHERE ref = $1 AND audit_ref = $2 AND done_at IS NULL', [action, ref, words, on, by, at]);
      if (rowCount === 1) return saving;
      await tx.query('DELETE FROM command WHERE id = $1', [command.command.commandId]); // nothing was to be said
      return null;
    }),
  open: (opened, second) =>
    afterCollision(() => inTransaction(pool, async (tx) => {
      const saving = await openWithin(tx, opened);
      if (second !== null && saving.kind === 'saved') await openWithin(tx, second);
      return saving;
    })),
  withdrawSecond: (withdrawal, released) =>
    afterCollision(() => inTransaction(pool, async (tx) => {
      const saving = await saveWithin(tx, withdrawal);
      if (saving.kind === 'saved') await saveWithin(tx, released);
      return saving;
    })),
  keepDraw: ({ draw, audits, by, at, after }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`audit draw ${draw.kind}`]); // months of a kind are kept one after the other
      const { rows } = await tx.query<{ months: number; isDrawn: boolean }>('SELECT count(*)::int AS months, coalesce(bool_or(month = $2), false) AS "isDrawn" FROM audit_draw WHERE kind = $1', [draw.kind, draw.month]);
      if (rows[0]?.isDrawn === true) return 'drawn-before';
      if (rows[0]?.months !== after) return 'another-since';
      await tx.query('INSERT INTO audit_draw (kind, month, body, drawn_by, drawn_at) VALUES ($1, $2, $3::jsonb, $4, $5)', [draw.kind, draw.month, JSON.stringify(draw), by, at]);
      for (const opened of audits) await openWithin(tx, opened);
      return 'kept';
    }),
});

async function openWithin(tx: Transaction, { audit, command }: OpenedAudit): ReturnType<Writes['open']> {
  await tx.query(OPEN_RECORD, [audit.ref, audit.of, audit.auditor, command.sentAt]);
  await tx.query(OPEN_AUDIT, [
    audit.ref, audit.kind, audit.subject, audit.of, audit.adviser, audit.role, audit.framework, audit.why, JSON.stringify(audit.drawn ?? {}), audit.month, audit.beginsOn, audit.after,
    JSON.stringify(audit.traits), audit.heldBy,
  ]);
  return saveWithin(tx, command);
}

/** Of the same child and team, and as restricted, as what it audits; the auditor among those who may see it. */
const OPEN_RECORD = `
  WITH opened AS (
    INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, restricted, opened_at)
    SELECT $1, 'audit', child_ref, team_ref, $3, restricted, $4 FROM case_record WHERE ref = $2 ON CONFLICT (ref) DO NOTHING RETURNING ref, restricted)
  INSERT INTO record_access (record_ref, staff_ref)
  SELECT opened.ref, n.staff_ref FROM opened, (SELECT staff_ref FROM record_access WHERE record_ref = $2 UNION SELECT $3) n WHERE opened.restricted`;

/** A plan is audited in the text it was last sent in, a draft in the one last sent as a draft; a second marking in the text of the first. */
const OPEN_AUDIT = `
  INSERT INTO audit (ref, kind, subject, of_ref, adviser, role, text_version, framework, why, drawn, month, begins_on, after_ref, traits, held_by)
  SELECT $1, $2, $3, $4, $5, $6,
    CASE WHEN $8 IN ('double', 're-mark') THEN (SELECT f.text_version FROM audit f WHERE f.ref = $12)
      ELSE (SELECT max(v.number) FROM plan_version v WHERE v.record_ref = $4 AND v.sent_at IS NOT NULL
        AND (($2 = 'plan' AND v.kind IN ('final', 'amended')) OR ($2 = 'draft' AND v.kind IN ('draft', 'proposed')))) END,
    $7, $8, $9::jsonb, $10, $11, $12, $13::jsonb, $14 ON CONFLICT (ref) DO NOTHING`;

const FINDINGS = `
  INSERT INTO audit_finding (ref, audit_ref, criterion, section, theme, service, words, agreed_by, agreed_at, command_id)
  SELECT f.ref, $1, f.criterion, f.section, f.theme, f.service, f.words, $2, $3, $5::uuid
  FROM jsonb_to_recordset($4::jsonb) AS f(ref text, criterion text, section text, theme text, service text, words text)`;

type Draft = Parameters<Writes['keepDraft']>[0];

/** Begun by the first save; one made on an older reading changes nothing. */
async function keepDraft(tx: Transaction, { ref, part, answers, judged, after, by, at }: Draft): ReturnType<Writes['keepDraft']> {
  await tx.query(`INSERT INTO audit_marking (audit_ref, part, saved_by, saved_at, begun_at) VALUES ($1, $2, $3, $4, $4) ON CONFLICT DO NOTHING`, [ref, part, by, at]);
  const { rows } = await tx.query<{ saves: number; isHandedIn: boolean }>(`SELECT saves, handed_in_at IS NOT NULL AS "isHandedIn" FROM audit_marking WHERE audit_ref = $1 AND part = $2 FOR UPDATE`, [ref, part]);
  const kept = rows[0];
  if (kept === undefined || kept.isHandedIn) return { kind: 'handed-in' };
  if (kept.saves !== after) return { kind: 'changed' };
  await tx.query(`UPDATE audit_marking SET answers = $3::jsonb, judged = $4::jsonb, saves = saves + 1, begun_at = CASE WHEN part = 'own' AND saved_by <> $5 THEN $6 ELSE begun_at END, saved_by = $5, saved_at = $6 WHERE audit_ref = $1 AND part = $2`, [ref, part, JSON.stringify(answers), JSON.stringify(judged), by, at]);
  return { kind: 'kept', saves: after + 1 };
}

type Given = Parameters<Writes['handIn']>[0];

/** Two who hand in at once take turns at the first audit's row: the second of them sees the other's marking. */
async function handIn(tx: Transaction, { ref, part, after, judged, scored, decide, by, at }: Given): Promise<HandedIn> {
  await tx.query(`SELECT 1 FROM audit a WHERE a.ref = (SELECT CASE WHEN why = 'double' THEN after_ref ELSE ref END FROM audit WHERE ref = $1) FOR UPDATE`, [ref]);
  const { rows } = await tx.query<{ saves: number; isHandedIn: boolean }>(`SELECT saves, handed_in_at IS NOT NULL AS "isHandedIn" FROM audit_marking WHERE audit_ref = $1 AND part = $2 FOR UPDATE`, [ref, part]);
  const kept = rows[0];
  if (kept === undefined) return { kind: 'changed' };
  if (kept.isHandedIn) return { kind: 'handed-in' };
  if (kept.saves !== after) return { kind: 'changed' };
  const pair = await pairOf(tx, ref);
  const other: PairedAudit | null = pair?.find((one) => one.ref !== ref) ?? null;
  const { command, others } = decide(other);
  await tx.query(`UPDATE audit_marking SET handed_in_at = $3, handed_in_by = $4, grade = $5, score = $6, scored = $7::jsonb, judged = $8::jsonb WHERE audit_ref = $1 AND part = $2`, [ref, part, at, by, scored.grade, scored.score, JSON.stringify(scored), JSON.stringify(judged)]);
  const saved = await saveWithin(tx, command);
  for (const one of others) await saveWithin(tx, one);
  return { kind: 'done', saved, command, others };
}
