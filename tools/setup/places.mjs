// @ts-check
// Where things are kept: the project's own state, and the user's cache that other checkouts share.
import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The demonstration's state, and everything else made here that is not source. */
export const STATE = path.join(ROOT, '.duly');

/**
 * The per-user cache, for what is slow to get and alike in every checkout.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string} a folder that exists; inside the project for a user without a home
 */
export function userCache(env = process.env) {
  const usual =
    process.platform === 'darwin' ? path.join(os.homedir(), 'Library/Caches') : path.join(os.homedir(), '.cache');
  for (const folder of [env['XDG_CACHE_HOME'] || usual, path.join(STATE, 'cache')]) {
    const ours = path.join(folder, 'duly');
    if (canWriteIn(ours)) return ours;
  }
  throw new Error(`Neither the cache of this user nor ${STATE} can be written: check who owns the project's folder`);
}

/**
 * What the programs we call need to keep their own caches, for a user whose home cannot be written.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Record<string, string>} additions to the environment, none for a user with a home
 */
export function cacheEnvironment(env = process.env) {
  if (canWriteIn(os.homedir())) return {};
  const cache = path.join(STATE, 'cache');
  const go = { GOPATH: path.join(cache, 'go'), GOCACHE: path.join(cache, 'go-build') };
  const homes = { XDG_CACHE_HOME: cache, HOME: path.join(cache, 'home'), npm_config_cache: path.join(cache, 'npm') };
  mkdirSync(homes.HOME, { recursive: true });
  // npm hands its children the cache it would like to have: one that cannot be written does not count as given
  const given = (/** @type {string} */ name) => name !== 'HOME' && env[name] !== undefined && canWriteIn(env[name]);
  return Object.fromEntries(Object.entries({ ...go, ...homes }).filter(([name]) => !given(name)));
}

/**
 * @param {readonly string[]} names
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {string | null} the first of these programs found on PATH, whole path
 */
export function onPath(names, env = process.env) {
  for (const name of names) {
    for (const folder of (env['PATH'] ?? '').split(path.delimiter)) {
      const file = path.join(folder, name);
      if (folder !== '' && isProgram(file)) return file;
    }
  }
  return null;
}

/** @param {string} file @returns {boolean} */
export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The one place that says which version of an outside program we use.
 * @param {string} file relative to the project
 * @param {RegExp} pattern its first group is the version
 * @returns {string}
 */
export function pinned(file, pattern) {
  const version = pattern.exec(readFileSync(path.join(ROOT, file), 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${file} names no version`);
  return version;
}

/** @param {string} folder */
function canWriteIn(folder) {
  try {
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
