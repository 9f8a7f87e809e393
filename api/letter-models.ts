import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { DutyCode } from '../domain/duty-codes.js';
import type { Role, RungChannel } from '../domain/settings.js';
import type { Block } from '../domain/tell/template.js';
import type { Named } from './read-models.js';

/** What was sent to whom, what became of it, and what a person must see to because of it. */

export const MESSAGE_STATUSES = ['queued', 'held', 'sending', 'accepted', 'delivered', 'bounced', 'failed', 'unknown', 'withdrawn'] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];
export type MessageTo = 'person' | 'child' | 'adviser' | 'setting' | 'staff' | 'service';

export type SentMessage = Readonly<{
  ref: string;
  caseRef: string | null;
  /** Code of its letter. */
  letter: string;
  toKind: MessageTo;
  toRef: string;
  toName: string;
  channel: 'email' | 'letter';
  address: string | null;
  subject: string;
  status: MessageStatus;
  /** A code, where it did not arrive or has not gone. */
  problem: string | null;
  queuedAt: Instant;
  /** When it was given to whoever carries it. */
  sentAt: Instant | null;
  /** When it arrived, came back, or was given up. */
  settledAt: Instant | null;
  /** When whoever it is for signed in through its link. */
  openedAt: Instant | null;
  /** The message it says again, to a mended address. */
  replaces: string | null;
  replacedBy: string | null;
}>;

/** Something queued for staff that has not left yet: with the mail of the day, or by itself when quiet hours have ended. */
export type WaitingNotice = Readonly<{
  id: number;
  caseRef: string;
  duty: DutyCode;
  act: 'remind' | 'tell' | 'escalate' | 'ask-for-confirmation';
  to: Role;
  channel: RungChannel;
  queuedAt: Instant;
  leavesAt: Instant;
}>;

/** With the words as they went; the link that a reader follows stands in no database. */
export type WholeMessage = SentMessage & Readonly<{ body: readonly Block[]; largePrint: boolean; language: string | null; /** How its carrier knows it. */ reference: string }>;

/** Who of those a letter was for was not written to, and why. */
export type NotTold = Readonly<{ entry: number; at: Instant; letter: string; audience: string; unreached: readonly Readonly<{ ref: string; name: string | null; why: string }>[] }>;

export const TASK_KINDS = [
  'bounced', 'not-sent', 'unknown', 'silence', 'held-up', 'no-address', 'nobody-known', 'nobody-told', 'nobody-in-role', 'not-written', 'corrected', 'struck', 'telephone', 'interpreter', 'translation', 'link-locked', 'review-lists', 'gone-quiet',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

/** Something a person must see to that is no duty of law. */
export type TaskRow = Readonly<{
  ref: string;
  /** One of TASK_KINDS; another part of the engine may open kinds of its own. */
  kind: string;
  caseRef: string | null;
  /** Null where the record is not the reader's to see. */
  child: Named | null;
  about: string;
  forRole: Role;
  forStaff: Named | null;
  actBy: IsoDate;
  openedAt: Instant;
  /** Who it is about: whom a letter was for. */
  who: Readonly<{ kind: MessageTo | null; ref: string; name: string | null }> | null;
  /** The letter it is about, by its code. */
  letter: string | null;
  /** The message, with the address at fault. */
  message: SentMessage | null;
}>;

/** Whose tasks: their own and those of records they hold or cover; or all of the records they may see. */
export type TaskQuery = Readonly<{ whose: 'mine' | 'all'; roles: readonly Role[]; cursor: string | null; limit: number }>;

/** How a task was seen to, in a word. */
export const TASK_ENDS = ['telephoned', 'sent-by-hand', 'told-in-person', 'arrived-after-all', 'role-filled', 'arranged', 'new-link', 'not-needed'] as const;
export type TaskEnd = (typeof TASK_ENDS)[number];

/** Where somebody is to be written to from now on. */
export type MendedAddress = Readonly<{ channel: 'email'; email: string; consent: boolean } | { channel: 'letter'; lines: string; postcode: string }>;

/** A mail server's report about a mail: which of ours it is about, and whether it failed for good. */
export type ReadBounce = Readonly<{ reference: string | null; final: boolean; problem: 'permanent-failure' | 'temporary-failure' }>;

/** `known`: it had come back, or arrived, before. */
export const BOUNCE_OUTCOMES = ['bounced', 'known', 'not-final', 'not-ours'] as const;
export type BounceOutcome = (typeof BOUNCE_OUTCOMES)[number];

export type Mended = Readonly<{ kind: 'sent-again'; message: string } | { kind: 'queued-again'; notices: number } | { kind: 'done-already' } | { kind: 'cannot' }>;
