import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../../domain/chance.js';
import { addDays, isoDate, weekday, type IsoDate } from '../../../domain/dates/iso-date.js';
import { opennessOf, weekOf, windowOf, type PlanToReview, type YearRules } from '../../../domain/review-year/limits.js';
import { costOf } from '../../../domain/review-year/load.js';
import { planTheYear, type Proposal } from '../../../domain/review-year/plan-the-year.js';
import { seatsOf } from '../../../domain/review-year/seats.js';
import { greedily, randomly } from '../../../domain/review-year/starts.js';
import { aCouncil, plan, rulesWith, TERMS, TODAY } from './support.js';

/** Dates worked by hand. Today is Monday 23 November 2026: notice of 15 days makes Tuesday 8 December the first day. */

const open = new Map([['T-1', TERMS]]);
const proposed = (plans: readonly PlanToReview[], rules: YearRules): Record<string, Proposal> => Object.fromEntries(planTheYear(plans, rules).proposals.map((one) => [one.ref, one]));

describe('the days that are in time', () => {
  test('from 15 days after the date is set to 4 weeks before the review must be complete', () => {
    expect(windowOf(plan('P-1', '2027-03-09'), TODAY)).toEqual({ from: '2026-12-08', to: '2027-02-09', binds: 'complete' });
  });

  test('D28, D29: a phase transfer ends them at its last safe meeting', () => {
    const transfer = { amendBy: isoDate('2027-03-30'), lastMeetingOn: isoDate('2027-01-05') };
    expect(windowOf(plan('P-1', '2027-03-09', { transfer }), TODAY)).toEqual({ from: '2026-12-08', to: '2027-01-05', binds: 'transfer' });
    expect(windowOf(plan('P-1', '2027-01-12', { transfer }), TODAY)).toMatchObject({ to: '2026-12-15', binds: 'complete' });
  });
});

describe('one plan', () => {
  test('is met with two weeks in hand, and its reason can be checked by hand', () => {
    const { 'P-1': one } = proposed([plan('P-1', '2027-03-09')], rulesWith({}, open));
    expect(one?.meetingOn).toBe('2027-01-26'); // 9 February less two weeks, a Tuesday in term
    // 8 to 18 December: 9 working days; 4 January to 9 February: 27
    expect(one).toMatchObject({ infeasible: null, breaks: [], why: { openDays: 36, freeDays: 36, isKnownOpen: true, week: { from: '2027-01-25', held: 1, most: 8 }, settingDay: { held: 1, most: 3 } } });
  });

  test('never on a closed day: the last day in time falls in the Christmas holiday, so the meeting is before it', () => {
    const { 'P-1': one } = proposed([plan('P-1', '2027-01-28')], rulesWith({}, open)); // by 31 December
    expect(one?.meetingOn).toBe('2026-12-17');
    const closed = new Map([['T-1', { ...TERMS, closures: [{ from: isoDate('2026-12-16'), to: isoDate('2026-12-18') }] }]]);
    expect(proposed([plan('P-1', '2027-01-28')], rulesWith({}, closed))['P-1']?.meetingOn).toBe('2026-12-15');
  });

  test('in no setting: any working day; of a setting that told no terms: a day, and that it is not known to be open', () => {
    expect(proposed([plan('P-1', '2027-01-28', { setting: null })], rulesWith())['P-1']).toMatchObject({ meetingOn: '2026-12-17', why: { isKnownOpen: true, settingDay: null } });
    expect(proposed([plan('P-1', '2027-01-28')], rulesWith())['P-1']).toMatchObject({ infeasible: null, why: { isKnownOpen: false } });
    const august = planTheYear([plan('P-1', '2027-09-20')], rulesWith()).proposals[0]?.meetingOn; // last day in time: 23 August
    expect(august?.slice(0, 7)).toBe('2027-07');
  });
});

describe('what cannot be in time', () => {
  test('too near: the soonest day, and which limit it breaks', () => {
    const { 'P-1': one } = proposed([plan('P-1', '2026-12-20')], rulesWith({}, open)); // by 22 November
    expect(one).toMatchObject({ meetingOn: '2026-12-08', infeasible: 'too-near', breaks: [{ limit: 'complete', lastOn: '2026-11-22', completeBy: '2026-12-20' }] });
  });

  test('closed: every working day there is; the first day of term after it', () => {
    const closed = new Map([['T-1', { ...TERMS, closures: [{ from: isoDate('2026-12-01'), to: isoDate('2026-12-18') }] }]]);
    expect(proposed([plan('P-1', '2027-01-15')], rulesWith({}, closed))['P-1']).toMatchObject({ meetingOn: '2027-01-04', infeasible: 'closed' });
  });

  test('full: the caseworker can hold one a week, and a week is all there is', () => {
    const year = proposed([plan('P-1', '2027-01-08'), plan('P-2', '2027-01-08', { setting: 'T-2' })], rulesWith({ meetingsAWeek: 1 }, new Map([['T-1', TERMS], ['T-2', TERMS]])));
    // in time 8 to 11 December, one week: one of the two is a week late
    expect(Object.values(year).map(({ infeasible }) => infeasible).sort()).toEqual(['full', null].sort());
    expect(Object.values(year).map(({ meetingOn }) => meetingOn).sort()).toEqual([expect.stringMatching(/2026-12-(08|09|10|11)/), '2026-12-14']);
  });

  test('with no room at all it has no day', () => {
    const kept = Array.from({ length: 60 }, (_, week) => plan(`P-K${week}`, '2027-11-01', { setting: null, meetingOn: addDays(isoDate('2026-12-07'), 7 * week) }));
    const { proposals } = planTheYear([...kept, plan('P-1', '2027-01-08')], rulesWith({ meetingsAWeek: 1 }, open));
    expect(proposals).toMatchObject([{ ref: 'P-1', meetingOn: null, infeasible: 'full' }]);
  });
});

test('a phase transfer comes first where one day is all there is', () => {
  const transfer = { amendBy: isoDate('2027-03-02'), lastMeetingOn: isoDate('2026-12-08') };
  const plans = [plan('P-1', '2027-01-05'), plan('P-2', '2027-06-01', { transfer })];
  const year = proposed(plans, rulesWith({ meetingsADay: 1 }, open));
  expect(year['P-2']).toMatchObject({ meetingOn: '2026-12-08', infeasible: null });
  expect(year['P-1']).toMatchObject({ infeasible: 'full', meetingOn: '2026-12-09' });
});

test('one is moved aside where that lets another be in time, which one after another would not find', () => {
  // one meeting a week: the first could be in either of two, the second in the first of them alone
  const closed = { ...TERMS, closures: [{ from: isoDate('2026-12-12'), to: isoDate('2026-12-18') }] };
  const rules = rulesWith({ meetingsAWeek: 1 }, new Map([['T-1', TERMS], ['T-2', closed]]));
  const plans = [plan('P-1', '2027-01-15'), plan('P-2', '2027-01-19', { setting: 'T-2' })]; // by 18 and by 22 December
  const seats = seatsOf(plans, rules);
  expect(costOf(seats, greedily(seats))).toBeGreaterThan(1_000_000);
  const year = proposed(plans, rules);
  expect(year['P-1']?.meetingOn).toBe('2026-12-14');
  expect(year['P-2']).toMatchObject({ infeasible: null, meetingOn: expect.stringMatching(/^2026-12-(08|09|10|11)$/) as string });
});

test('of a whole council it is better than greedy, not only as good', () => {
  const { plans, rules } = aCouncil(160, randomFrom('a council').next);
  const seats = seatsOf(plans, rules);
  expect(planTheYear(plans, rules).cost).toBeLessThan(costOf(seats, greedily(seats)));
});

test('the weeks are level: sixteen reviews that could all be held on one day are spread over the eight weeks there are', () => {
  const plans = Array.from({ length: 16 }, (_, i) => plan(`P-${i}`, '2027-03-09', { setting: `T-${i}` }));
  const { proposals } = planTheYear(plans, rulesWith({}, new Map(plans.map(({ setting }) => [setting ?? '', TERMS]))));
  const weeks = new Map<string, number>();
  for (const { meetingOn } of proposals) weeks.set(weekOf(meetingOn ?? TODAY), (weeks.get(weekOf(meetingOn ?? TODAY)) ?? 0) + 1);
  expect(Math.max(...weeks.values())).toBeLessThanOrEqual(3);
  expect(weeks.size).toBeGreaterThanOrEqual(6);
});

test('a date that is set is kept, counts, and says which limits it breaks', () => {
  const kept = plan('P-1', '2027-01-05', { meetingOn: isoDate('2026-12-26') });
  const { kept: dates } = planTheYear([kept], rulesWith({}, open));
  expect(dates).toMatchObject([{ meetingOn: '2026-12-26', breaks: [{ limit: 'complete', lastOn: '2026-12-08' }, { limit: 'not-working' }, { limit: 'closed', from: '2026-12-19', to: '2027-01-03' }] }]);
  const full = [plan('P-1', '2027-01-05', { meetingOn: isoDate('2026-12-08') }), plan('P-2', '2027-01-05')];
  expect(proposed(full, rulesWith({ meetingsADay: 1 }, open))['P-2']).toMatchObject({ infeasible: 'full' });
});

test('capacities that are no numbers are refused', () => {
  expect(() => planTheYear([], rulesWith({ meetingsADay: 0 }))).toThrow('capacities');
});

const council = fc.tuple(fc.integer({ min: 0, max: 160 }), fc.integer()).map(([size, seed]) => aCouncil(size, randomFrom(String(seed)).next));
const SEEDED = { seed: 20261123, numRuns: 40 };

describe('of any council', () => {
  test('the cost is never above that of the best of a greedy and a random plan, whatever the random one’s seed', () => {
    fc.assert(
      fc.property(council, fc.integer(), ({ plans, rules }, seed) => {
        const seats = seatsOf(plans, rules);
        const best = Math.min(costOf(seats, greedily(seats)), costOf(seats, randomly(seats, seed)), costOf(seats, soonestFirst(seats)));
        expect(planTheYear(plans, rules).cost).toBeLessThanOrEqual(best + 1e-6);
      }),
      SEEDED,
    );
  });

  test('every proposal without a reason keeps every limit, counted again from the answer alone', () => {
    fc.assert(
      fc.property(council, ({ plans, rules }) => {
        const { proposals } = planTheYear(plans, rules);
        const byRef = new Map(plans.map((one) => [one.ref, one]));
        const meetings = [...plans.flatMap(({ ref, meetingOn }) => (meetingOn === null ? [] : [{ ref, on: meetingOn }])), ...proposals.flatMap(({ ref, meetingOn }) => (meetingOn === null ? [] : [{ ref, on: meetingOn }]))];
        const count = (is: (of: PlanToReview, on: IsoDate) => boolean): number => meetings.filter(({ ref, on }) => is(byRef.get(ref) ?? plan('', TODAY), on)).length;
        for (const { ref, meetingOn, infeasible, breaks } of proposals) {
          const of = byRef.get(ref) ?? plan('', TODAY);
          if (meetingOn === null) continue;
          expect(breaks.length > 0).toBe(infeasible !== null);
          expect(meetingOn >= addDays(TODAY, 15) && weekday(meetingOn) <= 5).toBe(true);
          expect(of.setting === null || opennessOf(rules.calendars.get(of.setting) ?? null, true)(meetingOn).kind !== 'closed').toBe(true);
          if (infeasible === null) expect(meetingOn <= addDays(of.completeBy, -28) && (of.transfer === null || meetingOn <= of.transfer.lastMeetingOn)).toBe(true);
          if (of.setting !== null) expect(count((one, on) => one.setting === of.setting && on === meetingOn)).toBeLessThanOrEqual(rules.capacity.meetingsADay);
          expect(count((one, on) => one.caseworker === of.caseworker && weekOf(on) === weekOf(meetingOn))).toBeLessThanOrEqual(rules.capacity.meetingsAWeek);
        }
      }),
      SEEDED,
    );
  });

  test('the same plans in any order have the same answer', () => {
    fc.assert(
      fc.property(council, ({ plans, rules }) => {
        expect(planTheYear(plans.toReversed(), rules)).toEqual(planTheYear(plans, rules));
      }),
      { ...SEEDED, numRuns: 20 },
    );
  });
});

/** A third plain way, of the tests' own: each in turn on the first day with room. */
function soonestFirst(seats: ReturnType<typeof seatsOf>): Int32Array {
  const taken = new Map<string, number>();
  const { capacity } = seats.rules;
  const used = (key: string): number => taken.get(key) ?? 0;
  for (const { plan: { setting, caseworker, meetingOn } } of seats.kept) {
    if (meetingOn === null) continue;
    taken.set(`${setting} ${meetingOn}`, used(`${setting} ${meetingOn}`) + 1);
    taken.set(`${caseworker} ${weekOf(meetingOn)}`, used(`${caseworker} ${weekOf(meetingOn)}`) + 1);
  }
  return Int32Array.from(seats.choices, ({ plan: { setting, caseworker }, days }) => {
    for (let choice = 0; choice < days.length; choice += 1) {
      const on = seats.dates[days[choice] ?? 0] ?? TODAY;
      const [place, week] = [`${setting} ${on}`, `${caseworker} ${weekOf(on)}`];
      if ((setting !== null && used(place) >= capacity.meetingsADay) || used(week) >= capacity.meetingsAWeek) continue;
      taken.set(place, used(place) + 1);
      taken.set(week, used(week) + 1);
      return choice;
    }
    return -1;
  });
}
