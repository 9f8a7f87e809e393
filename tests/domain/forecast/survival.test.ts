import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curveOf, endedBy, endsWithin, FEW, kaplanMeier, lasting, tallyOf, type Spell } from '../../../domain/forecast/survival.js';

const ended = (...days: number[]): Spell[] => days.map((one) => ({ days: one, ended: true }));
const open = (...days: number[]): Spell[] => days.map((one) => ({ days: one, ended: false }));
const lasts = (spells: readonly Spell[]) => kaplanMeier(spells).map(({ day, atRisk, lasts: share }) => [day, atRisk, Number(share.toFixed(4))]);

describe('Kaplan-Meier, held to textbooks', () => {
  test('6-MP, weeks of remission (Freireich and others, Blood 21 (1963) 699; table 2.2 of Kleinbaum and Klein, Survival Analysis)', () => {
    const spells = [...ended(6, 6, 6, 7, 10, 13, 16, 22, 23), ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];
    expect(lasts(spells)).toEqual([[6, 21, 0.8571], [7, 17, 0.8067], [10, 15, 0.7529], [13, 12, 0.6902], [16, 11, 0.6275], [22, 7, 0.5378], [23, 6, 0.4482]]);
  });

  test('placebo of the same trial, nothing censored', () => {
    const spells = ended(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);
    expect(lasts(spells)).toEqual([
      [1, 21, 0.9048], [2, 19, 0.8095], [3, 17, 0.7619], [4, 16, 0.6667], [5, 14, 0.5714], [8, 12, 0.381], [11, 8, 0.2857], [12, 6, 0.1905], [15, 4, 0.1429], [17, 3, 0.0952], [22, 2, 0.0476], [23, 1, 0],
    ]);
  });

  test('acute myelogenous leukaemia, maintained (Miller, Survival Analysis (1981) p. 49)', () => {
    const spells = [...ended(9, 13, 18, 23, 31, 34, 48), ...open(13, 28, 45, 161)];
    expect(lasts(spells)).toEqual([[9, 11, 0.9091], [13, 10, 0.8182], [18, 8, 0.7159], [23, 7, 0.6136], [31, 5, 0.4909], [34, 4, 0.3682], [48, 2, 0.1841]]);
  });

  test('what had lasted before one looked is at risk only from then on (by hand)', () => {
    const spells: Spell[] = [...ended(2, 5), { days: 6, ended: true, seenFrom: 3 }];
    expect(kaplanMeier(spells)).toEqual([{ day: 2, atRisk: 2, ended: 1, lasts: 0.5 }, { day: 5, atRisk: 2, ended: 1, lasts: 0.25 }, { day: 6, atRisk: 1, ended: 1, lasts: 0 }]);
  });
});

describe('a curve', () => {
  const spellOf = fc.record({ days: fc.integer({ min: 1, max: 200 }), ended: fc.boolean() });

  test('follows Kaplan and Meier while five are left', () => {
    const spells = [...ended(6, 6, 6, 7, 10, 13, 16, 22, 23), ...open(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35), ...ended(36)];
    const curve = curveOf(tallyOf(spells), 30);
    for (const { day, lasts: share } of kaplanMeier(spells).filter(({ atRisk }) => atRisk >= 5)) expect(lasting(curve, day)).toBeCloseTo(share, 12);
  });

  test('with fewer than ten endings is the expected length’s, and says so', () => {
    const curve = curveOf(tallyOf([...ended(...Array.from({ length: FEW - 1 }, () => 3)), ...open(4)]), 20);
    expect(curve).toMatchObject({ isGuess: true, ended: FEW - 1, spells: FEW });
    expect(lasting(curve, 1)).toBeCloseTo(0.95, 12);
    expect(endedBy(curve, 0.5)).toBe(14); // 0.95 to the 14th is 0.488
  });

  test('never says that something must end, however alike all were', () => {
    const curve = curveOf(tallyOf(ended(...Array.from({ length: 30 }, () => 15))), 15);
    expect(lasting(curve, 14)).toBe(1);
    expect(lasting(curve, 15)).toBeCloseTo(1 / 31, 12);
    expect(lasting(curve, 5_000)).toBeGreaterThan(0);
  });

  test('falls and never rises; the order of spells is nothing to it', () => {
    fc.assert(fc.property(fc.array(spellOf, { maxLength: 80 }), (spells) => {
      const curve = curveOf(tallyOf(spells), 20);
      for (let day = 1; day < 250; day += 1) expect(lasting(curve, day)).toBeLessThanOrEqual(lasting(curve, day - 1));
      expect(curveOf(tallyOf([...spells].reverse()), 20)).toEqual(curve);
    }), { numRuns: 25 });
  });

  test('a longer wait never raises the chance to end by a day', () => {
    fc.assert(fc.property(fc.array(spellOf, { maxLength: 80 }), fc.integer({ min: 0, max: 150 }), fc.integer({ min: 1, max: 100 }), (spells, waited, left) => {
      const curve = curveOf(tallyOf(spells), 20);
      const [today, tomorrow] = [endsWithin(curve, waited, left)[left] ?? 0, endsWithin(curve, waited + 1, left - 1)[left - 1] ?? 0];
      expect(tomorrow).toBeLessThanOrEqual(today + 1e-12);
    }), { numRuns: 200 });
  });
});
