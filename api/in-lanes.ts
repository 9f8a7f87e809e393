/**
 * Does something with each, so many at a time. Where one fails no other is begun, and what is under way has ended before that is told.
 *
 * @throws what the first to fail threw
 */
export async function inLanes<T>(things: readonly T[], atOnce: number, work: (thing: T) => Promise<unknown>): Promise<void> {
  const waiting = [...things].reverse();
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      try {
        await work(next);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, lane));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
