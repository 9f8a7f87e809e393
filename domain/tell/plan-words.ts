import type { IsoDate } from '../dates/iso-date.js';
import { longDay } from '../dates/said.js';
import { derive } from '../derive.js';
import type { Duty } from '../duty.js';
import type { DutyCode } from '../duty-codes.js';
import type { Fact } from '../facts/fact.js';
import { story as storyOf, type Story } from '../facts/story.js';
import { followed, isReissue, meetingBefore } from '../law/reviews.js';
import { REVIEW_BY } from '../review/cycle.js';
import type { Calendar, Settings } from '../settings.js';
import { defined, said } from './known.js';
import { isOfPlan, movedFrom } from './letters-of-plan.js';

type Rules = Readonly<{ settings: Settings; calendar: Calendar }>;

/** What the letters of a plan's life say of their fact. */
export type PlanValues = Readonly<
  Partial<
    Record<
      | 'reviewOn' | 'formerOn' | 'inviteBy' | 'sendViewsBy' | 'reportBy' | 'planDecideBy' | 'decided' | 'decidedFollows' | 'noticeBy' | 'amendBy' | 'amending'
      | 'reviewBy' | 'reassessBy' | 'keepUntil' | 'movesOn' | 'transferBy',
      string
    >
  >
>;

/** @param cause the fact that causes the letter; nothing is said of other kinds */
export function planValues(cause: Fact | null, facts: readonly Fact[], today: IsoDate, { settings, calendar }: Rules): PlanValues {
  if (cause === null || !isOfPlan(cause)) return {};
  const story = storyOf(facts);
  const { duties } = derive(facts, today, settings, calendar);
  const dayOf = (code: DutyCode, occurrence = cause.id): IsoDate | undefined => duties.find((duty) => duty.code === code && duty.occurrence === occurrence)?.dueOn;
  switch (cause.type) {
    case 'early-review-answered':
      return defined({ reviewBy: said(nextReview(duties)) });
    case 'review-date-set':
      return defined({ reviewOn: said(cause.meetingOn), formerOn: said(movedFrom(cause, story)), inviteBy: said(dayOf('invite-to-review')), sendViewsBy: sendViewsBy(dayOf('circulate-review-papers'), today) });
    case 'review-meeting-held':
      return defined({ reviewOn: said(cause.on), reportBy: said(dayOf('send-review-report')), planDecideBy: said(dayOf('decide-after-review')) });
    case 'review-decision-sent': {
      const meeting = meetingBefore(cause, story);
      return defined({ reviewOn: said(meeting?.on), ...DECIDED[cause.decision], noticeBy: said(dayOf('send-amendment-notice', meeting?.id)), amendBy: said(dayOf('issue-amended-plan', meeting?.id)), reviewBy: said(dayOf('complete-review')) });
    }
    case 'amendment-notice-sent':
      return defined({ amending: amending(cause, story), amendBy: said(openAmendment(duties)?.dueOn) });
    case 'reassessment-agreed':
      return defined({ reassessBy: said(reassessBy(duties, dayOf('issue-reassessed-plan'))) });
    case 'reassessed-plan-issued':
      return defined({ reviewBy: said(dayOf('complete-review')) });
    case 'cease-decided':
      return defined({ keepUntil: said(dayOf('keep-plan-until')) });
    case 'move-known':
      return defined({ movesOn: said(cause.movesOn), transferBy: said(dayOf('transfer-plan-out')) });
    default:
      return {};
  }
}

/** Views are sent to whoever circulates the papers, in time for that; later they still count. */
const sendViewsBy = (papersBy: IsoDate | undefined, today: IsoDate): string =>
  papersBy !== undefined && papersBy >= today
    ? `by ${longDay(papersBy)}: what everybody wrote goes round two weeks before the meeting`
    : 'as soon as you can. You should have at least two weeks’ notice of the meeting: if this is too short for you, tell us';

/** What was decided, after “we have decided”, and what follows for a setting or the integrated care board. */
const DECIDED: Readonly<Record<Fact<'review-decision-sent'>['decision'], Readonly<Record<'decided' | 'decidedFollows', string>>>> = {
  keep: { decided: 'to keep the EHC plan as it is', decidedFollows: 'The plan goes on unchanged, unless the family appeals and the Tribunal changes it.' },
  amend: { decided: 'to amend the EHC plan', decidedFollows: 'The family has at least 15 days for its views on the changes we propose. The amended plan goes to whichever setting it names.' },
  cease: { decided: 'that the EHC plan should end', decidedFollows: 'The plan goes on until the time in which the family may appeal is over, and after an appeal until it is decided. We tell you when it has ended.' },
};

/** How a notice of amendments begins: whether it is a review's, and whether it takes the place of one sent before. */
function amending(notice: Fact<'amendment-notice-sent'>, story: Story): string {
  if (isReissue(notice, story)) return 'We have changed what we propose to amend in it. This notice takes the place of the one we sent you before.';
  const meeting = meetingBefore(notice, story);
  if (meeting !== null && followed(meeting, story).notices.includes(notice)) return `It was reviewed at the meeting on ${longDay(meeting.on)}. We have decided to amend it, and this is what we propose.`;
  return 'We propose to amend it, without waiting for its next review.';
}

/** The last day of the review that is owed now. */
const nextReview = (duties: readonly Duty[]): IsoDate | undefined => duties.findLast(({ code, doneOn, outcome }) => REVIEW_BY.includes(code) && doneOn === null && outcome !== 'not-owed')?.dueOn;

/** The amendment that is owed still, the last begun. */
const openAmendment = (duties: readonly Duty[]): Duty | undefined =>
  duties.filter(({ code, doneOn, outcome }) => code === 'issue-amended-plan' && doneOn === null && outcome !== 'not-owed').sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1)).at(-1);

/** After an order, an agreement or an unopposed appeal its own days bind beside regulation 27(2): the earlier. */
function reassessBy(duties: readonly Duty[], own: IsoDate | undefined): IsoDate | undefined {
  const ordered = duties.findLast(({ code, doneOn, outcome }) => code === 'order-issue-final' && doneOn === null && outcome !== 'not-owed')?.dueOn;
  return [own, ordered].filter((day) => day !== undefined).sort()[0];
}

/** Decisions whose reasons no enactment has the council write; they are owed to whoever asks. */
const MAY_GO_WITHOUT: readonly Fact['type'][] = ['review-decision-sent', 'early-review-answered', 'reassessment-refused', 'plan-left-unchanged', 'cease-proposed', 'cease-decided'];

/** What stands where the reasons would, if none were recorded and none are required. */
export function withoutReasons(cause: Fact | null): string | undefined {
  if (cause === null || !MAY_GO_WITHOUT.includes(cause.type)) return undefined;
  const ground = cause.type === 'cease-proposed' || cause.type === 'cease-decided' ? cause.ground : undefined;
  return ground === undefined ? 'This notice does not give them. Ask us, and we will give them to you in writing.' : `${GROUND_TO_END[ground]} Ask us, and we will give you our reasons in writing.`;
}

/** Why a plan is to end, as the Act has it; what an officer writes takes its place. @source Children and Families Act 2014 s 45(1) to (3); SEND Regulations 2014 reg 30 */
const GROUND_TO_END: Readonly<Record<NonNullable<Fact<'cease-decided'>['ground']>, string>> = {
  'no-longer-necessary': 'In our view the special educational provision in the plan is no longer needed.',
  'outcomes-achieved': 'In our view the outcomes for education and training in the plan have been achieved.',
  'out-of-education': 'In our view education or training has ended, and a return to it is not wished or would not be right.',
  'not-responsible': 'In our view we are no longer the council that is responsible.',
};
