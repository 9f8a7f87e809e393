import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addDays, daysBetween, isoDate, weekday, type IsoDate } from '../../domain/dates/iso-date.js';
import { addWorkingDays, workingDayOnOrAfter, workingDays } from '../../domain/dates/working-days.js';
import { openCase, told, valueOf } from '../activities/world.js';
import { casesInSkippedTime } from './time-skipping.js';

vi.setConfig({ testTimeout: 120_000 });

let time: Awaited<ReturnType<typeof casesInSkippedTime>>;
beforeAll(async () => {
  time = await casesInSkippedTime();
});
afterAll(() => time.close());

const working = workingDays();
const after = (day: IsoDate): IsoDate => workingDayOnOrAfter(addDays(day, 1), working);
const escalated = (caseRef: string): Promise<string[]> =>
  valueOf(time.world.database, `SELECT coalesce(array_agg((payload->>'rung') || ' ' || happened_on ORDER BY position), '{}') AS value FROM journal_entry WHERE record_ref = $1 AND type = 'escalate' AND payload->>'duty' = 'decide-to-assess'`, [caseRef]);

/** Sleeps to the noon of a day or later: the server's clock stands somewhere in a day. */
async function until(day: IsoDate): Promise<void> {
  await time.cases.sleep(daysBetween(isoDate(await time.cases.today()), day) + 1);
}

test('one is acknowledged and its promise broken, one is not acknowledged: each climbs on its day, and once', async () => {
  let on = isoDate(await time.cases.today());
  while (weekday(on) !== 2) {
    await time.cases.sleep(1);
    on = isoDate(await time.cases.today());
  }
  const [promised, silent] = [await openCase(time.world, on), await openCase(time.world, on)];
  for (const caseRef of [promised, silent]) await time.cases.record(caseRef, told('request-received', on, { by: 'parent' }));
  const first = workingDayOnOrAfter(addDays(on, 43), working);
  await until(first);
  expect(await escalated(promised)).toEqual([`late-1 ${first}`]);

  const today = isoDate(await time.cases.today());
  const by = addDays(today, 20);
  const answered = await time.cases.record(promised, told('escalation-acknowledged', today, { duty: 'decide-to-assess', occurrence: 'j1', rung: 'late-1', promisedOn: by }));
  expect(answered).toMatchObject({ kind: 'RECORDED' });
  const bare = await time.cases.record(promised, told('escalation-acknowledged', today, { promisedOn: by }));
  expect(bare).toEqual({ kind: 'REFUSED', code: 'names-no-escalation' }); // by the workflow's own validator

  const second = workingDayOnOrAfter(addDays(on, 49), working);
  const third = after(addWorkingDays(second, 5, working)); // unanswered, long before its thirtieth day
  expect(third < addDays(on, 42 + 30)).toBe(true);
  await until(third);
  expect(await escalated(silent)).toEqual([`late-1 ${first}`, `late-7 ${second}`, `late-30 ${third}`]);
  expect(await escalated(promised)).toEqual([`late-1 ${first}`]); // the promise holds it

  const climbed = after(by);
  await until(climbed);
  expect(await escalated(promised)).toEqual([`late-1 ${first}`, `late-7 ${climbed}`]);
  expect(await valueOf(time.world.database, `SELECT to_roles[1] AS value FROM escalation WHERE record_ref = $1 AND duty = 'decide-to-assess'`, [promised])).toBe('service-manager');

  const done = isoDate(await time.cases.today());
  for (const caseRef of [promised, silent]) await time.cases.record(caseRef, told('assessment-refused', done), told('partners-told', done));
  const before = await escalated(silent);
  await time.cases.sleep(60);
  expect(await escalated(silent)).toEqual(before);
  expect(await valueOf(time.world.database, `SELECT count(*)::int AS value FROM escalation WHERE duty = 'decide-to-assess'`)).toBe(0);
});
