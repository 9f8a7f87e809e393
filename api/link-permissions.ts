import type { Link, LinkHolderKind } from './link-models.js';

/**
 * What somebody who came by a link may do, on the one record it is for: docs/vocabulary.md section 6, the rows of the
 * professional asked and of the family; and of a setting consulted, which answers as an adviser does. Nobody else's role is ever granted to them.
 */
const BY_LINK = {
  adviser: ['advice.answer'],
  person: ['family.follow', 'family.say'],
  child: ['family.follow', 'family.say'],
  setting: ['consultation.answer'],
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
}>;

export const mayByLink = ({ kind, recordRef }: LinkHolder, action: LinkAction, record: string): boolean => recordRef === record && (BY_LINK[kind] as readonly LinkAction[]).includes(action);

export const holderOf = ({ ref, forKind, forRef, recordRef, forName }: Link): LinkHolder => ({ link: ref, kind: forKind, ref: forRef, recordRef, name: forName ?? '' });
