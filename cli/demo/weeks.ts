import { addDays, weekday, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonInstant, type Instant } from '../../domain/dates/london.js';

/** Something that was done at a time of certain days. */
export type Happening = Readonly<{ time: string; on: (day: IsoDate) => boolean; does: (at: Instant, day: IsoDate) => Promise<void> }>;

/** Lives through days one after the other, each from its morning to its evening. @param until the last of them @param evening hears of each day once it is over */
export async function liveThrough(from: IsoDate, until: IsoDate, happenings: readonly Happening[], evening: (day: IsoDate) => void): Promise<void> {
  const inOrder = [...happenings].sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  for (let day = from; day <= until; day = addDays(day, 1)) {
    for (const { time, on, does } of inOrder) if (on(day)) await does(londonInstant(day, time), day);
    evening(day);
  }
}

const [MONDAY, TUESDAY, WEDNESDAY, FRIDAY] = [1, 2, 3, 5];
export const isMonday = (day: IsoDate): boolean => weekday(day) === MONDAY;
export const isTuesday = (day: IsoDate): boolean => weekday(day) === TUESDAY;
export const isWednesday = (day: IsoDate): boolean => weekday(day) === WEDNESDAY;
export const isFriday = (day: IsoDate): boolean => weekday(day) === FRIDAY;
