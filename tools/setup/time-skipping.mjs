// @ts-check
// The Temporal server that skips time, for tests of weeks and years: kept, else downloaded, else its jars from Maven.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ErrandFailed } from './household.mjs';
import { withLock } from './lock.mjs';
import { cacheEnvironment, isProgram, onPath, pinned, ROOT, userCache } from './places.mjs';
import { answers, sdkDownload, untilItAnswers } from './temporal.mjs';

const POM = 'tools/time-skipping/pom.xml';
// `exec`: else the JVM outlives the kill of its shell. The flags halve its start.
const LAUNCHER = `#!/bin/sh
exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$1"
`;

export const timeSkippingVersion = () => pinned(POM, /temporal-test-server<\/artifactId>\s*<version>(.+?)</);

/** @param {Readonly<Record<string, string | undefined>>} [env] */
function placesOf(env) {
  const folder = path.join(userCache(env), `time-skipping-${timeSkippingVersion()}`);
  return {
    folder,
    launcher: path.join(folder, 'time-skipping-server'),
    native: `${folder}-${process.platform}-${process.arch}`,
  };
}

/**
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {string | null} the program kept from before, if it can run: the jars need a Java
 */
export function findTimeSkipping(env = process.env) {
  const { launcher, native } = placesOf(env);
  if (isProgram(native)) return native;
  return isProgram(launcher) && onPath(['java'], env) !== null ? launcher : null;
}

/**
 * @param {import('./household.mjs').Household} house @param {import('./board.mjs').Step} step
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {Promise<{ file: string, how: string }>}
 */
export async function obtainTimeSkipping(house, step, env = process.env) {
  const { folder, launcher, native } = placesOf(env);
  return withLock(`${folder}.lock`, async () => {
    const found = findTimeSkipping(env);
    if (found !== null) return { file: found, how: 'kept from before' };
    if (!isProgram(launcher)) {
      step.at(null, 'trying the SDK’s own download');
      const noDownload = await sdkDownload(house, 'time-skipping', native);
      if (noDownload === null) return { file: native, how: 'downloaded by the SDK' };
      step.at(null, 'its jars by Maven, about 20 s, once per user');
      await fetchJars(house, folder, noDownload, env);
    }
    if (onPath(['java'], env) === null) throw new Error('it runs on Java 11 or newer, and there is none: install one');
    return { file: launcher, how: 'jars fetched by Maven' };
  });
}

/**
 * Starts one and waits until it listens.
 * @param {import('./household.mjs').Household} house @param {{ program: string, port: number, log: string }} how
 */
export async function startTimeSkipping(house, { program, port, log }) {
  const service = house.serve('time-skipping server', program, [String(port)], { log });
  await untilItAnswers(service, () => answers('127.0.0.1', port));
  return service;
}

/** @param {import('./household.mjs').Household} house @param {string} folder @param {string} noDownload @param {Readonly<Record<string, string | undefined>>} env */
async function fetchJars(house, folder, noDownload, env) {
  if (onPath(['mvn'], env) === null) {
    throw new Error(
      `the download failed (${noDownload}), and there is no Maven to fetch its jars with: install Java 11 and Maven`,
    );
  }
  const unfinished = `${folder}.${process.pid}.fetching`;
  try {
    mkdirSync(path.join(unfinished, 'lib'), { recursive: true });
    const goal = [
      'dependency:copy-dependencies',
      `-DoutputDirectory=${path.join(unfinished, 'lib')}`,
      '-DincludeScope=runtime',
    ];
    await house.run('mvn', ['-B', '-f', path.join(ROOT, POM), ...mavenHome(env), ...goal]);
    writeFileSync(path.join(unfinished, 'time-skipping-server'), LAUNCHER, { mode: 0o755 });
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } catch (error) {
    if (error instanceof ErrandFailed)
      throw new Error(`Maven failed, ${error.message}: ${error.output.slice(-400)}`, { cause: error });
    throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Maven keeps what it fetched in the home that Java sees, whatever HOME says. @param {Readonly<Record<string, string | undefined>>} env */
function mavenHome(env) {
  const home = cacheEnvironment(env)['HOME'];
  return home === undefined ? [] : [`-Dmaven.repo.local=${path.join(home, '.m2')}`];
}
