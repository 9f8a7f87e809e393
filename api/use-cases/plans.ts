import { isInYear9OrBeyond } from '../../domain/dates/school-year.js';
import type { PlanContent } from '../../domain/plan/content.js';
import { planDifference, type PartChange } from '../../domain/plan/difference.js';
import { planLacks, type Lack } from '../../domain/plan/lacks.js';
import { isFinal, kindWritten, startsFrom } from '../../domain/plan/versions.js';
import { AppError, notFound } from '../errors.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { PlanOf, PlanVersion, VersionRow } from '../plan-models.js';
import type { UseCaseDeps } from '../ports.js';
import { nowOf, todayOf } from '../now.js';
import { planOfAdvice } from './plan-advice.js';
import { recommendedOf, type Recommended } from './recommended.js';

/** A plan's text: its versions read, compared, begun and set aside. Whoever sees the record reads it; its caseworker and team manager write. */

export type PlanView = PlanOf &
  Readonly<{
    versions: readonly VersionRow[];
    /** The version shown: the one asked for, else the one being written, else the last sent. Null: none has been written. */
    shown: PlanVersion | null;
    lacks: readonly Lack[];
    mayWrite: boolean;
    /** The version that a new one would start from. */
    base: VersionRow | null;
    /** What the last review's report asks, while an amendment may follow from it. */
    recommended: Recommended | null;
  }>;

/** @throws AppError `not-found` */
export async function viewPlan(deps: UseCaseDeps, caller: Caller, ref: string, number: number | null): Promise<PlanView> {
  const plan = await planOf(deps, caller, ref);
  const versions = await deps.planVersions.of(ref);
  const wanted = number ?? versions[0]?.number ?? null;
  const shown = wanted === null ? null : await deps.planVersions.version(ref, wanted);
  if (number !== null && shown === null) throw notFound();
  await deps.views.log({ staff: caller.ref, caseRefs: [ref], seen: 'plan', at: nowOf(deps) });
  const mayWrite = mayOn(caller, 'record.facts', plan.access);
  const recommended = plan.access.kind === 'plan' ? await recommendedOf(deps, ref) : null;
  return { ...plan, versions, shown, mayWrite, recommended: recommended?.open === true ? recommended : null, base: await baseOf(deps, plan, versions), lacks: shown === null ? [] : planLacks(shown.content, { kind: shown.kind, inYear9: inYear9(deps, plan) }) };
}

const inYear9 = (deps: UseCaseDeps, { child }: PlanOf): boolean => child.bornOn !== null && isInYear9OrBeyond(child.bornOn, todayOf(deps));

/** @throws AppError `not-found` for a record one may not see */
async function planOf(deps: UseCaseDeps, caller: Caller, ref: string): Promise<PlanOf> {
  const access = await deps.cases.access(scopeFor(caller), ref);
  const about = access === null ? null : await deps.planVersions.about(ref);
  if (access === null || about === null) throw notFound();
  return { access, ...about };
}

/** @throws AppError `not-found`, `not-yours-to-record` */
export async function planToWrite(deps: UseCaseDeps, caller: Caller, ref: string): Promise<PlanOf> {
  const plan = await planOf(deps, caller, ref);
  if (!mayOn(caller, 'record.facts', plan.access)) throw new AppError('not-yours-to-record');
  return plan;
}

/** The last sent and not dropped; of a plan without text of its own, what its assessment sent last. */
async function baseOf(deps: UseCaseDeps, { droppedOn, madeFrom }: PlanOf, versions: readonly VersionRow[]): Promise<VersionRow | null> {
  const here = startsFrom(versions, droppedOn);
  if (here !== null) return versions.find(({ number }) => number === here.number) ?? null;
  if (madeFrom === null || versions.length > 0) return null;
  const before = await deps.planVersions.of(madeFrom);
  const last = startsFrom(before, null);
  return before.find(({ number }) => number === last?.number) ?? null;
}

/** The text of the plan as it is in force; null where none was sent as final. Of a record its reader may see. */
export async function textInForce(deps: Pick<UseCaseDeps, 'planVersions'>, ref: string): Promise<PlanContent | null> {
  const last = (await deps.planVersions.of(ref)).find(({ kind, sentOn }) => sentOn !== null && isFinal(kind));
  return last === undefined ? null : ((await deps.planVersions.version(ref, last.number))?.content ?? null);
}

/**
 * Begins the next version: from the last one sent, or from the advice on file.
 * @throws AppError `not-found`, `not-yours-to-record`, `already-settled` where one is being written
 */
export async function startVersion(deps: UseCaseDeps, caller: Caller, ref: string): Promise<{ number: number }> {
  const plan = await planToWrite(deps, caller, ref);
  const base = await baseOf(deps, plan, await deps.planVersions.of(ref));
  const from = base === null ? null : await deps.planVersions.version(base.recordRef, base.number);
  const content: PlanContent = from?.content ?? (await planOfAdvice(deps, ref));
  const number = await deps.planVersions.start({
    recordRef: ref, kind: kindWritten(plan.access.kind), content, from: from === null ? null : { recordRef: from.recordRef, number: from.number }, by: caller.ref, at: nowOf(deps),
  });
  if (number === null) throw new AppError('already-settled', { detail: 'A version is being written already: go on with that one.' });
  return { number };
}

/** Sets aside a version that was not sent. @throws AppError `not-found`, `not-yours-to-record`, `changed-since` */
export async function dropVersion(deps: UseCaseDeps, caller: Caller, { ref, ...version }: Readonly<{ ref: string; number: number; saves: number }>): Promise<void> {
  await planToWrite(deps, caller, ref);
  const dropped = await deps.planVersions.drop({ recordRef: ref, ...version, by: caller.ref, at: nowOf(deps) });
  if (!dropped) throw new AppError('changed-since', { detail: 'This version was saved again, sent or set aside meanwhile. Read it again.' });
}

export type PlanCompared = PlanOf & Readonly<{ versions: readonly VersionRow[]; from: PlanVersion; to: PlanVersion; changes: readonly PartChange[] }>;

/** What one version changes against another. @param from, to null: the latest version, and the one it was started from. @throws AppError `not-found` */
export async function comparePlan(deps: UseCaseDeps, caller: Caller, ref: string, asked: Readonly<{ from: number | null; to: number | null }>): Promise<PlanCompared> {
  const plan = await planOf(deps, caller, ref);
  const compared = await comparedOf(deps, ref, await deps.planVersions.of(ref), asked);
  if (compared === null) throw notFound();
  await deps.views.log({ staff: caller.ref, caseRefs: [ref], seen: 'plan-compared', at: nowOf(deps) });
  return { ...plan, ...compared };
}

type Compared = Pick<PlanCompared, 'versions' | 'from' | 'to' | 'changes'>;

/** Two versions out of some of a record's; null where there are not two. @param versions the latest first */
async function comparedOf(deps: Pick<UseCaseDeps, 'planVersions'>, ref: string, versions: readonly VersionRow[], asked: Readonly<{ from: number | null; to: number | null }>): Promise<Compared | null> {
  const toNumber = asked.to ?? versions[0]?.number ?? null;
  const before = versions.find(({ number }) => toNumber !== null && number < toNumber)?.number ?? null;
  const fromNumber = asked.from ?? before;
  const among = (number: number | null): boolean => versions.some((row) => row.number === number);
  if (toNumber === null || fromNumber === null || !among(toNumber) || !among(fromNumber)) return null;
  const [from, to] = await Promise.all([deps.planVersions.version(ref, fromNumber), deps.planVersions.version(ref, toNumber)]);
  return from === null || to === null ? null : { versions, from, to, changes: planDifference(from.content, to.content) };
}

export type FamilyPlan = Readonly<{ shown: PlanVersion; compared: Compared | null; versions: readonly VersionRow[] }>;

/** What was sent to a family of their child's plan, and what it changes: never a text that is still being written. Null: nothing was sent. */
export async function sentPlan(deps: Pick<UseCaseDeps, 'planVersions'>, ref: string, number: number | null): Promise<FamilyPlan | null> {
  const versions = (await deps.planVersions.of(ref)).filter(({ sentOn }) => sentOn !== null);
  const wanted = number ?? versions[0]?.number ?? null;
  const shown = versions.some((row) => row.number === wanted) && wanted !== null ? await deps.planVersions.version(ref, wanted) : null;
  if (shown === null) return null;
  return { shown, versions, compared: await comparedOf(deps, ref, versions, { from: null, to: shown.number }) };
}

