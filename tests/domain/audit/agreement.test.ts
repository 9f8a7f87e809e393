import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { krippendorffAlpha, shareOf, SMALLEST_FOR_PERCENT, weightedKappa, wilson, type Agreement, type Level, type Weighting } from '../../../domain/audit/agreement.js';
import { randomFrom, type Random } from '../../../domain/chance.js';

type Pair = readonly [number, number];

/** A table of counts, the one auditor's categories down and the other's across, as pairs. */
const pairsOf = (table: readonly (readonly number[])[]): Pair[] => table.flatMap((row, i) => row.flatMap((count, j) => Array.from({ length: count }, (): Pair => [i, j])));
const valueOf = (agreement: Agreement): number => (agreement.kind === 'known' ? agreement.value : Number.NaN);
const ends = (agreement: Agreement) => (agreement.kind === 'known' ? agreement.interval : null) ?? { from: Number.NaN, to: Number.NaN };
const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** Boyd et al. 1982, as in Altman, Practical Statistics for Medical Research (1991) and Stata's manual: 85 xeromammograms, two radiologists. */
const MAMMOGRAMS = pairsOf([[21, 12, 0, 0], [4, 17, 1, 0], [3, 9, 15, 2], [0, 0, 0, 1]]);
/** Fleiss, Statistical Methods for Rates and Proportions, table 18.1: 100 diagnoses of two raters. */
const DIAGNOSES = pairsOf([[75, 1, 4], [5, 4, 1], [0, 0, 10]]);

describe('weighted kappa', () => {
  test('of the textbooks: 0.473 and, by linear weights, 0.568 of the mammograms; 0.676 of the diagnoses', () => {
    expect(round(valueOf(weightedKappa(MAMMOGRAMS, 4, 'nominal')), 4)).toBe(0.4728);
    expect(round(valueOf(weightedKappa(MAMMOGRAMS, 4, 'linear')), 4)).toBe(0.5684);
    expect(round(valueOf(weightedKappa(DIAGNOSES, 3, 'nominal')), 3)).toBe(0.676);
  });

  test('two by two, by hand: 20 and 15 agreed of 50, 0.7 observed and 0.5 expected', () => {
    const known = weightedKappa(pairsOf([[20, 5], [10, 15]]), 2, 'nominal');
    expect(valueOf(known)).toBeCloseTo(0.4, 12);
    // A 0.10972, B 0.10188, C 0.01 of the paper's three terms: variance 0.2016 / 12.5, standard error 0.126996
    expect([round(ends(known).from, 4), round(ends(known).to, 4)]).toEqual([0.1511, 0.6489]);
  });

  test.each<Weighting>(['nominal', 'linear', 'quadratic'])('its %s interval is that of 4,000 bootstraps, each end within 0.04', (weighting) => {
    for (const [pairs, categories] of [[MAMMOGRAMS, 4], [DIAGNOSES, 3]] as const) {
      const known = weightedKappa(pairs, categories, weighting);
      const [from, to] = bootstrapped(`kappa ${weighting} ${categories}`, pairs, (sample) => valueOf(weightedKappa(sample, categories, weighting)));
      expect(known).toMatchObject({ kind: 'known', of: pairs.length });
      // the bootstrap leans where a value lies near its end, so widths are compared, and the middle is the value's own
      expect(Math.abs(ends(known).to - ends(known).from - (to - from))).toBeLessThan(0.04);
      expect(Math.abs(ends(known).from - from)).toBeLessThan(0.04);
      expect(Math.abs(ends(known).to - to)).toBeLessThan(0.04);
    }
  });

  test('too few, and no variation, are said; never a number', () => {
    expect(weightedKappa([], 3, 'linear')).toEqual({ kind: 'unknown', of: 0, why: 'too-few' });
    expect(weightedKappa([[1, 1]], 3, 'linear')).toEqual({ kind: 'unknown', of: 1, why: 'too-few' });
    expect(weightedKappa([[2, 2], [2, 2], [2, 2]], 3, 'linear')).toEqual({ kind: 'unknown', of: 3, why: 'no-variation' });
  });

  test('no interval is told of a few, nor where one auditor never varied: 29 of 30 alike is not “surely no better than chance”', () => {
    expect(weightedKappa(pairsOf([[9, 5], [4, 11]]), 2, 'nominal')).toMatchObject({ of: 29, interval: null });
    expect(weightedKappa([...pairsOf([[0, 0, 0], [0, 0, 0], [0, 0, 29]]), [2, 1]], 3, 'linear')).toMatchObject({ of: 30, interval: null });
  });

  test('what is no category is refused: it would be counted without being compared', () => {
    expect(() => weightedKappa([[0, 1], [-1, -1]], 3, 'linear')).toThrow(RangeError);
    expect(() => weightedKappa([[0, 1], [3, 0]], 3, 'linear')).toThrow(RangeError);
  });

  const anyPairs = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 2, maxLength: 40 });
  const alike = (a: Agreement, b: Agreement): void => {
    expect(a.kind).toBe(b.kind);
    if (a.kind !== 'known' || b.kind !== 'known') return;
    expect(a.value).toBeCloseTo(b.value, 9);
    expect(a.interval === null).toBe(b.interval === null);
    if (a.interval !== null) for (const end of ['from', 'to'] as const) expect(ends(a)[end]).toBeCloseTo(ends(b)[end], 6);
  };

  test('whoever is named first, in whatever order, and with the scale turned round, it is the same', () => {
    fc.assert(fc.property(anyPairs, fc.constantFrom<Weighting>('nominal', 'linear', 'quadratic'), (pairs, weighting) => {
      const known = weightedKappa(pairs, 3, weighting);
      alike(known, weightedKappa(pairs.map(([a, b]): Pair => [b, a]), 3, weighting));
      alike(known, weightedKappa([...pairs].reverse(), 3, weighting));
      alike(known, weightedKappa(pairs.map(([a, b]): Pair => [2 - a, 2 - b]), 3, weighting));
      if (known.kind === 'known') expect(known.value >= -1 && known.value <= 1 && (known.interval === null || (known.interval.from <= known.value && known.value <= known.interval.to))).toBe(true);
    }));
  });

  test('always agreed is 1; of two categories every weighting is the same', () => {
    fc.assert(fc.property(anyPairs, (pairs) => {
      const same = weightedKappa(pairs.map(([a]): Pair => [a, a]), 3, 'linear');
      if (same.kind === 'known') {
        expect(same.value).toBeCloseTo(1, 12);
        expect(same.interval).toBeNull();
      }
      const two = pairs.map(([a, b]): Pair => [Math.min(a, 1), Math.min(b, 1)]);
      alike(weightedKappa(two, 2, 'linear'), weightedKappa(two, 2, 'quadratic'));
      alike(weightedKappa(two, 2, 'linear'), weightedKappa(two, 2, 'nominal'));
    }));
  });
});

/** Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), part C: four observers, twelve units, some not marked. */
const TWELVE = [
  [1, 1, null, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [null, 5, 5, 5], [null, null, 1, 1], [null, null, 3, null],
];

describe('Krippendorff’s alpha', () => {
  test.each<[Level, number]>([['nominal', 0.743], ['ordinal', 0.815], ['interval', 0.849]])('of his own example: %s %d', (level, value) => {
    expect(round(valueOf(krippendorffAlpha(TWELVE, level)))).toBe(value);
  });

  test('part A of the same paper: two observers, ten units of yes and no: 0.095', () => {
    const meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0];
    const owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0];
    expect(round(valueOf(krippendorffAlpha(meg.map((one, i) => [one, owen[i] ?? null]), 'nominal')))).toBe(0.095);
  });

  test.each<Level>(['nominal', 'ordinal', 'interval'])('its %s interval covers what is true about 95 times in 100', (level) => {
    const truth = valueOf(krippendorffAlpha(made(randomFrom('what is true'), 20_000), level));
    const random = randomFrom(`coverage ${level}`);
    const runs = 400;
    let covered = 0;
    for (let run = 0; run < runs; run += 1) {
      const known = krippendorffAlpha(made(random, 60), level);
      if (ends(known).from <= truth && truth <= ends(known).to) covered += 1;
    }
    // 95% of 400 is 380; four standard errors of a count are 17.4, and a jackknife of 60 units may lie a point or two low
    expect(covered).toBeGreaterThan(356);
    expect(covered).toBeLessThan(397);
  });

  test('a value alone is left out; too few, and no variation, are said', () => {
    expect(krippendorffAlpha([[1, null], [2, 2]], 'ordinal')).toEqual({ kind: 'unknown', of: 1, why: 'too-few' });
    expect(krippendorffAlpha([[1, 1], [1, 1, null]], 'ordinal')).toEqual({ kind: 'unknown', of: 2, why: 'no-variation' });
  });

  test('in whatever order of units and auditors it is the same, and always agreed is 1', () => {
    const anyUnits = fc.array(fc.array(fc.option(fc.nat(3), { nil: null }), { minLength: 2, maxLength: 4 }), { minLength: 2, maxLength: 25 });
    fc.assert(fc.property(anyUnits, fc.constantFrom<Level>('nominal', 'ordinal', 'interval'), (units, level) => {
      const turned = krippendorffAlpha(units.map((unit) => [...unit].reverse()).reverse(), level);
      const known = krippendorffAlpha(units, level);
      expect(turned.kind).toBe(known.kind);
      if (known.kind === 'known') {
        expect(valueOf(turned)).toBeCloseTo(known.value, 9);
        expect(known.value <= 1 && (known.interval === null || (known.interval.from <= known.value && known.value <= known.interval.to))).toBe(true);
      }
      const agreed = krippendorffAlpha(units.map((unit, i) => unit.map(() => i % 3)), level);
      if (agreed.kind === 'known') expect(agreed.value).toBeCloseTo(1, 12);
    }));
  });
});

describe('a share', () => {
  test('Wilson’s interval as Newcombe (Statistics in Medicine 17, 1998, 857) gives it', () => {
    for (const [part, of, from, to] of [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [1, 29, 0.0061, 0.1718]] as const) {
      expect([round(wilson(part, of).from, 4), round(wilson(part, of).to, 4)]).toEqual([from, to]);
    }
  });

  test('of a handful only the numbers are said', () => {
    expect(shareOf(SMALLEST_FOR_PERCENT - 2, SMALLEST_FOR_PERCENT - 1)).toEqual({ part: 18, of: 19, percent: null });
    expect(shareOf(15, 20).percent).toMatchObject({ value: 75 });
    expect(shareOf(0, 0)).toEqual({ part: 0, of: 0, percent: null });
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});

/** The middle 95% of a figure over samples drawn with replacement, by code of its own. */
function bootstrapped<T>(seed: string, data: readonly T[], figure: (sample: readonly T[]) => number): [number, number] {
  const random = randomFrom(seed);
  const values = Array.from({ length: 4_000 }, () => figure(data.map(() => random.pick(data)))).filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return [values[Math.floor(values.length * 0.025)] ?? Number.NaN, values[Math.floor(values.length * 0.975)] ?? Number.NaN];
}

/** Units of which three auditors see what is there seven times in ten, and guess else; some are away. */
const made = (random: Random, count: number): (number | null)[][] =>
  Array.from({ length: count }, () => {
    const there = random.whole(0, 2);
    return [0, 1, 2].map((auditor) => (auditor === 2 && random.chance(0.4) ? null : random.chance(0.7) ? there : random.whole(0, 2)));
  });
