import type { Random } from '../chance.js';

/** What a count may come to, drawn many times: its middle eight tenths. */
export type Band = Readonly<{ low: number; high: number }>;

/** Of so many drawn counts, in any order: one in ten lies below `low`, one in ten above `high`. */
export function bandOf(drawn: readonly number[]): Band {
  const inOrder = [...drawn].sort((a, b) => a - b);
  const at = (share: number): number => inOrder[Math.round(share * (inOrder.length - 1))] ?? 0;
  return { low: at(0.1), high: at(0.9) };
}

const A_FEW = 10;

/** A count of things that come by chance, so many on average. @source D. Knuth, The Art of Computer Programming 2, 3.4.1 */
export function poisson(mean: number, random: Random): number {
  if (mean <= 0) return 0;
  if (mean > A_FEW) return poisson(A_FEW, random) + poisson(mean - A_FEW, random);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count += 1;
  return count;
}
