import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import { LawGap } from '../domain/law/packs.js';

/**
 * What may be said of a failure in Temporal: a phrase and a code, for an error's own words may quote a value. Everything but a
 * rule's refusal and a gap in the law is tried again. What was worded for Temporal, and a cancellation, stay as they are.
 */
export function toldFailure(error: unknown): unknown {
  if (error instanceof TemporalFailure || (error instanceof Error && (error.name === 'AbortError' || error.name === 'CompleteAsyncError'))) return error;
  if (error instanceof LawGap) return ApplicationFailure.nonRetryable('no rule covers the day', 'no-law');
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  return ApplicationFailure.retryable('it failed: the log says why', `failed-${code}`);
}

/** Holds every activity of a worker to it, whoever wrote it. @param report hears of what is not said, before it is tried again */
export const toldFailures = (report: ((step: string, error: unknown) => void) | undefined): ActivityInterceptorsFactory => ({ info }) => ({
  inbound: {
    execute: async (input, next) => {
      try {
        return await next(input);
      } catch (error) {
        const told = toldFailure(error);
        if (told !== error) report?.(info.activityType, error);
        throw told;
      }
    },
  },
});
