import type { IsoDate } from './dates/iso-date.js';
import type { Fact, FactType } from './facts/fact.js';
import { isReopened, type AuditProgress, type Progress } from './progress.js';
import { refusalOf } from './sequence.js';
import type { Stage } from './stages.js';

/** A fact that may lawfully come next; `notBefore` where a window protects the family until then. */
export type NextStep = Readonly<{ type: FactType; subjects?: readonly string[]; notBefore?: IsoDate }>;

/** @param today decides whether the family's fifteen days are still running */
export function stageOf(progress: Progress, today: IsoDate): Stage {
  if (progress.process === 'plan') return planStage(progress);
  if (progress.audit !== null) return progress.ended ? 'withdrawn' : auditStage(progress.audit);
  if (progress.ended) return 'ended';
  if (progress.finalOn !== null) return 'finished';
  const isRefused = progress.decision === 'refused' || progress.issue === 'refused';
  if (isRefused && !isReopened(progress)) return 'refused';
  if (isRefused && !progress.draft) return 'reopened';
  if (progress.draft) return progress.draft.finalFrom !== null && today >= progress.draft.finalFrom ? 'finalising' : 'hearing-representations';
  if (progress.issue === 'agreed') return 'drafting';
  if (progress.decision !== 'agreed') return 'considering';
  return progress.openAdvisers.length === 0 && progress.answeredAdvisers.length > 0 ? 'deciding-to-issue' : 'assessing';
}

function planStage(progress: Progress): Stage {
  if (progress.ceasedOn !== null) return 'ceased';
  if (progress.ended) return 'ended';
  if (progress.keepUntil !== null) return 'ceasing';
  if (progress.reassessment === 'requested' || progress.reassessment === 'agreed') return 'reassessing';
  if (progress.notice) return 'amending';
  return progress.reviewing ? 'reviewing' : 'maintaining';
}

function auditStage({ isSecond, grade, moderating, awaitsSecond, agreedOn, open, againBy }: AuditProgress): Stage {
  if (grade === null) return 'marking';
  if (moderating) return 'moderating';
  if (isSecond) return 'audited';
  if (awaitsSecond) return 'awaiting-second';
  if (agreedOn === null) return 'agreeing';
  return open.length > 0 || againBy !== null ? 'improving' : 'audited';
}

const ASSESSMENT_STEPS: readonly FactType[] = [
  'considering-notified', 'assessment-agreed', 'assessment-refused', 'partners-told', 'advice-requested', 'advice-received',
  'advice-declined', 'advice-returned', 'advice-reused', 'advice-not-needed', 'appointment-missed', 'issue-agreed', 'issue-refused',
  'draft-plan-sent', 'representations-received', 'representations-closed', 'setting-consulted', 'setting-answered', 'final-plan-issued',
  'provision-confirmed', 'exception-recorded', 'mediation-requested', 'health-told-of-mediation', 'mediation-arranged',
  'mediation-certificate', 'mediation-agreed', 'agreement-reported', 'agreement-carried-out', 'appeal-lodged', 'appeal-answered',
  'appeal-not-opposed', 'appeal-conceded', 'appeal-withdrawn', 'tribunal-order', 'reconsidered', 'contact-made', 'owner-set',
  'request-withdrawn', 'moved-away', 'died',
];

const PLAN_STEPS: readonly FactType[] = [
  'review-date-set', 'review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-report-sent', 'review-decision-sent',
  'amendment-notice-sent', 'representations-received', 'representations-closed', 'setting-consulted', 'setting-answered', 'amended-plan-issued',
  'amendment-dropped', 'provision-confirmed', 'early-review-requested', 'early-review-answered', 'phase-transfer-expected', 'reassessment-requested',
  'reassessment-agreed', 'reassessment-refused', 'advice-requested', 'advice-received', 'advice-declined', 'advice-returned', 'advice-reused',
  'advice-not-needed', 'appointment-missed', 'draft-plan-sent', 'reassessed-plan-issued', 'plan-left-unchanged', 'exception-recorded', 'cease-proposed', 'cease-decided', 'plan-ceased',
  'move-known', 'moved-away', 'plan-transferred', 'family-told-of-transfer', 'mediation-requested', 'health-told-of-mediation', 'mediation-arranged', 'mediation-certificate',
  'mediation-agreed', 'agreement-reported', 'agreement-carried-out', 'appeal-lodged', 'appeal-answered', 'appeal-not-opposed',
  'appeal-conceded', 'appeal-withdrawn', 'tribunal-order', 'recommendation-made', 'recommendation-answered', 'contact-made', 'owner-set', 'died',
];

const AUDIT_STEPS: readonly FactType[] = ['findings-agreed', 'audit-action-set', 'audit-action-done', 'audited-again', 'audit-withdrawn', 'owner-set'];

const STEPS: Readonly<Record<Progress['process'], readonly FactType[]>> = { assessment: ASSESSMENT_STEPS, plan: PLAN_STEPS, audit: AUDIT_STEPS };

/** What nothing forbids but nothing yet calls for either: it is taken when told, and not offered. */
const isPointless = (type: FactType, progress: Progress): boolean => (progress.process === 'plan' ? isPointlessOnPlan(type, progress) : isPointlessOnAssessment(type, progress));

function isPointlessOnAssessment(type: FactType, { decision, draft }: Progress): boolean {
  if (REPRESENTATIONS.includes(type)) return draft === null;
  return type === 'partners-told' && decision === null;
}

function isPointlessOnPlan(type: FactType, { draft, notice, reviewOn, reviewing, reassessment, ceasedOn }: Progress): boolean {
  if (type === 'plan-ceased') return ceasedOn !== null;
  if (type === 'reassessment-agreed') return reassessment === 'agreed' || reassessment === 'refused';
  if (type === 'review-invitations-sent' || type === 'review-papers-circulated') return reviewOn === null;
  if (type === 'review-decision-sent') return !reviewing;
  if (REPRESENTATIONS.includes(type)) return notice === null && draft === null;
  if (OF_REASSESSMENT.includes(type)) return reassessment !== 'agreed';
  return type === 'setting-consulted' && notice === null && reassessment !== 'agreed';
}

const REPRESENTATIONS: readonly FactType[] = ['representations-received', 'representations-closed'];
const OF_REASSESSMENT: readonly FactType[] = ['advice-requested', 'advice-reused', 'draft-plan-sent', 'exception-recorded'];

const OF_OPEN_ADVISERS: readonly FactType[] = ['advice-received', 'advice-declined', 'advice-not-needed', 'appointment-missed'];

/** The lawful next facts, in the order a process goes; those only a date still forbids carry that date. */
export function nextSteps(progress: Progress, today: IsoDate): NextStep[] {
  return STEPS[progress.process].flatMap((type): NextStep[] => {
    if (isPointless(type, progress)) return [];
    const subjects = subjectsOf(type, progress);
    if (subjects?.length === 0) return [];
    const refusal = refusalOf(progress, probe(type, today, subjects?.[0]));
    if (refusal?.notBefore) return [{ type, notBefore: refusal.notBefore }];
    if (refusal) return [];
    return [subjects ? { type, subjects } : { type }];
  });
}

function subjectsOf(type: FactType, { openAdvisers, answeredAdvisers, openSettings }: Progress): readonly string[] | null {
  if (OF_OPEN_ADVISERS.includes(type)) return openAdvisers;
  if (type === 'advice-returned') return answeredAdvisers;
  if (type === 'setting-answered') return openSettings;
  return null;
}

/** A fact of that type today, to ask whether one may be recorded. */
const probe = (type: FactType, on: IsoDate, subject = '?'): Fact => ({ id: '?', type, on, adviser: subject, setting: subject, health: true, steps: [] }) as unknown as Fact;
