import { answersOf, markingProblems, MOST_WORDS, TOO_LONG, type Judged, type Marking, type MarkingProblem } from '../../domain/audit/marking.js';
import type { Criterion } from '../../domain/audit/framework.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { scoreOf } from '../../domain/audit/score.js';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { AppError, invalid, type FieldProblem } from '../errors.js';
import type { PairedAudit } from '../audit-models.js';
import { nowOf } from '../now.js';
import type { Caller } from '../permissions.js';
import type { DatedFact, NewCommand } from '../ports.js';
import { auditCommand, onToday, readAudit, type ReadAudit, type AuditDeps } from './audits.js';
import { earlierAnswer, saveAndSend, send, type Outcome } from './send-command.js';

/** An auditor's marking: a draft kept as it grows, then handed in once and for all. */

export type MarkingSent = Readonly<{ ref: string; answers: Marking; judged: Judged; /** Saves of the draft its sender had seen. */ after: number }>;

/** Keeps a draft, unfinished as it may be. @returns how often it has been saved. @throws AppError `not-found`, `not-yours-to-record`, `already-settled`, `changed-since`; `invalid` naming what is no criterion */
export async function keepMarking(deps: AuditDeps, caller: Caller, { ref, answers, judged, after }: MarkingSent): Promise<number> {
  const read = await ownAudit(deps, caller, ref);
  mustBeAsked(read, answers, judged);
  const kept = await deps.audits.keepDraft({ ref, part: 'own', answers, judged: onlyFound(read, judged), after, by: caller.ref, at: nowOf(deps) });
  if (kept.kind === 'handed-in') throw handedIn();
  return kept.kind === 'changed' ? sameKept(deps, caller, { ref, answers, judged }) : kept.saves;
}

/** A save whose answer was lost on the way is sent again: kept as it is, it is nobody else's. @throws AppError `changed-since` */
async function sameKept(deps: AuditDeps, caller: Caller, { ref, answers, judged }: Omit<MarkingSent, 'after'>): Promise<number> {
  const read = await readAudit(deps, caller, ref);
  const { own } = read.audit;
  if (own !== null && isDeepStrictEqual({ answers: own.answers, judged: own.judged }, { answers, judged: onlyFound(read, judged) })) return own.saves;
  throw new AppError('changed-since', { detail: 'These answers were saved again meanwhile, in another window perhaps. Read them again.' });
}

/**
 * Hands a marking in: the grade follows from it and is recorded. Where the other of a pair is in and differs, a moderation is called.
 *
 * @throws AppError as `keepMarking`; `invalid` with each criterion that is open, or found wanting without evidence
 */
export async function handInMarking(deps: AuditDeps, caller: Caller, { ref, after, commandId }: Readonly<{ ref: string; after: number; commandId: string }>): Promise<Outcome> {
  const read = await ownAudit(deps, caller, ref);
  const { audit, framework, suggestions } = read;
  const draft = audit.own;
  const command = auditCommand(deps, caller, ref, { commandId, facts: [], said: 'hand-in' });
  const earlier = await earlierAnswer(deps, caller, commandId, command.bodyHash);
  if (earlier !== null) return earlier;
  if (draft === null) throw invalid([{ path: 'answers', message: 'are missing: answer the criteria first' }]);
  const accepted = new Set(suggestions.filter(({ key }) => draft.judged[key] === true).map(({ criterion }) => criterion));
  const problems = markingProblems(framework, draft.answers, audit.role, accepted);
  if (problems.length > 0) throw invalid(problems.map(problemWords));
  const scored = scoreOf(framework, answersOf(draft.answers), audit.role);
  const { on } = onToday(deps);
  const decide = (other: PairedAudit | null) => {
    const marked: DatedFact = { type: 'audit-marked', on, marking: `${ref}/own`, grade: scored.grade };
    const again = againFor(deps, caller, read);
    if (other === null) return { command: withFacts(command, [marked]), others: again };
    const isFirst = audit.why !== 'double';
    if (!isBrought(other)) return { command: withFacts(command, [isFirst ? { ...marked, awaits: other.ref } : marked]), others: again };
    const called = (with_: string): DatedFact => ({ type: 'moderation-called', on, other: with_ });
    const differs = differ(other.own?.answers ?? {}, draft.answers);
    const told = differs ? [called(ref)] : isFirst ? [] : [settledBy(ref, on)];
    return {
      command: withFacts(command, differs ? [marked, called(other.ref)] : [marked]),
      others: [...told.map((fact) => auditCommand(deps, caller, other.ref, { commandId: randomUUID(), facts: [fact] })), ...again],
    };
  };
  const judged = Object.fromEntries(suggestions.map(({ key }) => [key, draft.judged[key] ?? null]));
  const given = await deps.audits.handIn({ ref, part: 'own', after, judged, scored, decide, by: caller.ref, at: nowOf(deps) });
  return settled(deps, caller, given);
}

/** Settles what was handed in: its own command first, then those that follow from it. */
export async function settled(deps: AuditDeps, caller: Caller, given: Awaited<ReturnType<AuditDeps['audits']['handIn']>>): Promise<Outcome> {
  if (given.kind === 'handed-in') throw handedIn();
  if (given.kind === 'changed') throw new AppError('changed-since', { detail: 'These answers were saved again meanwhile, in another window perhaps. Read them again.' });
  const outcome = await saveAndSend(deps, caller, given.command, () => Promise.resolve(given.saved));
  for (const other of given.others) await send(deps, other.caseRef, other.command);
  return outcome;
}

/** Told to the first of a pair. */
export const settledBy = (second: string, on: IsoDate): DatedFact => ({ type: 'second-marking-settled', on, other: second });
const isBrought = ({ own }: PairedAudit): boolean => own?.handedInAt !== null && own !== null;
const withFacts = (command: NewCommand, facts: readonly DatedFact[]): NewCommand => ({ ...command, command: { ...command.command, facts } });

/** A plan that is audited again has been, once it is marked: the first audit waits for no more. */
function againFor(deps: AuditDeps, caller: Caller, { audit }: ReadAudit): NewCommand[] {
  if (audit.why !== 're-audit' || audit.after === null) return [];
  const earlier = audit.drawn?.kind === 're-audit' ? audit.drawn.of : [audit.after];
  return earlier.map((of) => auditCommand(deps, caller, of, { commandId: randomUUID(), facts: [{ type: 'audited-again', ...onToday(deps), by: audit.ref }] }));
}

/** Whether two markings answer any criterion otherwise. */
export function differ(one: Marking, other: Marking): boolean {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].some((criterion) => (one[criterion]?.answer ?? null) !== (other[criterion]?.answer ?? null));
}

async function ownAudit(deps: AuditDeps, caller: Caller, ref: string): Promise<ReadAudit> {
  const read = await readAudit(deps, caller, ref);
  if (!read.isAuditor) throw new AppError('not-yours-to-record', { detail: 'This audit is somebody else’s to mark.' });
  const barred = await deps.audits.barred(ref, caller.ref);
  if (barred !== null) throw new AppError('not-yours-to-record', { detail: BARRED[barred] });
  if (read.audit.stage === 'withdrawn') throw new AppError('already-settled', { detail: 'This audit was taken back. Nothing more is recorded of it.' });
  return read;
}

/** A case may change hands, or be closed to some, after it was drawn. */
const BARRED = {
  owner: 'You hold this case by now, and nobody audits their own work. Ask whoever leads quality to give the audit to another auditor.',
  restricted: 'This record has been restricted to named people by now. Ask whoever leads quality to give the audit to one of them.',
} as const;

const handedIn = () => new AppError('already-settled', { detail: 'This marking has been handed in, and is never changed. Another opinion is another audit.' });

/** A criterion that the framework does not ask is somebody's mistake, told before anything is kept. */
export function mustBeAsked({ framework: { criteria } }: Pick<ReadAudit, 'framework'>, answers: Marking, judged: Judged): void {
  const ids = new Set(criteria.map(({ id }: Criterion) => id));
  const unknown = Object.keys(answers).filter((id) => !ids.has(id));
  if (unknown.length > 0) throw invalid(unknown.map((id) => ({ path: `answers.${id}`, message: 'is no criterion of this audit’s framework' })));
  const long = Object.entries(answers).filter(([, { evidence }]) => evidence.length > MOST_WORDS);
  if (long.length > 0) throw invalid(long.map(([id]) => ({ path: `answers.${id}.evidence`, message: TOO_LONG })));
  if (Object.keys(judged).length > MOST_JUDGED) throw invalid([{ path: 'judged', message: `are more than ${MOST_JUDGED}` }]);
}
const MOST_JUDGED = 2000;

/** What no rule says of this text any more is not kept. */
const onlyFound = ({ suggestions }: ReadAudit, judged: Judged): Judged => Object.fromEntries(suggestions.flatMap(({ key }) => (judged[key] === undefined || judged[key] === null ? [] : [[key, judged[key]] as const])));

/** Why a marking cannot be handed in, criterion by criterion. */
export function problemWords({ criterion, code }: MarkingProblem): FieldProblem {
  return { path: `answers.${criterion}`, message: WORDS[code] };
}
const WORDS: Readonly<Record<MarkingProblem['code'], string>> = {
  unanswered: 'is not answered yet',
  'must-apply': 'always arises: answer met, partly met or not met',
  'unknown-criterion': 'is no criterion of this audit’s framework',
  'nothing-arises': 'cannot all not arise: answer one criterion at least',
  'evidence-missing': 'is found wanting: say where, or name the line of the plan that shows it',
};
