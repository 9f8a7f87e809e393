import type { KnownName } from '../domain/audit/anonymous.js';
import type { AuditKind } from '../domain/audit/framework.js';
import type { Instant } from '../domain/dates/london.js';
import type { Named } from './read-models.js';

/** Good practice: what an audit found good, made anonymous, as its store hands it over. */

/** What others read of it. `framework` is the version of the audit it comes of, and `criterion` one of that version; `role`: of advice, whose. */
export type Practice = Readonly<{ ref: string; kind: AuditKind; framework: number; role: string | null; criterion: string; title: string; words: string; why: string; saidAt: Instant }>;
/** A version; `number` counts from 1. `audit` is for whoever leads quality alone. */
export type PracticeVersion = Practice & Readonly<{ audit: string; number: number; isWithdrawn: boolean; by: Named }>;
export type NewPractice = Readonly<{ ref: string; audit: string; criterion: string; title: string; words: string; why: string; isWithdrawn: boolean; by: string; at: Instant; /** Number of the version its author had seen; 0: it is new. */ after: number }>;

export type GoodPractices = Readonly<{
  /** As last said, those withdrawn left out; the newest first. */
  shown: () => Promise<readonly Practice[]>;
  /** All versions of one, newest first; none where there is none. */
  versions: (ref: string) => Promise<readonly PracticeVersion[]>;
  /** What an audit's record knows by name: the child, the family, settings, advisers, officers, numbers and addresses. */
  names: (audit: string) => Promise<readonly KnownName[]>;
  /** @returns false where somebody has made another version meanwhile */
  keep: (practice: NewPractice) => Promise<boolean>;
}>;
