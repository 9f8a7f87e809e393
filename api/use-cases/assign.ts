import type { IsoDate } from '../../domain/dates/iso-date.js';
import { AppError, invalid, notFound } from '../errors.js';
import { mayAtAll, mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseloadRow, Named } from '../read-models.js';
import { overCases, recordOnEach, type CaseResult, type Chosen } from './over-cases.js';
import { recordFacts } from './record-facts.js';
import type { Outcome } from './send-command.js';
import { nowOf, todayOf } from '../now.js';

/** Those who may take a record of a team on, with how much each holds and until when they are away. */
export async function mayTakeOn(deps: UseCaseDeps, caller: Caller, ref: string): Promise<readonly CaseloadRow[]> {
  const record = await deps.cases.access(scopeFor(caller), ref);
  if (record === null) throw notFound();
  if (!mayOn(caller, 'record.assign', record)) throw new AppError('not-yours-to-record');
  return (await deps.teams.caseload(record.team, todayOf(deps))).filter(canTake);
}

const canTake = ({ staff, leftOn }: CaseloadRow): boolean => staff !== null && leftOn === null;

/**
 * Hands a record to somebody of its team: a fact like any other.
 *
 * @throws AppError as `recordFacts`
 */
export const assign = (deps: UseCaseDeps, caller: Caller, sent: Readonly<{ caseRef: string; commandId: string; to: string; entry: number }>): Promise<Outcome> =>
  recordFacts(deps, caller, { caseRef: sent.caseRef, commandId: sent.commandId, ifEntry: sent.entry, facts: [{ type: 'owner-set', on: todayOf(deps), owner: sent.to }] });

/** `share`: each record to whoever then holds the fewest and is not away. */
export type HandOver = Readonly<{ key: string; from: string; cases: readonly Chosen[]; to: string }>;
export const SHARE_OUT = 'share';
/** In the place of somebody: what nobody holds. */
export const NOBODY = 'nobody';

/**
 * Hands several records of one person, or of nobody, to another, or shares them out over the team.
 *
 * @throws AppError `forbidden`, `not-found` for nobody of the team, `invalid`
 */
export async function handOver(deps: UseCaseDeps, caller: Caller, sent: HandOver): Promise<readonly CaseResult[]> {
  const team = managed(caller);
  const today = todayOf(deps);
  const all = await deps.teams.caseload(team, today);
  if (sent.from !== NOBODY && !all.some(({ staff }) => staff?.ref === sent.from)) throw notFound();
  const people = all.filter(canTake).filter(({ staff }) => staff?.ref !== sent.from);
  const taking = sent.to === SHARE_OUT ? people.filter(({ awayUntil }) => awayUntil === null) : people.filter(({ staff }) => staff?.ref === sent.to);
  if (taking.length === 0) throw invalid([{ path: 'to', message: 'must be somebody of the team who has not left, or "share" while somebody is there to take them' }]);
  const next = sharer(taking);
  return overCases(deps, caller, sent.cases, (found, chosen) => {
    if (found.owner !== null && found.owner !== sent.from) return Promise.resolve({ kind: 'nothing' as const, why: 'held-already' as const });
    return recordOnEach(deps, caller, sent.key, chosen, [{ type: 'owner-set', on: today, owner: next() }]);
  });
}

/** Gives, at each asking, whoever holds the fewest by then. */
function sharer(people: readonly CaseloadRow[]): () => string {
  const holds = new Map(people.flatMap(({ staff, open }) => (staff === null ? [] : [[staff.ref, open] as const])));
  return () => {
    const [fewest] = [...holds].sort(([a, m], [b, n]) => m - n || (a < b ? -1 : 1));
    if (fewest === undefined) throw new RangeError('nobody to share out to');
    holds.set(fewest[0], fewest[1] + 1);
    return fewest[0];
  };
}

/** The team whose people this person manages. @throws AppError `forbidden` */
export function managed(caller: Caller): string {
  if (!mayAtAll(caller, 'team.manage') || caller.team === null) throw new AppError('forbidden');
  return caller.team;
}

export type Leaving = Readonly<{ results: readonly CaseResult[]; left: boolean; held: number; covered: readonly Named[] }>;

/**
 * Hands over what somebody holds and, once nothing is left, closes their account. While they hold a record it stays open.
 *
 * @throws AppError `forbidden`, `invalid`, `not-found`
 */
export async function leave(deps: UseCaseDeps, caller: Caller, sent: HandOver): Promise<Leaving> {
  const team = managed(caller);
  const today: IsoDate = todayOf(deps);
  if (sent.from === caller.ref) throw invalid([{ path: 'staff', message: 'must be somebody else: another manager closes your account' }]);
  if (!(await deps.teams.caseload(team, today)).some(({ staff }) => staff?.ref === sent.from)) throw notFound();
  const results = sent.cases.length === 0 ? [] : await handOver(deps, caller, sent);
  return { results, ...(await deps.teams.leave({ staff: sent.from, today, by: caller.ref, at: nowOf(deps) })) };
}
