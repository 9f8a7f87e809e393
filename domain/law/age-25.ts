import { addDays, civilDate, yearNumber, type IsoDate } from '../dates/iso-date.js';
import { lastOfMonthsBeginning } from '../dates/limits.js';

/** The days on which a young person's age ends a plan. */
export type AgeLimit = Readonly<{
  /** The 25th birthday: from that day a plan goes on only by the council's power under s 46. */
  turns25On: IsoDate;
  /** 31 July of the academic year in which it falls: the last day of a plan for further education. */
  endsOn: IsoDate;
  /** The day before the 26th birthday: no apprenticeship or other course keeps a plan longer. */
  latestOn: IsoDate;
}>;

const MONTHS_A_YEAR = 12;
const AGE = 25;
const JULY = 7;

/**
 * Until when a plan may be maintained for somebody who turns 25. A person born on 29 February turns 25 on 1 March.
 * @source Children and Families Act 2014 s 46; SEND Regulations 2014 reg 46(1)
 */
export function ageLimit(bornOn: IsoDate): AgeLimit {
  const turns25On = addDays(lastOfMonthsBeginning(bornOn, MONTHS_A_YEAR * AGE), 1);
  const july = civilDate(yearNumber(turns25On), JULY, 31);
  const endsOn = july >= turns25On ? july : civilDate(yearNumber(turns25On) + 1, JULY, 31);
  return { turns25On, endsOn, latestOn: lastOfMonthsBeginning(bornOn, MONTHS_A_YEAR * (AGE + 1)) };
}
