// @ts-check
// The real Temporal development server: found, fetched or built, once per user.
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { ErrandFailed, tailOf } from './household.mjs';
import { withLock } from './lock.mjs';
import { isProgram, onPath, pinned, ROOT, userCache } from './places.mjs';
import { pause } from './processes.mjs';

/**
 * @typedef {Readonly<{ kind: 'address', address: string, how: string } | { kind: 'program', file: string, how: string }>} TemporalSource
 * @typedef {import('./board.mjs').Step} Step
 * @typedef {import('./household.mjs').Household} Household
 * @typedef {Readonly<Record<string, string | undefined>>} Env
 */

const MODULE = 'tools/temporal';
const PACKAGES = 1_720; // what a first build compiles, as `go build -v` counts them
const BUILD_TIME = 'about 6 minutes on 2 cores';
const START_PATIENCE = 120_000; // milliseconds
const DOWNLOAD_SILENCE = 15_000; // milliseconds without a byte: no internet
const SEARCH_ATTRIBUTES = ['DulyStage=Keyword', 'DulyTeam=Keyword'];

/** The pinned version of the server's program. */
export const temporalVersion = () => pinned(`${MODULE}/go.mod`, /temporalio\/cli v(\S+)/);

/** @param {Env} [env] */
const cachedProgram = (env) =>
  path.join(userCache(env), `temporal-${temporalVersion()}-${process.platform}-${process.arch}`, 'temporal');

/**
 * What is there already, nothing fetched: a server's address, else a program.
 * @param {Env} env
 * @returns {TemporalSource | null}
 * @throws Error when TEMPORAL_CLI_PATH names no program
 */
export function findTemporal(env = process.env) {
  const address = env['TEMPORAL_ADDRESS'];
  if (address) return { kind: 'address', address, how: 'TEMPORAL_ADDRESS' };
  const named = env['TEMPORAL_CLI_PATH'];
  if (named) {
    if (isProgram(named)) return { kind: 'program', file: named, how: 'TEMPORAL_CLI_PATH' };
    throw new Error(`TEMPORAL_CLI_PATH is ${named}, which is no program: correct it, or unset it`);
  }
  const installed = onPath(['temporal'], env);
  if (installed !== null) return { kind: 'program', file: installed, how: 'temporal on PATH' };
  const cached = cachedProgram(env);
  return isProgram(cached) ? { kind: 'program', file: cached, how: 'kept from before' } : null;
}

/**
 * Gets the server: what is there, else the SDK's own download, else a build from source under a lock.
 * @param {Household} house @param {Step} step @param {Env} [env]
 * @returns {Promise<TemporalSource>}
 */
export async function obtainTemporal(house, step, env = process.env) {
  const found = findTemporal(env);
  if (found !== null) return found;
  const target = cachedProgram(env);
  const waiting = (/** @type {number} */ holder) =>
    step.at(null, `another checkout is getting it (process ${holder}), waiting`);
  const how = await withLock(`${path.dirname(target)}.lock`, () => fetchOrBuild(house, step, target, env), waiting);
  return { kind: 'program', file: target, how };
}

/** @param {Household} house @param {Step} step @param {string} target @param {Env} env @returns {Promise<string>} how it was got */
async function fetchOrBuild(house, step, target, env) {
  if (isProgram(target)) return 'kept from before';
  mkdirSync(path.dirname(target), { recursive: true });
  step.at(null, 'trying the SDK’s own download');
  const noDownload = await sdkDownload(house, 'dev-server', target);
  if (noDownload === null) return 'downloaded by the SDK';
  if (onPath(['go'], env) === null) {
    throw new Error(
      `the download failed (${noDownload}), and there is no Go to build it with: set TEMPORAL_ADDRESS, or install Go 1.26`,
    );
  }
  await build(house, step, target);
  return 'built from source';
}

/**
 * @param {Household} house @param {'dev-server' | 'time-skipping'} kind @param {string} target where the program shall be
 * @returns {Promise<string | null>} why it could not be had; null when it is there
 */
export async function sdkDownload(house, kind, target) {
  const folder = `${target}.${process.pid}.download`;
  mkdirSync(folder, { recursive: true });
  try {
    const script = path.join(ROOT, 'tools/setup/sdk-download.mjs');
    await house.run(process.execPath, [script, kind, folder], {
      quietFor: DOWNLOAD_SILENCE,
      size: () => sizeOf(folder),
    });
    const [program] = readdirSync(folder);
    if (program === undefined) return 'it left nothing';
    renameSync(path.join(folder, program), target);
    return null;
  } catch (error) {
    if (error instanceof ErrandFailed) return 'no internet, or not from here';
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes in a folder's files. @param {string} folder */
const sizeOf = (folder) =>
  readdirSync(folder).reduce(
    (sum, name) => sum + (statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );

/** @param {Household} house @param {Step} step @param {string} target */
async function build(house, step, target) {
  const unfinished = `${target}.${process.pid}.building`;
  const say = (/** @type {string} */ words) => `building it from source, ${BUILD_TIME}, once per user: ${words}`;
  let packages = 0;
  let modules = 0;
  const onLine = (/** @type {string} */ line) => {
    if (line.startsWith('go: downloading')) step.at(null, say(`${(modules += 1)} modules fetched`));
    else step.at(Math.min(0.99, (packages += 1) / PACKAGES), say(`package ${packages} of about ${PACKAGES}`));
  };
  step.at(0, say('starting'));
  const flags = `-s -w -X github.com/temporalio/cli/internal/temporalcli.Version=${temporalVersion()}`;
  const args = ['build', '-v', `-ldflags=${flags}`, '-o', unfinished, 'github.com/temporalio/cli/cmd/temporal'];
  try {
    await house.run('go', args, {
      cwd: path.join(ROOT, MODULE),
      env: { ...process.env, CGO_ENABLED: '0' },
      onLine,
      nice: true,
    });
    renameSync(unfinished, target);
  } catch (error) {
    if (error instanceof ErrandFailed)
      throw new Error(`the build failed, ${error.message}: ${error.output.slice(-400)}`, { cause: error });
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/**
 * Starts the server and waits until it answers.
 * @param {Household} house
 * @param {{ program: string, port: number, log: string, database?: string }} how database: its file; without, all is in memory
 * @returns {Promise<import('./household.mjs').Service & { address: string }>}
 */
export async function startTemporal(house, { program, port, log, database }) {
  const where = ['--headless', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'];
  const pragmas = ['journal_mode=WAL', 'synchronous=OFF'].flatMap((pragma) => ['--sqlite-pragma', pragma]); // lost power: `rebuild`
  const kept = database === undefined ? [] : ['--db-filename', database, ...pragmas];
  const attributes = SEARCH_ATTRIBUTES.flatMap((attribute) => ['--search-attribute', attribute]);
  const service = house.serve('Temporal server', program, ['server', 'start-dev', ...where, ...kept, ...attributes], {
    log,
  });
  await untilItAnswers(service, () => serves(program, port));
  return { ...service, address: `127.0.0.1:${port}` };
}

/** @param {import('./household.mjs').Service} service @param {() => Promise<boolean>} answering */
export async function untilItAnswers(service, answering) {
  let ended = false;
  void service.ended.then(() => (ended = true));
  for (const until = Date.now() + START_PATIENCE; !(await answering()); await pause(100)) {
    const said = tailOf(service.log, 5);
    if (ended) throw new Error(`the ${service.name} did not start: ${said}`);
    if (Date.now() > until) {
      await service.stop();
      throw new Error(`the ${service.name} did not answer within ${START_PATIENCE / 1_000} s: ${said}`);
    }
  }
}

/** It listens a moment before it knows its namespace: ask for that. @param {string} program @param {number} port */
async function serves(program, port) {
  if (!(await answers('127.0.0.1', port))) return false;
  const asked = spawn(
    program,
    ['operator', 'namespace', 'describe', '-n', 'default', '--address', `127.0.0.1:${port}`],
    { stdio: 'ignore' },
  );
  return new Promise((answer) => asked.once('exit', (code) => answer(code === 0)).once('error', () => answer(false)));
}

/** @param {string} host @param {number} port @returns {Promise<boolean>} whether something listens there */
export function answers(host, port) {
  return new Promise((answer) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const settle = (/** @type {boolean} */ listening) => {
      socket.destroy();
      answer(listening);
    };
    socket.once('connect', () => settle(true));
    for (const failed of ['error', 'timeout']) socket.once(failed, () => settle(false));
  });
}
