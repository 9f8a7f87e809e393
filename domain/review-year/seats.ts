import { inSteps, toTheEnd, type Steps } from '../steps.js';
import { addDays, addWeeks, daysBetween, later, type IsoDate } from '../dates/iso-date.js';
import { lastToComplete, opennessOf, weekOf, windowOf, type MeetingWindow, type PlanToReview, type YearRules } from './limits.js';

/** The days a plan's meeting could have, each with what it costs whatever else is planned. Days are counted from today, 0. */
export type Choices = Readonly<{
  plan: PlanToReview;
  window: MeetingWindow;
  /** Numbers of its setting and its caseworker; -1: none. */
  setting: number;
  caseworker: number;
  days: Int16Array;
  costs: Float64Array;
  /** So many of the days come first and meet every limit; the rest are late. */
  inTime: number;
}>;

export type Seats = Readonly<{
  rules: YearRules;
  choices: readonly Choices[];
  /** Plans whose date is set already: they keep it, and it counts against capacity. */
  kept: readonly Choices[];
  dates: readonly IsoDate[];
  /** Number of the week of each day. */
  weeks: Int16Array;
  settings: number;
  caseworkers: number;
}>;

/**
 * What a plan of the year costs, by the sum over its reviews. The first three outweigh all the rest together up to some 20,000
 * plans: first no phase transfer late, then no review late, then every one a day; then level weeks; then a day that leaves room.
 */
export const COSTS = {
  /** A meeting after the last safe one before a phase transfer. */
  lateForTransfer: 1_000_000_000,
  /** A meeting that leaves less than four weeks to decide within the twelve months. */
  late: 1_000_000,
  /** No day at all, beside both of the above as they apply. */
  none: 500_000,
  /** For each day after the last that is in time, or after the first there could be. */
  dayLate: 3,
  /** For each week earlier than `weeksInHand` before the last day in time: a review early is the next one early. */
  weekEarly: 0.5,
  /** For each day of the weeks in hand that is used up. */
  dayInHand: 0.25,
  /** A day of which it is not known whether the setting is open; in August it most likely is not. */
  unknownDay: 4,
  unknownAugust: 60,
} as const;
const WEEKS_IN_HAND = 2;
/** As far beyond the last day in time as a late meeting is looked for. */
const WEEKS_LATE = 26;
/** No review lies farther ahead: twelve months, and what a transfer of a plan adds. */
const MOST_DAYS = 800;

const A_STEP = 50;

/** @param plans in any order: the answer is the same */
export const seatsOf = (plans: readonly PlanToReview[], rules: YearRules): Seats => toTheEnd(seating(plans, rules));

/** The same in steps. */
export function* seating(plans: readonly PlanToReview[], rules: YearRules): Steps<Seats> {
  const inOrder = [...plans].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const settings = numbered(inOrder.map(({ setting }) => setting));
  const caseworkers = numbered(inOrder.map(({ caseworker }) => caseworker));
  const last = inOrder.map((plan) => lastLooked(plan, rules.today)).reduce(later, rules.today);
  const dates = Array.from({ length: Math.min(MOST_DAYS, daysBetween(rules.today, last) + 1) }, (_, day) => addDays(rules.today, day));
  const firstMonday = weekOf(rules.today);
  const weeks = Int16Array.from(dates, (date) => Math.floor(daysBetween(firstMonday, date) / 7));
  const opens = new Map(yield* inSteps([null, ...settings.keys()], (ref) => [ref, opensOf(ref, dates, rules)] as const, A_STEP));
  const choicesOf = (plan: PlanToReview): Choices => ({
    plan,
    window: windowOf(plan, rules.today),
    setting: plan.setting === null ? -1 : (settings.get(plan.setting) ?? -1),
    caseworker: plan.caseworker === null ? -1 : (caseworkers.get(plan.caseworker) ?? -1),
    ...daysOf(plan, dates, opens.get(plan.setting) ?? [], rules.today),
  });
  return {
    rules, dates, weeks,
    settings: settings.size,
    caseworkers: caseworkers.size,
    choices: yield* inSteps(inOrder.filter(({ meetingOn }) => meetingOn === null), choicesOf, A_STEP),
    kept: yield* inSteps(inOrder.filter(({ meetingOn }) => meetingOn !== null), choicesOf, A_STEP),
  };
}

const numbered = (refs: readonly (string | null)[]): Map<string, number> => new Map([...new Set(refs)].filter((ref) => ref !== null).map((ref, number) => [ref, number]));

const lastLooked = (plan: PlanToReview, today: IsoDate): IsoDate => {
  const { from, to } = windowOf(plan, today);
  return addWeeks(later(from, to), WEEKS_LATE);
};

/** What each day is to a setting, by its cost; Infinity: no day for a meeting. */
function opensOf(setting: string | null, dates: readonly IsoDate[], { working, calendars }: YearRules): readonly number[] {
  const openness = opennessOf(setting === null ? null : (calendars.get(setting) ?? null), setting !== null);
  return dates.map((on) => {
    if (!working.has(on)) return Infinity;
    const { kind } = openness(on);
    if (kind === 'closed') return Infinity;
    return kind === 'open' ? 0 : on.slice(5, 7) === '08' ? COSTS.unknownAugust : COSTS.unknownDay;
  });
}

function daysOf(plan: PlanToReview, dates: readonly IsoDate[], opens: readonly number[], today: IsoDate): Pick<Choices, 'days' | 'costs' | 'inTime'> {
  const { from, to } = windowOf(plan, today);
  const first = daysBetween(today, from);
  const inTime = daysBetween(today, to);
  const toComplete = daysBetween(today, lastToComplete(plan.completeBy));
  const toTransfer = plan.transfer === null ? Infinity : daysBetween(today, plan.transfer.lastMeetingOn);
  const until = Math.min(dates.length - 1, daysBetween(today, lastLooked(plan, today)));
  const found: [number, number][] = [];
  for (let day = first; day <= until; day += 1) {
    const open = opens[day] ?? Infinity;
    if (open !== Infinity) found.push([day, open + timeCost(day, { first, inTime, toComplete, toTransfer })]);
  }
  return {
    days: Int16Array.from(found, ([day]) => day),
    costs: Float64Array.from(found, ([, cost]) => cost),
    inTime: found.filter(([day]) => day <= inTime).length,
  };
}

function timeCost(day: number, { first, inTime, toComplete, toTransfer }: Record<'first' | 'inTime' | 'toComplete' | 'toTransfer', number>): number {
  if (day > inTime) return lateness(day > toComplete, day > toTransfer) + COSTS.dayLate * (day - Math.max(inTime, first));
  const inHand = inTime - day;
  const kept = WEEKS_IN_HAND * 7;
  return inHand >= kept ? (COSTS.weekEarly * (inHand - kept)) / 7 : COSTS.dayInHand * (kept - inHand);
}

const lateness = (isLate: boolean, isLateForTransfer: boolean): number => (isLate ? COSTS.late : 0) + (isLateForTransfer ? COSTS.lateForTransfer : 0);

/** What it costs to give a plan no day. */
export const costOfNone = ({ plan }: Choices): number => COSTS.none + lateness(true, plan.transfer !== null);

