// Chance that can be had again: the same seed makes the same choices, whatever happens meanwhile.

export type Chance = Readonly<{
  /** From 0, below 1. */
  next: () => number;
  /** A whole number from the first to the last, both included. */
  between: (first: number, last: number) => number;
  pick: <T>(from: readonly [T, ...T[]]) => T;
  /** Whether something of this probability happens. */
  happens: (share: number) => boolean;
}>;

/** @param name of what is chosen, seed included: streams of other names are apart, so that one that asks more moves no other */
export function chanceOf(name: string): Chance {
  let state = hashOf(name);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0; // mulberry32
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (first, last) => first + Math.floor(next() * (last - first + 1)),
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    happens: (share) => next() < share,
  };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}
