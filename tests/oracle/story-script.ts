import { plusDays } from './days.js';
import { withDay } from './receipt.js';
import type { Day, OracleFact } from './story.js';

/** Chance with a memory: the same seed throws the same numbers. */
export type Dice = Readonly<{
  int: (min: number, max: number) => number;
  chance: (probability: number) => boolean;
  pick: <const T extends readonly [unknown, ...unknown[]]>(from: T) => T[number];
  shuffled: <T>(list: readonly T[]) => T[];
}>;

/** Dice of a seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (from) => from[int(0, from.length - 1)] ?? from[0],
    shuffled: (list) =>
      list
        .map((item) => ({ item, at: next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ item }) => item),
  };
}

type Fields = Omit<OracleFact, 'id' | 'type' | 'on'>;
export type Entry = Readonly<{ day: Day; fact: OracleFact }>;

/** A story being told: facts so far, each with the day it counts from. */
export type Script = {
  readonly dice: Dice;
  entries: Entry[];
  terms: { term: string; startsOn: Day }[];
  nextId: () => string;
};

/** An empty story. */
export function newScript(dice: Dice): Script {
  let count = 0;
  return { dice, entries: [], terms: [], nextId: () => `f${(count += 1)}` };
}

/** Adds a fact on a stated day. */
export function tell(script: Script, type: string, on: Day, fields: Fields = {}): Entry {
  return push(script, { id: script.nextId(), type, on, ...fields });
}

/** Adds a fact whose day the clock must derive; answers the day the oracle derives. */
export function tellUndated(script: Script, type: string, fields: Fields): Entry {
  return push(script, { id: script.nextId(), type, ...fields });
}

function push(script: Script, fact: OracleFact): Entry {
  const entry = { day: withDay(fact).on, fact };
  script.entries.push(entry);
  return entry;
}

/** A number of days likely to fall on a limit or beside it, else anywhere from 1 to `most`. */
export function around(dice: Dice, limit: number, most: number): number {
  const near = dice.int(0, 9);
  if (near === 0) return limit;
  if (near === 1) return limit + 1;
  if (near === 2) return Math.max(1, limit - 1);
  return dice.int(1, most);
}

const EDGES = [
  '02-27',
  '02-28',
  '03-01',
  '03-26',
  '04-01',
  '05-04',
  '06-30',
  '07-31',
  '08-15',
  '08-31',
  '10-25',
  '10-28',
  '11-13',
  '12-24',
  '12-25',
  '12-31',
  '01-01',
  '09-01',
] as const;

/** A day of the years given, often beside a holiday, a month's end, a clock change or 29 February. */
export function anyDay(dice: Dice, firstYear: number, lastYear: number): Day {
  const year = dice.int(firstYear, lastYear);
  const day = dice.chance(0.3)
    ? plusDays(`${year}-${dice.pick(EDGES)}`, dice.int(-2, 2))
    : plusDays(`${year}-01-01`, dice.int(0, 364));
  return day < RULES_BEGAN ? plusDays(RULES_BEGAN, dice.int(0, 90)) : day;
}

/** No rule pack covers an earlier day. */
export const RULES_BEGAN: Day = '2014-09-01';

/** Days a fact names beside its own, none of which may be in the future when the story is read. */
export function lastDayNamed({ day, fact }: Entry): Day {
  const named = [day, fact.receivedOn, fact.sentOutOn, fact.sentToAuthorityOn, fact.servedOn, fact.postedOn];
  return named.reduce<Day>((last, next) => (next !== undefined && next > last ? next : last), day);
}

/** Last day of anything told so far. */
export function lastDay(script: Script): Day {
  return script.entries.map(lastDayNamed).reduce((last, day) => (day > last ? day : last), RULES_BEGAN);
}

/** The later of a day and the one after everything told so far. */
export function afterAll(script: Script, day: Day): Day {
  const next = plusDays(lastDay(script), 1);
  return day > next ? day : next;
}
