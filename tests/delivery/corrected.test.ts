import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Instant } from '../../domain/dates/london.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { createTasks } from '../../prisma/repositories/tasks.js';
import { command, record, told, valueOf } from '../activities/world.js';
import { actsOf, CASEWORKER, deliverAll, deliveryOf, factsOf, FATHER, messagesOf, MOTHER, newHouse, openFamily, tasksOf, watched, type House } from './house.js';

/** An entry is corrected whose letters have gone: whoever got one is somebody's task, and can be written to from what stands now. */

let house: House;
beforeAll(async () => {
  house = await newHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.clock.at = new Date('2025-10-07T12:00:00Z');
});

const requested = told('request-received', '2025-09-02', { by: 'parent' });
const REASON = { under: 'reg-5', note: 'N-REAS0NS1' };
const refused = (on = '2025-10-07') => told('assessment-refused', on, REASON);
const correction = (corrects: string, replacement: object | null) => told('correction', '2025-10-08', { corrects, replacement });

/** A record on which a refusal was sent to a father by post and to the persons of regulation 4(2). */
async function refusedRecord(): Promise<string> {
  const { caseRef } = await openFamily(house, [FATHER]);
  await house.database.pool.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ('N-REAS0NS1', $1, $2, 'note', 'The school meets these needs already.', now()) ON CONFLICT (ref) DO UPDATE SET record_ref = $1`, [caseRef, CASEWORKER]);
  await record(factsOf(house), caseRef, requested, refused());
  return caseRef;
}

const correct = async (caseRef: string, corrects: string, replacement: object | null): Promise<void> => {
  house.clock.at = new Date('2025-10-08T12:00:00Z');
  await factsOf(house).recordFacts({ caseRef, now: '2025-10-08T12:00:00Z', command: command(correction(corrects, replacement)) });
};
const taskRefs = async (caseRef: string, kind: string, letter: string): Promise<string[]> => {
  const { rows } = await house.database.pool.query<{ ref: string }>(
    `SELECT t.ref FROM task t JOIN notification n ON n.id = substring(t.about FROM '^n([0-9]+)')::bigint WHERE t.record_ref = $1 AND t.kind = $2 AND n.template = $3 AND t.done_at IS NULL`,
    [caseRef, kind, letter],
  );
  return rows.map(({ ref }) => ref);
};
const tryAgain = (ref: string | undefined) => createTasks(house.database).tryAgain({ ref: ref ?? '', by: CASEWORKER, at: house.clock.now().toISOString() as Instant });
const bodyOf = (ref: string | undefined) => valueOf<string>(house.database, 'SELECT body::text AS value FROM message WHERE ref = $1', [ref]);

test('a day corrected: each letter that went is a task by the next working day; sent again it says the right days and what it replaces, once', async () => {
  const caseRef = await refusedRecord();
  await deliverAll(deliveryOf(house));
  await correct(caseRef, 'j2', { type: 'assessment-refused', on: '2025-10-06', ...REASON });
  const tasks = await tasksOf(house.database, caseRef);
  expect(tasks.map(({ kind, forRole, actBy }) => [kind, forRole, actBy])).toEqual(Array.from({ length: 4 }, () => ['corrected', 'caseworker', '2025-10-09']));

  const [task] = await taskRefs(caseRef, 'corrected', 'refused-to-assess');
  expect(await tryAgain(task)).toEqual({ kind: 'queued-again', notices: 1 });
  expect(await tryAgain(task)).toEqual({ kind: 'done-already' });
  await deliverAll(deliveryOf(house));
  const letters = (await messagesOf(house.database, caseRef)).filter(({ letter }) => letter === 'refused-to-assess');
  expect(letters.map(({ address, status }) => [address, status])).toEqual(Array.from({ length: 2 }, () => ['22 Made-up Lane\nSampleton\nZZ1 2BB', 'delivered']));
  const [before, after] = await Promise.all(letters.map(({ ref }) => bodyOf(ref)));
  expect(before).toContain('must arrive by Monday 8 December 2025'); // 7 December is a Sunday
  expect(before).not.toContain('takes the place');
  expect(after).toContain('takes the place of what we sent you before');
  expect(after).toContain('sent you this notice on Monday 6 October 2025');
  expect(await taskRefs(caseRef, 'corrected', 'refused-partners')).toHaveLength(3);
  expect((await actsOf(house.database, caseRef)).filter(({ type }) => type === 'task-done').map(({ payload }) => payload['how'])).toEqual(['queued-again']);
  expect((await auditJournal(house.database, caseRef))?.faults).toEqual([]);

  // Corrected once more: the letter that went second is the one that no longer holds.
  const first = await valueOf<string>(house.database, `SELECT 'j' || position || '.1' AS value FROM journal_entry WHERE record_ref = $1 AND type = 'correction'`, [caseRef]);
  await correct(caseRef, first, null);
  expect(await taskRefs(caseRef, 'struck', 'refused-to-assess')).toHaveLength(1);
  const [partners] = await taskRefs(caseRef, 'corrected', 'refused-partners');
  expect(await tryAgain(partners)).toEqual({ kind: 'cannot' }); // taken out meanwhile: nothing calls for it
});

test('an entry taken out: they must be told that it does not hold, and no letter can say so by itself', async () => {
  const caseRef = await refusedRecord();
  await deliverAll(deliveryOf(house));
  await correct(caseRef, 'j2', null);
  expect((await tasksOf(house.database, caseRef)).map(({ kind }) => kind)).toEqual(Array.from({ length: 4 }, () => 'struck'));
});

test('another decision in its place: the wrong letter does not hold and is not sent again', async () => {
  const caseRef = await refusedRecord();
  await deliverAll(deliveryOf(house));
  await correct(caseRef, 'j2', { type: 'assessment-agreed', on: '2025-10-07' });
  expect(new Set((await tasksOf(house.database, caseRef)).map(({ kind }) => kind))).toEqual(new Set(['struck']));
});

test('ready and not gone when its entry is corrected: held back, and a task to send it from what stands now', async () => {
  const caseRef = await refusedRecord();
  await deliveryOf(house).addressNext();
  await correct(caseRef, 'j2', { type: 'assessment-refused', on: '2025-10-06', ...REASON });
  await deliverAll(deliveryOf(house));
  expect(new Set((await messagesOf(house.database, caseRef)).map(({ status, problem }) => `${status} ${problem ?? ''}`))).toEqual(new Set(['withdrawn corrected']));
  expect((await actsOf(house.database, caseRef)).filter(({ type }) => type === 'message-withdrawn')).toHaveLength(4);
  const [task] = await taskRefs(caseRef, 'corrected', 'refused-to-assess');
  expect(await tryAgain(task)).toEqual({ kind: 'queued-again', notices: 1 });
  await deliverAll(deliveryOf(house));
  expect((await messagesOf(house.database, caseRef)).filter(({ letter, status }) => letter === 'refused-to-assess' && status === 'delivered')).toHaveLength(1);
  expect((await auditJournal(house.database, caseRef))?.faults).toEqual([]);
});

test('not addressed yet, or come back: nobody was told anything, and nobody has to be', async () => {
  const fresh = await refusedRecord();
  await correct(fresh, 'j2', null);
  await deliverAll(deliveryOf(house));
  expect(await messagesOf(house.database, fresh)).toEqual([]);
  expect(await tasksOf(house.database, fresh)).toEqual([]);

  house.clock.at = new Date('2025-10-07T12:00:00Z');
  const { caseRef } = await openFamily(house, [MOTHER]);
  const bouncing = watched(undefined, { receiptOf: () => ({ kind: 'bounced', problem: 'permanent-failure' }) });
  await record(factsOf(house), caseRef, requested, told('assessment-agreed', '2025-10-07'));
  await deliverAll(deliveryOf(house, { channels: { email: bouncing, letter: bouncing } }));
  await correct(caseRef, 'j2', null);
  expect(new Set((await tasksOf(house.database, caseRef)).map(({ kind }) => kind))).toEqual(new Set(['bounced']));
});

test('an adviser asked by mistake is a task; corrected to the day before, the request can go again', async () => {
  const { caseRef } = await openFamily(house, [MOTHER]);
  await record(factsOf(house), caseRef, requested, told('assessment-agreed', '2025-10-07'), told('advice-requested', '2025-10-07', { adviser: 'V-2', role: 'head-teacher' }));
  await deliverAll(deliveryOf(house));
  await correct(caseRef, 'j3', { type: 'advice-requested', on: '2025-10-06', adviser: 'V-2', role: 'head-teacher' });
  // The request now lies before the agreement; it is still owed an answer.
  const [task] = await taskRefs(caseRef, 'corrected', 'advice-request');
  expect(await tryAgain(task)).toEqual({ kind: 'queued-again', notices: 1 });
  await deliverAll(deliveryOf(house));
  const requests = (await messagesOf(house.database, caseRef)).filter(({ letter }) => letter === 'advice-request');
  expect(requests.map(({ address }) => address)).toEqual(['v-2@advice.example', 'v-2@advice.example']);
  expect(await bodyOf(requests[1]?.ref)).toContain('By Monday 17 November 2025');
});
