// @ts-check
// What `npm run demo` is asked for.

/** @typedef {Readonly<{ fresh: boolean, authority: string | null, port: number | null }>} DemoOptions port: null lets us choose */

export const USAGE = `npm run demo                         start the demonstration, or continue it where it was
npm run demo -- --fresh              start over, forgetting what was recorded
npm run demo -- --authority essex    another council's published figures
PORT=8080 npm run demo               at this port
`;

/**
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {DemoOptions | { help: true } | { problem: string }}
 */
export function readOptions(args, env) {
  let fresh = false;
  let authority = null;
  for (let i = 0; i < args.length; i += 1) {
    const [name = '', inline] = (args[i] ?? '').split('=', 2);
    if (name === '--help' || name === '-h') return { help: true };
    else if (name === '--fresh' && inline === undefined) fresh = true;
    else if (name === '--authority') {
      authority = inline ?? args[(i += 1)] ?? '';
      if (!/^[a-z][a-z-]*$/.test(authority)) return { problem: '--authority wants a council’s name, like essex' };
    } else return { problem: `There is no option ${args[i]}` };
  }
  const port = env['PORT'] ? Number(env['PORT']) : null;
  if (port !== null && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    return { problem: `PORT is ${env['PORT']}, which is no port: use a number from 1 to 65535` };
  }
  if (fresh && (env['DATABASE_URL'] || env['TEMPORAL_ADDRESS'])) {
    return {
      problem:
        '--fresh empties only what the demo made itself: unset DATABASE_URL and TEMPORAL_ADDRESS, or empty those servers yourself',
    };
  }
  return { fresh, authority, port };
}
