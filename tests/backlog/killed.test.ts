import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { todayOf } from '../../api/now.js';
import { newWorld, type World } from '../activities/world.js';
import { caseload, csvOf } from './caseload.js';

/** `duly import --go` killed at any moment, and run again, leaves what an undisturbed run leaves. */

const worlds: World[] = [];
const folder = await mkdtemp(join(tmpdir(), 'duly-import-'));
afterAll(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  await rm(folder, { recursive: true });
});

const TODAY = todayOf({ clock: { now: () => new Date() } });
const ROWS = 450;

async function newCouncil(): Promise<World> {
  const world = await newWorld();
  worlds.push(world);
  return world;
}

/** Runs the command; kills it as soon as so many rows are in. @returns what it said */
async function run(world: World, file: string, killAt: number | null): Promise<string> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'import', file, '--go'], { env: { ...process.env, DATABASE_URL: world.url, TEMPORAL_ADDRESS: '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (more: Buffer) => (said += more.toString()));
  child.stderr.on('data', (more: Buffer) => (said += more.toString()));
  const over = new Promise<void>((done) => child.once('close', () => done()));
  if (killAt !== null) {
    for (let seen = -1; seen < killAt && child.exitCode === null; ) {
      const { rows } = await world.database.pool.query<{ seen: number }>(`SELECT count(*) AS seen FROM backlog_row WHERE state = 'in'`);
      seen = rows[0]?.seen ?? 0;
      await setTimeout(20);
    }
    child.kill('SIGKILL');
  }
  await over;
  return said;
}

/** All that is left of an import, without the references that every run mints. */
async function left({ database: { pool } }: World): Promise<unknown> {
  const { rows } = await pool.query(`
    SELECT c.council_reference AS child, c.given_name, c.family_name, c.born_on, c.upn, r.kind, r.stage, r.outcome, r.first_due_on, r.next_act_by, r.position,
      (SELECT jsonb_agg(jsonb_build_array(j.type, j.payload) ORDER BY j.position) FROM journal_entry j WHERE j.record_ref = r.ref) AS journal,
      (SELECT jsonb_agg(jsonb_build_array(d.code, d.occurrence, d.due_on, d.done_on) ORDER BY d.code, d.occurrence) FROM duty d WHERE d.record_ref = r.ref) AS duties,
      (SELECT count(*) FROM agenda_claim a WHERE a.record_ref = r.ref AND a.skipped) AS passed_over
    FROM child c JOIN case_record r ON r.child_ref = c.ref ORDER BY 1, r.kind`);
  return rows;
}

const states = async ({ database: { pool } }: World) => (await pool.query(`SELECT number, state FROM backlog_row ORDER BY number`)).rows as unknown;

test('killed twice and run again it ends as an undisturbed run does', async () => {
  const file = join(folder, 'caseload.csv');
  await writeFile(file, csvOf(caseload(ROWS, TODAY, 0.02, 'killed')));
  const [calm, killed] = [await newCouncil(), await newCouncil()];
  expect(await run(calm, file, null)).toContain(`${ROWS} rows: `);
  await run(killed, file, 1);
  const afterOne = await killed.database.pool.query(`SELECT count(*)::int AS rows FROM case_record`);
  expect((afterOne.rows as { rows: number }[])[0]?.rows).toBeLessThan(ROWS * 0.9); // it did end half-way
  await run(killed, file, 200);
  const said = await run(killed, file, null);
  expect(said).toContain(`${ROWS} rows: `);
  expect(await left(killed)).toEqual(await left(calm));
  expect(await states(killed)).toEqual(await states(calm));
  expect(await run(killed, file, null)).toContain('0 brought in');
});
