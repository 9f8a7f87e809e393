import type { IsoDate } from '../dates/iso-date.js';
import { lastOfMonthsBeginning } from '../dates/limits.js';
import type { ToldFact } from '../facts/fact.js';

const MONTHS_TO_EIGHTEEN = 216;

/** Whether a fact, or what a correction puts in its place, would end a plan for being out of education or training, or propose to. */
export const isForLeavingEducation = (fact: ToldFact): boolean => endingIn(fact) !== null;

/**
 * Whether a fact would so end, or propose to end, the plan of somebody who is under 18 that day: that is no ground. The plan must be
 * reviewed, and amended so that they are in education or training again.
 *
 * @param bornOn of the child or young person
 * @param today the day of a fact that names none
 * @source SEND Regulations 2014 reg 29
 */
export function endsForLeavingEducation(fact: ToldFact, bornOn: IsoDate, today: IsoDate): boolean {
  const ending = endingIn(fact);
  return ending !== null && (ending.on ?? today) <= lastOfMonthsBeginning(bornOn, MONTHS_TO_EIGHTEEN);
}

type Ending = Extract<ToldFact, { type: 'cease-proposed' | 'cease-decided' }>;

function endingIn(fact: ToldFact): Ending | null {
  if (fact.type === 'correction') return fact.replacement === null ? null : endingIn(fact.replacement);
  return (fact.type === 'cease-proposed' || fact.type === 'cease-decided') && fact.ground === 'out-of-education' ? fact : null;
}
