import { createServer, request, Agent, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type RequestHandler } from 'express';
import pg from 'pg';
import { createApp } from '../../api/app.js';
import { createLog } from '../../api/http/log.js';
import { stopServing } from '../../api/http/shutdown.js';
import { makeDemonstration } from '../../cli/demo/make.js';
import { folderStore } from '../../config/documents.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { openDatabase, type Database } from '../../prisma/database.js';
import { createRepositories, pingDatabase } from '../../prisma/repositories/repositories.js';

/**
 * The work list of 50 rows by API, beside a bare Express and pg handler that runs every SQL statement ours runs, session
 * included, and sends the same body. Requests of the two alternate, on kept connections; medians are compared.
 */
export type WorkListTimes = Readonly<{
  rows: number;
  records: number;
  statements: readonly string[];
  /** Medians of one request at a time, in milliseconds. */
  ours: number;
  bare: number;
  /** ours / bare; at most 1.3. */
  ratio: number;
  /** The same with several requests in flight at once. */
  inFlight: Readonly<{ ours: number; bare: number; ratio: number; at: number }>;
}>;

const ROWS = 50;
const WARM_UP = 300;
const REQUESTS = 600;
const IN_FLIGHT = 8;
const NO_LIMIT = 1_000_000_000;
const COUNCIL = { name: 'Bench', settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };
const PATH = `/api/cases?limit=${ROWS}`;

/** @param databaseUrl an empty, migrated database; it is filled with the demonstration council */
export async function benchWorkList(databaseUrl: string): Promise<WorkListTimes> {
  const database = openDatabase(databaseUrl, { max: 10 });
  const now = new Date();
  await makeDemonstration(database, { authority: 'southend-on-sea', now });
  await database.pool.query('ANALYZE');
  const ours = await startOurs(database, now);
  const cookie = await signIn(ours.url, await seniorManager(database));
  const { statements, body } = await statementsOf(database, ours.url, cookie);
  const bare = await startBare(databaseUrl, statements, body);
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  try {
    const askOurs = () => timed(agent, `${ours.url}${PATH}`, cookie);
    const askBare = () => timed(agent, `${bare.url}${PATH}`, cookie);
    for (let i = 0; i < WARM_UP; i += 1) await Promise.all([askOurs(), askBare()]);
    const alone = await alternating(askOurs, askBare, REQUESTS, 1);
    const together = await alternating(askOurs, askBare, REQUESTS / IN_FLIGHT, IN_FLIGHT);
    const { rows } = await database.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM case_record');
    const shown = (JSON.parse(body) as { items: unknown[] }).items.length;
    return { rows: shown, records: rows[0]?.count ?? 0, statements: statements.map(({ text }) => text.trim().split(/\s+/).slice(0, 6).join(' ')), ...alone, inFlight: { ...together, at: IN_FLIGHT } };
  } finally {
    agent.destroy();
    await Promise.all([ours.close(), bare.close()]);
    await database.close();
  }
}

type Serving = Readonly<{ url: string; close: () => Promise<void> }>;

async function serve(server: Server, close: () => unknown): Promise<Serving> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      await stopServing(server, 500);
      await close();
    },
  };
}

function startOurs(database: Database, now: Date): Promise<Serving> {
  const { app, close } = createApp({
    ...createRepositories(database, () => COUNCIL),
    processes: { record: () => Promise.resolve({ kind: 'PENDING' }) },
    files: folderStore('.duly/bench-documents'), // none is written
    clock: { now: () => now },
    council: COUNCIL,
    secret: 'a secret of the benchmark, 32 characters',
    mode: 'demo',
    log: createLog('info', { write: () => undefined }), // written, as in production, to nowhere
    pool: database.pool,
    health: { database: () => pingDatabase(database), temporal: () => Promise.resolve() },
    limits: { all: NO_LIMIT, signIn: NO_LIMIT, clock: NO_LIMIT },
    session: { hours: 8, secure: false },
    trustProxy: 0,
  });
  return serve(createServer(app), close);
}

/** One who sees every record, so that the list is full. */
async function seniorManager({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ account: string }>(`SELECT account FROM staff JOIN staff_role r ON r.staff_ref = ref WHERE r.role = 'senior-manager' AND demo AND left_on IS NULL LIMIT 1`);
  const [found] = rows;
  if (found === undefined) throw new Error('the demonstration has no senior manager');
  return found.account;
}

async function signIn(url: string, account: string): Promise<string> {
  const before = await fetch(`${url}/api/session`);
  const { csrfToken } = (await before.json()) as { csrfToken: string };
  const headers = { Cookie: cookieOf(before), 'X-CSRF-Token': csrfToken, 'Content-Type': 'application/json' };
  const after = await fetch(`${url}/api/session`, { method: 'POST', headers, body: JSON.stringify({ account }) });
  if (after.status !== 201) throw new Error(`sign-in answered ${after.status}`);
  return cookieOf(after);
}

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]?.split(';')[0] ?? '';

type Statement = Readonly<{ name?: string; text: string; values: unknown[] }>;

/** What one request of ours asks of PostgreSQL, in its order, taken down as it is asked; and what it answers. */
async function statementsOf({ pool }: Database, url: string, cookie: string): Promise<{ statements: Statement[]; body: string }> {
  const taken: Statement[] = [];
  const query = Reflect.get(pg.Client.prototype, 'query') as (...args: unknown[]) => never;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [config, values] = args as [string | { name?: string; text: string; values?: unknown[] }, unknown];
    if (typeof config === 'string') taken.push({ text: config, values: Array.isArray(values) ? values : [] });
    else taken.push({ ...(config.name === undefined ? {} : { name: config.name }), text: config.text, values: config.values ?? [] });
    return Reflect.apply(query, this, args);
  };
  try {
    const response = await fetch(`${url}${PATH}`, { headers: { Cookie: cookie } });
    if (response.status !== 200) throw new Error(`the work list answered ${response.status}`);
    return { body: await response.text(), statements: taken };
  } finally {
    pg.Client.prototype.query = query;
    await pool.query('SELECT 1');
  }
}

/** The least that could answer: Express, a pool, the same statements one after the other, the rows of the list as JSON. */
function startBare(databaseUrl: string, statements: readonly Statement[], body: string): Promise<Serving> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  const list = statements.reduce((longest, one, i) => (one.text.length > (statements[longest]?.text.length ?? 0) ? i : longest), 0);
  const handler: RequestHandler = async (_req, res) => {
    let rows: unknown[] = [];
    for (const [i, statement] of statements.entries()) {
      const result = await pool.query(statement as pg.QueryConfig);
      if (i === list) rows = result.rows.slice(0, ROWS);
    }
    res.json({ items: rows, next: null });
  };
  const app = express();
  app.get('/api/cases', handler);
  if (body.length === 0) throw new Error('nothing to compare with');
  return serve(createServer(app), () => pool.end());
}

/** One after the other, or so many of one kind at once, the two kinds taking turns and the turn of beginning. */
async function alternating(ours: () => Promise<number>, bare: () => Promise<number>, rounds: number, atOnce: number): Promise<{ ours: number; bare: number; ratio: number }> {
  const times = { ours: [] as number[], bare: [] as number[] };
  const several = async (ask: () => Promise<number>, into: number[]) => into.push(...(await Promise.all(Array.from({ length: atOnce }, ask))));
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) await several(ours, times.ours);
    await several(bare, times.bare);
    if (round % 2 === 1) await several(ours, times.ours);
  }
  const [a, b] = [median(times.ours), median(times.bare)];
  return { ours: a, bare: b, ratio: a / b };
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Milliseconds from asking to the last byte. */
function timed(agent: Agent, url: string, cookie: string): Promise<number> {
  return new Promise((done, fail) => {
    const began = performance.now();
    request(url, { agent, headers: { Cookie: cookie } }, (response) => {
      response.on('data', () => undefined).on('end', () => {
        if (response.statusCode === 200) done(performance.now() - began);
        else fail(new Error(`answered ${response.statusCode ?? 0}`));
      });
    })
      .on('error', fail)
      .end();
  });
}
