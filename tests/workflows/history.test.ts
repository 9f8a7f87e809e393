import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CHILD, openCase, rowsOf, told, type World } from '../activities/world.js';
import { sizeOfHistory } from '../bench/history.js';
import { standardCase } from './standard-case.js';
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

const MOST_EVENTS = 330;

test('a seven-adviser case, from request to final plan, keeps to its budget of events', async () => {
  const caseRef = await standardCase(world, cases);
  const { events, bytes } = sizeOfHistory(await cases.handle(caseRef).fetchHistory());
  expect(events).toBeLessThanOrEqual(MOST_EVENTS);
  expect(events).toBeGreaterThan(150); // it was a whole case
  expect(bytes).toBeLessThan(150_000);
  expect((await rowsOf(world.database, caseRef)).acts).toBeGreaterThan(10); // with its reminders
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
