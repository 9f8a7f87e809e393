// @ts-check
// `npm run build`: what production runs, in dist/: compiled modules, and beside them what they read at run time.
// `--into` another folder, for a trial of it; `--quick` checks no types, and takes the database's client and the styles as they are.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from './setup/places.mjs';

const ASSET = /\.(njk|svg|css|ico|png|json|csv|md|sql|mjs|txt)$/;
const WITH_ASSETS = ['web', 'config', 'prisma/migrations', 'api'];

const {
  values: { into, quick },
} = parseArgs({ options: { into: { type: 'string', default: 'dist' }, quick: { type: 'boolean', default: false } } });

process.chdir(ROOT);
rmSync(into, { recursive: true, force: true });
if (!quick) {
  node('node_modules/prisma/build/index.js', 'generate');
  node(
    'node_modules/sass/sass.js',
    '--quiet-deps',
    '--no-source-map',
    '--style=compressed',
    '--load-path=.',
    '--load-path=node_modules',
    'web/styles:web/assets/styles',
  );
}
const emit = ['--project', 'tsconfig.build.json', '--outDir', into];
node('node_modules/typescript/bin/tsc', ...emit, ...(quick ? ['--noCheck', '--sourceMap', 'false'] : []));
for (const folder of WITH_ASSETS.filter((name) => existsSync(name))) copyAssets(folder);
node('--import', 'tsx', 'worker/bundle.ts', path.join(into, 'workflow-bundle.js'));

/** @param {...string} args */
function node(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} folder */
function copyAssets(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && ASSET.test(file)) cpSync(file, path.join(into, file));
  }
}
