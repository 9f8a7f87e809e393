import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { inLanes } from '../api/in-lanes.js';
import { nowOf } from '../api/now.js';
import type { Clock } from '../api/ports.js';
import type { Arming, LadderArmings } from '../prisma/repositories/ladder-arming.js';
import { agendaChangedSignal } from '../workflows/case/messages.js';
import { processOf } from '../workflows/case/process-of.js';

export type LadderArmingDeps = Readonly<{
  armings: LadderArmings;
  /** Has a record read its agenda again. */
  tell: (recordRef: string) => Promise<unknown>;
  clock: Clock;
  /** Milliseconds between two batches; left out, as long as leaves the server usable. */
  pace?: number;
}>;

const EVERY = 5_000; // milliseconds between looks for a version that has taken effect
const A_BATCH = 20;
const AT_ONCE = 4;
const PACE = 1_000; // milliseconds: twenty records a second at most

/**
 * Has every open record follow the ladders that have taken effect, although nothing is recorded on it: once for each version, however
 * many workers run. Stopped or killed half-way, another goes on where the last batch ended; a record told twice reads twice.
 *
 * @returns how many records were told
 */
export async function armLadders({ armings, tell, clock, pace = PACE }: LadderArmingDeps, signal?: AbortSignal): Promise<number> {
  let count = 0;
  const isStopped = (): boolean => signal?.aborted === true;
  for (let taken = await armings.take(nowOf({ clock })); taken !== null && !isStopped(); taken = await armings.take(nowOf({ clock }))) {
    let arming: Arming = taken;
    for (;;) {
      const refs = await armings.records(arming, A_BATCH);
      const last = refs.at(-1);
      if (last === undefined) break;
      await inLanes(refs, AT_ONCE, tell);
      await armings.told(arming, last, refs.length, nowOf({ clock }));
      arming = { ...arming, afterRef: last };
      count += refs.length;
      await pause(pace, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
      if (isStopped()) return count;
    }
    await armings.done(arming, nowOf({ clock }));
  }
  return count;
}

/** The signal to a record's own process, which is started where none runs. */
export const agendaTeller = (client: Client, taskQueue: string) => (recordRef: string): Promise<unknown> => {
  const { type, workflowId, args } = processOf(recordRef);
  return client.workflow.signalWithStart(type, { workflowId, taskQueue, args, signal: agendaChangedSignal, workflowIdReusePolicy: 'ALLOW_DUPLICATE' });
};

/** Looks every few seconds until the signal. @param report hears what failed; the next look tries again */
export async function keepArmingLadders(deps: LadderArmingDeps & Readonly<{ report: (error: unknown) => void }>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await armLadders(deps, signal).catch(deps.report);
    await pause(EVERY, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}
