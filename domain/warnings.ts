import { LAST_PUBLISHED_YEAR } from './dates/bank-holidays.js';
import { yearNumber, type IsoDate } from './dates/iso-date.js';
import { lastOfMonthsBeginning } from './dates/limits.js';
import type { DutyCode } from './duty-codes.js';
import type { Duty } from './duty.js';
import type { FactType } from './facts/fact.js';
import type { Story } from './facts/story.js';
import type { Context } from './law/rule.js';

/** Something a caseworker should know that no duty says. */
export type Warning = Readonly<{ code: WarningCode; message: string }>;
export type WarningCode =
  | 'history-starts-late' | 'window-cut-short' | 'not-served' | 'short-notice' | 'bank-holidays-provisional' | 'receipt-estimated'
  | 'kept-too-short' | 'no-rule-in-force' | 'year-from-meeting';

/** Warnings over the story and its duties, each once. */
export function warningsOf(duties: readonly Duty[], { story, today }: Context): Warning[] {
  return [...lateStart(story), ...estimates(story), ...unserved(story), ...windows(duties), ...shortNotice(duties), ...yearFromMeeting(duties, story, today), ...provisional(duties)];
}

/** What a rule would ask of a day on which it was not law. */
export const notInForceYet = (duty: DutyCode, on: IsoDate, from: IsoDate): Warning => ({
  code: 'no-rule-in-force',
  message: `The rule for ${duty} is in force from ${from}: nothing is counted from ${on}.`,
});

const OF_AN_ASSESSMENT: readonly FactType[] = [
  'considering-notified', 'assessment-agreed', 'assessment-refused', 'partners-told', 'advice-requested', 'advice-received', 'issue-agreed',
  'issue-refused', 'draft-plan-sent', 'final-plan-issued', 'setting-consulted', 'request-withdrawn',
];
const OF_A_PLAN: readonly FactType[] = [
  'review-date-set', 'review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-report-sent',
  'review-decision-sent', 'amendment-notice-sent', 'amended-plan-issued', 'amendment-dropped', 'phase-transfer-expected',
  'reassessment-requested', 'reassessment-agreed', 'reassessment-refused', 'reassessed-plan-issued', 'plan-left-unchanged', 'cease-proposed', 'cease-decided',
  'plan-ceased',
];
const has = (story: Story, types: readonly FactType[]): boolean => types.some((type) => story.of(type).length > 0);

/** A story that begins mid-way is no contradiction, but what came before it is not counted. */
function lateStart(story: Story): Warning[] {
  const startsAssessment = has(story, ['request-received', 'came-to-attention']);
  const startsPlan = has(story, ['plan-made', 'plan-transferred', 'final-plan-issued']);
  const missing = [
    ...(has(story, OF_AN_ASSESSMENT) && !startsAssessment && !(startsPlan && !has(story, ['assessment-agreed', 'assessment-refused'])) ? ['the request or how the child came to attention'] : []),
    ...(has(story, OF_A_PLAN) && !startsPlan ? ['the day the plan was made'] : []),
  ];
  return missing.map((what) => ({ code: 'history-starts-late', message: `The history starts late: ${what} is not recorded, so duties that run from it are not counted.` }));
}

function estimates(story: Story): Warning[] {
  return [...story.of('request-received'), ...story.of('came-to-attention')]
    .filter(({ estimated }) => estimated === true)
    .map(({ on }) => ({ code: 'receipt-estimated', message: `The day of receipt, ${on}, is estimated from how it was sent. Record the actual day if it is known.` }));
}

function unserved(story: Story): Warning[] {
  return [...story.of('draft-plan-sent'), ...story.of('amendment-notice-sent')]
    .filter(({ servedOn }) => servedOn === undefined)
    .map(({ on }) => ({ code: 'not-served', message: `What was emailed on ${on} was not served: no written consent to email is on file. The family's 15 days have not begun; serve it by hand or by post.` }));
}

function windows(duties: readonly Duty[]): Warning[] {
  return duties
    .filter(({ outcome }) => outcome === 'breached')
    .map(({ code, dueOn, doneOn }): Warning =>
      code === 'keep-plan-until'
        ? { code: 'kept-too-short', message: `The plan ended on ${doneOn}; it had to be kept at least to the end of ${dueOn} and of any appeal (Children and Families Act 2014 s 45(4)).` }
        : { code: 'window-cut-short', message: `The plan was issued on ${doneOn}, inside the family's 15 days, which ran to the end of ${dueOn}.` },
    );
}

function shortNotice(duties: readonly Duty[]): Warning[] {
  return duties
    .filter(({ outcome, doneOn, alsoCounted }) => outcome === 'late' && doneOn !== null && alsoCounted.some(({ basis, dueOn }) => basis === 'lenient-notice' && doneOn <= dueOn))
    .map(({ code, doneOn }) => ({ code: 'short-notice', message: `Sent on ${doneOn}: two weeks' notice if one of the two days is counted, a day short if neither is (${code}).` }));
}

const A_YEAR = 12;

/** A review is counted from its decision letter; some count it from its meeting, which is stricter. @source law.md 4.1 */
function yearFromMeeting(duties: readonly Duty[], story: Story, today: IsoDate): Warning[] {
  const isPending = duties.some(({ code, outcome }) => code === 'complete-review' && outcome === 'pending');
  const meeting = story.of('review-meeting-held').at(-1);
  const decided = story.of('review-decision-sent').at(-1);
  if (!isPending || !meeting || !decided || decided.on < meeting.on) return [];
  const endedOn = lastOfMonthsBeginning(meeting.on, A_YEAR);
  if (today <= endedOn) return [];
  return [{ code: 'year-from-meeting', message: `Twelve months from the last review meeting ended on ${endedOn}. The next review is counted from the decision letter, but some count it from the meeting.` }];
}

/** Working days after the last published year follow the statute; a proclamation may yet change them. */
function provisional(duties: readonly Duty[]): Warning[] {
  const year = Math.max(0, ...duties.map(({ dueOn }) => yearNumber(dueOn)));
  if (year <= LAST_PUBLISHED_YEAR) return [];
  return [{ code: 'bank-holidays-provisional', message: `Bank holidays after ${LAST_PUBLISHED_YEAR} follow the statute and are provisional: working days in ${year} may change by proclamation.` }];
}
