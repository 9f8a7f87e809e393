import { describe, expect, test } from 'vitest';
import { drawMonth, type Audited } from '../../../domain/audit/sample.js';
import { previewVolume, type Ahead } from '../../../domain/audit/volume.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { auditsOf, monthsFrom, NOVEMBER, ofNeeds, settingsWith, stockOf } from './stock.js';

const ahead = (given: Partial<Ahead> = {}): Ahead => ({ from: NOVEMBER, months: 3, auditors: 4, history: [], ...given });
const byNeed = (given: Readonly<Record<string, unknown>>) => settingsWith({ strataBy: ['primary-need'], ...given });

describe('what settings come to', () => {
  test('two a month of 24 plans, none again within the year: three in two months of the one need, all audited once in twelve', () => {
    const volume = previewVolume(byNeed({ number: 2 }), ofNeeds({ ASD: 18, SEMH: 6 }), ahead());
    expect(volume.strata).toEqual([
      { id: '["ASD"]', values: ['ASD'], size: 18, share: 0.75, aMonth: 1.5, least: 1, most: 2, overAll: 4.5 },
      { id: '["SEMH"]', values: ['SEMH'], size: 6, share: 0.25, aMonth: 0.5, least: 0, most: 1, overAll: 1.5 },
    ]);
    expect(volume.months).toEqual([{ month: '2026-11', drawn: 2, unfilled: 0 }, { month: '2026-12', drawn: 2, unfilled: 0 }, { month: '2027-01', drawn: 2, unfilled: 0 }]);
    expect(volume).toMatchObject({ neverAudited: { now: 24 }, wholeStock: { atBest: 12, likely: 12 } });
    expect(volume.neverAudited.after).toBeCloseTo(18, 9);
  });

  test('drawn again by chance, four plans at one a month take eight: three quarters are left of those never audited, month by month', () => {
    const one = byNeed({ number: 1, notAgainWithin: 1 });
    expect(previewVolume(one, ofNeeds({ ASD: 4 }), ahead()).wholeStock).toEqual({ atBest: 4, likely: 8 }); // 4 × 0.75^7 = 0.53; ^8: 0.40
    expect(previewVolume(one, ofNeeds({ ASD: 4 }), ahead()).neverAudited.after).toBeCloseTo(1.6875, 9); // 4 × 0.75³
    // not in the month after: one of three each time, 3, 2, 1.33, 0.89, 0.59, 0.40
    expect(previewVolume(byNeed({ number: 1, notAgainWithin: 2 }), ofNeeds({ ASD: 4 }), ahead()).wholeStock).toEqual({ atBest: 4, likely: 6 });
  });

  test('those audited lately come back in their month; until then the number is not to be had', () => {
    const population = [...ofNeeds({ ASD: 2 }), ...ofNeeds({ old: 4 }, { traits: { 'primary-need': 'ASD' }, lastAuditedOn: isoDate('2026-01-20') })];
    const volume = previewVolume(byNeed({ number: 2 }), population, ahead({ months: 5 }));
    expect(volume.months.map(({ drawn, unfilled }) => [drawn, unfilled])).toEqual([[2, 0], [0, 2], [2, 0], [2, 0], [0, 2]]);
    expect(volume).toMatchObject({ neverAudited: { now: 2, after: 0 }, wholeStock: { atBest: 1, likely: 1 }, load: { audits: 1.2 } });
  });

  test('what the history has counts as audited', () => {
    const history: readonly Audited[] = [{ audit: 'A-1', kind: 'plan', subject: 'ASD-1', on: isoDate('2026-10-01'), by: [], drawnFor: null }, { audit: 'A-2', kind: 'draft', subject: 'ASD-2', on: isoDate('2026-10-01'), by: [], drawnFor: null }];
    expect(previewVolume(byNeed({ number: 3 }), ofNeeds({ ASD: 3 }), ahead({ months: 1, history }))).toMatchObject({ neverAudited: { now: 2, after: 0 }, months: [{ drawn: 2, unfilled: 1 }] });
  });

  test('fixed numbers: the rest goes to those that have none', () => {
    const fixed = { number: 5, allocation: { kind: 'fixed', numbers: [{ stratum: { 'primary-need': 'SEMH' }, number: 3 }] } };
    expect(previewVolume(byNeed(fixed), ofNeeds({ ASD: 30, SEMH: 40, SLCN: 10 }), ahead()).strata.map(({ aMonth, least, most }) => [aMonth, least, most])).toEqual([[1.5, 1, 2], [3, 3, 3], [0.5, 0, 1]]);
  });

  test('an auditor’s load: ten and a tenth of them twice over four; nobody to audit has none', () => {
    const { load } = previewVolume(byNeed({ number: 10 }), ofNeeds({ ASD: 500 }), ahead());
    expect(load).toEqual({ audits: 10, secondMarks: 1, eachAuditor: 2.75 });
    expect(previewVolume(byNeed({ number: 10 }), ofNeeds({ ASD: 500 }), ahead({ auditors: 0 })).load.eachAuditor).toBeNull();
  });

  test('none asked never gets there; nobody there is done', () => {
    expect(previewVolume(byNeed({ number: 0 }), ofNeeds({ ASD: 5 }), ahead())).toMatchObject({ neverAudited: { now: 5, after: 5 }, wholeStock: { atBest: null, likely: null } });
    expect(previewVolume(byNeed({ number: 2 }), [], ahead({ months: 1 }))).toMatchObject({ strata: [], months: [{ drawn: 0, unfilled: 2 }], wholeStock: { atBest: 0, likely: 0 } });
  });
});

test('those never audited after ten months are as many as 300 seeds leave on average, within 4.5 standard errors', () => {
  const population = ofNeeds({ ASD: 20, SEMH: 12, SLCN: 9 });
  const settings = byNeed({ number: 5, notAgainWithin: 3 });
  const left = Array.from({ length: 300 }, (_, n) => {
    let history: readonly Audited[] = [];
    for (const month of monthsFrom(2026, 10)) history = [...history, ...auditsOf(drawMonth({ ...settings, seed: `seed-number-${n}` }, month, stockOf(population, { history, auditors: [] })))];
    return population.length - new Set(history.map(({ subject }) => subject)).size;
  });
  const mean = left.reduce((sum, one) => sum + one, 0) / left.length;
  const standardError = Math.sqrt(left.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (left.length - 1) / left.length);
  const { after } = previewVolume(settings, population, ahead({ from: monthsFrom(2026, 1)[0] ?? NOVEMBER, months: 10 })).neverAudited;
  expect(standardError).toBeLessThan(0.2);
  expect(Math.abs(mean - after)).toBeLessThan(4.5 * standardError);
});
