import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { lastOfMonth, monthsAround, weekLoads, type WeekLoad } from '../../domain/review-year/figures.js';
import type { Capacity } from '../../domain/review-year/limits.js';
import { weeksFrom } from '../../domain/review-year/plan-the-year.js';
import { AppError } from '../errors.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Named } from '../read-models.js';
import type { ReviewEvent } from '../review-models.js';
import { todayOf } from '../now.js';

/** What a manager reads of reviews: what was due, held, decided and finalised, and whose weeks are full. */
export type ReviewFigures = Readonly<{
  today: IsoDate;
  /** First days of the months counted. */
  months: readonly IsoDate[];
  events: readonly ReviewEvent[];
  weeks: readonly IsoDate[];
  loads: readonly WeekLoad[];
  caseworkers: readonly Named[];
  capacity: Capacity;
}>;

const MONTHS_BACK = 8;
const MONTHS = 12;
const WEEKS_AHEAD = 12;
const EVERY_PLAN = 50_000;

/** Twelve months, eight of them past, and the meetings set for the next twelve weeks. @throws AppError `forbidden` */
export async function reviewFigures(deps: UseCaseDeps, caller: Caller): Promise<ReviewFigures> {
  if (!mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
  const today = todayOf(deps);
  const scope = scopeFor(caller, 'report.read');
  const months = monthsAround(today, -MONTHS_BACK, MONTHS);
  const [first = today, last = today] = [months[0], months.at(-1)];
  const [events, plans] = await Promise.all([deps.reviews.events(scope, first, lastOfMonth(last)), deps.reviews.list(scope, { today, cursor: null, limit: EVERY_PLAN })]);
  const weeks = weeksFrom(today, WEEKS_AHEAD);
  const until = addDays(weeks.at(-1) ?? today, 6);
  const set = plans.items.flatMap(({ ref, owner, meetingOn }) => (meetingOn === null || meetingOn < today || meetingOn > until ? [] : [{ ref, caseworker: owner?.ref ?? null, on: meetingOn }]));
  const owners = new Map(plans.items.flatMap(({ owner }) => (owner === null ? [] : [[owner.ref, owner]])));
  return {
    today, months, events, weeks,
    loads: weekLoads(set),
    caseworkers: [...owners.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    capacity: deps.council.settings.reviewCapacity,
  };
}
