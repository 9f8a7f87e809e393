import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agreementOfLots, krippendorffAlpha, shareOf, shareOfLots, SMALLEST_LOTS, weightedKappa, type Agreement, type Pair } from '../../../domain/audit/agreement.js';
import { randomFrom, type Random } from '../../../domain/chance.js';
import { differenceOf } from '../../../domain/audit/difference.js';
import { meanOf, tQuantile } from '../../../domain/audit/student-t.js';

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

test('Student’s t as the published tables have it, to three decimals', () => {
  // Fisher and Yates, Statistical Tables, table III, P = 0.05; NIST/SEMATECH e-Handbook 1.3.6.7.2
  const table = [[1, 12.706], [2, 4.303], [3, 3.182], [4, 2.776], [5, 2.571], [6, 2.447], [7, 2.365], [8, 2.306], [9, 2.262], [10, 2.228], [15, 2.131], [20, 2.086], [25, 2.060], [29, 2.045], [30, 2.042], [40, 2.021], [60, 2.000], [100, 1.984], [120, 1.980]] as const;
  for (const [freedom, t] of table) expect(round(tQuantile(freedom), 3)).toBe(t);
  expect(round(tQuantile(100_000), 3)).toBe(1.96);
  expect(Math.abs(tQuantile(2_000) - tQuantile(2_001))).toBeLessThan(0.002); // where the normal curve takes over
  expect(() => tQuantile(0)).toThrow(RangeError);
  expect(() => tQuantile(2.5)).toThrow(RangeError);
});

test('a mean by hand: 2, 4, 6 and 8, 5 ± 3.182 × 1.291', () => {
  const { mean, interval } = meanOf([2, 4, 6, 8], 4);
  expect(mean).toBe(5);
  expect([round(interval?.from ?? 0, 3), round(interval?.to ?? 0, 3)]).toEqual([0.891, 9.109]); // squares 9+1+1+9 = 20, 20/12 = 1.6667, its root 1.29099
});

test('a mean: Student’s own sleep data, as R prints it: 2.33, from 0.8977 to 3.7623', () => {
  // Student 1908, the second drug; R's t.test on group 2 of its sleep data
  const { mean, interval } = meanOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4], 10);
  expect(round(mean ?? 0, 2)).toBe(2.33);
  expect([round(interval?.from ?? 0, 4), round(interval?.to ?? 0, 4)]).toEqual([0.8977, 3.7623]);
});

test('a mean of none, of too few and of all alike has no interval', () => {
  expect(meanOf([], 2)).toEqual({ of: 0, mean: null, interval: null });
  expect(meanOf([50, 60, 70], 4)).toEqual({ of: 3, mean: 60, interval: null });
  expect(meanOf([60, 60, 60], 2)).toEqual({ of: 3, mean: 60, interval: null });
});

test('Newcombe’s eight contrasts, method 10, as his table II prints them', () => {
  const table = [
    [56, 70, 48, 80, 0.0524, 0.3339], [9, 10, 3, 10, 0.1705, 0.8090], [6, 7, 2, 7, 0.0582, 0.8062], [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775], [0, 10, 0, 10, -0.2775, 0.2775], [10, 10, 0, 20, 0.6791, 1], [10, 10, 0, 10, 0.6075, 1],
  ] as const;
  for (const [a, m, b, n, from, to] of table) {
    const difference = differenceOf({ part: a, of: m }, { part: b, of: n });
    expect([round(difference.from, 4), round(difference.to, 4)]).toEqual([from, to]);
  }
});

test('a difference turned round is its own opposite, and lies within its interval, which keeps to -1 and 1', () => {
  const share = fc.integer({ min: 1, max: 200 }).chain((of) => fc.record({ part: fc.integer({ min: 0, max: of }), of: fc.constant(of) }));
  fc.assert(fc.property(share, share, (one, other) => {
    const [there, back] = [differenceOf(one, other), differenceOf(other, one)];
    expect(there.value).toBeCloseTo(-back.value, 12);
    expect(there.from).toBeCloseTo(-back.to, 12);
    expect(there.from).toBeGreaterThanOrEqual(-1 - 1e-12);
    expect(there.to).toBeLessThanOrEqual(1 + 1e-12);
    expect(there.from <= there.value + 1e-12 && there.value <= there.to + 1e-12).toBe(true);
  }));
  expect(() => differenceOf({ part: 0, of: 0 }, { part: 1, of: 2 })).toThrow(RangeError);
});

const valueOf = (agreement: Agreement): number => (agreement.kind === 'known' ? agreement.value : Number.NaN);

/** Lots of answers in which one auditor leans by lot: what makes the answers of a lot no independent witnesses. */
const leaning = (random: Random, lots: number, size: number): Pair[][] =>
  Array.from({ length: lots }, () => {
    const lean = random.pick([-1, 0, 0, 1]);
    return Array.from({ length: size }, (): Pair => {
      const there = random.whole(0, 2);
      return [there, random.chance(0.75) ? Math.max(0, Math.min(2, there + lean)) : random.whole(0, 2)];
    });
  });

test('over lots the figure is that of all answers at once', () => {
  const lots = leaning(randomFrom('all at once'), 12, 9);
  const known = agreementOfLots(lots, 3);
  expect(known.lots).toBe(12);
  expect(valueOf(known.linear)).toBeCloseTo(valueOf(weightedKappa(lots.flat(), 3, 'linear')), 12);
  expect(valueOf(known.quadratic)).toBeCloseTo(valueOf(weightedKappa(lots.flat(), 3, 'quadratic')), 12);
  expect(valueOf(known.alpha)).toBeCloseTo(valueOf(krippendorffAlpha(lots.flat(), 'ordinal')), 12);
});

test('its interval covers what is true about 95 times in 100, where one that took every answer for a witness of its own would not', () => {
  const truth = valueOf(agreementOfLots(leaning(randomFrom('true of lots'), 4_000, 40), 3).linear);
  const random = randomFrom('coverage of lots');
  const runs = 300;
  let [covered, naive] = [0, 0];
  const holds = (agreement: Agreement): number => (agreement.kind === 'known' && agreement.interval !== null && agreement.interval.from <= truth && truth <= agreement.interval.to ? 1 : 0);
  for (let run = 0; run < runs; run += 1) {
    const lots = leaning(random, 15, 40);
    covered += holds(agreementOfLots(lots, 3).linear);
    naive += holds(weightedKappa(lots.flat(), 3, 'linear'));
  }
  // 95% of 300 is 285; four standard errors of the count are 15
  expect(covered).toBeGreaterThan(269);
  expect(naive).toBeLessThan(255);
});

test('of fewer lots than ten no interval is told, and an empty lot is none', () => {
  const lots = leaning(randomFrom('few lots'), SMALLEST_LOTS - 1, 40);
  expect(agreementOfLots([...lots, []], 3)).toMatchObject({ lots: 9, linear: { kind: 'known', of: 360, interval: null }, alpha: { interval: null } });
  expect(agreementOfLots([], 3)).toMatchObject({ lots: 0, linear: { kind: 'unknown', of: 0, why: 'too-few' } });
  expect(agreementOfLots([[[2, 2]], [[2, 2]]], 3).alpha).toEqual({ kind: 'unknown', of: 2, why: 'no-variation' });
});

test('a share of lots that each are one is Wilson’s; of one lot it tells no more than one would, of lots that say the same no more than one each', () => {
  const lots = (sizes: readonly number[], part: (of: number) => number) => shareOfLots(sizes.map((of) => ({ part: part(of), of })));
  expect(shareOfLots([...Array.from({ length: 5 }, () => ({ part: 1, of: 1 })), ...Array.from({ length: 15 }, () => ({ part: 0, of: 1 })), { part: 0, of: 0 }])).toEqual(shareOf(5, 20));
  // Wilson of none of one: 0 to 79.3%; of none of four: 0 to 49.0%
  expect(round(lots([40], () => 0).percent?.to ?? 0, 1)).toBe(79.3);
  expect(round(lots([10, 10, 10, 10], () => 0).percent?.to ?? 0, 1)).toBe(49);
  expect(lots([9, 10], () => 0)).toEqual({ part: 0, of: 19, percent: null });
  expect(lots([10, 10], (of) => of)).toMatchObject({ part: 20, of: 20, percent: { value: 100, to: 100 } });
});

test('a share of lots that lean covers what is true about 95 times in 100, where Wilson’s of them all would not', () => {
  const random = randomFrom('coverage of shares of lots');
  let [covered, naive] = [0, 0];
  for (let run = 0; run < 300; run += 1) {
    // each plan's lines are mostly dismissed or mostly not: a half in all
    const lots = Array.from({ length: 12 }, () => ({ of: random.whole(2, 8), odds: random.pick([0.15, 0.5, 0.85]) })).map(({ of, odds }) => ({ of, part: Array.from({ length: of }, () => Number(random.chance(odds))).reduce((a, b) => a + b, 0) }));
    const sums = lots.reduce((a, b) => ({ part: a.part + b.part, of: a.of + b.of }), { part: 0, of: 0 });
    const holds = ({ percent }: ReturnType<typeof shareOf>): number => (percent !== null && percent.from <= 50 && 50 <= percent.to ? 1 : 0);
    covered += holds(shareOfLots(lots));
    naive += holds(shareOf(sums.part, sums.of));
  }
  expect(covered).toBeGreaterThan(269); // as above
  expect(naive).toBeLessThan(255);
});
