import type { FactType } from '../../domain/facts/fact.js';

/** A kind of fact in plain words: as history tells it, as a form asks for it, and the question for its day. */
export type FactWords = Readonly<{ told: string; act: string; when: string }>;

export const FACT_WORDS: Readonly<Record<FactType, FactWords>> = {
  'request-received': {
    told: 'Request for an EHC needs assessment received',
    act: 'Record a request',
    when: 'When did the request reach the council?',
  },
  'came-to-attention': {
    told: 'Child brought to the council’s attention',
    act: 'Record that a child came to the council’s attention',
    when: 'When did the council learn of the child?',
  },
  'request-withdrawn': {
    told: 'Request withdrawn',
    act: 'Record that the request was withdrawn',
    when: 'When did the family withdraw it?',
  },
  'moved-away': {
    told: 'Child moved to another council',
    act: 'Record a move to another council',
    when: 'When did the child move?',
  },
  died: { told: 'Child died', act: 'Record a death', when: 'Day of death' },
  'considering-notified': {
    told: 'Family told that an assessment is being considered',
    act: 'Record that the family was told an assessment is being considered',
    when: 'When was the notice sent?',
  },
  'assessment-agreed': {
    told: 'Decided to assess; family told',
    act: 'Record the decision to assess',
    when: 'When was the decision sent to the family?',
  },
  'assessment-refused': {
    told: 'Decided not to assess; family told',
    act: 'Record the decision not to assess',
    when: 'When was the decision sent to the family?',
  },
  'partners-told': {
    told: 'Health, social care and school told of the decision',
    act: 'Record that partners were told of the decision',
    when: 'When were they told?',
  },
  'advice-requested': {
    told: 'Advice asked for',
    act: 'Ask for advice',
    when: 'When was the request for advice sent?',
  },
  'advice-received': {
    told: 'Advice received',
    act: 'Record advice received',
    when: 'When did the advice reach the council?',
  },
  'advice-declined': {
    told: 'Advice declined in writing',
    act: 'Record that an adviser declined in writing',
    when: 'When did the adviser decline?',
  },
  'advice-returned': {
    told: 'Advice returned to the adviser',
    act: 'Return advice to the adviser',
    when: 'When was it returned?',
  },
  'advice-reused': {
    told: 'Earlier advice used again',
    act: 'Use earlier advice again',
    when: 'When was this agreed?',
  },
  'advice-not-needed': {
    told: 'Advice no longer needed',
    act: 'Record that advice is no longer needed',
    when: 'When was this decided?',
  },
  'appointment-missed': {
    told: 'Appointment with an adviser missed',
    act: 'Record a missed appointment',
    when: 'When was the appointment?',
  },
  'issue-agreed': {
    told: 'Decided to issue a plan',
    act: 'Record the decision to issue a plan',
    when: 'When was the family told?',
  },
  'issue-refused': {
    told: 'Decided not to issue a plan; family told',
    act: 'Record the decision not to issue a plan',
    when: 'When was the decision sent to the family?',
  },
  'draft-plan-sent': {
    told: 'Draft plan sent to the family',
    act: 'Record the draft plan sent',
    when: 'When was the draft sent?',
  },
  'representations-received': {
    told: 'Family answered the draft',
    act: 'Record the family’s answer to the draft',
    when: 'When did the answer reach the council?',
  },
  'representations-closed': {
    told: 'Family wrote that it has no more to say',
    act: 'Record the family’s word that it has no more to say',
    when: 'When did the family’s letter or email reach the council?',
  },
  'setting-consulted': {
    told: 'Setting consulted',
    act: 'Record a setting consulted',
    when: 'When was the consultation sent?',
  },
  'setting-answered': {
    told: 'Setting answered',
    act: 'Record a setting’s answer',
    when: 'When did the answer reach the council?',
  },
  'final-plan-issued': {
    told: 'Final plan sent',
    act: 'Record the final plan sent',
    when: 'When was the final plan sent?',
  },
  'provision-confirmed': {
    told: 'Provision confirmed in place',
    act: 'Record that provision is in place',
    when: 'From when is all of it in place?',
  },
  'exception-recorded': { told: 'Exception recorded', act: 'Record an exception', when: 'When was this recorded?' },
  'mediation-requested': {
    told: 'Mediation asked for',
    act: 'Record a request for mediation',
    when: 'When did the family ask?',
  },
  'health-told-of-mediation': {
    told: 'Health told of the mediation',
    act: 'Record that health was told of the mediation',
    when: 'When was health told?',
  },
  'mediation-arranged': {
    told: 'Mediation arranged',
    act: 'Record that mediation was arranged',
    when: 'When was it arranged?',
  },
  'mediation-certificate': {
    told: 'Mediation certificate issued',
    act: 'Record a mediation certificate',
    when: 'Day of the certificate',
  },
  'mediation-agreed': {
    told: 'Mediation agreement reached',
    act: 'Record a mediation agreement',
    when: 'Day of the agreement',
  },
  'agreement-reported': {
    told: 'Health reported its agreement',
    act: 'Record health’s report of the agreement',
    when: 'When did the report reach the council?',
  },
  'agreement-carried-out': {
    told: 'Mediation agreement carried out',
    act: 'Record that the agreement was carried out',
    when: 'When was it carried out?',
  },
  'appeal-lodged': {
    told: 'Appeal lodged with the Tribunal',
    act: 'Record an appeal',
    when: 'When was the appeal lodged?',
  },
  'appeal-answered': {
    told: 'Council answered the appeal',
    act: 'Record the council’s answer to the appeal',
    when: 'When was the answer sent?',
  },
  'appeal-not-opposed': {
    told: 'Council told the Tribunal it does not oppose the appeal',
    act: 'Record that the appeal is not opposed',
    when: 'When was the Tribunal told?',
  },
  'appeal-conceded': {
    told: 'Appeal conceded',
    act: 'Record that the appeal is conceded',
    when: 'When was it conceded?',
  },
  'appeal-withdrawn': {
    told: 'Appeal withdrawn',
    act: 'Record that the appeal was withdrawn',
    when: 'When was it withdrawn?',
  },
  'tribunal-order': { told: 'Tribunal order made', act: 'Record a Tribunal order', when: 'Day the order was made' },
  'recommendation-made': {
    told: 'Tribunal recommendation made',
    act: 'Record a Tribunal recommendation',
    when: 'Day of the recommendation',
  },
  'recommendation-answered': {
    told: 'Recommendation answered',
    act: 'Record the answer to the recommendation',
    when: 'When was the answer sent?',
  },
  reconsidered: {
    told: 'Decision reconsidered',
    act: 'Record the reconsidered decision',
    when: 'When was the decision sent?',
  },
  'plan-made': { told: 'Plan made', act: 'Record that a plan was made', when: 'Day the plan was made' },
  'review-date-set': {
    told: 'Review meeting arranged',
    act: 'Set the review meeting',
    when: 'When was the meeting arranged?',
  },
  'review-list-sent': {
    told: 'List of reviews sent to settings',
    act: 'Record the review list sent',
    when: 'When was the list sent?',
  },
  'review-invitations-sent': {
    told: 'Review invitations sent',
    act: 'Record review invitations sent',
    when: 'When were the invitations sent?',
  },
  'review-papers-circulated': {
    told: 'Review papers sent round',
    act: 'Record review papers sent',
    when: 'When were the papers sent?',
  },
  'review-meeting-held': { told: 'Review meeting held', act: 'Record the review meeting', when: 'Day of the meeting' },
  'review-report-sent': {
    told: 'Review report sent',
    act: 'Record the review report',
    when: 'When was the report sent?',
  },
  'review-decision-sent': {
    told: 'Decision after review sent',
    act: 'Record the decision after review',
    when: 'When was the decision sent?',
  },
  'amendment-notice-sent': {
    told: 'Amendment notice sent',
    act: 'Record the amendment notice',
    when: 'When was the notice sent?',
  },
  'amended-plan-issued': {
    told: 'Amended plan sent',
    act: 'Record the amended plan sent',
    when: 'When was the amended plan sent?',
  },
  'amendment-dropped': {
    told: 'Decided not to amend',
    act: 'Record that the plan will not be amended',
    when: 'When was the family told?',
  },
  'early-review-requested': {
    told: 'Early review asked for',
    act: 'Record a request for an early review',
    when: 'When was it asked for?',
  },
  'early-review-answered': {
    told: 'Request for an early review answered',
    act: 'Record the answer to the request for an early review',
    when: 'When was the answer sent?',
  },
  'phase-transfer-expected': {
    told: 'Change of school phase expected',
    act: 'Record an expected change of school phase',
    when: 'When was this known?',
  },
  'reassessment-requested': {
    told: 'Reassessment asked for',
    act: 'Record a request for reassessment',
    when: 'When did the request reach the council?',
  },
  'reassessment-agreed': {
    told: 'Decided to reassess',
    act: 'Record the decision to reassess',
    when: 'When was the decision sent?',
  },
  'reassessment-refused': {
    told: 'Decided not to reassess',
    act: 'Record the decision not to reassess',
    when: 'When was the decision sent?',
  },
  'reassessed-plan-issued': {
    told: 'Plan after reassessment sent',
    act: 'Record the plan after reassessment',
    when: 'When was the plan sent?',
  },
  'plan-left-unchanged': {
    told: 'Decided to leave the plan unchanged after a reassessment',
    act: 'Record the decision to leave the plan unchanged',
    when: 'When was the decision sent?',
  },
  'cease-proposed': {
    told: 'Family told the council may end the plan',
    act: 'Record that ending the plan is proposed',
    when: 'When was the family told?',
  },
  'cease-decided': {
    told: 'Decided to end the plan',
    act: 'Record the decision to end the plan',
    when: 'When was the decision sent?',
  },
  'plan-ceased': { told: 'Plan ended', act: 'Record that the plan ended', when: 'Day the plan ended' },
  'move-known': {
    told: 'Council learnt of a coming move',
    act: 'Record a coming move',
    when: 'When did the council learn of it?',
  },
  'plan-transferred': {
    told: 'Plan transferred',
    act: 'Record that the plan went to another council',
    when: 'Day of the transfer',
  },
  'family-told-of-transfer': {
    told: 'Family told about the transferred plan',
    act: 'Record that the family was told of the transfer',
    when: 'When was the family told?',
  },
  'audit-drawn': { told: 'Drawn for a quality audit', act: 'Draw a quality audit', when: 'Day it was drawn' },
  'audit-marked': { told: 'Audit marked', act: 'Mark the audit', when: 'When was it marked?' },
  'moderation-called': { told: 'Two markings differ: to be moderated', act: 'Call a moderation', when: 'When were the markings compared?' },
  'second-marking-settled': { told: 'Second marking in and alike, or taken back', act: 'Record that the second marking is settled', when: 'When was it settled?' },
  'audit-moderated': { told: 'Audit moderated', act: 'Record what the moderation gave', when: 'When was it moderated?' },
  'findings-agreed': { told: 'Findings of the audit agreed', act: 'Record that the findings are agreed', when: 'When were they agreed?' },
  'audit-action-set': { told: 'Action set after the audit', act: 'Set an action', when: 'When was it set?' },
  'audit-action-done': { told: 'Action done', act: 'Record that an action is done', when: 'When was it done?' },
  'audited-again': { told: 'Audited again', act: 'Record that it was audited again', when: 'When was it audited again?' },
  'audit-withdrawn': { told: 'Audit taken back', act: 'Take the audit back', when: 'When was it taken back?' },
  'owner-set': { told: 'Case given to a caseworker', act: 'Give the case to somebody', when: 'From which day?' },
  'contact-made': { told: 'Contact with the family', act: 'Record a contact', when: 'When was the contact?' },
  'escalation-acknowledged': {
    told: 'Escalation acknowledged',
    act: 'Acknowledge an escalation',
    when: 'When was it acknowledged?',
  },
  correction: { told: 'Entry corrected', act: 'Correct an entry', when: 'When was the mistake found?' },
};
