import { Client, Connection } from '@temporalio/client';
import type { Command } from 'commander';
import { temporalOptions } from '../config/temporal.js';
import { openDatabase } from '../prisma/database.js';
import { createCases } from '../prisma/repositories/cases.js';
import { rebuild } from '../worker/rebuild.js';

/** `duly rebuild`: a running workflow for every open case, after an import or when Temporal's state was lost. */
export function register(program: Command): void {
  program
    .command('rebuild')
    .description('start a workflow for every open case that has none, from PostgreSQL alone')
    .action(async () => {
      process.stdout.write(`${await run(process.env)}\n`);
    });
}

/** @returns what was done, in one line @throws Error naming the service or variable that fails */
async function run(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const url = env['DATABASE_URL'];
  if (url === undefined || url === '') throw new Error('rebuild: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
  const { connectionOptions, namespace, dataConverter } = temporalOptions(env);
  const connection = await Connection.connect(connectionOptions).catch((error: unknown) => {
    throw new Error('rebuild: Temporal does not answer at TEMPORAL_ADDRESS', { cause: error });
  });
  const database = openDatabase(url, { max: 2 });
  try {
    const client = new Client({ connection, namespace, dataConverter });
    const { armed, running } = await rebuild({ cases: createCases(database), client, taskQueue: env['TEMPORAL_TASK_QUEUE'] ?? 'duly', onProgress: progress });
    return `${armed + running} open cases: ${armed} started, ${running} were running`;
  } finally {
    await database.close();
    await connection.close();
  }
}

const EVERY = 50;

function progress(done: number, of: number): void {
  if (done % EVERY === 0) process.stdout.write(`${Math.floor((100 * done) / of)} % of ${of} open cases\n`);
}
