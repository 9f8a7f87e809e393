// The case that budgets are held to: seven advisers, from the request to the final plan, through the real workflow.
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { ADVISERS, openCase, told, type World } from '../activities/world.js';
import type { DatedFact } from '../../workflows/case/messages.js';
import type { Running } from './time-skipping.js';

const ROLES = ['parent', 'head-teacher', 'health', 'educational-psychology', 'social-care', 'adulthood', 'other'] as const;

type Step = Readonly<{ day: number; facts: (on: IsoDate) => DatedFact[] }>;
const step = (day: number, facts: Step['facts']): Step => ({ day, facts });

/** Days since the request, and what is told then in one Update: 22 facts. Two advisers are late, so that ladders are climbed. */
const STEPS: readonly Step[] = [
  step(0, (on) => [told('request-received', on, { by: 'parent' })]),
  step(3, (on) => [told('considering-notified', on)]),
  step(36, (on) => [told('assessment-agreed', on), told('partners-told', on)]),
  step(36, (on) => ADVISERS.map((adviser, index) => told('advice-requested', on, { adviser, role: ROLES[index] }))),
  ...[52, 55, 60, 66, 71, 80, 83].map((day, index) => step(day, (on) => [told('advice-received', on, { adviser: ADVISERS[index] })])),
  step(95, (on) => [told('issue-agreed', on)]),
  step(97, (on) => [told('draft-plan-sent', on, { servedOn: on })]),
  step(110, (on) => [told('representations-received', on)]),
  step(126, (on) => [told('final-plan-issued', on)]),
];

/** @param open makes the record without facts @returns the case's reference, once its final plan is recorded @throws Error if a step was refused */
export async function standardCase(world: World, cases: Running, open = (on: IsoDate): Promise<string> => openCase(world, on)): Promise<string> {
  const start = (await cases.today()) as IsoDate;
  const caseRef = await open(start);
  let day = 0;
  for (const { day: wanted, facts } of STEPS) {
    if (wanted > day) await cases.sleep(wanted - day);
    day = wanted;
    const result = await cases.record(caseRef, ...facts(addDays(start, day)));
    if (result.kind !== 'RECORDED') throw new Error(`day ${day}: ${JSON.stringify(result)}`);
  }
  return caseRef;
}
