import { afterAll, beforeAll, expect, test } from 'vitest';
import { activitiesOf, ADVISERS, CASEWORKER, importCase, newWorld, noon, openCase, record, rowsOf, toDraft, told, valueOf, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

const request = told('request-received', '2025-09-02', { by: 'parent' });
const actsOf = async (caseRef: string): Promise<string[]> =>
  valueOf(world.database, `SELECT coalesce(array_agg(type || ' ' || (payload->>'duty') || ' ' || (payload->>'on') ORDER BY position), '{}') AS value FROM journal_entry WHERE record_ref = $1 AND kind = 'act'`, [caseRef]);

test('each item that is due is claimed, entered in the journal and its notice queued, in its order', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request);

  const early = await activities.performDue({ caseRef, now: '2025-09-30T06:59:59.999Z' });
  expect(await actsOf(caseRef)).toEqual([]);
  expect(early.next?.wakeAt).toBe('2025-09-30T07:00:00.000Z');

  const { asOf, next } = await activities.performDue({ caseRef, now: '2025-09-30T07:00:00.000Z' });
  expect(asOf).toBe(2);
  expect(await actsOf(caseRef)).toEqual(['remind decide-to-assess 2025-09-30']);
  expect(next?.wakeAt).toBe('2025-10-10T07:00:00.000Z');
  const notice = await valueOf(world.database, `SELECT jsonb_build_array(template, to_role, to_ref, status) AS value FROM notification WHERE record_ref = $1 AND duty = 'decide-to-assess'`, [caseRef]);
  expect(notice).toEqual(['remind.decide-to-assess', 'caseworker', CASEWORKER, 'queued']);
});

test('a passed date is noted the day after, the case goes on, and the law gives no answer by silence', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world, { clock: { now: () => new Date(noon('2025-09-02')) } });
  await record(activities, caseRef, request);

  const state = await activities.performDue({ caseRef, now: '2025-10-14T23:05:00.000Z' }); // 00:05 of the 15th in England

  expect(await actsOf(caseRef)).toContain('note-breach decide-to-assess 2025-10-15');
  expect(state).toMatchObject({ outcome: null, progress: { decision: null } });
  expect(await valueOf(world.database, `SELECT outcome AS value FROM duties_on('2025-10-15') WHERE record_ref = $1 AND code = 'decide-to-assess'`, [caseRef])).toBe('late');
});

test('performed again, or by two at once, nothing is done twice', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, ...toDraft.slice(0, 11));
  const due = { caseRef, now: noon('2025-11-25') };

  await Promise.all([activities.performDue(due), activities.performDue(due)]);
  const once = await rowsOf(world.database, caseRef);
  await activities.performDue(due);

  expect(await rowsOf(world.database, caseRef)).toEqual(once);
  expect(once.acts).toBe(once.claims);
  const breaches = (await actsOf(caseRef)).filter((act) => act.startsWith('note-breach give-advice'));
  expect(breaches).toHaveLength(ADVISERS.length); // one wake for seven advisers
});

test('the closing of the family’s window is noted just after it, and nobody is written to', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, ...toDraft);
  await activities.performDue({ caseRef, now: noon('2025-12-18') });
  const before = await rowsOf(world.database, caseRef);

  const { asOf } = await activities.performDue({ caseRef, now: '2025-12-20T00:05:00.000Z' });

  expect((await actsOf(caseRef)).at(-1)).toBe('close-window hear-representations 2025-12-20');
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ entries: asOf, acts: before.acts + 1, notices: before.notices });
  expect(await valueOf(world.database, 'SELECT stage AS value FROM case_record WHERE ref = $1', [caseRef])).toBe('finalising');
});

test('items of a duty that was done vanish unperformed', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request, told('assessment-agreed', '2025-09-29'), told('partners-told', '2025-09-29'));
  await activities.performDue({ caseRef, now: noon('2025-10-20') });
  expect((await actsOf(caseRef)).filter((act) => act.includes('decide-to-assess') || act.includes('tell-partners'))).toEqual([]);
});

test('rungs from before a record was brought in are claimed as skipped, silently; later ones are performed', async () => {
  const caseRef = await importCase(world, toDraft.slice(0, 11), '2025-11-20', new Date(noon('2025-11-20')));
  const before = await rowsOf(world.database, caseRef);
  expect(before).toMatchObject({ facts: 11, acts: 0, notices: 0 });
  expect(before.skipped).toBeGreaterThanOrEqual(ADVISERS.length); // the day they were asked, the first reminder

  await activitiesOf(world).performDue({ caseRef, now: noon('2025-11-24') });
  const after = await rowsOf(world.database, caseRef);
  expect(after.skipped).toBe(before.skipped);
  expect((await actsOf(caseRef)).every((act) => act.slice(-10) >= '2025-11-20')).toBe(true);
  expect(after.acts).toBeGreaterThan(0);
});

test('a fact told late about a time before the import raises no old reminders', async () => {
  const caseRef = await importCase(world, toDraft.slice(0, 4), '2025-11-20', new Date(noon('2025-11-20')));
  const activities = activitiesOf(world);
  await activities.recordFacts({ caseRef, now: noon('2025-11-21'), command: { commandId: crypto.randomUUID(), actor: CASEWORKER, facts: [told('advice-requested', '2025-10-10', { adviser: 'V-1', role: 'health' })] } });
  await activities.performDue({ caseRef, now: noon('2025-11-21') });
  expect((await actsOf(caseRef)).every((act) => act.slice(-10) >= '2025-11-20')).toBe(true);
});

test('the row says what is next, so that a list needs no derivation', async () => {
  const caseRef = await openCase(world);
  await record(activitiesOf(world), caseRef, request);
  const row = await valueOf(world.database, `SELECT jsonb_build_array(d.code, r.next_act_by, r.first_due_on, r.stage, r.received_on) AS value FROM case_record r JOIN duty d ON d.id = r.next_duty_id WHERE r.ref = $1`, [caseRef]);
  expect(row).toEqual(['decide-to-assess', '2025-10-14', '2025-10-14', 'considering', '2025-09-02']);
});
