import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addDays, addMonths, type IsoDate } from '../../domain/dates/iso-date.js';
import { planId } from '../../workflows/plan/messages.js';
import { CASEWORKER, importPlan, openCase, told, valueOf, type World } from '../activities/world.js';
import { actionsOf, sumOf } from '../bench/actions.js';
import { workflowBundlePath } from '../support/resources.js';
import { casesInSkippedTime, type Running } from './time-skipping.js';
import { PATIENCE } from '../support/patience.js';

/** A plan lives for years: one workflow, a run for each cycle of review. */

vi.setConfig({ testTimeout: 240_000 });

let env: TestWorkflowEnvironment;
let world: World;
let cases: Running;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ env, world, cases, close } = await casesInSkippedTime());
});
afterAll(() => close());

const status = async (ref: string) => (await env.client.workflow.getHandle(planId(ref)).describe()).status.name;
const dutiesOf = (ref: string, code: string) =>
  valueOf<{ dueOn: string; doneOn: string | null }[]>(
    world.database, `SELECT coalesce(jsonb_agg(jsonb_build_object('dueOn', due_on, 'doneOn', done_on) ORDER BY due_on), '[]') AS value FROM duty WHERE record_ref = $1 AND code = $2 AND recorded_to IS NULL`, [ref, code],
  );

/** What a caseworker and a school do in a year, in days from the day the cycle began: all in time. */
const YEAR = [
  { after: 270, fact: (on: IsoDate) => told('review-date-set', on, { meetingOn: addDays(on, 45) }) },
  { after: 290, fact: (on: IsoDate) => told('review-invitations-sent', on) },
  { after: 295, fact: (on: IsoDate) => told('review-papers-circulated', on) },
  { after: 315, fact: (on: IsoDate) => told('review-meeting-held', on) },
  { after: 325, fact: (on: IsoDate) => told('review-report-sent', on) },
  { after: 335, fact: (on: IsoDate) => told('review-decision-sent', on, { decision: 'keep' }) },
] as const;

test('a final plan starts the plan’s own workflow, which outlives the assessment’s', async () => {
  const on = (await cases.today()) as IsoDate;
  const caseRef = await openCase(world, on);
  await cases.record(caseRef, told('request-received', on, { by: 'parent' }));
  await cases.record(caseRef, told('assessment-agreed', on), told('partners-told', on), told('issue-agreed', on), told('draft-plan-sent', on, { servedOn: on }));
  await cases.sleep(17);
  const finalOn = (await cases.today()) as IsoDate;
  expect(await cases.record(caseRef, told('final-plan-issued', finalOn))).toMatchObject({ kind: 'RECORDED' });
  const plan = await valueOf<string>(world.database, 'SELECT ref AS value FROM case_record WHERE made_from = $1', [caseRef]);
  await vi.waitUntil(async () => (await status(plan).catch(() => null)) === 'RUNNING', { timeout: PATIENCE, interval: 50 });
  expect(await dutiesOf(plan, 'complete-review')).toEqual([{ dueOn: addDays(addMonths(finalOn, 12), -1), doneOn: null }]);

  const { runId } = await env.client.workflow.getHandle(planId(plan)).describe(); // the correction begins another cycle, and with it another run
  const entry = await valueOf<string>(world.database, `SELECT 'j' || position AS value FROM journal_entry WHERE record_ref = $1 AND type = 'final-plan-issued'`, [caseRef]);
  const dayBefore = addDays(finalOn, -1);
  expect(await cases.record(caseRef, told('correction', finalOn, { corrects: entry, replacement: { type: 'final-plan-issued', on: dayBefore } }))).toMatchObject({ kind: 'RECORDED' });
  expect(await dutiesOf(plan, 'complete-review')).toEqual([{ dueOn: addDays(addMonths(dayBefore, 12), -1), doneOn: null }]);
  const { events = [] } = await env.client.workflow.getHandle(planId(plan), runId).fetchHistory();
  expect(events?.filter((event) => event.workflowExecutionSignaledEventAttributes), 'it runs already: it is told, not started twice').toHaveLength(1);
  await cases.end(caseRef);
  await vi.waitUntil(async () => (await status(plan)) === 'RUNNING', { timeout: PATIENCE, interval: 50 });
  await cases.end(plan);
});

test('ten years of one plan: every review in time, a run a cycle, each within its budget and lived again from its history', async () => {
  const madeOn = (await cases.today()) as IsoDate;
  const ref = await importPlan(world, [told('plan-made', madeOn)]);
  await cases.record(ref, told('owner-set', madeOn, { owner: CASEWORKER }));
  const runs: string[] = [];
  const decisions: string[] = [];
  let cycleFrom = madeOn;
  for (let year = 0; year < 10; year += 1) {
    const { runId } = await cases.handle(ref).describe();
    runs.push(runId);
    for (const { after, fact } of YEAR) {
      const today = (await cases.today()) as IsoDate;
      await cases.sleep(daysFrom(today, addDays(cycleFrom, after)));
      const on = (await cases.today()) as IsoDate;
      expect(await cases.record(ref, fact(on))).toMatchObject({ kind: 'RECORDED' });
    }
    cycleFrom = (await cases.today()) as IsoDate;
    decisions.push(cycleFrom);
    await vi.waitUntil(async () => (await cases.handle(ref).describe()).runId !== runId, { timeout: PATIENCE, interval: 50 });
  }

  const began = [madeOn, ...decisions] as IsoDate[];
  expect(await dutiesOf(ref, 'complete-review')).toEqual(began.map((on, i) => ({ dueOn: addDays(addMonths(on, 12), -1), doneOn: decisions[i] ?? null })));
  for (const code of ['invite-to-review', 'circulate-review-papers', 'send-review-report', 'decide-after-review']) {
    expect((await dutiesOf(ref, code)).map(({ doneOn, dueOn }) => doneOn !== null && doneOn <= dueOn), code).toEqual(Array.from({ length: 10 }, () => true));
  }
  expect(await valueOf(world.database, `SELECT count(*)::int AS value FROM journal_entry WHERE record_ref = $1 AND type = 'note-breach'`, [ref])).toBe(0);
  expect(new Set(runs).size).toBe(10);
  for (const runId of runs) {
    const history = await env.client.workflow.getHandle(planId(ref), runId).fetchHistory();
    expect(history.events?.length).toBeGreaterThan(40);
    expect(history.events?.length).toBeLessThanOrEqual(150);
    expect(sumOf(actionsOf(history))).toBeLessThanOrEqual(35);
    await expect(Worker.runReplayHistory({ workflowBundle: { codePath: await workflowBundlePath() } }, JSON.parse(historyToJSON(history)) as object, planId(ref))).resolves.toBeUndefined();
  }
});

const daysFrom = (from: IsoDate, to: IsoDate): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
