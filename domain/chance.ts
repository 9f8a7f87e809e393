/** Chance that comes out the same for the same seed: what it made can be made again, and tested. */
export type Random = Readonly<{
  /** At least 0, less than 1. */
  next: () => number;
  /** A whole number from `from` to `to`, both included. */
  whole: (from: number, to: number) => number;
  chance: (probability: number) => boolean;
  /** @throws RangeError if there is nothing to pick from */
  pick: <T>(from: readonly T[]) => T;
  shuffled: <T>(list: readonly T[]) => T[];
  /** Text of that many characters, each from the alphabet. */
  text: (length: number, alphabet: string) => string;
}>;

/** A source of chance of its own for each seed, whatever other seeds are in use. */
export function randomFrom(seed: string): Random {
  const next = generator(seed);
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[whole(0, from.length - 1)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  };
  return {
    next,
    whole,
    chance: (probability) => next() < probability,
    pick,
    shuffled: (list) => shuffled(list, whole),
    text: (length, alphabet) => Array.from({ length }, () => alphabet.charAt(whole(0, alphabet.length - 1))).join(''),
  };
}

function shuffled<T>(list: readonly T[], whole: (from: number, to: number) => number): T[] {
  const out = [...list];
  for (let last = out.length - 1; last > 0; last -= 1) {
    const other = whole(0, last);
    [out[last], out[other]] = [out[other] as T, out[last] as T];
  }
  return out;
}

/** sfc32 (Chris Doty-Humphrey, PractRand), started from four FNV-1a hashes of the seed. */
function generator(seed: string): () => number {
  let a = hash(`${seed}/a`);
  let b = hash(`${seed}/b`);
  let c = hash(`${seed}/c`);
  let count = 1;
  const step = (): number => {
    const out = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + out;
    return (out >>> 0) / 2 ** 32;
  };
  for (let warm = 0; warm < 16; warm += 1) step();
  return step;
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
