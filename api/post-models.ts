import type { FileFault } from '../domain/advice/file-kinds.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Coming, PostChannel } from '../domain/post/came.js';
import type { Hints } from '../domain/post/hints.js';
import type { PostCandidate } from '../domain/post/match.js';
import type { AsideReason, Meant, RecordedFrom } from '../domain/post/papers.js';
import type { NewDocument } from './document-models.js';
import type { StoredFile } from './advice-models.js';
import type { Scope } from './read-models.js';

/** Incoming post: mails and scans, and what became of each. */

/** A mail as it was handed to us, read: what post needs of it and no more. */
export type ReadMail = Readonly<{
  messageId: string | null;
  date: string | null;
  /** The `Received` lines, the last server's first. */
  received: readonly string[];
  fromName: string | null;
  fromAddress: string | null;
  subject: string;
  text: string;
  attachments: readonly Readonly<{ name: string; content: Buffer }>[];
}>;

/** An attachment that was not kept, and why. */
export type LeftOut = Readonly<{ name: string; why: FileFault | 'too-large' | 'too-many' }>;

/** What became of an item: who filed it or put it aside, and when. */
export type PostSettled = Readonly<{ status: 'filed' | 'aside'; byRef: string; by: string; at: Instant; recordRef: string | null; meant: Meant | null; asideFor: AsideReason | null }>;

export type PostRow = Coming &
  Readonly<{
    ref: string;
    putInAt: Instant;
    /** Null for the mailbox. */
    putInBy: string | null;
    fromName: string | null;
    fromAddress: string | null;
    subject: string;
    hints: Hints;
    files: readonly StoredFile[];
    leftOut: readonly LeftOut[];
    settled: PostSettled | null;
    /** Facts of its record that name one of its papers as evidence, by entry; what it was filed as is recorded once there is one. */
    recorded: readonly RecordedFrom[];
  }>;

export type PostItem = PostRow & Readonly<{ text: string }>;

/** A record that something in the post may be about; of one the reader may not see nothing leaves the use-case. */
export type MatchedRecord = PostCandidate & Readonly<{ visible: boolean; restricted: boolean; owner: string | null }>;

export type NewPost = Readonly<{
  ref: string;
  channel: PostChannel;
  receivedAt: Instant | null;
  cameOn: IsoDate | null;
  postedOn: IsoDate | null;
  at: Instant;
  /** A staff reference; `mailbox` for a mail. */
  by: string;
  fromName: string | null;
  fromAddress: string | null;
  subject: string;
  text: string;
  leftOut: readonly LeftOut[];
  hints: Hints;
  fingerprint: string;
  files: readonly NewDocument[];
}>;

/** `settled`: somebody was first; read the item to see what they did. */
export type PostMoved = Readonly<{ kind: 'done' } | { kind: 'settled' } | { kind: 'gone' }>;

export type PostBox = Readonly<{
  /** The same post again is there already: nothing is written. */
  put: (item: NewPost) => Promise<Readonly<{ kind: 'put' } | { kind: 'there-already'; ref: string }>>;
  /** Waiting ones oldest first, others newest first. Filed ones only of records the scope holds. */
  list: (scope: Scope, status: 'waiting' | 'filed' | 'aside', limit: number) => Promise<readonly PostRow[]>;
  /** Null where there is none, and where it is filed to a record that the scope does not hold. */
  one: (scope: Scope, ref: string) => Promise<PostItem | null>;
  /** Every record that these hints may mean, seen or not. */
  candidates: (scope: Scope, hints: readonly Hints[]) => Promise<readonly MatchedRecord[]>;
  /** Whether one of the scope's teams is of the service that the post is for. */
  opensPost: (scope: Scope) => Promise<boolean>;
  /** Item, papers and the record's journal together. */
  file: (filed: { ref: string; record: string; meant: Meant; by: string; at: Instant }) => Promise<PostMoved>;
  /** Takes the papers off the record again; both stand in its journal. */
  takeBack: (back: { ref: string; record: string; by: string; at: Instant }) => Promise<PostMoved>;
  /** What it was filed for is recorded already, or is not to be: it is a paper alone, and its journal says who said so. */
  nothingMore: (of: { ref: string; record: string; by: string; at: Instant }) => Promise<PostMoved>;
  setAside: (aside: { ref: string; why: AsideReason; by: string; at: Instant }) => Promise<PostMoved>;
  /** Undoes a putting aside. */
  bringBack: (back: { ref: string }) => Promise<PostMoved>;
}>;
