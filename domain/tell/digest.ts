import { isOf, type AgendaItem, type Climb } from '../agenda.js';
import { addDays, type IsoDate } from '../dates/iso-date.js';
import { londonDay, londonInstant, londonTime, type Instant } from '../dates/london.js';
import { workingDayOnOrAfter, type WorkingDays } from '../dates/working-days.js';
import type { Duty } from '../duty.js';
import { isStatutory, tellsLate } from '../ladder.js';
import { OUTSIDE_ROLES } from '../role-order.js';
import { isWithin, type LadderCode, type Rung, type RungChannel, type StaffMail } from '../settings.js';

/**
 * When staff are written to. A rung is performed and recorded on its day whatever the hour; this decides only when its mail leaves.
 * Nobody outside the council is here: a letter of the law or a request for advice leaves by itself, at once, on the day it is dated.
 */

/** How a rung is sent where its ladder does not say: what is late, and what goes out of the house, at once; the rest in the day's mail. */
export const channelOf = (code: LadderCode, rung: Pick<Rung, 'act' | 'to' | 'from' | 'days' | 'channel'>): RungChannel =>
  rung.channel ?? (rung.act === 'escalate' || tellsLate(rung, isStatutory(code)) || OUTSIDE_ROLES.includes(rung.to) ? 'at-once' : 'digest');

/** How a rung of this duty is sent: a breach of the law never waits for the day's mail, whatever a ladder says. */
export const channelFor = ({ code, kind, shape }: Pick<Duty, 'code' | 'kind' | 'shape'>, rung: Rung): RungChannel =>
  tellsLate(rung, kind === 'statutory' && shape === 'deadline') || OUTSIDE_ROLES.includes(rung.to) ? 'at-once' : channelOf(code, rung);

/** How an item of the agenda is sent, by the ladder it stands on. @param climbs of its record */
export function channelOfItem(item: Pick<AgendaItem, 'duty' | 'subject' | 'occurrence' | 'rung'>, climbs: readonly Climb[]): RungChannel {
  const climb = climbs.find(({ duty }) => isOf(duty, item));
  const rung = climb?.rungs.find((one) => one.rung.rung === item.rung)?.rung;
  return climb === undefined || rung === undefined ? 'at-once' : channelFor(climb.duty, rung);
}

/** Whether staff are not written to then: on a day that is no working day, or in the council's quiet hours. */
export function isQuiet(at: Instant, { quietHours }: Pick<StaffMail, 'quietHours'>, working: WorkingDays): boolean {
  const { on, time } = londonTime(at);
  return !working.has(on) || (quietHours !== null && isWithin(time.slice(0, 5), quietHours));
}

/** From when staff may be written to: at that moment, or when quiet hours and holidays have ended. */
export function wakesAt(at: Instant, mail: StaffMail, working: WorkingDays): Instant {
  if (!isQuiet(at, mail, working)) return at;
  const { quietHours } = mail;
  const opens = quietHours === null || quietHours.from < quietHours.to ? '00:00' : quietHours.to;
  const { on, time } = londonTime(at);
  if (!working.has(on)) return londonInstant(workingDayOnOrAfter(on, working), opens);
  if (quietHours !== null && time.slice(0, 5) < quietHours.to) return londonInstant(on, quietHours.to);
  return londonInstant(workingDayOnOrAfter(addDays(on, 1), working), opens);
}

/** The next time of the day's mail, this moment included. */
export function nextDigest(at: Instant, { digestAt }: Pick<StaffMail, 'digestAt'>, working: WorkingDays): Instant {
  const today = workingDayOnOrAfter(londonDay(at), working);
  const then = londonInstant(today, digestAt);
  return then >= at ? then : londonInstant(workingDayOnOrAfter(addDays(today, 1), working), digestAt);
}

/** The day whose mail may go now: from its time on, outside quiet hours. Null where none may. */
export function digestDay(now: Instant, mail: StaffMail, working: WorkingDays): IsoDate | null {
  const today = londonDay(now);
  return !isQuiet(now, mail, working) && londonInstant(today, mail.digestAt) <= now ? today : null;
}

/** Something a member of staff is to be told; `queuedAt`: when it was recorded. */
export type StaffNotice = Readonly<{ channel: RungChannel; queuedAt: Instant }>;

/** When a notice leaves, asked now: now, or later. One for the day's mail goes with the first after it was recorded, or with the next after whatever held that up. */
export function leavesAt({ channel, queuedAt }: StaffNotice, now: Instant, mail: StaffMail, working: WorkingDays): Instant {
  if (channel === 'at-once') return wakesAt(now, mail, working);
  const due = nextDigest(queuedAt, mail, working);
  if (due > now) return due;
  return digestDay(now, mail, working) === null ? nextDigest(now, mail, working) : now;
}

/** The same where the times of another day may be others: each day goes by its own. */
export function leavesByDay(notice: StaffNotice, now: Instant, mailOn: (day: IsoDate) => StaffMail, working: WorkingDays): Instant {
  const today = londonDay(now);
  const until = leavesAt(notice, now, mailOn(today), working);
  const then = londonDay(until);
  return then === today ? until : leavesByDay(notice, londonInstant(then, '00:00'), mailOn, working);
}

/** What is to be done with the notices of somebody: each stands in one place, once. */
export type Sorted<N> = Readonly<{
  /** A mail each, now. */
  single: readonly N[];
  /** The day's mail, now. */
  digest: readonly N[];
  /** Later, with the moment to ask again. */
  waiting: readonly Readonly<{ notice: N; until: Instant }>[];
}>;

/** Of notices that have not gone, asked now. */
export function sortNotices<N extends StaffNotice>(notices: readonly N[], now: Instant, mailOn: (day: IsoDate) => StaffMail, working: WorkingDays): Sorted<N> {
  const asked = notices.map((notice) => ({ notice, until: leavesByDay(notice, now, mailOn, working) }));
  const going = asked.filter(({ until }) => until <= now).map(({ notice }) => notice);
  return {
    single: going.filter(({ channel }) => channel === 'at-once'),
    digest: going.filter(({ channel }) => channel === 'digest'),
    waiting: asked.filter(({ until }) => until > now),
  };
}
