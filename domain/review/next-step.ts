import { addDays, type IsoDate } from '../dates/iso-date.js';
import { lastSafeMeeting } from '../law/life-of-plan.js';
import { NOTICE_DAYS, windowOf } from '../review-year/limits.js';
import { answerEarlyBy } from './early.js';

/** What must happen next in a review, in the order a review goes; `end`: the plan is past its last day, and no review is left. */
export const REVIEW_STEPS = ['end', 'early', 'set-date', 'invite', 'papers', 'meeting', 'report', 'decide', 'notice', 'final'] as const;
export type ReviewStep = (typeof REVIEW_STEPS)[number];

/** Steps that a date may still be set or moved in: no meeting is held. */
export const BEFORE_MEETING: readonly ReviewStep[] = ['early', 'set-date', 'invite', 'papers', 'meeting'];

/** The days a plan's review hangs on: the last day of each duty that is still owed, and the meeting's own. Null: not owed, or not set. */
export type ReviewDays = Readonly<{
  /** Of the whole review. */
  completeBy: IsoDate | null;
  /** The day set for a meeting that is not held. */
  meetingOn: IsoDate | null;
  inviteBy: IsoDate | null;
  papersBy: IsoDate | null;
  /** After the last meeting that was held. */
  reportBy: IsoDate | null;
  decideBy: IsoDate | null;
  noticeBy: IsoDate | null;
  finalBy: IsoDate | null;
  /** Before a phase transfer. */
  amendBy: IsoDate | null;
  /** The day an early review was asked for that is not answered. */
  earlyAskedOn: IsoDate | null;
  /** The last day of the academic year in which the young person turns 25. */
  endsOn: IsoDate | null;
}>;

type NextStep = Readonly<{ step: ReviewStep; by: IsoDate }>;

/**
 * What must happen next, and its last day: of law, for a meeting its own day, for setting a date the last on which a meeting that
 * is in time can still be set with due notice. What a held meeting leaves to do comes before the next one; a day that has passed
 * asks what became of its meeting. Where no review is under way, a plan past the young person's age is to end, and a request for an
 * early review is answered: our own target for that hides no day of the law's. Null where nothing is owed.
 */
export function nextStepOf(days: ReviewDays, today: IsoDate): NextStep | null {
  const { meetingOn, inviteBy, papersBy, reportBy, decideBy, noticeBy, finalBy, earlyAskedOn, endsOn } = days;
  if (decideBy !== null) return reportBy === null ? { step: 'decide', by: decideBy } : { step: 'report', by: reportBy };
  if (noticeBy !== null) return { step: 'notice', by: noticeBy };
  if (finalBy !== null) return { step: 'final', by: finalBy };
  if (meetingOn !== null) {
    if (meetingOn >= today && inviteBy !== null) return { step: 'invite', by: inviteBy };
    return meetingOn >= today && papersBy !== null ? { step: 'papers', by: papersBy } : { step: 'meeting', by: meetingOn };
  }
  if (endsOn !== null && today > endsOn) return { step: 'end', by: endsOn };
  const date = dateToSet(days, today);
  const answer: NextStep | null = earlyAskedOn === null ? null : { step: 'early', by: answerEarlyBy(earlyAskedOn) };
  return date !== null && answer !== null ? (date.by < answer.by ? date : answer) : (answer ?? date);
}

function dateToSet({ completeBy, amendBy }: ReviewDays, today: IsoDate): NextStep | null {
  if (completeBy === null) return null;
  const transfer = amendBy === null ? null : { amendBy, lastMeetingOn: lastSafeMeeting(amendBy) };
  return { step: 'set-date', by: addDays(windowOf({ completeBy, transfer }, today).to, -NOTICE_DAYS) };
}
