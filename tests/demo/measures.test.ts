import { expect, test } from 'vitest';
import { plansIssued, plansRefused, requestsDecided, reviewsDecided, type Measured } from '../../cli/demo/measures.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import { dated } from '../../domain/facts/receipt.js';

const year = { from: isoDate('2026-01-01'), to: isoDate('2026-12-31') };
const on = isoDate;

function record(kind: Measured['kind'], ...told: ToldFact[]): Measured {
  return { kind, facts: told.map((fact, at) => dated(fact, `j${at + 1}`, workingDays())) };
}

const asked = (day: string): ToldFact => ({ type: 'request-received', on: on(day), by: 'parent' });
const finalPlan = (day: string): ToldFact => ({ type: 'final-plan-issued', on: on(day) });

test('D19: 140 days are within 20 weeks, 141 are not; 364 are within 52 weeks, 365 are not', () => {
  const records = [
    record('assessment', asked('2026-06-01'), finalPlan('2026-10-19')),
    record('assessment', asked('2026-06-01'), finalPlan('2026-10-20')),
    record('assessment', asked('2025-06-02'), finalPlan('2026-06-01')),
    record('assessment', asked('2025-06-02'), finalPlan('2026-06-02')),
  ];
  expect(plansIssued(records, year).including).toEqual({ within20Weeks: 1, to52Weeks: 2, over52Weeks: 1 });
});

test('plans of another year are not counted', () => {
  const records = [record('assessment', asked('2025-06-02'), finalPlan('2025-12-31'))];
  expect(plansIssued(records, year).including).toEqual({ within20Weeks: 0, to52Weeks: 0, over52Weeks: 0 });
});

const closure = (steps: 'issue-final-plan' | 'decide-to-assess'): ToldFact => ({
  type: 'exception-recorded',
  on: on('2026-07-21'),
  ground: 'school-closed',
  closedFrom: on('2026-07-22'),
  reopensOn: on('2026-09-02'),
  steps: [steps],
  impracticalBecause: 'N-00000001',
});
const headAsked = (day: string): ToldFact => ({
  type: 'advice-requested',
  on: on(day),
  adviser: 'V-00000001',
  role: 'head-teacher',
});

test('D18: an exception that applies takes the plan out of the measure without exceptions', () => {
  const records = [
    record(
      'assessment',
      asked('2026-06-01'),
      headAsked('2026-07-20'),
      closure('issue-final-plan'),
      finalPlan('2026-11-09'),
    ),
  ];
  const { including, excluding } = plansIssued(records, year);
  expect(including).toEqual({ within20Weeks: 0, to52Weeks: 1, over52Weeks: 0 });
  expect(excluding).toEqual({ within20Weeks: 0, to52Weeks: 0, over52Weeks: 0 });
});

test('D15: an exception that does not qualify, or names another step, takes nothing out', () => {
  const records = [
    record(
      'assessment',
      asked('2026-06-01'),
      headAsked('2026-07-14'),
      closure('issue-final-plan'),
      finalPlan('2026-11-09'),
    ),
    record(
      'assessment',
      asked('2026-06-01'),
      headAsked('2026-07-20'),
      closure('decide-to-assess'),
      finalPlan('2026-11-09'),
    ),
  ];
  expect(plansIssued(records, year).excluding).toEqual({ within20Weeks: 0, to52Weeks: 2, over52Weeks: 0 });
});

test('a request counts by its first decision: a later change of mind alters neither outcome nor date', () => {
  const changed = record(
    'assessment',
    asked('2026-01-05'),
    { type: 'assessment-refused', on: on('2026-02-16'), under: 'reg-4' },
    { type: 'mediation-agreed', on: on('2026-04-01'), what: 'assess', party: 'authority' },
    { type: 'assessment-agreed', on: on('2026-04-10') },
  );
  const late = record('assessment', asked('2026-01-05'), { type: 'assessment-agreed', on: on('2026-02-17') });
  expect(requestsDecided([changed, late], year)).toEqual({ inTime: 1, late: 1 });
});

test('a refusal to issue is in time to the end of 16 weeks', () => {
  const refused = (day: string): Measured =>
    record('assessment', asked('2026-01-05'), { type: 'issue-refused', on: on(day) });
  expect(plansRefused([refused('2026-04-27'), refused('2026-04-28')], year)).toEqual({ inTime: 1, late: 1 });
});

test('a review counts by the last meeting of its plan; late and undecided it is neither in time nor late, under way it is not counted yet', () => {
  const made: ToldFact = { type: 'plan-made', on: on('2024-01-10') };
  const held = (day: string): ToldFact => ({ type: 'review-meeting-held', on: on(day) });
  const decided = (day: string): ToldFact => ({ type: 'review-decision-sent', on: on(day), decision: 'keep' });
  const records = [
    record('plan', made, held('2026-01-12'), decided('2026-02-09')),
    record('plan', made, held('2026-01-12'), decided('2026-02-10')),
    record('plan', made, held('2025-01-06'), decided('2025-01-20'), held('2026-01-12')),
    record('plan', made),
    record('plan', made, held('2025-11-03'), decided('2025-11-17'), held('2026-12-03')),
    record('plan', made, held('2025-11-03'), decided('2025-11-17'), held('2026-12-02')),
    record('plan', made, held('2025-11-03'), decided('2025-11-17'), { type: 'plan-ceased', on: on('2026-12-01') }),
  ];
  // 3 December is four weeks before the last day: its decision is not late yet, and that plan counts by 2025; 2 December is late.
  expect(reviewsDecided(records, year.to)).toEqual({ inTime: 2, late: 1, held: 5 });
});
