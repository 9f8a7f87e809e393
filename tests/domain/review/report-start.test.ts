import { expect, test } from 'vitest';
import { EMPTY_PLAN, planContent } from '../../../domain/plan/content.js';
import { EMPTY_REPORT, reviewForm } from '../../../domain/review/form.js';
import { reportStart } from '../../../domain/review/report-start.js';

const planOf = (...outcomes: string[]) => planContent.parse({ E: { items: outcomes.map((outcome, i) => ({ id: `E${i + 1}`, words: { outcome } })), last: outcomes.length } });

test('a report begins with a row for each outcome of the plan, in a line, and nothing said of it', () => {
  expect(reportStart(planOf('Reads a short book\nto a friend', 'Walks to school')).outcomes).toEqual([
    { outcome: 'Reads a short book to a friend', progress: '', evidence: '' },
    { outcome: 'Walks to school', progress: '', evidence: '' },
  ]);
});

test('without a plan, or an outcome, it is empty', () => {
  expect(reportStart(null)).toEqual(EMPTY_REPORT);
  expect(reportStart(EMPTY_PLAN)).toEqual(EMPTY_REPORT);
});

test('more and longer outcomes than the form takes are cut to what it takes', () => {
  const form = reportStart(planOf(...Array.from({ length: 30 }, () => 'a'.repeat(600))));
  expect(form.outcomes).toHaveLength(20);
  expect(form.outcomes[0]?.outcome).toHaveLength(500);
  expect(form.outcomes[0]?.outcome.endsWith('…')).toBe(true);
  expect(reviewForm.safeParse(form).success).toBe(true);
});
