import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { derive } from '../../../domain/derive.js';
import { anyFact } from '../../../domain/facts/schema.js';
import type { Fact } from '../../../domain/facts/fact.js';

/** Found by tests/workflows/review-orders: a decision recorded twice began the next year twice. */
test('a decision told twice on one day begins one year of review', () => {
  const told = [{ type: 'plan-made', on: '2025-03-10' }, { type: 'review-meeting-held', on: '2026-01-30' }, { type: 'review-decision-sent', on: '2026-02-20', decision: 'amend' }, { type: 'review-decision-sent', on: '2026-02-20', decision: 'keep' }];
  const facts = told.map((fact, i) => ({ ...anyFact.parse(fact), id: `j${i + 1}` }) as Fact);
  const years = derive(facts, isoDate('2026-03-01')).duties.filter(({ code }) => code === 'complete-review');
  expect(years.map(({ occurrence, dueOn, doneOn }) => [occurrence, dueOn, doneOn])).toEqual([['j1', '2026-03-09', '2026-02-20'], ['j4', '2027-02-19', null]]);
});
