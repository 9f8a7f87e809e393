// @ts-check
// One at a time, across processes: a file naming its holder, taken over when the holder died.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf, identityOf, isAlive, pause, pidOf } from './processes.mjs';

const ABANDONED_AFTER = 10_000; // a take-over lasts microseconds; one this old, in milliseconds, was killed in it

/**
 * Runs `work` while no other process is inside the same lock.
 * @template T
 * @param {string} file where the lock lives
 * @param {() => Promise<T> | T} work
 * @param {(holder: number) => void} [onWait] told once, with the holder's process number, when somebody is inside
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait = () => undefined) {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let told = false; !take(file); await pause()) {
    const holder = read(file);
    if (holder !== '' && !isAlive(holder)) breakStale(file);
    else if (!told && holder !== '') {
      told = true;
      onWait(pidOf(holder));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, identityOf(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} file @returns {string} '' while its holder is still writing, or just gone */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Of several waiters one removes a dead holder's lock, looking again first: another may have taken it over since. @param {string} file */
function breakStale(file) {
  const taking = `${file}.taking`;
  if (!take(taking)) {
    try {
      if (Date.now() - statSync(taking).mtimeMs > ABANDONED_AFTER) rmSync(taking, { force: true });
    } catch {
      // gone already: the next round sees the outcome
    }
    return;
  }
  try {
    const holder = read(file);
    if (holder !== '' && !isAlive(holder)) rmSync(file, { force: true });
  } finally {
    rmSync(taking, { force: true });
  }
}
