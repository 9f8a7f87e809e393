import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { inLanes } from '../api/in-lanes.js';
import type { Cases } from '../prisma/repositories/cases.js';
import { processOf } from '../workflows/case/process-of.js';

export type RebuildDeps = Readonly<{
  cases: Pick<Cases, 'open'>;
  client: Client;
  taskQueue: string;
  onProgress?: (done: number, of: number) => void;
}>;

const AT_ONCE = 8;

/**
 * Sees to it that every open assessment and plan has a running workflow, after an import or when Temporal's state was lost: each run reads
 * its case afresh, so a reference is all it needs. May be repeated, and stopped half-way.
 */
export async function rebuild({ cases, client, taskQueue, onProgress = () => undefined }: RebuildDeps): Promise<Readonly<{ armed: number; running: number }>> {
  const open = await cases.open();
  let [armed, running] = [0, 0];
  await inLanes(open, AT_ONCE, async ({ ref }) => {
    if (await arm(client, taskQueue, ref)) armed += 1;
    else running += 1;
    onProgress(armed + running, open.length);
  });
  return { armed, running };
}

/** Starts a case's workflow. @returns false where one was running */
export async function arm(client: Client, taskQueue: string, caseRef: string): Promise<boolean> {
  try {
    const { type, workflowId, args } = processOf(caseRef);
    await client.workflow.start(type, {
      workflowId,
      taskQueue,
      args,
      workflowIdConflictPolicy: 'FAIL',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}
