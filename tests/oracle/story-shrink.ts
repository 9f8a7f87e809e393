import type { OracleFact, OracleInput } from './story.js';

/**
 * The smallest version of a story that still fails, by leaving out one fact at a time for as long as that helps. `fails` must answer
 * false for an input the clock refuses, so that what is left is always a story without contradictions.
 */
export function smallest(input: OracleInput, fails: (smaller: OracleInput) => boolean): OracleInput {
  for (const fact of input.facts) {
    const smaller = without(input, fact);
    if (fails(smaller)) return smallest(smaller, fails);
  }
  return input;
}

function without(input: OracleInput, left: OracleFact): OracleInput {
  return { ...input, facts: input.facts.filter((fact) => fact !== left) };
}
