import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseActivities } from '../../workflows/case/messages.js';
import { EMPTY_PLAN } from '../../domain/plan/content.js';
import { withWords } from '../../domain/plan/edit.js';
import { activitiesOf, CASEWORKER, command, newWorld, noon, openCase, record, toDraft, told, valueOf, type World } from './world.js';

/** The text of a plan is sent in the transaction of the fact that names it, and is never changed afterwards. */

let world: World;
let activities: CaseActivities;
beforeAll(async () => {
  world = await newWorld();
  activities = activitiesOf(world);
});
afterAll(() => world.close());

const FINAL = '2026-01-20';
const versions = () => world.reads.planVersions;
const begin = (recordRef: string, kind: 'draft' | 'proposed' = 'draft') => versions().start({ recordRef, kind, content: EMPTY_PLAN, from: null, by: CASEWORKER, at: noon('2025-12-02') });
const write = (recordRef: string, number: number, child: string, by = CASEWORKER) =>
  versions().change({ recordRef, number, by, at: noon('2025-12-02'), decide: ({ content }) => ({ answer: null, change: { content: withWords(content, 'A', { words: { ...content.A.words, child }, none: false }), parts: ['A'] } }) });
const textOf = async (recordRef: string, number: number) => (await versions().version(recordRef, number))?.content.A.words['child'];
const send = (caseRef: string, type: string, on: string, evidence: string) => activities.recordFacts({ caseRef, now: noon(on), command: command(told(type, on, { evidence })) });
const notes = (ref: string) => valueOf<string[] | null>(world.database, `SELECT array_agg(type || ' ' || (payload->>'version') ORDER BY position) AS value FROM journal_entry WHERE record_ref = $1 AND type LIKE 'plan-version-%'`, [ref]);

async function drafted(): Promise<string> {
  const caseRef = await openCase(world);
  await record(activities, caseRef, ...toDraft.slice(0, -1));
  return caseRef;
}

test('one version is written at a time; each save counts, the journal says who wrote on which day, once', async () => {
  const ref = await drafted();
  expect(await begin(ref)).toBe(1);
  expect(await begin(ref)).toBeNull();
  expect(await Promise.all([begin(ref), begin(ref)])).toEqual([null, null]);
  expect(await write(ref, 1, 'one')).toMatchObject({ kind: 'saved', saves: 1 });
  expect(await write(ref, 1, 'two')).toMatchObject({ kind: 'saved', saves: 2 });
  expect(await notes(ref)).toEqual(['plan-version-started 1', 'plan-version-written 1']);
  expect((await versions().version(ref, 1))?.touched['A']).toMatchObject({ save: 2, by: 'Casey Invented' });
});

test('saves at once follow each other: none is lost, each sees the one before', async () => {
  const ref = await drafted();
  await begin(ref);
  await Promise.all(Array.from({ length: 8 }, (_, i) => versions().change({ recordRef: ref, number: 1, by: CASEWORKER, at: noon('2025-12-02'), decide: ({ content }) => ({ answer: null, change: { content: withWords(content, 'A', { words: { ...content.A.words, child: `${content.A.words['child'] ?? ''}${i}` }, none: false }), parts: ['A'] } }) })));
  expect((await textOf(ref, 1))?.match(/\d/g)?.sort()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  expect((await versions().version(ref, 1))?.saves).toBe(8);
});

test('sent with its fact: kept as it was; the fact that names an older save is refused and nothing is written', async () => {
  const ref = await drafted();
  await begin(ref);
  await write(ref, 1, 'as read');
  await write(ref, 1, 'as saved since');
  await expect(send(ref, 'draft-plan-sent', '2025-12-05', 'plan:1/1')).rejects.toMatchObject({ type: 'changed-since' });
  expect((await versions().version(ref, 1))?.sentOn).toBeNull();
  await send(ref, 'draft-plan-sent', '2025-12-05', 'plan:1/2');
  expect(await versions().version(ref, 1)).toMatchObject({ kind: 'draft', sentOn: '2025-12-05', sentBy: 'Casey Invented' });
  expect(await write(ref, 1, 'afterwards')).toEqual({ kind: 'closed' });
  expect(await textOf(ref, 1)).toBe('as saved since');
  for (const sql of [`UPDATE plan_version SET content = '{}' WHERE record_ref = $1`, `UPDATE plan_version SET sent_at = NULL, sent_on = NULL, sent_by = NULL WHERE record_ref = $1`, 'DELETE FROM plan_version WHERE record_ref = $1'])
    await expect(world.database.pool.query(sql, [ref])).rejects.toMatchObject({ code: '23001' });
  expect(await versions().drop({ recordRef: ref, number: 1, saves: 2, by: CASEWORKER, at: noon('2025-12-06') })).toBe(false);
});

test('the final text begins the plan’s record, once; repeated it changes nothing; without a text none is made up', async () => {
  const ref = await drafted();
  await begin(ref);
  await write(ref, 1, 'final words');
  await record(activities, ref, ...toDraft.slice(-1));
  const sent = command(told('final-plan-issued', FINAL, { evidence: 'plan:1/1' }));
  const { plan = '' } = await activities.recordFacts({ caseRef: ref, now: noon(FINAL), command: sent });
  await activities.recordFacts({ caseRef: ref, now: noon(FINAL), command: sent });
  expect(await versions().of(plan)).toMatchObject([{ number: 1, kind: 'final', sentOn: FINAL, from: { recordRef: ref, number: 1 } }]);
  expect(await textOf(plan, 1)).toBe('final words');
  expect(await notes(plan)).toEqual(['plan-version-carried 1']);

  const bare = await drafted();
  await record(activities, bare, ...toDraft.slice(-1));
  const { plan: without = '' } = await activities.recordFacts({ caseRef: bare, now: noon(FINAL), command: command(told('final-plan-issued', FINAL)) });
  expect(await versions().of(without)).toEqual([]);
});

test('set aside it is no longer shown, its number is not given again, and the next can be begun', async () => {
  const ref = await drafted();
  await begin(ref);
  await write(ref, 1, 'x');
  expect(await versions().drop({ recordRef: ref, number: 1, saves: 0, by: CASEWORKER, at: noon('2025-12-03') })).toBe(false);
  expect(await versions().drop({ recordRef: ref, number: 1, saves: 1, by: CASEWORKER, at: noon('2025-12-03') })).toBe(true);
  expect([await versions().version(ref, 1), await versions().of(ref)]).toEqual([null, []]);
  expect(await begin(ref)).toBe(2);
  expect(await notes(ref)).toEqual(['plan-version-started 1', 'plan-version-written 1', 'plan-version-dropped 1', 'plan-version-started 2']);
});

test.each([
  { constraint: 'plan_version_kind_known', set: `kind = 'sketch', sent_at = now(), sent_on = now(), sent_by = 'S'` },
  { constraint: 'plan_version_counts', set: 'saves = -1' },
  { constraint: 'plan_version_sent_whole', set: 'sent_at = now()' },
  { constraint: 'plan_version_final_is_sent', set: `kind = 'final'` },
  { constraint: 'plan_version_dropped_whole', set: 'dropped_at = now()' },
  { constraint: 'plan_version_from_whole', set: 'from_number = 1' },
])('the database itself keeps $constraint', async ({ constraint, set }) => {
  const ref = await drafted();
  await begin(ref);
  await expect(world.database.pool.query(`UPDATE plan_version SET ${set} WHERE record_ref = $1`, [ref])).rejects.toMatchObject({ constraint });
});
