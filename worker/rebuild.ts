import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Cases } from '../prisma/repositories/cases.js';
import { ASSESSMENT, assessmentId, type AssessmentInput } from '../workflows/assessment/messages.js';

export type RebuildDeps = Readonly<{
  cases: Pick<Cases, 'open'>;
  client: Client;
  taskQueue: string;
  onProgress?: (done: number, of: number) => void;
}>;

const AT_ONCE = 8;

/**
 * Sees to it that every open assessment has a running workflow, after an import or when Temporal's state was lost: each run reads
 * its case afresh, so a reference is all it needs. May be repeated, and stopped half-way.
 */
export async function rebuild({ cases, client, taskQueue, onProgress = () => undefined }: RebuildDeps): Promise<Readonly<{ armed: number; running: number }>> {
  const open = (await cases.open()).filter(({ kind }) => kind !== 'plan'); // plans have no workflow of their own yet
  const waiting = [...open];
  let [armed, running] = [0, 0];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (await arm(client, taskQueue, next.ref)) armed += 1;
      else running += 1;
      onProgress(armed + running, open.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { armed, running };
}

/** @returns false where one was running */
async function arm(client: Client, taskQueue: string, caseRef: string): Promise<boolean> {
  try {
    await client.workflow.start<(input: AssessmentInput) => Promise<string>>(ASSESSMENT, {
      workflowId: assessmentId(caseRef),
      taskQueue,
      args: [{ v: 1, caseRef }],
      workflowIdConflictPolicy: 'FAIL',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
