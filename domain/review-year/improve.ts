import { inSteps, type Steps } from '../steps.js';
import { cheapest } from './starts.js';
import { loadOf, type Load, type Placed } from './load.js';
import { costOfNone, type Choices, type Seats } from './seats.js';

/** Rounds over all plans; they end sooner where a round betters nothing. */
const MOST_ROUNDS = 30;
/** Ways tried to make room for one late plan in one round, and for all in all rounds: bounds the time where capacity is far too small. */
const MOST_TRIES = 300;
const ALL_TRIES = 60_000;
/** Less is rounding. */
const WORTH_MOVING = 1e-6;

/**
 * A year planned better, or the same where no single move betters it: each review on the cheapest day there is, and another
 * moved aside where that lets a late one be in time. Each step makes the whole cheaper, so it never gets worse.
 */
export function* improving(seats: Seats, start: Placed): Steps<Placed> {
  const work = workOn(seats, start);
  let left = ALL_TRIES;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const moved = yield* sweep(work);
    const { madeRoom, tries } = yield* makeRoom(work, left);
    left -= tries;
    if (!moved && !madeRoom) break;
  }
  return work.placed;
}

type Work = Readonly<{
  seats: Seats;
  placed: Placed;
  load: Load;
  take: (i: number) => void;
  put: (i: number, choice: number) => void;
  /** What a plan costs where it would be, the others being where they are. */
  cost: (i: number, choice: number) => number;
  /** Plans that stand in the way of this one on that day. */
  inTheWay: (i: number, choice: number) => readonly number[];
  of: (i: number) => Choices;
}>;

function workOn(seats: Seats, start: Placed): Work {
  const load = loadOf(seats);
  const placed = new Int32Array(seats.choices.length).fill(-1);
  const onDay = new Map<number, Set<number>>();
  const inWeek = new Map<number, Set<number>>();
  const of = (i: number): Choices => {
    const choices = seats.choices[i];
    if (choices === undefined) throw new RangeError('no such plan');
    return choices;
  };
  const dayKey = ({ setting, days }: Choices, choice: number): number => setting * seats.dates.length + (days[choice] ?? 0);
  const weekKey = (choices: Choices, choice: number): number => choices.caseworker * seats.dates.length + load.weekOf(choices, choice);
  const noted = (i: number, choice: number, isIn: boolean): void => {
    const choices = of(i);
    if (choices.setting >= 0) note(onDay, dayKey(choices, choice), i, isIn);
    if (choices.caseworker >= 0) note(inWeek, weekKey(choices, choice), i, isIn);
  };
  const work: Work = {
    seats, placed, load, of,
    take: (i) => {
      const choice = placed[i] ?? -1;
      if (choice < 0) return;
      load.add(of(i), choice, -1);
      noted(i, choice, false);
      placed[i] = -1;
    },
    put: (i, choice) => {
      placed[i] = choice;
      if (choice < 0) return;
      load.add(of(i), choice, 1);
      noted(i, choice, true);
    },
    cost: (i, choice) => (choice < 0 ? costOfNone(of(i)) : (of(i).costs[choice] ?? 0) + load.costs(of(i), choice)),
    inTheWay: (i, choice) => {
      const choices = of(i);
      const there = choices.setting < 0 ? [] : [...(onDay.get(dayKey(choices, choice)) ?? [])];
      const then = choices.caseworker < 0 ? [] : [...(inWeek.get(weekKey(choices, choice)) ?? [])];
      return [...new Set([...there, ...then])].sort((a, b) => a - b);
    },
  };
  start.forEach((choice, i) => work.put(i, choice));
  return work;
}

function note(held: Map<number, Set<number>>, key: number, i: number, isIn: boolean): void {
  const there = held.get(key) ?? new Set<number>();
  if (isIn) there.add(i);
  else there.delete(i);
  held.set(key, there);
}

const PLANS_A_STEP = 200;

/** @returns whether any was moved */
function* sweep({ seats, placed, load, take, put, cost }: Work): Steps<boolean> {
  const moves = yield* inSteps(seats.choices, (choices, i) => {
    const before = placed[i] ?? -1;
    take(i);
    const best = cheapest(load, choices);
    const isBetter = best !== before && cost(i, best) < cost(i, before) - WORTH_MOVING;
    put(i, isBetter ? best : before);
    return isBetter;
  }, PLANS_A_STEP);
  return moves.includes(true);
}

/** Lets plans that are late though they have days in time take the place of one that can be moved for less; phase transfers first. */
function* makeRoom(work: Work, most: number): Steps<Readonly<{ madeRoom: boolean; tries: number }>> {
  const { seats, placed } = work;
  const isLate = (i: number): boolean => work.of(i).inTime > 0 && ((placed[i] ?? -1) < 0 || (placed[i] ?? -1) >= work.of(i).inTime);
  const late = seats.choices.map((_, i) => i).filter(isLate);
  const isTransfer = (i: number): boolean => work.of(i).window.binds === 'transfer';
  let [madeRoom, tries] = [false, 0];
  for (const i of [...late.filter(isTransfer), ...late.filter((one) => !isTransfer(one))]) {
    if (tries >= most) break;
    if (!isLate(i)) continue; // moved aside for another, to a day in time
    const took = tookAPlace(work, i, Math.min(MOST_TRIES, most - tries));
    madeRoom ||= took.itsPlace;
    tries += took.tries;
    yield;
  }
  return { madeRoom, tries };
}

function tookAPlace(work: Work, i: number, most: number): Readonly<{ itsPlace: boolean; tries: number }> {
  let tries = 0;
  for (let choice = work.of(i).inTime - 1; choice >= 0; choice -= 1) {
    for (const other of work.inTheWay(i, choice)) {
      if (other === i) continue;
      if (tries >= most) return { itsPlace: false, tries };
      tries += 1;
      if (tookFrom(work, i, choice, other)) return { itsPlace: true, tries };
    }
  }
  return { itsPlace: false, tries };
}

/** Both taken off, the late one put there and the other wherever is cheapest: kept if the two cost less than before. */
function tookFrom({ placed, load, take, put, cost, of }: Work, i: number, choice: number, other: number): boolean {
  const [mine, theirs] = [placed[i] ?? -1, placed[other] ?? -1];
  take(i);
  const withoutMine = cost(i, mine);
  take(other);
  const before = withoutMine + cost(other, theirs);
  if (load.fits(of(i), choice)) {
    const ours = cost(i, choice);
    put(i, choice);
    const elsewhere = cheapest(load, of(other));
    if (ours + cost(other, elsewhere) < before - WORTH_MOVING) {
      put(other, elsewhere);
      return true;
    }
    take(i);
  }
  put(other, theirs);
  put(i, mine);
  return false;
}
