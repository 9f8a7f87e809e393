// @ts-check
// What a demonstration leaves in `.duly/` for the next one: ports, whose figures, and what was running.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { releaseLocalPostgres } from './local-postgres.mjs';
import { withLock } from './lock.mjs';
import { STATE } from './places.mjs';
import { end, identityOf, isAlive } from './processes.mjs';

/**
 * @typedef {{ web?: number, postgres?: number, temporal?: number }} Ports
 * @typedef {{ owner: string, address: string, services: string[] }} Running identities of processes
 */

export const POSTGRES_DATA = path.join(STATE, 'postgres');
export const TEMPORAL_DATA = path.join(STATE, 'temporal.db');
/** What the demonstration sends, for the page that shows it. */
export const OUTBOX = path.join(STATE, 'outbox');
const RUNNING = path.join(STATE, 'demo.json');
const PORTS = path.join(STATE, 'ports.json');
const AUTHORITY = path.join(STATE, 'authority');
const SECRET = path.join(STATE, 'session-secret');
/** The demonstration council's own settings. */
export const COUNCIL = path.join(STATE, 'council.json');

/** @param {string} name @returns {string} where a process writes what it says */
export const logOf = (name) => path.join(STATE, 'logs', `${name}.log`);

/**
 * Makes this process the one demonstration of this checkout, and ends what a killed one may have left.
 * @returns {Promise<{ note: (change: Partial<Running>) => void }>}
 * @throws Error with the address of the one that runs
 */
export async function claimDemo() {
  mkdirSync(STATE, { recursive: true });
  /** @type {Running} */
  const mine = { owner: identityOf(process.pid), address: '', services: [] };
  const note = (/** @type {Partial<Running>} */ change) => writeJson(RUNNING, Object.assign(mine, change));
  await withLock(`${RUNNING}.lock`, async () => {
    const before = /** @type {Partial<Running>} */ (readJson(RUNNING));
    if (before.owner !== undefined && isAlive(before.owner)) {
      const where = before.address ? `at ${before.address}` : 'and still starting';
      throw new Error(
        `The demonstration of this folder is already running, ${where} (process ${Number.parseInt(before.owner, 10)}). Stop that one first.`,
      );
    }
    for (const service of before.services ?? []) await end(service, { group: true });
    note({});
  });
  return { note };
}

/** Forgets all that was recorded; the address stays. */
export async function startOver() {
  await releaseLocalPostgres(POSTGRES_DATA, identityOf(process.pid));
  rmSync(POSTGRES_DATA, { recursive: true, force: true });
  rmSync(AUTHORITY, { force: true });
  rmSync(COUNCIL, { force: true });
  rmSync(OUTBOX, { recursive: true, force: true });
  forgetWorkflows();
}

/** Deletes what the Temporal server kept; `rebuild` arms every open case again. */
function forgetWorkflows() {
  for (const name of readdirSync(STATE)) {
    if (name.startsWith(path.basename(TEMPORAL_DATA))) rmSync(path.join(STATE, name), { force: true });
  }
}

/** @returns {Ports} those of last time */
export const portsBefore = () => readJson(PORTS);

/** @param {Ports} ports */
export const keepPorts = (ports) => writeJson(PORTS, ports);

/** @returns {string | null} whose figures the database was seeded with */
export const authorityBefore = () => (existsSync(AUTHORITY) ? readFileSync(AUTHORITY, 'utf8') : null);

/** @param {string} authority */
export const keepAuthority = (authority) => writeFileSync(AUTHORITY, authority);

/** Signs the sessions of this folder's demonstration, so that people stay signed in over a restart. @returns {string} */
export function sessionSecret() {
  if (!existsSync(SECRET)) writeFileSync(SECRET, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(SECRET, 'utf8');
}

/** @param {string} file @returns {object} empty when it is not there, or was cut short */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}

/** Whole or not at all, for who reads it meanwhile. @param {string} file @param {object} value */
function writeJson(file, value) {
  const next = `${file}.${process.pid}`;
  writeFileSync(next, JSON.stringify(value, null, 2));
  renameSync(next, file);
}
