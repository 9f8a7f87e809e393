// N6: a council that has always taken new cases first shows no rise; the order itself gives it away. Simulated councils, by chance alone.
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../../domain/chance.js';
import type { Table } from '../../../domain/weekly-report/cells.js';
import { fairnessOf } from '../../../domain/weekly-report/fairness.js';
import { order } from '../../../domain/weekly-report/figures-of-assessments.js';
import { CAME_DUE, type Counted } from '../../../domain/weekly-report/items.js';
import { tallyOf } from '../../../domain/weekly-report/tally.js';

type Case = Readonly<{ since: number; ready: number; due: number; lot: number }>;
const ORDERS = {
  'new first': (a: Case, b: Case) => b.since - a.since,
  'old first': (a: Case, b: Case) => a.since - b.since,
  /** By their dates, which an order of the Tribunal gives some of them anew. */
  'due first': (a: Case, b: Case) => a.due - b.due,
  random: (a: Case, b: Case) => a.lot - b.lot,
} as const;

/** Requests come in, some weeks more and some fewer, are ready after 14 to 19 weeks, and as many plans go out as there are hands for. The table of each week from the twelfth on. */
function played(by: keyof typeof ORDERS, seed: number, { perWeek, backlog, weeks = 40 }: Readonly<{ perWeek: number; backlog: number; weeks?: number }>): readonly (readonly Table[])[] {
  const random = randomFrom(`${by} ${seed}`);
  const comes = (since: number): Case => ({ since, ready: since + random.whole(14, 19), due: since + 20 + (random.chance(0.1) ? random.whole(10, 30) : 0), lot: 0 });
  const about = (n: number): number => random.whole(Math.floor(n / 2), Math.ceil((3 * n) / 2));
  let open = [...Array.from({ length: backlog }, () => comes(-random.whole(22, 70))), ...Array.from({ length: perWeek * 20 }, () => comes(-random.whole(0, 20)))];
  const sent: { one: Case; week: number }[] = [];
  return Array.from({ length: weeks }, (_, week) => {
    open = [...open, ...Array.from({ length: about(perWeek) }, () => comes(week))].map((one) => ({ ...one, lot: random.whole(0, 1e9) }));
    const gone = new Set(open.filter(({ ready }) => ready <= week).sort(ORDERS[by]).slice(0, about(perWeek)));
    open = open.filter((one) => !gone.has(one));
    sent.push(...[...gone].map((one) => ({ one, week })));
    const done = sent.filter((one) => week - one.week < 12).map(({ one, week: when }): Counted => {
      const days = (week - one.since) * 7;
      const stood = days > CAME_DUE.to ? 'already-late' : days >= CAME_DUE.from ? 'came-due' : null;
      return { block: 'done', team: 'x', n: 1, code: 'issue-final-plan', role: null, week: week - when, inYear: true, outcome: 'late', took: (when - one.since) * 7, excepted: false, stood };
    });
    const waiting = open.map(({ since }): Counted => ({ block: 'open', team: 'x', n: 1, stage: 'drafting', days: (week - since) * 7 }));
    return [order(tallyOf([...done, ...waiting]))];
  }).slice(12);
}
const flagged = (weeks: readonly (readonly Table[])[]): number => weeks.filter((figures) => fairnessOf(figures, null).leftBehind !== null).length;
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);
const COUNTY = { perWeek: 6, backlog: 60 };

describe('N6: the order of work', () => {
  test.each(['old first', 'due first', 'random'] as const)('%s: never, in two hundred councils', (by) => {
    expect(SEEDS.filter((seed) => flagged(played(by, seed, COUNTY)) > 0)).toEqual([]);
  });

  test('new first, always: from the twelfth week on, each week, as long as a dozen have been left', () => {
    for (const seed of SEEDS.slice(0, 50)) {
      const weeks = played('new first', seed, COUNTY);
      expect(flagged(weeks), `seed ${seed}`).toBe(weeks.length);
    }
  });

  test('a small council: a handful left says nothing, whatever its order; drawing lots never does', () => {
    expect(SEEDS.filter((seed) => flagged(played('new first', seed, { perWeek: 1, backlog: 4, weeks: 20 })) > 0)).toEqual([]);
    expect(SEEDS.filter((seed) => flagged(played('random', seed, { perWeek: 1, backlog: 12 })) > 0)).toEqual([]);
  });

  test('worked by hand: 2 of 30 that were late, 24 of 30 that came due; 12 of 30 is less than half and chance; without the table nothing is said', () => {
    const table = (late: readonly [number, number], due: readonly [number, number]): readonly Table[] => {
      const cell = (value: number) => ({ value, unit: 'count' as const, opens: null });
      return [{ id: 'order', columns: ['finished', 'still-open', 'finished-percent'], rows: [{ id: 'already-late', cells: late.map(cell) }, { id: 'came-due', cells: due.map(cell) }] }];
    };
    expect(fairnessOf(table([2, 28], [24, 6]), null).leftBehind).toEqual({ late: 6.7, due: 80 });
    expect(fairnessOf(table([12, 18], [24, 6]), null).leftBehind).toBeNull(); // 40% is not less than half of 80%
    expect(fairnessOf(table([1, 11], [4, 8]), null).leftBehind).toBeNull(); // 8% of 12 beside 33% of 12: chance
    expect(fairnessOf(table([0, 11], [30, 0]), null).leftBehind).toBeNull(); // eleven are a handful
    expect(fairnessOf([], null).leftBehind).toBeNull();
  });
});
