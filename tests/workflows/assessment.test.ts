import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { ADVISERS, newWorld, openCase, rowsOf, told, valueOf, type World } from '../activities/world.js';
import { runCases, skippingTime, type Running } from './time-skipping.js';

vi.setConfig({ testTimeout: 120_000 });

let env: TestWorkflowEnvironment;
let world: World;
let cases: Running;
beforeAll(async () => {
  world = await newWorld();
  env = await skippingTime();
});
afterAll(async () => {
  await env.teardown();
  await world.close();
});
beforeEach(async () => {
  cases = await runCases(env, world);
});
afterEach(() => cases.stop());

const actsOf = (caseRef: string): Promise<string[]> =>
  valueOf(world.database, `SELECT coalesce(array_agg(type || ' ' || (payload->>'duty') || ' ' || (payload->>'on') ORDER BY position), '{}') AS value FROM journal_entry WHERE record_ref = $1 AND kind = 'act'`, [caseRef]);

/** A case requested today on the server's clock, and its day. */
async function requested(): Promise<{ caseRef: string; on: IsoDate }> {
  const on = (await cases.today()) as IsoDate;
  const caseRef = await openCase(world, on);
  expect(await cases.record(caseRef, told('request-received', on, { by: 'parent' }))).toEqual({ kind: 'RECORDED', entry: 1 });
  return { caseRef, on };
}

test('six silent weeks pass: reminded, noted and escalated on the days of the ladder, and the case still waits', async () => {
  const { caseRef, on } = await requested();
  await cases.sleep(56); // the third step climbs in the ninth week at the earliest

  const acts = (await actsOf(caseRef)).filter((act) => act.includes('decide-to-assess'));
  expect(acts.map((act) => act.split(' ')[0])).toEqual(['remind', 'remind', 'note-breach', 'escalate', 'escalate']);
  expect(acts[2]).toBe(`note-breach decide-to-assess ${addDays(on, 43)}`);
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ facts: 1 }); // silence is no decision
  expect((await cases.handle(caseRef).describe()).status.name).toBe('RUNNING');
});

test('a decision in time takes its reminders off the agenda; the next ones stay', async () => {
  const { caseRef } = await requested();
  await cases.sleep(20);
  const on = await cases.today();
  expect(await cases.record(caseRef, told('assessment-agreed', on), told('partners-told', on))).toEqual({ kind: 'RECORDED', entry: 3 });
  await cases.sleep(30);
  expect((await actsOf(caseRef)).filter((act) => /decide-to-assess|tell-partners/.test(act))).toEqual([]);
  expect(await actsOf(caseRef)).toContainEqual(expect.stringMatching(/^escalate ask-for-advice/));
});

test('seven advisers asked in one Update are reminded in one wake', async () => {
  const { caseRef, on } = await requested();
  await cases.record(caseRef, told('assessment-agreed', on), told('partners-told', on));
  await cases.record(caseRef, ...ADVISERS.map((adviser) => told('advice-requested', on, { adviser, role: 'other' })));
  await cases.sleep(22);
  const wakes = await valueOf(world.database, `SELECT jsonb_build_array(count(DISTINCT recorded_at), count(*)) AS value FROM journal_entry WHERE record_ref = $1 AND type = 'remind' AND payload->>'duty' = 'give-advice'`, [caseRef]);
  expect(wakes).toEqual([1, ADVISERS.length]);
});

test('an unlawful fact is refused with its rule and the first lawful day, and leaves no event', async () => {
  const { caseRef, on } = await requested();
  const early = await cases.record(caseRef, told('final-plan-issued', on));
  expect(early).toEqual({ kind: 'REFUSED', code: 'not-agreed' });
  await cases.record(caseRef, told('assessment-agreed', on), told('issue-agreed', on), told('draft-plan-sent', on, { servedOn: on }));
  await cases.record(caseRef, told('contact-made', on)); // the workflow has read its case by now
  const before = (await cases.handle(caseRef).fetchHistory()).events?.length;

  expect(await cases.record(caseRef, told('final-plan-issued', on))).toEqual({ kind: 'REFUSED', code: 'inside-the-familys-days', notBefore: addDays(on, 15) });
  const after = (await cases.handle(caseRef).fetchHistory()).events?.slice(before) ?? [];
  expect(after.filter((event) => event.activityTaskScheduledEventAttributes ?? event.workflowExecutionUpdateAcceptedEventAttributes)).toEqual([]);
  await cases.sleep(15);
  expect(await cases.record(caseRef, told('final-plan-issued', addDays(on, 15)))).toMatchObject({ kind: 'RECORDED' });
});

test('the same command sent again answers alike, also when the workflow has forgotten it', async () => {
  const { caseRef, on } = await requested();
  const sent = { commandId: crypto.randomUUID(), actor: 'S-CASEWORK', facts: [told('considering-notified', on)] };
  const first = await cases.processes.record(caseRef, sent);
  expect(await cases.processes.record(caseRef, sent)).toEqual(first);
  await cases.end(caseRef);
  expect(await cases.processes.record(caseRef, sent)).toEqual(first);
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ facts: 2 });
});

test('a withdrawn request ends the workflow; a later fact starts it again', async () => {
  const { caseRef, on } = await requested();
  await cases.record(caseRef, told('request-withdrawn', on));
  await expect(cases.handle(caseRef).result()).resolves.toBe('ended');

  expect(await cases.record(caseRef, told('correction', on, { corrects: 'j2', replacement: null }))).toMatchObject({ kind: 'RECORDED' });
  expect((await cases.handle(caseRef).describe()).status.name).toBe('RUNNING');
  await cases.sleep(31);
  expect(await actsOf(caseRef)).toContainEqual(expect.stringContaining('remind decide-to-assess'));
});

test('a refused first fact leaves a workflow that ends by itself after a day', async () => {
  const caseRef = await openCase(world, await cases.today());
  expect(await cases.record(caseRef, told('assessment-agreed', await cases.today()))).toEqual({ kind: 'REFUSED', code: 'not-started' });
  await expect(cases.handle(caseRef).result()).resolves.toBe('never-started');
});
