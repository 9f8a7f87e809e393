import type { ClockAnswer, ClockResult, Problem } from '../../../domain/clock.js';

/** The answer of a clock that was asked something it can answer. @throws Error naming every problem otherwise */
export function answered(result: ClockResult): ClockAnswer {
  if (!result.ok) throw new Error(`the clock refused: ${JSON.stringify(result.problems)}`);
  return result.answer;
}

/** The problems of a clock that was asked something wrong. @throws Error if it answered */
export function problemsIn(result: ClockResult): readonly Problem[] {
  if (result.ok) throw new Error('the clock answered');
  return result.problems;
}
