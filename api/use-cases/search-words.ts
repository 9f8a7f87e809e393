import { civilDate, isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { monthOfWord } from '../../domain/dates/said.js';

const NUMBERS = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/;
const WORDS = /^(\d{1,2})(?:st|nd|rd|th)?[ -]+([a-z]{3,9})\.?,?[ -]+(\d{4})$/i;

/**
 * What somebody looks for: a day as English people write one (01/02/2015, 1 Feb 2015, 2015-02-01) as that day, which finds
 * children born on it; anything else as typed.
 */
export function searchWords(typed: string): string {
  const text = typed.trim().replaceAll(/\s+/g, ' ');
  return isIsoDate(text) ? text : (dayIn(text) ?? text);
}

function dayIn(text: string): IsoDate | null {
  const numbers = NUMBERS.exec(text);
  if (numbers) return existing(Number(numbers[3]), Number(numbers[2]), Number(numbers[1]));
  const words = WORDS.exec(text);
  const month = words === null ? 0 : monthOfWord(words[2] ?? '');
  return words === null || month === 0 ? null : existing(Number(words[3]), month, Number(words[1]));
}

/** Null for a day that does not exist: it finds nobody, as any other words would. */
function existing(year: number, month: number, day: number): IsoDate | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isIsoDate(text) ? civilDate(year, month, day) : null;
}
