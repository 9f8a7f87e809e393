import type { IsoDate } from '../domain/dates/iso-date.js';
import type { AgeLimit } from '../domain/law/age-25.js';
import type { TransferKind } from '../domain/facts/fact.js';
import type { ReviewStep } from '../domain/review/next-step.js';
import type { AttendedSetting } from '../domain/review-year/phase-cohort.js';
import type { SettingCalendar } from '../domain/setting-calendar.js';
import type { Named, Page, Scope } from './read-models.js';

/** What repositories return of the reviews of plans. */

/** A phase transfer that is expected and not yet amended for. */
export type TransferAhead = Readonly<{ kind: TransferKind; transferOn: IsoDate; amendBy: IsoDate; lastMeetingOn: IsoDate }>;

/** A plan and where its review stands. */
export type ReviewRow = Readonly<{
  ref: string;
  child: Named;
  yearGroup: number | null;
  setting: Named | null;
  owner: Named | null;
  team: string;
  /** Position of the last journal entry. */
  entry: number;
  step: ReviewStep;
  /** The last day for that step: of law, for a meeting its own day, for setting a date the last day that leaves notice and time. */
  stepBy: IsoDate;
  /** Last day on which the review is complete in time; null where none is owed. */
  completeBy: IsoDate | null;
  /** Of a meeting that is set and not held. */
  meetingOn: IsoDate | null;
  /** Of the last meeting held, while what follows it is undone. */
  heldOn: IsoDate | null;
  decideBy: IsoDate | null;
  /** The day an early review was asked for that is not answered. */
  earlyAskedOn: IsoDate | null;
  /** Of a child under five: between which days guidance has a review considered. */
  underFive: Readonly<{ from: IsoDate; to: IsoDate }> | null;
  /** Of whoever is 25: until when the plan may go on. */
  age: AgeLimit | null;
  transfer: TransferAhead | null;
}>;

export type ReviewQuery = Readonly<{
  today: IsoDate;
  cursor: string | null;
  limit: number;
  mine?: boolean;
  /** Held by this person; `nobody`: by nobody. */
  owner?: string;
  /** `none`: of children in no setting. */
  setting?: string;
  step?: ReviewStep;
  late?: boolean;
  /** These alone. */
  refs?: readonly string[];
}>;

/** A transfer of a year that is recorded, and where its plan stands. */
export type TransferRow = Readonly<Omit<ReviewRow, 'step' | 'stepBy' | 'transfer'> & { transfer: TransferAhead; step: ReviewStep | null; stepBy: IsoDate | null; /** The plan amended for it, or kept. */ doneOn: IsoDate | null }>;

/** A plan for whose child no transfer is recorded on a day. */
export type WithoutTransfer = Readonly<{ ref: string; child: Named; bornOn: IsoDate; setting: Named | null; attends: AttendedSetting | null; owner: Named | null; entry: number }>;

export const REVIEW_EVENTS = ['due', 'held', 'decided', 'final'] as const;
/** Something of a review that fell on a day: due to be complete, meeting held, decision sent, amended plan issued. */
export type ReviewEvent = Readonly<{ ref: string; what: (typeof REVIEW_EVENTS)[number]; on: IsoDate; owner: Named | null; setting: Named | null }>;

export type ReviewReads = Readonly<{
  /** Plans by the last day of what must happen next, the soonest first: late ones lead. */
  list: (scope: Scope, query: ReviewQuery) => Promise<Page<ReviewRow>>;
  /** Terms and closures, by setting; those that have told none are left out. */
  calendars: (settings: readonly string[]) => Promise<ReadonlyMap<string, SettingCalendar>>;
  /** @param transferOn 1 September of the year */
  transfers: (scope: Scope, today: IsoDate, transferOn: IsoDate) => Promise<readonly TransferRow[]>;
  withoutTransfer: (scope: Scope, transferOn: IsoDate) => Promise<readonly WithoutTransfer[]>;
  /** Both days included. */
  events: (scope: Scope, from: IsoDate, to: IsoDate) => Promise<readonly ReviewEvent[]>;
}>;
