// `npx tsx tests/replay/record.ts`: runs the scenarios and keeps their histories under this release's version, for later code to
// replay. Once a release, before its number changes; a kept history is never recorded again.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
const folder = path.join(import.meta.dirname, 'histories', version);

if (existsSync(folder) && !process.argv.includes('--again')) {
  process.stderr.write(`There are histories of ${version}: they are kept as they are. --again replaces them, for a version nobody runs yet.\n`);
  process.exitCode = 1;
} else {
  const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
  const { status } = spawnSync(process.execPath, [vitest, 'run', 'tests/replay/scenarios.test.ts'], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, DULY_KEEP_HISTORIES: folder } });
  process.exitCode = status ?? 1;
}
