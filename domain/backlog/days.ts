import { addDays, isIsoDate, isoDate, type IsoDate } from '../dates/iso-date.js';
import { monthOfWord } from '../dates/said.js';

export type ReadDay = Readonly<{ ok: true; on: IsoDate } | { ok: false; code: 'not-a-day' | 'year-unclear'; why: string }>;

/** Day 0 of a spreadsheet's count; right from 1 March 1900, before which Excel counts a day that never was. */
const SERIAL_EPOCH = isoDate('1899-12-30');
/** 1 January 1955 to 31 December 2099: a smaller number is somebody's slip, not a day of a young person's life. */
const SERIALS = { from: 20_090, to: 73_050 };

/** A time of day after the day: midnight, as databases write it, or any other. */
const TIME = /[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A day as people and spreadsheets write it: 02/09/2025 (day first, also with - or .), 2025-09-02, 2 Sep 2025, a spreadsheet's
 * number, each with or without a time of day. A year of two figures is read as 20.., which is right for everyone of 0 to 25.
 *
 * @param latest the last day it can be: a year of two figures that would lie after it is refused, not guessed
 */
export function readDay(cell: string, latest: IsoDate): ReadDay {
  const text = cell.replace(TIME, '').trim();
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text)?.[1];
  if (serial !== undefined) return ofSerial(Number(serial), cell);
  const [, y = '', m = '', d = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? [];
  if (y !== '') return ofParts(Number(y), Number(m), Number(d), cell);
  const [, day = '', month = '', year = ''] = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]+(\d{1,2}|[A-Za-z]{3,9})[-/. ,]+(\d{2}|\d{4})$/.exec(text) ?? [];
  if (day === '') return notADay(`“${cell}” is not a day`);
  const monthNumber = /^\d/.test(month) ? Number(month) : monthOfWord(month);
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  const read = ofParts(full, monthNumber, Number(day), cell);
  return year.length === 2 && read.ok && read.on > latest ? { ok: false, code: 'year-unclear', why: `“${cell}” would be ${read.on}, which has not come: the year has two figures` } : read;
}

const notADay = (why: string): ReadDay => ({ ok: false, code: 'not-a-day', why });

function ofSerial(serial: number, cell: string): ReadDay {
  if (serial < SERIALS.from || serial > SERIALS.to) return notADay(`“${cell}” is no day: as a spreadsheet’s number it is outside 1955 to 2099`);
  return { ok: true, on: addDays(SERIAL_EPOCH, serial) };
}

function ofParts(year: number, month: number, day: number, cell: string): ReadDay {
  const written = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (isIsoDate(written)) return { ok: true, on: written };
  if (month === 2 && day === 29) return notADay(`“${cell}”: ${year} has no 29 February`);
  if (month > 12 && day <= 12) return notADay(`“${cell}” has no month ${month}: is it written month first?`);
  return notADay(`“${cell}” is a day that does not exist`);
}
