import { daysBetween, type IsoDate } from './dates/iso-date.js';

/** Calendar days waited since a day. None yet where that day still lies ahead: an email of a Saturday counts from Monday. */
export const daysWaited = (since: IsoDate, today: IsoDate): number => Math.max(0, daysBetween(since, today));
