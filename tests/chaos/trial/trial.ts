// The trial: a council at work, its machinery killed under it, then peace, then the verdict.
import { appendFileSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { londonDay } from '../../../domain/dates/london.js';
import { openDatabase, type Database } from '../../../prisma/database.js';
import type { Household } from '../../../tools/setup/household.mjs';
import { deliveryId } from '../../../workflows/delivery/messages.js';
import { fakeSmtp } from '../../delivery/fake-smtp.js';
import { fairWeather } from './client.js';
import { fillCouncil } from './council.js';
import { killsOf, PARTS, type Kill, type Part } from './kills.js';
import { load } from './load.js';
import { mailedReferences } from './mailed.js';
import type { Options } from './options.js';
import { isQuiet, unrest } from './quiet.js';
import { openStack, TASK_QUEUE, type Stack } from './stack.js';
import { referenceOf, storyOf } from './story.js';
import { verdictOf, type Fault } from './verdict.js';

export type TrialOptions = Options & Readonly<{ house: Household; folder: string; build: string; temporal: string; say: (line: string) => void }>;

/** Who was killed and who answered when, in seconds from the start. */
export const DIARY = 'diary.log';

/** All of it, set-up included; milliseconds. */
const BOUND = 5 * 60_000;
const CASEWORKERS = 8;
/** Kept for reading what there is and for taking everything down. */
const VERDICT = 20_000;
/** Steps are begun so long after the last kill, while the two minutes' lease of what it cut off runs out; and none later than this. */
const AFTER_PEACE = 90_000;
const LAST_STEP = 220_000;

/** @returns whether everything held */
export async function runTrial(options: TrialOptions): Promise<boolean> {
  const { seed, cases, seconds, house, folder, build, temporal, say } = options;
  const began = Date.now();
  const diary = (line: string): void => appendFileSync(path.join(folder, DIARY), `${((Date.now() - began) / 1_000).toFixed(1)} ${line}\n`);
  const since = (): string => `${((Date.now() - began) / 1_000).toFixed(0)} s`;
  say(`Seed ${seed}: ${cases} cases, ${seconds} s of killing. The same again: npm run chaos -- --seed ${seed}`);
  const letters = path.join(folder, 'letters');
  await mkdir(letters, { recursive: true });
  const mail = await fakeSmtp();
  const stack = await openStack({ house, folder, temporal, build, smtpUrl: mail.url, letters });
  const database = openDatabase(stack.databaseUrl);
  const connection = Connection.lazy({ address: stack.temporalAddress });
  try {
    await fillCouncil(database, Array.from({ length: cases }, (_, index) => referenceOf(index)), CASEWORKERS);
    await stack.start('Temporal');
    await Promise.all((['API', 'worker 1', 'worker 2'] as const).map((part) => stack.start(part)));
    say(`All up after ${since()}.`);

    const weather = fairWeather();
    const today = londonDay(new Date().toISOString());
    const stories = Array.from({ length: cases }, (_, index) => storyOf(seed, index, today));
    let untilWorkEnds = began + BOUND;
    const untilLate = began + BOUND - VERDICT;
    const work = load({ url: stack.url, seed, stories, caseworkers: CASEWORKERS, weather, diary, isOver: () => Date.now() > untilWorkEnds, isLate: () => Date.now() > untilLate });
    const killed = await killAll(stack, killsOf(seed), Date.now() + seconds * 1_000, diary);
    untilWorkEnds = Math.min(Date.now() + AFTER_PEACE, began + LAST_STEP);
    say(`Peace after ${since()}: ${PARTS.map((part) => `${part} killed ${killed.get(part) ?? 0} times`).join(', ')}.`);
    const { sent, finished, of } = await work;
    say(`${finished} of ${of} cases lived to the end of their story after ${since()}.`);

    const client = new Client({ connection });
    const isAtRest = await rest(database, client, untilLate);
    say(isAtRest ? `At rest after ${since()}.` : `Not at rest after ${since()}.`);
    const posted = (await readdir(letters)).filter((file) => file.endsWith('.json')).map((file) => path.basename(file, '.json'));
    const mailed = mailedReferences(mail.taken);
    const { counts, faults } = await verdictOf(database, client, { sent, mailed, posted });
    for (const [name, count] of Object.entries(counts)) say(`  ${name}: ${count.toLocaleString('en-GB')}`);
    say(`  requests without an answer, sent again: ${weather.unanswered}; told to come again: ${weather.refusedForNow}; signings in: ${weather.signedInAgain}`);
    const all = [...faults, ...(await faultsOfRest(database, isAtRest)), ...stack.fallen().map((who) => ({ kind: 'fell by itself', who, what: 'nobody had killed it' })), ...strange(weather.strange)];
    report(all, say);
    say(`${all.length === 0 ? 'Nothing was lost, nothing doubled, everything agrees' : `${all.length} faults`} (${since()}, seed ${seed}).`);
    return all.length === 0;
  } finally {
    await connection.close();
    await database.close();
    await mail.close();
  }
}

/** How long a part lives before it is killed again: long enough to do some work. */
const LIFE = 4_000;

/** Kills as planned, starts again what is down, and leaves everything up. @returns how often each was killed */
async function killAll(stack: Stack, kills: readonly Kill[], until: number, diary: (line: string) => void): Promise<Map<Part, number>> {
  const counts = new Map<Part, number>();
  const back = new Map<Part, Promise<void>>();
  for (const { after, part, downFor, whole } of kills) {
    await pause(after);
    await back.get(part)?.then(() => pause(LIFE));
    if (Date.now() > until) break;
    diary(`${part} killed`);
    await stack.kill(part, whole);
    counts.set(part, (counts.get(part) ?? 0) + 1);
    back.set(part, pause(downFor).then(() => stack.start(part)).then(() => diary(`${part} is back`)));
  }
  await Promise.all(back.values());
  for (const part of PARTS) if (!stack.isUp(part)) await stack.start(part); // it fell by itself, as the verdict says
  return counts;
}

/** How often it is looked for what is left to do, and how often delivery is told to look, as its five minutes' Schedule would. */
const LOOK = 500;
const TELL = 10_000;

async function rest(database: Database, client: Client, until: number): Promise<boolean> {
  const schedule = client.schedule.getHandle(`${deliveryId(TASK_QUEUE)}-schedule`);
  let told = 0;
  while (Date.now() < until) {
    if (await isQuiet(database, client)) return true;
    if (Date.now() - told > TELL) {
      told = Date.now();
      await schedule.trigger();
    }
    await pause(LOOK);
  }
  return false;
}

const faultsOfRest = async (database: Database, isAtRest: boolean): Promise<Fault[]> => (isAtRest ? [] : [{ kind: 'no rest', who: 'the whole', what: await unrest(database) }]);

function strange(answers: readonly string[]): Fault[] {
  return [...new Set(answers)].map((who) => ({ kind: 'strange answer', who, what: `given ${answers.filter((one) => one === who).length} times` }));
}

const SHOWN = 40;

function report(faults: readonly Fault[], say: (line: string) => void): void {
  for (const { kind, who, what } of faults.slice(0, SHOWN)) say(`✗ ${kind}: ${who}: ${what}`);
  if (faults.length > SHOWN) say(`  and ${faults.length - SHOWN} more`);
}
