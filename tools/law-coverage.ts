import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { coveragePage } from './law-coverage-page.js';

/** Writes docs/law-coverage.md from the rules; with `--check`, fails where the file is out of date. */
const file = fileURLToPath(new URL('../docs/law-coverage.md', import.meta.url));
const page = coveragePage();
if (!process.argv.includes('--check')) writeFileSync(file, page);
else if (readFileSync(file, 'utf8') !== page) {
  process.stderr.write('docs/law-coverage.md is out of date: run npm run docs\n');
  process.exitCode = 1;
}
