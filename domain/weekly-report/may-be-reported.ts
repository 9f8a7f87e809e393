import type { IsoDate } from '../dates/iso-date.js';
import { sundayOf, type IsoWeek } from '../dates/iso-week.js';
import { longDay } from '../dates/said.js';

/**
 * Why a week can have no report, for whoever asks for it; null where it can: it is over, and something was on record by its Sunday.
 * @param beganOn the day of the first entry of the journal; null of an empty one
 */
export function whyNotReported(week: IsoWeek, { today, beganOn }: Readonly<{ today: IsoDate; beganOn: IsoDate | null }>): string | null {
  const sunday = sundayOf(week);
  if (sunday >= today) return `is not over: it ends on ${longDay(sunday)}, and its figures are frozen the morning after`;
  if (beganOn === null) return 'lies before anything was recorded: nothing is on record yet';
  return sunday < beganOn ? `lies before anything was recorded: the first record is of ${longDay(beganOn)}` : null;
}
