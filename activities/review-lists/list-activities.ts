import { ApplicationFailure, Context } from '@temporalio/activity';
import type { ReviewListActivities } from '../../workflows/review-lists/messages.js';
import { sendLists, type SendListsDeps } from './send-lists.js';

/** Sending lists, as a worker does it: with a heartbeat for each, and left half-way when the worker is to stop. */
export const createReviewListActivities = (deps: Omit<SendListsDeps, 'onProgress' | 'isStopping'>): ReviewListActivities => ({
  sendLists: async (input) => {
    const { heartbeat, cancellationSignal } = Context.current();
    const isDone = await sendLists(input, { ...deps, onProgress: () => heartbeat(), isStopping: () => cancellationSignal.aborted });
    if (!isDone) throw ApplicationFailure.retryable('stopped half-way: another worker goes on', 'lists-stopped');
  },
});
