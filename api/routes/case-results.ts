import { z } from 'zod';
import { ERRORS } from '../errors.js';
import { RECORD_REF } from '../refs.js';
import { MOST_CASES, type CaseResult } from '../use-cases/over-cases.js';

/** What a step over several cases asks for, and what it answers of each. */

export const chosenCases = z
  .array(z.strictObject({ ref: z.string().regex(RECORD_REF, { error: 'must be a record\'s reference' }), entry: z.int().min(0).nullable().default(null) }), { error: 'must be a list of cases' })
  .max(MOST_CASES, { error: `must name at most ${MOST_CASES} cases at once` })
  .meta({ description: 'Each with the last entry you had seen of it: facts recorded after it refuse yours' });

const resultBody = ({ ref, child, outcome }: CaseResult) => {
  if (outcome.kind !== 'refused') return { ref, child, ...outcome };
  const { detail, errors: _errors, ...extra } = outcome.extra;
  return { ref, child, kind: outcome.kind, code: outcome.code, sentence: detail ?? ERRORS[outcome.code].detail, ...extra };
};
export const resultsBody = (results: readonly CaseResult[]) => ({ items: results.map(resultBody) });
