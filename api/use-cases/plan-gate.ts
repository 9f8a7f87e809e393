import { DEFAULT_FRAMEWORKS } from '../../domain/audit/default-frameworks/all.js';
import { gateFailures, type FoundAbout, type GateFailure } from '../../domain/audit/found.js';
import { isInYear9OrBeyond } from '../../domain/dates/school-year.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import { isFinal, versionNamed, versionSentBy, type VersionKind } from '../../domain/plan/versions.js';
import { isYoungPerson } from '../../domain/tell/family.js';
import { AppError, invalid } from '../errors.js';
import { todayOf } from '../now.js';
import { mayOn, type Caller } from '../permissions.js';
import type { PlanOf, PlanVersion } from '../plan-models.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseAccess } from '../read-models.js';

/** The gate that a plan's text goes through before it is final. */

/** Requirements of the law that a text fails beyond doubt, were it issued as this. Only of final texts: a draft is there to be mended. */
export function gateOf(deps: Pick<UseCaseDeps, 'clock'>, { child }: Pick<PlanOf, 'child'>, { content }: Pick<PlanVersion, 'content'>, kind: VersionKind): readonly GateFailure[] {
  return isFinal(kind) ? gateFailures(DEFAULT_FRAMEWORKS.plan, content, foundAbout(deps, child, kind)) : [];
}

/** What the law asks of a text by the child's age today. */
export function foundAbout(deps: Pick<UseCaseDeps, 'clock'>, { bornOn }: Pick<PlanOf['child'], 'bornOn'>, kind: VersionKind): FoundAbout {
  const today = todayOf(deps);
  return { kind, inYear9: bornOn !== null && isInYear9OrBeyond(bornOn, today), youngPerson: bornOn !== null && isYoungPerson(bornOn, today) };
}

/** What keeps a text from being final. `law` null: the gate's own. */
export type Stop = Pick<GateFailure, 'item' | 'rule' | 'reason'> & Readonly<{ law: string | null }>;

/** Where a text of the plan is kept here, no other goes out unseen: it could be the one that fails. */
const ELSEWHERE: Stop = { item: null, rule: 'text-elsewhere', reason: 'A text of this plan is written in Duly, and what goes out is another, which nobody can look at here.', law: null };

/** What fails, with the item it is about where it is one. */
export const failureWords = ({ item, reason }: Pick<GateFailure, 'item' | 'reason'>): string => (item === null ? reason : `${item}: ${reason}`);

/** Whether the person may let a failing text go out. */
export const mayOverride = (caller: Caller, record: Pick<CaseAccess, 'owner' | 'team'>): boolean => mayOn(caller, 'record.decide', record);

/**
 * No text that fails a requirement of the law goes out as final, unless a manager says why; nor one that is not kept here, where another of the plan is.
 * Of a plan that was never written here nothing can be looked at.
 *
 * @throws AppError `fails-the-law` with each requirement; `not-yours-to-record` for an override by somebody below a team manager; `invalid` for one of nothing
 */
export async function mayFinalise(deps: Pick<UseCaseDeps, 'planVersions' | 'clock'>, caller: Caller, record: CaseAccess, facts: readonly ToldFact[]): Promise<void> {
  for (const [i, fact] of facts.entries()) {
    if (fact.type !== 'final-plan-issued' && fact.type !== 'amended-plan-issued' && fact.type !== 'reassessed-plan-issued') continue;
    const despite = (fact.despite ?? '').trim();
    const failures = await failuresOf(deps, record.ref, fact);
    if (despite !== '' && failures.length === 0) throw invalid([{ path: `facts[${i}].despite`, message: 'is for a text that fails a requirement of the law, or is kept elsewhere: neither is found, so leave it out' }]);
    if (despite !== '' && !mayOverride(caller, record)) throw new AppError('not-yours-to-record', { errors: [{ path: `facts[${i}].despite`, message: 'is for a team manager upwards: ask yours to record it' }] });
    if (despite === '' && failures.length > 0) throw new AppError('fails-the-law', { errors: failures.map((failure) => ({ path: `facts[${i}].evidence`, message: failure.law === null ? failureWords(failure) : `${failureWords(failure)} (${failure.law})`, code: failure.rule })) });
  }
}

async function failuresOf(deps: Pick<UseCaseDeps, 'planVersions' | 'clock'>, ref: string, fact: ToldFact): Promise<readonly Stop[]> {
  const [named, kind] = [versionNamed(fact), versionSentBy(fact.type)];
  if (kind === null) return [];
  if (named === null) return (await deps.planVersions.of(ref)).length > 0 ? [ELSEWHERE] : [];
  const [about, version] = await Promise.all([deps.planVersions.about(ref), deps.planVersions.version(ref, named.number)]);
  return about === null || version === null ? [] : gateOf(deps, about, version, kind);
}
