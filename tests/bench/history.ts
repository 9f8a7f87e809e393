// How much of Temporal a case uses: events are alike on every machine, bytes nearly so.
import { temporal } from '@temporalio/proto';
import { newWorld } from '../activities/world.js';
import { standardCase } from '../workflows/standard-case.js';
import { runCases, skippingTime } from '../workflows/time-skipping.js';

export type HistorySize = Readonly<{ events: number; bytes: number }>;

export const sizeOfHistory = (history: temporal.api.history.v1.IHistory): HistorySize => ({
  events: history.events?.length ?? 0,
  bytes: temporal.api.history.v1.History.encode(history).finish().length,
});

/** Runs the standard case, seven advisers from request to final plan, on servers of its own. For `npm run bench`. */
export async function historyOfStandardCase(): Promise<HistorySize> {
  const world = await newWorld();
  const env = await skippingTime();
  try {
    const cases = await runCases(env, world);
    const caseRef = await standardCase(world, cases);
    const size = sizeOfHistory(await cases.handle(caseRef).fetchHistory());
    await cases.stop();
    return size;
  } finally {
    await env.teardown();
    await world.close();
  }
}
