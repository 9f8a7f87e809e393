import { ApplicationFailure } from '@temporalio/activity';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendLists, type SendListsDeps } from '../../activities/review-lists/send-lists.js';
import { createListWriter } from '../../activities/review-lists/words.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import type { Processes } from '../../api/ports.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { createCaseReads } from '../../prisma/repositories/case-reads.js';
import { createCommands } from '../../prisma/repositories/commands.js';
import { createReviewLists } from '../../prisma/repositories/review-lists.js';
import { importRecords, type ImportedRecord } from '../../activities/case/import-records.js';
import { activitiesOf, CASEWORKER, CHILD, newWorld, noon, RULES, TEAM, type World } from './world.js';

/** A term's lists of many plans, cut off anywhere and sent again: every plan on one list of each reader, told once. */

const TERM = { term: 'spring-2027', startsOn: isoDate('2027-01-04'), endsOn: isoDate('2027-03-25') };
const rules = { ...RULES, calendar: { ...RULES.calendar, terms: [TERM] } };
const INPUT = { term: 'spring-2027', setting: null, by: CASEWORKER };
const SETTINGS = 20;
const PLANS = 160;
let world: World;
beforeAll(async () => {
  world = await newWorld();
  await world.bulk.settings(Array.from({ length: SETTINGS }, (_, i) => ({ ref: `T-LIST${String(i).padStart(4, '0')}`, name: `List Test School ${i}`, kind: 'school', urn: null, email: `office${i}@school.example` })));
  const records = Array.from({ length: PLANS }, (_, i): ImportedRecord => {
    const at = noon('2026-01-12');
    return { ref: `P-LIST${String(i).padStart(4, '0')}`, kind: 'plan', childRef: `C-LIST${String(i).padStart(4, '0')}`, teamRef: TEAM, owner: CASEWORKER, openedAt: at, importedOn: null, facts: [{ id: 'told', type: 'plan-made', on: isoDate('2026-01-12'), recordedAt: at, recordedBy: CASEWORKER }] };
  });
  await world.bulk.children(records.map(({ childRef }, i) => ({ ref: childRef, ...CHILD, upn: null, councilReference: null, sex: null, primaryNeed: null, placement: null, settingRef: `T-LIST${String(i % SETTINGS).padStart(4, '0')}`, people: [] })));
  await importRecords(records, world.bulk, rules, new Date(noon('2026-12-01')));
});
afterAll(() => world.close());

const clock = { now: () => new Date(noon('2026-12-07')) };

/** Records as a worker would; dies after so many facts. */
function depsWith({ diesAfter = Infinity, ...more }: Partial<SendListsDeps> & Readonly<{ diesAfter?: number }> = {}): SendListsDeps {
  const { recordFacts } = activitiesOf(world, { clock, rules: () => rules });
  let left = diesAfter;
  const processes: Processes = {
    record: async (caseRef, command) => {
      if (left <= 0) throw new Error('killed');
      left -= 1;
      try {
        const { receipt } = await recordFacts({ caseRef, now: clock.now().toISOString(), command });
        return { kind: 'RECORDED', entry: receipt.entry };
      } catch (error) {
        if (error instanceof ApplicationFailure) return { kind: 'REFUSED', code: 'after-the-end' } as never;
        throw error;
      }
    },
  };
  const { database } = world;
  return {
    reviewLists: createReviewLists(database), commands: createCommands(database), cases: createCaseReads(database, () => rules), processes, clock, rules: () => rules,
    write: createListWriter({ template: readLetters()['review-list'], council: readCouncil('Invented Council') }), ...more,
  };
}

const count = async (sql: string): Promise<number> => (await world.database.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`)).rows[0]?.n ?? -1;

test('stopped between lists, killed between facts, pressed by two at once: in the end each list once, each plan told once', async () => {
  let lists = 0;
  expect(await sendLists(INPUT, depsWith({ onProgress: () => (lists += 1), isStopping: () => lists >= 7 }))).toBe(false);
  expect(await count('review_list')).toBe(7);
  await expect(sendLists(INPUT, depsWith({ diesAfter: 60 }))).rejects.toThrow('killed');
  expect(await count(`journal_entry WHERE type = 'review-list-sent'`)).toBe(60);
  expect(await Promise.all([sendLists(INPUT, depsWith()), sendLists({ ...INPUT, setting: 'T-LIST0003' }, depsWith())])).toEqual([true, true]);

  expect(await count('review_list')).toBe(SETTINGS); // no post of a service has an address here
  expect(await count(`message WHERE letter = 'review-list'`)).toBe(SETTINGS);
  expect(await count('review_list_entry')).toBe(PLANS);
  expect(await count('review_list_entry WHERE NOT noted')).toBe(0);
  // what a kill left pending is the sweeper's: each is recorded, or waits under its one command
  const told = await count(`journal_entry WHERE type = 'review-list-sent'`);
  const waiting = await count(`command WHERE state = 'pending'`);
  expect(told + waiting).toBe(PLANS);
  expect(waiting).toBeLessThanOrEqual(4);
  expect(await count(`(SELECT record_ref FROM journal_entry WHERE type = 'review-list-sent' GROUP BY record_ref HAVING count(*) > 1) twice`)).toBe(0);
});

test('a plan that ended while its list was on the way is passed over; a term taken out of the calendar sends nothing', async () => {
  expect(await sendLists({ ...INPUT, term: 'autumn-2027' }, depsWith())).toBe(true);
  expect(await count('review_list')).toBe(SETTINGS);
});
