import type { IsoDate } from '../domain/dates/iso-date.js';
import { londonDay, type Instant } from '../domain/dates/london.js';
import { isWatched, mayFollow } from '../domain/tell/family.js';
import type { ChildInTell, PersonInLife } from '../domain/tell/people.js';

/** Ways in without an account: what is known of a link, and what comes of trying it. */

export type LinkHolderKind = 'adviser' | 'person' | 'child' | 'setting';

export type Link = Readonly<{
  ref: string;
  recordRef: string;
  forKind: LinkHolderKind;
  forRef: string;
  /** Null where whom it is for is no longer part of the child's life. */
  forName: string | null;
  /** The registered address: the only one a code ever goes to. */
  forEmail: string | null;
  /** Who else is in the child's life, where a family holds it; null of everybody else. */
  family: Readonly<{ child: ChildInTell; people: readonly PersonInLife[] }> | null;
  /** Of an adviser: nothing asked of them on this record waits for an answer. Of a setting: it is not, or no longer, consulted, nor is the child its pupil. Never where it leads to a list of reviews. */
  answered: boolean;
  /** It leads to reviews: a setting's to those of its pupils, of whom the child is or was one, and to no consultation; a service's to a list of them. */
  forReviews: boolean;
  /** It leads to the questions on how it was, and nowhere else; answered once its holder has answered since it was made. */
  forFeedback: boolean;
  recordEnded: boolean;
  ownerRef: string | null;
  ownerName: string | null;
  madeAt: Instant;
  endsAt: Instant | null;
  revokedAt: Instant | null;
  lockedAt: Instant | null;
  codeSentAt: Instant | null;
  codeEndsAt: Instant | null;
  wrongCodes: number;
  openedAt: Instant | null;
}>;

export type LinkStanding = 'open' | 'answered' | 'record-ended' | 'revoked' | 'expired' | 'locked';

/** A code's keyed hash, and the message that carries the code itself. */
export type NewCode = Readonly<{
  link: Pick<Link, 'ref' | 'recordRef' | 'forKind' | 'forRef' | 'forName'>;
  codeHash: string;
  endsAt: Instant;
  at: Instant;
  message: Readonly<{ ref: string; reference: string; address: string; subject: string; body: readonly object[] }>;
}>;

export type CodeTried = Readonly<{ kind: 'right' } | { kind: 'wrong'; left: number } | { kind: 'expired' } | { kind: 'locked' }>;

/** Of a family: whether the record is still theirs to follow, by the day in England. */
const isTheirs = ({ family, forRef }: Link, now: Instant): boolean => family === null || mayFollow(family.child, family.people, londonDay(now), forRef);

/** Where a code may go: the registered address, unless somebody who may not be told reads there. Null: nowhere. */
export const mailboxOf = ({ family, forEmail }: Link): string | null => (forEmail === null || (family !== null && isWatched(family.people, forEmail)) ? null : forEmail);

/** Why a link opens nothing, or that it does. */
export function standingOf(link: Link, now: Instant): LinkStanding {
  if (link.revokedAt !== null || link.forName === null || !isTheirs(link, now)) return 'revoked';
  if (link.lockedAt !== null) return 'locked';
  if (link.endsAt !== null && link.endsAt <= now) return 'expired';
  if (link.recordEnded) return 'record-ended';
  return link.answered ? 'answered' : 'open';
}

export type Links = Readonly<{
  /** A new link for somebody on one record; those given before go on working. @returns its token, which nobody can ask for again */
  issue: (link: { recordRef: string; forKind: LinkHolderKind; forRef: string; leadsTo?: 'feedback'; endsAt?: Instant; now: Instant }) => Promise<string>;
  /** Null where no link has this token. */
  byToken: (token: string) => Promise<Link | null>;
  byRef: (ref: string) => Promise<Link | null>;
  /** Ends every link of somebody on a record at once, with a journal entry. @returns how many it ended */
  revoke: (whose: { recordRef: string; forKind: LinkHolderKind; forRef: string; by: string; at: Instant }) => Promise<number>;
  /** Those of a record still good for signing in, newest first. */
  ofRecord: (recordRef: string) => Promise<readonly Link[]>;
  /** Keeps a new code's hash and queues the message that carries the code, in one transaction. @returns false: asked too often */
  sendCode: (code: NewCode) => Promise<boolean>;
  /** Compares in constant time, counts what is wrong under the row's lock; five wrong lock the link and open a task. */
  tryCode: (tried: { ref: string; codeHash: string; at: Instant; actBy: IsoDate }) => Promise<CodeTried>;
}>;
