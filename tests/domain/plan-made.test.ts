import { describe, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import type { Fact } from '../../domain/facts/fact.js';
import { reviewCycle } from '../../domain/law/reviews.js';
import { finalPlanOn, planFollows } from '../../domain/plan-made.js';

/** An assessment's final plan and the plan's own record, which begins with it. */

const today = isoDate('2026-02-10');
const fact = (id: string, type: string, on: string, more: object = {}) => ({ id, type, on: isoDate(on), ...more }) as unknown as Fact;
const made = (on: string, id = 'j1') => fact(id, 'plan-made', on);
const correction = (id: string, corrects: string, replacement: object | null) => fact(id, 'correction', '2026-02-01', { corrects, replacement });

describe('what the plan’s record is told', () => {
  test.each<[string, Fact[], string | null, unknown]>([
    ['nothing issued, nothing made', [], null, null],
    ['issued: made on that day', [], '2026-01-20', { type: 'plan-made', on: '2026-01-20' }],
    ['told already', [made('2026-01-20')], '2026-01-20', null],
    ['issued on another day after all', [made('2026-01-20')], '2026-01-21', { type: 'correction', on: today, corrects: 'j1', replacement: { type: 'plan-made', on: '2026-01-21' } }],
    ['not issued after all', [made('2026-01-20')], null, { type: 'correction', on: today, corrects: 'j1', replacement: null }],
    ['corrected a second time: what stands is corrected', [made('2026-01-20'), correction('j2', 'j1', { type: 'plan-made', on: '2026-01-21' })], '2026-01-22',
      { type: 'correction', on: today, corrects: 'j2.1', replacement: { type: 'plan-made', on: '2026-01-22' } }],
    ['issued again after it was taken out', [made('2026-01-20'), correction('j2', 'j1', null)], '2026-03-02', { type: 'plan-made', on: '2026-03-02' }],
  ])('%s', (_name, facts, finalOn, told) => {
    expect(planFollows(facts, finalOn === null ? null : isoDate(finalOn), today)).toEqual(told);
  });

  test('the day is that of the final plan in force', () => {
    const issued = fact('j5', 'final-plan-issued', '2026-01-20');
    expect([finalPlanOn([]), finalPlanOn([issued]), finalPlanOn([issued, correction('j6', 'j5', { type: 'final-plan-issued', on: '2026-01-21' })]), finalPlanOn([issued, correction('j6', 'j5', null)])]).toEqual([
      null, '2026-01-20', '2026-01-21', null,
    ]);
  });
});

describe('the cycle of review', () => {
  const reviewed = fact('j3', 'review-decision-sent', '2026-12-18', { decision: 'keep' });
  test.each<[string, Fact[], string | null]>([
    ['none without a plan', [fact('j1', 'request-received', '2026-01-20')], null],
    ['from the day the plan was made', [made('2026-01-20'), fact('j2', 'review-meeting-held', '2026-12-01')], '2026-01-20'],
    ['anew from each decision', [made('2026-01-20'), reviewed], '2026-12-18'],
    ['not from a decision taken out', [made('2026-01-20'), reviewed, correction('j4', 'j3', null)], '2026-01-20'],
    ['anew from a reassessment', [made('2026-01-20'), fact('j4', 'reassessed-plan-issued', '2026-09-01')], '2026-09-01'],
    ['anew from a move in', [made('2026-01-20'), fact('j4', 'plan-transferred', '2026-09-01', { from: '881' })], '2026-09-01'],
  ])('%s', (_name, facts, cycle) => {
    expect(reviewCycle(facts)).toBe(cycle);
  });
});
