// What a history says, to whoever reads the server's database.
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { temporal } from '@temporalio/proto';

/** Every text in a history: its fields, and what its payloads say when decoded. */
export const textsOfHistory = (history: temporal.api.history.v1.IHistory): string[] => textsOf(JSON.parse(historyToJSON(history)));

/** Every text in a value, and what each is as base64. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    const decoded = /^[A-Za-z0-9+/]{8,}={0,2}$/.test(value) ? Buffer.from(value, 'base64').toString('utf8') : '';
    return [value, decoded];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
