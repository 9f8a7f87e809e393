import type { z } from 'zod';
import type { FieldProblem } from '../errors.js';

/** Names of fields that may be repeated to the caller: anything odder could be a person's name typed in the wrong place. */
const PLAIN_NAME = /^[A-Za-z_$][\w$-]{0,63}$/;

/** `facts[1].on` for the path of a Zod problem. */
export function fieldPath(path: readonly PropertyKey[], start = ''): string {
  return path.reduce<string>((said, part) => {
    if (typeof part === 'number') return `${said}[${part}]`;
    const name = PLAIN_NAME.test(String(part)) ? String(part) : '(a field)';
    return said === '' ? name : `${said}.${name}`;
  }, start);
}

/** Words for what Zod says least well. Messages never hold what was typed. */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value')) return 'is missing';
  if (issue.code === 'invalid_type') return `must be ${TYPES[issue.expected] ?? `of type ${issue.expected}`}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return undefined;
};

const TYPES: Partial<Record<string, string>> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', object: 'an object', array: 'a list', record: 'an object', date: 'a date',
};

/** Every problem Zod found, each with its path. @param start where the parsed part stood in the request, as `query` */
export function fieldProblems(error: z.core.$ZodError, start = ''): FieldProblem[] {
  return error.issues.flatMap((issue): FieldProblem[] => {
    const at = fieldPath(issue.path, start);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ path: fieldPath([key], at), message: 'is not a field known here' }));
    return [{ path: at === '' ? '(body)' : at, message: issue.message }];
  });
}
