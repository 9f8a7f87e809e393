// Lives of cases whose histories are kept: each the events that some part of the workflow's code makes.
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { openCase, told, type World } from '../activities/world.js';
import { standardCase } from '../workflows/standard-case.js';
import type { Running } from '../workflows/time-skipping.js';

type Scenario = (world: World, cases: Running) => Promise<string>;

async function requested(world: World, cases: Running): Promise<{ caseRef: string; on: IsoDate }> {
  const on = (await cases.today()) as IsoDate;
  const caseRef = await openCase(world, on);
  await cases.record(caseRef, told('request-received', on, { by: 'parent' }));
  return { caseRef, on };
}

/** By name; each answers its case's reference. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'standard-case': standardCase,

  /** Half a year of silence: ladders climbed to their ends, and the case still waits. */
  'silence': async (world, cases) => {
    const { caseRef } = await requested(world, cases);
    await cases.sleep(180);
    return caseRef;
  },

  /** Refused by the validator, and by the activity. */
  'refusals': async (world, cases) => {
    const { caseRef, on } = await requested(world, cases);
    await cases.record(caseRef, told('final-plan-issued', on));
    await cases.record(caseRef, told('assessment-agreed', on), told('advice-received', on, { adviser: 'V-1' }));
    await cases.record(caseRef, told('assessment-agreed', on));
    await cases.sleep(20);
    return caseRef;
  },

  /** Withdrawn: ended by a fact. */
  'withdrawn': async (world, cases) => {
    const { caseRef, on } = await requested(world, cases);
    await cases.sleep(9);
    await cases.record(caseRef, told('request-withdrawn', on));
    await cases.handle(caseRef).result();
    return caseRef;
  },

  /** Refused to assess, the window for an appeal closed by the day: ended by a wake. */
  'refused-unappealed': async (world, cases) => {
    const { caseRef, on } = await requested(world, cases);
    await cases.record(caseRef, told('assessment-refused', on), told('partners-told', on));
    await cases.handle(caseRef).result();
    return caseRef;
  },

  /** A record that never got a fact. */
  'never-started': async (world, cases) => {
    const on = await cases.today();
    const caseRef = await openCase(world, on);
    await cases.record(caseRef, told('assessment-agreed', on));
    await cases.handle(caseRef).result();
    return caseRef;
  },

  /** Settings changed: the agenda read again, twice, with a fact between. */
  'agenda-changed': async (world, cases) => {
    const { caseRef, on } = await requested(world, cases);
    await cases.handle(caseRef).signal('agendaChanged');
    await cases.record(caseRef, told('considering-notified', on));
    await cases.handle(caseRef).signal('agendaChanged');
    await cases.sleep(45);
    return caseRef;
  },

  /** Two facts at once, and a correction that opens an ended case in its last moment. */
  'at-once': async (world, cases) => {
    const { caseRef, on } = await requested(world, cases);
    await Promise.all([cases.record(caseRef, told('contact-made', on)), cases.record(caseRef, told('considering-notified', on)), cases.record(caseRef, told('contact-made', on))]);
    await Promise.all([cases.record(caseRef, told('request-withdrawn', on)), cases.record(caseRef, told('contact-made', on))]);
    return caseRef;
  },
};
