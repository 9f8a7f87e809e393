import { civilDate, isIsoDate, type IsoDate } from '../dates/iso-date.js';
import { monthOfWord } from '../dates/said.js';

const MONTH = '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const ORDINAL = '(\\d{1,2})(?:st|nd|rd|th)?';
const NUMBERS = /\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b/g;
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;
const DAY_FIRST = new RegExp(`\\b${ORDINAL}(?: of)?[ -]+${MONTH}\\.?,?[ -]+(\\d{4})\\b`, 'gi');
const MONTH_FIRST = new RegExp(`\\b${MONTH}\\.?[ -]+${ORDINAL},?[ -]+(\\d{4})\\b`, 'gi');

/** Every day that a text writes as English people do: 03/05/2015, 3.5.2015, 3 May 2015, May 3rd, 2015, 2015-05-03. Each once. */
export function daysIn(text: string): IsoDate[] {
  const found = [
    ...Array.from(text.matchAll(NUMBERS), ([, day, month, year]) => dayOf(year, Number(month), day)),
    ...Array.from(text.matchAll(ISO), ([, year, month, day]) => dayOf(year, Number(month), day)),
    ...Array.from(text.matchAll(DAY_FIRST), ([, day, month, year]) => dayOf(year, monthOfWord(month ?? ''), day)),
    ...Array.from(text.matchAll(MONTH_FIRST), ([, month, day, year]) => dayOf(year, monthOfWord(month ?? ''), day)),
  ];
  return [...new Set(found.filter((day) => day !== null))];
}

function dayOf(year: string | undefined, month: number, day: string | undefined): IsoDate | null {
  const written = `${year ?? ''}-${String(month).padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  return isIsoDate(written) ? civilDate(Number(year), month, Number(day)) : null;
}
