import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf, londonInstant } from '../../domain/dates/london.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import type { EntryContent } from '../../domain/improvement/entries.js';
import { createImprovement } from '../../prisma/repositories/improvement.js';
import { deliverAll, deliveryOf, newHouse, PUBLIC_URL, watched, type House } from './house.js';

/** An overdue milestone of the improvement plan is told to both leads by their mail of the day, once for each day it was agreed for. */

const [TERRY, DEE, SAM] = ['S-TEAMMAN1', 'S-D1RECTR1', 'S-SERVMAN1'];
const REF = 'Y-PR10R1TY';
let house: House;
beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.close());

async function write(on: string, ...contents: readonly EntryContent[]): Promise<void> {
  const improvement = createImprovement(house.database);
  const at = londonInstant(isoDate(on), '10:00');
  for (const content of contents) {
    const after = (await improvement.one(REF))?.entries.length ?? 0;
    expect(await improvement.add({ ref: REF, after, content, file: null, by: SAM, at: instantOf(new Date(at)) })).toBe(after + 1);
  }
}

/** Who is written to in the morning of a day, and what. */
async function morning(on: string): Promise<readonly (readonly [string, string])[]> {
  house.clock.at = new Date(londonInstant(isoDate(on), '08:30'));
  const channel = watched();
  await deliverAll(deliveryOf(house, { channels: { email: channel, letter: channel } }));
  return channel.sent.map(({ address, subject, body }) => [address, `${subject} ${JSON.stringify(body)}`] as const).sort();
}

const milestone = (what: string, dueOn: string): EntryContent => ({ kind: 'milestone-added', what, owner: TERRY, dueOn: isoDate(dueOn), measure: null });
const line = (due: string) => `${REF}: a milestone of the improvement plan, was due by ${due}. ${PUBLIC_URL}/improvement/${REF}`;

test('on the morning after its day both leads are told, without a word anybody typed; nobody else is, and not twice', async () => {
  await write('2025-10-01', { kind: 'set-out', title: 'Advice in time', aim: 'Children are seen', origin: 'own', source: 'Board of September', leads: [TERRY, DEE] }, milestone('Appoint a psychologist', '2025-10-14'), milestone('Ask the clinics', '2025-12-01'));
  expect(await morning('2025-10-14')).toEqual([]); // its own day is in time
  const told = await morning('2025-10-15');
  expect(told.map(([address]) => address)).toEqual(['director@demo.example', 'team-manager@demo.example']);
  for (const [, said] of told) {
    expect(said).toContain('Your work today: 1 late');
    expect(said).toContain(line('Tuesday 14 October 2025'));
    expect(said).not.toContain('psychologist');
  }
  expect(await morning('2025-10-16')).toEqual([]);
});

test('a revised day that passes is told again; to whoever covers for a lead who is away; what is done or dropped is told to nobody', async () => {
  await write('2025-10-16', { kind: 'milestone-revised', milestone: 2, dueOn: isoDate('2025-10-21'), approvedBy: DEE, reason: 'The post was advertised again' });
  await house.database.pool.query(`INSERT INTO absence (staff_ref, cover_ref, from_on, to_on, set_by, set_at) VALUES ($1, $2, '2025-10-22', '2025-10-24', $1, '2025-10-16T09:00:00Z')`, [DEE, SAM]);
  const told = await morning('2025-10-22');
  expect(told.map(([address]) => address)).toEqual(['service-manager@demo.example', 'team-manager@demo.example']);
  for (const [, said] of told) expect(said).toContain(line('Tuesday 21 October 2025'));
  expect(await morning('2025-10-27')).toEqual([]); // she is back; her cover was told for her
  await write('2025-10-28', milestone('Print the leaflet', '2025-11-03'), milestone('Ask for rooms', '2025-11-03'), { kind: 'milestone-done', milestone: 5, on: isoDate('2025-10-28'), words: 'Printed' }, { kind: 'milestone-dropped', milestone: 6, approvedBy: DEE, reason: 'There are rooms' });
  expect(await morning('2025-11-04')).toEqual([]);
});
