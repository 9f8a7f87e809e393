import { ApplicationFailure, Context } from '@temporalio/activity';
import type { ImportActivities } from '../../workflows/backlog/messages.js';
import { bringIn, type BringInDeps } from './bring-in.js';

/** Bringing a file in, as a worker does it: with a heartbeat for each batch, and left half-way when the worker is to stop. */
export const createImportActivities = (deps: Omit<BringInDeps, 'onProgress' | 'isStopping'>): ImportActivities => ({
  bringIn: async ({ importRef }) => {
    const { heartbeat, cancellationSignal } = Context.current();
    const isDone = await bringIn(importRef, { ...deps, onProgress: () => heartbeat(), isStopping: () => cancellationSignal.aborted });
    if (!isDone) throw ApplicationFailure.retryable('stopped half-way: another worker goes on', 'import-stopped');
  },
});
