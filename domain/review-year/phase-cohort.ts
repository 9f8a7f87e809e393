import { civilDate, monthNumber, yearNumber, type IsoDate } from '../dates/iso-date.js';
import { curriculumYear } from '../dates/school-year.js';
import type { TransferKind } from '../facts/fact.js';

/** Who moves to another phase of education next September, found from the day of birth, the year group and the setting. */

/** Where a child is, as the national register says it; `highAge`: the highest it teaches. */
export type AttendedSetting = Readonly<{ kind: string; phase: string | null; highAge: number | null }>;

export type ExpectedTransfer = Readonly<{
  kind: TransferKind;
  transferOn: IsoDate;
  /** Its year group in the last year before the transfer; -1: the year before Reception. */
  yearGroup: number;
  /** Whether it may stay where it is: in the school's own sixth form, or where the setting's ages are not known. */
  mayStay: boolean;
}>;

const SEPTEMBER = 9;
const BEFORE_RECEPTION = -1;
/** A year group's children turn five more than its number during the year. */
const AGE_OVER_YEAR = 5;
const LAST_OF_INFANTS = 2;
const LAST_OF_PRIMARY = 6;
const LAST_OF_COMPULSORY_SECONDARY = 11;
const LAST_OF_SCHOOL = 13;

/** 1 September of the transfer that is next: of this calendar year up to the end of August, else of the next. */
export const nextTransferOn = (today: IsoDate): IsoDate => civilDate(monthNumber(today) >= SEPTEMBER ? yearNumber(today) + 1 : yearNumber(today), SEPTEMBER, 1);

/**
 * The phase transfer a child of usual age makes on 1 September, if it makes one: at the end of its setting's last year, of the
 * year before Reception, or of Year 11. Where the register gives no ages: at the end of Years 6 and 11. A transfer between two
 * colleges, and of a child taught out of year, is for people to say: nothing is found.
 *
 * @param transferOn 1 September of a year
 * @source SEND Regulations 2014 regs 2(1) ("phase transfer"), 18
 */
export function expectedTransfer(bornOn: IsoDate, setting: AttendedSetting | null, transferOn: IsoDate): ExpectedTransfer | null {
  if (setting === null) return null;
  const yearGroup = curriculumYear(bornOn, transferOn) - 1; // the year that ends then
  const found = kindOf(yearGroup, setting);
  return found === null ? null : { ...found, transferOn, yearGroup };
}

function kindOf(year: number, setting: AttendedSetting): Pick<ExpectedTransfer, 'kind' | 'mayStay'> | null {
  if (isEarlyYears(setting)) return year === BEFORE_RECEPTION ? { kind: 'early-years', mayStay: false } : null;
  if (isPost16(setting)) return null;
  const { highAge } = setting;
  if (highAge === null) return withoutAges(year);
  const isLastYear = year === highAge - AGE_OVER_YEAR;
  if (!isLastYear) return year === LAST_OF_COMPULSORY_SECONDARY && highAge - AGE_OVER_YEAR > year ? { kind: 'secondary-post16', mayStay: true } : null;
  if (year < 0 || year > LAST_OF_SCHOOL) return null;
  if (year <= LAST_OF_INFANTS) return { kind: 'infant-junior', mayStay: false };
  if (year < LAST_OF_PRIMARY) return { kind: 'primary-middle', mayStay: false };
  if (year >= LAST_OF_COMPULSORY_SECONDARY) return { kind: 'secondary-post16', mayStay: false };
  return { kind: year > LAST_OF_PRIMARY ? 'middle-secondary' : 'primary-secondary', mayStay: false };
}

function withoutAges(year: number): Pick<ExpectedTransfer, 'kind' | 'mayStay'> | null {
  if (year === LAST_OF_PRIMARY) return { kind: 'primary-secondary', mayStay: true };
  return year === LAST_OF_COMPULSORY_SECONDARY ? { kind: 'secondary-post16', mayStay: true } : null;
}

const isEarlyYears = ({ kind, phase }: AttendedSetting): boolean => kind === 'early-years' || phase === 'Nursery';
const isPost16 = ({ kind, phase }: AttendedSetting): boolean => kind === 'college' || kind === 'post-16' || phase === '16 plus';
