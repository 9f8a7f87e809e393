// @ts-check
// A Chromium for page tests and PDFs: named, on PATH, Playwright's own, or the system's package when root.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ErrandFailed } from './household.mjs';
import { isProgram, onPath } from './places.mjs';

/** Without a window's own parts a page costs half as much to draw: that one first. */
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const DOWNLOAD_SILENCE = 20_000; // milliseconds
const PACKAGES = ['chromium-headless-shell', 'chromium']; // the first that the system has
const FONTS = 'fonts-liberation'; // without fonts a page has no letters

/** @typedef {Readonly<{ file: string, how: string }>} Browser */

/**
 * What is there already, nothing fetched, and does start.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @returns {Browser | null}
 * @throws Error when CHROMIUM or CHROME_PATH names no browser that starts
 */
export function findChromium(env = process.env) {
  for (const variable of ['CHROMIUM', 'CHROME_PATH']) {
    const file = env[variable];
    if (!file) continue;
    if (starts(file)) return { file, how: variable };
    throw new Error(`${variable} is ${file}, which does not start as a browser: correct it, or unset it`);
  }
  for (const name of NAMES) {
    const file = onPath([name], env);
    if (file !== null && starts(file)) return { file, how: `${name} on PATH` };
  }
  return null;
}

/**
 * @param {import('./household.mjs').Household} house @param {import('./board.mjs').Step} step
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {Promise<Browser>}
 */
export async function obtainChromium(house, step, env = process.env) {
  const found = findChromium(env) ?? (await playwrights());
  if (found !== null) return found;
  step.at(null, 'trying Playwright’s own download');
  const failures = [await download(house)];
  const downloaded = await playwrights();
  if (downloaded !== null) return { ...downloaded, how: 'downloaded by Playwright' };
  if (canInstall()) {
    step.at(null, 'installing the system’s package, about a minute');
    failures.push(await install(house));
    const installed = findChromium(env);
    if (installed !== null) return { ...installed, how: 'the system’s package, just installed' };
  }
  throw new Error(
    `no Chromium: ${failures.filter(Boolean).join('; ')}. Install one and name it in CHROMIUM, as root: apt-get install ${PACKAGES[0]} ${FONTS}`,
  );
}

/** Whether the system's package manager may be asked. */
export const canInstall = () => process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** @param {string} file */
const starts = (file) => isProgram(file) && spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0;

/** The browser Playwright downloaded once, if it starts: the system may lack its libraries. @returns {Promise<Browser | null>} */
async function playwrights() {
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  return starts(file) ? { file, how: 'Playwright’s, kept from before' } : null;
}

/** @param {import('./household.mjs').Household} house @returns {Promise<string>} why not, '' when done */
async function download(house) {
  const cli = path.join(path.dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  return attempt('Playwright’s download', () =>
    house.run(process.execPath, [cli, 'install', '--no-shell', 'chromium'], { env, quietFor: DOWNLOAD_SILENCE }),
  );
}

/** @param {import('./household.mjs').Household} house @returns {Promise<string>} why not, '' when done */
async function install(house) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const patient = ['-o', 'DPkg::Lock::Timeout=300']; // another installation may be under way
  const failures = [await attempt('apt-get update', () => house.run('apt-get', [...patient, 'update'], { env }))];
  for (const name of PACKAGES) {
    const failure = await attempt(`apt-get install ${name}`, () =>
      house.run('apt-get', [...patient, 'install', '-y', '--no-install-recommends', name, FONTS], { env }),
    );
    if (failure === '') return '';
    failures.push(failure);
  }
  return failures.filter(Boolean).join('; ');
}

/** @param {string} name @param {() => Promise<unknown>} work */
async function attempt(name, work) {
  try {
    await work();
    return '';
  } catch (error) {
    if (error instanceof ErrandFailed) return `${name} failed (${error.message})`;
    throw error;
  }
}
