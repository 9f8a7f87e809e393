import type { FactType } from '../facts/fact.js';

const FROM_OUTSIDE = 'it came to us: what we decide about it has its letter';
const AT_WORK = 'our own work: nobody outside is told';
const OF_ADVICE = 'the adviser’s own act, or one they agreed to';

/** Facts that no letter says, each with why. A kind of fact has letters or stands here: `tests/domain/tell/every-fact.test.ts`. */
export const WITHOUT_LETTER: Readonly<Partial<Record<FactType, string>>> = {
  'request-received': 'who may be told is not known yet: `considering-notified` says it',
  'came-to-attention': 'who may be told is not known yet: `considering-notified` says it',
  'partners-told': 'the decision’s own letters have told them',
  'advice-declined': OF_ADVICE,
  'advice-reused': OF_ADVICE,
  'appointment-missed': OF_ADVICE,
  'issue-agreed': 'the draft plan says it',
  'representations-received': FROM_OUTSIDE,
  'representations-closed': FROM_OUTSIDE,
  'setting-answered': FROM_OUTSIDE,
  'provision-confirmed': AT_WORK,
  'mediation-certificate': 'the mediation adviser’s own paper',
  'agreement-reported': 'the integrated care board’s word to us',
  'recommendation-made': 'the Tribunal’s own paper: our answer to it has its letter',
  'plan-made': 'the final plan’s own letter has said it, on its assessment',
  'review-list-sent': 'the list itself goes to each setting and service, of all their pupils',
  'review-report-sent': 'whoever holds the review sends it to everybody invited, and tells us that it is done',
  'early-review-requested': 'it came to us: a review that we agree to is said by its date',
  'phase-transfer-expected': AT_WORK,
  'reassessment-requested': FROM_OUTSIDE,
  'audit-drawn': AT_WORK,
  'audit-marked': AT_WORK,
  'moderation-called': AT_WORK,
  'second-marking-settled': AT_WORK,
  'audit-moderated': AT_WORK,
  'findings-agreed': AT_WORK,
  'audit-action-set': AT_WORK,
  'audit-action-done': AT_WORK,
  'audited-again': AT_WORK,
  'audit-withdrawn': AT_WORK,
  'owner-set': AT_WORK,
  'contact-made': AT_WORK,
  'escalation-acknowledged': AT_WORK,
  correction: 'the letters that a corrected fact caused are somebody’s task; they are said again from what stands in its place',
};
