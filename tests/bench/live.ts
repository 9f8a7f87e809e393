// A county's caseload from its file to a live workflow for each record, beside the least that could live; and what pages cost meanwhile.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { judgeFile, openFile } from '../../api/use-cases/import-file.js';
import { instantOf, londonDay } from '../../domain/dates/london.js';
import { openDatabase } from '../../prisma/database.js';
import { createCases } from '../../prisma/repositories/cases.js';
import { createImports } from '../../prisma/repositories/imports.js';
import { make, PRODUCTION } from '../../tools/setup/generated.mjs';
import { openHousehold } from '../../tools/setup/household.mjs';
import { STATE } from '../../tools/setup/places.mjs';
import { importId } from '../../workflows/backlog/messages.js';
import { processOf } from '../../workflows/case/process-of.js';
import { caseload, csvOf } from '../backlog/caseload.js';
import { fillCouncil, MANAGER, TEAM } from '../chaos/trial/council.js';
import { openStack, TASK_QUEUE } from '../chaos/trial/stack.js';
import { fakeSmtp } from '../delivery/fake-smtp.js';
import { temporalProgram } from '../support/resources.js';
import { Reader } from './reader.js';
import { notWaiting, untilAllWait } from './starting.js';

export type LiveTimes = Readonly<{
  records: number; judging: number;
  /** Workflows that do not sleep after all. */
  awake: readonly string[];
  /** From "bring in" to all of them live; per second. */
  rate: number; rateBare: number;
  /** Milliseconds a work list took meanwhile, in order. */
  pages: readonly number[];
  /** The most memory the worker held, MB; null where the system does not say. */
  workerMb: number | null;
}>;

export async function benchLive(records: number): Promise<LiveTimes> {
  const house = openHousehold();
  await make(house, PRODUCTION);
  await mkdir(path.join(STATE, 'bench'), { recursive: true });
  const folder = await mkdtemp(path.join(STATE, 'bench', 'live-'));
  const mail = await fakeSmtp();
  const letters = path.join(folder, 'letters');
  await mkdir(letters);
  try {
    const stack = await openStack({ house, folder, temporal: await temporalProgram(), build: PRODUCTION.gives, smtpUrl: mail.url, letters });
    const database = openDatabase(stack.databaseUrl);
    await fillCouncil(database, [], 1);
    await stack.start('Temporal');
    const connection = await Connection.connect({ address: stack.temporalAddress });
    const client = new Client({ connection });

    const before = await bare(stack.temporalAddress, records / 2, 'before'); // half of them first, half last: neither has the emptier server
    await Promise.all((['API', 'worker 1'] as const).map((part) => stack.start(part)));
    const [now, imports] = [new Date(), createImports(database)];
    const today = londonDay(instantOf(now));
    const began = performance.now();
    const ref = await openFile(imports, { bytes: csvOf(caseload(records, today)), name: 'caseload.csv', source: 'bench', team: TEAM, by: 'import', at: instantOf(now) });
    const file = await imports.find(ref);
    if (file === null) throw new Error('it was put in');
    await judgeFile(imports, file, today);
    const judging = (performance.now() - began) / 1_000;

    const reader = new Reader(stack.url, MANAGER, []);
    await reader.signIn();
    const reading = readers(reader);
    await imports.go(ref);
    const from = performance.now();
    await client.workflow.start('caseImport', { taskQueue: TASK_QUEUE, workflowId: importId(ref), args: [{ importRef: ref }] });
    while ((await imports.find(ref))?.state !== 'done') await pause(500);
    const ids = (await createCases(database).open()).map((record) => processOf(record.ref).workflowId);
    await untilAllWait(client, ids);
    const seconds = (performance.now() - from) / 1_000;
    const pages = await reading.stop();
    const awake = await notWaiting(client, ids);
    const workerMb = await mostMemory(stack.pid('worker 1'));
    const after = await bare(stack.temporalAddress, records / 2, 'after');

    await connection.close();
    await database.close();
    return { records: ids.length, awake, judging, rate: ids.length / seconds, rateBare: records / (before + after), pages, workerMb };
  } finally {
    await mail.close();
    await house.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns seconds until so many bare workflows wait for their timers */
async function bare(address: string, count: number, name: string): Promise<number> {
  const child = fork(path.join(import.meta.dirname, 'bare-workflows.ts'), { execArgv: ['--import', 'tsx'], env: { ...process.env, TEMPORAL_ADDRESS: address }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({ count, name });
  const [{ seconds }] = (await once(child, 'message')) as [{ seconds: number }];
  const exited = once(child, 'exit');
  child.kill();
  await exited;
  return seconds;
}

/** Somebody who opens the work list again and again, a second apart. */
function readers(reader: Reader) {
  const times: number[] = [];
  const over = new AbortController();
  const work = (async () => {
    while (!over.signal.aborted) {
      times.push(await reader.look());
      await pause(1_000, undefined, { signal: over.signal }).catch(() => undefined);
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await work;
      return times.sort((a, b) => a - b);
    },
  };
}

/** Linux says what a process held at most. */
async function mostMemory(pid: number | null): Promise<number | null> {
  const status = await readFile(`/proc/${pid ?? 0}/status`, 'utf8').catch(() => '');
  const kb = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kb === undefined ? null : Number(kb) / 1_024;
}
