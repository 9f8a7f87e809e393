import { answersOf, markingProblems, type Marking } from '../../domain/audit/marking.js';
import { scoreOf } from '../../domain/audit/score.js';
import { randomUUID } from 'node:crypto';
import { AppError, invalid, notFound } from '../errors.js';
import type { AuditWhole, PairedAudit } from '../audit-models.js';
import { nowOf } from '../now.js';
import type { Caller } from '../permissions.js';
import { auditCommand, onToday, readAudit, type ReadAudit, type AuditDeps } from './audits.js';
import { mustBeAsked, problemWords, settled } from './audit-marking.js';
import { earlierAnswer, type Outcome } from './send-command.js';

/** Two markings brought together: what they agree on stands, the rest is decided at the moderation meeting. */

/** `agreed`: as kept so far; where both answered alike, that. */
export type Moderation = ReadAudit & Readonly<{ first: Brought; second: Brought; agreed: Marking; saves: number }>;
type Brought = Readonly<{ ref: string; auditor: PairedAudit['auditor']; answers: Marking }>;

/** @throws AppError `forbidden`; `not-found` where both markings are not in */
export async function readModeration(deps: AuditDeps, caller: Caller, ref: string): Promise<Moderation> {
  const read = await readAudit(deps, caller, ref);
  if (!read.leads) throw new AppError('forbidden');
  const pair = await deps.audits.pair(ref);
  const [first, second] = (pair ?? []).map(broughtOf);
  if (first === null || first === undefined || second === null || second === undefined) throw notFound();
  if (first.ref !== ref) throw notFound(); // a pair is moderated at its first audit
  const { moderated } = read.audit;
  const same = Object.fromEntries(Object.entries(first.answers).filter(([criterion, { answer }]) => answer !== null && second.answers[criterion]?.answer === answer));
  return { ...read, first, second, agreed: { ...same, ...moderated?.answers }, saves: moderated?.saves ?? 0 };
}

const broughtOf = ({ ref, auditor, own }: PairedAudit): Brought | null => (own?.handedInAt ? { ref, auditor, answers: own.answers } : null);

/** Whether the criterion was answered otherwise by the two. */
export const isDisputed = ({ first, second }: Pick<Moderation, 'first' | 'second'>, criterion: string): boolean =>
  (first.answers[criterion]?.answer ?? null) !== (second.answers[criterion]?.answer ?? null);

export type ModerationSent = Readonly<{ ref: string; answers: Marking; after: number }>;

/** Keeps what the meeting has decided so far. @returns how often it was saved. @throws AppError as `readModeration`, `already-settled`, `changed-since`, `invalid` */
export async function keepModeration(deps: AuditDeps, caller: Caller, { ref, answers, after }: ModerationSent): Promise<number> {
  const moderation = await openModeration(deps, caller, ref);
  mustBeAsked(moderation, answers, {});
  const kept = await deps.audits.keepDraft({ ref, part: 'moderated', answers: { ...moderation.agreed, ...answers }, judged: {}, after, by: caller.ref, at: nowOf(deps) });
  if (kept.kind === 'kept') return kept.saves;
  throw kept.kind === 'handed-in' ? new AppError('already-settled') : new AppError('changed-since', { detail: 'What was agreed was saved again meanwhile. Read it again.' });
}

/** Ends the moderation: the grade follows from what was agreed, and is that of both audits. @throws AppError as `keepModeration`, with each criterion that is open */
export async function settleModeration(deps: AuditDeps, caller: Caller, { ref, after, commandId }: Readonly<{ ref: string; after: number; commandId: string }>): Promise<Outcome> {
  const bare = auditCommand(deps, caller, ref, { commandId, facts: [], said: 'moderated' });
  const earlier = await earlierAnswer(deps, caller, commandId, bare.bodyHash);
  if (earlier !== null) return earlier;
  const { audit, framework, second } = await openModeration(deps, caller, ref);
  const agreed = audit.moderated?.answers ?? {};
  const problems = markingProblems(framework, agreed, audit.role, new Set(Object.keys(agreed))); // both have shown where already
  if (problems.length > 0) throw invalid(problems.map(problemWords));
  const scored = scoreOf(framework, answersOf(agreed), audit.role);
  const fact = { type: 'audit-moderated' as const, ...onToday(deps), grade: scored.grade, marking: `${ref}/moderated` };
  const decide = () => ({ command: { ...bare, command: { ...bare.command, facts: [fact] } }, others: [auditCommand(deps, caller, second.ref, { commandId: randomUUID(), facts: [fact] })] });
  return settled(deps, caller, await deps.audits.handIn({ ref, part: 'moderated', after, judged: {}, scored, decide, by: caller.ref, at: nowOf(deps) }));
}

async function openModeration(deps: AuditDeps, caller: Caller, ref: string): Promise<Moderation> {
  const moderation = await readModeration(deps, caller, ref);
  if (!isModerating(moderation.audit)) throw new AppError('already-settled', { detail: 'No moderation of this audit is open.' });
  return moderation;
}

export const isModerating = ({ stage }: Pick<AuditWhole, 'stage'>): boolean => stage === 'moderating';
