import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../prisma/database.js';
import { freshDatabase } from '../support/resources.js';
import { Browser } from './support/browser.js';
import { furnish } from './support/council.js';
import { aRequest } from './support/stories.js';

/** The process as a council starts it, from its environment alone; Temporal is out of reach. */

let database: Awaited<ReturnType<typeof freshDatabase>>;
beforeAll(async () => {
  database = await freshDatabase();
  const setUp = openDatabase(database.url);
  await furnish(setUp.pool);
  await setUp.close();
});
afterAll(() => database.drop());

async function commandsSaved(): Promise<number> {
  const { pool, close } = openDatabase(database.url);
  const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM command');
  await close();
  return rows[0]?.count ?? 0;
}

type Started = Readonly<{ child: ChildProcess; output: () => string }>;

function start(env: Record<string, string>): Started {
  const child = fork('api/main.ts', { execArgv: ['--import', 'tsx'], env: { PATH: process.env['PATH'], ...env }, silent: true });
  let said = '';
  child.stdout?.on('data', (text) => (said += String(text)));
  child.stderr?.on('data', (text) => (said += String(text)));
  return { child, output: () => said };
}

test('starts without Temporal, reads and takes facts, and on SIGTERM lets what is in hand finish', async () => {
  const { child, output } = start({
    DULY_MODE: 'demo', DATABASE_URL: database.url, SESSION_SECRET: 'x'.repeat(40), PORT: '0', TEMPORAL_ADDRESS: '127.0.0.1:1',
  });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  const browser = new Browser(`http://127.0.0.1:${port}`);
  expect((await browser.get('/readyz')).body).toEqual({ status: 'degraded', services: { postgresql: 'up', temporal: 'down' } });
  expect((await browser.get('/')).headers.get('content-type')).toContain('text/html');
  await browser.signIn('caseworker');
  expect((await browser.get('/api/cases')).status).toBe(200);

  const inHand = browser.post('/api/cases', aRequest({ request: { type: 'request-received', on: '2026-02-02' } }));
  await expect.poll(commandsSaved).toBe(1); // taken, and waiting for Temporal
  child.kill('SIGTERM');
  const exited = once(child, 'exit');
  expect((await inHand).status).toBe(202);
  expect((await exited)[0]).toBe(0);
  expect(output()).not.toContain('Invented');
});

test('a wrong environment is told whole, by variable, without the values', async () => {
  const { child, output } = start({ DATABASE_URL: 'mysql://secret@host/db', PORT: 'many', DULY_MODE: 'play', POST_TOKEN: 'brief' });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(1);
  for (const name of ['DATABASE_URL', 'SESSION_SECRET', 'PORT', 'DULY_MODE', 'POST_TOKEN']) expect(output()).toContain(name);
  expect(output()).not.toMatch(/secret@|many|play|brief/);
});
