import type { Role } from '../settings.js';

/** Letters of a plan's life: what each must hold is `required-of-plan.ts`. */
const OF_PLAN = [
  'review-date', 'review-date-moved', 'review-rearranged', 'review-kept', 'review-amending', 'review-ceasing', 'review-decided',
  'amendment-notice', 'amendment-dropped', 'amended-plan', 'plan-changed-partners', 'early-review-refused', 'early-review-refused-setting',
  'reassessment-agreed', 'reassessment-refused', 'reassessment-draft', 'reassessed-plan', 'plan-left-unchanged',
  'ceasing-considered', 'ceasing-consultation', 'plan-ceasing', 'plan-ceasing-partners', 'plan-ended', 'plan-ended-partners',
  'moving-away', 'plan-transferred', 'plan-transferred-partners',
] as const;
export type LetterOfPlan = (typeof OF_PLAN)[number];

/** Every letter the engine writes. Its words are `config/letters/<code>.md`, what it must hold is `required.ts`. */
export const LETTER_CODES = [
  'considering-family', 'considering-partners', 'agreed-family', 'agreed-partners', 'refused-to-assess', 'refused-partners',
  'advice-request', 'advice-reminder', 'advice-overdue', 'advice-thanks', 'advice-returned', 'advice-stopped',
  'views-request', 'views-reminder', 'views-received',
  'refused-to-issue', 'refused-to-issue-partners', 'draft-plan', 'final-plan', 'final-plan-partners',
  'consultation', 'consultation-reminder', 'partner-reminder', 'delay-notice', 'progress-notice', 'family-reminder',
  'mediation-requested', 'mediation-health', 'mediation-invitation', 'mediation-agreed', 'agreement-carried-out',
  'appeal-registered', 'appeal-answered', 'appeal-not-opposed', 'appeal-conceded', 'appeal-ended',
  'order-received', 'decision-changed-partners', 'reconsidered', 'recommendation-answered', 'transfer-received',
  'review-arranged', 'review-report-request', 'review-reminder', 'review-list',
  'review-invitation', 'review-invitation-partners', 'review-papers', 'review-papers-partners', ...OF_PLAN,
  'feedback-family', 'feedback-family-reminder', 'feedback-setting', 'feedback-setting-reminder',
  'staff-reminder', 'staff-escalation', 'staff-confirmation', 'staff-digest', 'staff-report', 'staff-report-unread', 'staff-report-red', 'access-code',
] as const;
export type LetterCode = (typeof LETTER_CODES)[number];

/**
 * Who a letter is for. `icb` and `social-care` are the services regulation 4(2) names; `setting-attended` is the head,
 * early-years lead or principal of where the child is; `adviser` and `setting` come with a reference.
 */
export type Audience = 'family' | 'icb' | 'social-care' | 'setting-attended' | 'adviser' | 'setting' | Role;

/** A letter that a fact causes, to one audience. `ref` is the adviser's or setting's, where there may be several. */
export type Wanted = Readonly<{ letter: LetterCode; audience: Audience; ref: string | null }>;

/** How words travel. A text message holds no letter: codes only. */
export type Channel = 'email' | 'letter';
