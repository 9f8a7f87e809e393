import { isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { breaksOf, weekOf, type Break, type HeldBesides, type PlanToReview, type YearRules } from '../../domain/review-year/limits.js';
import { planning, type Proposal, type ReviewYear } from '../../domain/review-year/plan-the-year.js';
import { BEFORE_MEETING } from '../../domain/review/next-step.js';
import { AppError, invalid, notFound } from '../errors.js';
import { inBreaths } from '../in-breaths.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Page } from '../read-models.js';
import type { ReviewRow } from '../review-models.js';
import { todayOf } from '../now.js';
import { MOST_CASES, overEach, recordOnEach, type CaseResult, type Chosen } from './over-cases.js';
import { logged } from './read-case.js';
import { recordFacts } from './record-facts.js';
import type { Outcome } from './send-command.js';

/** The year of reviews: a date proposed for each, accepted or moved by whoever holds the plan. */

export type PlannedYear = Readonly<{ today: IsoDate; rules: YearRules; year: ReviewYear; rows: ReadonlyMap<string, ReviewRow> }>;

/** More plans than any council of England has. */
const EVERY_PLAN = 50_000;

/**
 * A date for every plan the person sees that has none. The whole of it is planned whoever looks: a caseworker reads the same
 * dates as their manager.
 *
 * @throws AppError `forbidden`
 */
export async function plannedYear(deps: UseCaseDeps, caller: Caller): Promise<PlannedYear> {
  const { today, rows, rules } = await toPlan(deps, caller);
  return { today, rules, rows: new Map(rows.map((row) => [row.ref, row])), year: await yearOf(deps, rows.map(asPlan), rules) };
}

async function toPlan(deps: UseCaseDeps, caller: Caller) {
  if (!mayAtAll(caller, 'record.see')) throw new AppError('forbidden');
  const today = todayOf(deps);
  const { items } = await deps.reviews.list(scopeFor(caller), { today, cursor: null, limit: EVERY_PLAN });
  const rows = items.filter(isBeforeMeeting);
  const calendars = await deps.reviews.calendars([...new Set(rows.flatMap(({ setting }) => setting?.ref ?? []))]);
  const { settings, calendar } = deps.council;
  const rules: YearRules = { today, calendars, working: workingDays(calendar.bankHolidays), capacity: settings.reviewCapacity };
  return { today, rows, rules };
}

const isBeforeMeeting = ({ step, completeBy }: ReviewRow): boolean => completeBy !== null && BEFORE_MEETING.includes(step);

const asPlan = ({ ref, setting, owner, completeBy, transfer, meetingOn, stepBy }: ReviewRow): PlanToReview => ({
  ref, meetingOn,
  setting: setting?.ref ?? null,
  caseworker: owner?.ref ?? null,
  completeBy: completeBy ?? stepBy,
  transfer: transfer === null ? null : { amendBy: transfer.amendBy, lastMeetingOn: transfer.lastMeetingOn },
});

type Kept = Readonly<{ of: string; year: Promise<ReviewYear> }>;
const LAST_YEARS = 4;
const lastYears = new WeakMap<object, readonly Kept[]>();

/** The same plans give the same year: the last few are kept, so that a page after another is quick and two at once plan once. */
function yearOf({ council }: UseCaseDeps, plans: readonly PlanToReview[], rules: YearRules): Promise<ReviewYear> {
  const { today, calendars, capacity } = rules;
  const of = JSON.stringify([today, capacity, [...calendars], plans]);
  const kept = lastYears.get(council) ?? [];
  const year = kept.find((one) => one.of === of)?.year ?? inBreaths(planning(plans, rules));
  lastYears.set(council, [{ of, year }, ...kept.filter((one) => one.of !== of)].slice(0, LAST_YEARS));
  return year;
}

/** A date proposed for a plan's review, and whose it is. */
export type ProposedDate = Proposal & Pick<ReviewRow, 'child' | 'setting' | 'owner' | 'entry'>;
export type ProposalsAsked = Readonly<{ cursor: string | null; limit: number; mine?: boolean; setting?: string }>;

/** What is proposed, in the order of the plans' references: an order that holds while dates are accepted. @throws AppError `forbidden` */
export async function proposedDates(deps: UseCaseDeps, caller: Caller, { cursor, limit, mine = false, setting }: ProposalsAsked): Promise<Page<ProposedDate> & Readonly<{ today: IsoDate }>> {
  const { today, rows, year } = await plannedYear(deps, caller);
  const own = [caller.ref, ...caller.covers.map(({ ref }) => ref)];
  const isAsked = (row: ReviewRow): boolean => (!mine || (row.owner !== null && own.includes(row.owner.ref))) && (setting === undefined || (row.setting?.ref ?? 'none') === setting);
  const asked = year.proposals.flatMap((proposal): ProposedDate[] => {
    const row = rows.get(proposal.ref);
    if (row === undefined || !isAsked(row) || (cursor !== null && proposal.ref <= cursor)) return [];
    return [{ ...proposal, child: row.child, setting: row.setting, owner: row.owner, entry: row.entry }];
  });
  const items = asked.sort((a, b) => (a.ref < b.ref ? -1 : 1)).slice(0, limit);
  await logged(deps, caller, items.map(({ ref }) => ref), 'review-year');
  return { today, items, next: asked.length > limit ? (items.at(-1)?.ref ?? null) : null };
}

/** A date somebody chose for a plan, and the limits they know it breaks. */
export type ChosenDate = Chosen & Readonly<{ meetingOn: string; knowing: readonly string[] }>;

/**
 * Sets the meetings' dates on several plans, each by itself. One whose date breaks a limit that was not named when it was chosen
 * is refused, and says which.
 *
 * @param key of the step as a whole: sent again under it, no date is set twice
 * @throws AppError `forbidden`, `invalid`
 */
export async function setDates(deps: UseCaseDeps, caller: Caller, { key, dates }: Readonly<{ key: string; dates: readonly ChosenDate[] }>): Promise<readonly CaseResult[]> {
  if (!mayAtAll(caller, 'record.facts')) throw new AppError('forbidden');
  const { today, rows, rules } = await toPlan(deps, caller);
  const found = new Map(rows.map((row) => [row.ref, row]));
  const chosen = new Map(dates.map((date) => [date.ref, date]));
  const find = (refs: readonly string[]) => Promise.resolve(refs.flatMap((ref) => found.get(ref) ?? []).map((row) => ({ ref: row.ref, child: row.child.name, row })));
  return overEach(dates, find, ({ row }, one) => {
    const date = chosen.get(row.ref);
    const on = meetingDay(date?.meetingOn ?? '', today);
    const breaks = breaksOf(asPlan(row), on, rules, besides(row, on, rows)).filter(({ limit }) => date?.knowing.includes(limit) !== true);
    if (breaks.length > 0) throw brokenLimits(breaks);
    return recordOnEach(deps, caller, key, one, [{ type: 'review-date-set', on: today, meetingOn: on }]);
  });
}

export type DateSent = Readonly<{ ref: string; commandId: string; entry: number | null; meetingOn: IsoDate; /** Set it though it breaks a limit. */ allTheSame: boolean }>;

/** Sets or moves the date of one review. @throws AppError `not-found`; `invalid` with the limits it breaks; and as `recordFacts` */
export async function setDate(deps: UseCaseDeps, caller: Caller, { ref, commandId, entry, meetingOn, allTheSame }: DateSent): Promise<Outcome> {
  const { today, rows, rules } = await toPlan(deps, caller);
  const row = rows.find((one) => one.ref === ref);
  if (row === undefined) throw notFound();
  const on = meetingDay(meetingOn, today);
  const breaks = breaksOf(asPlan(row), on, rules, besides(row, on, rows));
  if (breaks.length > 0 && !allTheSame) throw brokenLimits(breaks);
  return recordFacts(deps, caller, { caseRef: ref, commandId, facts: [{ type: 'review-date-set', on: today, meetingOn: on }], ...(entry === null ? {} : { ifEntry: entry }) });
}

/** One plan's review with what is proposed for it; null for one whose date is set. @throws AppError `forbidden`, `not-found` */
export async function reviewToDate(deps: UseCaseDeps, caller: Caller, ref: string): Promise<Readonly<{ today: IsoDate; row: ReviewRow; proposal: Proposal | null; breaks: readonly Break[] }>> {
  const { today, rows, year } = await plannedYear(deps, caller);
  const row = rows.get(ref);
  if (row === undefined) throw notFound();
  await logged(deps, caller, [ref], 'review-date');
  return { today, row, proposal: year.proposals.find((one) => one.ref === ref) ?? null, breaks: year.kept.find((one) => one.ref === ref)?.breaks ?? [] };
}

/** Meetings that are set already, without this plan's own. */
function besides({ ref, setting, owner }: ReviewRow, on: IsoDate, rows: readonly ReviewRow[]): HeldBesides {
  const others = rows.filter((other) => other.ref !== ref && other.meetingOn !== null);
  return {
    onDay: others.filter((other) => other.meetingOn === on && other.setting !== null && other.setting.ref === setting?.ref).length,
    inWeek: others.filter((other) => other.meetingOn !== null && weekOf(other.meetingOn) === weekOf(on) && other.owner !== null && other.owner.ref === owner?.ref).length,
  };
}

function meetingDay(text: string, today: IsoDate): IsoDate {
  if (!isIsoDate(text)) throw invalid([{ path: 'meetingOn', message: 'must be a day that exists, as 2026-12-08' }]);
  if (text < today) throw invalid([{ path: 'meetingOn', message: `must not be before today, ${today}` }]);
  return text;
}

const brokenLimits = (breaks: readonly Break[]): AppError =>
  new AppError('invalid', { breaks, errors: breaks.map(({ limit }) => ({ path: 'meetingOn', message: `breaks a limit: ${limit}` })) });

/** As many dates as one step sets. */
export const MOST_DATES = MOST_CASES;
