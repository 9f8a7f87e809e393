import type { PlanContent } from '../plan/content.js';
import { EMPTY_OUTCOME, EMPTY_REPORT, LONGEST_LINE, MOST_OUTCOMES, type ReviewForm } from './form.js';

/**
 * A report nobody has written in yet, with a row for each outcome of the plan in force: progress towards them is what the meeting is
 * for. From the first saving on the rows are its writer's own.
 * @source SEND Regulations 2014 reg 20(5)
 */
export const reportStart = (plan: PlanContent | null): ReviewForm => ({
  ...EMPTY_REPORT,
  outcomes: (plan?.E.items ?? []).slice(0, MOST_OUTCOMES).map(({ words }) => ({ ...EMPTY_OUTCOME, outcome: inOneLine(words['outcome'] ?? '') })),
});

/** As a line of the form takes it: without breaks, and cut where it is too long. */
function inOneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE - 1)}…`;
}
