import { createHash } from 'node:crypto';
import type { AdviserRole, ToldFact } from '../../domain/facts/fact.js';
import { AppError, invalid, type ErrorCode, type ProblemExtra } from '../errors.js';
import { scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { GatheredCase } from '../read-models.js';
import { recordFacts } from './record-facts.js';
import { earlierAnswer, type Outcome } from './send-command.js';
import { todayOf } from '../now.js';

/** A record somebody chose, and the last entry they had seen of it. */
export type Chosen = Readonly<{ ref: string; entry: number | null }>;

/** What became of a step on one record. Nothing is passed over in silence. */
export type StepOutcome = Readonly<
  | { kind: 'done'; count: number; /** Roles nobody was found for: still to be asked. */ missing?: readonly AdviserRole[] }
  | { kind: 'pending' }
  | { kind: 'nothing'; why: 'nothing-to-ask' | 'nobody-late' | 'reminded-today' | 'held-already' | 'transfer-known' }
  | { kind: 'refused'; code: ErrorCode; extra: ProblemExtra }
>;
/** `child` is null for a record the person may not see, or that is none. */
export type CaseResult = Readonly<{ ref: string; child: string | null; outcome: StepOutcome }>;

/** As many records as one step takes; a list shows fewer. */
export const MOST_CASES = 200;
/** Several at a time, so that a page of cases takes seconds and the others at work notice nothing. */
const AT_ONCE = 4;

/**
 * Does one thing on each of several records, each by itself: a refusal of one keeps no other from being done.
 *
 * @throws AppError `invalid` for no record or too many; and what is nobody's rule (a lost database): the same step may then be
 *   sent again under its key, and what was done is not done twice
 */
export const overCases = (deps: UseCaseDeps, caller: Caller, chosen: readonly Chosen[], step: (found: GatheredCase, chosen: Chosen) => Promise<StepOutcome>): Promise<readonly CaseResult[]> =>
  overEach(chosen, (refs) => deps.cases.gathered(scopeFor(caller), refs, todayOf(deps)), step);

type Found = Readonly<{ ref: string; child: string }>;

/**
 * The same on records found another way, as plans.
 *
 * @throws AppError as `overCases`
 */
export async function overEach<T extends Found>(chosen: readonly Chosen[], find: (refs: readonly string[]) => Promise<readonly T[]>, step: (found: T, chosen: Chosen) => Promise<StepOutcome>): Promise<readonly CaseResult[]> {
  if (chosen.length === 0) throw invalid([{ path: 'cases', message: 'must name at least one case' }]);
  if (chosen.length > MOST_CASES) throw invalid([{ path: 'cases', message: `must name at most ${MOST_CASES} cases at once` }]);
  const once = [...new Map(chosen.map((one) => [one.ref, one])).values()];
  const found = new Map((await find(once.map(({ ref }) => ref))).map((one) => [one.ref, one]));
  const results: CaseResult[] = [];
  for (let done = 0; done < once.length; done += AT_ONCE) {
    const batch = await Promise.allSettled(once.slice(done, done + AT_ONCE).map((one) => resultOf(found.get(one.ref) ?? null, one, step)));
    for (const one of batch) {
      if (one.status === 'rejected') throw one.reason;
      results.push(one.value);
    }
  }
  return results;
}

async function resultOf<T extends Found>(found: T | null, chosen: Chosen, step: (found: T, chosen: Chosen) => Promise<StepOutcome>): Promise<CaseResult> {
  const { ref } = chosen;
  if (found === null) return { ref, child: null, outcome: { kind: 'refused', code: 'not-found', extra: {} } };
  try {
    return { ref, child: found.child, outcome: await step(found, chosen) };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    return { ref, child: found.child, outcome: { kind: 'refused', code: error.code, extra: error.extra } };
  }
}

/** Records facts on one of several records under a key of its own, made of the step's; sent again, it gets the first answer. */
export async function recordOnEach(deps: UseCaseDeps, caller: Caller, key: string, { ref, entry }: Chosen, facts: readonly ToldFact[]): Promise<StepOutcome> {
  const commandId = keyOf(key, ref);
  const earlier = await earlierUnder(deps, caller, commandId);
  const outcome = earlier ?? (await recordFacts(deps, caller, { caseRef: ref, commandId, facts, ...(entry === null ? {} : { ifEntry: entry }) }));
  return outcome.kind === 'RECORDED' ? { kind: 'done', count: outcome.facts.length } : { kind: 'pending' };
}

/** What the first sending of this step answered for this record; null where this is the first. */
export async function earlierUnder(deps: UseCaseDeps, caller: Caller, commandId: string): Promise<Outcome | null> {
  const saved = await deps.commands.find(commandId);
  return saved === null ? null : earlierAnswer(deps, caller, commandId, saved.bodyHash);
}

/** A key for one record out of the step's: the same for the same two, and no other's. */
export function keyOf(key: string, ref: string): string {
  const hex = createHash('sha256').update(`${key.toLowerCase()}/${ref}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
