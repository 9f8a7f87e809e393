import { afterAll, expect, test } from 'vitest';
import fc from 'fast-check';
import { bringIn } from '../../activities/backlog/bring-in.js';
import { judgeFile, openFile } from '../../api/use-cases/import-file.js';
import { exported, type ExportTable } from '../../api/use-cases/export-tables.js';
import { importRecords } from '../../activities/case/import-records.js';
import { demoPopulation } from '../../cli/demo/population.js';
import { createBulkImport } from '../../prisma/repositories/bulk-import.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { londonInstant, type Instant } from '../../domain/dates/london.js';
import { createExports } from '../../prisma/repositories/exports.js';
import { createImportBatches } from '../../prisma/repositories/import-batch.js';
import { createImports } from '../../prisma/repositories/imports.js';
import type { Database } from '../../prisma/database.js';
import { newWorld, RULES, TEAM, type World } from '../activities/world.js';
import { caseload, csvOf } from './caseload.js';

/** What is brought in, written out and brought in again are the same facts. */

const TODAY = isoDate('2026-11-22');
const NOON = new Date(londonInstant(TODAY, '12:00'));
const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers) await close();
});

async function council(): Promise<World> {
  const world = await newWorld();
  closers.push(world.close);
  return world;
}

async function bring(database: Database, bytes: Uint8Array, team: string) {
  const imports = createImports(database);
  const ref = await openFile(imports, { bytes, name: 'records.csv', source: 'duly', team, by: 'import', at: NOON.toISOString() as Instant });
  const file = await imports.find(ref);
  if (file === null) throw new Error('it was put in');
  await judgeFile(imports, file, TODAY);
  const problems = (await imports.rows(ref, { after: 0, limit: 10, states: ['refused'] })).flatMap((row) => row.problems);
  expect(problems).toEqual([]);
  await imports.go(ref);
  await bringIn(ref, { batches: createImportBatches(database), clock: { now: () => NOON }, rules: () => RULES, start: null });
  return imports.counts(ref);
}

async function tableOf(database: Database, table: ExportTable): Promise<string> {
  let text = '';
  for await (const chunk of exported(createExports(database), { tables: [table], on: TODAY, staff: null, council: RULES })) text += chunk.text;
  return text;
}

/** Every record's facts by whose they are, without numbers that each database gives anew. */
async function factsIn({ pool }: Database): Promise<unknown> {
  const { rows } = await pool.query(`SELECT c.upn, c.council_reference, c.given_name, c.family_name, c.born_on, c.sex, c.primary_need, r.kind, (SELECT m.kind FROM case_record m WHERE m.ref = r.made_from) AS made_from,
      (SELECT jsonb_agg(payload - 'corrects' ORDER BY position) FROM journal_entry WHERE record_ref = r.ref AND kind = 'fact') AS facts
    FROM child c JOIN case_record r ON r.child_ref = c.ref ORDER BY c.council_reference, c.family_name, r.kind, r.received_on`);
  return rows;
}

test('any caseload comes back from its own export as the same facts, and again changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, maxLength: 8 }), async (seed) => {
      const [first, second] = [await council(), await council()];
      await bring(first.database, csvOf(caseload(40, TODAY, 0, seed)), TEAM);
      const records = new TextEncoder().encode(await tableOf(first.database, 'records'));
      expect(await bring(second.database, records, TEAM)).toMatchObject({ rows: 40, in: 40 });
      expect(await factsIn(second.database)).toEqual(await factsIn(first.database));
      expect(await bring(first.database, records, TEAM)).toMatchObject({ rows: 40, same: 40, in: 0 });
    }),
    { numRuns: 3, seed: 5 },
  );
});

/** Everybody and everywhere that facts may name. */
async function copyPeople(from: Database, to: Database): Promise<void> {
  for (const table of ['team', 'staff', 'setting', 'adviser']) {
    await to.pool.query(`DELETE FROM ${table === 'team' || table === 'staff' ? 'staff_role' : table}`);
    await to.pool.query(`DELETE FROM ${table}`);
    const { rows } = await from.pool.query<{ all: unknown }>(`SELECT jsonb_agg(t) AS all FROM ${table} t`);
    await to.pool.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`, [JSON.stringify(rows[0]?.all)]);
  }
  await to.pool.query(`INSERT INTO staff_role (staff_ref, role) SELECT ref, 'caseworker' FROM staff`);
}

test('children of the demonstration council come back from their own export with the same facts, each plan with its assessment', async () => {
  const [first, second] = [await council(), await council()];
  const population = demoPopulation({ authority: 'southend-on-sea', today: TODAY, seed: 'duly' });
  const some = new Set(population.records.filter(({ madeFrom }, nth) => nth % 80 === 0 || (madeFrom !== null && nth % 4 === 0)).map(({ childRef }) => childRef));
  const chosen = population.records.filter(({ childRef }) => some.has(childRef)); // all that is of a child
  expect(chosen.some(({ madeFrom }) => madeFrom !== null)).toBe(true);
  const children = population.children.filter(({ ref }) => chosen.some(({ childRef }) => childRef === ref));
  const to = createBulkImport(first.database);
  await to.teams(population.council.teams.map(({ ref, name }) => ({ ref, name })));
  await to.staff(population.council.staff.map((one) => ({ ...one, demo: true })));
  await to.settings(population.council.settings.map(({ ref, name, kind, urn, email }) => ({ ref, name, kind, urn, email })));
  await to.advisers(population.council.advisers);
  await copyPeople(first.database, second.database);
  await to.children(children);
  await importRecords(chosen.map(({ ref, kind, madeFrom, childRef, teamRef, ownerRef, facts }) => ({ ref, kind, madeFrom, childRef, teamRef, owner: ownerRef, openedAt: facts[0]?.recordedAt ?? (NOON.toISOString() as Instant), importedOn: TODAY, facts })), to, RULES, NOON);
  const file = new TextEncoder().encode(await tableOf(first.database, 'records'));
  expect(await bring(second.database, file, TEAM)).toMatchObject({ rows: chosen.length, in: chosen.length });
  expect(chosen.length).toBeGreaterThan(40);
  expect(await factsIn(second.database)).toEqual(await factsIn(first.database));
});
