import { afterAll, beforeAll, expect, test } from 'vitest';
import { namePartner } from '../../prisma/repositories/partners.js';
import { record, told } from '../activities/world.js';
import { deliverAll, deliveryOf, factsOf, messagesOf, MOTHER, newHouse, openFamily, tasksOf, type House } from './house.js';

/** Notices to the integrated care board and to social care go to the post the council has named, never to whoever was asked for advice. */

let house: House;
beforeAll(async () => {
  house = await newHouse('2025-09-05T12:00:00Z');
  await house.bulk.advisers([
    { ref: 'V-THERAPY1', name: 'Occupational therapy', role: 'health', service: 'health', organisation: null, email: 'ot@advice.example', staffRef: null },
    { ref: 'V-W0RKER01', name: 'A social worker', role: 'social-care', service: 'social-care', organisation: null, email: 'worker@advice.example', staffRef: null },
  ]);
});
afterAll(() => house.close());

const requested = told('request-received', '2025-09-02', { by: 'parent' });
const considered = told('considering-notified', '2025-09-05');

async function toldOf(...more: Parameters<typeof told>[]): Promise<{ caseRef: string; services: string[] }> {
  const { caseRef } = await openFamily(house, [MOTHER]);
  await record(factsOf(house), caseRef, requested, ...more.map((fact) => told(...fact)), considered);
  await deliverAll(deliveryOf(house));
  return { caseRef, services: (await messagesOf(house.database, caseRef)).filter(({ toKind, letter }) => toKind === 'service' && letter === 'considering-partners').map(({ address }) => address) };
}

test('of several and none named nobody is guessed: it is somebody’s task', async () => {
  const { caseRef, services } = await toldOf();
  expect(services).toEqual([]);
  expect((await tasksOf(house.database, caseRef)).map(({ kind, about }) => [kind, about])).toEqual([['nobody-known', `${caseRef}/icb`], ['nobody-known', `${caseRef}/social-care`]]);
});

test('named, it is told; named anew, its new address is', async () => {
  expect(await namePartner(house.database, 'icb', { name: 'Designated clinical officer', email: 'dco@icb.example' })).toBe(true);
  expect(await namePartner(house.database, 'social-care', { name: 'Duty desk', email: 'desk@care.example' })).toBe(true);
  expect((await toldOf()).services.sort()).toEqual(['dco@icb.example', 'desk@care.example']);
  expect(await namePartner(house.database, 'icb', { name: 'Designated clinical officer', email: 'new@icb.example' })).toBe(false);
  const { caseRef, services } = await toldOf();
  expect(services.sort()).toEqual(['desk@care.example', 'new@icb.example']);
  expect(await tasksOf(house.database, caseRef)).toEqual([]);
});

test('a therapist asked for advice on the record is not the board; a social worker asked on it is the child’s', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  house.clock.at = new Date('2025-10-07T12:00:00Z');
  const asked = (adviser: string, role: string) => told('advice-requested', '2025-10-07', { adviser, role });
  await record(factsOf(house), caseRef, requested, told('assessment-agreed', '2025-10-07'), asked('V-THERAPY1', 'health'), asked('V-W0RKER01', 'social-care'));
  await deliverAll(deliveryOf(house));
  const notices = (await messagesOf(house.database, caseRef)).filter(({ letter }) => letter === 'agreed-partners').map(({ address }) => address);
  expect(notices.sort()).toEqual(['head@school.example', 'new@icb.example', 'worker@advice.example']);
});
