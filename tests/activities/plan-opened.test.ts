import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseActivities } from '../../workflows/case/messages.js';
import { activitiesOf, CASEWORKER, command, newWorld, noon, openCase, record, rowsOf, toDraft, told, valueOf, type World } from './world.js';

/** A final plan opens the plan's own record in the transaction that records it. */

let world: World;
let activities: CaseActivities;
beforeAll(async () => {
  world = await newWorld();
  activities = activitiesOf(world);
});
afterAll(() => world.close());

const FINAL = '2026-01-20';
const planOf = (caseRef: string) => valueOf<{ ref: string; kind: string; owner: string; stage: string; next: string; restricted: boolean; childIsTheirs: boolean } | null>(
  world.database,
  `SELECT (SELECT jsonb_build_object('ref', p.ref, 'kind', p.kind, 'owner', p.owner_ref, 'stage', p.stage, 'next', d.code || ' ' || d.due_on, 'restricted', p.restricted, 'childIsTheirs', p.child_ref = a.child_ref)
     FROM case_record p LEFT JOIN duty d ON d.id = p.next_duty_id WHERE p.made_from = a.ref) AS value FROM case_record a WHERE a.ref = $1`,
  [caseRef],
);
const factsOf = (ref: string) => valueOf<unknown[]>(world.database, `SELECT jsonb_agg(payload - 'id' ORDER BY position) AS value FROM journal_entry WHERE record_ref = $1 AND kind = 'fact'`, [ref]);

async function toFinal(on = FINAL): Promise<{ caseRef: string; plan: string | undefined; sent: ReturnType<typeof command> }> {
  const caseRef = await openCase(world);
  await record(activities, caseRef, ...toDraft);
  const sent = command(told('final-plan-issued', on));
  const { plan } = await activities.recordFacts({ caseRef, now: noon(on), command: sent });
  return { caseRef, plan, sent };
}

test('until the final plan there is no plan; then it has the child, team and caseworker, the day it was made, and its first review to complete', async () => {
  const caseRef = await openCase(world);
  await record(activities, caseRef, ...toDraft);
  expect(await planOf(caseRef)).toBeNull();
  const { caseRef: ref, plan } = await toFinal();
  const opened = await planOf(ref);
  expect(plan).toMatch(/^P-[0-9A-HJKMNP-TV-Z]{8}$/);
  expect(opened).toEqual({ ref: plan, kind: 'plan', owner: CASEWORKER, stage: expect.any(String) as string, next: 'complete-review 2027-01-19', restricted: false, childIsTheirs: true });
  expect(await factsOf(plan ?? '')).toEqual([{ type: 'plan-made', on: FINAL }]);
});

test('the same command again opens no second plan, writes nothing, and names the plan again', async () => {
  const { caseRef, plan, sent } = await toFinal();
  const again = await activities.recordFacts({ caseRef, now: noon(FINAL), command: sent });
  expect(again.plan).toBe(plan);
  expect(await rowsOf(world.database, plan ?? '')).toMatchObject({ facts: 1, entries: 1 });
});

test('the final plan’s day corrected: the plan is made on the right day; taken out: it was not made; issued again: made then', async () => {
  const { caseRef, plan = '' } = await toFinal();
  const entry = await valueOf<number>(world.database, `SELECT max(position) AS value FROM journal_entry WHERE record_ref = $1`, [caseRef]);
  const correct = (corrects: string, replacement: object | null) =>
    activities.recordFacts({ caseRef, now: noon('2026-02-02'), command: command(told('correction', '2026-02-02', { corrects, replacement })) });

  expect((await correct(`j${entry}`, { type: 'final-plan-issued', on: '2026-01-21' })).plan).toBe(plan);
  expect((await planOf(caseRef))?.next).toBe('complete-review 2027-01-20');

  await correct(`j${entry + 1}.1`, null);
  expect(await planOf(caseRef)).toMatchObject({ ref: plan, next: null });

  await activities.recordFacts({ caseRef, now: noon('2026-02-03'), command: command(told('final-plan-issued', '2026-02-03')) });
  expect(await planOf(caseRef)).toMatchObject({ ref: plan, next: 'complete-review 2027-02-02' });
  expect(await valueOf<number>(world.database, `SELECT count(*)::int AS value FROM case_record WHERE made_from = $1`, [caseRef])).toBe(1);
});

test('a restricted record’s plan is seen by the same people alone', async () => {
  const caseRef = await openCase(world);
  await world.database.pool.query('UPDATE case_record SET restricted = true WHERE ref = $1', [caseRef]);
  await world.database.pool.query('INSERT INTO record_access (record_ref, staff_ref) VALUES ($1, $2)', [caseRef, CASEWORKER]);
  await record(activities, caseRef, ...toDraft, told('final-plan-issued', FINAL));
  const plan = await planOf(caseRef);
  expect(plan?.restricted).toBe(true);
  expect(await valueOf<string[]>(world.database, 'SELECT array_agg(staff_ref) AS value FROM record_access WHERE record_ref = $1', [plan?.ref ?? ''])).toEqual([CASEWORKER]);
});

test('refused, nothing is opened: a final plan inside the family’s days', async () => {
  const caseRef = await openCase(world);
  await record(activities, caseRef, ...toDraft.slice(0, -1), told('draft-plan-sent', '2026-01-19', { servedOn: '2026-01-19' }));
  await expect(activities.recordFacts({ caseRef, now: noon(FINAL), command: command(told('final-plan-issued', FINAL)) })).rejects.toThrow('refused by rule');
  expect(await planOf(caseRef)).toBeNull();
});
