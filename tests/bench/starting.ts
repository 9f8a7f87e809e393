import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { inLanes } from '../../api/in-lanes.js';

const AT_ONCE = 32;

/** Does something with each, many at once. */
export const eachOf = <T>(things: readonly T[], work: (thing: T) => Promise<unknown>): Promise<void> => inLanes(things, AT_ONCE, work);

/** Begun, its first activity answered, and the task after that done: eleven events with its timer, ten where there is none. */
const EVENTS_WHEN_WAITING = 10;

const isWaiting = async (client: Client, id: string): Promise<boolean> => (await client.workflow.getHandle(id).describe()).historyLength >= EVENTS_WHEN_WAITING;

/** Until each of them sleeps; asked again and again only of the last, for they are begun in turn. */
export async function untilAllWait(client: Client, ids: readonly string[]): Promise<void> {
  const until = async (id: string): Promise<void> => {
    while (!(await isWaiting(client, id))) await pause(200);
  };
  await eachOf(ids.slice(-LAST), until);
}

const LAST = 200;

/** Those that do not sleep though all had time to. */
export async function notWaiting(client: Client, ids: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  await pause(A_MOMENT);
  await eachOf(ids, async (id) => {
    if (!(await isWaiting(client, id))) found.push(id);
  });
  return found;
}

const A_MOMENT = 5_000;
