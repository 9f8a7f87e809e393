import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { RunningProcesses } from '../activities/watch/processes-run.js';
import { ASSESSMENT, assessmentId } from '../workflows/assessment/messages.js';
import { AUDIT, auditId } from '../workflows/audit/messages.js';
import { agendaChangedSignal } from '../workflows/case/messages.js';
import { processOf } from '../workflows/case/process-of.js';
import { PLAN, planId } from '../workflows/plan/messages.js';
import { arm } from './rebuild.js';

const PREFIXES = [assessmentId(''), planId(''), auditId('')];

/** The workflows of records on a task queue, by Temporal's own list. */
export const createRunningProcesses = (client: Client, taskQueue: string): RunningProcesses => ({
  running: async () => {
    const refs = new Set<string>();
    const query = `ExecutionStatus = 'Running' AND TaskQueue = '${taskQueue}' AND WorkflowType IN ('${ASSESSMENT}', '${PLAN}', '${AUDIT}')`;
    for await (const { workflowId } of client.workflow.list({ query })) {
      const prefix = PREFIXES.find((one) => workflowId.startsWith(one));
      if (prefix !== undefined) refs.add(workflowId.slice(prefix.length));
    }
    return refs;
  },
  start: (recordRef) => arm(client, taskQueue, recordRef),
  readAgain: async (recordRef) => {
    try {
      await client.workflow.getHandle(processOf(recordRef).workflowId).signal(agendaChangedSignal);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error; // it has just ended
    }
  },
});
