import { expect } from 'vitest';

import type { AlsoCounted, Day, Permission } from './story.js';
import type { ExpectedDuty, WorkedExample } from './worked-example.js';

/** As much of a clock's answer as the examples speak of: the oracle's and the engine's both fit. */
export type AnyAnswer = Readonly<{
  facts: readonly Readonly<{ id?: string; on?: Day; strictOn?: Day | null }>[];
  duties: readonly Readonly<{
    code: string;
    subject: string | null;
    occurrence: string;
    dueOn: Day;
    alsoCounted: readonly AlsoCounted[];
  }>[];
  permissions: readonly Permission[];
}>;

/** Holds a clock's answer to one worked example. */
export function expectExampleMet(example: WorkedExample, answer: AnyAnswer): void {
  for (const stated of example.expect) expect(dutyMeant(stated, answer)).toMatchObject(statedFields(stated));
  for (const stated of example.facts ?? []) {
    expect(answer.facts.find((fact) => fact.id === stated.id)).toMatchObject(stated);
  }
  if (example.permissions !== undefined) {
    expect(answer.permissions.map(({ code, until }) => ({ code, until }))).toEqual(example.permissions);
  }
}

function dutyMeant(stated: ExpectedDuty, answer: AnyAnswer): unknown {
  const found = answer.duties.filter(
    (duty) =>
      duty.code === stated.code &&
      (stated.subject === undefined || duty.subject === stated.subject) &&
      (stated.occurrence === undefined || duty.occurrence === stated.occurrence),
  );
  expect(found, `duties ${stated.code}`).toHaveLength(1);
  return found[0];
}

function statedFields(stated: ExpectedDuty): object {
  const { alsoCounted, ...rest } = stated;
  if (alsoCounted === undefined) return rest;
  const among: unknown = expect.arrayContaining([...alsoCounted]);
  return { ...rest, alsoCounted: among };
}
