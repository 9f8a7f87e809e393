import { addDays, civilDate, isoDate, weekday, type IsoDate } from './iso-date.js';

type Proclaimed = Readonly<Record<number, Readonly<{ added: readonly IsoDate[]; removed?: IsoDate }>>>;

/** Days moved or added by proclamation. A council's own table brings later ones (`calendar.bankHolidays`). */
const PROCLAIMED: Proclaimed = {
  2020: { added: [isoDate('2020-05-08')], removed: isoDate('2020-05-04') },
  2022: { added: [isoDate('2022-06-02'), isoDate('2022-06-03'), isoDate('2022-09-19')], removed: isoDate('2022-05-30') },
  2023: { added: [isoDate('2023-05-08')] },
};

/** Last year whose bank holidays are published on GOV.UK; later ones follow the statute and are provisional. */
export const LAST_PUBLISHED_YEAR = 2028;

const MONDAY = 1;
const SATURDAY = 6;

const mondayFrom = (date: IsoDate): IsoDate => addDays(date, (MONDAY + 7 - weekday(date)) % 7);

/** Western Easter Sunday, by the anonymous Gregorian computus. */
function easterSunday(year: number): IsoDate {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const skipped = century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + skipped + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const n = moon + sunday - 7 * Math.floor((golden + 11 * moon + 22 * sunday) / 451) + 114;
  return civilDate(year, Math.floor(n / 31), (n % 31) + 1);
}

/**
 * Bank holidays of England in a year, in order; a fixed day on a weekend gives its substitute only.
 * @source Banking and Financial Dealings Act 1971 s 1, sch 1; Good Friday and Christmas Day at common law
 */
export function bankHolidays(year: number): readonly IsoDate[] {
  const easter = easterSunday(year);
  const mondays = [civilDate(year, 5, 1), civilDate(year, 5, 25), civilDate(year, 8, 25)].map(mondayFrom);
  const days = new Set<IsoDate>([addDays(easter, -2), addDays(easter, 1), ...mondays]);
  for (let date of [civilDate(year, 1, 1), civilDate(year, 12, 25), civilDate(year, 12, 26)]) {
    while (weekday(date) >= SATURDAY || days.has(date)) date = addDays(date, 1);
    days.add(date);
  }
  const { added = [], removed } = PROCLAIMED[year] ?? {};
  if (removed) days.delete(removed);
  return [...days, ...added].sort();
}
