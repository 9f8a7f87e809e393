/** How many are asked of each stratum, and what becomes of those that it has not got. */

/** `fixed`: the council's own number for it; null: it has none. `eligible`: those of its `size` that may be drawn. */
export type Asked = Readonly<{ size: number; eligible: number; fixed: number | null }>;

/** `expected`: its part before chance rounds it; of the `asked`, so many it has not got; so many it gives in place of others. */
export type Quota = Readonly<{ expected: number; asked: number; short: number; extra: number }>;

/** Divides a number by weight. */
export type Split = (number: number, weights: readonly number[]) => readonly number[];

/** Exactly, in fractions. */
export const inProportion: Split = (number, weights) => {
  const total = sumOf(weights);
  return weights.map((weight) => (total === 0 ? 0 : (number * weight) / total));
};

/**
 * In whole numbers that make the number, each its fraction rounded up or down. Over the offsets from 0 to the weights' sum less one, all
 * as likely, each weight's mean is exactly its fraction: a weight of one in a thousand gets its turn once in a thousand.
 * @source systematic sampling (W G Madow 1949); the mean is exact by Hermite's identity
 */
export function inWholeParts(number: number, weights: readonly number[], offset: number): readonly number[] {
  const total = sumOf(weights);
  if (total === 0) return weights.map(() => 0);
  let before = 0;
  return weights.map((weight) => {
    const from = Math.floor((number * before + offset) / total);
    before += weight;
    return Math.floor((number * before + offset) / total) - from;
  });
}

/** The month's number over the strata. A stratum that is too small gives all it has; the others make it up, in proportion, as far as they can. */
export function quotasOf(number: number, strata: readonly Asked[], split: Split): readonly Quota[] {
  const expected = targets(number, strata, inProportion);
  const asked = targets(number, strata, split);
  const had = strata.map(({ eligible }, i) => Math.min(eligible, asked[i] ?? 0));
  const given = madeUp(number - sumOf(had), had, strata, split);
  return strata.map((_, i) => ({ expected: expected[i] ?? 0, asked: asked[i] ?? 0, short: (asked[i] ?? 0) - (had[i] ?? 0), extra: (given[i] ?? 0) - (had[i] ?? 0) }));
}

/** The fixed numbers, or as much of them as the month's number holds; the rest by size over the strata that have none, or all if each has one. */
function targets(number: number, strata: readonly Asked[], split: Split): readonly number[] {
  const fixed = strata.map((one) => one.fixed ?? 0);
  const sum = sumOf(fixed);
  if (sum >= number) return sum === 0 ? strata.map(() => 0) : split(number, fixed);
  const isOpen = strata.some((one) => one.fixed === null && one.size > 0) ? (one: Asked): boolean => one.fixed === null : (): boolean => true;
  const rest = split(number - sum, strata.map((one) => (isOpen(one) ? one.size : 0)));
  return fixed.map((own, i) => own + (rest[i] ?? 0));
}

const NOTHING = 1e-9; // of a fraction

function madeUp(missing: number, had: readonly number[], strata: readonly Asked[], split: Split): readonly number[] {
  let given = had;
  for (let left = missing; left > NOTHING;) {
    const room = strata.map(({ eligible }, i) => eligible - (given[i] ?? 0));
    if (room.every((one) => one <= NOTHING)) return given;
    const more = split(left, strata.map(({ size }, i) => ((room[i] ?? 0) > NOTHING ? size : 0))).map((one, i) => Math.min(one, room[i] ?? 0));
    given = given.map((own, i) => own + (more[i] ?? 0));
    left -= sumOf(more);
  }
  return given;
}

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
