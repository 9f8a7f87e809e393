import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inProportion, inWholeParts, quotasOf, type Asked, type Split } from '../../../domain/audit/quotas.js';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
const offsets = (weights: readonly number[]): readonly number[] => Array.from({ length: sum(weights) }, (_, i) => i);
const stratum = (size: number, eligible = size, fixed: number | null = null): Asked => ({ size, eligible, fixed });
const at = (offset: number): Split => (number, weights) => inWholeParts(number, weights, sum(weights) === 0 ? 0 : offset % sum(weights));
const drawn = (number: number, strata: readonly Asked[], split: Split): readonly number[] => quotasOf(number, strata, split).map(({ asked, short, extra }) => asked - short + extra);

describe('a number divided in whole parts', () => {
  test('2 over strata of 5, 3 and 2, by hand: the fractions are 1, 0.6 and 0.4', () => {
    // ends at 10, 16 and 20 tenths; an offset moves all of them up
    expect(inWholeParts(2, [5, 3, 2], 0)).toEqual([1, 0, 1]);
    expect(inWholeParts(2, [5, 3, 2], 3)).toEqual([1, 0, 1]);
    expect(inWholeParts(2, [5, 3, 2], 4)).toEqual([1, 1, 0]);
    expect(inWholeParts(2, [5, 3, 2], 9)).toEqual([1, 1, 0]);
  });

  test('a stratum of one in a thousand is not starved: it has the one at one offset of the thousand', () => {
    expect(offsets([999, 1]).filter((offset) => inWholeParts(1, [999, 1], offset)[1] === 1)).toHaveLength(1);
  });

  test('over all offsets each stratum has exactly its share; each is rounded up or down, and they make the number', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.array(fc.nat(25), { minLength: 1, maxLength: 8 }).filter((sizes) => sum(sizes) > 0), (number, sizes) => {
        const total = sum(sizes);
        const all = offsets(sizes).map((offset) => inWholeParts(number, sizes, offset));
        sizes.forEach((size, i) => {
          expect(sum(all.map((parts) => parts[i] ?? 0))).toBe(number * size); // of `total` offsets: the mean is number × size / total
          for (const parts of all) expect(Math.abs((parts[i] ?? 0) - (number * size) / total)).toBeLessThan(1);
        });
        for (const parts of all) expect(sum(parts)).toBe(number);
      }),
    );
  });

  test('nothing to divide by gives nothing', () => {
    expect(inWholeParts(3, [0, 0], 0)).toEqual([0, 0]);
    expect(inProportion(3, [0, 0])).toEqual([0, 0]);
  });
});

describe('what is asked of each stratum', () => {
  test('in proportion, and what a stratum has not got is made up by the others', () => {
    // 10 over 50, 30 and 20: 5, 3 and 2; the second has one left, and the two it lacks go 5 to 2 over the others
    expect(quotasOf(10, [stratum(50), stratum(30, 1), stratum(20)], at(0))).toEqual([
      { expected: 5, asked: 5, short: 0, extra: 1 },
      { expected: 3, asked: 3, short: 2, extra: 0 },
      { expected: 2, asked: 2, short: 0, extra: 1 },
    ]);
  });

  test('fixed numbers first, the rest to those that have none', () => {
    expect(quotasOf(10, [stratum(50, 50, 2), stratum(30), stratum(10)], at(0)).map(({ asked }) => asked)).toEqual([2, 6, 2]); // 8 over 30 and 10
    expect(quotasOf(10, [stratum(60, 60, 2), stratum(20, 20, 4)], at(0)).map(({ asked }) => asked)).toEqual([5, 5]); // each has one: 4 more over 60 and 20
    expect(quotasOf(6, [stratum(60, 60, 2), stratum(20, 20, 4)], at(0)).map(({ asked }) => asked)).toEqual([2, 4]);
    expect(quotasOf(3, [stratum(60, 60, 2), stratum(20, 20, 4)], at(0)).map(({ asked }) => asked)).toEqual([1, 2]); // a cap left half
  });

  test('a stratum with a number and nobody in it is short of it; the others make it up', () => {
    expect(quotasOf(3, [stratum(0, 0, 2), stratum(9)], at(0))).toEqual([{ expected: 2, asked: 2, short: 2, extra: 0 }, { expected: 1, asked: 1, short: 0, extra: 2 }]);
  });

  test('more than there is: all there is; nobody: nothing', () => {
    expect(drawn(50, [stratum(4), stratum(3, 2)], at(1))).toEqual([4, 2]);
    expect(drawn(5, [], at(0))).toEqual([]);
    expect(drawn(0, [stratum(4, 4, 0)], at(0))).toEqual([0]);
  });

  test('never more than a stratum has, never fewer in all than there are to be had; in fractions as in whole numbers', () => {
    const anyStratum = fc.record({ size: fc.nat(30), left: fc.nat(30), fixed: fc.option(fc.nat(5)) }).map(({ size, left, fixed }) => stratum(size, Math.min(size, left), fixed));
    fc.assert(
      fc.property(fc.nat(60), fc.array(anyStratum, { maxLength: 8 }), fc.nat(1000), (number, strata, offset) => {
        for (const split of [at(offset), inProportion]) {
          const all = drawn(number, strata, split);
          all.forEach((one, i) => {
            expect(one).toBeLessThanOrEqual((strata[i]?.eligible ?? 0) + 1e-9);
            expect(one).toBeGreaterThanOrEqual(0);
          });
          expect(sum(all)).toBeCloseTo(Math.min(number, sum(strata.map(({ eligible }) => eligible))), 6);
        }
      }),
    );
  });
});
