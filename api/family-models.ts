import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Fact } from '../domain/facts/fact.js';
import type { Stage } from '../domain/stages.js';
import type { Named } from './read-models.js';

/** What a family follows by a link: their own child's record, and the letters sent to the one who reads. */

export type FamilyRecord = Readonly<{
  ref: string;
  /** The child's given name: the reader knows the rest. */
  child: string;
  stage: Stage | null;
  outcome: string | null;
  receivedOn: IsoDate | null;
  owner: Named | null;
  team: string;
  position: number;
  facts: readonly Fact[];
  /** The record's own adviser of role parent whose answer is waited for, if any: what the family sends is that advice. */
  parentAdviser: string | null;
}>;

export type FamilyLetter = Readonly<{ ref: string; subject: string; sentAt: Instant; channel: string; body: readonly unknown[] }>;

export type FamilyReads = Readonly<{
  record: (recordRef: string) => Promise<FamilyRecord | null>;
  /** Those that left for this reader and nobody else, newest first. */
  letters: (recordRef: string, to: { kind: string; ref: string }) => Promise<readonly FamilyLetter[]>;
}>;
