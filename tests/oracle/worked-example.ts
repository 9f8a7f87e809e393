import type { AlsoCounted, Day, OracleFact, OracleInput, Outcome, Permission } from './story.js';

/** What law.md section 7 states of one duty; a field it does not state is left out. `alsoCounted` must be among those answered. */
export type ExpectedDuty = Readonly<{
  code: string;
  dueOn: Day;
  subject?: string | null;
  occurrence?: string;
  actBy?: Day | null;
  notBefore?: Day | null;
  outcome?: Outcome;
  doneOn?: Day | null;
  daysLate?: number;
  alsoCounted?: readonly AlsoCounted[];
}>;

/** One example of law.md section 7, or one of its variants, its dates copied by hand. */
export type WorkedExample = Readonly<{
  id: string;
  when: string;
  input: OracleInput;
  expect: readonly ExpectedDuty[];
  /** Days the rules of receipt give, where the example states them. */
  facts?: readonly Readonly<{ id: string; on: Day; strictOn?: Day }>[];
  permissions?: readonly Permission[];
}>;

/** A clock input of these facts, numbered f1, f2 ... in the order written. */
export function asked(today: Day, ...facts: readonly Omit<OracleFact, 'id'>[]): OracleInput {
  return { today, facts: facts.map((fact, index) => ({ ...fact, id: `f${index + 1}` })) };
}
