// `npm run migrate`: brings the database of DATABASE_URL up to date, for production and for hand use.
import path from 'node:path';
import { migrate } from './migrate.js';

const url = process.env['DATABASE_URL'];
if (url === undefined || url === '') {
  process.stderr.write(
    'DATABASE_URL is not set: name the database to bring up to date, as postgresql://user@host/name\n',
  );
  process.exitCode = 2;
} else {
  try {
    const applied = await migrate(url, path.join(import.meta.dirname, 'migrations'));
    const words = applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`;
    process.stdout.write(`${words}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
