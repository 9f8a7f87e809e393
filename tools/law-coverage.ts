import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { coveragePage } from './law-coverage-page.js';
import { lettersPage } from './letters-page.js';

/** Writes the pages of docs that are made from code; with `--check`, fails where one is out of date. */
const PAGES = { 'law-coverage': coveragePage, letters: lettersPage };

for (const [name, pageOf] of Object.entries(PAGES)) {
  const file = fileURLToPath(new URL(`../docs/${name}.md`, import.meta.url));
  const page = pageOf();
  if (!process.argv.includes('--check')) writeFileSync(file, page);
  else if (readFileSync(file, 'utf8') !== page) {
    process.stderr.write(`docs/${name}.md is out of date: run npm run docs\n`);
    process.exitCode = 1;
  }
}
