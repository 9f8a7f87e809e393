// @ts-check
// Every machine installs from its own source, and the same: the lock file names no address and pins what package.json says.
import { readFileSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const asked = { ...manifest.dependencies, ...manifest.devDependencies };

/** @type {string[]} */
const problems = [];
for (const [place, entry] of Object.entries(lock.packages)) {
  if ('resolved' in entry)
    problems.push(`${place} names a download address: write the lock file with npm 11 in this folder`);
  if (place !== '' && !('integrity' in entry) && !('link' in entry) && !('inBundle' in entry))
    problems.push(`${place} has no integrity hash`);
}
for (const [name, wanted] of Object.entries(asked)) {
  const range = wanted.replace(/^npm:.+@/, ''); // another package under a name of ours
  if (!/^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(range)) problems.push(`${name} is asked for as ${range}: name one version`);
  if (lock.packages[`node_modules/${name}`]?.version !== range)
    problems.push(`${name} ${range} is not what the lock file has: npm install`);
}
for (const problem of problems) process.stdout.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
