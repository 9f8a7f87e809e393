import type { Link, LinkHolderKind } from './link-models.js';

/**
 * What somebody who came by a link may do, on the one record it is for: docs/vocabulary.md section 6, the rows of the
 * professional asked and of the family; and of a setting consulted, which answers as an adviser does. Nobody else's role is ever granted to them.
 * A setting's own pupils are seen by whoever came by any link of the setting: its code went to the setting's own mailbox.
 */
const BY_LINK = {
  adviser: ['advice.answer'],
  person: ['family.follow', 'family.say', 'feedback.give'],
  child: ['family.follow', 'family.say', 'feedback.give'],
  setting: ['consultation.answer', 'feedback.give'],
} as const satisfies Record<LinkHolderKind, readonly string[]>;

export type LinkAction = (typeof BY_LINK)[LinkHolderKind][number];

/** Somebody signed in by link and code. */
export type LinkHolder = Readonly<{
  link: string;
  kind: LinkHolderKind;
  /** The adviser's, person's or child's reference: who the journal says did it. */
  ref: string;
  recordRef: string;
  name: string;
  /** The link leads to reviews: of a setting's pupils, or to a list of them. */
  forReviews: boolean;
  /** The link leads to the questions on how it was, and opens nothing else. */
  forFeedback: boolean;
}>;

/** May read the termly lists of reviews that were sent to them: a setting, and the post of the ICB or of social care. */
export const mayReadLists = ({ kind, forReviews, forFeedback }: LinkHolder): boolean => !forFeedback && (kind === 'setting' || (kind === 'adviser' && forReviews));

/** May see and act on reviews of the setting's own pupils. */
export const mayReview = ({ kind, forFeedback }: LinkHolder): boolean => kind === 'setting' && !forFeedback;

export const mayByLink = ({ kind, recordRef, forFeedback }: LinkHolder, action: LinkAction, record: string): boolean =>
  recordRef === record && (!forFeedback || action === 'feedback.give') && (BY_LINK[kind] as readonly LinkAction[]).includes(action);

export const holderOf = ({ ref, forKind, forRef, recordRef, forName, forReviews, forFeedback }: Link): LinkHolder => ({ link: ref, kind: forKind, ref: forRef, recordRef, name: forName ?? '', forReviews, forFeedback });
