import { addDays, earlier, later, type IsoDate } from '../dates/iso-date.js';
import { clearWeeksBefore, monthsBeginningWith, weeksBefore, weeksOf } from '../dates/limits.js';
import type { AlsoCounted } from '../duty.js';
import type { Fact, FactType } from '../facts/fact.js';
import { firstBetween, firstFrom, lastUpTo, story as storyOf, type Story } from '../facts/story.js';
import { listedUntil } from '../review/term-list.js';
import { windowsEnd } from './assessment.js';
import { hasPlan, holdTransferReview } from './life-of-plan.js';
import { factOf, onEach, SINCE_2014, startOf, within, type Context, type DeadlineRule, type Due, type Start } from './rule.js';

/** Clear weeks before the meeting by which people are invited and papers sent. @source SEND Regulations 2014 regs 20(3), (4), 21(3), (4) */
export const NOTICE_WEEKS = 2;
/** By when the lists of a term are sent. @source SEND Code of Practice 9.165; D31 */
export const listSentBy = clearWeeksBefore(2, 'the term');
/** From the meeting to the decision. @source SEND Regulations 2014 regs 20(10), 21(9) */
export const WEEKS_TO_DECIDE = 4;

/** Annual reviews: Children and Families Act 2014 s 44; SEND Regulations 2014 regs 18 to 22. No step of them has an exception. */
const REVIEWED = ['plan-made', 'review-decision-sent', 'reassessed-plan-issued'] as const;

export const completeReview: DeadlineRule = {
  code: 'complete-review', rows: ['R1', 'R2', '4.3 review after reassessment'], shape: 'deadline', ...SINCE_2014,
  law: 'Children and Families Act 2014 s 44(1)', kind: 'statutory', by: 'authority',
  startedBy: REVIEWED, starts: yearsBegun,
  due: (start, context) => within(monthsBeginningWith(12, start.fact?.type === 'review-decision-sent' ? 'the last review' : 'the day the plan was made'))(start, context),
  doneBy: ['review-decision-sent'],
  done: (start, { story }) => nextDecision(start, story),
  // A plan that moved in is reviewed by regulation 15(5) instead.
  notOwed: (start, { story }) => movedInAfter(start.on, story) !== null,
};

/**
 * The cycle of review a plan is in, named by the day its twelve months began: made, last reviewed, reassessed, or moved in. Null
 * for a record without a plan. It changes once a year, when the review's decision is sent.
 */
export function reviewCycle(facts: readonly Fact[]): IsoDate | null {
  const story = storyOf(facts);
  return [...REVIEWED, 'plan-transferred' as const].flatMap((type) => story.of<FactType>(type)).map(({ on }) => on).sort().at(-1) ?? null;
}

/** Of two of a kind on one day, as a decision recorded twice, the later: they begin one year. */
function yearsBegun(context: Context): Start[] {
  const all = onEach(...REVIEWED)(context);
  return all.filter(({ fact, on }, i) => !all.slice(i + 1).some((other) => other.on === on && other.fact?.type === fact?.type));
}

function nextDecision({ fact, on }: Start, story: Story): Fact | null {
  const isFirst = fact?.type !== 'review-decision-sent';
  const next = story.of('review-decision-sent').find((decision) => decision !== fact && (isFirst ? decision.on >= on : decision.on > on));
  const moved = movedInAfter(on, story);
  return next && (moved === null || next.on <= moved.on) ? next : null;
}

const movedInAfter = (on: IsoDate, story: Story): Fact<'plan-transferred'> | null => story.of('plan-transferred').find((moved) => moved.from !== undefined && moved.on > on) ?? null;

export const sendReviewList: DeadlineRule = {
  code: 'send-review-list', rows: ['R4'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Code of Practice 9.165', kind: 'guidance', by: 'authority',
  startedBy: ['calendar'],
  starts: ({ calendar, story }) => (hasPlan(story) ? calendar.terms.map(({ term, startsOn }) => ({ fact: null, occurrence: term, on: startsOn, subject: term })) : []),
  due: within(listSentBy, { basis: 'lenient-notice', limit: weeksBefore(2, 'the term') }),
  doneBy: ['review-list-sent'],
  done: ({ subject }, { story }) => story.of('review-list-sent').find(({ term }) => term === subject) ?? null,
  notOwed: ({ subject }, context, dueOn) => context.story.of('plan-made').some(({ on }) => on > dueOn) || !isDueInTerm(subject, context, dueOn),
};

/**
 * Whether a review is due in a term: one that had begun to run when its list was to be sent, whose last day comes before the next
 * term (of a phase transfer, that of its last safe meeting), and for which nobody had met by then. Where nobody has said when the term
 * ends, any may be.
 */
function isDueInTerm(code: string | null, context: Context, listedOn: IsoDate): boolean {
  const { terms } = context.calendar;
  const term = terms.find((one) => one.term === code);
  const until = term === undefined ? null : listedUntil(term, terms);
  if (until === null) return true;
  return REVIEWS_AHEAD.some((rule) =>
    rule.starts(context).some((start) => {
      const from = start.fact?.on ?? start.on;
      const { dueOn } = rule.due(start, context);
      const met = ENDS_WAITING.flatMap((type): readonly Fact[] => context.story.of(type)).some(({ on }) => on > from && on <= listedOn);
      return from <= listedOn && dueOn <= until && !met && rule.notOwed?.(start, context, dueOn) !== true;
    }),
  );
}

const ENDS_WAITING = ['review-meeting-held', 'review-decision-sent'] as const;

const noticeDue = within(clearWeeksBefore(NOTICE_WEEKS, 'the meeting'), { basis: 'lenient-notice', limit: weeksBefore(NOTICE_WEEKS, 'the meeting') });

/** What a review of a child in no setting says of its duties: the council arranges all of it. @source SEND Regulations 2014 reg 21 */
const REG_21 = { 'invite-to-review': 'SEND Regulations 2014 reg 21(2), (3)', 'circulate-review-papers': 'SEND Regulations 2014 reg 21(4)', 'send-review-report': 'SEND Regulations 2014 reg 21(7)' } as const;

/** Whether the council holds this review itself, for a child who attends no setting: the fact that arranged it, or that it was held, says so. */
export const isHeldByCouncil = (fact: Fact | null): boolean => (fact?.type === 'review-date-set' || fact?.type === 'review-meeting-held') && fact.arrangedBy === 'authority';

/** The same of a duty, by the law it stands in: what a setting would be asked, the council does. */
export const isCouncilsOwn = ({ code, law }: Readonly<{ code: string; law: string }>): boolean => Object.hasOwn(REG_21, code) && REG_21[code as keyof typeof REG_21] === law;

const lawOf = (code: keyof typeof REG_21, otherwise: string) => ({ fact }: Start): string => (isHeldByCouncil(fact) ? REG_21[code] : otherwise);

/** A notice counts for the meeting date it was sent for: from that date being set until another is. */
const noticeRule = (code: 'invite-to-review' | 'circulate-review-papers', row: string, law: string, doneBy: 'review-invitations-sent' | 'review-papers-circulated'): DeadlineRule => ({
  code, rows: [row, 'R16'], shape: 'deadline', ...SINCE_2014,
  law: lawOf(code, law), kind: 'statutory', by: 'authority',
  startedBy: ['review-date-set'],
  starts: ({ story }) => story.of('review-date-set').map((set) => startOf(set, set.meetingOn)),
  due: noticeDue,
  doneBy: [doneBy],
  done: ({ fact }, { story }) => fact && firstBetween(story, [doneBy], fact.on, nextDateSet(fact, story)?.on ?? null),
  notOwed: ({ fact }, { story }) => fact !== null && wasMoved(fact, story),
});

const nextDateSet = (set: Fact, story: Story): Fact | null => story.of('review-date-set').find((other) => other.on > set.on || (other.on === set.on && isLater(other, set, story))) ?? null;
const isLater = (a: Fact, b: Fact, { facts }: Story): boolean => facts.indexOf(a) > facts.indexOf(b);

function wasMoved(set: Fact, story: Story): boolean {
  const next = nextDateSet(set, story);
  return next !== null && firstBetween(story, ['review-meeting-held'], set.on, next.on) === null;
}

export const inviteToReview = noticeRule('invite-to-review', 'R6', 'SEND Regulations 2014 regs 20(2), (3), 21(3)', 'review-invitations-sent');
export const circulateReviewPapers = noticeRule('circulate-review-papers', 'R7', 'SEND Regulations 2014 regs 20(4), 21(4)', 'review-papers-circulated');

const ENDS_AMENDING = ['amended-plan-issued', 'amendment-dropped'] as const;

/** What followed one review meeting, up to the next. A plan amended for another reason, as an order, ends no amendment of this one. */
export function followed(meeting: Fact, story: Story) {
  const until = story.of('review-meeting-held').find(({ on }) => on > meeting.on)?.on ?? null;
  const decision = firstBetween(story, ['review-decision-sent'], meeting.on, until);
  const issued = firstBetween(story, ENDS_AMENDING, meeting.on, until);
  // A review that decided not to amend is over: a later notice is an amendment without review (reg 28), on its own clock.
  const closedOn = decision !== null && decision.decision !== 'amend' ? decision.on : null;
  const notices = story
    .of('amendment-notice-sent')
    .filter(({ on }) => on >= meeting.on && (until === null || on < until) && (issued === null || on <= issued.on) && (closedOn === null || on < closedOn));
  const amends = decision?.decision === 'amend' || notices.length > 0;
  return { until, decision, notices, amends, ended: amends ? issued : null };
}

/** The meeting after which a decision was taken or a notice sent; null where none was held. */
export const meetingBefore = ({ on }: Fact, { of }: Story): Fact<'review-meeting-held'> | null => of('review-meeting-held').findLast((meeting) => meeting.on <= on) ?? null;

const meetingOf = (start: Start): Fact => factOf(start, 'review-meeting-held');
const fromMeeting = (weeks: number) => within(weeksOf(weeks, 'the meeting'));
const meetings = onEach('review-meeting-held');
const amends = (start: Start, { story }: Context): boolean => followed(meetingOf(start), story).amends;

export const sendReviewReport: DeadlineRule = {
  code: 'send-review-report', rows: ['R9', 'R16'], shape: 'deadline', ...SINCE_2014,
  law: lawOf('send-review-report', 'SEND Regulations 2014 regs 20(7) to (9), 21(7)'), kind: 'statutory', by: ({ fact }) => (isHeldByCouncil(fact) ? 'authority' : 'setting'),
  startedBy: ['review-meeting-held'], starts: meetings,
  due: fromMeeting(2),
  doneBy: ['review-report-sent'],
  done: (start, { story }) => firstBetween(story, ['review-report-sent'], start.on, followed(meetingOf(start), story).until),
};

export const decideAfterReview: DeadlineRule = {
  code: 'decide-after-review', rows: ['R10', 'R15'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 regs 20(10), 21(9)', kind: 'statutory', by: 'authority',
  startedBy: ['review-meeting-held'], starts: meetings,
  due: fromMeeting(WEEKS_TO_DECIDE),
  doneBy: ['review-decision-sent'],
  done: (start, { story }) => followed(meetingOf(start), story).decision,
};

export const sendAmendmentNotice: DeadlineRule = {
  code: 'send-amendment-notice', rows: ['R11'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 22(2)(a); R(L, M, P) v Devon [2022] EWHC 493 (Admin)', kind: 'statutory', by: 'authority',
  startedBy: ['review-meeting-held'], starts: meetings,
  due: fromMeeting(WEEKS_TO_DECIDE),
  doneBy: ['amendment-notice-sent'],
  done: (start, { story }) => followed(meetingOf(start), story).notices[0] ?? null,
  notOwed: (start, context) => !amends(start, context),
};

/** Notices that belong to no open review: an amendment without review (reg 28). */
const noticesAlone = (story: Story): Fact[] => {
  const inCycles = new Set(story.of('review-meeting-held').flatMap((meeting) => followed(meeting, story).notices));
  return story.of('amendment-notice-sent').filter((notice) => !inCycles.has(notice) && !isReissue(notice, story));
};

/** A notice sent again while the first of its cycle is still open starts no clock of its own. */
export function isReissue(notice: Fact, story: Story): boolean {
  const before = story.of('amendment-notice-sent').findLast((other) => other !== notice && isLater(notice, other, story));
  if (!before) return false;
  const between = firstBetween(story, [...ENDS_AMENDING, 'review-meeting-held'], before.on, addDays(notice.on, 1));
  return between === null;
}

export const issueAmendedPlan: DeadlineRule = {
  code: 'issue-amended-plan', rows: ['R13', "R13'", 'R14', 'R17'], shape: 'deadline', ...SINCE_2014,
  law: ({ fact }) => (fact?.type === 'amendment-notice-sent' ? 'SEND Regulations 2014 regs 22(3), 28' : 'SEND Regulations 2014 reg 22(3), (4); R(L, M, P) v Devon [2022] EWHC 493 (Admin)'),
  kind: 'statutory', by: 'authority',
  startedBy: ['review-meeting-held', 'amendment-notice-sent'],
  starts: (context) => [...meetings(context), ...noticesAlone(context.story).map((notice) => startOf(notice))],
  due: amendedPlanDue,
  doneBy: ENDS_AMENDING,
  done: ({ fact, on }, { story }) => (fact?.type === 'review-meeting-held' ? followed(fact, story).ended : firstFrom(story, ENDS_AMENDING, on)),
  notOwed: (start, context) => start.fact?.type === 'review-meeting-held' && !amends(start, context),
  notBefore: (start, { story }) => {
    const last = start.fact?.type === 'review-meeting-held' ? followed(start.fact, story).notices.at(-1) : lastReissue(factOf(start, 'amendment-notice-sent'), story);
    return last?.servedOn ? windowsEnd(last.servedOn, story) : null;
  },
};

/** The notice as sent last before its amendment ended: the family's days run from that one. */
function lastReissue(notice: Fact<'amendment-notice-sent'>, story: Story): Fact<'amendment-notice-sent'> {
  const ended = firstFrom(story, [...ENDS_AMENDING, 'review-meeting-held'], notice.on);
  return story.of('amendment-notice-sent').findLast(({ on }) => on >= notice.on && (ended === null || on <= ended.on)) ?? notice;
}

/**
 * The earlier of twelve weeks of the meeting and eight weeks of sending the notice.
 * @source SEND Regulations 2014 reg 22(3); R(L, M, P) v Devon [2022] EWHC 493 (Admin); D25 to D27
 */
function amendedPlanDue(start: Start, context: Context): Due {
  const eight = weeksOf(8, 'the amendment notice');
  if (start.fact?.type === 'amendment-notice-sent') return within(eight)(start, context);
  const twelve = fromMeeting(12)(start, context);
  const [notice] = followed(meetingOf(start), context.story).notices;
  if (!notice) return twelve;
  const byNotice = eight.lastDay(notice.on, context.working);
  return {
    dueOn: earlier(byNotice, twelve.dueOn),
    because: [...twelve.because, { fact: notice.type, on: notice.on, rule: `${eight.words}, if earlier`, gives: byNotice }],
    alsoCounted: other(byNotice, twelve.dueOn),
  };
}

/** The line that does not bind. */
function other(byNotice: IsoDate, byMeeting: IsoDate): AlsoCounted[] {
  if (byNotice === byMeeting) return [];
  return [byNotice < byMeeting ? { basis: 'meeting-12-weeks', dueOn: byMeeting } : { basis: 'notice-8-weeks', dueOn: byNotice }];
}

export const reviewAfterTransfer: DeadlineRule = {
  code: 'review-after-transfer', rows: ['4.5 new LA reviews'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 15(5)', kind: 'statutory', by: 'authority',
  startedBy: ['plan-transferred'],
  starts: ({ story }) => story.of('plan-transferred').filter(({ from }) => from !== undefined).map((moved) => startOf(moved)),
  due: (start, context) => {
    const three = within(monthsBeginningWith(3, 'the transfer'))(start, context);
    const last = lastUpTo(context.story, REVIEWED, start.on);
    if (!last) return three;
    const twelve = monthsBeginningWith(12, last.type === 'plan-made' ? 'the day the plan was made' : 'the last review');
    const byTwelve = twelve.lastDay(last.on, context.working);
    return {
      dueOn: later(three.dueOn, byTwelve),
      because: [...three.because, { fact: last.type, on: last.on, rule: `${twelve.words}, if later`, gives: byTwelve }],
      alsoCounted: [],
    };
  },
  doneBy: ['review-decision-sent'],
  done: (start, { story }) => firstFrom(story, ['review-decision-sent'], start.on),
};

/** By what the last day of a review, or of its meeting, is known. */
const REVIEWS_AHEAD: readonly DeadlineRule[] = [completeReview, reviewAfterTransfer, holdTransferReview];
