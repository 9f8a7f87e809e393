// Databases for tests: migrated once a run as a template, then copied, a tenth of a second each.
import path from 'node:path';
import pg from 'pg';
import { migrate } from '../../prisma/migrate.js';
import type { Household } from '../../tools/setup/household.mjs';
import { ROOT, STATE } from '../../tools/setup/places.mjs';
import { freePort } from '../../tools/setup/ports.mjs';
import { exists } from '../../tools/setup/processes.mjs';

const PREFIX = 'duly_test_'; // then the process number of the run, then a count
const RISKY_AND_FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

type Databases = Readonly<{
  fresh: () => Promise<{ url: string }>;
  drop: (url: string) => Promise<object>;
  close: () => Promise<void>;
}>;

/**
 * On the server of DATABASE_URL, whose user must be allowed to create databases and whose own database is left alone;
 * else on a local one under `.duly/`, shared with other runs.
 */
export function openDatabases(house: Household): Databases {
  let opened: Promise<{ admin: string; template: string }> | undefined;
  let count = 0;
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = queue.then(work, work);
    queue = mine.catch(() => undefined);
    return mine;
  };
  const open = (): Promise<{ admin: string; template: string }> => (opened ??= prepare(house));

  return {
    fresh: () =>
      inTurn(async () => {
        const { admin, template } = await open();
        const name = `${PREFIX}${process.pid}_${(count += 1)}`;
        await run(admin, `CREATE DATABASE ${name} TEMPLATE ${template}`);
        return { url: inDatabase(admin, name) };
      }),
    drop: (url) =>
      inTurn(async () => {
        const name = new URL(url).pathname.slice(1);
        if (!name.startsWith(PREFIX)) throw new Error('Only a database made for a test is dropped');
        await run((await open()).admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        return {};
      }),
    close: async () => {
      if (opened === undefined) return;
      const { admin } = await opened.catch(() => ({ admin: null }));
      if (admin !== null) await dropWhere(admin, (pid) => pid === process.pid);
    },
  };
}

async function prepare(house: Household): Promise<{ admin: string; template: string }> {
  const given = process.env['DATABASE_URL'];
  const admin = given !== undefined && given !== '' ? given : await localServer(house);
  const template = `${PREFIX}${process.pid}_0`;
  if (admin !== given) await dropWhere(admin, (pid) => !exists(pid)); // left by killed runs
  await run(admin, `CREATE DATABASE ${template}`);
  await migrate(inDatabase(admin, template), path.join(ROOT, 'prisma/migrations'));
  return { admin, template };
}

async function localServer(house: Household): Promise<string> {
  const dataDir = path.join(STATE, 'test-postgres');
  return (await house.postgres({ dataDir, port: await freePort([5443]), settings: RISKY_AND_FAST })).url;
}

async function dropWhere(admin: string, isOver: (pid: number) => boolean): Promise<void> {
  const { rows } = await run<{ name: string }>(
    admin,
    `SELECT datname AS name FROM pg_database WHERE datname LIKE '${PREFIX}%'`,
  );
  for (const { name } of rows) {
    const pid = Number(name.slice(PREFIX.length).split('_')[0]);
    if (isOver(pid)) await run(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
}

async function run<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<pg.QueryResult<Row>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<Row>(sql);
  } finally {
    await client.end();
  }
}

function inDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).toString();
}
