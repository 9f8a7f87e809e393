import { addDays, daysBetween, type IsoDate } from '../dates/iso-date.js';
import type { Term } from '../settings.js';

/** Longer than any holiday: the next term is not known then. */
const LONGEST_HOLIDAY = 70;

/**
 * Reviews whose last day is this or earlier are on the list of a term: up to the day before the next term, for a review that falls due
 * in the holiday is held in the term before it.
 *
 * @param terms all that are known
 * @returns null where nobody has said when the term ends: then any review may be due in it
 * @source SEND Code of Practice 9.165
 */
export function listedUntil({ startsOn, endsOn }: Term, terms: readonly Term[]): IsoDate | null {
  if (endsOn === undefined) return null;
  const next = terms.map((term) => term.startsOn).filter((on) => on > startsOn).sort()[0];
  return next === undefined || daysBetween(endsOn, next) > LONGEST_HOLIDAY ? endsOn : addDays(next, -1);
}
