import { addDays, type IsoDate } from './dates/iso-date.js';
import { workingDays, type WorkingDays } from './dates/working-days.js';
import type { Fact, FactType } from './facts/fact.js';
import { isCorrection, story as storyOf } from './facts/story.js';
import { APPEALS_AND_CORRECTIONS, contradictionsOf, type ContradictionCode } from './contradictions.js';
import { unlistedSteps } from './law/exceptions.js';
import type { RefusedAcknowledgement } from './escalation.js';
import { isReopened, progressOf, type AuditProgress, type Progress } from './progress.js';

/**
 * What a record's facts allow next. The workflow's validator, the transaction that records and the forms of the case page all
 * ask here. A contradiction can never be true; what is forbidden may have happened, and the clock takes it as history, but the
 * live process refuses to do it.
 */
export type ForbiddenCode =
  | 'not-started' | 'not-agreed' | 'already-decided' | 'already-refused' | 'already-asked' | 'already-answered' | 'no-draft'
  | 'draft-not-served' | 'inside-the-familys-days' | 'already-final' | 'record-ended' | 'other-process' | 'nothing-to-dispute'
  | 'already-marked' | 'not-marked' | 'second-marking' | 'no-moderation-called' | 'still-moderating' | 'second-marking-open' | 'findings-agreed-already' | 'findings-not-agreed' | 'already-set' | 'no-such-action'
  | 'not-lodged' | 'under-18-out-of-education' | 'no-meeting' | 'no-notice' | 'plan-must-be-kept' | 'not-asked-for' | 'ground-not-listed' | RefusedAcknowledgement;
export type RefusalCode = ContradictionCode | ForbiddenCode;
export type Refusal = Readonly<{ code: RefusalCode; kind: 'contradiction' | 'forbidden'; notBefore?: IsoDate }>;

const WORKING = workingDays();

/**
 * Why this fact may not follow, judged by the record's standing alone; null where it may. Meant for a fact no earlier than the
 * latest one: an earlier one is for `judge`, which sees the whole story.
 */
export function refusalOf(progress: Progress, fact: Fact): Refusal | null {
  const code = contradictionIn(progress, fact) ?? null;
  if (code) return { code, kind: 'contradiction' };
  return forbiddenIn(progress, fact);
}

function contradictionIn(progress: Progress, fact: Fact): ContradictionCode | null {
  const asked = (adviser: string): boolean => progress.openAdvisers.includes(adviser) || progress.answeredAdvisers.includes(adviser);
  if (progress.ceasedOn !== null && fact.on > progress.ceasedOn && !APPEALS_AND_CORRECTIONS.includes(fact.type)) return 'after-plan-ceased';
  switch (fact.type) {
    case 'request-received':
    case 'came-to-attention':
      return progress.startedOn !== null && progress.process === 'assessment' ? 'two-starts' : null;
    case 'advice-received':
    case 'advice-declined':
    case 'advice-returned':
    case 'appointment-missed':
      return asked(fact.adviser) ? null : 'answer-without-asking';
    case 'setting-answered':
      return progress.openSettings.includes(fact.setting) || progress.answeredSettings.includes(fact.setting) ? null : 'answer-without-asking';
    case 'final-plan-issued':
      return progress.finalOn === null ? null : 'second-final-plan';
    default:
      return null;
  }
}

const forbidden = (code: ForbiddenCode): Refusal => ({ code, kind: 'forbidden' });

const STARTS: Readonly<Partial<Record<FactType, Progress['process']>>> = { 'request-received': 'assessment', 'came-to-attention': 'assessment', 'plan-made': 'plan', 'audit-drawn': 'audit' };
const ALWAYS: readonly FactType[] = ['correction', 'owner-set', 'contact-made'];
const AFTER_THE_END: readonly FactType[] = ['plan-transferred', 'mediation-certificate', 'appeal-lodged', 'appeal-answered', 'appeal-withdrawn', 'tribunal-order', 'died', 'appeal-not-opposed', 'appeal-conceded'];

/** Types of fact that belong to one process only. */
const OF_ASSESSMENT: readonly FactType[] = [
  'request-withdrawn', 'considering-notified', 'assessment-agreed', 'assessment-refused', 'partners-told', 'issue-agreed', 'issue-refused',
  'final-plan-issued', 'appointment-missed',
];
const OF_PLAN: readonly FactType[] = [
  'review-date-set', 'review-list-sent', 'review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-report-sent',
  'review-decision-sent', 'amendment-notice-sent', 'amended-plan-issued', 'amendment-dropped', 'early-review-requested', 'early-review-answered',
  'phase-transfer-expected', 'reassessment-requested', 'reassessment-agreed', 'reassessment-refused', 'reassessed-plan-issued', 'plan-left-unchanged',
  'cease-proposed', 'cease-decided', 'plan-ceased', 'plan-transferred', 'family-told-of-transfer',
];

const OF_AUDIT: readonly FactType[] = [
  'audit-marked', 'moderation-called', 'second-marking-settled', 'audit-moderated', 'findings-agreed', 'audit-action-set', 'audit-action-done', 'audited-again', 'audit-withdrawn',
];

function forbiddenIn(progress: Progress, fact: Fact): Refusal | null {
  const { type } = fact;
  if (type === 'exception-recorded') return unlistedSteps(fact).length === 0 ? null : forbidden('ground-not-listed');
  if (type === 'escalation-acknowledged') return forbiddenAcknowledgement(fact);
  if (ALWAYS.includes(type)) return null;
  const starts = STARTS[type];
  if (starts !== undefined) return progress.startedOn === null || progress.process === starts ? null : forbidden('other-process');
  if (progress.startedOn === null && type !== 'plan-transferred') return forbidden('not-started');
  if (progress.audit !== null || OF_AUDIT.includes(type)) {
    if (progress.audit === null || !OF_AUDIT.includes(type)) return forbidden('other-process');
    return progress.ended ? forbidden('record-ended') : forbiddenOnAudit(progress.audit, fact);
  }
  if ((progress.process === 'plan' ? OF_ASSESSMENT : OF_PLAN).includes(type)) return forbidden('other-process');
  if (progress.ended && !AFTER_THE_END.includes(type)) return forbidden('record-ended');
  return progress.process === 'plan' ? forbiddenOnPlan(progress, fact) : forbiddenOnAssessment(progress, fact);
}

/** A decision may be made anew once it is undone, or while an appeal against it is open. */
const mayDecideAgain = (progress: Progress): boolean => isReopened(progress) || (progress.appealOn !== null && (progress.decidedOn === null || progress.appealOn >= progress.decidedOn));
/** What can be told of it by itself; whether its rung has been told is for `refusedAcknowledgement`, which sees the ladder. */
function forbiddenAcknowledgement({ duty, occurrence, rung, on, promisedOn }: Fact<'escalation-acknowledged'>): Refusal | null {
  if (duty === undefined || occurrence === undefined || rung === undefined) return forbidden('names-no-escalation');
  return promisedOn === undefined || promisedOn < on ? forbidden('promise-before-its-day') : null;
}

const wasRefused = (progress: Progress): boolean => (progress.decision === 'refused' || progress.issue === 'refused') && !isReopened(progress);

/** An audit is marked once; what two did not agree on is moderated before its findings are; an action is set once and done once. */
function forbiddenOnAudit({ isSecond, grade, moderating, awaitsSecond, agreedOn, actions, open }: AuditProgress, fact: Fact): Refusal | null {
  switch (fact.type) {
    case 'audit-withdrawn':
      return agreedOn === null ? null : forbidden('findings-agreed-already');
    case 'audit-marked':
      return grade === null ? null : forbidden('already-marked');
    case 'moderation-called':
      return agreedOn === null ? null : forbidden('findings-agreed-already'); // its own marking may be recorded a moment later
    case 'second-marking-settled':
      return null; // it may be taken back before the first is marked
    case 'audit-moderated':
      return moderating ? null : forbidden('no-moderation-called');
    case 'findings-agreed':
      if (isSecond) return forbidden('second-marking');
      if (agreedOn !== null) return forbidden('findings-agreed-already');
      if (grade === null) return forbidden('not-marked');
      return moderating ? forbidden('still-moderating') : awaitsSecond ? forbidden('second-marking-open') : null;
    case 'audit-action-set':
      return agreedOn === null ? forbidden('findings-not-agreed') : actions.includes(fact.action) ? forbidden('already-set') : null;
    case 'audit-action-done':
      return open.includes(fact.action) ? null : forbidden('no-such-action');
    default:
      return agreedOn === null ? forbidden('findings-not-agreed') : null;
  }
}

function forbiddenOnAssessment(progress: Progress, fact: Fact): Refusal | null {
  const { type } = fact;
  if (DISPUTES.includes(type)) return forbiddenDispute(progress, type);
  switch (type) {
    case 'assessment-agreed':
    case 'assessment-refused':
      return progress.decision === null || mayDecideAgain(progress) ? null : forbidden('already-decided');
    case 'provision-confirmed':
      return progress.finalOn === null ? forbidden('not-asked-for') : null;
    case 'partners-told':
    case 'considering-notified':
    case 'representations-received':
    case 'moved-away':
    case 'move-known':
    case 'died':
      return null;
    default:
      break;
  }
  if (progress.finalOn !== null) return forbidden('already-final');
  if (type === 'request-withdrawn') return null;
  if (wasRefused(progress)) return forbidden('already-refused');
  if (progress.decision !== 'agreed' && progress.reopenedOn === null) return forbidden('not-agreed');
  return forbiddenWhileAssessing(progress, fact);
}

function forbiddenWhileAssessing(progress: Progress, fact: Fact): Refusal | null {
  const isOpen = (adviser: string): boolean => progress.openAdvisers.includes(adviser);
  switch (fact.type) {
    case 'advice-requested':
    case 'advice-reused':
      return isOpen(fact.adviser) && fact.type === 'advice-requested' ? forbidden('already-asked') : null;
    case 'advice-received':
    case 'advice-declined':
    case 'appointment-missed':
      return isOpen(fact.adviser) ? null : forbidden('already-answered');
    case 'issue-agreed':
    case 'issue-refused':
      return progress.issue === null || mayDecideAgain(progress) ? null : forbidden('already-decided');
    case 'setting-consulted':
      return progress.openSettings.includes(fact.setting) ? forbidden('already-asked') : null;
    case 'setting-answered':
      return progress.openSettings.includes(fact.setting) ? null : forbidden('already-answered');
    case 'representations-closed':
      return progress.draft === null ? forbidden('no-draft') : null;
    case 'final-plan-issued':
      return forbiddenFinalPlan(progress, fact.on);
    default:
      return null;
  }
}

/** @source SEND Regulations 2014 reg 13(1)(a): the family must be given fifteen days beginning with the day of service */
function forbiddenFinalPlan({ draft }: Progress, on: IsoDate): Refusal | null {
  if (draft === null) return forbidden('no-draft');
  if (draft.finalFrom === null) return forbidden('draft-not-served');
  return on < draft.finalFrom ? { ...forbidden('inside-the-familys-days'), notBefore: draft.finalFrom } : null;
}

const DISPUTES: readonly FactType[] = [
  'mediation-requested', 'health-told-of-mediation', 'mediation-arranged', 'mediation-certificate', 'mediation-agreed', 'agreement-reported',
  'agreement-carried-out', 'appeal-lodged', 'appeal-answered', 'appeal-not-opposed', 'appeal-conceded', 'appeal-withdrawn', 'tribunal-order',
  'recommendation-made', 'recommendation-answered', 'reconsidered',
];

function forbiddenDispute(progress: Progress, type: FactType): Refusal | null {
  const decided = progress.decision === 'refused' || progress.issue === 'refused' || progress.finalOn !== null || progress.process === 'plan';
  if (!decided) return forbidden('nothing-to-dispute');
  switch (type) {
    case 'appeal-answered':
    case 'appeal-not-opposed':
    case 'appeal-conceded':
    case 'appeal-withdrawn':
      return progress.appealOn === null ? forbidden('not-lodged') : null;
    case 'health-told-of-mediation':
    case 'mediation-arranged':
    case 'mediation-agreed':
      return progress.mediationOn === null ? forbidden('not-asked-for') : null;
    default:
      return null;
  }
}

function forbiddenOnPlan(progress: Progress, fact: Fact): Refusal | null {
  const { type } = fact;
  if (DISPUTES.includes(type)) return forbiddenDispute(progress, type);
  switch (type) {
    case 'review-report-sent':
    case 'review-decision-sent':
      return progress.meetingOn === null ? forbidden('no-meeting') : null;
    case 'amendment-dropped':
      return progress.notice === null ? forbidden('no-notice') : null;
    case 'amended-plan-issued':
      if (progress.notice === null) return forbidden('no-notice');
      if (progress.notice.amendFrom === null) return forbidden('draft-not-served');
      return fact.on < progress.notice.amendFrom ? { ...forbidden('inside-the-familys-days'), notBefore: progress.notice.amendFrom } : null;
    case 'plan-ceased':
      if (progress.ceasingAppealed) return forbidden('plan-must-be-kept');
      return progress.keepUntil !== null && fact.on <= progress.keepUntil ? { ...forbidden('plan-must-be-kept'), notBefore: addDays(progress.keepUntil, 1) } : null;
    case 'early-review-answered':
      return progress.earlyReviewOn === null ? forbidden('not-asked-for') : null;
    case 'reassessment-agreed':
      return null;
    case 'reassessment-refused':
      return progress.reassessment === 'requested' ? null : forbidden('not-asked-for');
    case 'reassessed-plan-issued':
    case 'plan-left-unchanged':
      return progress.reassessment === 'agreed' ? null : forbidden('not-agreed');
    default:
      return null;
  }
}

/**
 * Whether these new facts may be recorded beside the record's own: the full rule, asked under the row lock. Corrections are
 * judged by the story they leave; each other fact by the record's standing on its day.
 *
 * @param today no fact may be dated after it
 */
export function judge(facts: readonly Fact[], added: readonly Fact[], today: IsoDate, working: WorkingDays = WORKING): Refusal | null {
  const before = new Set(contradictionsOf(facts, today).map(({ code, id }) => `${code} ${id}`));
  const fresh = contradictionsOf([...facts, ...added], today).find(({ code, id }) => !before.has(`${code} ${id}`));
  if (fresh) return { code: fresh.code, kind: 'contradiction' };
  let known: readonly Fact[] = facts;
  for (const fact of storyOf(added.filter((told) => !isCorrection(told))).facts) {
    const refusal = forbiddenIn(progressOf(known.filter(({ on, type }) => on <= fact.on || type === 'correction'), working), fact);
    if (refusal) return refusal;
    known = [...known, fact];
  }
  return null;
}
