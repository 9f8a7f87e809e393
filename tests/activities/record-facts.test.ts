import { LawGap } from '../../domain/law/packs.js';
import { ApplicationFailure } from '@temporalio/activity';
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recorded, RecordFactsInput } from '../../workflows/case/messages.js';
import { activitiesOf, CASEWORKER, command, newWorld, noon, openCase, record, rowsOf, toDraft, told, valueOf, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

const request = told('request-received', '2025-09-02', { by: 'parent' });

test('a fact becomes one journal entry, with the duties and the next wake that follow from it', async () => {
  const caseRef = await openCase(world);
  const { recordFacts } = activitiesOf(world);
  const env = new MockActivityEnvironment();

  const recorded: Recorded = await env.run(recordFacts, { caseRef, now: noon('2025-09-02'), command: command(request) });

  expect(recorded).toMatchObject({ receipt: { entry: 1 }, state: { asOf: 1, outcome: null, progress: { startedOn: '2025-09-02' } } });
  expect(recorded.state.next?.wakeAt).toBe('2025-09-30T07:00:00.000Z'); // two weeks before six weeks are over, 08:00 in summer
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ entries: 1, facts: 1, acts: 0, claims: 0, notices: 0 });
  const due = await valueOf(world.database, `SELECT due_on AS value FROM duty WHERE record_ref = $1 AND code = 'issue-final-plan' AND recorded_to IS NULL`, [caseRef]);
  expect(due).toBe('2026-01-20'); // D01
});

test('the same command again writes nothing and answers alike, later facts notwithstanding', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  const first: RecordFactsInput = { caseRef, now: noon('2025-09-02'), command: command(request) };
  const { receipt } = await activities.recordFacts(first);
  await record(activities, caseRef, told('considering-notified', '2025-09-05'));
  const before = await rowsOf(world.database, caseRef);

  const again = await activities.recordFacts({ ...first, now: noon('2025-09-08') });

  expect(again.receipt).toEqual(receipt);
  expect(again.state.asOf).toBe(2);
  expect(await rowsOf(world.database, caseRef)).toEqual(before);
});

test('several facts of one command are consecutive entries, all or none', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request, told('assessment-agreed', '2025-10-10'));
  const asked = ['V-1', 'V-2', 'V-3'].map((adviser) => told('advice-requested', '2025-10-13', { adviser, role: 'other' }));
  const { receipt } = await activities.recordFacts({ caseRef, now: noon('2025-10-13'), command: command(...asked) });
  expect(receipt.entry).toBe(5);
  const before = await rowsOf(world.database, caseRef);

  const half = command(told('advice-received', '2025-10-20', { adviser: 'V-1' }), told('advice-received', '2025-10-20', { adviser: 'V-9' }));
  await expect(activities.recordFacts({ caseRef, now: noon('2025-10-20'), command: half })).rejects.toMatchObject({ type: 'answer-without-asking', nonRetryable: true });

  expect(await rowsOf(world.database, caseRef)).toEqual(before);
});

test('a final plan inside the family’s fifteen days is refused with the first lawful day', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, ...toDraft);
  const issue = (on: string) => activities.recordFacts({ caseRef, now: noon(on), command: command(told('final-plan-issued', on)) });

  const refusal: unknown = await issue('2025-12-19').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(ApplicationFailure);
  expect(refusal).toMatchObject({ type: 'inside-the-familys-days', nonRetryable: true, details: [{ notBefore: '2025-12-20' }] });

  await expect(issue('2025-12-20')).resolves.toMatchObject({ receipt: { entry: toDraft.length + 1 } });
});

test('a day that has not come is refused, whatever the host’s clock says', async () => {
  const caseRef = await openCase(world);
  const tomorrow = { caseRef, now: noon('2025-09-01'), command: command(request) };
  await expect(activitiesOf(world).recordFacts(tomorrow)).rejects.toMatchObject({ type: 'in-the-future' });
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ entries: 0 });
});

test('a command sent before a later fact was seen is refused, and only then', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request, told('considering-notified', '2025-09-05'));
  const told6 = told('assessment-agreed', '2025-10-10');

  const stale = { ...command(told6), ifEntry: 1 };
  await expect(activities.recordFacts({ caseRef, now: noon('2025-10-10'), command: stale })).rejects.toMatchObject({ type: 'changed-since' });
  await activities.performDue({ caseRef, now: noon('2025-10-10') }); // acts of the engine are nobody's news
  await expect(activities.recordFacts({ caseRef, now: noon('2025-10-10'), command: { ...command(told6), ifEntry: 2 } })).resolves.toMatchObject({ state: { progress: { decision: 'agreed' } } });
});

test('two commands at once are both recorded, one after the other; two opposite decisions are not', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request);
  const send = (type: string) => activities.recordFacts({ caseRef, now: noon('2025-09-12'), command: command(told(type, '2025-09-12')) });

  const both = await Promise.all([send('considering-notified'), send('contact-made')]);
  expect(both.map(({ receipt }) => receipt.entry).sort()).toEqual([2, 3]);

  const opposed = await Promise.allSettled([send('assessment-agreed'), send('assessment-refused')]);
  expect(opposed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ facts: 4 });
});

test('one command sent twice at the same moment is one fact', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  const input = { caseRef, now: noon('2025-09-02'), command: command(request) };
  const answers = await Promise.all([activities.recordFacts(input), activities.recordFacts(input)]);
  expect(answers.map(({ receipt }) => receipt.entry)).toEqual([1, 1]);
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ facts: 1 });
});

test('an owner set is the record’s owner from that day; a reference that is nobody’s is not', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  const owner = () => valueOf(world.database, `SELECT jsonb_build_array(owner_ref, owned_since) AS value FROM case_record WHERE ref = $1`, [caseRef]);
  await record(activities, caseRef, request, told('owner-set', '2025-09-04', { owner: CASEWORKER }));
  expect(await owner()).toEqual([CASEWORKER, '2025-09-04']);
  await record(activities, caseRef, told('owner-set', '2025-09-05', { owner: 'S-NOBODY' }));
  expect(await owner()).toEqual([null, '2025-09-05']);
});

test('a correction closes what was believed and keeps it: both are there to be asked for', async () => {
  const caseRef = await openCase(world);
  let today = '2025-09-02';
  const activities = activitiesOf(world, { clock: { now: () => new Date(noon(today)) } });
  await record(activities, caseRef, request);
  today = '2025-09-10';
  const replacement = { type: 'request-received', on: '2025-09-01', by: 'parent' };
  await record(activities, caseRef, told('correction', today, { corrects: 'j1', replacement }));

  const dueAsKnownOn = (day: string) => valueOf(world.database, `SELECT due_on AS value FROM duties_on($2) WHERE record_ref = $1 AND code = 'issue-final-plan'`, [caseRef, day]);
  expect(await dueAsKnownOn('2025-09-09')).toBe('2026-01-20');
  expect(await dueAsKnownOn('2025-09-10')).toBe('2026-01-19');
});

test('a record ends when nothing is owed and no window is open, and a later fact opens it again', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, request, told('considering-notified', '2025-09-05'), told('request-withdrawn', '2025-09-20'));
  const ended = await activities.readCase({ caseRef, now: noon('2025-09-21') });
  expect(ended).toMatchObject({ outcome: 'ended', next: null });
  expect(await valueOf(world.database, 'SELECT ended_at IS NOT NULL AS value FROM case_record WHERE ref = $1', [caseRef])).toBe(true);

  const { state } = await activities.recordFacts({ caseRef, now: noon('2025-09-22'), command: command(told('correction', '2025-09-22', { corrects: 'j3', replacement: null })) });
  expect(state).toMatchObject({ outcome: null, progress: { ended: null } });
  expect(await valueOf(world.database, 'SELECT ended_at IS NULL AS value FROM case_record WHERE ref = $1', [caseRef])).toBe(true);
});

test('a record that never gets a fact ends after a day', async () => {
  const caseRef = await openCase(world, '2025-09-02');
  const activities = activitiesOf(world);
  await expect(activities.readCase({ caseRef, now: noon('2025-09-02') })).resolves.toMatchObject({ asOf: 0, next: { wakeAt: '2025-09-03T11:00:00.000Z' }, outcome: null });
  await expect(activities.performDue({ caseRef, now: '2025-09-03T11:00:00.000Z' })).resolves.toMatchObject({ next: null, outcome: 'never-started' });
});

test('a record that is not there is a failure nobody tries again', async () => {
  const nobody = { caseRef: 'A-NOTTHERE', now: noon('2025-09-02') };
  await expect(activitiesOf(world).readCase(nobody)).rejects.toMatchObject({ type: 'case-not-found', nonRetryable: true });
});

test('a day before the law began is refused, and nothing is recorded', async () => {
  const caseRef = await openCase(world, '2014-08-01');
  const activities = activitiesOf(world);
  const early = { caseRef, now: noon('2014-08-01'), command: command(told('request-received', '2014-08-01', { by: 'parent' })) };
  await expect(activities.recordFacts(early)).rejects.toThrow(LawGap);
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ entries: 0 });
});
