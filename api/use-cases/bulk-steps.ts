import type { IsoDate } from '../../domain/dates/iso-date.js';
import { adviserFor, attendedKind } from '../../domain/advice/choose.js';
import { whomToAsk, type ChildToAskAbout, type ToAsk } from '../../domain/advice/who.js';
import type { AdviserRole, ToldFact } from '../../domain/facts/fact.js';
import { AppError } from '../errors.js';
import { mayAtAll, mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Adviser, GatheredCase } from '../read-models.js';
import { earlierUnder, keyOf, overCases, recordOnEach, type CaseResult, type Chosen, type StepOutcome } from './over-cases.js';
import { nowOf, todayOf } from '../now.js';

/** Whom to ask where a role has several and the child's own school does not settle it. */
export type ChosenAdvisers = Readonly<Partial<Record<AdviserRole, string>>>;

const ADVISERS_READ = 500;

/**
 * Asks all the advice regulation 6 wants and nobody has been asked for, on each of several records.
 *
 * @param key of the step as a whole: sent again under it, nobody is asked twice
 * @throws AppError `forbidden`, `invalid`
 */
export async function askAllAdvice(deps: UseCaseDeps, caller: Caller, sent: Readonly<{ key: string; cases: readonly Chosen[]; advisers: ChosenAdvisers }>): Promise<readonly CaseResult[]> {
  if (!mayAtAll(caller, 'record.facts')) throw new AppError('forbidden');
  const advisers = await deps.people.advisers({ limit: ADVISERS_READ });
  const today = todayOf(deps);
  return overCases(deps, caller, sent.cases, async (found, chosen) => {
    const wanted = stillToAsk(found, advisers, today);
    const named = wanted.map((one) => ({ role: one.role, adviser: one.adviser ?? adviserFor(one.role, found.setting, advisers, sent.advisers[one.role])?.ref ?? null }));
    const facts = named.flatMap(({ role, adviser }): ToldFact[] => (adviser === null ? [] : [{ type: 'advice-requested', on: today, adviser, role }]));
    const missing = named.filter(({ adviser }) => adviser === null).map(({ role }) => role);
    const earlier = await earlierUnder(deps, caller, keyOf(sent.key, found.ref));
    if (earlier !== null) return recordOnEach(deps, caller, sent.key, chosen, []);
    if (facts.length === 0 && missing.length === 0) return { kind: 'nothing', why: 'nothing-to-ask' };
    if (facts.length === 0) return { kind: 'refused', code: 'invalid', extra: { errors: missing.map((role) => ({ path: `advisers.${role}`, message: 'must be chosen: several could be asked' })) } };
    const outcome = await recordOnEach(deps, caller, sent.key, chosen, facts);
    return outcome.kind === 'done' ? { ...outcome, missing } : outcome;
  });
}

/** Roles among these records for which several advisers could be asked, each with those to choose from. */
export async function advisersToChoose(deps: UseCaseDeps, caller: Caller, refs: readonly string[]): Promise<readonly Readonly<{ role: AdviserRole; advisers: readonly Adviser[]; law: string }>[]> {
  if (!mayAtAll(caller, 'record.facts')) throw new AppError('forbidden');
  const advisers = await deps.people.advisers({ limit: ADVISERS_READ });
  const today = todayOf(deps);
  const cases = await deps.cases.gathered(scopeFor(caller), refs, today);
  const open = new Map<AdviserRole, ToAsk>();
  for (const found of cases) {
    for (const one of stillToAsk(found, advisers, today)) if (one.adviser === null && adviserFor(one.role, found.setting, advisers) === null) open.set(one.role, one);
  }
  return [...open.values()].map(({ role, law }) => ({ role, law, advisers: advisers.filter((adviser) => adviser.role === role) }));
}

const stillToAsk = (found: GatheredCase, advisers: readonly Adviser[], today: IsoDate): ToAsk[] =>
  whomToAsk(childOf(found, advisers), found.facts, today).filter(({ asked, reused }) => !asked && !reused);

function childOf({ bornOn, sensory, forcesFamily, setting }: GatheredCase, advisers: readonly Adviser[]): ChildToAskAbout {
  const roles = new Map(advisers.map(({ ref, role }) => [ref, role]));
  return { bornOn, sensory, forcesFamily, attends: attendedKind(setting), named: [], roles };
}

/**
 * Reminds every adviser whose advice is overdue, on each of several records; each adviser once a day, whoever presses.
 *
 * @throws AppError `forbidden`, `invalid`
 */
export async function remindLateAdvisers(deps: UseCaseDeps, caller: Caller, cases: readonly Chosen[], only?: string): Promise<readonly CaseResult[]> {
  if (!mayAtAll(caller, 'record.facts')) throw new AppError('forbidden');
  return overCases(deps, caller, cases, async (found): Promise<StepOutcome> => {
    if (!mayOn(caller, 'record.facts', found)) throw new AppError('not-yours-to-record');
    const asked = found.lateAdvice.filter(({ adviser }) => only === undefined || adviser === only);
    if (asked.length === 0) return { kind: 'nothing', why: 'nobody-late' };
    const at = nowOf(deps);
    const reminded = await deps.reminders.send({ caseRef: found.ref, asked, by: caller.ref, on: todayOf(deps), at });
    if (reminded.length === 0) return { kind: 'nothing', why: 'reminded-today' };
    deps.nudgeDelivery?.();
    return { kind: 'done', count: reminded.length };
  });
}

/** The children's names of these records, of those the person may see. */
export async function namesOf(deps: UseCaseDeps, caller: Caller, refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (refs.length === 0) return new Map();
  return new Map((await deps.cases.gathered(scopeFor(caller), refs, todayOf(deps))).map(({ ref, child }) => [ref, child]));
}
