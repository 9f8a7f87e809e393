import { randomFrom } from '../chance.js';
import { bandOf, poisson, type Band } from './bands.js';

/** A queue week by week: what comes in, what gets done, in which order; and what that does to those who wait. */

export const ORDERS = ['oldest', 'due', 'newest'] as const;
/** `due`: those whose date is still ahead by that date, then the late ones, the oldest first. */
export type Order = (typeof ORDERS)[number];

/** One who waits. Days from today: `since` when they began to (0 or less), `due` their last day in time. */
export type Waiting = Readonly<{ since: number; due: number }>;

export type Plan = Readonly<{
  /** How many come in a week. */
  demand: number;
  /** How many can be done in a week. */
  capacity: number;
  /** How many more, for so many weeks from now; `extraWeeks` null: for good. */
  extra: number;
  extraWeeks: number | null;
  order: Order;
}>;

export type Question = Readonly<{
  waiting: readonly Waiting[];
  plan: Plan;
  /** How many weeks are shown. */
  weeks: number;
  /** Days from coming in to the last day in time, of those who come. */
  limit: number;
  seed: string;
}>;

/** At the end of a week: how many wait, of them so many past their date, and the days the longest has waited. */
export type Week = Readonly<{ week: number; came: number; done: number; waiting: number; late: number; longest: number; band: Band }>;

/** Those who wait today, or those who come later: what becomes of them in the weeks shown. */
export type Fate = Readonly<{
  people: number;
  done: number;
  /** Done by their last day. */
  inTime: number;
  /** Not done, and past their date. */
  stillLate: number;
  /** Of those whose date passed or who were done: the share done in time, 0 to 1; null of none. */
  share: number | null;
  /** Days half of those done had waited. */
  usualWait: number | null;
}>;

/** When nobody waits any more, all that comes being done in its week. */
export type Clears = Readonly<{ kind: 'in'; weeks: number } | { kind: 'never'; growsBy: number } | { kind: 'beyond'; weeks: number }>;

export type Answer = Readonly<{ weeks: readonly Week[]; clears: Clears; old: Fate; fresh: Fate; all: Fate; /** Extra pieces of work the plan has room for. */ extraRoom: number }>;

type One = Waiting & { done: number | null };

/** What the plan comes to. Whole people: of 12.5 a week 12 come in one week and 13 in the next. */
export function whatIf({ waiting, plan, weeks, limit, seed }: Question): Answer {
  const old = waiting.map((one): One => ({ ...one, done: null }));
  const fresh: One[] = [];
  let queue = inOrder(old, plan.order);
    const shown: Week[] = [];
  const [comes, goes] = [wholeWeeks(weeks, () => plan.demand), wholeWeeks(weeks, (week) => perWeek(plan, week))];
  const bands = bandsOf(waiting.length, plan.demand, goes, seed);
  for (let week = 1; week <= weeks; week += 1) {
    const end = 7 * week;
    const come = Array.from({ length: comes[week - 1] ?? 0 }, (): One => ({ since: end - 7, due: end - 7 + limit, done: null }));
    fresh.push(...come);
    queue = inOrder([...queue, ...come], plan.order);
    const taken = take(queue, goes[week - 1] ?? 0, plan.order, end);
    for (const one of taken) one.done = end;
    queue = queue.filter(({ done }) => done === null);
    const longest = queue.reduce((most, { since }) => Math.max(most, end - since), 0);
    shown.push({ week, came: come.length, done: taken.length, waiting: queue.length, late: queue.filter(({ due }) => due < end).length, longest, band: bands[week - 1] ?? { low: 0, high: 0 } });
  }
  const end = 7 * weeks;
  return { weeks: shown, clears: clearsIn(waiting.length, plan), old: fateOf(old, end), fresh: fateOf(fresh, end), all: fateOf([...old, ...fresh], end), extraRoom: roomOf(weeks, plan) };
}

/** Waiting whose ages are not known, as many as are said: of ages like those known, else as if they had come one after the other. */
export function waitingLike(known: readonly Waiting[], count: number, aWeek: number, limit: number): Waiting[] {
  return Array.from({ length: count }, (_, i) => {
    if (known.length > 0) return known[Math.floor((i * known.length) / count)] ?? { since: 0, due: limit };
    const since = -Math.round((7 * (i + 1)) / Math.max(aWeek, 1));
    return { since, due: since + limit };
  });
}

const NEARLY = 1e-9;
/** Whole ones of each week, so that no part of one is ever lost. */
function wholeWeeks(weeks: number, aWeek: (week: number) => number): number[] {
  let [sum, before] = [0, 0];
  return Array.from({ length: weeks }, (_, i) => {
    sum += aWeek(i + 1);
    const until = Math.floor(sum + NEARLY);
    const whole = until - before;
    before = until;
    return whole;
  });
}

const perWeek = ({ capacity, extra, extraWeeks }: Plan, week: number): number => Math.max(0, capacity + (extraWeeks === null || week <= extraWeeks ? extra : 0));
const roomOf = (weeks: number, { extra, extraWeeks }: Plan): number => extra * Math.min(weeks, extraWeeks ?? weeks);

const inOrder = (queue: readonly One[], order: Order): One[] => [...queue].sort((a, b) => (order === 'due' ? a.due - b.due || a.since - b.since : a.since - b.since || a.due - b.due));

/** Who is done next, from a queue in its order. @param end the day by which they are done */
function take(queue: readonly One[], most: number, order: Order, end: number): One[] {
  if (order === 'oldest') return queue.slice(0, most);
  if (order === 'newest') return queue.slice(Math.max(0, queue.length - most));
  const ahead = queue.filter(({ due }) => due >= end).slice(0, most);
  const late = queue.filter(({ due }) => due < end).sort((a, b) => a.since - b.since);
  return [...ahead, ...late.slice(0, most - ahead.length)];
}

const FAR = 1_040;

/** By counting alone: who is done first makes no difference to when all are. */
function clearsIn(stock: number, plan: Plan): Clears {
  let waiting = stock;
  const [comes, goes] = [wholeWeeks(FAR, () => plan.demand), wholeWeeks(FAR, (week) => perWeek(plan, week))];
  for (let week = 1; week <= FAR; week += 1) {
    waiting = Math.max(0, waiting + (comes[week - 1] ?? 0) - (goes[week - 1] ?? 0));
    if (waiting === 0) return { kind: 'in', weeks: week };
  }
  const growsBy = plan.demand - perWeek(plan, FAR);
  return growsBy >= 0 ? { kind: 'never', growsBy } : { kind: 'beyond', weeks: FAR + Math.ceil(waiting / -growsBy) };
}

const RUNS = 200;

/** How many may wait each week if as many come as chance has it. */
function bandsOf(stock: number, demand: number, goes: readonly number[], seed: string): Band[] {
  const random = randomFrom(seed);
  const runs = Array.from({ length: RUNS }, () => {
    let waiting = stock;
    return goes.map((done) => (waiting = Math.max(0, waiting + poisson(demand, random) - done)));
  });
  return goes.map((_, i) => bandOf(runs.map((run) => run[i] ?? 0)));
}

function fateOf(people: readonly One[], end: number): Fate {
  const done = people.flatMap(({ since, due, done: on }) => (on === null ? [] : [{ waited: on - since, inTime: on <= due }]));
  const stillLate = people.filter((one) => one.done === null && one.due < end).length;
  const inTime = done.filter((one) => one.inTime).length;
  const known = done.length + stillLate;
  const waits = done.map(({ waited }) => waited).sort((a, b) => a - b);
  return { people: people.length, done: done.length, inTime, stillLate, share: known === 0 ? null : inTime / known, usualWait: waits[Math.floor((waits.length - 1) / 2)] ?? null };
}
