import { expect, test } from 'vitest';
import { mayDisagree, undone } from '../../../domain/advice/family.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { derive } from '../../../domain/derive.js';
import { dated } from '../../../domain/facts/receipt.js';
import { anyFact } from '../../../domain/facts/schema.js';
import { progressOf } from '../../../domain/progress.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';

/** Until when a family may disagree, and when a refusal no longer stands: what its own page says. */

const REFUSED = [{ type: 'request-received', on: '2026-05-04' }, { type: 'assessment-refused', on: '2026-06-12' }];
const LODGED = { type: 'appeal-lodged', on: '2026-07-01', against: 'refusal-to-assess' };
const facts = (...later: readonly object[]) => [...REFUSED, ...later].map((fact, i) => dated(anyFact.parse(fact), `f${i + 1}`, workingDays()));

function rights(today: string, ...later: readonly object[]) {
  const told = facts(...later);
  return mayDisagree(derive(told, isoDate(today), DEFAULT_SETTINGS, NO_CALENDAR).duties, progressOf(told), isoDate(today));
}

test('D33: two months by the calendar for the mediation adviser; the Tribunal’s last day runs past its August', () => {
  expect(rights('2026-06-13')).toEqual({ appealBy: '2026-09-01', mediationBy: '2026-08-12' });
  expect(rights('2026-08-12')).toMatchObject({ mediationBy: '2026-08-12' });
  expect(rights('2026-08-13')).toEqual({ appealBy: '2026-09-01', mediationBy: null });
  expect(rights('2026-09-02')).toBeNull();
});

test('nobody is told to appeal who has, nor against what no longer stands, nor after the end', () => {
  expect(rights('2026-07-02', LODGED)).toBeNull();
  expect(rights('2026-07-02', { type: 'mediation-requested', on: '2026-06-20' }, { type: 'mediation-agreed', on: '2026-07-01', what: 'assess' })).toBeNull();
  expect(rights('2026-07-02', { type: 'mediation-requested', on: '2026-06-20' }, { type: 'mediation-agreed', on: '2026-07-01', what: 'other' })).not.toBeNull();
  expect(rights('2026-07-02', { type: 'died', on: '2026-07-01' })).toBeNull();
});

test('a correction of the day a refusal was sent moves both', () => {
  expect(rights('2026-06-20', { type: 'correction', on: '2026-06-19', corrects: 'f2', replacement: { type: 'assessment-refused', on: '2026-06-15' } })).toEqual({ appealBy: '2026-09-01', mediationBy: '2026-08-15' });
});

test.each([
  { what: 'an appeal alone', later: [LODGED], is: null },
  { what: 'an order to assess', later: [LODGED, { type: 'tribunal-order', on: '2026-09-10', order: 'assess' }], is: 'assess' },
  { what: 'giving way', later: [LODGED, { type: 'appeal-conceded', on: '2026-07-10', what: 'assess' }], is: 'assess' },
  { what: 'an order that is obeyed', later: [LODGED, { type: 'tribunal-order', on: '2026-09-10', order: 'assess' }, { type: 'assessment-agreed', on: '2026-09-11' }], is: null },
])('a refusal after $what is undone: $is', ({ later, is }) => {
  expect(undone(progressOf(facts(...later)))).toBe(is);
});

test('a refusal to issue that is undone says so, though the assessment was agreed', () => {
  const told = [REFUSED[0], { type: 'assessment-agreed', on: '2026-06-01' }, { type: 'issue-refused', on: '2026-08-01' }, { type: 'mediation-requested', on: '2026-08-10' }, { type: 'mediation-agreed', on: '2026-09-01', what: 'make-plan' }];
  expect(undone(progressOf(told.map((fact, i) => dated(anyFact.parse(fact), `f${i + 1}`, workingDays()))))).toBe('issue');
});

test('what is decided after an order can be disagreed with, years later too', () => {
  const told = [
    { type: 'plan-made', on: '2023-01-10' }, { type: 'tribunal-order', on: '2024-05-10', order: 'amend-contents' }, { type: 'amended-plan-issued', on: '2024-06-03' },
    { type: 'review-meeting-held', on: '2026-09-10' }, { type: 'review-decision-sent', on: '2026-10-01', decision: 'keep' },
  ].map((fact, i) => dated(anyFact.parse(fact), `f${i + 1}`, workingDays()));
  const on = (today: string) => mayDisagree(derive(told, isoDate(today), DEFAULT_SETTINGS, NO_CALENDAR).duties, progressOf(told), isoDate(today));
  expect(on('2026-10-02')).toEqual({ appealBy: '2026-12-01', mediationBy: '2026-12-01' });
});
