import { addDays, addMonths, daysBetween, isoDate, later, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Need } from './placements.js';
import type { Counts, Published, ReviewCell } from './published.js';
import type { Random } from '../../domain/chance.js';

/** A plan in force as the tables have it. */
export type PlanInForce = Readonly<{
  placement: string;
  age: number;
  sex: string;
  /** Null: not recorded. */
  need: Need | null;
  /** Calendar years in place as published: 0 and 1 are plans of the last year. */
  years: number;
}>;

/** The last review of a plan: no meeting on record, or a meeting so many days ago and its decision. */
export type LastReview = Readonly<{ heldOn: IsoDate; decidedOn: IsoDate | null }>;

/**
 * Every plan in force, once. Within a placement the counts by age, years in place, primary need and sex are all the published
 * ones; which age goes with which years is not published, and is matched so that no plan is older than its child.
 */
export function plansInForce(figures: Published, random: Random): PlanInForce[] {
  return Object.entries(figures.plans.cells).flatMap(([placement, cell]) => {
    const ages = spread(cell.byAge)
      .map(Number)
      .sort((a, b) => a - b);
    const years = matched(ages, spread(cell.byYears).map(Number), random);
    const needs = random.shuffled(spread(cell.byNeed));
    const sexes = random.shuffled(spread(cell.bySex));
    if ([years, needs, sexes].some((list) => list.length !== ages.length))
      throw new RangeError(`the published tables of ${placement} do not count the same plans`);
    return ages.map((age, at) => ({
      placement,
      age,
      years: years[at] ?? 0,
      need: needOf(needs[at]),
      sex: sexes[at] ?? '',
    }));
  });
}

const needOf = (code: string | undefined): Need | null =>
  code === undefined || code === 'UNKNOWN' ? null : (code as Need);

/** Each code as often as it is counted. */
const spread = (counts: Counts): string[] =>
  Object.entries(counts).flatMap(([code, count]) => Array.from({ length: count }, () => code));

/**
 * Years in place for ages in ascending order: mixed, then wherever a plan would be older than its child exchanged with an older
 * child's shorter plan.
 */
function matched(ages: readonly number[], years: readonly number[], random: Random): number[] {
  const noisy = years
    .map((value) => ({ value, order: value + random.next() * 9 }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
  ages.forEach((age, at) => {
    if (fits(age, noisy[at] ?? 0)) return;
    const swap = noisy.findIndex((value, other) => fits(age, value) && fits(ages[other] ?? 0, noisy[at] ?? 0));
    if (swap === -1) return;
    [noisy[at], noisy[swap]] = [noisy[swap] ?? 0, noisy[at] ?? 0];
  });
  return noisy;
}

/** A plan of year n began n - 1 to n years ago. */
const fits = (age: number, years: number): boolean => years <= age + 1;

const DAYS_A_YEAR = 365;
/** The rules began then; older plans are statements that were converted. @source SI 2014/1530 reg 1; SI 2014/2270 */
const RULES_BEGAN = isoDate('2014-09-01');
const CONVERSION_DAYS = 3 * DAYS_A_YEAR;
const SOONEST_REVIEW = 120;

/** When a plan was made: in its published year, long enough before its last review. */
export function madeOn(years: number, review: LastReview | null, today: IsoDate, random: Random): IsoDate {
  const shortest = Math.max(0, years - 1) * DAYS_A_YEAR + 1;
  const longest = Math.max(1, years) * DAYS_A_YEAR;
  const atLeast = review === null ? shortest : Math.max(shortest, daysBetween(review.heldOn, today) + SOONEST_REVIEW);
  const made = addDays(today, -random.whole(Math.min(atLeast, longest), longest));
  if (made >= RULES_BEGAN) return made;
  const lastDay = review === null ? addDays(today, -2 * DAYS_A_YEAR) : addDays(review.heldOn, -SOONEST_REVIEW);
  const span = Math.max(0, Math.min(CONVERSION_DAYS, daysBetween(RULES_BEGAN, lastDay)));
  return later(RULES_BEGAN, addDays(RULES_BEGAN, random.whole(0, span)));
}

/**
 * The last review of each plan in place so many years: how many were held in the year, before it, or never, and how many were
 * decided in and over four weeks are the published counts.
 */
export function lastReviews(
  cell: ReviewCell,
  years: number,
  today: IsoDate,
  random: Random,
  onWorkingDay: (day: IsoDate) => IsoDate,
): (LastReview | null)[] {
  const held = cell.heldThisYear + cell.heldEarlier;
  const undecided = held - cell.in4Weeks - cell.over4Weeks;
  if (undecided < 0) throw new RangeError('more review decisions than meetings were published');
  const undecidedThisYear = Math.min(undecided, cell.heldThisYear);
  const decisions = random.shuffled([
    ...Array.from({ length: cell.in4Weeks }, () => 'in-time' as const),
    ...Array.from({ length: cell.over4Weeks }, () => 'late' as const),
  ]);
  const reviews: (LastReview | null)[] = [];
  for (let nth = 0; nth < held; nth += 1) {
    const isThisYear = nth < cell.heldThisYear;
    const isUndecided = isThisYear ? nth < undecidedThisYear : nth - cell.heldThisYear < undecided - undecidedThisYear;
    const decision = isUndecided ? null : (decisions.pop() ?? null);
    reviews.push(
      isThisYear
        ? heldThisYear(decision, today, random, onWorkingDay)
        : heldEarlier(decision, years, today, random, onWorkingDay),
    );
  }
  while (reviews.length < cell.plans) reviews.push(null);
  return random.shuffled(reviews);
}

type Decision = 'in-time' | 'late' | null;

/** Days since a meeting whose decision is late: one that is not late yet is under way, and told as such. */
const LATE_FROM = 35;

function heldThisYear(
  decision: Decision,
  today: IsoDate,
  random: Random,
  onWorkingDay: (day: IsoDate) => IsoDate,
): LastReview {
  const takes = daysToDecide(decision, random);
  const yearBegan = addDays(addMonths(today, -12), 1);
  const longest = daysBetween(yearBegan, today) - 4;
  const ago =
    takes === null
      ? Math.max(LATE_FROM, Math.floor(longest * random.next() ** 2))
      : random.whole(Math.min(takes + 4, longest), longest);
  return review(addDays(today, -ago), takes, today, onWorkingDay);
}

function heldEarlier(
  decision: Decision,
  years: number,
  today: IsoDate,
  random: Random,
  onWorkingDay: (day: IsoDate) => IsoDate,
): LastReview {
  const furthest = Math.min(900, years * DAYS_A_YEAR - SOONEST_REVIEW - 10) - 372;
  const ago = 372 + Math.floor(furthest * random.next() ** 2);
  return review(addDays(today, -ago), daysToDecide(decision, random), today, onWorkingDay);
}

function daysToDecide(decision: Decision, random: Random): number | null {
  if (decision === null) return null;
  return decision === 'in-time' ? random.whole(10, 26) : 34 + Math.floor(130 * random.next() ** 2);
}

/** Meeting and decision on working days, at most two days earlier than drawn, so that neither leaves its band. */
function review(
  meeting: IsoDate,
  takes: number | null,
  today: IsoDate,
  onWorkingDay: (day: IsoDate) => IsoDate,
): LastReview {
  const heldOn = onWorkingDay(meeting);
  if (takes === null) return { heldOn, decidedOn: null };
  const decidedOn = onWorkingDay(addDays(heldOn, takes));
  return { heldOn, decidedOn: decidedOn < today ? decidedOn : addDays(today, -1) };
}
