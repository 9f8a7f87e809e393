// Global set-up: the servers tests need, started by the main process when the first test asks, ended when the run ends.
// Tests run in processes of their own, so they ask over loopback; a run that asks for nothing starts nothing.
import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { createBoard } from '../../tools/setup/board.mjs';
import { obtainChromium } from '../../tools/setup/chromium.mjs';
import { openHousehold } from '../../tools/setup/household.mjs';
import type { Household, Service } from '../../tools/setup/household.mjs';
import { ROOT, STATE } from '../../tools/setup/places.mjs';
import { freePort } from '../../tools/setup/ports.mjs';
import { obtainTemporal, startTemporal } from '../../tools/setup/temporal.mjs';
import { obtainTimeSkipping, startTimeSkipping } from '../../tools/setup/time-skipping.mjs';
import { openDatabases } from './databases.js';

/** What a test can ask for, and what it gets. */
export type Supplies = Readonly<{
  database: { url: string };
  bundle: { file: string };
  'time-skipping': { port: number };
  'temporal-program': { file: string };
  'dev-server': { address: string };
  chromium: { file: string };
}>;

declare module 'vitest' {
  interface ProvidedContext {
    supply: string;
  }
}

const BUNDLE = path.join(STATE, 'test', `workflow-bundle-${process.pid}.js`);

/** Vitest calls this once a run; the function it returns ends what was started. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const house = openHousehold();
  const board = createBoard({ write: (text: string) => process.stderr.write(text) });
  const databases = openDatabases(house);
  const makers = new Map(Object.entries<(asked: URLSearchParams) => Promise<object>>(makersFor(house, board, databases)));
  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status).end(JSON.stringify(body));
    };
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://supply');
    const make = makers.get(pathname.slice(1));
    if (make === undefined) {
      answer(404, { message: 'no such supply' });
      return;
    }
    make(searchParams).then(
      (got) => answer(200, got),
      (error: unknown) => answer(500, { message: error instanceof Error ? error.message : String(error) }),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The supply of test servers has no address');
  project.provide('supply', `http://127.0.0.1:${address.port}`);

  return async () => {
    await new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    });
    await databases.close();
    await house.stop();
    await rm(BUNDLE, { force: true });
    board.close();
  };
}

type Board = ReturnType<typeof createBoard>;
type Ending = 'drop-database' | 'end-time-skipping';
type Makers = { [Name in keyof Supplies]: () => Promise<Supplies[Name]> } & Record<Ending, (asked: URLSearchParams) => Promise<object>>;

function makersFor(house: Household, board: Board, databases: ReturnType<typeof openDatabases>): Makers {
  const program = once(async () => {
    const { TEMPORAL_ADDRESS: _other, ...env } = process.env; // its program is wanted, not a server somebody runs
    const source = await watched(board, 'Temporal server', (step) => obtainTemporal(house, step, env));
    if (source.kind !== 'program') throw new Error('The Temporal server has no program');
    return { file: source.file };
  });
  const skippingProgram = once(async () => (await watched(board, 'Time-skipping server', (step) => obtainTimeSkipping(house, step))).file);
  const skipping = new Map<number, Service>();
  return {
    database: databases.fresh,
    'drop-database': (asked) => databases.drop(asked.get('url') ?? ''),
    'temporal-program': program,
    bundle: once(() => bundle(house)),
    'time-skipping': async () => {
      const port = await freePort();
      const log = path.join(STATE, 'logs', `test-time-skipping-${process.pid}-${port}.log`);
      skipping.set(port, await startTimeSkipping(house, { program: await skippingProgram(), port, log }));
      return { port };
    },
    'end-time-skipping': async (asked) => {
      const port = Number(asked.get('port'));
      await skipping.get(port)?.stop();
      skipping.delete(port);
      return {};
    },
    chromium: once(async () => watched(board, 'Chromium', (step) => obtainChromium(house, step))),
    'dev-server': once(async () => {
      const given = process.env['TEMPORAL_ADDRESS'];
      if (given !== undefined && given !== '') return { address: given };
      const log = path.join(STATE, 'logs', `test-temporal-${process.pid}.log`);
      const started = await startTemporal(house, { program: (await program()).file, port: await freePort(), log });
      return { address: started.address };
    }),
  };
}

async function bundle(house: Household): Promise<{ file: string }> {
  await house.run(process.execPath, ['--import', 'tsx', path.join(ROOT, 'worker/bundle.ts'), BUNDLE]);
  return { file: BUNDLE };
}

async function watched<T>(
  board: Board,
  name: string,
  work: (step: ReturnType<Board['step']>) => Promise<T>,
): Promise<T> {
  const step = board.step(name);
  try {
    const got = await work(step);
    step.done();
    return got;
  } catch (error) {
    step.fail(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** The first call does the work; later ones get its outcome, a failure too. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
