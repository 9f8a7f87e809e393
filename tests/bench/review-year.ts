import { addDays, isoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { randomFrom } from '../../domain/chance.js';
import type { PlanToReview, YearRules } from '../../domain/review-year/limits.js';
import { costOf } from '../../domain/review-year/load.js';
import { planTheYear } from '../../domain/review-year/plan-the-year.js';
import { seatsOf } from '../../domain/review-year/seats.js';
import { greedily, randomly } from '../../domain/review-year/starts.js';
import type { SettingCalendar } from '../../domain/setting-calendar.js';

/** The year of a county: 4,000 plans at 330 settings, twenty caseworkers; a fifth of them late already. */
export type ReviewYearTimes = Readonly<{ plans: number; ms: number; inTime: number; late: number; cost: number; greedy: number; random: number; /** The same with half the capacity there is need for. */ crowdedMs: number }>;

const TODAY = isoDate('2026-11-23');
const PLANS = 4_000;
const SETTINGS = 330;
const CASEWORKERS = 20;
const TERMS: SettingCalendar = {
  terms: [
    { name: 'autumn-2026', from: isoDate('2026-09-02'), to: isoDate('2026-12-18') },
    { name: 'spring-2027', from: isoDate('2027-01-04'), to: isoDate('2027-03-25') },
    { name: 'summer-2027', from: isoDate('2027-04-12'), to: isoDate('2027-07-21') },
    { name: 'autumn-2027', from: isoDate('2027-09-02'), to: isoDate('2027-12-17') },
  ],
  closures: [],
};

export function benchReviewYear(): ReviewYearTimes {
  const random = randomFrom('a county');
  const whole = (below: number): number => random.whole(0, below - 1);
  const plans = Array.from({ length: PLANS }, (_, i): PlanToReview => {
    const amendBy = isoDate('2027-03-30');
    return {
      ref: `P-${i}`,
      setting: `T-${whole(SETTINGS)}`,
      caseworker: `S-${whole(CASEWORKERS)}`,
      completeBy: addDays(TODAY, whole(365) - 30),
      transfer: random.chance(0.05) ? { amendBy, lastMeetingOn: addDays(amendBy, -84) } : null,
      meetingOn: random.chance(0.1) ? addDays(TODAY, whole(50)) : null,
    };
  });
  const rulesOf = (meetingsAWeek: number): YearRules => ({
    today: TODAY,
    working: workingDays(),
    calendars: new Map(Array.from({ length: SETTINGS }, (_, i) => [`T-${i}`, TERMS])),
    capacity: { meetingsADay: 3, meetingsAWeek },
  });
  const timed = (rules: YearRules) => {
    const from = performance.now();
    const year = planTheYear(plans, rules);
    return { year, ms: performance.now() - from };
  };
  const { year, ms } = timed(rulesOf(8));
  const seats = seatsOf(plans, rulesOf(8));
  return {
    plans: PLANS, ms,
    inTime: year.proposals.filter(({ infeasible }) => infeasible === null).length,
    late: year.proposals.filter(({ infeasible }) => infeasible !== null).length,
    cost: year.cost,
    greedy: costOf(seats, greedily(seats)),
    random: costOf(seats, randomly(seats, 1)),
    crowdedMs: timed(rulesOf(3)).ms,
  };
}
