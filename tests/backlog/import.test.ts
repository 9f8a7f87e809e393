import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bringIn } from '../../activities/backlog/bring-in.js';
import { judgeFile, openFile } from '../../api/use-cases/import-file.js';
import { problemsCsv } from '../../api/use-cases/import-problems.js';
import { readSheet } from '../../api/sheets/read-sheet.js';
import type { BacklogFile, Imports } from '../../api/import-models.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { londonInstant, type Instant } from '../../domain/dates/london.js';
import { createImportBatches } from '../../prisma/repositories/import-batch.js';
import { createImports } from '../../prisma/repositories/imports.js';
import { newWorld, RULES, TEAM, valueOf, type World } from '../activities/world.js';
import { caseload, csvOf } from './caseload.js';

/** A council's caseload: said what would become of it, brought in, and the same again. On a real PostgreSQL. */

const TODAY = isoDate('2026-11-22');
const NOON = new Date(londonInstant(TODAY, '12:00'));
const clock = { now: () => NOON };
const at = NOON.toISOString() as Instant;

let world: World;
let imports: Imports;
beforeAll(async () => {
  world = await newWorld();
  imports = createImports(world.database);
});
beforeEach(async () => {
  await world.database.pool.query('TRUNCATE backlog_heading');
});
afterAll(() => world.close());

async function put(bytes: Uint8Array, source = 'test'): Promise<BacklogFile> {
  const ref = await openFile(imports, { bytes, name: 'caseload.csv', source, team: TEAM, by: 'import', at });
  const file = await imports.find(ref);
  if (file === null) throw new Error('it was put in');
  await judgeFile(imports, file, TODAY);
  return file;
}

const started: string[] = [];
async function go(ref: string): Promise<void> {
  await imports.go(ref);
  await bringIn(ref, { batches: createImportBatches(world.database), clock, rules: () => RULES, start: (record) => Promise.resolve(started.push(record)) });
}

const refusedIn = async ({ ref }: BacklogFile) => (await imports.rows(ref, { after: 0, limit: 100_000, states: ['refused'] })).flatMap(({ number, problems }) => problems.map(({ column, code }) => ({ row: number, column, code })));
const count = (sql: string) => valueOf<number>(world.database, `SELECT (${sql})::int AS value`);
const totals = () => count('SELECT (SELECT count(*) FROM child) * 1000000 + (SELECT count(*) FROM case_record) * 1000 + (SELECT count(*) FROM journal_entry)');

describe('a file of the plain layout', () => {
  test('says what would become of each row, brings the good ones in, and changes nothing the second time', async () => {
    const bytes = csvOf(caseload(60, TODAY, 0.1, 'first'));
    const faults = caseload(60, TODAY, 0.1, 'first').faults;
    expect(faults.length).toBeGreaterThan(2);
    const file = await put(bytes);
    expect(await refusedIn(file)).toEqual(faults);
    expect(await imports.counts(file.ref)).toMatchObject({ rows: 60, new: 60 - faults.length, refused: faults.length, in: 0 });
    expect(await count('SELECT count(*) FROM case_record')).toBe(0); // a dry run

    await go(file.ref);
    const counts = await imports.counts(file.ref);
    expect(counts).toMatchObject({ in: 60 - faults.length, new: 0, refused: faults.length, armed: counts.open });
    expect(counts.open).toBe(started.length);
    expect(counts.late).toBeGreaterThan(0);
    expect((await imports.find(file.ref))?.state).toBe('done');
    expect(await count('SELECT count(*) FROM notification')).toBe(0);
    expect(await count(`SELECT count(*) FROM case_record WHERE imported_on <> '2026-11-22'`)).toBe(0);
    expect(await count(`SELECT count(*) FROM backlog_row WHERE state = 'in' AND cells IS NOT NULL`)).toBe(0); // what is in is kept once

    const before = await totals();
    const again = await put(bytes);
    expect(await imports.counts(again.ref)).toMatchObject({ same: 60 - faults.length, new: 0, changed: 0, refused: faults.length });
    await go(again.ref);
    expect(await totals()).toBe(before);
  });

  test('a row that tells otherwise than Duly holds is told as such, by its columns, and nothing is written over', async () => {
    const { header, rows, faults } = caseload(60, TODAY, 0.1, 'first');
    const good = rows.findIndex((row, nth) => faults.every((fault) => fault.row !== nth + 2) && row[header.indexOf('Plan made')] !== '' && row[header.indexOf('Last review meeting')] === '' && row[header.indexOf('Sex')] === 'M');
    const changed = rows[good]?.map((cell, column) => (header[column] === 'Last review meeting' ? '01/11/2026' : header[column] === 'Sex' ? 'F' : cell)) ?? [];
    const before = await totals();
    const file = await put(csvOf({ header, rows: [changed] }));
    const [row] = await imports.rows(file.ref, { after: 0, limit: 10 });
    expect(row).toMatchObject({ state: 'changed', differs: ['Sex', 'Last review meeting'] });
    await go(file.ref);
    expect(await totals()).toBe(before);
  });

  test('the file of problems, mended, brings in the rest', async () => {
    const { header, rows } = caseload(60, TODAY, 0.1, 'first');
    const file = await put(csvOf({ header, rows }), 'again');
    const problems = readSheet(new TextEncoder().encode(await problemsCsv(imports, file)));
    expect(problems.header).toEqual(['Row', ...header, 'Why it was not brought in']);
    expect(problems.rows.every(({ cells }) => (cells.at(-1) ?? '').length > 20)).toBe(true);
    const good = caseload(60, TODAY, 0, 'first').rows; // the same rows before they were spoilt
    const mended = problems.rows.map(({ cells }) => [cells[0] ?? '', ...(good[Number(cells[0]) - 2] ?? []), cells.at(-1) ?? '']);
    const next = await put(csvOf({ header: problems.header, rows: mended }), 'again');
    await go(next.ref);
    expect(await imports.counts(next.ref)).toMatchObject({ rows: mended.length, in: mended.length, refused: 0 });
    expect(await count('SELECT count(*) FROM case_record')).toBe(60);
  });

  test('a number that is another child’s in Duly is refused by name; a child without numbers is known by name and birth', async () => {
    const head = ['Surname', 'Forename', 'Date of birth', 'UPN', 'Plan made'];
    const one = ['Numberless-Testchild', 'Wren', '01/02/2015', '', '01/09/2024'];
    const file = await put(csvOf({ header: head, rows: [one, ['Stranger-Testchild', 'Robin', '05/05/2016', caseload(1, TODAY, 0, 'first').rows[0]?.[4] ?? '', '01/09/2025']] }));
    expect(await refusedIn(file)).toEqual([{ row: 3, column: 'UPN', code: 'upn-of-another' }]);
    await go(file.ref);
    const again = await put(csvOf({ header: head, rows: [one.map((cell) => cell.toUpperCase())] }));
    expect((await imports.rows(again.ref, { after: 0, limit: 10 })).map(({ state, differs }) => [state, differs])).toEqual([['changed', ['Surname', 'Forename']]]);
  });
});

test('5,000 rows with a fault in one of twenty report exactly those', async () => {
  const { faults, ...sheet } = caseload(5_000, TODAY, 0.05, 'five thousand', 100_000);
  expect(faults.length).toBeGreaterThan(225);
  const file = await put(csvOf(sheet), 'large');
  expect(await refusedIn(file)).toEqual(faults);
});
