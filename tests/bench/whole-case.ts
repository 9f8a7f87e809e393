// One assessment with everything it causes: its own process and the share of delivery's that tells everybody about it.
import { Client } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { vi } from 'vitest';
import { createNudge } from '../../api/nudge.js';
import { createDeliveryWorker, createPostmanOf, linksTo } from '../../worker/compose-delivery.js';
import { deliveryId } from '../../workflows/delivery/messages.js';
import { RULES, valueOf } from '../activities/world.js';
import { newHouse, openFamily, PUBLIC_URL, watched, writersOf, type House } from '../delivery/house.js';
import { workflowBundlePath } from '../support/resources.js';
import { standardCase } from '../workflows/standard-case.js';
import { runCases, skippingTime } from '../workflows/time-skipping.js';
import { actionsOf, added, type Actions } from './actions.js';
import { sizeOfHistory, type HistorySize } from './history.js';

export type WholeCase = Readonly<{
  size: HistorySize;
  /** Of the case's own process, and of the runs of delivery that sent its codes: letters go without asking Temporal. */
  own: Actions;
  delivery: Actions;
  deliveryRuns: number;
  notices: number;
  messages: number;
  /** Receipts that came back, and what was acknowledged by answering: no process is told of them. */
  receipts: number;
}>;

/** What a case may cost. */
export const MOST = { events: 450, bytes: 70_000, actions: 90 };

/** Twice a day time stands still until everybody has been told of what was queued, as it would in life. */
const STEP = 0.5;

/** Runs the standard case, seven advisers from request to final plan, in a council that has no other: nothing is shared. For `npm run bench`. */
export async function wholeCase(): Promise<WholeCase> {
  const env = await skippingTime();
  const house = await newHouse();
  try {
    const runs = new Set<string>();
    const client = new Client({ connection: env.connection, interceptors: { workflow: [{
      start: async (input, next) => noted(await next(input)),
      signalWithStart: async (input, next) => noted(await next(input)),
    }] } });
    const noted = (runId: string): string => {
      runs.add(runId);
      return runId;
    };
    const problems: unknown[] = [];
    const queued: { soon: () => void } = { soon: () => undefined };
    const cases = await runCases(env, house, { queued: () => queued.soon() });
    const nudge = createNudge({ client, taskQueue: cases.taskQueue, report: (error) => void problems.push(error) });
    const channel = watched(undefined, { receiptOf: () => ({ kind: 'delivered' }) });
    const ways = { channels: { email: channel, letter: channel }, linkFor: linksTo(house.database, PUBLIC_URL, cases.clock), ...writersOf(), clock: cases.clock, rules: () => RULES, database: house.database };
    const postman = createPostmanOf({ ...ways, report: (_step, error) => void problems.push(error) });
    queued.soon = postman.soon;
    const deliverer = await createDeliveryWorker({ ...ways, connection: env.nativeConnection, namespace: 'default', taskQueue: cases.taskQueue, bundle: await workflowBundlePath() });
    const running = deliverer.run();
    const id = deliveryId(cases.taskQueue);
    const isTold = async (): Promise<boolean> => {
      const waiting = await valueOf<number>(house.database, `SELECT (SELECT count(*) FROM notification WHERE status = 'queued' AND not_before IS NULL) + (SELECT count(*) FROM message WHERE status IN ('queued', 'sending')) AS value`);
      return waiting === 0 && (runs.size === 0 || (await client.workflow.getHandle(id).describe()).status.name !== 'RUNNING');
    };
    const told = () => vi.waitUntil(isTold, { timeout: 30_000, interval: 25 });
    const patiently: typeof cases = {
      ...cases,
      record: async (caseRef, ...facts) => {
        if (facts.some(({ type }) => type === 'advice-received')) {
          await queueCode(house, caseRef, cases.clock.now());
          nudge();
          await told();
        }
        const result = await cases.record(caseRef, ...facts);
        await told();
        return result;
      },
      sleep: async (days) => {
        for (let slept = 0; slept < days; slept += STEP) {
          await cases.sleep(STEP);
          await told();
        }
      },
    };
    const caseRef = await standardCase(house, patiently, (openedOn) => openFamily(house, undefined, openedOn).then((family) => family.caseRef));
    if (problems.length > 0) throw new Error('delivery could not be told', { cause: problems[0] });
    const history = await cases.handle(caseRef).fetchHistory();
    const histories: temporal.api.history.v1.IHistory[] = [];
    for (const runId of runs) histories.push(await client.workflow.getHandle(id, runId).fetchHistory());
    const count = (sql: string) => valueOf<number>(house.database, `SELECT count(*)::int AS value FROM ${sql}`);
    const figures = {
      size: sizeOfHistory(history), own: actionsOf(history), delivery: added(histories.map(actionsOf)), deliveryRuns: runs.size,
      notices: await count('notification'), messages: await count('message'), receipts: await count(`message WHERE status = 'delivered'`),
    };
    await postman.stop();
    deliverer.shutdown();
    await running;
    await cases.stop();
    return figures;
  } finally {
    await env.teardown();
    await house.close();
  }
}

/** Whoever gives advice by the link in their mail asks for a code first: the API queues it, and its process tells delivery. */
async function queueCode({ database: { pool } }: House, caseRef: string, at: Date): Promise<void> {
  await pool.query(
    `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, queued_at)
     VALUES ('M-' || gen_random_uuid(), $1, 'access-code', 'adviser', 'V-1', 'Adviser', 'email', 'v-1@advice.example', 'Your code', '[{"kind":"paragraph","text":"Your code is 000000."}]', gen_random_uuid(), $2)`,
    [caseRef, at],
  );
}
