import type { IsoDate } from './dates/iso-date.js';
import type { Fact, ToldFact } from './facts/fact.js';
import { story as storyOf } from './facts/story.js';

type Following = Extract<ToldFact, { type: 'plan-made' | 'correction' }> & Readonly<{ on: IsoDate }>;

/**
 * What a plan's record must be told so that it begins on the day its assessment's final plan was issued: that it was made, or a
 * correction of that. Nothing where it says so already.
 *
 * @param facts the plan's own
 * @param finalOn civil day on which the assessment's final plan was issued; null: none, or it was corrected away
 * @param today civil day of a correction
 * @source Children and Families Act 2014 s 44(1): the plan's years are counted from the day it was first made
 */
export function planFollows(facts: readonly Fact[], finalOn: IsoDate | null, today: IsoDate): Following | null {
  const made = storyOf(facts).of('plan-made')[0] ?? null;
  if ((made?.on ?? null) === finalOn) return null;
  const begins = finalOn === null ? null : ({ type: 'plan-made', on: finalOn } as const);
  return made === null ? begins : { type: 'correction', on: today, corrects: made.id, replacement: begins };
}

/** The day an assessment's final plan was issued, as its facts in force say; null where none was. */
export const finalPlanOn = (facts: readonly Fact[]): IsoDate | null => storyOf(facts).of('final-plan-issued')[0]?.on ?? null;
