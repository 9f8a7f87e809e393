import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectionOf } from '../../activities/case/projection.js';
import { importRecords, type ImportedRecord } from '../../activities/case/import-records.js';
import { clock } from '../../domain/clock.js';
import { addDays, daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import type { Duty } from '../../domain/duty.js';
import type { Fact } from '../../domain/facts/fact.js';
import { DEFAULT_SETTINGS, NO_CALENDAR, type Calendar } from '../../domain/settings.js';
import { storyOf } from '../oracle/stories.js';
import { activitiesOf, CASEWORKER, CHILD, importCase, newWorld, noon, openCase, record, TEAM, toDraft, told, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

type Standing = Pick<Duty, 'code' | 'subject' | 'occurrence' | 'dueOn' | 'actBy' | 'doneOn' | 'outcome' | 'daysLate' | 'excusedDays'>;
const standing = ({ code, subject, occurrence, dueOn, actBy, doneOn, outcome, daysLate, excusedDays }: Standing): string =>
  [code, subject, occurrence, dueOn, actBy, doneOn, outcome, daysLate, outcome.startsWith('late') ? excusedDays : ''].join(' ');

/** What SQL says of a record on a day, knowing what was recorded by its end. */
async function bySql(recordRef: string, day: string): Promise<string[]> {
  const { rows } = await world.database.pool.query<Standing>(
    `SELECT code, subject, occurrence, due_on AS "dueOn", act_by AS "actBy", done_on AS "doneOn", outcome, days_late AS "daysLate", excused_days AS "excusedDays"
     FROM duties_on($2) WHERE record_ref = $1`,
    [recordRef, day],
  );
  return rows.map(standing).sort();
}

/** What the domain says of the facts written down by a day. */
const byDomain = (facts: readonly Fact[], day: IsoDate, calendar: Calendar): string[] =>
  derive(facts.filter(({ on }) => on <= day), day, DEFAULT_SETTINGS, calendar).duties.map(standing).sort();

type Told = Readonly<{ ref: string; facts: readonly Fact[]; calendar: Calendar }>;

/** A random story of assessment, plan or both, each fact written down on its day; its ids are its places in the journal. */
async function imported(seed: number): Promise<Told> {
  const { facts: input, calendar, today } = storyOf(seed);
  const answer = clock({ today: addDays(today as IsoDate, 4000), facts: input, ...(calendar === undefined ? {} : { calendar }) });
  if (!answer.ok) throw new Error(`story ${seed} is not one the clock takes: ${JSON.stringify(answer.problems)}`);
  const inOrder = [...answer.answer.facts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const ids = new Map(inOrder.map(({ id }, index) => [id, `j${index + 1}`]));
  const facts = inOrder.map((fact) => ({ ...fact, id: ids.get(fact.id) ?? fact.id, ...(fact.type === 'correction' ? { corrects: ids.get(fact.corrects) ?? fact.corrects } : {}) }));
  const terms: Calendar = { ...NO_CALENDAR, terms: (calendar?.terms ?? []) as Calendar['terms'] };
  const ref = `A-SEED${seed}`;
  await world.bulk.children([{ ref: `C-SEED${seed}`, ...CHILD, upn: null, councilReference: null, sex: null, primaryNeed: null, placement: null, settingRef: null, people: [] }]);
  const record: ImportedRecord = {
    ref, kind: 'assessment', childRef: `C-SEED${seed}`, teamRef: TEAM, owner: CASEWORKER, openedAt: noon(facts[0]?.on ?? today), importedOn: null,
    facts: facts.map((fact) => ({ ...fact, recordedAt: noon(fact.on), recordedBy: CASEWORKER })),
  };
  await importRecords([record], world.bulk, { settings: DEFAULT_SETTINGS, calendar: terms }, new Date(noon(facts.at(-1)?.on ?? today)));
  return { ref, facts, calendar: terms };
}

test('on any day of any story, SQL and the domain say the same of every duty', async () => {
  const seen = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }).filter((seed) => !seen.has(seed)), fc.array(fc.nat(), { minLength: 6, maxLength: 6 }), async (seed, picks) => {
      seen.add(seed);
      const { ref, facts, calendar } = await imported(seed);
      const first = facts[0]?.on ?? ('2025-01-01' as IsoDate);
      const span = daysBetween(first, facts.at(-1)?.on ?? first) + 400;
      const ofDuties = derive(facts, addDays(first, span), DEFAULT_SETTINGS, calendar).duties.flatMap(({ dueOn }) => [dueOn, addDays(dueOn, 1)]); // where outcomes turn
      const days = [...picks.map((pick) => addDays(first, pick % span)), ...ofDuties.filter((day) => day >= first)];
      for (const day of days) expect(await bySql(ref, day), `story ${seed} on ${day}`).toEqual(byDomain(facts, day, calendar));
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

test('an absence that goes on excuses a day more each day, in SQL as in the domain', async () => {
  const facts = [
    told('request-received', '2025-09-02', { by: 'parent' }),
    told('exception-recorded', '2025-12-20', { ground: 'absent', from: '2025-12-15', steps: ['issue-final-plan'], impracticalBecause: 'N-1' }),
  ];
  const ref = await importCase(world, facts, null, new Date(noon('2025-12-20')));
  const named = facts.map((fact, index) => ({ ...fact, id: `j${index + 1}` }));
  for (let day = '2025-12-20' as IsoDate; day < '2026-03-31'; day = addDays(day, 1)) {
    expect(await bySql(ref, day), day).toEqual(byDomain(named, day, NO_CALENDAR));
  }
});

test('what is brought in stands as if it had been recorded live, day by day', async () => {
  const imported = await importCase(world, toDraft, null, new Date(noon('2025-12-05')));
  const live = await openCase(world);
  let today = '2025-09-02';
  const activities = activitiesOf(world, { clock: { now: () => new Date(noon(today)) } });
  for (const fact of toDraft) {
    today = fact.on;
    await record(activities, live, fact);
  }
  for (const day of ['2025-09-01', '2025-09-02', '2025-10-09', '2025-10-10', '2025-11-30', '2025-12-20', '2026-02-01']) expect(await bySql(imported, day), day).toEqual(await bySql(live, day));
  const chains = await world.database.pool.query<{ payloads: string }>(`SELECT string_agg(payload::text, ',' ORDER BY position) AS payloads FROM journal_entry WHERE record_ref = ANY($1) GROUP BY record_ref`, [[imported, live]]);
  expect(chains.rows[0]?.payloads).toBe(chains.rows[1]?.payloads);
});

test('nothing but the day changes how a duty stands: what is projected today says what the domain says later', () => {
  const facts = toDraft.map((fact, index) => ({ ...fact, id: `j${index + 1}` }));
  const { duties } = projectionOf(facts, '2025-12-05' as IsoDate, { settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR });
  expect(duties.filter(({ settled }) => settled !== null).map(({ duty }) => duty.code)).toEqual([]);
  expect(duties.every(({ excusing }) => excusing === null)).toBe(true);
});
