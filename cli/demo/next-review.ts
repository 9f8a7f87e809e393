import { addDays, daysBetween, later, type IsoDate } from '../../domain/dates/iso-date.js';
import { lastToComplete } from '../../domain/review-year/limits.js';
import type { Almanac } from './almanac.js';
import type { Told } from './telling.js';

/** A review that is coming: by when it must be complete, since when it may be planned, and when its setting is closed. */
export type ComingReview = Readonly<{ completeBy: IsoDate; since: IsoDate; isClosed: (day: IsoDate) => boolean }>;

/** A meeting held so many days ago is under way: its decision is not late yet. */
export const UNDER_WAY_DAYS = 25;
/** Of the meetings whose day has come, as many were held; the others' days passed and nobody has said what became of them. */
const HELD = 0.9;
/** How many of the reviews that are late already have been given a day. */
const LATE_WITH_A_DAY = 0.55;
/** How many of those that could have met in the last weeks did; the others meet in the next ones. */
const MET = 0.4;
const PLANNED_AHEAD = 130;

/**
 * The whole of the review that comes next, up to what must be decided on it: dates set some weeks before, invitations and papers,
 * the meeting, the report. Days after today are left to be cut off, so that each review stands where it stands.
 */
export function nextReview({ completeBy, since, isClosed }: ComingReview, today: IsoDate, days: Almanac): Told[] {
  const meeting = meetingDay(completeBy, today, isClosed, days);
  if (meeting === null) return [];
  const { on: meetingOn, isLate } = meeting;
  const { random } = days;
  const before = (from: number, to: number): IsoDate => days.onOrBefore(addDays(meetingOn, -random.whole(from, to)));
  const yesterday = days.onOrBefore(addDays(today, -1));
  const wanted = before(24, 95);
  const setOn = later(isLate && wanted >= today ? yesterday : wanted, since);
  const told: Told[] = [
    { type: 'review-date-set', on: setOn, meetingOn },
    { type: 'review-invitations-sent', on: later(before(16, 30), setOn), channel: 'email' },
    { type: 'review-papers-circulated', on: later(before(random.chance(0.75) ? 16 : 8, 21), setOn), channel: 'email' },
  ];
  if (!random.chance(HELD)) return told;
  const report: Told = { type: 'review-report-sent', on: days.after(meetingOn, 4, random.chance(0.7) ? 13 : 26), channel: 'email' };
  return [...told, { type: 'review-meeting-held', on: meetingOn }, report];
}

/** A day the setting is open: some weeks before the last that leaves time to decide, or where that is past or near, soon. Null: no day is set. */
function meetingDay(completeBy: IsoDate, today: IsoDate, isClosed: ComingReview['isClosed'], days: Almanac): Readonly<{ on: IsoDate; isLate: boolean }> | null {
  const { random } = days;
  const last = lastToComplete(completeBy);
  const dueIn = daysBetween(today, last);
  if (dueIn > PLANNED_AHEAD) return null;
  const wanted = addDays(last, -random.whole(0, 45));
  const [soon, ago] = [addDays(today, random.whole(1, 60)), addDays(today, -random.whole(1, UNDER_WAY_DAYS))];
  if (dueIn < -UNDER_WAY_DAYS) return random.chance(LATE_WITH_A_DAY) ? { on: openDay(soon, isClosed, days), isLate: true } : null;
  if (wanted >= today) return { on: openDay(wanted, isClosed, days), isLate: false };
  return random.chance(MET) ? { on: days.onOrBefore(ago), isLate: false } : { on: openDay(soon, isClosed, days), isLate: true };
}

const MOST_CLOSED = 60;

function openDay(day: IsoDate, isClosed: ComingReview['isClosed'], { onOrAfter }: Almanac): IsoDate {
  let open = onOrAfter(day);
  for (let tried = 0; tried < MOST_CLOSED && isClosed(open); tried += 1) open = onOrAfter(addDays(open, 1));
  return open;
}
