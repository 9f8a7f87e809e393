import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatedFact } from '../../workflows/case/messages.js';
import { activitiesOf, importCase, newWorld, noon, openCase, record, rowsOf, told, valueOf, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

/** To be decided by Tuesday 14 October 2025; the team manager is told on the 15th, and has three working days. */
const request = told('request-received', '2025-09-02', { by: 'parent' });
const promise = (rung: string, on: string, promisedOn: string): DatedFact => told('escalation-acknowledged', on, { duty: 'decide-to-assess', occurrence: 'j1', rung, promisedOn });
const escalations = (caseRef: string): Promise<Record<string, unknown>[]> =>
  valueOf(world.database, `SELECT coalesce(jsonb_agg(to_jsonb(e) - 'record_ref' ORDER BY told_on), '[]') AS value FROM escalation e WHERE record_ref = $1 AND duty = 'decide-to-assess'`, [caseRef]);
const toldTo = (caseRef: string): Promise<string[]> =>
  valueOf(world.database, `SELECT coalesce(array_agg(rung || ' ' || to_role ORDER BY id), '{}') AS value FROM notification WHERE record_ref = $1 AND template = 'escalate.decide-to-assess'`, [caseRef]);

test('what has climbed is kept open until it is done: who is to answer by when, what was promised, what is next', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request);
  await activities.performDue({ caseRef, now: noon('2025-10-14') });
  expect(await escalations(caseRef)).toEqual([]);

  await activities.performDue({ caseRef, now: noon('2025-10-15') });
  const waiting = { duty: 'decide-to-assess', subject: '', occurrence: 'j1', due_on: '2025-10-14', rungs: ['late-1'], to_roles: ['team-manager'], answering_roles: ['team-manager', 'service-manager', 'senior-manager', 'director', 'administrator'], told_on: '2025-10-15', acknowledge_by: '2025-10-20', next_on: '2025-10-21', next_roles: ['service-manager'] };
  expect(await escalations(caseRef)).toEqual([{ ...waiting, promise: null, promised_on: null, holds: false }]);

  const { state } = await activities.recordFacts({ caseRef, now: noon('2025-10-16'), command: { commandId: crypto.randomUUID(), actor: 'S-CASEWORK', facts: [promise('late-1', '2025-10-16', '2025-10-31')] } });
  const [promised] = await escalations(caseRef);
  expect(promised).toEqual({ ...waiting, promise: state.asOf, promised_on: '2025-10-31', holds: true, next_on: '2025-11-03' });
  await activities.performDue({ caseRef, now: noon('2025-10-31') });
  expect(await toldTo(caseRef)).toEqual(['late-1 team-manager']);

  await activities.performDue({ caseRef, now: noon('2025-11-03') });
  expect(await toldTo(caseRef)).toEqual(['late-1 team-manager', 'late-7 service-manager']);
  expect(await escalations(caseRef)).toMatchObject([{ rungs: ['late-7'], told_on: '2025-11-03', acknowledge_by: '2025-11-10', promise: state.asOf, holds: false, next_on: '2025-11-11', next_roles: ['senior-manager'] }]);

  await record(activities, caseRef, told('assessment-agreed', '2025-11-04'));
  expect(await escalations(caseRef)).toEqual([]);
});

test('what names no open step, or promises too much, is refused, and nothing is written', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request);
  await activities.performDue({ caseRef, now: noon('2025-10-15') });
  const before = await rowsOf(world.database, caseRef);
  for (const [fact, code] of [
    [promise('late-7', '2025-10-16', '2025-10-20'), 'names-no-escalation'],
    [promise('late-1', '2025-10-16', '2025-12-20'), 'promise-too-far'],
    [promise('late-1', '2025-10-16', '2025-10-15'), 'promise-before-its-day'],
    [told('escalation-acknowledged', '2025-10-16', { promisedOn: '2025-10-20' }), 'names-no-escalation'],
  ] as const) {
    await expect(record(activities, caseRef, fact)).rejects.toMatchObject({ type: code });
  }
  expect(await rowsOf(world.database, caseRef)).toEqual(before);
  await record(activities, caseRef, promise('late-1', '2025-10-16', '2025-10-31'));
  await expect(record(activities, caseRef, promise('late-1', '2025-10-17', '2025-11-10'))).rejects.toMatchObject({ type: 'already-promised' });
});

test('two workers at once tell each step once', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request);
  for (const day of ['2025-10-15', '2025-10-21', '2025-10-29']) {
    const due = { caseRef, now: noon(day) };
    await Promise.all([activities.performDue(due), activitiesOf(world).performDue(due), activities.performDue(due)]);
  }
  // the service manager did not answer by Tuesday 28 October: the step of the thirtieth day comes on the 29th
  expect(await toldTo(caseRef)).toEqual(['late-1 team-manager', 'late-7 service-manager', 'late-30 senior-manager']);
  expect(await escalations(caseRef)).toHaveLength(1);
});

test('an acknowledgement taken out was never made: what it held is told at once, and one step at a time', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request);
  await activities.performDue({ caseRef, now: noon('2025-10-15') });
  await record(activities, caseRef, promise('late-1', '2025-10-16', '2025-11-12'));
  const { state } = await activities.recordFacts({ caseRef, now: noon('2025-11-05'), command: { commandId: crypto.randomUUID(), actor: 'S-CASEWORK', facts: [told('correction', '2025-11-05', { corrects: `j${await valueOf<number>(world.database, `SELECT position AS value FROM journal_entry WHERE record_ref = $1 AND type = 'escalation-acknowledged'`, [caseRef])}` })] } });
  expect(state.next?.wakeAt && state.next.wakeAt <= noon('2025-11-05')).toBe(true);
  await activities.performDue({ caseRef, now: noon('2025-11-05') });
  expect(await toldTo(caseRef)).toEqual(['late-1 team-manager', 'late-7 service-manager']);
  expect(await escalations(caseRef)).toMatchObject([{ told_on: '2025-11-05', promise: null, next_on: '2025-11-13' }]);
});

test('nothing climbs from steps that an import passed over', async () => {
  const caseRef = await importCase(world, [request], '2025-10-27', new Date(noon('2025-10-27')));
  const activities = activitiesOf(world, { clock: { now: () => new Date(noon('2025-10-27')) } });
  const { next } = await activities.readCase({ caseRef, now: noon('2025-10-27') });
  await activities.performDue({ caseRef, now: noon('2025-11-12') });
  expect(await toldTo(caseRef)).toEqual([]);
  expect(await valueOf(world.database, 'SELECT wake_at AS value FROM case_record WHERE ref = $1', [caseRef])).toBe('2025-11-13T08:00:00.000Z');
  expect(next).not.toBeNull();
});

test('the migration finds what was open before it', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request);
  await activities.performDue({ caseRef, now: noon('2025-10-21') });
  const [known] = await escalations(caseRef);
  const sql = readFileSync('prisma/migrations/20261122220000_escalation/migration.sql', 'utf8');
  await world.database.pool.query('DELETE FROM escalation');
  await world.database.pool.query(sql.slice(sql.indexOf('INSERT INTO')));
  const [found] = await escalations(caseRef);
  expect(found).toMatchObject({ rungs: ['late-7'], to_roles: known?.['to_roles'], due_on: known?.['due_on'], told_on: '2025-10-21', holds: false });
  expect(found?.['answering_roles']).toEqual(['service-manager', 'senior-manager', 'director']);
});
