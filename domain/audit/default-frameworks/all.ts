import type { AuditKind, Framework } from '../framework.js';
import { ADVICE_FRAMEWORK } from './advice.js';
import { CASE_FRAMEWORK } from './case.js';
import { DRAFT_FRAMEWORK, PLAN_FRAMEWORK } from './plan.js';
import { REVIEW_REPORT_FRAMEWORK } from './review-report.js';

/** What a council audits by until it edits a copy. No council publishes weights or cut-offs: these are the project's own. @source needs.md section 6 */
export const DEFAULT_FRAMEWORKS: Readonly<Record<AuditKind, Framework>> = {
  plan: PLAN_FRAMEWORK,
  draft: DRAFT_FRAMEWORK,
  advice: ADVICE_FRAMEWORK,
  'review-report': REVIEW_REPORT_FRAMEWORK,
  case: CASE_FRAMEWORK,
};
