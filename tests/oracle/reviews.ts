import { endOfMonthsBeginning, plusDays, plusWeeks } from './days.js';
import { earliestFinal } from './representations.js';
import { deadline } from './standing.js';
import {
  earlierOf,
  factsOf,
  firstFrom,
  nextAfter,
  type AlsoCounted,
  type DatedFact,
  type Day,
  type OracleDuty,
  type Story,
} from './story.js';

/** The annual review: its twelve months, term lists, invitations, meeting, decision and amendment. @source law.md 4.1 */
export function reviewDuties(story: Story): OracleDuty[] {
  return [
    ...factsOf(story, 'plan-made', 'review-decision-sent', 'reassessed-plan-issued')
      .filter((from, i, all) => !all.some((later, at) => at > i && later.type === from.type && later.on === from.on)) // told twice, one year
      .map((from) => completeReview(story, from)),
    ...(holdsPlan(story) ? story.terms.map((term) => sendReviewList(story, term)) : []),
    ...factsOf(story, 'review-date-set').flatMap((set) => noticeDuties(story, set)),
    ...factsOf(story, 'review-meeting-held').flatMap((meeting) => meetingDuties(story, meeting)),
    ...noticesWithoutReview(story).map((notice) => amendWithoutReview(story, notice)),
  ];
}

function completeReview(story: Story, from: DatedFact): OracleDuty {
  const decidedOn = nextAfterOrOn(factsOf(story, 'review-decision-sent'), from);
  const movedIn = factsOf(story, 'plan-transferred').find((fact) => fact.from !== undefined && fact.on > from.on);
  const doneInTime = decidedOn !== null && (movedIn === undefined || decidedOn <= movedIn.on);
  return deadline(story, {
    code: 'complete-review',
    occurrence: from.id,
    startOn: from.on,
    dueOn: endOfMonthsBeginning(from.on, 12),
    doneOn: doneInTime ? decidedOn : null,
    undoneIs: movedIn === undefined ? 'owed' : 'not-owed',
  });
}

function nextAfterOrOn(decisions: readonly DatedFact[], from: DatedFact): Day | null {
  if (from.type === 'review-decision-sent') return nextAfter(decisions, from.on);
  return firstFrom(decisions, from.on)?.on ?? null;
}

const NOTICE_DAYS = 15; // clear days; the lenient count has one fewer

/** An assessment that made no plan has none to list. */
function holdsPlan(story: Story): boolean {
  const plans = factsOf(story, 'final-plan-issued', 'plan-made');
  return plans.length > 0 || factsOf(story, 'request-received', 'came-to-attention').length === 0;
}

function sendReviewList(story: Story, { term, startsOn }: Readonly<{ term: string; startsOn: Day }>): OracleDuty {
  const dueOn = plusDays(startsOn, -NOTICE_DAYS);
  const sent = factsOf(story, 'review-list-sent').find((fact) => fact.term === term);
  const made = factsOf(story, 'plan-made')[0];
  const notYetAPlan = made !== undefined && made.on > dueOn;
  return deadline(story, {
    code: 'send-review-list',
    subject: term,
    occurrence: term,
    startOn: made?.on ?? '',
    dueOn,
    doneOn: notYetAPlan ? null : (sent?.on ?? null),
    undoneIs: notYetAPlan ? 'not-owed' : 'owed',
    alsoCounted: lenientNotice(startsOn),
  });
}

function lenientNotice(before: Day): AlsoCounted[] {
  return [{ basis: 'lenient-notice', dueOn: plusDays(before, 1 - NOTICE_DAYS) }];
}

function noticeDuties(story: Story, set: DatedFact): OracleDuty[] {
  const meetingOn = set.meetingOn;
  if (meetingOn === undefined) return [];
  const next = nextAfter(factsOf(story, 'review-date-set'), set.on);
  const met = firstFrom(factsOf(story, 'review-meeting-held'), set.on, next);
  const replaced = next !== null && met === null;
  return [
    { code: 'invite-to-review', doneBy: 'review-invitations-sent' },
    { code: 'circulate-review-papers', doneBy: 'review-papers-circulated' },
  ].map(({ code, doneBy }) =>
    deadline(story, {
      code,
      occurrence: set.id,
      startOn: set.on,
      dueOn: plusDays(meetingOn, -NOTICE_DAYS),
      doneOn: firstFrom(factsOf(story, doneBy), set.on, next)?.on ?? null,
      undoneIs: replaced ? 'not-owed' : 'owed',
      alsoCounted: lenientNotice(meetingOn),
    }),
  );
}

const CLOSES_AMENDMENT = ['amended-plan-issued', 'amendment-dropped'];

function meetingDuties(story: Story, meeting: DatedFact): OracleDuty[] {
  const next = nextAfter(factsOf(story, 'review-meeting-held'), meeting.on);
  const inCycle = (...types: string[]): DatedFact | null => firstFrom(factsOf(story, ...types), meeting.on, next);
  const notice = noticesOf(story, meeting)[0] ?? null;
  const decision = inCycle('review-decision-sent');
  const amending = decision?.decision === 'amend' || notice !== null;
  const base = { occurrence: meeting.id, startOn: meeting.on };
  const undoneIs = amending ? 'owed' : 'not-owed';
  return [
    deadline(story, {
      ...base,
      code: 'send-review-report',
      dueOn: plusWeeks(meeting.on, 2),
      doneOn: inCycle('review-report-sent')?.on ?? null,
    }),
    deadline(story, {
      ...base,
      code: 'decide-after-review',
      dueOn: plusWeeks(meeting.on, 4),
      doneOn: decision?.on ?? null,
    }),
    deadline(story, {
      ...base,
      code: 'send-amendment-notice',
      dueOn: plusWeeks(meeting.on, 4),
      doneOn: notice?.on ?? null,
      undoneIs,
    }),
    issueAmended(story, meeting, notice, amending ? inCycle(...CLOSES_AMENDMENT) : null, undoneIs),
  ];
}

function issueAmended(
  story: Story,
  meeting: DatedFact,
  notice: DatedFact | null,
  closed: DatedFact | null,
  undoneIs: 'owed' | 'not-owed',
): OracleDuty {
  const byMeeting = plusWeeks(meeting.on, 12);
  const byNotice = notice === null ? null : plusWeeks(notice.on, 8);
  const dueOn = byNotice === null ? byMeeting : earlierOf(byMeeting, byNotice);
  const other: AlsoCounted[] = [{ basis: 'meeting-12-weeks', dueOn: byMeeting }];
  if (byNotice !== null) other.push({ basis: 'notice-8-weeks', dueOn: byNotice });
  return deadline(story, {
    code: 'issue-amended-plan',
    occurrence: meeting.id,
    startOn: meeting.on,
    dueOn,
    doneOn: closed?.on ?? null,
    undoneIs,
    notBefore: earliestFinal(story, noticesOf(story, meeting), meeting.on, closed?.on ?? null),
    alsoCounted: other.filter((basis) => basis.dueOn !== dueOn),
  });
}

/** Notices of this meeting's cycle, up to the day its amendment was issued or dropped. */
function noticesOf(story: Story, meeting: DatedFact): DatedFact[] {
  return factsOf(story, 'amendment-notice-sent').filter((notice) => meetingOf(story, notice)?.id === meeting.id);
}

function meetingOf(story: Story, notice: DatedFact): DatedFact | null {
  const meeting = factsOf(story, 'review-meeting-held')
    .filter((fact) => fact.on <= notice.on)
    .at(-1);
  if (meeting === undefined) return null;
  const closed = factsOf(story, ...CLOSES_AMENDMENT).some((fact) => fact.on >= meeting.on && fact.on < notice.on);
  // A decision to keep or cease ends that review: what is proposed from then on is an amendment without one.
  const next = nextAfter(factsOf(story, 'review-meeting-held'), meeting.on);
  const decision = firstFrom(factsOf(story, 'review-decision-sent'), meeting.on, next);
  const decidedNotTo = decision !== null && decision.decision !== 'amend' && notice.on >= decision.on;
  return closed || decidedNotTo ? null : meeting;
}

function noticesWithoutReview(story: Story): DatedFact[] {
  return factsOf(story, 'amendment-notice-sent').filter((notice) => meetingOf(story, notice) === null);
}

function amendWithoutReview(story: Story, notice: DatedFact): OracleDuty {
  const closed = firstFrom(factsOf(story, ...CLOSES_AMENDMENT), notice.on);
  return deadline(story, {
    code: 'issue-amended-plan',
    occurrence: notice.id,
    startOn: notice.on,
    dueOn: plusWeeks(notice.on, 8),
    doneOn: closed?.on ?? null,
    notBefore: earliestFinal(story, [notice], notice.on, closed?.on ?? null),
  });
}
