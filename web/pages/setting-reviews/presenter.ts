import type { PupilOwed } from '../../../api/use-cases/setting-reviews.js';
import { yearGroup } from '../../../domain/dates/school-year.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { reviewNow, reviewsOf, stepsOfSetting, type Review, type SettingStep } from '../../../domain/review/cycle.js';
import type { ReviewDuty } from '../../../domain/review/owed.js';
import { fromToday, longDay, longTime, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { yearGroupWords } from '../../presenting/child.js';
import { isOverdue, reasonWords, whenWords, type ReasonWords, type WhenWords } from '../../presenting/duty.js';
import { REVIEW_WORDS as t } from '../../words/setting-reviews.js';

/** Something owed, as the setting reads it. */
export type ShownOwed = Readonly<{ act: string; when: WhenWords; late: boolean; reason: ReasonWords | null }>;
/** `now`: it can be expected to have happened, or is to be done. */
export type ShownStep = Readonly<{ text: string; href: string; now: boolean }>;

export type ShownPupil = Readonly<{
  ref: string;
  name: string;
  born: string;
  year: string | null;
  owner: string | null;
  href: string;
  dates: readonly string[];
  youOwe: readonly ShownOwed[];
  weOwe: readonly ShownOwed[];
  steps: readonly ShownStep[];
  /** Of these, those that are due: what is only possible stands on the pupil's own page. */
  stepsNow: readonly ShownStep[];
  notes: readonly string[];
}>;

/** One pupil's review: its dates, what is owed either way, and what the setting can do now. */
export function pupilWords(pupil: PupilOwed, today: IsoDate): ShownPupil {
  const { caseRef, child, owner, facts, owed, pending, draftSavedAt } = pupil;
  const now = reviewNow(facts);
  const steps = stepsOfSetting(facts).filter((step) => !pending.includes(step) && !now.byCouncil).map((step) => stepWords(step, caseRef, now, today)).sort((a, b) => Number(b.now) - Number(a.now));
  const isUntold = now.held !== null && steps.some(({ href }) => NOTICES.some((step) => href === paths.settingReviewStep(caseRef, step)));
  return {
    ref: caseRef,
    name: `${child.givenName} ${child.familyName}`,
    born: shortDay(child.bornOn),
    year: yearGroupWords(yearGroup(child.bornOn, today)),
    owner: owner?.name ?? null,
    href: paths.settingReview(caseRef),
    dates: [...meetingWords(now, today), ...(owed.reviewBy === null ? [] : [t.wholeBy(longDay(owed.reviewBy.dueOn))])],
    youOwe: [...owed.bySetting.map((duty) => owedWords(duty, today)), ...meetingOwed(owed.meetingOn, today)].sort(byTurn),
    weOwe: owed.byCouncil.map((duty) => owedWords(duty, today)),
    steps,
    stepsNow: steps.filter(({ now: isDue }) => isDue),
    notes: [...(isUntold ? [t.untold] : []), ...(pending.length > 0 ? [t.pending] : []), ...(draftSavedAt === null ? [] : [t.draft(longTime(draftSavedAt))])],
  };
}

/** What is late comes first, then by day; the words alone cannot say it. */
const byTurn = (a: ShownOwed, b: ShownOwed): number => (a.late === b.late ? 0 : a.late ? -1 : 1);

const owedWords = (duty: ReviewDuty, today: IsoDate): ShownOwed => ({ act: t.owed[duty.code] ?? duty.code, when: whenWords(duty, today), late: isOverdue(duty), reason: reasonWords(duty) });

/** The meeting is no duty with a day in law: its day is the one that was set. */
const meetingOwed = (on: IsoDate | null, today: IsoDate): readonly ShownOwed[] =>
  on === null ? [] : [{ act: t.owed.meeting ?? '', when: { day: longDay(on), distance: fromToday(on, today), besides: null, tag: null }, late: false, reason: null }];

function meetingWords({ held, plannedOn, reportOn, decision, ended, noticeOn }: Review, today: IsoDate): readonly string[] {
  if (held === null) return [plannedOn === null ? t.noDate : plannedOn < today ? t.meetingPassed(longDay(plannedOn)) : t.meetingSet(longDay(plannedOn))];
  return [
    t.meetingHeld(longDay(held.on)),
    ...(reportOn === null ? [] : [t.reportOn(longDay(reportOn))]),
    ...(decision === null ? [] : [t.decidedOn(t.decided[decision.decision], longDay(decision.on))]),
    ...(noticeOn === null || ended !== null ? [] : [t.noticeOn(longDay(noticeOn))]),
    ...(ended === null ? [] : [t.decidedOn(t.ended[ended.by], longDay(ended.on))]),
  ];
}

const NOTICES = ['review-invitations-sent', 'review-papers-circulated'] as const;

function stepWords(step: SettingStep, ref: string, { held, plannedOn }: Review, today: IsoDate): ShownStep {
  if (step === 'review-report-sent') return { text: t.write, href: paths.reviewReport(ref), now: true };
  const now = step === 'review-meeting-held' ? held === null && plannedOn !== null && plannedOn <= today : held === null;
  return { text: t.steps[step].act, href: paths.settingReviewStep(ref, step), now };
}

/** Reviews before the one under way, the latest first. */
export const earlierReviews = ({ facts }: PupilOwed, today: IsoDate): readonly (readonly string[])[] =>
  reviewsOf(facts).slice(1).map((review) => meetingWords(review, today));

/** Everything owed by all, counted: what stands above the list. */
export function countWords(pupils: readonly PupilOwed[]): string {
  const [youOwe, weOwe] = [pupils.flatMap(({ owed }) => owed.bySetting), pupils.flatMap(({ owed }) => owed.byCouncil)];
  return t.counts(youOwe.length, youOwe.filter(isOverdue).length, weOwe.length);
}
