import { z } from 'zod';
import { rulesUnheard } from '../../domain/audit/found.js';
import { frameworkChanges, type FrameworkChanges } from '../../domain/audit/framework-changes.js';
import { draftProblems, draftSchema, saysTheSame } from '../../domain/audit/framework-draft.js';
import { AUDIT_KINDS, type AuditKind, type Framework } from '../../domain/audit/framework.js';
import type { FrameworkDraft, FrameworkKept } from '../audit-models.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { fieldPath, fieldProblems, plainWords } from '../http/field-problems.js';
import { nowOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';

/** What quality is, version after version: whoever sees audits reads it, whoever leads quality writes the next version and puts it in force. */

/** @property versions the latest first: the first is in force */
export type FrameworkOfKind = Readonly<{ kind: AuditKind; versions: readonly FrameworkKept[]; draft: FrameworkDraft; mayLead: boolean }>;

/** Of every kind, all versions. @throws AppError `forbidden` */
export async function viewFrameworks(deps: UseCaseDeps, caller: Caller): Promise<readonly FrameworkOfKind[]> {
  maySee(caller);
  return Promise.all(AUDIT_KINDS.map((kind) => ofKind(deps, caller, kind)));
}

const ofKind = async (deps: UseCaseDeps, caller: Caller, kind: AuditKind): Promise<FrameworkOfKind> => {
  const [versions, draft] = await Promise.all([deps.auditFrameworks.versions(kind), deps.auditFrameworks.draft(kind)]);
  return { kind, versions, draft, mayLead: mayAtAll(caller, 'audit.lead') };
};

/** One version, for good as it was. @throws AppError `forbidden`, `not-found` */
export async function viewFramework(deps: UseCaseDeps, caller: Caller, named: string, number: number): Promise<FrameworkKept & Readonly<{ kind: AuditKind; isInForce: boolean; mayLead: boolean }>> {
  maySee(caller);
  const { kind, versions, mayLead } = await ofKind(deps, caller, auditKindOf(named));
  const version = versions.find((one) => one.number === number);
  if (version === undefined) throw notFound();
  return { ...version, kind, isInForce: version === versions[0], mayLead };
}

export type FrameworksCompared = Readonly<{ kind: AuditKind; from: FrameworkKept; to: FrameworkKept; versions: readonly FrameworkKept[]; changes: FrameworkChanges }>;

/** Two versions of a kind. @param asked `to` null: what is in force; `from` null: the one before it @throws AppError `forbidden`, `not-found` */
export async function compareFrameworks(deps: UseCaseDeps, caller: Caller, named: string, asked: Readonly<{ from: number | null; to: number | null }>): Promise<FrameworksCompared> {
  maySee(caller);
  const { kind, versions } = await ofKind(deps, caller, auditKindOf(named));
  const numbered = (number: number): FrameworkKept | undefined => versions.find((one) => one.number === number);
  const to = asked.to === null ? versions[0] : numbered(asked.to);
  const from = to === undefined ? undefined : numbered(asked.from ?? Math.max(0, to.number - 1));
  if (from === undefined || to === undefined) throw notFound();
  return { kind, from, to, versions, changes: frameworkChanges(from.framework, to.framework) };
}

/** `draft.framework`: what is being written, else a copy of what is in force. `problems`: what keeps it from being put in force, `framework` at the head of each path; `unheard`: codes of rules that would point out nothing; `taken`: ids of criteria that any version ever had; `changes`: what it changes against what is in force. */
export type FrameworkInHand = Readonly<{ kind: AuditKind; framework: Framework; isBegun: boolean; draft: FrameworkDraft; inForce: FrameworkKept; problems: readonly FieldProblem[]; unheard: readonly string[]; taken: readonly string[]; changes: FrameworkChanges }>;

/** The draft of the next version. @throws AppError `forbidden`, `not-found` */
export async function viewDraft(deps: UseCaseDeps, caller: Caller, named: string): Promise<FrameworkInHand> {
  mayLead(caller);
  const { kind, versions, draft } = await ofKind(deps, caller, auditKindOf(named));
  const [inForce] = versions;
  if (inForce === undefined) throw notFound();
  const framework = draft.framework ?? inForce.framework;
  return { kind, framework, isBegun: draft.framework !== null, draft, inForce, problems: problemsIn(framework), unheard: rulesUnheard(framework), taken: versions.flatMap((one) => one.framework.criteria.map(({ id }) => id)), changes: frameworkChanges(inForce.framework, framework) };
}

const problemsIn = (framework: Framework): FieldProblem[] => draftProblems(framework).map(({ path, message }) => ({ path: fieldPath(path, 'framework'), message }));

export const draftSentSchema = z.strictObject({ framework: z.unknown(), after: z.int({ error: 'must be the number of saves you had seen' }).min(0) });

/**
 * Keeps the draft, wrong as it may be; null throws it away.
 *
 * @returns how often it was saved by now, and what is wrong with it still
 * @throws AppError `forbidden`, `not-found`; `invalid` for what has not a framework's shape; `changed-since` where somebody saved it since
 */
export async function keepFrameworkDraft(deps: UseCaseDeps, caller: Caller, { kind: named, framework: sent, after }: z.output<typeof draftSentSchema> & Readonly<{ kind: string }>): Promise<Readonly<{ saves: number; problems: readonly FieldProblem[] }>> {
  mayLead(caller);
  const kind = auditKindOf(named);
  const framework = sent === null ? null : draftOf(kind, sent);
  const saves = await deps.auditFrameworks.keepDraft({ kind, framework, after, by: caller.ref, at: nowOf(deps) });
  if (saves === null) throw savedSince();
  return { saves, problems: framework === null ? [] : problemsIn(framework) };
}

/** @throws AppError `invalid` */
function draftOf(kind: AuditKind, sent: unknown): Framework {
  const parsed = draftSchema.safeParse(sent, { error: plainWords });
  if (!parsed.success) throw invalid(fieldProblems(parsed.error, 'framework'));
  if (parsed.data.kind !== kind) throw invalid([{ path: 'framework.kind', message: `must be ${kind}, as the address says` }]);
  return parsed.data;
}

export const inForceSchema = z.strictObject({
  why: z.string({ error: 'must say why' }).trim().min(1, { error: 'must say why: whoever compares figures later reads it' }).max(1000, { error: 'must be at most 1,000 characters' }),
  after: z.int({ error: 'must be the number of saves you had seen' }).min(0),
});

/**
 * Puts the draft in force as the next version, for audits that begin from now on. Those begun keep theirs.
 *
 * @returns its number
 * @throws AppError `forbidden`, `not-found`; `invalid` with everything that is wrong with it; `changed-since` where somebody saved it since
 */
export async function putFrameworkInForce(deps: UseCaseDeps, caller: Caller, { kind: named, why, after }: z.output<typeof inForceSchema> & Readonly<{ kind: string }>): Promise<number> {
  const { kind, draft, framework, inForce, isBegun, problems } = await viewDraft(deps, caller, named);
  if (draft.saves !== after) throw savedSince();
  if (problems.length > 0) throw invalid(problems);
  if (!isBegun || saysTheSame(framework, inForce.framework)) throw invalid([{ path: 'framework', message: 'is the same as the version in force: change something first' }]);
  const number = await deps.auditFrameworks.putInForce({ kind, framework, after, why, by: caller.ref, at: nowOf(deps) });
  if (number === null) throw savedSince();
  return number;
}

const savedSince = (): AppError => new AppError('changed-since', { detail: 'Somebody has saved this draft since you opened it. Read it, then change it again if yours still holds.' });

/** @throws AppError `not-found` */
export function auditKindOf(named: string): AuditKind {
  const found = AUDIT_KINDS.find((kind) => kind === named);
  if (found === undefined) throw notFound();
  return found;
}

function maySee(caller: Caller): void {
  if (!mayAtAll(caller, 'audit.see')) throw new AppError('forbidden');
}
/** @throws AppError `forbidden` */
export function mayLead(caller: Caller): void {
  if (!mayAtAll(caller, 'audit.lead')) throw new AppError('forbidden');
}
