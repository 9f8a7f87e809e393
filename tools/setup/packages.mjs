// @ts-check
// npm's packages, installed from the lock file when what is there differs from it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ErrandFailed } from './household.mjs';
import { withLock } from './lock.mjs';
import { onPath, ROOT, STATE } from './places.mjs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, peer?: boolean }>} Packages by place in node_modules */

const EXPECTED = 'about a minute the first time';

/**
 * Installs unless what is there is what the lock file says; a second process waits for the first.
 * @param {import('./household.mjs').Household} house @param {import('./board.mjs').Step} step
 * @returns {Promise<string>} what was done
 */
export async function installPackages(house, step) {
  const waiting = (/** @type {number} */ holder) => step.at(null, `process ${holder} is installing, waiting`);
  return withLock(path.join(STATE, 'packages.lock'), () => install(house, step), waiting);
}

/** @param {import('./household.mjs').Household} house @param {import('./board.mjs').Step} step */
async function install(house, step) {
  const wanted = packagesIn('package-lock.json');
  if (isSame(wanted, packagesIn('node_modules/.package-lock.json'))) return 'as the lock file says';
  const total = topFolders(wanted).size;
  const watch = setInterval(() => step.at(Math.min(0.99, countInstalled() / total), EXPECTED), 1_000);
  try {
    const [command, ...before] = npm();
    await house.run(command, [...before, 'ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
  } catch (error) {
    if (error instanceof ErrandFailed) throw new Error(`npm ci: ${error.message}\n${error.output}`, { cause: error });
    throw error;
  } finally {
    clearInterval(watch);
  }
  return `${total} packages from the lock file`;
}

/**
 * Whether npm's own record of what it installed agrees with the lock file; packages for other platforms may lack.
 * @param {Packages} wanted @param {Packages} installed
 */
export function isSame(wanted, installed) {
  const lacks = Object.entries(wanted).some(([place, { version, integrity, optional }]) => {
    const there = installed[place];
    return there === undefined
      ? place !== '' && optional !== true
      : there.version !== version || there.integrity !== integrity;
  });
  return !lacks && Object.keys(installed).every((place) => place in wanted);
}

/** The npm that runs us, else the one on PATH. @returns {[string, ...string[]]} */
function npm() {
  const running = process.env['npm_execpath'];
  if (running !== undefined && /npm-cli\.c?js$/.test(running) && existsSync(running))
    return [process.execPath, running];
  return [onPath(['npm']) ?? 'npm'];
}

/** @param {string} file @returns {Packages} */
function packagesIn(file) {
  const whole = path.join(ROOT, file);
  return existsSync(whole) ? JSON.parse(readFileSync(whole, 'utf8')).packages : {};
}

/** @param {Packages} packages */
function topFolders(packages) {
  const top = Object.entries(packages).filter(
    ([place, { optional }]) => optional !== true && /^node_modules\/(@[^/]+\/)?[^/]+$/.test(place),
  );
  return new Set(top.map(([place]) => place));
}

/** Packages whose files have arrived. */
function countInstalled() {
  const folder = path.join(ROOT, 'node_modules');
  if (!existsSync(folder)) return 0;
  const names = readdirSync(folder).flatMap((name) =>
    name.startsWith('@') ? readdirSync(path.join(folder, name)).map((part) => `${name}/${part}`) : [name],
  );
  return names.filter((name) => existsSync(path.join(folder, name, 'package.json'))).length;
}
