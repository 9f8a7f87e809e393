import { ASSESSMENT, assessmentId, type AssessmentInput } from '../assessment/messages.js';
import { PLAN, planId, type PlanInput } from '../plan/messages.js';

/** What carries a record: its workflow's type, its id, and what a run is given. */
export type ProcessOf = Readonly<{ type: typeof ASSESSMENT | typeof PLAN; workflowId: string; args: [AssessmentInput | PlanInput] }>;

/** By the record's reference, whose first letter says what it is. */
export const processOf = (caseRef: string): ProcessOf =>
  caseRef.startsWith('P-')
    ? { type: PLAN, workflowId: planId(caseRef), args: [{ v: 1, caseRef }] }
    : { type: ASSESSMENT, workflowId: assessmentId(caseRef), args: [{ v: 1, caseRef }] };
