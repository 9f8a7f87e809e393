import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { DutySpan } from '../domain/ladder-preview.js';
import type { LadderVersion } from '../domain/ladder-versions.js';
import type { LadderCode, Role, Rung } from '../domain/settings.js';

/** A version of a ladder, with who made it and why; `arming`: how many open records have been told to follow it, null before it takes effect. */
export type LadderRow = LadderVersion & Readonly<{ author: Readonly<{ ref: string; name: string }>; madeAt: Instant; reason: string; arming: Readonly<{ told: number; isDone: boolean }> | null }>;

export type NewLadder = Readonly<{
  code: LadderCode;
  rungs: readonly Rung[] | null;
  by: string;
  at: Instant;
  effectiveFrom: IsoDate;
  reason: string;
  /** Number of the last version its author had seen; 0: none. */
  after: number;
}>;

export type SpanQuery = Readonly<{ codes: readonly string[]; /** Of these days; duties that fall due between the others. */ from: IsoDate; to: IsoDate; dueFrom: IsoDate; dueTo: IsoDate }>;

/** The versions of ladders, and what previews of them read. */
export type Ladders = Readonly<{
  /** Newest first. @param code null: of every ladder */
  versions: (code: LadderCode | null) => Promise<readonly LadderRow[]>;
  /** @returns its number; null where another was made since */
  add: (ladder: NewLadder) => Promise<number | null>;
  /** Roles that somebody who has not left holds. */
  rolesHeld: () => Promise<readonly Role[]>;
  /** Duties as they were owed, each between the instants at which that was believed. */
  spans: (query: SpanQuery) => Promise<readonly DutySpan[]>;
}>;
