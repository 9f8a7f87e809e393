import { expect } from 'vitest';
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
