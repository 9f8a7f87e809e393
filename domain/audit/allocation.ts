import { randomFrom } from '../chance.js';
import type { IsoDate } from '../dates/iso-date.js';

/** Who audits what: nobody their own case, nobody more than their part, nothing forced. */

/** Somebody who audits. `open`: audits they have in hand already. `away`: both days included. */
export type Auditor = Readonly<{ ref: string; team: string | null; open: number; away: readonly Readonly<{ fromOn: IsoDate; toOn: IsoDate }>[] }>;

/** What is to be audited from a day on. `restrictedTo`: who alone may see it; null: not restricted. */
export type Work = Readonly<{
  subject: string;
  beginsOn: IsoDate;
  owner: string | null;
  team: string | null;
  writers: readonly string[];
  auditedBy: readonly string[];
  restrictedTo: readonly string[] | null;
}>;

/** Why somebody may not audit something: no exception is ever made. `first`: they are its first auditor. */
export type Barred = 'owner' | 'first' | 'restricted' | 'own-team' | 'away';
/** Why somebody had rather not: they audited it before, or wrote of it, or held the case before it is read whole. Done only where nobody else is left. */
export type Reserve = 'audited-before' | 'wrote';
export type Role = 'first' | 'second';

/** Who audits a subject; null, and why nobody does: each auditor there is, with what bars them. None there: there is no auditor at all. */
export type Given =
  | Readonly<{ subject: string; role: Role; auditor: string; despite: readonly Reserve[]; barred: null }>
  | Readonly<{ subject: string; role: Role; auditor: null; despite: readonly []; barred: readonly Readonly<{ auditor: string; why: Barred }>[] }>;

/** How many an auditor has: before, and given now. */
export type Burden = Readonly<{ auditor: string; open: number; first: number; second: number }>;

type Rules = Readonly<{ notOwnTeam: boolean; seed: string }>;

/**
 * A first auditor for all, then a second for those marked twice. Loads, those in hand counted, are as level as the bars allow: first
 * marks alone no other way could make more so; with second marks each is levelled once more about the other, which may miss the best
 * of all ways by little. Of equals chance picks, the same for the same seed.
 *
 * @param twice subjects that a second auditor marks too
 */
export function givenOut(works: readonly Work[], twice: ReadonlySet<string>, auditors: readonly Auditor[], rules: Rules): Readonly<{ given: readonly Given[]; burdens: readonly Burden[] }> {
  const open = auditors.map(({ ref, open: inHand }) => [ref, inHand] as const);
  const loadsWith = (holders: Holders): Loads => new Map(open.map(([ref, inHand]) => [ref, inHand + countOf(holders, ref)]));
  const forSecond = (firsts: Holders): readonly Task[] =>
    works.map((work, i) => (twice.has(work.subject) && typeof firsts[i] === 'string' ? taskOf(work, auditors, firsts[i], rules) : NO_TASK));
  const forFirst = works.map((work) => taskOf(work, auditors, null, rules));
  const alone = levelled(forFirst, loadsWith([]), []);
  const beside = levelled(forSecond(alone), loadsWith(alone), []);
  // the first marks were level before there were second ones: once more, each about the other
  const firsts = levelled(forFirst.map((task, i) => ({ ...task, options: task.options.filter((one) => one !== beside[i]) })), loadsWith(beside), alone);
  const tasks = forSecond(firsts);
  const seconds = levelled(tasks, loadsWith(firsts), beside);
  return {
    given: works.flatMap(({ subject }, i) => [
      givenAs('first', subject, forFirst[i] ?? NO_TASK, firsts[i] ?? null),
      ...(tasks[i] === undefined || tasks[i] === NO_TASK ? [] : [givenAs('second', subject, tasks[i], seconds[i] ?? null)]),
    ]),
    burdens: open.map(([auditor, inHand]) => ({ auditor, open: inHand, first: countOf(firsts, auditor), second: countOf(seconds, auditor) })),
  };
}

/** Who holds each work; null: nobody. */
type Holders = readonly (string | null)[];
type Loads = ReadonlyMap<string, number>;

const countOf = (holders: Holders, auditor: string): number => holders.filter((one) => one === auditor).length;

const givenAs = (role: Role, subject: string, { despite, barred }: Task, auditor: string | null): Given =>
  auditor === null ? { subject, role, auditor, despite: [], barred } : { subject, role, auditor, despite: despite.get(auditor) ?? [], barred: null };

/** `options`: who may have it, of equals in an order of chance. */
type Task = Readonly<{ options: readonly string[]; despite: ReadonlyMap<string, readonly Reserve[]>; barred: readonly Readonly<{ auditor: string; why: Barred }>[] }>;

const NO_TASK: Task = { options: [], despite: new Map(), barred: [] };

function taskOf(work: Work, auditors: readonly Auditor[], first: string | null, rules: Rules): Task {
  const asked = auditors.map((auditor) => ({ auditor: auditor.ref, why: barOf(auditor, work, first, rules) }));
  const allowed = asked.flatMap(({ auditor, why }) => (why === null ? [auditor] : []));
  const despite = new Map(allowed.map((auditor) => [auditor, reservesOf(auditor, work)]));
  const fewest = Math.min(...Array.from(despite.values(), ({ length }) => length));
  const options = allowed.filter((auditor) => despite.get(auditor)?.length === fewest).map((auditor) => ({ auditor, turn: randomFrom(JSON.stringify([rules.seed, work.subject, auditor])).next() }));
  return {
    options: options.sort((a, b) => a.turn - b.turn || (a.auditor < b.auditor ? -1 : 1)).map(({ auditor }) => auditor),
    despite,
    barred: asked.flatMap(({ auditor, why }) => (why === null ? [] : [{ auditor, why }])),
  };
}

function barOf({ ref, team, away }: Auditor, work: Work, first: string | null, { notOwnTeam }: Rules): Barred | null {
  if (work.owner === ref) return 'owner';
  if (first === ref) return 'first';
  if (work.restrictedTo?.includes(ref) === false) return 'restricted';
  if (notOwnTeam && team !== null && team === work.team) return 'own-team';
  return away.some(({ fromOn, toOn }) => fromOn <= work.beginsOn && work.beginsOn <= toOn) ? 'away' : null;
}

const reservesOf = (auditor: string, { auditedBy, writers }: Work): readonly Reserve[] => [
  ...(auditedBy.includes(auditor) ? ['audited-before' as const] : []),
  ...(writers.includes(auditor) ? ['wrote' as const] : []),
];

/** Who holds each task; null: nobody may. @param before what each auditor holds besides @param start who held each so far, and does still if they may */
function levelled(tasks: readonly Task[], before: Loads, start: Holders): Holders {
  const loads = new Map(before);
  const holders: (string | null)[] = tasks.map(() => null);
  const loadOf = (auditor: string): number => loads.get(auditor) ?? 0;
  const hand = (task: number, to: string): void => {
    const from = holders[task] ?? null;
    if (from !== null) loads.set(from, loadOf(from) - 1);
    loads.set(to, loadOf(to) + 1);
    holders[task] = to;
  };
  const fewestOptionsFirst = tasks.map((_, i) => i).sort((a, b) => (tasks[a]?.options.length ?? 0) - (tasks[b]?.options.length ?? 0) || a - b);
  for (const i of fewestOptionsFirst) {
    const so = tasks[i]?.options.find((one) => one === start[i]);
    const least = so ?? tasks[i]?.options.reduce<string | null>((best, one) => (best === null || loadOf(one) < loadOf(best) ? one : best), null) ?? null;
    if (least !== null) hand(i, least);
  }
  for (let chain = handOvers(tasks, holders, loads); chain.length > 0; chain = handOvers(tasks, holders, loads)) for (const { task, to } of chain) hand(task, to);
  return holders;
}

type HandOver = Readonly<{ task: number; to: string }>;

/**
 * A chain of hand-overs from an auditor to one who has two fewer or less; none: the loads are as level as can be.
 * @source N Harvey, R Ladner, L Lovász, T Tamir, Semi-matchings for bipartite graphs and load balancing (2003): cost-reducing paths
 */
function handOvers(tasks: readonly Task[], holders: Holders, loads: Loads): readonly HandOver[] {
  for (const [start, most] of loads) {
    const chains = new Map<string, readonly HandOver[]>([[start, []]]);
    for (const [from, chain] of chains) {
      if ((loads.get(from) ?? 0) <= most - 2) return chain;
      tasks.forEach(({ options }, task) => {
        if (holders[task] !== from) return;
        for (const to of options) if (!chains.has(to)) chains.set(to, [...chain, { task, to }]);
      });
    }
  }
  return [];
}
