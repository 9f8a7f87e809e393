import type { IsoDate } from '../dates/iso-date.js';
import { londonDay, londonTime, type Instant } from '../dates/london.js';
import type { WorkingDays } from '../dates/working-days.js';
import { dated } from '../facts/receipt.js';
import { anyFact } from '../facts/schema.js';

/** How an item of post came, and when. */

export const POST_CHANNELS = ['email', 'online', 'first-class-post', 'signed-for', 'by-hand'] as const;
export type PostChannel = (typeof POST_CHANNELS)[number];

export type Coming = Readonly<{
  channel: PostChannel;
  /** The moment, where it is known. */
  receivedAt: Instant | null;
  /** The day; null where only the postmark is known. */
  cameOn: IsoDate | null;
  postedOn: IsoDate | null;
}>;

/** A little more than clocks of two servers differ by. */
const AHEAD = 5 * 60_000;

/**
 * When a mail reached the council: as its own mail server stamped it, on the topmost `Received` line; never later than when it was
 * handed to us, and that moment where the line says none.
 *
 * @param received the `Received` lines, topmost first
 * @source law.md section 5: never later than actual receipt because of our own logging
 */
export function reachedAt(received: readonly string[], now: Instant): Instant {
  const stamp = Date.parse((received[0] ?? '').slice((received[0] ?? '').lastIndexOf(';') + 1).replace(/\([^)]*\)/g, '').trim());
  if (Number.isNaN(stamp) || stamp > Date.parse(now) + AHEAD) return now;
  return new Date(Math.min(stamp, Date.parse(now))).toISOString() as Instant;
}

/** The day something lay in the post box, for its age: the day it came, or was posted. */
export const layOn = ({ cameOn, postedOn }: Coming): IsoDate => {
  const on = cameOn ?? postedOn;
  if (on === null) throw new Error('an item of post without a day');
  return on;
};

/** What a form asks of how something came: the day, the time of day where known, the postmark. */
export function cameAsTyped({ channel, receivedAt, cameOn, postedOn }: Coming): Readonly<{ channel: PostChannel; on: IsoDate | null; time: string | null; postedOn: IsoDate | null }> {
  return { channel, on: cameOn, time: receivedAt === null ? null : londonTime(receivedAt).time.slice(0, 5), postedOn };
}

export type CountsFrom = Readonly<{ on: IsoDate; came: IsoDate; isMoved: boolean }>;

/** The day in law on which what came counts as received. @source law.md section 5, as domain/facts/receipt */
export function countsFrom(coming: Coming, working: WorkingDays): CountsFrom {
  const { channel, receivedAt, cameOn, postedOn } = coming;
  const when = receivedAt !== null ? { receivedAt } : cameOn !== null ? { on: cameOn } : { postedOn };
  const { on } = dated(anyFact.parse({ type: 'representations-received', channel, ...when }), 'post', working);
  const came = receivedAt === null ? layOn(coming) : londonDay(receivedAt);
  return { on, came, isMoved: on !== came };
}
