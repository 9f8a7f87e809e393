import { continueAsNew } from '@temporalio/workflow';
import { liveByAgenda } from '../case/live-by-agenda.js';
import type { AssessmentInput } from './messages.js';

/** One EHC needs assessment: request to final plan, refusal, or end of appeal. @returns how it ended */
export async function assessment({ caseRef }: AssessmentInput): Promise<string> {
  return liveByAgenda(caseRef, () => continueAsNew<typeof assessment>({ v: 1, caseRef }));
}
