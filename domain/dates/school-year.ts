import { monthNumber, yearNumber, type IsoDate } from './iso-date.js';

const SEPTEMBER = 9;
const YEARS_BEFORE_RECEPTION = 5; // a school year's children turn five in their reception year
const LAST_YEAR = 13;

/** The school year, 1 September to 31 August, that a day falls in, by its first calendar year. */
export const schoolYear = (on: IsoDate): number => (monthNumber(on) >= SEPTEMBER ? yearNumber(on) : yearNumber(on) - 1);

/**
 * National curriculum year on a day by the day of birth: Reception 0, below it less, and on beyond school age. Of most children:
 * some are taught out of year.
 */
export const curriculumYear = (bornOn: IsoDate, today: IsoDate): number => schoolYear(today) - schoolYear(bornOn) - YEARS_BEFORE_RECEPTION;

const YEAR_9 = 9;

/**
 * Whether a child is in school year 9 or an older one, from where on advice, plan and review look at preparation for adulthood. Of
 * most children: some are taught out of year.
 * @source SEND Regulations 2014 regs 6(1)(g), 12(3), 20(6)
 */
export const isInYear9OrBeyond = (bornOn: IsoDate, on: IsoDate): boolean => curriculumYear(bornOn, on) >= YEAR_9;

/** The same within school age, Reception to year 13; null outside it. */
export function yearGroup(bornOn: IsoDate, today: IsoDate): number | null {
  const year = curriculumYear(bornOn, today);
  return year >= 0 && year <= LAST_YEAR ? year : null;
}
