import { daysOf, thatDay, weeksOf } from '../dates/limits.js';
import { addDays, earlier, type IsoDate } from '../dates/iso-date.js';
import type { AlsoCounted } from '../duty.js';
import type { Fact, FactType } from '../facts/fact.js';
import { firstFrom, type Story } from '../facts/story.js';
import { REG_10_4, REG_13_3, REG_5_4 } from './exceptions.js';
import { firstWhileOwed, overtaken, restoringConcession } from './original-steps.js';
import { firstOf, onEach, SINCE_2014, startOf, within, withinOfReceipt, type Context, type DeadlineRule, type Due, type Start } from './rule.js';

/**
 * The EHC needs assessment: request to final plan. Children and Families Act 2014 s 36; SEND Regulations 2014 Part 2.
 * Late running never re-bases a later step: sixteen and twenty weeks run from the request.
 */
const START = ['request-received', 'came-to-attention'] as const;

/** Weeks from the request: to decide whether to assess, whether to issue a plan, and to send it. */
export const ASSESSMENT_WEEKS = { 'decide-to-assess': 6, 'decide-to-issue': 16, 'issue-final-plan': 20 } as const;

/** Weeks from the request, with the stricter day of receipt and what an informal concession gives counted beside them. */
const weeksFromRequest =
  (weeks: number, fromConcession: Readonly<Record<string, number>> = {}) =>
  (start: Start, context: Context): Due => {
    const due = withinOfReceipt(weeksOf(weeks, 'receipt'))(start, context);
    return { ...due, alsoCounted: [...due.alsoCounted, ...ombudsman(start, fromConcession, context)] };
  };

/** What the Ombudsman counts after a council reversed its own decision. @source law.md 1.4, Essex 25-007-473, 25-013-913 */
function ombudsman(start: Start, weeksByKind: Readonly<Record<string, number>>, { story, working }: Context): AlsoCounted[] {
  const conceded = restoringConcession(start, story);
  const weeks = conceded && weeksByKind[conceded.what];
  return conceded && weeks ? [{ basis: 'ombudsman', dueOn: weeksOf(weeks, 'concession').lastDay(conceded.on, working) }] : [];
}

export const decideToAssess: DeadlineRule = {
  code: 'decide-to-assess', rows: ['A3', "A1'"], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 5(1)', kind: 'statutory', by: 'authority',
  startedBy: START, starts: onEach(...START),
  due: weeksFromRequest(ASSESSMENT_WEEKS['decide-to-assess']),
  doneBy: ['assessment-agreed', 'assessment-refused'],
  done: firstOf('assessment-agreed', 'assessment-refused'),
  excuses: (start, { story }) => {
    const decision = firstFrom(story, ['assessment-agreed', 'assessment-refused'], start.on);
    return decision?.type === 'assessment-refused' && decision.under === 'reg-4' ? null : REG_5_4;
  },
};

export const tellPartnersOfDecision: DeadlineRule = {
  code: 'tell-partners-of-decision', rows: ['A3b'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 5(2)', kind: 'statutory', by: 'authority',
  startedBy: START, starts: onEach(...START),
  due: weeksFromRequest(6),
  doneBy: ['partners-told'],
  done: firstOf('partners-told'),
};

export const askForAdvice: DeadlineRule = {
  code: 'ask-for-advice', rows: ['A4'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 6(1)', kind: 'guidance', by: 'authority',
  startedBy: ['assessment-agreed'], starts: onEach('assessment-agreed'),
  due: within(thatDay('the decision to assess')),
  doneBy: ['advice-requested'],
  done: (start, { story }) => firstWhileOwed(start, story, requestsAfter(start, story)),
  notOwed: overtaken,
};

/** What was asked under this agreement to assess, the last first: the step is done when all have been asked. */
function requestsAfter({ fact, on }: Start, story: Story): Fact<'advice-requested'>[] {
  const next = story.of('assessment-agreed').find((agreed) => agreed !== fact && agreed.on > on);
  return story.of('advice-requested').filter((request) => request.on >= on && (next === undefined || request.on < next.on)).reverse();
}

export const decideToIssue: DeadlineRule = {
  code: 'decide-to-issue', rows: ['A6', 'A6b'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 10(1)', kind: 'statutory', by: 'authority',
  startedBy: START, starts: onEach(...START),
  due: weeksFromRequest(ASSESSMENT_WEEKS['decide-to-issue'], { assess: 10 }),
  doneBy: ['issue-agreed', 'issue-refused', 'draft-plan-sent'],
  done: (start, { story }) => firstWhileOwed(start, story, inOrder(story, 'issue-agreed', 'issue-refused')) ?? firstWhileOwed(start, story, story.of('draft-plan-sent')),
  excuses: () => REG_10_4,
  notOwed: overtaken,
};

export const sendDraft: DeadlineRule = {
  code: 'send-draft', rows: ['A7'], shape: 'deadline', ...SINCE_2014,
  law: 'Children and Families Act 2014 s 38(1); SEND Regulations 2014 reg 13(1)', kind: 'local', by: 'authority',
  startedBy: START, starts: onEach(...START),
  due: (start, context) => weeksFromRequest(context.settings.draftWeeks, { 'make-plan': 5 })(start, context),
  doneBy: ['draft-plan-sent'],
  done: (start, { story }) => firstWhileOwed(start, story, story.of('draft-plan-sent')),
  notOwed: overtaken,
};

const inOrder = (story: Story, ...types: readonly FactType[]): Fact[] => story.facts.filter(({ type }) => types.includes(type));

export const answerConsultation: DeadlineRule = {
  code: 'answer-consultation', rows: ['A9'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Code of Practice 9.83', kind: 'guidance', by: 'setting',
  startedBy: ['setting-consulted'],
  starts: ({ story }) => story.of('setting-consulted').map((consulted) => startOf(consulted, consulted.on, consulted.setting)),
  due: within(daysOf(15, 'consultation')),
  doneBy: ['setting-answered'],
  done: (start, { story }) => firstWhileOwed(start, story, answersTo(start, story)),
  notOwed: overtaken,
};

/** Answers of that setting until it is consulted again. */
function answersTo({ fact, subject, on }: Start, story: Story): Fact<'setting-answered'>[] {
  const next = story.of('setting-consulted').find((again) => again !== fact && again.setting === subject && again.on > on);
  return story.of('setting-answered').filter((answer) => answer.setting === subject && answer.on >= on && (next === undefined || answer.on < next.on));
}

export const issueFinalPlan: DeadlineRule = {
  code: 'issue-final-plan', rows: ['A10', 'A11'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 13(2)', kind: 'statutory', by: 'authority',
  startedBy: START, starts: onEach(...START),
  due: weeksFromRequest(ASSESSMENT_WEEKS['issue-final-plan'], { assess: 14, 'make-plan': 11 }),
  doneBy: ['final-plan-issued'],
  done: (start, { story }) => firstWhileOwed(start, story, story.of('final-plan-issued')),
  excuses: () => REG_13_3,
  notOwed: overtaken,
  notBefore: ({ on }, { story }, doneOn) => earliestFinalPlan(story, on, doneOn),
};

const FIFTEEN_DAYS = 15;

/**
 * Earliest day on which the family's fifteen days allow the plan to be finalised: the day after they end, or the day the family
 * confirmed in writing that it has no more to say. Counted from the last draft sent between a day and the day of the plan.
 * @source SEND Regulations 2014 reg 13(1)(a); law.md section 8 point 10
 */
export function earliestFinalPlan(story: Story, from: IsoDate, doneOn: IsoDate | null): IsoDate | null {
  const draft = story.of('draft-plan-sent').findLast(({ on }) => on >= from && (doneOn === null || on <= doneOn));
  return draft?.servedOn ? windowsEnd(draft.servedOn, story) : null;
}

/** The first day after a window of fifteen days that began on the day of service, or the earlier day it was closed. */
export function windowsEnd(servedOn: IsoDate, story: Story): IsoDate {
  const after = addDays(servedOn, FIFTEEN_DAYS);
  const closed = firstFrom(story, ['representations-closed'], servedOn);
  return closed ? earlier(after, closed.on) : after;
}

export const secureProvision: DeadlineRule = {
  code: 'secure-provision', rows: ['A12'], shape: 'deadline', ...SINCE_2014,
  law: 'Children and Families Act 2014 s 42', kind: 'statutory', by: 'authority',
  startedBy: ['final-plan-issued', 'amended-plan-issued'], starts: onEach('final-plan-issued', 'amended-plan-issued'),
  due: within(thatDay('the final plan')),
  doneBy: ['provision-confirmed'],
  done: firstOf('provision-confirmed'),
};

