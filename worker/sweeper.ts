import { setTimeout as pause } from 'node:timers/promises';
import type { Clock, Processes } from '../api/ports.js';
import { instantOf } from '../domain/dates/london.js';
import type { CommandStore } from '../prisma/repositories/commands.js';

export type SweeperDeps = Readonly<{
  commands: Pick<CommandStore, 'pending' | 'refused'>;
  processes: Processes;
  clock: Clock;
  /** Hears what failed; the next round tries again. */
  report: (error: unknown) => void;
}>;

const EVERY = 5_000; // milliseconds between rounds
const OLDER_THAN = 5_000; // milliseconds: younger ones are still being waited for by whoever sent them
const A_ROUND = 200;
const AT_ONCE = 4;

/**
 * Sends again what was accepted and never answered: given while Temporal was down or being built, or lost by its failure. The same
 * id each time, so that nothing is recorded twice.
 * @returns how many were settled
 */
export async function sweep({ commands, processes, clock, report }: SweeperDeps): Promise<number> {
  const before = instantOf(new Date(clock.now().getTime() - OLDER_THAN));
  const waiting = [...(await commands.pending(before, A_ROUND))];
  let settled = 0;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { caseRef, command } = next;
      try {
        const result = await processes.record(caseRef, command);
        if (result.kind === 'REFUSED') await commands.refused(command.commandId, { code: result.code, notBefore: result.notBefore ?? null });
        if (result.kind === 'PENDING') return; // nobody answers: the rest waits for the next round
        settled += 1;
      } catch (error) {
        report(error);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return settled;
}

/** Sweeps every few seconds until the signal. */
export async function keepSweeping(deps: SweeperDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sweep(deps).catch(deps.report);
    await pause(EVERY, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
  }
}
