import type { LearningInput, LearningPeriod } from '../domain/audit/learning-report.js';
import type { LearningPoint } from '../domain/audit/learning/points.js';
import type { AuditAction, Finding, Marked, ModeratedAnswers } from '../domain/audit/marked.js';
import type { AuditedService, Theme } from '../domain/audit/themes.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Named } from './read-models.js';

/** What is learnt from audits, as its store hands it over. */

/** All but the framework versions, which have a store of their own, and what families said; with the names of staff and teams, by reference. */
export type LearningKnown = Omit<LearningInput, 'versions' | 'feedback'> & Readonly<{ names: ReadonlyMap<string, string> }>;

/** A version of a learning point; `number` counts from 1. `isWithdrawn`: it is taught no more, and is in no report. */
export type PointRow = LearningPoint & Readonly<{ number: number; isWithdrawn: boolean; by: Named; at: Instant }>;
export type NewPoint = Readonly<{ ref: string; theme: Theme; service: AuditedService; words: string; trainingOn: IsoDate | null; isWithdrawn: boolean; by: string; at: Instant; /** Number of the version its author had seen; 0: it is new. */ after: number }>;

export type AuditLearning = Readonly<{
  /** Every marking handed in, finding agreed and action set by the period's last day, however old. Audits taken back are left out. */
  auditLearning: (period: LearningPeriod) => Promise<LearningKnown>;
  /** What was drawn by chance of these caseworkers' work and marked in some days, once its findings are agreed; not of advice, which is its adviser's, nor of a restricted record on which the reader is not named. */
  ofCaseworkers: (asked: Readonly<{ caseworkers: readonly string[]; since: IsoDate; to: IsoDate; reader: string }>) => Promise<Readonly<{ marked: readonly Marked[]; moderated: readonly ModeratedAnswers[] }>>;
  /** Findings and actions of every audit by a day, and when what one audit looked at was written. */
  foundBy: (audit: string, on: IsoDate) => Promise<Readonly<{ days: readonly Pick<Marked, 'audit' | 'writtenOn' | 'markedOn'>[]; findings: readonly Finding[]; actions: readonly AuditAction[] }>>;
  caseworkersOf: (teams: readonly string[] | 'all') => Promise<readonly Named[]>;
  /** As last said by the end of a day, those withdrawn by then left out; oldest first. */
  learningPoints: (on: IsoDate) => Promise<readonly LearningPoint[]>;
  /** Audits that somebody may know nothing of while they have still to mark the same, blind. */
  closedWhileBlind: (staff: string) => Promise<readonly string[]>;
  /** All versions of one, newest first; none where there is none. */
  learningPoint: (ref: string) => Promise<readonly PointRow[]>;
  /** @returns false where somebody has made another version meanwhile */
  keepPoint: (point: NewPoint) => Promise<boolean>;
}>;
