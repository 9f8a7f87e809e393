// Clients that record what happens to the children, as fast as they are answered, and a ledger of what they were told.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { randomFrom, type Random } from '../../../domain/chance.js';
import { Client, type Answer, type Weather } from './client.js';
import { caseworkerOf, MANAGER } from './council.js';
import type { Step, Story, Told } from './story.js';

/** A command as its sender knows it. */
export type Sent = {
  readonly key: string;
  readonly reference: string;
  readonly facts: readonly Told[];
  /** Every status that answered it. */
  readonly answers: number[];
  caseRef: string | null;
  /** What its sender was last told; null where nothing was said before time was up. */
  told: Readonly<{ kind: 'recorded'; entry: number } | { kind: 'refused'; code: string } | { kind: 'waits' }> | null;
};

export type Load = Readonly<{ sent: readonly Sent[]; finished: number; of: number }>;

export type LoadOptions = Readonly<{ url: string; seed: string; stories: readonly Story[]; caseworkers: number; weather: Weather; /** Hears of each answer. */ diary: (line: string) => void; /** No step is begun after this. */ isOver: () => boolean; /** Nobody waits for an answer after this. */ isLate: () => boolean }>;

/** Cases in the hands of one caseworker at the same time. */
const AT_ONCE = 3;

/** Lives every story to its end, or as far as time allows. */
export async function load({ url, seed, stories, caseworkers, weather, diary, isOver, isLate }: LoadOptions): Promise<Load> {
  const sent: Sent[] = [];
  let finished = 0;
  const manager = new Client(url, MANAGER, weather, diary, randomFrom(`${seed}/manager`), isLate);
  const hands = Array.from({ length: caseworkers }, (_, number) => {
    const caseworker = new Client(url, caseworkerOf(number + 1), weather, diary, randomFrom(`${seed}/caseworker/${number}`), isLate);
    const pile = stories.filter((_story, index) => index % caseworkers === number).map((story) => live(story, { caseworker, manager }, sent, randomFrom(`${seed}/sending/${story.reference}`)));
    return Array.from({ length: AT_ONCE }, async () => {
      for (let life = pile.shift(); life !== undefined && !isOver(); life = pile.shift()) {
        const { done = false } = await life.next().catch(late(isLate));
        if (done) finished += 1;
        else pile.push(life); // its next step when everybody has had theirs
      }
    });
  });
  await Promise.all(hands.flat());
  return { sent, finished, of: stories.length };
}

/** Where time is up nobody waits for an answer; anything else is a fault of the trial. */
const late = (isLate: () => boolean) => (error: unknown): { done?: boolean } => {
  if (isLate()) return {};
  throw error;
};

type People = Readonly<{ caseworker: Client; manager: Client }>;

/** A life, a step at a time. */
async function* live({ reference, request, steps }: Story, people: People, sent: Sent[], random: Random): AsyncGenerator<undefined, void> {
  const record = (facts: readonly Told[], caseRef: string | null): Sent => {
    const command: Sent = { key: randomUUID(), reference, facts, answers: [], caseRef, told: null };
    sent.push(command);
    return command;
  };
  const opening = record([request], null);
  const child = { givenName: 'Testine', familyName: 'Trialforth', bornOn: '2017-03-09', councilReference: reference };
  await settle(people.caseworker, opening, random, () => people.caseworker.ask('POST', '/api/cases', { child, request }, opening.key));
  const { caseRef } = opening;
  if (caseRef === null) throw new Error(`${reference} has no record: ${JSON.stringify(opening.told)}`);

  const entries: (number | null)[] = [];
  for (const step of steps) {
    yield;
    const facts = factsOf(step, entries);
    if (facts === null) {
      entries.push(null);
      continue; // what was to be corrected was refused
    }
    const by = step.kind === 'facts' && step.by === 'manager' ? people.manager : people.caseworker;
    const command = record(facts, caseRef);
    const post = (): Promise<Answer> => by.ask('POST', `/api/cases/${caseRef}/facts`, { facts }, command.key);
    if (step.kind === 'facts' && step.twice) await Promise.all([settle(by, command, random, post), settle(by, command, random, post)]);
    else await settle(by, command, random, post);
    if (step.kind === 'correction') await second(people.manager, command, random);
    entries.push(command.told?.kind === 'recorded' ? command.told.entry - facts.length + 1 : null);
  }
}

function factsOf(step: Step, entries: readonly (number | null)[]): readonly Told[] | null {
  if (step.kind === 'facts') return step.facts;
  const entry = entries[step.ofStep] ?? null;
  if (entry === null) return null;
  const on = step.replacement?.on ?? null;
  return [{ type: 'correction', on: on ?? today(), corrects: `j${entry}`, replacement: step.replacement, reason: 'written down by mistake' }];
}

const today = (): Told['on'] => new Date().toISOString().slice(0, 10) as Told['on'];

/** Asks until it is known what became of the command: by the address that a 202 names, or by sending it again. */
async function settle(by: Client, command: Sent, random: Random, post: () => Promise<Answer>): Promise<void> {
  for (let answer = await post(); ; ) {
    command.answers.push(answer.status);
    const caseRef = answer.body['caseRef'];
    if (typeof caseRef === 'string') command.caseRef = caseRef;
    const told = toldBy(answer);
    if (told !== null) {
      command.told = told;
      if (told.kind !== 'waits' || answer.body['state'] === 'awaiting-second-person') return;
    }
    await pause(random.whole(300, 1_500));
    answer = random.chance(0.5) ? await post() : await by.ask('GET', `/api/commands/${command.key}`);
  }
}

function toldBy({ status, body }: Answer): Sent['told'] {
  const { state, entry, refusal, code } = body;
  if (status === 201 || state === 'recorded') return { kind: 'recorded', entry: Number(entry) };
  if (status === 409) return { kind: 'refused', code: String(refusal ?? code) };
  if (state === 'refused') return { kind: 'refused', code: String(code) };
  return { kind: 'waits' };
}

/** The manager agrees to a correction. Agreed to before, it is settled: what became of it is asked for. */
async function second(manager: Client, command: Sent, random: Random): Promise<void> {
  const status = (): Promise<Answer> => manager.ask('GET', `/api/commands/${command.key}`);
  const agree = async (): Promise<Answer> => {
    const answer = await manager.ask('POST', `/api/commands/${command.key}/second`, { agreed: true });
    return answer.body['code'] === 'already-settled' ? status() : answer;
  };
  for (let answer = await agree(); ; answer = await status()) {
    command.answers.push(answer.status);
    command.told = toldBy(answer);
    if (command.told?.kind !== 'waits') return;
    await pause(random.whole(300, 1_500));
  }
}
