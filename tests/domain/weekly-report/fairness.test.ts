import { describe, expect, test } from 'vitest';
import { fairnessOf } from '../../../domain/weekly-report/fairness.js';
import type { Table } from '../../../domain/weekly-report/cells.js';
import { figures, items } from './support.js';

type Order = 'new first' | 'old first';
/** Forty open assessments of 25 weeks and more, five in and five out a week: which ones go is the order's choice. Figures week by week. */
function played(order: Order, weeks: number): readonly (readonly Table[])[] {
  let waiting = Array.from({ length: 40 }, (_, i) => 25 + (i % 10));
  const sent: { week: number; took: number }[] = [];
  return Array.from({ length: weeks }, (_, week) => {
    waiting = [...waiting.map((age) => age + 1), 16, 16, 16, 16, 16].sort((a, b) => (order === 'new first' ? a - b : b - a));
    for (const took of waiting.splice(0, 5)) sent.push({ week, took });
    const open = waiting.flatMap((age) => items({ block: 'open', stage: 'drafting', days: age * 7 }));
    const done = sent.filter((one) => week - one.week < 12).flatMap((one) =>
      items({ block: 'done', code: 'issue-final-plan', role: null, week: week - one.week, inYear: true, outcome: one.took <= 20 ? 'in-time' : 'late', took: one.took * 7, excepted: false, stood: null }));
    return figures(open, done);
  });
}
const grew = (order: Order) => {
  const all = played(order, 24);
  return all.slice(4).map((now, i) => fairnessOf(now, all[i] ?? null).grew);
};

describe('N6: the percentage beside those still waiting', () => {
  test('a council that worked old cases first, then turns to new ones: the percentage rises while the rest grow old, and it is said', () => {
    const turned = [played('old first', 6).at(-1) ?? [], played('new first', 18).at(-1) ?? []] as const;
    const { now, then, grew: flagged } = fairnessOf(turned[1], turned[0]);
    expect(now.issued.percent).toBe(100);
    expect(then?.issued.percent).toBe(0);
    expect(now.waiting.mean ?? 0).toBeGreaterThan(then?.waiting.mean ?? 0);
    expect(flagged).toEqual(['mean', 'longest']);
  });
  test('old cases first: never', () => {
    expect(grew('old first').every((one) => one.length === 0)).toBe(true);
  });
  test('nothing to compare with, nothing sent, nothing open: no flag', () => {
    expect(fairnessOf(figures(), null)).toMatchObject({ then: null, grew: [] });
    expect(fairnessOf(figures(), figures()).grew).toEqual([]);
  });
});
