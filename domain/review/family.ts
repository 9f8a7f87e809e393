import type { IsoDate } from '../dates/iso-date.js';
import type { DutyCode } from '../duty-codes.js';
import type { Duty } from '../duty.js';
import type { Fact } from '../facts/fact.js';
import { REVIEW_BY, reviewNow, type Review } from './cycle.js';

/** A plan's review as its family sees it: when, where it stands, what was decided, until when they may say what. */
export type FamilyReview = Readonly<{
  /** `passed`: the day set is over and nobody has said what became of it. */
  stands: 'no-date' | 'date-set' | 'passed' | 'held' | 'decided';
  /** The day set, or on which it was held. */
  meetingOn: IsoDate | null;
  /** The council holds it, for a child in no setting. */
  byCouncil: boolean;
  /** Last day for invitation and papers of a meeting to come. */
  noticeBy: IsoDate | null;
  /** Last day on which we say what we decided. */
  decideBy: IsoDate | null;
  decision: Review['decision'];
  /** Amendments proposed and not yet ended: until when they may be commented on (null: over, or the day is not known), and the last day for the plan. */
  amendment: Readonly<{ noticeOn: IsoDate; commentUntil: IsoDate | null; finalBy: IsoDate | null }> | null;
  /** How an amendment ended. */
  ended: Review['ended'];
  /** Last day for the whole of the next review. */
  reviewBy: IsoDate | null;
  /** Until when views come in time for the meeting; null where none is to come. */
  viewsUntil: IsoDate | null;
}>;

/** @param duties the record's, as they stand today */
export function familyReview(facts: readonly Fact[], duties: readonly Duty[], today: IsoDate): FamilyReview {
  const { plannedOn, setBy, held, byCouncil, decision, noticeOn, ended } = reviewNow(facts);
  const waiting = (code: DutyCode, occurrence?: string | null): IsoDate | null =>
    duties.find((duty) => duty.code === code && duty.doneOn === null && duty.outcome !== 'not-owed' && duty.stoppedOn === null && (occurrence === undefined || duty.occurrence === occurrence))?.dueOn ?? null;
  const isToCome = held === null && plannedOn !== null && plannedOn >= today;
  const open = duties.findLast(({ code, outcome }) => code === 'hear-representations' && outcome === 'open') ?? null;
  return {
    stands: held !== null ? (decision === null ? 'held' : 'decided') : plannedOn === null ? 'no-date' : isToCome ? 'date-set' : 'passed',
    meetingOn: held?.on ?? plannedOn,
    byCouncil,
    noticeBy: isToCome ? (duties.find(({ code, occurrence }) => code === 'invite-to-review' && occurrence === setBy)?.dueOn ?? null) : null,
    decideBy: held !== null && decision === null ? waiting('decide-after-review', held.occurrence) : null,
    decision,
    amendment: noticeOn === null || ended !== null ? null : { noticeOn, commentUntil: open?.dueOn ?? null, finalBy: waiting('issue-amended-plan') },
    ended,
    reviewBy: REVIEW_BY.map((code) => waiting(code)).find((day) => day !== null) ?? null,
    viewsUntil: isToCome ? plannedOn : null,
  };
}
