import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isDatabaseGone } from '../../api/errors.js';
import { inTransaction } from '../../prisma/database.js';
import { activitiesOf, command, newWorld, noon, openCase, record, rowsOf, told, type World } from './world.js';

let world: World;
beforeAll(async () => {
  world = await newWorld();
});
afterAll(() => world.close());

/** From now on the server cuts the connection that writes to this table, in the middle of its statement. */
async function cutWhileWriting(table: string): Promise<() => Promise<void>> {
  await world.database.pool.query(`
    CREATE OR REPLACE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END';
    CREATE TRIGGER cut BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION cut()`);
  return async () => {
    await world.database.pool.query(`DROP TRIGGER cut ON ${table}`);
  };
}

test.each(['journal_entry', 'duty', 'case_record'])('a connection lost while writing %s leaves nothing half written, and the same command is recorded after', async (table) => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, told('request-received', '2025-09-02', { by: 'parent' }));
  const before = await rowsOf(world.database, caseRef);
  const input = { caseRef, now: noon('2025-10-10'), command: command(told('assessment-agreed', '2025-10-10')) };

  const mend = await cutWhileWriting(table);
  await expect(activities.recordFacts(input)).rejects.toThrow('terminating connection');
  expect(await rowsOf(world.database, caseRef)).toEqual(before);

  await mend();
  await expect(activities.recordFacts(input)).resolves.toMatchObject({ receipt: { entry: 2 } });
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ facts: 2 });
});

test('a connection lost while reminders are claimed queues none, and each once after', async () => {
  const caseRef = await openCase(world);
  const activities = activitiesOf(world);
  await record(activities, caseRef, told('request-received', '2025-09-02', { by: 'parent' }));
  const due = { caseRef, now: noon('2025-10-15') };

  const mend = await cutWhileWriting('notification');
  await expect(activities.performDue(due)).rejects.toThrow('terminating connection');
  expect(await rowsOf(world.database, caseRef)).toMatchObject({ acts: 0, claims: 0, notices: 0 });

  await mend();
  await activities.performDue(due);
  const performed = await rowsOf(world.database, caseRef);
  expect(performed.claims).toBeGreaterThan(0);
  expect(performed.acts).toBe(performed.claims);
});

test('a connection lost between two statements is told as a database that cannot be reached', async () => {
  const failure = await inTransaction(world.database.pool, async (tx) => {
    const isOver = new Promise((over) => (tx as PoolClient).once('end', over));
    await tx.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
    await isOver;
    await tx.query('SELECT 1');
  }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Error);
  expect(isDatabaseGone(failure)).toBe(true);
});
