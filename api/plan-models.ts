import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { PlanContent } from '../domain/plan/content.js';
import type { NamedVersion, VersionKind } from '../domain/plan/versions.js';
import type { CaseAccess, Child } from './read-models.js';

/** A plan's text as it is kept: versions, and who changed which part of the one being written. */

/** Who changed a part last, in this version, and by which save. */
export type Touch = Readonly<{ save: number; by: string; at: Instant }>;

export type VersionRow = Readonly<{
  recordRef: string;
  number: number;
  kind: VersionKind;
  saves: number;
  from: Readonly<{ recordRef: string; number: number }> | null;
  /** Names of people. */
  startedBy: string;
  startedAt: Instant;
  savedBy: string;
  savedAt: Instant;
  sentOn: IsoDate | null;
  sentAt: Instant | null;
  sentBy: string | null;
}>;

/** `touched` by part, as `F3` or `A`; names of people. */
export type PlanVersion = VersionRow & Readonly<{ content: PlanContent; touched: Readonly<Record<string, Touch>> }>;

/** Whose plan it is. */
export type PlanOf = Readonly<{
  access: CaseAccess;
  child: Pick<Child, 'name' | 'bornOn'>;
  /** The record whose draft it began as. */
  madeFrom: string | null;
  /** The plan that this assessment's draft became. */
  became: string | null;
  /** Day its last proposed amendments were dropped. */
  droppedOn: IsoDate | null;
}>;

export type VersionChange = Readonly<{ content: PlanContent; parts: readonly string[] }>;
export type VersionSaved<T> = Readonly<{ kind: 'saved'; saves: number; answer: T } | { kind: 'unchanged'; answer: T } | { kind: 'closed' }>;

type Doing = Readonly<{ recordRef: string; by: string; at: Instant }>;

export type PlanVersions = Readonly<{
  /** Null as `CaseReads.access` where there is no such record; those set aside are left out, the latest first. */
  /** Whether a text of it was ever written here: one that was set aside counts once it was saved. */
  wasWritten: (recordRef: string) => Promise<boolean>;
  of: (recordRef: string) => Promise<readonly VersionRow[]>;
  about: (recordRef: string) => Promise<Omit<PlanOf, 'access'> | null>;
  /** One whole; null where there is none, or it was set aside. */
  version: (recordRef: string, number: number) => Promise<PlanVersion | null>;
  /** Begins the next version. @returns its number, or null where one is being written already */
  start: (begun: Doing & Readonly<{ kind: VersionKind; content: PlanContent; from: Readonly<{ recordRef: string; number: number }> | null }>) => Promise<number | null>;
  /** Shows the version under its lock and writes what was decided; null from `decide` writes nothing. `closed`: it was sent or set aside. */
  change: <T>(changed: Doing & Readonly<{ number: number; decide: (version: PlanVersion) => Readonly<{ answer: T; change: VersionChange | null }> }>) => Promise<VersionSaved<T>>;
  /** Sets aside the version being written. @returns false where it is not as it was read */
  drop: (dropped: Doing & NamedVersion) => Promise<boolean>;
}>;
