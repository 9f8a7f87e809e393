import type { Duty } from '../duty.js';
import type { Fact } from '../facts/fact.js';
import type { Story } from '../facts/story.js';
import { isHeldByCouncil } from '../law/reviews.js';
import { reviewsIn } from '../review/cycle.js';
import { longDay } from '../dates/said.js';
import type { Wanted } from './letter-codes.js';
import type { LetterValues } from './template.js';
import { to } from './wanted.js';

/** A review that the council holds itself, because the child attends no setting: no setting is asked for anything, and the council invites and sends the papers. */

type Notice = Fact<'review-invitations-sent' | 'review-papers-circulated'>;
const isNotice = (fact: Fact): fact is Notice => fact.type === 'review-invitations-sent' || fact.type === 'review-papers-circulated';

/** Whether a fact is of such a review: its date, its notices while its meeting is to come, its meeting. */
export const isOfOwnReview = (fact: Fact, story: Story): boolean => isHeldByCouncil(fact) || (isNotice(fact) && isToCome(story));

function isToCome(story: Story): boolean {
  const [now] = reviewsIn(story);
  return now?.held === null && now.byCouncil;
}

/**
 * Invitation and papers go to the family, the council's officer, the ICB's health professional and its social care officer. Its date is
 * said by the invitation.
 *
 * @source SEND Regulations 2014 reg 21(2), (4)
 */
export function lettersOfOwnReview(fact: Fact, story: Story): readonly Wanted[] {
  if (!isNotice(fact) || !isToCome(story)) return [];
  const [family, others] = fact.type === 'review-invitations-sent' ? (['review-invitation', 'review-invitation-partners'] as const) : (['review-papers', 'review-papers-partners'] as const);
  return [to(family, 'family'), to(others, 'icb'), to(others, 'social-care'), to(others, 'caseworker')];
}

/** The meeting that such a notice is for, and the last day for it. */
export function ownReviewValues(cause: Fact | null, story: Story, duties: readonly Duty[]): Pick<LetterValues, 'reviewOn' | 'inviteBy'> {
  if (cause === null || !isNotice(cause)) return {};
  const [now] = reviewsIn(story);
  const invite = duties.find(({ code, occurrence }) => code === 'invite-to-review' && occurrence === now?.setBy);
  const on = now?.plannedOn ?? null;
  return on === null || invite === undefined ? {} : { reviewOn: longDay(on), inviteBy: longDay(invite.dueOn) };
}
