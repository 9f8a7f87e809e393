import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { canonicalJson } from '../../prisma/repositories/journal-chain.js';
import { activitiesOf, importCase, newWorld, noon, openCase, record, rowsOf, toDraft, type World } from './world.js';

const ROOT = path.join(import.meta.dirname, '../..');

let world: World;
let caseRef: string;
beforeAll(async () => {
  world = await newWorld();
  caseRef = await openCase(world);
  await record(activitiesOf(world), caseRef, ...toDraft);
  await activitiesOf(world).performDue({ caseRef, now: noon('2026-01-05') });
  await importCase(world, toDraft, '2026-01-05', new Date(noon('2026-01-05')));
});
afterAll(() => world.close());

test.each(['UPDATE journal_entry SET actor = actor', 'DELETE FROM journal_entry', 'TRUNCATE journal_entry CASCADE', `UPDATE journal_entry SET type = 'x' WHERE false`])('the journal refuses %s', async (sql) => {
  const before = await rowsOf(world.database, caseRef);
  await expect(world.database.pool.query(sql)).rejects.toMatchObject({ code: '23001', message: expect.stringContaining('never changed or removed') as string });
  expect(await rowsOf(world.database, caseRef)).toEqual(before);
});

test('untouched, every chain is whole: recorded live or brought in', async () => {
  const audit = await auditJournal(world.database);
  expect(audit).toMatchObject({ records: 2, faults: [] });
  expect(audit?.entries).toBeGreaterThan(2 * toDraft.length);
  expect(await auditJournal(world.database, 'A-NOTTHERE')).toBeNull();
});

test('audited while somebody records, a whole chain reads as whole', async () => {
  const own = await openCase(world);
  await record(activitiesOf(world), own, ...toDraft.slice(0, 1));
  const pool = new Proxy(world.database.pool, {
    get: (target, key) => {
      if (key !== 'connect') return Reflect.get(target, key) as unknown;
      return async () => {
        const client = await target.connect();
        const query = client.query.bind(client) as (sql: string, values?: unknown[]) => Promise<unknown>;
        const whileRecording = async (sql: string, values?: unknown[]) => {
          if (sql.includes('FROM journal_entry')) await record(activitiesOf(world), own, ...toDraft.slice(1));
          return query(sql, values);
        };
        return Object.create(client, { query: { value: whileRecording } }) as typeof client;
      };
    },
  });
  expect(await auditJournal({ ...world.database, pool }, own)).toMatchObject({ records: 1, faults: [] });
  expect((await rowsOf(world.database, own)).facts).toBe(toDraft.length);
});

/** What only somebody with the database's own powers can do. */
async function tamper(sql: string, work: () => Promise<void>): Promise<void> {
  const client = await world.database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_append_only');
    await client.query('CREATE TABLE untampered AS SELECT * FROM journal_entry');
    await client.query(sql, [caseRef]);
    await client.query('COMMIT');
    await work();
  } finally {
    await client.query('TRUNCATE journal_entry CASCADE; INSERT INTO journal_entry SELECT * FROM untampered; DROP TABLE untampered');
    await client.query('ALTER TABLE journal_entry ENABLE TRIGGER journal_entry_append_only');
    client.release();
  }
}

test.each([
  { what: 'one letter of a fact', set: `payload = replace(payload::text, 'parent', 'parens')::jsonb`, position: 1 },
  { what: 'a day', set: `happened_on = happened_on + 1`, position: 3 },
  { what: 'who recorded it', set: `actor = 'S-ANOTHER'`, position: 5 },
  { what: 'when it was recorded', set: `recorded_at = recorded_at - interval '1 millisecond'`, position: 7 },
  { what: 'the hash', set: `hash = CASE WHEN hash LIKE 'f%' THEN '0' ELSE 'f' END || substr(hash, 2)`, position: 8 },
  { what: 'the last entry', set: `type = 'contact-made'`, position: toDraft.length },
])('$what altered by hand is found, and the entry named', async ({ set, position }) => {
  await tamper(`UPDATE journal_entry SET ${set} WHERE record_ref = $1 AND position = ${position}`, async () => {
    const audit = await auditJournal(world.database, caseRef);
    expect(audit?.faults).toEqual([{ recordRef: caseRef, position, fault: 'altered' }]);
  });
});

test('an entry removed by hand is missed, in the middle as at the end', async () => {
  const last = (await rowsOf(world.database, caseRef)).entries;
  for (const position of [4, last]) {
    await tamper(`DELETE FROM journal_entry WHERE record_ref = $1 AND position = ${position}`, async () => {
      expect((await auditJournal(world.database, caseRef))?.faults).toContainEqual({ recordRef: caseRef, position, fault: 'missing' });
    });
  }
});

test('`duly journal verify` names the entry and fails; untouched it succeeds', async () => {
  const duly = () => promisify(execFile)(process.execPath, ['--import', 'tsx', path.join(ROOT, 'cli/main.ts'), 'journal', 'verify', caseRef], { cwd: ROOT, env: { ...process.env, DATABASE_URL: world.url } });
  await expect(duly()).resolves.toMatchObject({ stdout: expect.stringContaining('every chain is whole') as string });
  await tamper(`UPDATE journal_entry SET payload = replace(payload::text, '2025-10-10', '2025-10-09')::jsonb WHERE record_ref = $1 AND position = 3`, async () => {
    await expect(duly()).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining(`${caseRef} entry 3 was altered`) as string });
  });
});

test('equal values have equal text, whatever the order of their keys', () => {
  expect(canonicalJson({ b: [1, { d: null, c: 'é' }], a: undefined, aa: 1 })).toBe('{"aa":1,"b":[1,{"c":"é","d":null}]}');
});
