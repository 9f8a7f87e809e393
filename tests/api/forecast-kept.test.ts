import { expect, test } from 'vitest';
import { readForecast } from '../../api/use-cases/forecast.js';
import type { Caller } from '../../api/permissions.js';
import { addDays, isoDate } from '../../domain/dates/iso-date.js';
import { londonInstant } from '../../domain/dates/london.js';
import type { Watched } from '../../domain/forecast/course.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../domain/settings.js';
import { council } from '../domain/forecast/council.js';

/** A forecast is reckoned once for as long as nothing is written and the day lasts. */

const TODAY = isoDate('2026-11-23');
const who = (more: Partial<Caller>): Caller => ({ ref: 'S-1', account: 'who', name: 'Who', active: true, demo: true, roles: ['director'], team: null, service: null, teamsOfService: [], covers: [], ...more });
const director = who({});

function kept() {
  const is = { records: council(TODAY, 1, 'kept') as readonly Watched[], version: 'one', today: TODAY, reads: 0, fails: false };
  const deps = {
    forecasts: {
      version: () => Promise.resolve(is.version),
      watched: () => {
        is.reads += 1;
        return is.fails ? Promise.reject(new Error('the database is away')) : Promise.resolve(is.records);
      },
    },
    teams: { named: () => Promise.resolve([]) },
    reports: { named: (_: unknown, items: readonly unknown[]) => Promise.resolve(items.map((item) => ({ item, child: null, owner: null, subject: null }))) },
    views: { log: () => Promise.resolve() },
    clock: { now: () => new Date(londonInstant(is.today, '10:00')) },
    council: { name: 'Council', settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR },
  } as unknown as Parameters<typeof readForecast>[0];
  return { is, read: (caller: Caller = director, limit = 5) => readForecast(deps, caller, limit) };
}

test('asked again it is the same without reading; asked by many at once it is reckoned once', async () => {
  const { is, read } = kept();
  const [first, second] = await Promise.all([read(), read()]);
  expect(second).toEqual(first);
  expect((await read(director, 2)).cases).toEqual(first.cases.slice(0, 2));
  expect(is.reads).toBe(1);
});

test('a new fact changes it, and so does another day; each team has its own', async () => {
  const { is, read } = kept();
  const before = await read();
  const [one] = before.cases;
  is.records = is.records.map((record) => (record.ref === one?.ref ? { ...record, facts: [...record.facts, { id: 'j99', type: 'request-withdrawn', on: TODAY, recordedAt: londonInstant(TODAY, '09:00') }] } : record));
  is.version = 'two';
  const after = await read();
  expect(after.open).toBe(before.open - 1);
  expect(after.cases.map(({ ref }) => ref)).not.toContain(one?.ref);
  is.today = addDays(TODAY, 1);
  expect((await read()).today).toBe(is.today);
  expect(await read(who({ roles: ['team-manager'], team: 'no-such-team' }))).toMatchObject({ open: 0, ofCouncil: false });
  expect(is.reads).toBe(4);
});

test('one that failed is not kept; of many only the last are', async () => {
  const { is, read } = kept();
  is.fails = true;
  await expect(read()).rejects.toThrow('away');
  is.fails = false;
  expect((await read()).open).toBeGreaterThan(0);
  for (let team = 0; team < 12; team += 1) await read(who({ roles: ['team-manager'], team: `team-${team}` }));
  const reads = is.reads;
  await read(who({ roles: ['team-manager'], team: 'team-11' }));
  expect(is.reads).toBe(reads);
  await read(); // the council's was pushed out
  expect(is.reads).toBe(reads + 1);
});
