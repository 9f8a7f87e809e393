import type { IsoDate } from './dates/iso-date.js';
import type { Fact, FactType } from './facts/fact.js';
import { isReopened, type Progress } from './progress.js';
import { refusalOf } from './sequence.js';

/** A fact that may lawfully come next; `notBefore` where a window protects the family until then. */
export type NextStep = Readonly<{ type: FactType; subjects?: readonly string[]; notBefore?: IsoDate }>;

/** Where an assessment or a plan stands, for lists and pages. */
export type Stage =
  | 'considering' | 'assessing' | 'deciding-to-issue' | 'drafting' | 'hearing-representations' | 'finalising' | 'finished' | 'refused' | 'reopened' | 'ended'
  | 'maintaining' | 'reviewing' | 'amending' | 'reassessing' | 'ceasing' | 'ceased';

/** @param today decides whether the family's fifteen days are still running */
export function stageOf(progress: Progress, today: IsoDate): Stage {
  if (progress.process === 'plan') return planStage(progress);
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
  if (progress.reassessment !== null) return 'reassessing';
  if (progress.notice) return 'amending';
  return progress.meetingOn !== null && progress.meetingOn === progress.latestOn ? 'reviewing' : 'maintaining';
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

/** What nothing forbids but nothing yet calls for either: it is taken when told, and not offered. */
function isPointless(type: FactType, { decision, draft }: Progress): boolean {
  if (type === 'representations-received' || type === 'representations-closed') return draft === null;
  return type === 'partners-told' && decision === null;
}

const OF_OPEN_ADVISERS: readonly FactType[] = ['advice-received', 'advice-declined', 'advice-not-needed', 'appointment-missed'];

/** The lawful next facts, in the order a process goes; those only a date still forbids carry that date. */
export function nextSteps(progress: Progress, today: IsoDate): NextStep[] {
  if (progress.process !== 'assessment') return [];
  return ASSESSMENT_STEPS.flatMap((type): NextStep[] => {
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
