// @ts-check
// `npm run build`: what production runs, in dist/: compiled modules, and beside them what they read at run time.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './setup/places.mjs';

const ASSET = /\.(njk|svg|css|ico|png|json|csv|md|sql|mjs|txt)$/;
const WITH_ASSETS = ['web', 'config', 'prisma/migrations', 'api'];

process.chdir(ROOT);
rmSync('dist', { recursive: true, force: true });
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
node('node_modules/typescript/bin/tsc', '--project', 'tsconfig.build.json');
for (const folder of WITH_ASSETS.filter((name) => existsSync(name))) copyAssets(folder);
node('--import', 'tsx', 'worker/bundle.ts', 'dist/workflow-bundle.js');

/** @param {...string} args */
function node(...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} folder */
function copyAssets(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && ASSET.test(file)) cpSync(file, path.join('dist', file));
  }
}
