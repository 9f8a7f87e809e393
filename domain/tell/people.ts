import type { IsoDate } from '../dates/iso-date.js';
import type { Channel } from './letter-codes.js';

/** A person in a child's life, as the record has them. A person of relation `self` is the young person's own address and wishes. */
export type PersonInLife = Readonly<{
  ref: string;
  name: string;
  relation: string;
  parentalResponsibility: boolean;
  /** Looks after the child: a parent in law all the same. */
  hasCare: boolean;
  contact: 'contactable' | 'withheld';
  /** For a young person: chosen by them, or appointed by a court or under a power of attorney. */
  speaksFor: 'nobody' | 'chosen' | 'appointed';
  address: string | null;
  postcode: string | null;
  addressProtected: boolean;
  email: string | null;
  emailConsent: boolean;
  prefers: 'post' | 'email' | 'phone';
  language: string | null;
  interpreter: boolean;
  largePrint: boolean;
}>;

export type ChildInTell = Readonly<{ ref: string; givenName: string; familyName: string; bornOn: IsoDate; lookedAfter: boolean; lacksCapacity: boolean }>;

/** One envelope to be: who, by which channel, where. */
export type Addressee = Readonly<{
  kind: 'person' | 'child' | 'adviser' | 'setting' | 'staff' | 'service';
  ref: string;
  name: string;
  channel: Channel;
  /** The email address, or the lines of the postal one. */
  address: string;
  largePrint: boolean;
  /** To be written in, where it is not English: somebody must see to a translation. */
  language: string | null;
  interpreter: boolean;
  /** Asked to be telephoned: somebody's task beside the letter. */
  telephone: boolean;
}>;

/**
 * Somebody in the child's life who is not written to, and why. `no-address` and `shares-address` (the only way to them leads to
 * where a withheld person reads the post) are somebody's work, and so is `nobody-known`.
 */
export type Unreached = Readonly<{
  ref: string;
  why: 'withheld' | 'no-parental-responsibility' | 'young-person-decides' | 'representative-decides' | 'no-address' | 'shares-address' | 'nobody-known';
}>;

/** Who is written to, and who is not. */
export type Reach = Readonly<{ write: readonly Addressee[]; unreached: readonly Unreached[] }>;
