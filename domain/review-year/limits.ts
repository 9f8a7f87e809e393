import { addDays, addWeeks, weekday, type IsoDate } from '../dates/iso-date.js';
import type { WorkingDays } from '../dates/working-days.js';
import { NOTICE_WEEKS, WEEKS_TO_DECIDE } from '../law/reviews.js';
import { closuresOf, type Closed, type SettingCalendar } from '../setting-calendar.js';

/** A plan whose review must be given a day. */
export type PlanToReview = Readonly<{
  ref: string;
  /** Where the child is; null: in no setting, and the council runs the review itself (reg 21). */
  setting: string | null;
  caseworker: string | null;
  /** Last day on which its review is complete in time: the family told of the decision. */
  completeBy: IsoDate;
  /** The last day to amend it before a phase transfer, and the last meeting from which that is safe; null: no transfer is expected. */
  transfer: Readonly<{ amendBy: IsoDate; lastMeetingOn: IsoDate }> | null;
  /** The meeting's day where one is set already and the meeting not held. */
  meetingOn: IsoDate | null;
}>;

/** How many meetings there may be: of one setting on a day, and of one caseworker in a week, Monday to Sunday. */
export type Capacity = Readonly<{ meetingsADay: number; meetingsAWeek: number }>;

export type YearRules = Readonly<{
  today: IsoDate;
  working: WorkingDays;
  /** Terms and closures by setting; one that is missing has told none. */
  calendars: ReadonlyMap<string, SettingCalendar>;
  capacity: Capacity;
}>;

/** From the day a date is set to the meeting, so that invitations and papers of that day are in time: neither day counts. */
export const NOTICE_DAYS = 7 * NOTICE_WEEKS + 1;

/** The last day for a meeting that leaves the council its weeks to decide in time. */
export const lastToComplete = (completeBy: IsoDate): IsoDate => addWeeks(completeBy, -WEEKS_TO_DECIDE);

/** Days between which a meeting meets every limit of law and target; `from` after `to` where no day does. */
export type MeetingWindow = Readonly<{ from: IsoDate; to: IsoDate; binds: 'complete' | 'transfer' }>;

/**
 * The days on which a meeting whose date is set today leaves the notice the law asks, and the four weeks to decide within the
 * twelve months; before a phase transfer, no later than its last safe meeting.
 */
export function windowOf({ completeBy, transfer }: Pick<PlanToReview, 'completeBy' | 'transfer'>, today: IsoDate): MeetingWindow {
  const toComplete = lastToComplete(completeBy);
  const isTransfer = transfer !== null && transfer.lastMeetingOn < toComplete;
  return { from: addDays(today, NOTICE_DAYS), to: isTransfer ? transfer.lastMeetingOn : toComplete, binds: isTransfer ? 'transfer' : 'complete' };
}

/** Monday of a day's week. */
export const weekOf = (on: IsoDate): IsoDate => addDays(on, 1 - weekday(on));

/** What a day is to a setting. `unknown`: no term that was told holds it. */
export type Openness = Readonly<{ kind: 'open' | 'unknown' } | { kind: 'closed'; closed: Closed }>;

/** Whether a setting is open on a day, by the terms and closures it has told. A child in no setting can be met on any working day. */
export function opennessOf(calendar: SettingCalendar | null, isAtSetting: boolean): (on: IsoDate) => Openness {
  if (!isAtSetting) return () => ({ kind: 'open' });
  if (calendar === null) return () => ({ kind: 'unknown' });
  const closures = closuresOf(calendar);
  return (on) => {
    const closed = closures.find(({ from, to }) => from <= on && on <= to);
    if (closed !== undefined) return { kind: 'closed', closed };
    return { kind: calendar.terms.some(({ from, to }) => from <= on && on <= to) ? 'open' : 'unknown' };
  };
}

/** A limit that a day breaks, and the day or number that says so. */
export type Break = Readonly<
  | { limit: 'notice'; firstOn: IsoDate }
  | { limit: 'complete'; lastOn: IsoDate; completeBy: IsoDate }
  | { limit: 'transfer'; lastOn: IsoDate; amendBy: IsoDate }
  | { limit: 'not-working' }
  | { limit: 'closed'; from: IsoDate; to: IsoDate }
  | { limit: 'setting-full'; held: number; most: number }
  | { limit: 'week-full'; held: number; most: number }
>;

export const REVIEW_LIMITS = ['notice', 'complete', 'transfer', 'not-working', 'closed', 'setting-full', 'week-full'] as const satisfies readonly Break['limit'][];

/** Meetings there are besides: of a plan's setting on a day, of its caseworker in the day's week. */
export type HeldBesides = Readonly<{ onDay: number; inWeek: number }>;

/** Every limit a meeting of this plan on that day would break, if its date were set today; none: it meets them all. */
export function breaksOf(plan: PlanToReview, on: IsoDate, rules: YearRules, { onDay, inWeek }: HeldBesides): readonly Break[] {
  const { from } = windowOf(plan, rules.today);
  const toComplete = lastToComplete(plan.completeBy);
  const open = opennessOf(plan.setting === null ? null : (rules.calendars.get(plan.setting) ?? null), plan.setting !== null)(on);
  const { meetingsADay, meetingsAWeek } = rules.capacity;
  const { transfer } = plan;
  return [
    ...(on < from ? [{ limit: 'notice' as const, firstOn: from }] : []),
    ...(on > toComplete ? [{ limit: 'complete' as const, lastOn: toComplete, completeBy: plan.completeBy }] : []),
    ...(transfer !== null && on > transfer.lastMeetingOn ? [{ limit: 'transfer' as const, lastOn: transfer.lastMeetingOn, amendBy: transfer.amendBy }] : []),
    ...(rules.working.has(on) ? [] : [{ limit: 'not-working' as const }]),
    ...(open.kind === 'closed' ? [{ limit: 'closed' as const, from: open.closed.from, to: open.closed.to }] : []),
    ...(plan.setting !== null && onDay >= meetingsADay ? [{ limit: 'setting-full' as const, held: onDay, most: meetingsADay }] : []),
    ...(plan.caseworker !== null && inWeek >= meetingsAWeek ? [{ limit: 'week-full' as const, held: inWeek, most: meetingsAWeek }] : []),
  ];
}

