import { expect, test } from 'vitest';
import { brier, calibration, scoreOf } from '../../../domain/forecast/score.js';

const said = (chance: number, wasInTime: boolean, weeksAhead = 5, naive = 0.5) => ({ chance, wasInTime, weeksAhead, naive });

test('Brier by hand: (0.01 + 0.04 + 0.09 + 0.36) / 4', () => {
  expect(brier([said(0.9, true), said(0.8, true), said(0.3, false), said(0.6, false)])).toBeCloseTo(0.125, 12);
  expect(brier([])).toBeNull();
  expect(brier([said(1, true), said(0, false)])).toBe(0);
});

test('beside the naive forecast, and by how long before', () => {
  const score = scoreOf([said(0.9, true, 2), said(0.2, false, 6), said(0.4, true, 20)]);
  expect(score).toMatchObject({ forecasts: 3, naive: 0.25 });
  expect(score?.brier).toBeCloseTo((0.01 + 0.04 + 0.36) / 3, 12);
  expect(score?.ahead.map(({ from, forecasts }) => [from, forecasts])).toEqual([[0, 1], [4, 1], [12, 1]]);
  expect(scoreOf([])).toBeNull();
});

test('calibration: tenths with forecasts in them; 1 lies in the last', () => {
  expect(calibration([said(0.05, false), said(0.09, true), said(1, true), said(0.3, false)])).toEqual([
    { from: 0, to: 0.1, forecasts: 2, said: 0.07, happened: 0.5 },
    { from: 0.3, to: 0.4, forecasts: 1, said: 0.3, happened: 0 },
    { from: 0.9, to: 1, forecasts: 1, said: 1, happened: 1 },
  ]);
});
