import { ASSESSMENT, assessmentId, type AssessmentInput } from '../assessment/messages.js';
import { AUDIT, auditId, type AuditInput } from '../audit/messages.js';
import { PLAN, planId, type PlanInput } from '../plan/messages.js';

/** What carries a record: its workflow's type, its id, and what a run is given. */
export type ProcessOf = Readonly<{ type: typeof ASSESSMENT | typeof PLAN | typeof AUDIT; workflowId: string; args: [AssessmentInput | PlanInput | AuditInput] }>;

/** By the record's reference, whose first letter says what it is. */
export function processOf(caseRef: string): ProcessOf {
  const args: ProcessOf['args'] = [{ v: 1, caseRef }];
  if (caseRef.startsWith('P-')) return { type: PLAN, workflowId: planId(caseRef), args };
  if (caseRef.startsWith('U-')) return { type: AUDIT, workflowId: auditId(caseRef), args };
  return { type: ASSESSMENT, workflowId: assessmentId(caseRef), args };
}
