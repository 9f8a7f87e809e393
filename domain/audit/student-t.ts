/** Means of a few numbers, and how far they may lie from what is true. */

/** `interval`: of 95%; null of fewer than were asked for, or where all were alike. `mean` null: of none. */
export type Mean = Readonly<{ of: number; mean: number | null; interval: Readonly<{ from: number; to: number }> | null }>;

/**
 * A mean with its t interval.
 *
 * @param smallest an interval is told from so many on
 * @source Student, Biometrika 6 (1908) 1
 */
export function meanOf(values: readonly number[], smallest: number): Mean {
  const of = values.length;
  if (of === 0) return { of, mean: null, interval: null };
  const mean = sum(values) / of;
  if (of < Math.max(2, smallest)) return { of, mean, interval: null };
  const error = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (of * (of - 1)));
  return { of, mean, interval: error < NO_WIDTH ? null : { from: mean - tQuantile(of - 1) * error, to: mean + tQuantile(of - 1) * error } };
}

/** Above it the curve is the normal one to three decimals, and the sum below would be long. */
const MANY = 2_000;
const NORMAL = 1.959964;

/**
 * What Student's t lies within 95 times in 100, either side of nought.
 *
 * @param freedom degrees of freedom: a whole number from 1
 * @throws RangeError for any other
 */
export function tQuantile(freedom: number): number {
  if (!Number.isInteger(freedom) || freedom < 1) throw new RangeError(`${freedom} is no number of degrees of freedom`);
  if (freedom > MANY) return NORMAL;
  let [low, high] = [0, FURTHEST];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (within(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return high;
}

const FURTHEST = 16; // of one degree of freedom it is 12.7
const HALVINGS = 48;

/** How likely t lies within so far of nought. @source Abramowitz and Stegun, Handbook of Mathematical Functions (1964) 26.7.3 and 26.7.4: exact for whole degrees */
function within(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const square = Math.cos(angle) ** 2;
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? Math.cos(angle) : 1;
  let series = freedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (square * (k - 1)) / k;
    series += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * series) : Math.sin(angle) * series;
}

const NO_WIDTH = 1e-9;
const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0);
