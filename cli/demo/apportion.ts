/**
 * Whole numbers in the proportions of the weights that add up to the total exactly (largest remainders; ties to the earlier).
 *
 * @throws RangeError if there is something to share and no weight to share it by
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (total === 0) return weights.map(() => 0);
  if (sum <= 0) throw new RangeError('nothing to share by: all weights are zero');
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const left = total - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, remainder: share - Math.floor(share) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const topped = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return shares.map((share, index) => share + (topped.has(index) ? 1 : 0));
}
