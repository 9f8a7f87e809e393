import { WithStartWorkflowOperation, WorkflowUpdateFailedError, WorkflowUpdateRPCTimeoutOrCancelledError, type Client } from '@temporalio/client';
import { ActivityFailure, ApplicationFailure } from '@temporalio/common';
import type { IsoDate } from '../domain/dates/iso-date.js';
import { REFUSALS } from '../domain/refusals.js';
import { recordFactsUpdate, type RecordCommand as Command } from '../workflows/case/messages.js';
import { processOf } from '../workflows/case/process-of.js';
import type { Processes, RecordCommand, RecordResult } from './ports.js';

export type ProcessDeps = Readonly<{
  client: Client;
  taskQueue: string;
  /** How long a person waits before hearing "accepted, not recorded yet"; milliseconds. */
  patience?: number;
}>;

const PATIENCE = 3_000;

/** Temporal from the API: one Update a command, which starts the case's workflow where none is running. */
export function createProcesses({ client, taskQueue, patience = PATIENCE }: ProcessDeps): Processes {
  return {
    record: async (caseRef, command) => {
      const ask = () => client.withDeadline(Date.now() + patience, () => client.workflow.executeUpdateWithStart(recordFactsUpdate, updateOf(caseRef, command, taskQueue)));
      try {
        // A run that ended as the command came took nothing in: asked again, the command opens another.
        const { entry } = await ask().catch((error: unknown) => (hasCode(error, NOT_FOUND) ? ask() : Promise.reject(error as Error)));
        return { kind: 'RECORDED', entry };
      } catch (error) {
        return answerOf(error);
      }
    },
  };
}

/** Repeated under its id it is answered alike: by the server in one run, by the journal's unique key in any. */
function updateOf(caseRef: string, command: RecordCommand, taskQueue: string) {
  const { type, workflowId, args: input } = processOf(caseRef);
  const startWorkflowOperation = new WithStartWorkflowOperation(type, {
    workflowId,
    taskQueue,
    args: input,
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE', // a fact after the end opens the case again
  });
  const args: [Command] = [command];
  return { args, updateId: command.commandId, startWorkflowOperation };
}

/** @throws what is neither a refusal nor a wait */
function answerOf(error: unknown): RecordResult {
  if (isWaiting(error)) return { kind: 'PENDING' };
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  const refusal = cause instanceof ActivityFailure ? cause.cause : cause; // by the activity, or by the validator
  if (!(refusal instanceof ApplicationFailure)) throw error;
  if (refusal.type === CUT_OFF) return { kind: 'PENDING' };
  if (!isRefusal(refusal.type)) throw error; // no rule: a record that is not there, a day before all law. What let the command through to it is a fault of ours
  const [{ notBefore } = {}] = (refusal.details ?? []) as readonly { notBefore?: IsoDate }[];
  return { kind: 'REFUSED', code: refusal.type, ...(notBefore === undefined ? {} : { notBefore }) };
}

type Refusal = Extract<RecordResult, { kind: 'REFUSED' }>['code'];

const isRefusal = (type: unknown): type is Refusal => typeof type === 'string' && (type === 'changed-since' || Object.hasOwn(REFUSALS, type));

/** The server's own word for an Update whose run was ended, as by an operator, while it was under way: it may have been recorded or not. */
const CUT_OFF = 'AcceptedUpdateCompletedWorkflow';

/**
 * gRPC's cancelled, deadline exceeded, not found (its run ended as the command came), resource exhausted, unavailable: the command
 * may yet be recorded, the sweeper sees to it.
 */
const WAITING: ReadonlySet<unknown> = new Set([1, 4, 5, 8, 14]);

const NOT_FOUND: ReadonlySet<unknown> = new Set([5]);

const isWaiting = (error: unknown): boolean => error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || hasCode(error, WAITING);

/** Whether the server's answer, or what caused it, has one of these codes; a failed Update is the workflow's own answer. */
function hasCode(error: unknown, codes: ReadonlySet<unknown>): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && codes.has(error.code)) return true;
  return error.cause !== undefined && !(error instanceof WorkflowUpdateFailedError) && hasCode(error.cause, codes);
}
