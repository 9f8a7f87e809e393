import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Post } from '../domain/tell/posts.js';
import type { Composed } from '../domain/tell/template.js';
import type { MessageStatus } from './letter-models.js';
import type { Named, Scope } from './read-models.js';

/** Termly lists of plans due for review: who is due, what was sent to whom, and what it held. */

/** Who reads a list: a setting about its own pupils; the services' posts about all. */
export type ListAudience = 'setting' | Post;

/** A plan whose review is due by a day and has not begun. */
export type DuePlan = Readonly<{
  ref: string;
  child: string;
  bornOn: IsoDate;
  setting: (Named & Readonly<{ email: string | null }>) | null;
  caseworker: string | null;
  /** Last day of the review; before a phase transfer, of its meeting. */
  reviewBy: IsoDate;
  /** Seen by those named on it alone: on no list. */
  restricted: boolean;
}>;

export type ListRecipient = Readonly<{ audience: ListAudience; ref: string; name: string; email: string }>;

/** A list as it was sent. */
export type SentList = Readonly<{
  ref: string;
  term: string;
  startsOn: IsoDate;
  audience: ListAudience;
  to: Named;
  madeAt: Instant;
  /** How many stand on it. */
  pupils: number;
  /** Of the message that leads to it. */
  status: MessageStatus;
}>;

export type ListedPlan = Readonly<{ ref: string; child: string; bornOn: IsoDate; setting: string | null; caseworker: string | null; reviewBy: IsoDate }>;
export type WholeList = SentList & Readonly<{ plans: readonly ListedPlan[] }>;

export type NewList = Readonly<{
  term: string;
  startsOn: IsoDate;
  to: ListRecipient;
  plans: readonly DuePlan[];
  by: string;
  at: Instant;
  /** The message that leads to it, by how many are on it and whether it adds to one that went before. */
  words: (list: Readonly<{ ref: string; pupils: number; isAddition: boolean }>) => Composed;
}>;

export type ReviewLists = Readonly<{
  due: (until: IsoDate) => Promise<readonly DuePlan[]>;
  /** Posts of the services; null where none is named and none can be guessed. */
  posts: () => Promise<Readonly<Record<Post, Readonly<{ ref: string; name: string; email: string | null }> | null>>>;
  /** Newest first. */
  sent: (of: Readonly<{ term: string } | { reader: string }>) => Promise<readonly SentList[]>;
  /** Who is on which reader's lists of a term already, as `audience/reader/plan`. */
  listed: (term: string) => Promise<ReadonlySet<string>>;
  /** @param only those of its plans that this scope holds; null: all */
  one: (ref: string, only: Scope | null) => Promise<WholeList | null>;
  /** A list of those who stand on no earlier one, with its message. @returns false where nobody is left to list */
  make: (list: NewList) => Promise<boolean>;
  /** A task that asks for a setting's address: one, however often its list could not go. */
  askAddress: (asked: Readonly<{ plan: string; setting: string; actBy: IsoDate; at: Instant }>) => Promise<void>;
  /** Plans on a list of the term whose journal does not say so yet. */
  unnoted: (term: string, limit: number) => Promise<readonly string[]>;
  noted: (term: string, plans: readonly string[]) => Promise<void>;
}>;

export const listedKey = (audience: ListAudience, reader: string, plan: string): string => `${audience}/${reader}/${plan}`;
