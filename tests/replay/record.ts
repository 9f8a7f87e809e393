// `npx tsx tests/replay/record.ts`: runs the scenarios and keeps their histories under this release's version, for later code to
// replay. Before a release changes its number, and for a new scenario; a kept history is never recorded again, save by --again, for a
// version nobody runs yet.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');
const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
const folder = path.join(import.meta.dirname, 'histories', version);

const again = process.argv.includes('--again') ? 'yes' : 'no';
const vitest = path.join(ROOT, 'node_modules/vitest/vitest.mjs');
const { status } = spawnSync(process.execPath, [vitest, 'run', 'tests/replay/scenarios.test.ts'], { cwd: ROOT, stdio: 'inherit', env: { ...process.env, DULY_KEEP_HISTORIES: folder, DULY_KEEP_AGAIN: again } });
process.exitCode = status ?? 1;
