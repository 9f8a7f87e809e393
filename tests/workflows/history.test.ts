import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CHILD, openCase, told, type World } from '../activities/world.js';
import { sumOf } from '../bench/actions.js';
import { MOST, wholeCase } from '../bench/whole-case.js';
import { textsOf, textsOfHistory } from './texts.js';
import { casesInSkippedTime, type Running } from './time-skipping.js';

vi.setConfig({ testTimeout: 120_000 });

let world: World;
let cases: Running;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ world, cases, close } = await casesInSkippedTime());
});
afterAll(() => close());

test('a seven-adviser case, from request to final plan, with all its notices, reminders and codes, keeps to its budget', async () => {
  const { size, own, delivery, notices, receipts } = await wholeCase();
  expect(size.events).toBeLessThanOrEqual(330); // what it came to when it was written, and a little
  expect(size.events).toBeGreaterThan(150); // it was a whole case
  expect(size.bytes).toBeLessThanOrEqual(MOST.bytes);
  expect(notices).toBeGreaterThan(40);
  expect(receipts).toBeGreaterThan(40);
  expect(sumOf(own) + sumOf(delivery)).toBeLessThanOrEqual(MOST.actions);
  expect(delivery.activities).toBeGreaterThan(0); // codes went by its process
});

test('a history holds no name, birth date or free text: references, days and codes only', async () => {
  const on = await cases.today();
  const caseRef = await openCase(world, on);
  await world.database.pool.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ('N-SECRET01', $1, 'S-CASEWORK', 'impracticalBecause', 'He was in hospital with his mother', now())`, [caseRef]);
  await cases.record(caseRef, told('request-received', on, { by: 'parent', note: 'N-SECRET01' }));
  await cases.record(caseRef, told('owner-set', on, { owner: 'S-CASEWORK' }));
  await cases.record(caseRef, told('exception-recorded', on, { ground: 'absent', from: on, steps: ['issue-final-plan'], impracticalBecause: 'N-SECRET01' }));
  await cases.record(caseRef, told('final-plan-issued', on)); // refused: failures are kept as well
  await cases.record(caseRef, told('assessment-agreed', on), told('advice-received', on, { adviser: 'V-1' })); // by the activity
  await cases.sleep(50);

  const texts = textsOfHistory(await cases.handle(caseRef).fetchHistory());

  const all = texts.join('\n');
  expect(all).toContain('N-SECRET01'); // the scan reads what payloads say
  expect(all).toContain('answer-without-asking'); // and failures
  for (const secret of [CHILD.givenName, CHILD.familyName, CHILD.bornOn, 'Casey', 'Adviser 1', 'hospital', 'North']) expect(all).not.toContain(secret);
  const payloads = texts.filter((text) => /^[[{"]/.test(text)).flatMap((text) => textsOf(JSON.parse(text) as unknown)).filter((text) => text !== '');
  const words = payloads.filter((text) => /\s/.test(text) && !PHRASES.has(text));
  expect(words).toEqual([]);
});

/** The fixed phrases of failures, ours and the server's. */
const PHRASES = new Set(['refused by rule', 'Activity task failed']);
