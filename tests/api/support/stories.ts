import { expect } from 'vitest';
import { createCaseActivities } from '../../../activities/case/case-activities.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';
import { createCases } from '../../../prisma/repositories/cases.js';
import type { TestApp } from './app.js';
import type { Browser } from './browser.js';

/** Requests and facts as tests send them. Children are plainly invented. */

let count = 0;

export const aChild = (more: Record<string, unknown> = {}) => {
  count += 1;
  return { givenName: 'Invented', familyName: `Child ${count}`, bornOn: '2017-05-14', ...more };
};

export const aRequest = (more: Record<string, unknown> = {}) => ({
  child: aChild(),
  request: { type: 'request-received', by: 'parent', channel: 'by-hand', on: '2026-02-02' },
  ...more,
});

/** Records a request and gives its record's reference. */
export async function opened(by: Browser, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await by.post('/api/cases', aRequest(more));
  expect(answer.status, answer.text).toBe(201);
  return String(answer.body['caseRef']);
}

/**
 * A request of Monday 5 January 2026 that nobody decided by 16 February, with what its ladder has done by the app's day: on
 * 2 March the service manager was told last, on 23 February's rung.
 */
export async function escalated(app: TestApp, by: Browser): Promise<string> {
  const ref = await opened(by, { request: { type: 'request-received', by: 'parent', channel: 'by-hand', on: '2026-01-05' } });
  await wakeOf(app, ref);
  return ref;
}

/** Has the engine do what is due by the app's day, as a wake would. */
export async function wakeOf(app: TestApp, caseRef: string): Promise<void> {
  const rules = () => ({ settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR });
  await createCaseActivities({ cases: createCases(app.database), clock: app.clock, rules }).performDue({ caseRef, now: app.clock.now().toISOString() });
}
