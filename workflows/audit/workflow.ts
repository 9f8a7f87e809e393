import { continueAsNew } from '@temporalio/workflow';
import { liveByAgenda } from '../case/live-by-agenda.js';
import type { AuditInput } from './messages.js';

/** One quality audit: drawn, marked, moderated where two differ, findings agreed, actions done, audited again. @returns how it ended */
export async function audit({ caseRef }: AuditInput): Promise<string> {
  return liveByAgenda(caseRef, () => continueAsNew<typeof audit>({ v: 1, caseRef }));
}
