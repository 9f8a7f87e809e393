import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DeliveryDeps } from '../../activities/delivery/delivery-activities.js';
import { londonDay } from '../../domain/dates/london.js';
import { createPostmanOf } from '../../worker/compose-delivery.js';
import { deliveryOf, factsOf, messagesOf, MOTHER, newHouse, openFamily, watched, writersOf, type House } from './house.js';
import { record, RULES, told } from '../activities/world.js';
import { PATIENCE } from '../support/patience.js';

/** What a worker delivers of itself, without Temporal: at once, each once, again where something fails, and nothing after it stops. */

vi.setConfig({ testTimeout: 60_000 });

let house: House;
beforeAll(async () => {
  house = await newHouse(new Date().toISOString());
});
afterAll(() => house.close());

const clock = { now: () => new Date() };
const today = londonDay(new Date().toISOString());

/** A record about which four mails are to be told. */
async function queued(): Promise<string> {
  house.clock.at = clock.now();
  const { caseRef } = await openFamily(house, [MOTHER], today);
  await record(factsOf(house), caseRef, told('request-received', today, { by: 'parent' }), told('considering-notified', today));
  return caseRef;
}
const statusesOf = async (caseRef: string): Promise<string[]> => (await messagesOf(house.database, caseRef)).map(({ status }) => status);
const untilAccepted = (caseRef: string) => vi.waitUntil(async () => (await statusesOf(caseRef)).filter((status) => status === 'accepted').length === 4, { timeout: PATIENCE, interval: 50 });

function postman(channel: ReturnType<typeof watched>, report: (error: unknown) => void, more: Partial<DeliveryDeps> = {}) {
  return createPostmanOf({ database: house.database, channels: { email: channel, letter: channel }, linkFor: () => Promise.resolve(null), ...writersOf(), clock, rules: () => RULES, report: (_step, error) => report(error), ...more });
}
const nothingFails = (error: unknown): never => {
  throw error;
};

test('told many times at once, it delivers all, each once', async () => {
  const caseRef = await queued();
  const channel = watched();
  const { soon, stop } = postman(channel, nothingFails);
  for (let count = 0; count < 50; count += 1) soon();
  await untilAccepted(caseRef);
  const other = await queued(); // queued while it rests
  soon();
  await untilAccepted(other);
  expect(channel.sent).toHaveLength(8);
  await stop();
});

test('what fails is heard of and tried again by itself; what a carrier puts off goes when it may', async () => {
  const caseRef = await queued();
  let goes = 0;
  const channel = watched(() => {
    goes += 1;
    return goes === 1 ? { kind: 'later', problem: 'busy', after: 1_000 } : { kind: 'accepted', providerRef: null };
  });
  const heard: unknown[] = [];
  let away = 2;
  const pace = () => (away-- > 0 ? Promise.reject(new Error('PostgreSQL is away')) : Promise.resolve());
  const { soon, stop } = postman(channel, (error) => void heard.push(error), { pace });
  soon();
  await vi.waitUntil(() => heard.length > 0, { timeout: PATIENCE, interval: 50 });
  await house.database.pool.query(`UPDATE message SET status = 'queued' WHERE record_ref = $1 AND status = 'sending'`, [caseRef]); // those cut off have their lease
  await untilAccepted(caseRef);
  expect(channel.sent).toHaveLength(4);
  await stop();
});

test('stopped, it takes nothing more; whoever comes next finds it', async () => {
  const caseRef = await queued();
  const channel = watched();
  const first = postman(channel, nothingFails);
  await first.stop();
  first.soon();
  expect(await statusesOf(caseRef)).toEqual([]);
  const next = postman(channel, nothingFails);
  next.soon();
  await untilAccepted(caseRef);
  await next.stop();
  expect(await deliveryOf(house, { clock }).sendNext()).toMatchObject({ sent: 0 });
});
