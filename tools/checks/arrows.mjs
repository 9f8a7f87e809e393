// @ts-check
// Who may import whom (.dependency-cruiser.mjs). Passing on nothing is failing: each folder named must have been read.
import { existsSync } from 'node:fs';
import { cruise } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const folders = process.argv.slice(2).filter((folder) => existsSync(folder));
const options = await extractDepcruiseOptions('./.dependency-cruiser.mjs');
const { output } = await cruise(folders, options, undefined, { tsConfig: extractTSConfig('./tsconfig.json') });
if (typeof output === 'string') throw new Error(output);

const unread = folders.filter((folder) => !output.modules.some(({ source }) => source.startsWith(`${folder}/`)));
const lines = [
  ...output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  ...unread.map((folder) => `no module of ${folder}/ was read`),
];
for (const line of lines) process.stdout.write(`${line}\n`);
process.stdout.write(`${output.summary.totalCruised} modules, ${lines.length} problems\n`);
process.exitCode = lines.length === 0 && output.summary.totalCruised > 0 ? 0 : 1;
