import { DEFAULT_FRAMEWORKS } from '../../domain/audit/default-frameworks/all.js';
import { gateFailures, type FoundAbout, type GateFailure } from '../../domain/audit/found.js';
import { isInYear9OrBeyond } from '../../domain/dates/school-year.js';
import type { Fact, ToldFact } from '../../domain/facts/fact.js';
import { isCorrection, replacementOf } from '../../domain/facts/story.js';
import { isFinal, versionNamed, versionSentBy, type VersionKind } from '../../domain/plan/versions.js';
import { isYoungPerson } from '../../domain/tell/family.js';
import { AppError, invalid } from '../errors.js';
import { todayOf } from '../now.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
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

/** Where a text of the plan was written here, no other goes out unseen: it could be the one that fails. */
const ELSEWHERE: Stop = { item: null, rule: 'text-elsewhere', reason: 'A text of this plan is written in Duly, and what goes out is another, which nobody can look at here.', law: null };

/** What fails, with the item it is about where it is one. */
export const failureWords = ({ item, reason }: Pick<GateFailure, 'item' | 'reason'>): string => (item === null ? reason : `${item}: ${reason}`);

/** Whether the person may let a failing text go out. */
export const mayOverride = (caller: Caller, record: Pick<CaseAccess, 'owner' | 'team'>): boolean => mayOn(caller, 'record.decide', record);

/**
 * No text that fails a requirement of the law goes out as final, unless a manager says why; nor one that is not kept here, where another of the plan was
 * written here. Of a plan that was never written here nothing can be looked at. What a correction puts in an entry's place goes through it alike, unless it
 * is the same text sent by the same fact: then what was found, or answered for, stands.
 *
 * @throws AppError `fails-the-law` with each requirement; `not-yours-to-record` for an override by somebody below a team manager; `invalid` for one of nothing
 */
export async function mayFinalise(deps: GateDeps, caller: Caller, record: CaseAccess, facts: readonly ToldFact[]): Promise<void> {
  for (const [i, fact] of facts.entries()) {
    if (fact.type !== 'correction') await goesOut(deps, caller, record, { fact, at: `facts[${i}]`, reason: despiteOf(fact) });
    else if (fact.replacement !== null && FINALISES.has(fact.replacement.type)) await takesItsPlace(deps, caller, record, { ...fact, replacement: fact.replacement }, `facts[${i}].replacement`);
  }
}

const despiteOf = (fact: Fact | ToldFact): string => ('despite' in fact && typeof fact.despite === 'string' ? fact.despite : '');

type GateDeps = Pick<UseCaseDeps, 'planVersions' | 'cases' | 'clock'>;
type GoesOut = Readonly<{ fact: ToldFact; at: string; reason: string }>;
const FINALISES: ReadonlySet<string> = new Set<ToldFact['type']>(['final-plan-issued', 'amended-plan-issued', 'reassessed-plan-issued']);

/** Signs that nobody sees, and a dot alone, say nothing. */
const SAYS = /[\p{L}\p{N}]/u;

async function goesOut(deps: GateDeps, caller: Caller, record: CaseAccess, { fact, at, reason }: GoesOut): Promise<void> {
  if (!FINALISES.has(fact.type)) return;
  const failures = await failuresOf(deps, record.ref, fact);
  if (SAYS.test(reason)) {
    if (failures.length === 0) throw invalid([{ path: `${at}.despite`, message: 'is for a text that fails a requirement of the law, or is kept elsewhere: neither is found, so leave it out' }]);
    if (!mayOverride(caller, record)) throw new AppError('not-yours-to-record', { errors: [{ path: `${at}.despite`, message: 'is for a team manager upwards: ask yours to record it' }] });
  } else if (failures.length > 0) {
    throw new AppError('fails-the-law', { errors: failures.map((failure) => ({ path: `${at}.evidence`, message: failure.law === null ? failureWords(failure) : `${failureWords(failure)} (${failure.law})`, code: failure.rule })) });
  }
}

/** A reason that was given for one text is none for another: only words count here, never the note of before. */
async function takesItsPlace(deps: GateDeps, caller: Caller, record: CaseAccess, { corrects, replacement }: Readonly<{ corrects: string; replacement: ToldFact }>, at: string): Promise<void> {
  const before = await factBefore(deps, caller, record.ref, corrects);
  const named = versionNamed(replacement);
  const isSameText = before !== null && before.type === replacement.type && (named === null || named.number === versionNamed(before)?.number);
  const [was, is] = [before === null ? '' : despiteOf(before), despiteOf(replacement)];
  if (isSameText && was === is) return;
  await goesOut(deps, caller, record, { fact: replacement, at, reason: KEPT_WORDS.test(is) ? '' : is });
}
const KEPT_WORDS = /^N-[0-9A-Z]{8}$/;

/** @param id of an entry, as j12, or of what a correction put in its place, as j12.1 */
async function factBefore({ cases }: GateDeps, caller: Caller, ref: string, id: string): Promise<Fact | null> {
  const [, entry, inside] = /^j(\d{1,9})(\.1)?$/.exec(id) ?? [];
  if (entry === undefined) return null;
  const page = await cases.history(scopeFor(caller), ref, { before: Number(entry) + 1, limit: 1 });
  const fact = page?.items.find((one) => one.entry === Number(entry))?.fact ?? null;
  return inside === undefined || fact === null ? fact : (isCorrection(fact) ? (replacementOf(fact)[0] ?? null) : null);
}

async function failuresOf(deps: GateDeps, ref: string, fact: ToldFact): Promise<readonly Stop[]> {
  const [named, kind] = [versionNamed(fact), versionSentBy(fact.type)];
  if (kind === null) return [];
  if (named === null) return (await deps.planVersions.wasWritten(ref)) ? [ELSEWHERE] : [];
  const [about, version] = await Promise.all([deps.planVersions.about(ref), deps.planVersions.version(ref, named.number)]);
  return about === null || version === null ? [] : gateOf(deps, about, version, kind);
}
