import type { Instant } from '../domain/dates/london.js';
import type { IsoWeek } from '../domain/dates/iso-week.js';
import type { EntryContent } from '../domain/improvement/entries.js';
import type { Plan, Written } from '../domain/improvement/plan.js';
import type { NewDocument } from './document-models.js';
import type { Named } from './read-models.js';

/** The improvement plan as it is kept: entries and packs, added to and never changed. */

export type NewEntry = Readonly<{
  ref: string;
  /** Number of the last entry its author had seen; 0 of one that sets a priority out. */
  after: number;
  content: EntryContent;
  /** Of evidence: what is known of its file. */
  file: NewDocument | null;
  by: string;
  at: Instant;
}>;

/** A pack for the board, without what it holds. */
export type PackName = Readonly<{ number: number; week: IsoWeek | null; madeAt: Instant; madeBy: Named; contentHash: string }>;
export type Pack = PackName & Readonly<{ content: Plan }>;

export type Improvement = Readonly<{
  /** Every priority with its entries, the one set out first before the others. */
  all: () => Promise<readonly Written[]>;
  /** Null where there is none. */
  one: (ref: string) => Promise<Written | null>;
  /** @returns its number; null where another was written since */
  add: (entry: NewEntry) => Promise<number | null>;
  /** Managers who have not left: who may lead a priority or own a milestone, and which of them may approve. */
  managers: () => Promise<readonly (Named & Readonly<{ approves: boolean }>)[]>;
  /** Newest first. */
  packs: () => Promise<readonly PackName[]>;
  pack: (number: number) => Promise<Pack | null>;
  keepPack: (pack: Readonly<{ content: Plan; by: string; at: Instant }>) => Promise<number>;
}>;
