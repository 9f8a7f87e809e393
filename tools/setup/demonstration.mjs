// @ts-check
// The demonstration, step by step. Pages come first; the Temporal server, slow where it must be built, comes beside them.
import path from 'node:path';
import { duration } from './board.mjs';
import { obtainChromium } from './chromium.mjs';
import {
  authorityBefore,
  claimDemo,
  COUNCIL,
  keepAuthority,
  keepPorts,
  logOf,
  OUTBOX,
  portsBefore,
  POSTGRES_DATA,
  sessionSecret,
  startOver,
  TEMPORAL_DATA,
} from './demo-state.mjs';
import { keepCouncilFile } from './demo-terms.mjs';
import { BUNDLE, CLIENT, make, STYLES, WORKFLOW_BUNDLE } from './generated.mjs';
import { ErrandFailed, tailOf } from './household.mjs';
import { installPackages } from './packages.mjs';
import { cacheEnvironment, ROOT } from './places.mjs';
import { freePort, isFree } from './ports.mjs';
import { pause } from './processes.mjs';
import { answers, obtainTemporal, startTemporal } from './temporal.mjs';

/**
 * @typedef {import('./board.mjs').Board} Board
 * @typedef {import('./board.mjs').Step} Step
 * @typedef {import('./household.mjs').Household} Household
 * @typedef {import('./household.mjs').Service} Service
 * @typedef {import('./demo-options.mjs').DemoOptions} DemoOptions
 */

const DEFAULT_AUTHORITY = 'southend-on-sea';
const WEB_PATIENCE = 60_000; // milliseconds until the pages must answer

/**
 * Starts everything and stays until a part of it dies.
 * @param {Household} house @param {Board} board @param {DemoOptions} options
 * @returns {Promise<never>}
 */
export async function runDemo(house, board, { fresh, authority, port }) {
  const began = Date.now();
  const demo = await claimDemo();
  if (fresh)
    await timed(board, 'Starting over', async () => {
      await startOver();
      return 'what was recorded before is gone';
    });
  refuseOtherCouncil(authority);
  const ports = await choosePorts(port);
  /** @type {Service[]} */
  const services = [];
  const died = deaths();
  const keep = (/** @type {Service} */ service) => {
    services.push(service);
    demo.note({ services: services.map(({ identity }) => identity) });
    died.watch(service);
    return service;
  };

  await timed(board, 'Packages', (step) => installPackages(house, step));
  const temporalAddress = process.env['TEMPORAL_ADDRESS'] || `127.0.0.1:${ports.temporal}`;
  const temporal = settled(serveTemporal(house, board, ports.temporal, keep)); // beside what follows
  const drawing = drawingPdfs(house, board); // so is this

  const readable = async () => {
    await timed(board, 'Database client', () => make(house, CLIENT));
    await timed(board, 'Styles', () => make(house, STYLES));
    const databaseUrl = await openDatabase(house, board, ports.postgres);
    const bare = environmentOf({ databaseUrl, temporalAddress, port: ports.web });
    await timed(board, 'Migrations', () => oneLine(house, ['prisma/migrate-command.ts'], bare));
    await seed(house, board, bare, authority);
    const env = { ...bare, ...(await drawing) };
    const address = `http://localhost:${ports.web}`;
    const [greeting] = await Promise.all([
      house.run(process.execPath, runTypeScript('cli/main.ts', 'accounts'), { env }),
      timed(board, 'Pages and API', () => servePages(house, env, ports.web, keep)),
    ]);
    demo.note({ address });
    board.say(`\nDuly can be read at ${address}  (after ${duration(Date.now() - began)})\n\n${greeting}\n`);
    return env;
  };
  const living = async () => {
    const env = await readable();
    if (!temporal.isSettled()) {
      board.say('The Temporal server is not up yet: pages can be read now, and what you record is done once it is.');
    }
    await temporal.promise;
    await timed(board, 'Workflow bundle', () => make(house, WORKFLOW_BUNDLE));
    await timed(board, 'Worker', async () => {
      keep(house.serve('Worker', process.execPath, runTypeScript('worker/main.ts'), { log: logOf('worker'), env }));
      return `log: ${path.relative(ROOT, logOf('worker'))}`;
    });
    await timed(board, 'Open cases', (step) => oneLine(house, ['cli/main.ts', 'rebuild'], env, step));
    board.say(
      `\nEverything is up after ${duration(Date.now() - began)}: http://localhost:${ports.web}  (Ctrl-C stops it)\n`,
    );
  };
  await Promise.race([died.first, Promise.all([living(), temporal.promise])]);
  return died.first;
}

/** @param {string | null} authority */
function refuseOtherCouncil(authority) {
  const before = authorityBefore();
  if (authority !== null && before !== null && before !== authority) {
    throw new Error(
      `The demonstration in this folder is ${before}’s. Start over with the other: npm run demo -- --fresh --authority ${authority}`,
    );
  }
}

/** The ports of last time, else the usual ones, else any; one that was asked for must be free. @param {number | null} asked */
async function choosePorts(asked) {
  if (asked !== null && !(await isFree(asked)))
    throw new Error(`Port ${asked} is taken: name another, as in PORT=${asked + 1} npm run demo`);
  const { web = 3000, postgres = 5433, temporal = 7233 } = portsBefore();
  const ports = {
    web: asked ?? (await freePort([web, 3000])),
    postgres: await freePort([postgres, 5433]),
    temporal: await freePort([temporal, 7233]),
  };
  keepPorts(ports);
  return ports;
}

/** @param {Household} house @param {Board} board @param {number} port */
async function openDatabase(house, board, port) {
  return timed(board, 'PostgreSQL', async (step) => {
    const given = process.env['DATABASE_URL'];
    if (given) {
      step.done('DATABASE_URL');
      return given;
    }
    const server = await house.postgres({ dataDir: POSTGRES_DATA, port });
    step.done(
      `${server.adopted ? 'already running' : process.env['PG_BIN'] ? 'PG_BIN' : 'npm’s binaries'}, port ${server.port}`,
    );
    return server.url;
  });
}

/** @param {Household} house @param {Board} board @param {number} port @param {(service: Service) => Service} keep */
async function serveTemporal(house, board, port, keep) {
  await timed(board, 'Temporal server', async (step) => {
    const source = await obtainTemporal(house, step);
    if (source.kind === 'address') {
      const [host = '', at = '7233'] = source.address.split(':');
      if (!(await answers(host, Number(at))))
        throw new Error(`TEMPORAL_ADDRESS is ${source.address}, and nothing answers there`);
      return `${source.how}: ${source.address}`;
    }
    step.at(null, 'starting');
    keep(await startTemporal(house, { program: source.file, port, log: logOf('temporal'), database: TEMPORAL_DATA }));
    return `${source.how}, port ${port}`;
  });
}

/**
 * The browser that draws PDFs. Everything else is there without it, so its want is said and stops nothing.
 * @param {Household} house @param {Board} board @returns {Promise<NodeJS.ProcessEnv>} what names it to whatever runs
 */
async function drawingPdfs(house, board) {
  const step = board.step('Chromium');
  try {
    const { file, how } = await obtainChromium(house, step);
    step.done(how);
    return { CHROMIUM: file };
  } catch (error) {
    step.fail('none: nothing can be taken away as a PDF');
    board.say(`    ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

/** @param {Household} house @param {Board} board @param {NodeJS.ProcessEnv} env @param {string | null} authority */
async function seed(house, board, env, authority) {
  const chosen = authority ?? authorityBefore() ?? DEFAULT_AUTHORITY;
  await timed(board, 'Demonstration council', async (step) => {
    const said = await oneLine(house, ['cli/main.ts', 'seed', '--authority', chosen], env, step);
    keepAuthority(chosen);
    return said;
  });
}

/** @param {Household} house @param {NodeJS.ProcessEnv} env @param {number} port @param {(service: Service) => Service} keep */
async function servePages(house, env, port, keep) {
  const service = keep(
    house.serve('Pages and API', process.execPath, runTypeScript('api/main.ts'), { log: logOf('api'), env }),
  );
  let ended = false;
  void service.ended.then(() => (ended = true));
  for (const until = Date.now() + WEB_PATIENCE; !(await isHealthy(port)); await pause(100)) {
    if (ended || Date.now() > until)
      throw new Error(
        `The pages did not come up. The last lines of ${path.relative(ROOT, service.log)}:\n${tailOf(service.log)}`,
      );
  }
  return `port ${port}, log: ${path.relative(ROOT, service.log)}`;
}

/** @param {number} port */
async function isHealthy(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

/**
 * Runs one of our commands; its percentages show as the step's, its last line is what it did.
 * @param {Household} house @param {string[]} args @param {NodeJS.ProcessEnv} env @param {Step} [step]
 */
async function oneLine(house, args, env, step) {
  const [file = '', ...rest] = args;
  const onLine = (/** @type {string} */ line) => {
    const share = /(\d+)\s*%/.exec(line)?.[1];
    step?.at(share === undefined ? null : Number(share) / 100, line.trim());
  };
  const said = await house.run(process.execPath, runTypeScript(file, ...rest), { env, onLine });
  return said.trim().split('\n').at(-1)?.trim() ?? '';
}

/** @param {string} file @param {...string} args @returns {string[]} arguments for Node */
const runTypeScript = (file, ...args) => ['--import', 'tsx', path.join(ROOT, file), ...args];

/** @param {{ databaseUrl: string, temporalAddress: string, port: number }} where @returns {NodeJS.ProcessEnv} */
function environmentOf({ databaseUrl, temporalAddress, port }) {
  return {
    ...process.env,
    ...cacheEnvironment(),
    TZ: 'UTC',
    DULY_MODE: 'demo',
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: temporalAddress,
    PORT: String(port),
    SESSION_SECRET: process.env['SESSION_SECRET'] ?? sessionSecret(),
    DULY_WORKFLOW_BUNDLE: BUNDLE,
    COUNCIL_SETTINGS: process.env['COUNCIL_SETTINGS'] || keepCouncilFile(COUNCIL, new Date()),
    MAIL_CHANNEL: process.env['MAIL_CHANNEL'] || 'outbox',
    DULY_OUTBOX: OUTBOX,
    PUBLIC_URL: process.env['PUBLIC_URL'] || `http://localhost:${port}`,
  };
}

/**
 * One step on the board; what `work` returns, if words, is shown beside it.
 * @template T
 * @param {Board} board @param {string} name @param {(step: Step) => Promise<T>} work
 * @returns {Promise<T>}
 */
async function timed(board, name, work) {
  const step = board.step(name);
  try {
    const got = await work(step);
    step.done(typeof got === 'string' ? got : '');
    return got;
  } catch (error) {
    step.fail('failed');
    if (error instanceof ErrandFailed) throw new Error(`${name}: ${error.message}\n${error.output}`, { cause: error });
    throw error;
  }
}

/** The first of the watched services to end by itself. */
function deaths() {
  /** @type {(error: Error) => void} */
  let report = () => undefined;
  /** @type {Promise<never>} */
  const first = new Promise((_, reject) => (report = reject));
  first.catch(() => undefined); // awaited later
  const watch = (/** @type {Service} */ { name, log, ended }) => {
    void ended.then(({ code, signal }) => {
      report(
        new Error(
          `${name} ended by itself (${signal ?? `code ${code}`}), so all is stopped. The last lines of ${path.relative(ROOT, log)}:\n${tailOf(log)}`,
        ),
      );
    });
  };
  return { first, watch };
}

/** A promise whose failure waits to be asked for. @param {Promise<void>} promise */
function settled(promise) {
  let over = false;
  promise.then(
    () => (over = true),
    () => (over = true),
  );
  return { promise, isSettled: () => over };
}
