import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DUTY_CODES } from '../../domain/duty-codes.js';
import { ENGLAND_2014 } from '../../domain/law/packs.js';
import { LAW_ROWS } from '../../domain/law/rows.js';
import { coveragePage, examplesOf, holes } from '../../tools/law-coverage-page.js';
import { HAND_WORKED } from './hand-worked.js';
import { WORKED_EXAMPLES } from '../oracle/worked-examples.js';

const rows = LAW_ROWS.flatMap((part) => part.rows);

describe('every row of the law', () => {
  test('has a rule, a module or a reason, and every rule names rows that are there', () => {
    expect(holes()).toEqual({ uncovered: [], unknown: [] });
  });

  test('stands once', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  test('that a module carries names a file that is there and examples that are run', () => {
    const known = new Set([...WORKED_EXAMPLES, ...HAND_WORKED].map(({ id }) => id.slice(0, 3)));
    const isThere = (path: string): boolean => existsSync(new URL(path, import.meta.url));
    for (const { id, module, examples } of rows) {
      if (!module) continue;
      expect(isThere(`../../${module}`), module).toBe(true);
      expect(examples.filter((name) => !known.has(name) && !isThere(name)), id).toEqual([]);
    }
  });

  test('appears on the page with what carries it', () => {
    const page = coveragePage();
    for (const { id } of rows) expect(page).toContain(`| ${id} |`);
  });
});

test('the page in docs is up to date: `npm run docs` writes it', () => {
  expect(readFileSync(new URL('../../docs/law-coverage.md', import.meta.url), 'utf8')).toBe(coveragePage());
});

describe('every rule', () => {
  test('is one duty of the vocabulary, and each duty has its rule', () => {
    expect(ENGLAND_2014.rules.map(({ code }) => code).sort()).toEqual([...DUTY_CODES].sort());
  });

  test.each(ENGLAND_2014.rules.map(({ code }) => code))('%s is stated by a worked example', (code) => {
    expect(examplesOf(code)).not.toEqual([]);
  });
});
