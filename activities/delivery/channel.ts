import type { Block } from '../../domain/tell/template.js';

/** One message as a channel carries it. */
export type Envelope = Readonly<{
  /** The same for every attempt: how the other side is asked whether it has it already. */
  reference: string;
  channel: 'email' | 'letter';
  letter: string;
  toName: string;
  /** An email address, or the lines of a postal one. */
  address: string;
  subject: string;
  body: readonly Block[];
  /** Where a block of kind `link` leads. */
  link: string | null;
  largePrint: boolean;
  language: string | null;
  /** The civil day in England it is dated, as `2026-01-20`. */
  on: string;
}>;

/** What became of one attempt. Problems are codes: a provider's own words may quote a name or an address. */
export type Attempt = Readonly<
  | { kind: 'accepted'; providerRef: string | null }
  /** Never to be tried again as it is: a person must mend something. */
  | { kind: 'refused'; problem: string }
  /** Not taken now; `after` milliseconds it may be. */
  | { kind: 'later'; problem: string; after: number }
  /** It may have gone, and the other side cannot be asked. */
  | { kind: 'unknown'; problem: string }
>;

export type Receipt = Readonly<{ kind: 'in-transit' } | { kind: 'delivered' } | { kind: 'bounced'; problem: string }>;

/** A way out of the house. */
export type Channel = Readonly<{
  /** For logs and pages: notify, smtp, folder, outbox. */
  name: string;
  send: (envelope: Envelope) => Promise<Attempt>;
  /** Asks whether it has this reference already. @returns its own name for it (empty where it has none), null where it never had it; null function: cannot be asked */
  find: ((reference: string) => Promise<string | null>) | null;
  /** Null where no receipt ever comes back. */
  receipt: ((sent: Readonly<{ reference: string; providerRef: string | null }>) => Promise<Receipt>) | null;
  close: () => Promise<void>;
}>;

export type Channels = Readonly<{ email: Channel; letter: Channel }>;
