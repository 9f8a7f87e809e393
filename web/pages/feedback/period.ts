import { daysOfQuarter, isIsoQuarter, quarterLater, quarterOf } from '../../../domain/dates/quarter.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { periodWords } from '../../presenting/learning/paper.js';
import { FEEDBACK_WORDS as t } from '../../words/feedback.js';

/** Time as these pages let one choose it: the last twelve months, or a quarter. */

const OFFERED = 8;

/** What is asked of the use-case; a year to today where no quarter is named. */
export const daysIn = (period: string): Readonly<{ from?: IsoDate; to?: IsoDate }> => (isIsoQuarter(period) ? daysOfQuarter(period) : {});

export function periodChoices(chosen: string, today: IsoDate): readonly object[] {
  const latest = quarterOf(today);
  const offered: readonly string[] = Array.from({ length: OFFERED }, (_, i) => quarterLater(latest, -i));
  const quarters = isIsoQuarter(chosen) && !offered.includes(chosen) ? [chosen, ...offered] : offered;
  return [{ value: '', text: t.year, selected: !isIsoQuarter(chosen) }, ...quarters.map((quarter) => ({ value: quarter, text: periodWords(quarter), selected: quarter === chosen }))];
}
