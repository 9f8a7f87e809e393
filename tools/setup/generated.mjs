// @ts-check
// What is made from sources here, made again only when its sources changed: database client, styles, workflow bundle.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ErrandFailed } from './household.mjs';
import { withLock } from './lock.mjs';
import { ROOT, STATE } from './places.mjs';

/** @typedef {Readonly<{ name: string, from: readonly string[], gives: string, command: readonly string[] }>} Product command: after `node` */

/** Where the workflow bundle lies, for the worker. */
export const BUNDLE = path.join(STATE, 'build/workflow-bundle.js');

/** @type {Product} */
export const CLIENT = {
  name: 'database-client',
  from: ['prisma/schema.prisma', 'prisma.config.ts'],
  gives: path.join(ROOT, 'prisma/generated'),
  command: ['node_modules/prisma/build/index.js', 'generate'],
};

/** @type {Product} */
export const STYLES = {
  name: 'styles',
  from: ['web/styles'],
  gives: path.join(ROOT, 'web/assets/styles'),
  command: ['node_modules/sass/sass.js', ...sassOptions(), 'web/styles:web/assets/styles'],
};

/** @type {Product} */
export const WORKFLOW_BUNDLE = {
  name: 'workflow-bundle',
  from: ['workflows', 'domain', 'worker', 'config'],
  gives: BUNDLE,
  command: ['--import', 'tsx', 'worker/bundle.ts', BUNDLE],
};

/** What production runs, its types unchecked: for trials that start and kill it again and again. @type {Product} */
export const PRODUCTION = {
  name: 'production',
  from: [
    ...['domain', 'workflows', 'activities', 'worker', 'api', 'web', 'prisma', 'config', 'cli'],
    ...['tsconfig.json', 'tsconfig.build.json', 'tools/build.mjs'],
  ],
  gives: path.join(STATE, 'build/production'),
  command: ['tools/build.mjs', '--quick', '--into', path.join(STATE, 'build/production')],
};

function sassOptions() {
  return ['--quiet-deps', '--no-source-map', '--style=compressed', '--load-path=.', '--load-path=node_modules'];
}

/**
 * Makes a product if its sources, or any package, changed since it was made, or it is gone.
 * @param {import('./household.mjs').Household} house @param {Product} product
 * @returns {Promise<string>} what was done
 */
export async function make(house, product) {
  const stamp = path.join(STATE, 'build', `${product.name}.stamp`);
  return withLock(`${stamp}.lock`, async () => {
    const now = fingerprint([...product.from, 'package-lock.json']);
    if (existsSync(product.gives) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return 'unchanged';
    rmSync(stamp, { force: true });
    mkdirSync(path.dirname(product.gives), { recursive: true });
    try {
      await house.run(process.execPath, product.command);
    } catch (error) {
      if (error instanceof ErrandFailed)
        throw new Error(`${product.name}: ${error.message}\n${error.output}`, { cause: error });
      throw error;
    }
    writeFileSync(stamp, now);
    return 'made';
  });
}

/** @param {readonly string[]} sources files and folders, relative to the project */
function fingerprint(sources) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesIn).sort())
    hash.update(`${file}\0`).update(readFileSync(path.join(ROOT, file)));
  return hash.digest('hex');
}

/** @param {string} source @returns {string[]} */
function filesIn(source) {
  const whole = path.join(ROOT, source);
  if (!existsSync(whole)) return [];
  if (statSync(whole).isFile()) return [source];
  return readdirSync(whole, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)));
}
