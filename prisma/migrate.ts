import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

const LOCK = 72707369; // the advisory lock Prisma's own engine takes
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
  logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;
type Row = { name: string; checksum: string; done: boolean };

/**
 * Applies what is new in `folder`, in order, with the same table, checksums and lock as Prisma's own engine; two
 * processes may call it at once.
 * @param connectionString the database, its user allowed to create tables
 * @param folder one sub-folder a migration, each with a `migration.sql`
 * @returns the names it applied, none when the database was up to date
 * @throws Error naming the migration that failed, now or before, or was edited after it was applied
 */
export async function migrate(connectionString: string, folder: string): Promise<string[]> {
  const db = new pg.Client({ connectionString });
  await db.connect();
  try {
    await db.query('SELECT pg_advisory_lock($1)', [LOCK]); // held until the connection ends
    await db.query(TABLE);
    const { rows } = await db.query<Row>(
      'SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const failed = rows.find((row) => !row.done);
    if (failed) {
      throw new Error(
        `Migration ${failed.name} failed before: mend the database, then \`npx prisma migrate resolve\` says whether it counts`,
      );
    }

    const folders = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    const applied: string[] = [];
    for (const name of folders.map((entry) => entry.name).sort()) {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      const checksum = createHash('sha256').update(sql).digest('hex');
      const before = rows.find((row) => row.name === name);
      if (before && before.checksum !== checksum) {
        throw new Error(`Migration ${name} was edited after it was applied: restore it and add a new one`);
      }
      if (before) continue;
      await apply(db, name, checksum, sql);
      applied.push(name);
    }
    return applied;
  } finally {
    await db.end();
  }
}

async function apply(db: pg.Client, name: string, checksum: string, sql: string): Promise<void> {
  const id = randomUUID();
  const begun = 'INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)';
  await db.query(begun, [id, checksum, name]);
  try {
    await db.query(sql); // the whole file: one implicit transaction
  } catch (error) {
    await db.query('ROLLBACK'); // in case the file opened one of its own
    await db.query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, String(error)]);
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  await db.query('UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1', [id]);
}
