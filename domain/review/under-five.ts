import { addMonths, type IsoDate } from '../dates/iso-date.js';
import { lastOfMonthsBeginning } from '../dates/limits.js';

const MONTHS_TO_FIVE = 60;
const SOONEST = 3;
const LATEST = 6;

/**
 * Between which days the council is asked to consider a review of the plan of a child under five: three to six months from the
 * last one, or from the day the plan was made. Guidance: no date is missed by it. Null from the fifth birthday on.
 *
 * @param reviewedOn civil day of the last review's decision; of a plan not reviewed yet, the day it was made
 * @source SEND Code of Practice 9.178
 */
export function underFiveReview(bornOn: IsoDate, reviewedOn: IsoDate, today: IsoDate): Readonly<{ from: IsoDate; to: IsoDate }> | null {
  if (today > lastOfMonthsBeginning(bornOn, MONTHS_TO_FIVE)) return null;
  return { from: addMonths(reviewedOn, SOONEST), to: addMonths(reviewedOn, LATEST) };
}
