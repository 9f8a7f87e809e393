/** Of a quality audit. */
export const AUDIT_DUTIES = ['mark-audit', 'moderate-audit', 'agree-findings', 'do-audit-action', 'audit-again'] as const;

/** Every duty the engine derives, in the order a reader meets them (docs/vocabulary.md section 3). */
export const DUTY_CODES = [
  'decide-to-assess', 'tell-partners-of-decision', 'ask-for-advice', 'give-advice', 'decide-to-issue', 'send-draft',
  'hear-representations', 'answer-consultation', 'issue-final-plan', 'secure-provision', 'appeal-window',
  'tell-health-of-mediation', 'arrange-mediation', 'report-agreement', 'carry-out-agreement', 'respond-to-appeal',
  'order-notify-assess', 'order-refuse-plan', 'order-issue-final', 'order-send-draft', 'order-amend', 'order-name-setting',
  'order-reconsider', 'cease-on-order', 'continue-on-order', 'answer-recommendation', 'complete-review', 'send-review-list',
  'invite-to-review', 'circulate-review-papers', 'send-review-report', 'decide-after-review', 'send-amendment-notice',
  'issue-amended-plan', 'amend-for-phase-transfer', 'hold-transfer-review', 'decide-to-reassess', 'issue-reassessed-plan',
  'keep-plan-until', 'transfer-plan-out', 'tell-family-of-transfer', 'review-after-transfer',
  ...AUDIT_DUTIES,
] as const;

export type DutyCode = (typeof DUTY_CODES)[number];
