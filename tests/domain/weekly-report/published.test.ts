import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../config/settings.js';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spreadOf, type PublishedFigures } from '../../../domain/weekly-report/published.js';
import { comparedInWords, publishedTable } from '../../../web/presenting/report/published.js';
import { figures, items } from './support.js';

const SOURCE = 'An invented publication, reporting year 2025';
/** Invented councils, and figures that nobody published. */
const given: PublishedFigures = {
  source: SOURCE, year: 2024, council: { 'in-20-weeks': 40 },
  neighbours: [{ name: 'Ashshire', figures: { 'in-20-weeks': 61 } }, { name: 'Birchshire', figures: { 'in-20-weeks': 30, 'decide-to-assess': 90 } }, { name: 'Cedarshire', figures: { 'in-20-weeks': 48.5 } }, { name: 'Doveshire', figures: { 'in-20-weeks': 45 } }],
};
const issued = (outcome: 'in-time' | 'late', n: number) => items({ block: 'done', code: 'issue-final-plan', role: null, week: 3, inYear: true, outcome, took: 100, excepted: false, stood: null }, n);
const now = figures(issued('in-time', 1), issued('late', 3)); // a quarter
const shown = (table: ReturnType<typeof publishedTable>) => table.rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)]);

describe('beside published figures', () => {
  test('of an even number the median lies between the middle two; of whom nothing was published, nothing is counted', () => {
    expect(spreadOf('in-20-weeks', given)).toEqual({ median: 46.8, lowest: 30, highest: 61, councils: 4 });
    expect(spreadOf('decide-to-assess', given)).toEqual({ median: 90, lowest: 90, highest: 90, councils: 1 });
    expect(spreadOf('in-20-weeks-without-exceptions', given)).toBeNull();
  });

  test('the council’s own, and its neighbours’ median and range, each with its year and source', () => {
    const table = publishedTable(now, { given, notice: null });
    expect(table.columns).toEqual(['Here, since 1 January', 'The council as published, 2024', 'Neighbours’ median, 2024', 'Neighbours’ lowest, 2024', 'Neighbours’ highest, 2024']);
    expect(shown(table)).toEqual([['Final plans within 20 weeks', '25%', '40%', '46.8%', '30%', '61%'], ['Decided within 6 weeks whether to assess', '–', '–', '90%', '90%', '90%']]);
    expect(table.note).toContain(SOURCE);
    expect(comparedInWords(now, { given, notice: null })).toBe(`Final plans within 20 weeks: 25% since 1 January, beside 40% as published of the council for 2024. Its statistical neighbours in 2024: median 46.8%, from 30% to 61% (${SOURCE}).`);
  });

  test('what is not given is said in a line', () => {
    const own = publishedTable(now, { given: { ...given, neighbours: [] }, notice: null });
    expect(own.columnIds).toEqual(['here', 'published']);
    expect(own.note).toMatch(/No figures of statistical neighbours are given/);
    const nothing = publishedTable(now, { given: null, notice: null });
    expect(nothing).toMatchObject({ rows: [], note: null });
    expect(nothing.nothing).toMatch(/^No published figures are given/);
    expect(comparedInWords(now, { given: null, notice: null })).toMatch(/^No figures of statistical neighbours are given/);
  });
});

describe('the setting `published`', () => {
  const read = (published: object) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'duly-settings-')), 'settings.json');
    writeFileSync(file, JSON.stringify({ published }));
    return readSettings({ COUNCIL_SETTINGS: file }).published;
  };
  test('is read as given', () => expect(read(given)).toEqual(given));
  test.each([
    [{ ...given, source: ' ' }, 'published.source is missing: where the figures are published'],
    [{ ...given, year: 24 }, 'published.year must be 2014 or later'],
    [{ ...given, council: { 'in-20-weeks': 148 } }, 'published.council.in-20-weeks must be at most 100'],
    [{ ...given, neighbours: [...given.neighbours, given.neighbours[0]] }, 'published.neighbours.4.name must be a council named once'],
    [{ ...given, neighbours: [{ name: 'Ashshire', figures: { 'in-20-week': 3 } }] }, 'published.neighbours.0.figures'],
  ])('%j is refused, naming the field and the remedy', (published, message) => expect(() => read(published)).toThrow(message));
});
