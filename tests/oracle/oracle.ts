import { assessmentDuties } from './assessment.js';
import { standingFacts } from './corrections.js';
import { disputeDuties } from './disputes.js';
import { lifeDuties, permissions } from './life.js';
import { orderDuties } from './orders.js';
import { withDay } from './receipt.js';
import { representationWindows } from './representations.js';
import { reviewDuties } from './reviews.js';
import type { OracleAnswer, OracleInput, Story } from './story.js';

export type { OracleAnswer, OracleDuty, OracleFact, OracleInput } from './story.js';

/**
 * An independent reading of the statutory clock, written from law.md and docs/vocabulary.md alone, to hold the engine to.
 * Takes the clock's own JSON and answers every duty on that day; duties come in order of code, occurrence and subject.
 *
 * @throws Error for a fact with no day and nothing to derive one from; it refuses nothing else
 */
export function oracle(input: OracleInput): OracleAnswer {
  const facts = standingFacts(input.facts)
    .map(withDay)
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const story: Story = { facts, today: input.today, terms: input.calendar?.terms ?? [] };
  const duties = [
    ...assessmentDuties(story),
    ...representationWindows(story),
    ...disputeDuties(story),
    ...orderDuties(story),
    ...reviewDuties(story),
    ...lifeDuties(story),
  ].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { facts, duties, permissions: permissions(story) };
}

/** What tells one duty from another in an answer. */
export function keyOf(duty: Readonly<{ code: string; occurrence: string; subject: string | null }>): string {
  return [duty.code, duty.occurrence, duty.subject ?? ''].join(' ');
}
