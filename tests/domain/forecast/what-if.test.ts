import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ORDERS, waitingLike, whatIf, type Plan, type Question } from '../../../domain/forecast/what-if.js';

const AS_IT_IS: Plan = { demand: 44, capacity: 38, extra: 0, extraWeeks: null, order: 'oldest' };
const LIMIT = 42;
const ask = (plan: Partial<Plan>, more: Partial<Question> = {}) => whatIf({ waiting: waitingLike([], 729, 44, LIMIT), plan: { ...AS_IT_IS, ...plan }, weeks: 43, limit: LIMIT, seed: 'test', ...more });

describe('published arithmetic', () => {
  test('44 in, 38 out a week, 43 weeks: 729 becomes 987 (needs.md row 25)', () => {
    expect(ask({}).weeks.at(-1)?.waiting).toBe(987);
    expect(ask({}).clears).toEqual({ kind: 'never', growsBy: 6 });
  });

  test.each([
    { what: 'Surrey’s own 27 against 44 needed', plan: { capacity: 27 }, clears: { kind: 'never', growsBy: 17 } },
    { what: 'with locums 38', plan: { capacity: 27, extra: 11 }, clears: { kind: 'never', growsBy: 6 } },
    { what: 'as many as are needed', plan: { capacity: 44 }, clears: { kind: 'never', growsBy: 0 } },
    { what: 'three more than are needed: 729 / 3', plan: { capacity: 44, extra: 3 }, clears: { kind: 'in', weeks: 243 } },
    { what: 'locums for a year only: they shrink nothing', plan: { capacity: 27, extra: 11, extraWeeks: 52 }, clears: { kind: 'never', growsBy: 17 } },
    { what: 'a surge of 100 a week for 13 weeks: 729 - 13 x 100 < 0 in its 8th', plan: { capacity: 44, extra: 100, extraWeeks: 13 }, clears: { kind: 'in', weeks: 8 } },
  ])('$what', ({ plan, clears }) => expect(ask(plan).clears).toEqual(clears));

  test('halves are never lost: 12.5 a week for 4 weeks are 50', () => {
    const { weeks } = ask({ demand: 12.5, capacity: 0 }, { waiting: [], weeks: 4 });
    expect(weeks.map(({ came }) => came)).toEqual([12, 13, 12, 13]);
    expect(weeks.at(-1)?.waiting).toBe(50);
  });
});

describe('the order of work', () => {
  // by hand: two a week done, none come; A waits 50 days (8 late), B 40 (2 left), C 10 (32 left), D 1 (41 left)
  const waiting = [50, 40, 10, 1].map((days) => ({ since: -days, due: LIMIT - days }));
  const first = (order: Plan['order']) => whatIf({ waiting, plan: { demand: 0, capacity: 2, extra: 0, extraWeeks: null, order }, weeks: 1, limit: LIMIT, seed: 'x' });

  test('oldest first: A and B, both too late; C and D wait, in time', () => expect(first('oldest')).toMatchObject({ old: { done: 2, inTime: 0, stillLate: 0 }, weeks: [{ waiting: 2, late: 0, longest: 17 }] }));
  test('newest first: C and D in time; A and B wait, late', () => expect(first('newest')).toMatchObject({ old: { done: 2, inTime: 2, stillLate: 2, share: 0.5 }, weeks: [{ waiting: 2, late: 2, longest: 57 }] }));
  test('next due first: those still in time at the week’s end, C and D; then the late ones', () => {
    expect(first('due')).toMatchObject({ old: { done: 2, inTime: 2, stillLate: 2 } });
    const both = whatIf({ waiting, plan: { demand: 0, capacity: 3, extra: 0, extraWeeks: null, order: 'due' }, weeks: 1, limit: LIMIT, seed: 'x' });
    expect(both).toMatchObject({ old: { done: 3, inTime: 2, stillLate: 1 }, weeks: [{ longest: 47 }] }); // A, the oldest, was done
  });
  test('new work first leaves the old ones: it shows', () => {
    const [oldest, newest] = [ask({ order: 'oldest' }), ask({ order: 'newest' })];
    expect(newest.fresh.share).toBeGreaterThan(oldest.fresh.share ?? 1);
    expect(newest.old.stillLate).toBeGreaterThan(oldest.old.stillLate);
    expect(newest.weeks.at(-1)?.longest).toBeGreaterThan(oldest.weeks.at(-1)?.longest ?? Infinity);
  });
});

describe('properties', () => {
  const anyPlan = fc.record({ demand: fc.integer({ min: 0, max: 60 }), capacity: fc.integer({ min: 0, max: 60 }), extra: fc.integer({ min: 0, max: 20 }), extraWeeks: fc.option(fc.integer({ min: 1, max: 30 })), order: fc.constantFrom(...ORDERS) });

  test('opening + came - done = closing in every week, whoever is first; who is first changes no count', () => {
    fc.assert(fc.property(anyPlan, fc.integer({ min: 0, max: 300 }), (plan, stock) => {
      const waiting = waitingLike([], stock, 10, LIMIT);
      const [found, ...others] = ORDERS.map((order) => whatIf({ waiting, plan: { ...plan, order }, weeks: 20, limit: LIMIT, seed: 's' }));
      let opening = stock;
      for (const week of found?.weeks ?? []) {
        expect(opening + week.came - week.done).toBe(week.waiting);
        opening = week.waiting;
      }
      for (const other of others) expect(other.weeks.map(({ waiting: n }) => n)).toEqual(found?.weeks.map(({ waiting: n }) => n));
    }), { numRuns: 15 });
  });

  test('the same seed gives the same bands, another others; more capacity never leaves more waiting', () => {
    expect(ask({}, { seed: 'a' })).toEqual(ask({}, { seed: 'a' }));
    expect(ask({}, { seed: 'a' }).weeks.map(({ band }) => band)).not.toEqual(ask({}, { seed: 'b' }).weeks.map(({ band }) => band));
    fc.assert(fc.property(anyPlan, (plan) => {
      const waiting = waitingLike([], 100, 10, LIMIT);
      const [less, more] = [plan, { ...plan, capacity: plan.capacity + 5 }].map((one) => whatIf({ waiting, plan: one, weeks: 15, limit: LIMIT, seed: 's' }));
      more?.weeks.forEach(({ waiting: n }, i) => expect(n).toBeLessThanOrEqual(less?.weeks[i]?.waiting ?? 0));
    }), { numRuns: 15 });
  });

  test('the middle of the band lies about the line', () => {
    const last = ask({}).weeks.at(-1);
    expect(last?.band.low).toBeLessThan(987);
    expect(last?.band.high).toBeGreaterThan(987); // 43 weeks of 44: about 43.5 either way to one standard deviation
    expect((last?.band.high ?? 0) - (last?.band.low ?? 0)).toBeGreaterThan(70);
    expect((last?.band.high ?? 0) - (last?.band.low ?? 0)).toBeLessThan(160);
  });
});
