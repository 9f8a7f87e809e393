// A test server that skips weeks, a worker of the real bundle on a queue of its own, and the API's own way in.
import './quiet.js';
import { randomUUID } from 'node:crypto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporal } from '@temporalio/proto';
import { vi } from 'vitest';
import { createProcesses } from '../../api/processes.js';
import type { RecordResult } from '../../api/ports.js';
import type { CaseDeps } from '../../activities/case/case-activities.js';
import type { DatedFact } from '../../workflows/case/messages.js';
import { processOf } from '../../workflows/case/process-of.js';
import { createCaseWorker } from '../../worker/compose.js';
import { command, newWorld, RULES, type World } from '../activities/world.js';
import { timeSkippingServer, workflowBundlePath } from '../support/resources.js';
import { PATIENCE } from '../support/patience.js';

/**
 * The SDK gives the server it starts five seconds to listen, which a busy machine may pass, and leaves behind the one it gave
 * up. So ours listens before it looks, and what it starts and ends is a stand-in.
 */
export async function skippingTime(): Promise<TestWorkflowEnvironment> {
  const { port, end } = await timeSkippingServer();
  const env = await TestWorkflowEnvironment.createTimeSkipping({ server: { port, executable: { type: 'existing-path', path: STAND_IN } } });
  const leave = env.teardown.bind(env);
  env.teardown = async () => {
    await leave();
    await end();
  };
  return env;
}

const STAND_IN = '/bin/sleep'; // it is called with the port, and so sleeps for hours

/** A server that skips time, a world, and a worker of cases over both. */
export async function casesInSkippedTime() {
  const world = await newWorld();
  const env = await skippingTime();
  const cases = await runCases(env, world);
  const close = async (): Promise<void> => {
    await cases.stop();
    await env.teardown();
    await world.close();
  };
  return { env, world, cases, close };
}

export type Running = Awaited<ReturnType<typeof runCases>>;

/** A worker whose clock is the server's. `stop` ends it and every workflow that `record` has started. */
export async function runCases(env: TestWorkflowEnvironment, world: World, more: Partial<CaseDeps> = {}) {
  const taskQueue = `cases-${randomUUID()}`;
  let now = new Date(await env.currentTimeMs());
  const worker = await createCaseWorker({
    connection: env.nativeConnection, namespace: 'default', database: world.database, taskQueue, bundle: await workflowBundlePath(),
    clock: { now: () => now }, rules: () => RULES, ...more,
  });
  const run = worker.run();
  const processes = createProcesses({ client: env.client, taskQueue, patience: PATIENCE });
  const started = new Set<string>();
  /** Ends a case's workflow once it rests: a task cut off in the middle would hold the server's time for ever. */
  const end = async (caseRef: string): Promise<void> => {
    const handle = env.client.workflow.getHandle(processOf(caseRef).workflowId);
    const isAtRest = async () => {
      const counts = countsOf((await handle.fetchHistory()).events ?? []);
      const over = (...names: (keyof typeof temporal.api.enums.v1.EventType)[]) => names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
      return (
        over('EVENT_TYPE_WORKFLOW_TASK_SCHEDULED') === over('EVENT_TYPE_WORKFLOW_TASK_COMPLETED', 'EVENT_TYPE_WORKFLOW_TASK_FAILED', 'EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT') &&
        over('EVENT_TYPE_ACTIVITY_TASK_SCHEDULED') === over('EVENT_TYPE_ACTIVITY_TASK_COMPLETED', 'EVENT_TYPE_ACTIVITY_TASK_FAILED')
      );
    };
    await vi.waitUntil(isAtRest, { timeout: PATIENCE, interval: 50 });
    if ((await handle.describe()).status.name === 'RUNNING') await handle.terminate('test over');
  };
  return {
    taskQueue,
    clock: { now: () => now },
    record: (caseRef: string, ...facts: DatedFact[]): Promise<RecordResult> => {
      started.add(caseRef);
      return processes.record(caseRef, command(...facts));
    },
    processes,
    handle: (caseRef: string) => env.client.workflow.getHandle(processOf(caseRef).workflowId),
    /** The day in England on the server's clock, after so many days. */
    sleep: async (days: number): Promise<void> => {
      await env.sleep(days * 86_400_000);
      now = new Date(await env.currentTimeMs());
    },
    today: async () => new Date(await env.currentTimeMs()).toISOString().slice(0, 10),
    end,
    stop: async () => {
      for (const caseRef of started) {
        await end(caseRef);
        for (const plan of await plansOf(world, caseRef)) await end(plan);
      }
      worker.shutdown();
      await run;
    },
  };
}

/** The plan that an assessment's final plan opened, whose workflow was started with it. */
async function plansOf({ database }: Pick<World, 'database'>, caseRef: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ ref: string }>('SELECT ref FROM case_record WHERE made_from = $1', [caseRef]);
  return rows.map(({ ref }) => ref);
}

function countsOf(events: readonly temporal.api.history.v1.IHistoryEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { eventType } of events) {
    const name = temporal.api.enums.v1.EventType[eventType ?? 0] ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
