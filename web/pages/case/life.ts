import type { CaseView } from '../../../api/read-models.js';
import { addMonths } from '../../../domain/dates/iso-date.js';
import { ageLimit } from '../../../domain/law/age-25.js';
import { REVIEW_BY } from '../../../domain/review/cycle.js';
import { underFiveReview } from '../../../domain/review/under-five.js';
import { longDay, shortDay } from '../../dates.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';

/** What a plan's page says by the age of the child or young person, which no duty holds. */
export type PlanLife = Readonly<{ notes: readonly string[]; /** It must end. */ warning: string | null }>;

/** From then on outcomes achieved count in deciding whether a plan goes on, and its end is told. @source Children and Families Act 2014 s 45(3) */
const MONTHS_TO_NINETEEN = 228;

/** @returns null for a record that is no plan, or has ended */
export function planLife({ access, child, duties, today }: CaseView): PlanLife | null {
  if (access.kind !== 'plan' || child.bornOn === null || access.stage === 'ceased' || access.stage === 'ended') return null;
  const reviewedOn = duties.find(({ code, doneOn, outcome }) => REVIEW_BY.includes(code) && doneOn === null && outcome !== 'not-owed')?.because[0]?.on ?? null;
  const rhythm = reviewedOn === null ? null : underFiveReview(child.bornOn, reviewedOn, today);
  const asked = access.progress?.earlyReviewOn ?? null; // a record not written since it was first told has none
  const limit = ageLimit(child.bornOn);
  const isPast = today > limit.endsOn;
  return {
    notes: [
      ...(asked === null ? [] : [`${t.steps.early}. ${t.earlyAsked(longDay(asked))}.`]),
      ...(rhythm === null ? [] : [`${t.underFive(longDay(rhythm.from), longDay(rhythm.to))} (9.178).`]),
      ...(isPast || today < addMonths(child.bornOn, MONTHS_TO_NINETEEN) ? [] : [t.mustEnd(shortDay(limit.turns25On), longDay(limit.endsOn), shortDay(limit.latestOn))]),
    ],
    warning: isPast ? t.pastEnd(longDay(limit.endsOn), longDay(limit.latestOn)) : null,
  };
}
