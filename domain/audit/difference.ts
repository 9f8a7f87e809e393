import { wilson } from './agreement.js';

/** So many of so many. */
export type Part = Readonly<{ part: number; of: number }>;
/** Of two shares, as numbers from -1 to 1. */
export type Difference = Readonly<{ value: number; from: number; to: number }>;

/**
 * How far one share is above another, with its interval of 95%: Newcombe's hybrid of two Wilson intervals, which keeps to what is
 * possible and holds for small numbers and shares of none or all.
 *
 * @throws RangeError for a part of nothing, or greater than its whole
 * @source Newcombe, Statistics in Medicine 17 (1998) 873, method 10
 */
export function differenceOf(one: Part, other: Part): Difference {
  const [p, q] = [one.part / one.of, other.part / other.of];
  const [a, b] = [wilson(one.part, one.of), wilson(other.part, other.of)];
  const value = p - q;
  return { value, from: value - Math.hypot(p - a.from, b.to - q), to: value + Math.hypot(a.to - p, q - b.from) };
}
