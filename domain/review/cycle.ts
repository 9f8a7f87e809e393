import { addDays, type IsoDate } from '../dates/iso-date.js';
import type { DutyCode } from '../duty-codes.js';
import type { Fact } from '../facts/fact.js';
import { firstBetween, story as storyOf, type Story } from '../facts/story.js';
import { followed, isHeldByCouncil } from '../law/reviews.js';

/** One review as a setting sees it: from the meeting's date to what the council decided. */
export type Review = Readonly<{
  /** The day last agreed for the meeting; null where none is, or the meeting was held without one. */
  plannedOn: IsoDate | null;
  /** Id of the fact that set it. */
  setBy: string | null;
  /** The child attends no setting: the council holds it. @source SEND Regulations 2014 reg 21 */
  byCouncil: boolean;
  invitedOn: IsoDate | null;
  papersOn: IsoDate | null;
  /** The meeting: its day, and the id of its fact, by which its report is known. */
  held: Readonly<{ on: IsoDate; occurrence: string }> | null;
  reportOn: IsoDate | null;
  decision: Readonly<{ decision: 'keep' | 'amend' | 'cease'; on: IsoDate }> | null;
  noticeOn: IsoDate | null;
  /** How an amendment ended. */
  ended: Readonly<{ by: 'amended-plan-issued' | 'amendment-dropped'; on: IsoDate }> | null;
}>;

/** What a setting records of a review, each by its own fact. */
export const SETTING_STEPS = ['review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-report-sent'] as const;
export type SettingStep = (typeof SETTING_STEPS)[number];

/** What a review asks of whom: these of the setting, each done by its step; those of the council. */
export const STEP_OF_DUTY: Readonly<Partial<Record<DutyCode, SettingStep>>> = {
  'invite-to-review': 'review-invitations-sent',
  'circulate-review-papers': 'review-papers-circulated',
  'send-review-report': 'review-report-sent',
};
export const OWED_BY_SETTING: readonly DutyCode[] = ['invite-to-review', 'circulate-review-papers', 'send-review-report'];
export const OWED_TO_SETTING: readonly DutyCode[] = ['decide-after-review', 'send-amendment-notice', 'issue-amended-plan'];
/** By when the whole of the next review must be over. */
export const REVIEW_BY: readonly DutyCode[] = ['complete-review', 'review-after-transfer'];

const NOTHING_YET: Review = { plannedOn: null, setBy: null, byCouncil: false, invitedOn: null, papersOn: null, held: null, reportOn: null, decision: null, noticeOn: null, ended: null };

/** Reviews held, and the one that is coming, latest first; the first is the one under way. */
export const reviewsOf = (facts: readonly Fact[]): readonly Review[] => reviewsIn(storyOf(facts));

/** The same of a story that is known already. */
export function reviewsIn(story: Story): readonly Review[] {
  const held = story.of('review-meeting-held');
  const reviews = held.map((meeting, i) => heldReview(meeting, held[i - 1] ?? null, held[i + 1] ?? null, story));
  const coming = comingReview(held.at(-1) ?? null, story);
  return [...(coming === null ? [] : [coming]), ...reviews.reverse()];
}

/** The review that work goes on in now: the one whose date is set, else the last one held, else one that has not begun. */
export const reviewNow = (facts: readonly Fact[]): Review => reviewsOf(facts)[0] ?? NOTHING_YET;

/** A date agreed at a meeting, or after it, is the next one's. */
const isForNext = (set: Fact<'review-date-set'>, meeting: Fact): boolean => set.on > meeting.on || (set.on === meeting.on && set.meetingOn > meeting.on);

function heldReview(meeting: Fact, before: Fact | null, after: Fact | null, story: Story): Review {
  const until = after?.on ?? null;
  const isOfThis = (on: IsoDate): boolean => on <= meeting.on && (before === null || on > before.on);
  const set = story.of('review-date-set').findLast((one) => !isForNext(one, meeting) && (before === null || isForNext(one, before)));
  const { decision, notices, ended } = followed(meeting, story);
  return {
    plannedOn: set?.meetingOn ?? null,
    setBy: set?.id ?? null,
    byCouncil: isHeldByCouncil(meeting),
    invitedOn: story.of('review-invitations-sent').findLast(({ on }) => isOfThis(on))?.on ?? null,
    papersOn: story.of('review-papers-circulated').findLast(({ on }) => isOfThis(on))?.on ?? null,
    held: { on: meeting.on, occurrence: meeting.id },
    reportOn: firstBetween(story, ['review-report-sent'], meeting.on, until)?.on ?? null,
    decision: decision === null ? null : { decision: decision.decision, on: decision.on },
    noticeOn: notices[0]?.on ?? null,
    ended: ended === null ? null : { by: ended.type, on: ended.on },
  };
}

/** A date set after the last meeting, of which no meeting has come yet. */
function comingReview(last: Fact | null, story: Story): Review | null {
  const set = story.of('review-date-set').at(-1);
  if (set === undefined || (last !== null && !isForNext(set, last))) return null;
  const since = (type: 'review-invitations-sent' | 'review-papers-circulated'): IsoDate | null => story.of(type).find(({ on }) => on >= set.on)?.on ?? null;
  return { ...NOTHING_YET, plannedOn: set.meetingOn, setBy: set.id, byCouncil: isHeldByCouncil(set), invitedOn: since('review-invitations-sent'), papersOn: since('review-papers-circulated') };
}

/** What a setting may record of its pupil's review now, in the order a review goes. */
export function stepsOfSetting(facts: readonly Fact[]): readonly SettingStep[] {
  const reviews = reviewsOf(facts);
  const [now = NOTHING_YET] = reviews;
  const isDated = now.setBy !== null; // a notice of a meeting that was held may still be told: it went before
  const mayMeet = now.held === null || now.decision !== null; // a review that is decided lets the next begin, date or no date
  const isUnreported = reviews.find(({ held }) => held !== null)?.reportOn === null;
  return [
    ...(isDated && now.invitedOn === null ? (['review-invitations-sent'] as const) : []),
    ...(isDated && now.papersOn === null ? (['review-papers-circulated'] as const) : []),
    ...(mayMeet ? (['review-meeting-held'] as const) : []),
    ...(isUnreported ? (['review-report-sent'] as const) : []),
  ];
}

export type StepRefused = 'not-now' | 'no-meeting' | 'before-date-set' | 'after-meeting' | 'before-last-meeting';

/**
 * Why a setting may not record this step for this day; null where it may. A notice counts for the date it was sent for, so none is
 * taken that went before the date was set.
 */
export function stepRefused(facts: readonly Fact[], step: SettingStep, on: IsoDate): Readonly<{ code: StepRefused; day: IsoDate | null }> | null {
  if (!stepsOfSetting(facts).includes(step)) return { code: step === 'review-report-sent' && reviewsOf(facts).every(({ held }) => held === null) ? 'no-meeting' : 'not-now', day: null };
  const { of } = storyOf(facts);
  if (step === 'review-meeting-held') {
    const last = of('review-meeting-held').at(-1);
    return last !== undefined && on <= last.on ? { code: 'before-last-meeting', day: addDays(last.on, 1) } : null;
  }
  if (step === 'review-report-sent') return null;
  const { setBy, held } = reviewNow(facts);
  const set = of('review-date-set').find(({ id }) => id === setBy);
  if (set !== undefined && on < set.on) return { code: 'before-date-set', day: set.on };
  return held !== null && on > held.on ? { code: 'after-meeting', day: held.on } : null;
}
