// @ts-check
// The processes one command starts: each leads its own group, so that only we end it, and all are ended with us.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startLocalPostgres } from './local-postgres.mjs';
import { cacheEnvironment, ROOT } from './places.mjs';
import { end, identityOf } from './processes.mjs';

/**
 * @typedef {Readonly<{ code: number | null, signal: NodeJS.Signals | null }>} Ended
 * @typedef {Readonly<{ name: string, identity: string, log: string, ended: Promise<Ended>, stop: () => Promise<void> }>} Service
 * @typedef {Readonly<{ cwd?: string, env?: NodeJS.ProcessEnv, onLine?: (line: string) => void, quietFor?: number, size?: () => number, nice?: boolean }>} Errand
 *   quietFor: milliseconds without a line, or a change of `size`, after which it is given up
 * @typedef {Awaited<ReturnType<typeof openHousehold>>} Household
 */

const KEPT_LINES = 60; // of what an errand printed, to show when it fails

/** A failed errand, with the last of what it printed. */
export class ErrandFailed extends Error {
  /** @param {string} message @param {string} output */
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/** Opens an empty household; `stop` ends everything in it, and being killed does too. */
export function openHousehold() {
  const guard = spawn(process.execPath, [path.join(path.dirname(fileURLToPath(import.meta.url)), 'guard.mjs')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  const guardGone = new Promise((done) => guard.once('exit', done).once('error', done));
  const tell = (/** @type {object} */ message) => void guard.stdin.write(`${JSON.stringify(message)}\n`);
  guard.stdin.on('error', () => undefined); // a killed guard is a lost safety net, no reason to fall
  /** @type {Map<string, () => Promise<void>>} */
  const members = new Map();
  let closed = false;

  /** @param {number | undefined} pid @param {NodeJS.Signals} signal */
  const admit = (pid, signal) => {
    if (pid === undefined) return '';
    const identity = identityOf(pid);
    tell({ watch: identity, signal });
    members.set(identity, () => end(identity, { signal, group: true }));
    return identity;
  };

  return {
    /**
     * Runs a command to its end.
     * @param {string} command @param {readonly string[]} args @param {Errand} [errand]
     * @returns {Promise<string>} the last lines it printed
     * @throws ErrandFailed
     */
    async run(
      command,
      args,
      { cwd = ROOT, env = process.env, onLine = () => undefined, quietFor, size = () => 0, nice = false } = {},
    ) {
      if (closed) throw new ErrandFailed('stopped', '');
      const [program = '', ...rest] = nice ? ['nice', '-n', '15', command, ...args] : [command, ...args];
      const child = spawn(program, rest, {
        cwd,
        env: { ...env, ...cacheEnvironment(env) },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      const identity = admit(child.pid, 'SIGTERM');
      /** @type {string[]} */
      const output = [];
      let heard = Date.now();
      for (const stream of [child.stdout, child.stderr]) {
        createInterface({ input: stream }).on('line', (line) => {
          heard = Date.now();
          output.push(line);
          if (output.length > KEPT_LINES) output.shift();
          onLine(line);
        });
      }
      let silent = false;
      let grown = 0;
      const watch = setInterval(() => {
        const now = size();
        if (now !== grown) [grown, heard] = [now, Date.now()];
        if (quietFor === undefined || Date.now() - heard < quietFor) return;
        silent = true;
        void end(identity, { group: true, patience: 1_000 });
      }, 500);
      const ended = await endOf(child);
      clearInterval(watch);
      members.delete(identity);
      const text = output.join('\n');
      if (silent) throw new ErrandFailed(`nothing was heard from it for ${(quietFor ?? 0) / 1_000} s`, text);
      if (typeof ended === 'string') throw new ErrandFailed(ended, text);
      if (ended.code !== 0) throw new ErrandFailed(`it ended with ${ended.signal ?? `code ${ended.code}`}`, text);
      return text;
    },

    /**
     * Runs a command whose output is shown as it comes.
     * @param {string} command @param {readonly string[]} args
     * @returns {Promise<number | null>} its exit code, null when it was killed or never began
     */
    async show(command, args) {
      if (closed) return null;
      const env = { ...process.env, ...cacheEnvironment() };
      const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
      const identity = admit(child.pid, 'SIGINT');
      const ended = await endOf(child);
      members.delete(identity);
      return typeof ended === 'string' ? null : ended.code;
    },

    /**
     * Starts a program that stays; what it prints goes to a log file.
     * @param {string} name @param {string} command @param {readonly string[]} args
     * @param {{ log: string, env?: NodeJS.ProcessEnv, signal?: NodeJS.Signals }} how
     * @returns {Service}
     */
    serve(name, command, args, { log, env = process.env, signal = 'SIGTERM' }) {
      if (closed) throw new Error('stopped');
      mkdirSync(path.dirname(log), { recursive: true });
      if (existsSync(log)) renameSync(log, `${log}.previous`);
      const file = openSync(log, 'a');
      const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', file, file], detached: true });
      closeSync(file);
      const identity = admit(child.pid, signal);
      const ended = endOf(child).then((end) => {
        members.delete(identity);
        return typeof end === 'string' ? { code: 127, signal: null } : end;
      });
      return { name, identity, log, ended, stop: () => end(identity, { signal, group: true }) };
    },

    /** Starts, or shares, a local PostgreSQL. @param {import('./local-postgres.mjs').Wanted} wanted */
    async postgres(wanted) {
      if (closed) throw new Error('stopped');
      const server = await startLocalPostgres(wanted);
      if (closed) await server.release(); // asked to stop while it started
      tell({ postgres: path.resolve(wanted.dataDir), user: identityOf(process.pid) });
      members.set(`postgres ${wanted.dataDir}`, server.release);
      return server;
    },

    /** Ends everything, the last started first, and waits for it. */
    async stop() {
      closed = true;
      for (const ending of [...members.values()].reverse()) await ending();
      guard.ref(); // now it is waited for
      guard.stdin.end();
      await guardGone;
    },
  };
}

/** @param {string} log @param {number} [lines] @returns {string} its last lines */
export function tailOf(log, lines = 20) {
  return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<Ended | string>} or why it never began */
function endOf(child) {
  return new Promise((answer) => {
    child.once('error', (error) => answer(error.message));
    child.once('close', (code, signal) => answer({ code, signal }));
  });
}
