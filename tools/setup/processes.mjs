// @ts-check
// Which process is which, and how one is ended. A number alone may be another process by now, so its start is kept too.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** @typedef {`${number}@${string}`} Identity a process: its number and when it started */

/** How often a wait looks again, in milliseconds. */
const TICK = 50;

/** @param {number} [ms] @returns {Promise<void>} */
export const pause = (ms = TICK) => new Promise((done) => setTimeout(done, ms));

/**
 * @param {number} pid
 * @returns {boolean} whether a process of that number exists, somebody else's included
 */
export function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/**
 * @param {number} pid
 * @returns {Identity} the process now having that number; without a start where the system tells none
 */
export function identityOf(pid) {
  return `${pid}@${startOf(pid)}`;
}

/**
 * @param {string} identity
 * @returns {boolean} whether that very process still runs; a zombie counts as ended
 */
export function isAlive(identity) {
  const pid = pidOf(identity);
  return pid > 0 && exists(pid) && startOf(pid) === identity.slice(identity.indexOf('@') + 1);
}

/** @param {string} identity @returns {number} its number, 0 for text that names none */
export function pidOf(identity) {
  const pid = Number.parseInt(identity, 10);
  return Number.isNaN(pid) ? 0 : pid;
}

/**
 * Ends one process, first politely; with `group` its children too, which it must lead.
 * @param {string} identity
 * @param {{ signal?: NodeJS.Signals, group?: boolean, patience?: number }} [how] patience in milliseconds
 * @returns {Promise<void>} when it is gone
 */
export async function end(identity, { signal = 'SIGTERM', group = false, patience = 10_000 } = {}) {
  for (const [sent, wait] of /** @type {const} */ ([
    [signal, patience],
    ['SIGKILL', 5_000],
  ])) {
    if (!isAlive(identity)) return;
    send(identity, sent, group);
    const until = Date.now() + wait;
    while (isAlive(identity) && Date.now() < until) await pause();
  }
}

/** @param {unknown} error @returns {string | undefined} the system's code of an error, like ENOENT */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** @param {string} identity @param {NodeJS.Signals} signal @param {boolean} group */
function send(identity, signal, group) {
  const pid = pidOf(identity);
  try {
    process.kill(group ? -pid : pid, signal);
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error;
  }
}

/** @param {number} pid @returns {string} */
function startOf(pid) {
  try {
    if (process.platform === 'linux') {
      // the name in brackets may hold spaces: count the fields after it
      const [state, ...rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return state === 'Z' ? 'ended' : (rest[18] ?? '');
    }
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .replaceAll(' ', '_');
  } catch {
    return '';
  }
}
