// @ts-check
// Being asked to stop: by Ctrl-C, by the system, by a closed terminal, or because npm, which would have told us, is gone.

const IMPATIENT_AFTER = 2_000; // npm passes a Ctrl-C on that we had already: only a later one, in milliseconds, is a second

/**
 * @param {() => void} onStop told once
 * @returns {Promise<'stopped'>} when asked to stop; asked again later, this process ends at once
 */
export function untilStopped(onStop) {
  return new Promise((stopped) => {
    let askedAt = 0;
    const ask = () => {
      if (askedAt === 0) {
        askedAt = Date.now();
        onStop();
        stopped('stopped');
      } else if (Date.now() - askedAt > IMPATIENT_AFTER) {
        process.exit(130); // the guard ends the rest
      }
    };
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, ask);
    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid !== parent) ask();
      if (askedAt !== 0) clearInterval(watch);
    }, 500);
    watch.unref();
  });
}
