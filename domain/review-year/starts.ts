import { randomFrom } from '../chance.js';
import { loadOf, type Load, type Placed } from './load.js';
import type { Choices, Seats } from './seats.js';

/** Two plain ways to plan a year. The planner begins with both and is never worse than either. */

/** One after another, phase transfers first, then whoever must be met soonest: each has the cheapest day that is left. */
export function greedily(seats: Seats): Placed {
  const order = seats.choices.map((_, i) => i).sort((a, b) => beforeIn(seats, a, b));
  return inTurn(seats, order, cheapest);
}

/** In any order, on any day that is left: in time where there is one. The same for the same seed. */
export function randomly(seats: Seats, seed: number): Placed {
  const random = randomFrom(String(seed));
  const pick = (load: Load, choices: Choices): number => {
    const free = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i).filter((choice) => load.fits(choices, choice));
    const inTime = free(0, choices.inTime);
    const all = inTime.length > 0 ? inTime : free(choices.inTime, choices.days.length);
    return all.length === 0 ? -1 : random.pick(all);
  };
  return inTurn(seats, random.shuffled(seats.choices.map((_, i) => i)), pick);
}

function inTurn(seats: Seats, order: readonly number[], pick: (load: Load, choices: Choices) => number): Placed {
  const load = loadOf(seats);
  const placed = new Int32Array(seats.choices.length).fill(-1);
  for (const i of order) {
    const choices = seats.choices[i];
    if (choices === undefined) continue;
    const choice = pick(load, choices);
    placed[i] = choice;
    if (choice >= 0) load.add(choices, choice, 1);
  }
  return placed;
}

/** The day that costs least by itself and by what is there already: of those in time, else of the late ones; -1: all are full. */
export function cheapest(load: Load, choices: Choices): number {
  const inTime = cheapestOf(load, choices, 0, choices.inTime);
  return inTime >= 0 ? inTime : cheapestOf(load, choices, choices.inTime, choices.days.length);
}

function cheapestOf(load: Load, choices: Choices, from: number, to: number): number {
  let best = -1;
  let least = Infinity;
  for (let choice = from; choice < to; choice += 1) {
    const own = choices.costs[choice] ?? Infinity;
    if (own >= least || !load.fits(choices, choice)) continue;
    const cost = own + load.costs(choices, choice);
    if (cost < least) [best, least] = [choice, cost];
  }
  return best;
}

/** Phase transfers first; of them and of the rest those that can still be in time, the soonest first, the fewest days first. */
function beforeIn({ choices }: Seats, a: number, b: number): number {
  const key = (i: number): readonly (number | string)[] => {
    const one = choices[i];
    if (one === undefined) return [];
    return [one.inTime > 0 ? 0 : 1, one.window.binds === 'transfer' ? 0 : 1, one.window.to, one.inTime, one.plan.ref];
  };
  const [left, right] = [key(a), key(b)];
  const differs = left.findIndex((part, n) => part !== right[n]);
  const [x = 0, y = 0] = [left[differs], right[differs]];
  return x < y ? -1 : 1;
}
