import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { GRADES, type AuditKind, type Grade } from '../../domain/audit/framework.js';
import { AUDITED_SERVICES, THEMES } from '../../domain/audit/themes.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { civilDay } from '../../domain/facts/schema.js';
import { AppError, invalid, type FieldProblem } from '../errors.js';
import { nowOf, todayOf } from '../now.js';
import type { Caller } from '../permissions.js';
import type { DatedFact, NewNote } from '../ports.js';
import type { Named } from '../read-models.js';
import { newRef } from '../refs.js';
import { auditCommand, mustFollow, onToday, readAudit, type ReadAudit, type AuditDeps } from './audits.js';
import { settledBy } from './audit-marking.js';
import { earlierAnswer, saveAndSend, send, type Outcome } from './send-command.js';

/** What an audit found, agreed; what is done about it, by whom and by when; and that it is looked at again. */

const said = (most: number) => z.string({ error: 'must be text' }).trim().min(1, { error: 'must be given' }).max(most, { error: `must be at most ${most.toLocaleString('en-GB')} characters` });
const theme = z.enum(THEMES, { error: `must be one of ${THEMES.join(', ')}` });
const service = z.enum(AUDITED_SERVICES, { error: `must be one of ${AUDITED_SERVICES.join(', ')}` });

export const findingsSchema = z.strictObject({
  findings: z.array(z.strictObject({ criterion: z.string().max(40), theme, service: service.nullable().default(null), words: said(2000) })).max(200),
  /** By when it is audited again; null: it need not be. */
  auditAgainBy: civilDay.nullable().default(null),
});
export const actionSchema = z.strictObject({
  words: said(1000),
  owner: z.string({ error: 'must be somebody of the council' }).min(1, { error: 'must be chosen: who sees to it?' }).max(64),
  dueOn: civilDay,
  /** The finding it answers; null: it answers several. */
  finding: z.string().max(20).nullable().default(null),
  /** Training is offered with it. */
  training: z.boolean({ error: 'must be true or false' }).default(false),
});
export const doneSchema = z.strictObject({ words: said(1000), on: civilDay });

/** The grades after which what was found is looked at again, always. @source needs.md section 6 (Derby) and 2.6 row 11: no close without re-audit */
const AGAIN_AFTER: ReadonlySet<Grade> = new Set(GRADES.slice(0, GRADES.indexOf('good')));
/** Days by which it is suggested: three months. */
export const SUGGESTED_AGAIN = 91;
/** What can be mended is audited again itself; of what is past, as a finished case, the next sample tells. */
const MENDED: ReadonlySet<AuditKind> = new Set<AuditKind>(['plan', 'draft']);
export const mustAuditAgain = ({ kind, grade }: Readonly<{ kind: AuditKind; grade: Grade | null }>): boolean => MENDED.has(kind) && grade !== null && AGAIN_AFTER.has(grade);

/** Who may agree findings and set actions: its auditor, and whoever leads quality. */
const mayImprove = ({ isAuditor, leads }: ReadAudit): boolean => isAuditor || leads;

type Keyed = Readonly<{ ref: string; commandId: string }>;

/**
 * Writes down what was found, as it was agreed.
 *
 * @throws AppError `not-found`, `not-yours-to-record`; `invalid` for a criterion that was met or is named twice, a missing day of re-audit
 *   where the grade asks for one; `rule-refused` where it is not marked, in moderation, agreed already, or while its second marking is not in
 */
export async function agreeFindings(deps: AuditDeps, caller: Caller, { ref, commandId, ...body }: Keyed & z.output<typeof findingsSchema>): Promise<Outcome> {
  const bare = auditCommand(deps, caller, ref, { commandId, facts: [], said: body });
  const earlier = await earlierAnswer(deps, caller, commandId, bare.bodyHash);
  if (earlier !== null) return earlier;
  const read = await mine(deps, caller, ref);
  const fact: DatedFact = { type: 'findings-agreed', ...onToday(deps), ...(body.auditAgainBy === null ? {} : { auditAgainBy: body.auditAgainBy }) };
  mustFollow(read, fact);
  const { framework, audit } = read;
  const answers = (audit.moderated ?? audit.own)?.answers ?? {};
  const today = todayOf(deps);
  const problems: FieldProblem[] = body.findings.flatMap(({ criterion }, i): FieldProblem[] => {
    const answer = answers[criterion]?.answer;
    if (body.findings.findIndex((one) => one.criterion === criterion) < i) return [{ path: `findings[${i}].criterion`, message: 'is named twice' }];
    return answer === 'not-met' || answer === 'partly-met' ? [] : [{ path: `findings[${i}].criterion`, message: 'was not found wanting: only what is partly met or not met is a finding' }];
  });
  if (body.auditAgainBy === null && mustAuditAgain(audit)) problems.push({ path: 'auditAgainBy', message: 'must be given: what was found wanting is closed only by looking again' });
  if (body.auditAgainBy !== null && body.auditAgainBy <= today) problems.push({ path: 'auditAgainBy', message: `must be after today, ${today}` });
  if (problems.length > 0) throw invalid(problems);
  const findings = body.findings.map((finding) => ({ ref: newRef('F'), ...finding, section: framework.criteria.find(({ id }) => id === finding.criterion)?.section ?? '' }));
  const command = { ...bare, command: { ...bare.command, facts: [fact] } };
  return saveAndSend(deps, caller, command, () => deps.audits.agree({ ref, by: caller.ref, at: nowOf(deps), findings, command }));
}

/** Gives somebody something to do about it. @throws AppError `not-found`, `not-yours-to-record`, `invalid`, `rule-refused` before findings are agreed */
export async function setAuditAction(deps: AuditDeps, caller: Caller, { ref, commandId, ...body }: Keyed & z.output<typeof actionSchema>): Promise<Outcome> {
  const bare = auditCommand(deps, caller, ref, { commandId, facts: [], said: body });
  const earlier = await earlierAnswer(deps, caller, commandId, bare.bodyHash);
  if (earlier !== null) return earlier;
  const read = await mine(deps, caller, ref);
  const { audit } = read;
  const today = todayOf(deps);
  const action = newRef('X');
  const fact: DatedFact = { type: 'audit-action-set', ...onToday(deps), action, owner: body.owner, dueOn: body.dueOn };
  mustFollow(read, fact);
  const finding = body.finding === null ? null : (audit.findings.find((one) => one.ref === body.finding) ?? null);
  const problems: FieldProblem[] = [
    ...((await actionOwners(deps)).some((one) => one.ref === body.owner) ? [] : [{ path: 'owner', message: 'must be somebody of the council who has not left: choose one from the list' }]),
    ...(body.dueOn < today ? [{ path: 'dueOn', message: `must be today, ${today}, or later` }] : []),
    ...(body.finding !== null && finding === null ? [{ path: 'finding', message: 'is no finding of this audit' }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  const command = { ...bare, command: { ...bare.command, facts: [fact] } };
  return saveAndSend(deps, caller, command, () => deps.audits.setAction({ ref, by: caller.ref, at: nowOf(deps), action: { ...body, ref: action, theme: finding?.theme ?? null, service: finding?.service ?? null }, command }));
}

/** Says that an action is done, and what was done. Its owner, the auditor or whoever leads quality says so. @throws AppError as `setAuditAction`; `already-settled` */
export async function doAuditAction(deps: AuditDeps, caller: Caller, { ref, action, commandId, ...body }: Keyed & Readonly<{ action: string }> & z.output<typeof doneSchema>): Promise<Outcome> {
  const bare = auditCommand(deps, caller, ref, { commandId, facts: [], said: [action, body] });
  const earlier = await earlierAnswer(deps, caller, commandId, bare.bodyHash);
  if (earlier !== null) return earlier;
  const read = await readAudit(deps, caller, ref);
  const its = read.audit.actions.find((one) => one.ref === action);
  if (its === undefined || !(mayImprove(read) || its.owner.ref === caller.ref)) throw new AppError('not-yours-to-record');
  const today = todayOf(deps);
  if (body.on > today) throw invalid([{ path: 'on', message: `must be today, ${today}, or before` }]);
  const fact: DatedFact = { type: 'audit-action-done', on: body.on, action };
  if (its.done !== null) throw new AppError('already-settled', { detail: 'This action is done already.' });
  mustFollow(read, fact);
  const command = { ...bare, command: { ...bare.command, facts: [fact] } };
  const saving = await deps.audits.doAction({ ref, action, ...body, by: caller.ref, at: nowOf(deps), command });
  if (saving === null) throw new AppError('already-settled', { detail: 'This action is done already.' });
  return saveAndSend(deps, caller, command, () => Promise.resolve(saving));
}

/** Takes an audit back, with the reason: drawn by mistake, or of something that cannot be audited. @throws AppError `forbidden`, `not-found`, `rule-refused` once its findings are agreed */
export async function withdrawAudit(deps: AuditDeps, caller: Caller, { ref, commandId, why }: Keyed & Readonly<{ why: string }>): Promise<Outcome> {
  const bare = auditCommand(deps, caller, ref, { commandId, facts: [], said: why });
  const earlier = await earlierAnswer(deps, caller, commandId, bare.bodyHash);
  if (earlier !== null) return earlier;
  const { leads } = await readAudit(deps, caller, ref);
  if (!leads) throw new AppError('forbidden');
  const note: NewNote = { ref: newRef('N'), caseRef: ref, field: 'note', text: why, by: caller.ref };
  const day = onToday(deps);
  const command = { ...bare, notes: [note], command: { ...bare.command, facts: [{ type: 'audit-withdrawn' as const, ...day, note: note.ref }] } };
  const [first] = (await deps.audits.pair(ref)) ?? [];
  if (first === undefined || first.ref === ref) return saveAndSend(deps, caller, command);
  const released = auditCommand(deps, caller, first.ref, { commandId: randomUUID(), facts: [settledBy(ref, day.on)] });
  const outcome = await saveAndSend(deps, caller, command, () => deps.audits.withdrawSecond(command, released));
  await send(deps, released.caseRef, released.command);
  return outcome;
}

/** Gives an audit that is not marked yet to another auditor. @throws AppError `forbidden`, `not-found`, `already-settled`; `invalid` for whoever may not mark it */
export async function giveAudit(deps: AuditDeps, caller: Caller, { ref, commandId, auditor }: Keyed & Readonly<{ auditor: string }>): Promise<Outcome> {
  const bare = auditCommand(deps, caller, ref, { commandId, facts: [], said: auditor });
  const earlier = await earlierAnswer(deps, caller, commandId, bare.bodyHash);
  if (earlier !== null) return earlier;
  const { audit, leads } = await readAudit(deps, caller, ref);
  if (!leads) throw new AppError('forbidden');
  if (audit.stage !== 'marking') throw new AppError('already-settled', { detail: 'This audit is marked. Another opinion is another audit.' });
  const [pair, auditors, barred] = await Promise.all([deps.audits.pair(ref), deps.audits.auditors(todayOf(deps)), deps.audits.barred(ref, auditor)]);
  const message = !auditors.some((one) => one.ref === auditor) ? 'must be an auditor who has not left: choose one from the list'
    : auditor === audit.heldBy?.ref ? 'held this case when it was drawn: nobody audits their own work'
      : barred === 'owner' ? 'holds this case by now: nobody audits their own work'
      : barred === 'restricted' ? 'may not see this record, which is restricted to named people'
      : pair?.some((one) => one.ref !== ref && one.auditor?.ref === auditor) ? 'marks the other of this pair: a second opinion is somebody else’s' : null;
  if (message !== null) throw invalid([{ path: 'auditor', message }]);
  return saveAndSend(deps, caller, { ...bare, command: { ...bare.command, facts: [{ type: 'owner-set', ...onToday(deps), owner: auditor }] } });
}

/** Who may be given an action: staff at work. */
export const actionOwners = (deps: AuditDeps): Promise<readonly Named[]> => deps.audits.actionOwners();

async function mine(deps: AuditDeps, caller: Caller, ref: string): Promise<ReadAudit> {
  const read = await readAudit(deps, caller, ref);
  if (!mayImprove(read)) throw new AppError('not-yours-to-record', { detail: 'Findings and actions are for the auditor and whoever leads quality.' });
  return read;
}

export const suggestedAgain = (deps: AuditDeps) => addDays(todayOf(deps), SUGGESTED_AGAIN);
