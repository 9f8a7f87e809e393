import { addDays, daysBetween, type IsoDate } from '../dates/iso-date.js';
import { inSteps, toTheEnd, type Steps } from '../steps.js';
import { improving } from './improve.js';
import { breaksOf, opennessOf, weekOf, type Break, type PlanToReview, type YearRules } from './limits.js';
import { costOf, loadOf, type Load, type Placed } from './load.js';
import { seating, type Choices, type Seats } from './seats.js';
import { greedily, randomly } from './starts.js';

/** Why a review cannot be in time: no day is left for it, its setting is closed on each, or each is full. */
export type Infeasible = 'too-near' | 'closed' | 'full';

/** Why this day. */
export type WhyThisDay = Readonly<{
  /** Between these days a meeting set today meets every limit; `binds` says which gave the last. */
  from: IsoDate;
  to: IsoDate;
  binds: 'complete' | 'transfer';
  completeBy: IsoDate;
  amendBy: IsoDate | null;
  /** Days of that span on which the setting may be open and it is a working day; and those of them that are not full. */
  openDays: number;
  freeDays: number;
  /** Of the caseworker's week and the setting's day: meetings there with this one, and the most there may be. Null: no such limit. */
  week: Readonly<{ from: IsoDate; held: number; most: number }> | null;
  settingDay: Readonly<{ held: number; most: number }> | null;
  /** Whether the setting's terms say that it is open that day. */
  isKnownOpen: boolean;
}>;

export type Proposal = Readonly<{
  ref: string;
  /** Null: every day there is, half a year beyond the last in time, is full or closed. */
  meetingOn: IsoDate | null;
  why: WhyThisDay;
  /** Null where it meets every limit. */
  infeasible: Infeasible | null;
  breaks: readonly Break[];
}>;

/** A date that is set already, and every limit it breaks. */
export type KeptDate = Readonly<{ ref: string; meetingOn: IsoDate; breaks: readonly Break[] }>;

export type ReviewYear = Readonly<{ proposals: readonly Proposal[]; kept: readonly KeptDate[]; cost: number }>;

const SEED = 1;

/**
 * A meeting date for every plan that has none: in time by every limit where that can be, phase transfers before all others,
 * never on a closed day, no setting and no caseworker above what they can do, the weeks level. One that cannot be in time has the
 * soonest day there is, and why. What a plan of the year costs is stated in `COSTS`: this one costs no more than the better of
 * `greedily` and `randomly`. The same plans on the same day give the same answer.
 *
 * @throws RangeError if capacities are not whole numbers of at least 1
 */
export const planTheYear = (plans: readonly PlanToReview[], rules: YearRules): ReviewYear => toTheEnd(planning(plans, rules));

/** The same in steps. @throws RangeError if capacities are not whole numbers of at least 1 */
export function* planning(plans: readonly PlanToReview[], rules: YearRules): Steps<ReviewYear> {
  const { meetingsADay, meetingsAWeek } = rules.capacity;
  if (![meetingsADay, meetingsAWeek].every((most) => Number.isInteger(most) && most >= 1)) throw new RangeError('capacities must be whole numbers of at least 1');
  const seats = yield* seating(plans, rules);
  const starts = yield* inSteps([greedily, randomly], (start) => {
    const placed = start(seats, SEED);
    return { placed, cost: costOf(seats, placed) };
  }, 1);
  const [better] = starts.sort((a, b) => a.cost - b.cost);
  const placed = better === undefined ? new Int32Array() : yield* improving(seats, better.placed);
  return { ...(yield* explained(seats, placed)), cost: costOf(seats, placed) };
}

const EXPLAINED_A_STEP = 100;

function* explained(seats: Seats, placed: Placed): Steps<Pick<ReviewYear, 'proposals' | 'kept'>> {
  const { rules } = seats;
  const load = loadOf(seats);
  const heldAt = (choices: Choices, on: IsoDate) => {
    const day = daysBetween(rules.today, on);
    if (day < 0 || day >= seats.dates.length) return { onDay: 1, inWeek: 1 }; // past, or farther than any other
    return { onDay: load.onDay(choices.setting, day), inWeek: load.inWeek(choices.caseworker, seats.weeks[day] ?? 0) };
  };
  const kept = seats.kept.flatMap((choices): KeptDate[] => {
    const { meetingOn } = choices.plan;
    if (meetingOn === null) return [];
    const { onDay, inWeek } = heldAt(choices, meetingOn); // itself among them
    // the notice of a date that is set is its own duty's to watch
    const breaks = breaksOf(choices.plan, meetingOn, rules, { onDay: onDay - 1, inWeek: inWeek - 1 }).filter(({ limit }) => limit !== 'notice');
    return [{ ref: choices.plan.ref, meetingOn, breaks }];
  });
  seats.choices.forEach((choices, i) => {
    if ((placed[i] ?? -1) >= 0) load.add(choices, placed[i] ?? -1, 1);
  });
  return { kept, proposals: yield* inSteps(seats.choices, (choices, i) => proposal(seats, load, choices, placed[i] ?? -1), EXPLAINED_A_STEP) };
}

function proposal(seats: Seats, load: Load, choices: Choices, choice: number): Proposal {
  const { rules, dates, weeks } = seats;
  const { plan, window, days, inTime } = choices;
  if (choice >= 0) load.add(choices, choice, -1);
  const free = Array.from({ length: inTime }, (_, one) => one).filter((one) => load.fits(choices, one)).length;
  const day = choice < 0 ? null : (days[choice] ?? null);
  const on = day === null ? null : (dates[day] ?? null);
  const besides = { onDay: load.onDay(choices.setting, day ?? 0), inWeek: load.inWeek(choices.caseworker, weeks[day ?? 0] ?? 0) };
  if (choice >= 0) load.add(choices, choice, 1);
  const isInTime = choice >= 0 && choice < inTime;
  const { capacity } = rules;
  return {
    ref: plan.ref,
    meetingOn: on,
    why: {
      ...window,
      completeBy: plan.completeBy,
      amendBy: plan.transfer?.amendBy ?? null,
      openDays: inTime,
      freeDays: free,
      week: plan.caseworker === null || on === null ? null : { from: weekOf(on), held: besides.inWeek + 1, most: capacity.meetingsAWeek },
      settingDay: plan.setting === null || on === null ? null : { held: besides.onDay + 1, most: capacity.meetingsADay },
      isKnownOpen: on !== null && opennessOf(plan.setting === null ? null : (rules.calendars.get(plan.setting) ?? null), plan.setting !== null)(on).kind === 'open',
    },
    infeasible: isInTime ? null : window.from > window.to ? 'too-near' : inTime === 0 ? 'closed' : 'full',
    breaks: on === null ? [] : breaksOf(plan, on, rules, besides),
  };
}

/** Mondays of the weeks from today's on, as many as asked. */
export const weeksFrom = (today: IsoDate, count: number): readonly IsoDate[] => Array.from({ length: count }, (_, week) => addDays(weekOf(today), 7 * week));
