import { afterEach, beforeEach, expect, test } from 'vitest';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { LadderCode, Rung } from '../../domain/settings.js';
import { createLiveRules } from '../../prisma/repositories/council-rules.js';
import { createLadderArmings } from '../../prisma/repositories/ladder-arming.js';
import { createLadders } from '../../prisma/repositories/ladders.js';
import { armLadders } from '../../worker/ladder-arming.js';
import { activitiesOf, CASEWORKER, newWorld, noon, openCase, record, RULES, told, valueOf, type World } from './world.js';

/** A ladder that changes reaches records on which nothing is recorded: once, and without a burst of what is past. */

let world: World;
let today = '2025-09-02' as IsoDate;
const clock = { now: () => new Date(noon(today)) };
beforeEach(async () => {
  today = '2025-09-02' as IsoDate;
  world = await newWorld();
});
afterEach(() => world.close());

const request = told('request-received', '2025-09-02', { by: 'parent' }); // to decide by 14 October, remind on 30 September and 10 October
const rung = (days: number, act: Rung['act'], to: Rung['to'], name = `${act}-${String(days)}`): Rung => ({ rung: name, days, from: 'due', act, to });
const FINAL = rung(7, 'escalate', 'director');

async function change(code: LadderCode, rungs: readonly Rung[] | null, effectiveFrom: string): Promise<number> {
  const ladders = createLadders(world.database);
  const after = (await ladders.versions(code))[0]?.number ?? 0;
  const number = await ladders.add({ code, rungs, by: CASEWORKER, at: noon(today), effectiveFrom: effectiveFrom as IsoDate, reason: 'Too late', after });
  if (number === null) throw new Error('another version was made meanwhile');
  return number;
}

async function engine() {
  const live = createLiveRules(world.database, RULES, clock);
  await live.refresh();
  return { live, activities: activitiesOf(world, { clock, rules: live.rules }) };
}

/** As the workflow does at the signal: reads its agenda again, and performs what is due. */
async function wakes(caseRef: string, { activities }: Awaited<ReturnType<typeof engine>>): Promise<string | null> {
  const now = noon(today);
  const { next } = await activities.readCase({ caseRef, now });
  if (next !== null && next.wakeAt <= now) await activities.performDue({ caseRef, now });
  return valueOf<string | null>(world.database, `SELECT to_char(wake_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI') AS value FROM case_record WHERE ref = $1`, [caseRef]);
}

const sent = (caseRef: string): Promise<string[]> =>
  valueOf(world.database, `SELECT coalesce(array_agg(duty || ' ' || rung || CASE WHEN skipped THEN ' skipped' ELSE '' END ORDER BY item_on, rung), '{}') AS value FROM agenda_claim WHERE record_ref = $1 AND duty = 'decide-to-assess'`, [caseRef]);

test('a version of today moves an open record’s next waking, and its rung is performed on its day', async () => {
  const caseRef = await openCase(world);
  const before = await engine();
  await record(before.activities, caseRef, request);
  expect(await wakes(caseRef, before)).toBe('2025-09-30 08:00');

  await change('decide-to-assess', [rung(-21, 'remind', 'caseworker'), FINAL], '2025-09-02');
  const told: string[] = [];
  const arming = { armings: createLadderArmings(world.database), clock, pace: 0, tell: (ref: string) => Promise.resolve(told.push(ref)) };
  expect(await armLadders(arming), 'not before every worker has read it').toBe(0);
  const aMinuteOn = { ...arming, clock: { now: () => new Date(Date.parse(noon(today)) + 60_000) } };
  expect(await armLadders(aMinuteOn)).toBe(1);
  expect(await armLadders(aMinuteOn), 'once for a version').toBe(0);
  expect(told).toEqual([caseRef]);

  const after = await engine();
  expect(await wakes(caseRef, after)).toBe('2025-09-23 08:00');
  today = '2025-09-23' as IsoDate;
  await wakes(caseRef, after);
  expect(await sent(caseRef)).toEqual(['decide-to-assess remind--21']);
});

test('a version of a later day changes nothing until it comes, and then by itself', async () => {
  const caseRef = await openCase(world);
  await change('decide-to-assess', [rung(-28, 'remind', 'caseworker'), FINAL], '2025-09-05');
  const { live, activities } = await engine();
  await record(activities, caseRef, request);
  const soon = () => live.rules().settings.ladders['decide-to-assess']?.[0]?.days;
  expect(soon()).toBeUndefined(); // it goes by the general one
  today = '2025-09-05' as IsoDate;
  expect(soon()).toBe(-28);
  expect(live.rules().settings).toBe(live.rules().settingsOn('2025-12-31' as IsoDate));
  expect(live.rules().settingsOn('2025-09-04' as IsoDate).ladders['decide-to-assess']).toBeUndefined();
});

test('what a change puts into the past is never sent at once; what was sent is not sent again; what the old ladder owed is', async () => {
  const caseRef = await openCase(world);
  await change('decide-to-assess', [rung(-14, 'remind', 'caseworker', 'first'), rung(-4, 'remind', 'caseworker', 'second'), FINAL], '2025-09-02');
  const before = await engine();
  await record(before.activities, caseRef, request);
  today = '2025-09-30' as IsoDate;
  await wakes(caseRef, before);
  expect(await sent(caseRef)).toEqual(['decide-to-assess first']);

  today = '2025-10-13' as IsoDate; // the engine was down on the 10th, when the second was to go
  await change('decide-to-assess', [rung(-14, 'remind', 'caseworker', 'first'), rung(-4, 'remind', 'caseworker', 'second'), rung(-28, 'remind', 'caseworker', 'new-28'), rung(-7, 'tell', 'team-manager', 'new-7'), FINAL], '2025-10-13');
  const after = await engine();
  await wakes(caseRef, after);
  expect(await sent(caseRef)).toEqual(['decide-to-assess new-28 skipped', 'decide-to-assess first', 'decide-to-assess new-7 skipped', 'decide-to-assess second']);
  today = '2025-10-21' as IsoDate;
  await wakes(caseRef, after);
  expect((await sent(caseRef)).slice(4)).toEqual(['decide-to-assess note-breach', 'decide-to-assess escalate-7']);
});

test('killed half-way, the telling goes on after the last batch; two workers tell nobody twice', async () => {
  const { activities } = await engine();
  const refs: string[] = [];
  for (let i = 0; i < 45; i += 1) {
    const ref = await openCase(world);
    await record(activities, ref, request);
    refs.push(ref);
  }
  const number = await change('deadline', [rung(-1, 'remind', 'caseworker'), FINAL], '2025-09-02');
  const armings = createLadderArmings(world.database);
  const told: string[] = [];
  const at = (seconds: number) => ({ now: () => new Date(Date.parse(noon(today)) + seconds * 1_000) });
  let answers = 30;
  const failing = (ref: string) => (answers-- > 0 ? Promise.resolve(told.push(ref)) : Promise.reject(new Error('killed')));
  await expect(armLadders({ armings, clock: at(60), pace: 0, tell: failing })).rejects.toThrow('killed');
  expect(await valueOf(world.database, `SELECT told AS value FROM ladder_arming WHERE number = $1`, [number])).toBe(20);

  const again: string[] = [];
  const tell = (ref: string) => Promise.resolve(again.push(ref));
  expect(await armLadders({ armings, clock: at(90), pace: 0, tell }), 'the lease of the dead worker is not over').toBe(0);
  const counts = await Promise.all([1, 2].map(() => armLadders({ armings, clock: at(200), pace: 0, tell })));
  expect([...counts].sort((a, b) => a - b)).toEqual([0, 25]);
  expect(again).toEqual([...refs].sort().slice(20));
  expect(new Set([...told, ...again]).size).toBe(45);
  expect(await valueOf(world.database, `SELECT jsonb_build_array(told, done_at IS NOT NULL) AS value FROM ladder_arming WHERE number = $1`, [number])).toEqual([45, true]);
});

test('a version is never changed or removed, is of no past day, and two people’s do not cross', async () => {
  const number = await change('issue-final-plan', [FINAL], '2025-09-02');
  for (const sql of [`UPDATE ladder_version SET reason = 'x' WHERE number = ${String(number)}`, `DELETE FROM ladder_version`, `TRUNCATE ladder_version CASCADE`]) {
    await expect(world.database.pool.query(sql)).rejects.toThrow('never changed or removed');
  }
  await expect(change('issue-final-plan', [FINAL], '2025-09-01')).rejects.toThrow('ladder_version_not_past');
  const ladders = createLadders(world.database);
  const both = await Promise.all([1, 2].map(() => ladders.add({ code: 'issue-final-plan', rungs: [FINAL], by: CASEWORKER, at: noon(today), effectiveFrom: today, reason: 'Both', after: number })));
  expect(both.filter((one) => one === null)).toHaveLength(1);
});

test('a duty that gives up its own ladder goes by the general one; the rules hold on while the database does not answer', async () => {
  await change('give-advice', null, '2025-09-02');
  const { live } = await engine();
  const settings = live.rules().settings;
  expect(settings.ladders['give-advice']).toBeUndefined();
  const lost = createLiveRules({ ...world.database, pool: Object.assign(Object.create(world.database.pool) as World['database']['pool'], { query: () => Promise.reject(new Error('gone')) }) }, RULES, clock);
  await expect(lost.refresh()).rejects.toThrow('gone');
  expect(lost.rules().settings).toBe(RULES.settings);
});
