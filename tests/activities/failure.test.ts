import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { expect, test } from 'vitest';
import { toldFailure, toldFailures } from '../../activities/failure.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { LawGap } from '../../domain/law/packs.js';

/** What Temporal is told of an activity that failed: its history is kept, and its own pages show it. */

const NAMED = 'duplicate key: (Zo\u00eb, Invented)';

test('an error\u2019s own words, which may quote a name, are not told: a phrase and its code are', () => {
  const told = toldFailure(Object.assign(new Error(NAMED), { code: '23505', detail: NAMED }));
  expect(told).toMatchObject({ message: 'it failed: the log says why', type: 'failed-23505', nonRetryable: false });
  expect([told instanceof ApplicationFailure && told.cause, JSON.stringify(told)]).toEqual([undefined, expect.not.stringContaining('Invented')]);
  expect(toldFailure(NAMED)).toMatchObject({ type: 'failed-unknown' });
});

test('a day that no rule covers is never tried again; what was worded for Temporal, and a cancellation, stay', () => {
  expect(toldFailure(new LawGap(isoDate('2014-08-01')))).toMatchObject({ type: 'no-law', nonRetryable: true });
  for (const kept of [ApplicationFailure.retryable('stopped half-way', 'stopped'), new CancelledFailure('stop'), Object.assign(new Error('aborted'), { name: 'AbortError' })]) expect(toldFailure(kept)).toBe(kept);
});

test('an activity of a worker fails in those words, and the log hears the error itself', async () => {
  const heard: unknown[] = [];
  const error = new Error(NAMED);
  const worker = new MockActivityEnvironment({ activityType: 'askFeedback' }, { interceptors: [toldFailures((step, one) => heard.push([step, one]))] });
  await expect(worker.run(() => Promise.reject(error))).rejects.toMatchObject({ type: 'failed-unknown' });
  await expect(worker.run(() => Promise.resolve(7))).resolves.toBe(7);
  expect(heard).toEqual([['askFeedback', error]]);
});
