import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Fact, FactType } from '../domain/facts/fact.js';
import type { Review } from '../domain/review/cycle.js';
import type { ReviewForm } from '../domain/review/form.js';
import type { ReviewDuty } from '../domain/review/owed.js';
import type { StoredFile } from './advice-models.js';
import type { NewDocument } from './document-models.js';
import type { Named } from './read-models.js';

/** Annual reviews as the setting that holds them sees them: its own pupils, what is owed either way, its reports. */

/** Who holds the review of a child in no setting, in a setting's place. @source SEND Regulations 2014 reg 21 */
export const COUNCIL = 'council';

/** Who writes a report: whose it is (a setting, or the council) and, by reference, who the journal says wrote it. */
export type ReportWriter = ReviewParty & Readonly<{ ref: string }>;

/** A setting that came by link, and the record its link was for: of a restricted record, that one alone is shown to it. */
export type ReviewParty = Readonly<{ setting: string; linkRecord: string | null }>;

export type PupilReview = Readonly<{
  caseRef: string;
  /** Last journal entry. */
  position: number;
  child: Readonly<{ givenName: string; familyName: string; bornOn: IsoDate }>;
  owner: Named | null;
  facts: readonly Fact[];
  duties: readonly ReviewDuty[];
  /** When the draft of a report that is not sent was last saved. */
  draftSavedAt: Instant | null;
  /** What the setting has sent that waits for a worker to record it. */
  pending: readonly FactType[];
}>;

/** A report as it was sent. */
export type SentReport = Readonly<{ commandId: string; /** Of the meeting it reports. */ occurrence: string; setting: Named; form: ReviewForm; files: readonly StoredFile[]; sentAt: Instant }>;

/** What is written of a report: the draft, and what was sent before. */
export type WrittenReport = Readonly<{ form: ReviewForm | null; version: number; savedAt: Instant | null; files: readonly StoredFile[]; sent: readonly SentReport[] }>;

type Draft = Readonly<{ caseRef: string; setting: string; occurrence: string; at: Instant }>;

export type ReportSaved = Readonly<{ kind: 'saved'; version: number } | { kind: 'changed'; form: ReviewForm; version: number; savedAt: Instant } | { kind: 'closed' }>;

/** What a parent, or the young person, has sent for a review meeting. */
export type SaidByFamily = Readonly<{ by: string; on: IsoDate; text: string }>;

/** Reviews of a setting's pupils. Whatever is not its own looks as if it were not there. */
export type SettingReviews = Readonly<{
  pupils: (party: ReviewParty, today: IsoDate) => Promise<readonly PupilReview[]>;
  pupil: (party: ReviewParty, caseRef: string, today: IsoDate) => Promise<PupilReview | null>;
  settingName: (setting: string) => Promise<string | null>;
  written: (caseRef: string, setting: string) => Promise<WrittenReport>;
  /** Every review of a record, and every report that was recorded as sent, latest first. */
  ofRecord: (caseRef: string) => Promise<Readonly<{ bornOn: IsoDate; reviews: readonly Review[]; reports: readonly SentReport[] }> | null>;
  /** What the family has sent since a day, in order. */
  said: (caseRef: string, since: IsoDate) => Promise<readonly SaidByFamily[]>;
  /** Saves over the version its writer had read (0: none), or tells what somebody else has saved since. */
  save: (draft: Draft & { form: ReviewForm; version: number }) => Promise<ReportSaved>;
  /** Keeps that version as what this command sends. */
  keepSent: (sent: Draft & { commandId: string; version: number }) => Promise<void>;
  attach: (draft: Draft & { file: NewDocument }) => Promise<boolean>;
  /** `kept`: off the draft, but part of what was sent before. Null where the draft has none. */
  detach: (draft: Draft & { file: string }) => Promise<'gone' | 'kept' | null>;
}>;

/** A setting's secret address for its calendar. */
export type ReviewFeeds = Readonly<{
  /** Ends the one before. @returns the token, which nobody can ask for again */
  make: (feed: { setting: string; at: Instant }) => Promise<string>;
  /** @returns whether there was one to end */
  end: (feed: { setting: string; at: Instant }) => Promise<boolean>;
  /** When the one in use was made, and last read; null where there is none. */
  of: (setting: string) => Promise<Readonly<{ madeAt: Instant; readAt: Instant | null }> | null>;
  /** Whose it is; null for one that is ended or never was. Notes the reading. */
  read: (token: string, at: Instant) => Promise<string | null>;
}>;
