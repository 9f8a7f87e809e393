import type { FieldProblem } from '../errors.js';
import { fieldPath } from './field-problems.js';

/** What no text of PostgreSQL can hold: a NUL, and half of a letter that is written in two halves. */
const UNWRITABLE = /[\0\p{Surrogate}]/u;

/** Every text in a request that could not be kept, by its place. @param start where the value stood, as `query` */
export function unwritable(value: unknown, start: string): FieldProblem[] {
  if (typeof value === 'string') return UNWRITABLE.test(value) ? [{ path: start === '' ? '(body)' : start, message: 'must be text without NUL characters or halves of letters' }] : [];
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return [];
  const parts: readonly (readonly [PropertyKey, unknown])[] = Array.isArray(value) ? value.map((part: unknown, at) => [at, part] as const) : Object.entries(value);
  return parts.flatMap(([name, part]) => unwritable(part, fieldPath([name], start)));
}
