import type { DutyCode } from '../../../domain/duty-codes.js';
import type { FactType } from '../../../domain/facts/fact.js';

/** Facts that bring an assessment on, each offered under the heading a caseworker would look for it. */
export const STEP_GROUPS = [
  {
    heading: 'Decisions and papers',
    types: [
      'considering-notified',
      'assessment-agreed',
      'assessment-refused',
      'partners-told',
      'issue-agreed',
      'issue-refused',
      'draft-plan-sent',
      'representations-received',
      'representations-closed',
      'final-plan-issued',
      'provision-confirmed',
      'reconsidered',
      'reassessment-agreed',
      'reassessment-refused',
      'reassessed-plan-issued',
    ],
  },
  {
    heading: 'Advice',
    types: [
      'advice-requested',
      'advice-received',
      'advice-declined',
      'advice-returned',
      'advice-reused',
      'advice-not-needed',
      'appointment-missed',
    ],
  },
  { heading: 'Schools and settings', types: ['setting-consulted', 'setting-answered'] },
  {
    heading: 'Mediation and appeal',
    types: [
      'mediation-requested',
      'health-told-of-mediation',
      'mediation-arranged',
      'mediation-certificate',
      'mediation-agreed',
      'agreement-reported',
      'agreement-carried-out',
      'appeal-lodged',
      'appeal-answered',
      'appeal-not-opposed',
      'appeal-conceded',
      'appeal-withdrawn',
      'tribunal-order',
      'recommendation-made',
      'recommendation-answered',
    ],
  },
  {
    heading: 'Anything else',
    types: [
      'exception-recorded',
      'contact-made',
      'escalation-acknowledged',
      'owner-set',
      'request-withdrawn',
      'moved-away',
      'died',
    ],
  },
] as const satisfies readonly { heading: string; types: readonly FactType[] }[];

/** Which facts do a duty: the "done by" column of docs/vocabulary.md section 3. */
const MET_BY: Readonly<Partial<Record<DutyCode, readonly FactType[]>>> = {
  'decide-to-assess': ['assessment-agreed', 'assessment-refused'],
  'tell-partners-of-decision': ['partners-told'],
  'ask-for-advice': ['advice-requested'],
  'give-advice': ['advice-received', 'advice-declined', 'advice-reused', 'advice-not-needed'],
  'decide-to-issue': ['issue-agreed', 'issue-refused'],
  'send-draft': ['draft-plan-sent'],
  'answer-consultation': ['setting-answered'],
  'issue-final-plan': ['final-plan-issued'],
  'secure-provision': ['provision-confirmed'],
  'tell-health-of-mediation': ['health-told-of-mediation'],
  'arrange-mediation': ['mediation-arranged', 'mediation-certificate'],
  'report-agreement': ['agreement-reported'],
  'carry-out-agreement': ['agreement-carried-out'],
  'respond-to-appeal': ['appeal-answered'],
  'order-notify-assess': ['assessment-agreed'],
  'order-refuse-plan': ['issue-refused'],
  'order-issue-final': ['final-plan-issued'],
  'order-send-draft': ['draft-plan-sent'],
  'order-reconsider': ['reconsidered'],
  'answer-recommendation': ['recommendation-answered'],
  'decide-to-reassess': ['reassessment-agreed', 'reassessment-refused'],
  'issue-reassessed-plan': ['reassessed-plan-issued'],
};

export const stepsThatMeet = (duty: DutyCode): readonly FactType[] => MET_BY[duty] ?? [];
