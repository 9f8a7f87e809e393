import { setTimeout as pause } from 'node:timers/promises';

/** Waits its turn, so that at most so many begin in a second. */
export function createPace(perSecond: number): () => Promise<void> {
  const apart = 1_000 / perSecond;
  let free = 0;
  return async () => {
    const now = performance.now();
    const turn = Math.max(now, free);
    free = turn + apart;
    if (turn - now >= 1) await pause(turn - now);
  };
}
