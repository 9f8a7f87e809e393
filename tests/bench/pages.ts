// A council at work: how long until a recorded fact is on the screen of whoever recorded it, beside the least that could do it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { importRecords, type ImportedRecord, type RecordedFact } from '../../activities/case/import-records.js';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay, londonInstant } from '../../domain/dates/london.js';
import { openDatabase, type Database } from '../../prisma/database.js';
import { createBulkImport } from '../../prisma/repositories/bulk-import.js';
import { createCases } from '../../prisma/repositories/cases.js';
import { make, PRODUCTION } from '../../tools/setup/generated.mjs';
import { openHousehold } from '../../tools/setup/household.mjs';
import { STATE } from '../../tools/setup/places.mjs';
import { rebuild } from '../../worker/rebuild.js';
import { RULES, told } from '../activities/world.js';
import { caseworkerOf, caseworkerRef, fillCouncil, TEAM } from '../chaos/trial/council.js';
import { openStack, TASK_QUEUE } from '../chaos/trial/stack.js';
import { referenceOf } from '../chaos/trial/story.js';
import { fakeSmtp } from '../delivery/fake-smtp.js';
import { temporalProgram } from '../support/resources.js';
import { Reader } from './reader.js';

/** Milliseconds from pressing the button to the page that shows the fact; of all of them the middle one, the 95th of 100, the longest. */
export type Times = Readonly<{ median: number; p95: number; worst: number; count: number }>;
export type PageTimes = Readonly<{ cases: number; users: number; /** Everybody reads a moment between two pages. */ reading: Times; readingBare: Times; /** Nobody does. */ flatOut: Times; flatOutBare: Times; /** Facts a second, flat out. */ rate: number; rateBare: number }>;

const CASES = 300;
const USERS = 20;
const FACTS_EACH = 8;
/** A person looks at a page for so long; milliseconds, from and to. */
const READS = [500, 2_500] as const;

/** On a stack of its own: PostgreSQL, Temporal, the API and two workers, each a process of what production runs. */
export async function benchPages(): Promise<PageTimes> {
  const house = openHousehold();
  await make(house, PRODUCTION);
  await mkdir(path.join(STATE, 'bench'), { recursive: true });
  const folder = await mkdtemp(path.join(STATE, 'bench', 'pages-'));
  const mail = await fakeSmtp();
  const letters = path.join(folder, 'letters');
  await mkdir(letters);
  try {
    const stack = await openStack({ house, folder, temporal: await temporalProgram(), build: PRODUCTION.gives, smtpUrl: mail.url, letters });
    const database = openDatabase(stack.databaseUrl);
    const refs = await fill(database);
    await stack.start('Temporal');
    await Promise.all((['API', 'worker 1', 'worker 2'] as const).map((part) => stack.start(part)));
    const connection = await Connection.connect({ address: stack.temporalAddress });
    await rebuild({ cases: createCases(database), client: new Client({ connection }), taskQueue: TASK_QUEUE });
    await connection.close();
    const bare = await startBare(stack.databaseUrl, refs);

    const ours = Array.from({ length: USERS }, (_, user) => new Reader(stack.url, caseworkerOf(user + 1), refs.filter((_ref, index) => index % USERS === user)));
    const theirs = Array.from({ length: USERS }, (_, user) => new Reader(bare.url, caseworkerOf(user + 1), refs.filter((_ref, index) => index % USERS === user)));
    for (const reader of [...ours, ...theirs]) await reader.signIn();
    await work([...ours, ...theirs], 1, null); // warm
    const reading = await work(ours, FACTS_EACH, READS);
    const readingBare = await work(theirs, FACTS_EACH, READS);
    const flatOut = await work(ours, FACTS_EACH, null);
    const flatOutBare = await work(theirs, FACTS_EACH, null);
    bare.stop();
    await database.close();
    return { cases: CASES, users: USERS, reading: reading.times, readingBare: readingBare.times, flatOut: flatOut.times, flatOutBare: flatOutBare.times, rate: flatOut.rate, rateBare: flatOutBare.rate };
  } finally {
    await mail.close();
    await house.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Records half-way through their assessment, each with a caseworker. @returns their references */
async function fill(database: Database): Promise<string[]> {
  const references = Array.from({ length: CASES }, (_, index) => referenceOf(index));
  await fillCouncil(database, references, USERS);
  const now = new Date();
  const today = londonDay(now.toISOString());
  const { rows } = await database.pool.query<{ ref: string }>('SELECT ref FROM child ORDER BY council_reference');
  const entry = (type: string, days: number, more: object = {}): RecordedFact => {
    const on = addDays(today, -days);
    return { ...told(type, on, more), id: 'told', recordedAt: londonInstant(on, '12:00'), recordedBy: caseworkerRef(1) };
  };
  const records = rows.map(({ ref: childRef }, index): ImportedRecord => ({
    ref: childRef.replace('C-', 'A-'), kind: 'assessment', childRef, teamRef: TEAM, owner: caseworkerRef((index % USERS) + 1), openedAt: londonInstant(addDays(today, -60 - (index % 40)), '12:00'), importedOn: today,
    facts: [
      entry('request-received', 60 + (index % 40), { by: 'parent' }), entry('considering-notified', 55), entry('assessment-agreed', 30), entry('partners-told', 30),
      ...['educational-psychology', 'health', 'social-care'].map((role, adviser) => entry('advice-requested', 30, { role, adviser: `V-TRIAL00${adviser + 1}` })),
      entry('contact-made', 10), entry('advice-received', 5, { adviser: 'V-TRIAL001' }),
    ],
  }));
  await importRecords(records, createBulkImport(database), RULES, now);
  await database.pool.query('ANALYZE');
  return records.map(({ ref }) => ref);
}

type Worked = Readonly<{ times: Times; rate: number }>;

/** Every reader records so many facts, all readers at once. */
async function work(readers: readonly Reader[], facts: number, reads: readonly [number, number] | null): Promise<Worked> {
  const times: number[] = [];
  const look = async (): Promise<void> => {
    if (reads !== null) await pause(reads[0] + Math.random() * (reads[1] - reads[0]));
  };
  const from = performance.now();
  await Promise.all(readers.map(async (reader) => {
    for (let fact = 0; fact < facts; fact += 1) times.push(await reader.record(look));
  }));
  const seconds = (performance.now() - from) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return { times: { median: at(0.5), p95: at(0.95), worst: at(1), count: times.length }, rate: times.length / seconds };
}

async function startBare(databaseUrl: string, refs: readonly string[]): Promise<{ url: string; stop: () => void }> {
  const child = fork(path.join(import.meta.dirname, 'bare-pages.ts'), { execArgv: ['--import', 'tsx'], env: { ...process.env, DATABASE_URL: databaseUrl, REFS: refs.join(',') }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
