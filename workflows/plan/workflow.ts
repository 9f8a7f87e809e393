import { continueAsNew } from '@temporalio/workflow';
import { liveByAgenda } from '../case/live-by-agenda.js';
import type { PlanInput } from './messages.js';

/** One EHC plan, from made to ceased: a run for each cycle of review. @returns how it ended */
export async function plan({ caseRef }: PlanInput): Promise<string> {
  return liveByAgenda(caseRef, () => continueAsNew<typeof plan>({ v: 1, caseRef }));
}
