import { isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { monthName } from '../dates.js';
import { errorTexts } from '../words/errors.js';
import { errorAt, inputsOf, type Choice, type DayField, type Field, type FieldError, type Typed } from './field.js';

/** What was typed, read: a value for every field that holds one, and every problem found. */
export type Reading = Readonly<{
  values: Readonly<Record<string, string | readonly string[]>>;
  errors: readonly FieldError[];
}>;

type Read = Readonly<{ value: string | readonly string[] | null; problem: string | null }>;

/**
 * The inputs of these fields as sent, and nothing else that was sent. Anything but text or a list of texts reads as empty.
 *
 * @param body parsed form body, of unknown shape
 */
export function typedIn(fields: readonly Field[], body: unknown): Typed {
  const sent: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  return Object.fromEntries(fields.flatMap(inputsOf).map((name) => [name, asTyped(sent[name])]));
}

/** A day as its three inputs would have it; none: nothing typed. */
export function typedDay(name: string, on: IsoDate | null): Readonly<Record<string, string>> {
  if (on === null) return {};
  const [year = '', month = '', day = ''] = on.split('-');
  return { [`${name}-day`]: String(Number(day)), [`${name}-month`]: String(Number(month)), [`${name}-year`]: year };
}

/** Reads each field by its kind. @param today nothing that happened lies after it */
export function readFields(fields: readonly Field[], typed: Typed, today: IsoDate): Reading {
  const values: Record<string, string | readonly string[]> = {};
  const errors: FieldError[] = [];
  for (const field of fields) {
    const { value, problem } = readField(field, typed, today);
    if (problem !== null) errors.push(errorAt(field, problem));
    else if (value !== null) values[field.name] = value;
  }
  return { values, errors };
}

/** Without what PostgreSQL keeps in no text: no keyboard types it. */
const keepable = (text: string): string => text.replaceAll('\0', '');

const asTyped = (sent: unknown): string | readonly string[] => {
  if (typeof sent === 'string') return keepable(sent);
  return Array.isArray(sent) ? sent.filter((one): one is string => typeof one === 'string').map(keepable) : '';
};

const one = (typed: Typed, name: string): string => {
  const sent = typed[name] ?? '';
  return (typeof sent === 'string' ? sent : (sent[0] ?? '')).trim();
};

const many = (typed: Typed, name: string): readonly string[] => {
  const sent = typed[name] ?? [];
  return (typeof sent === 'string' ? [sent] : sent).filter((text) => text !== '');
};

const good = (value: string | readonly string[] | null): Read => ({ value, problem: null });
const bad = (problem: string): Read => ({ value: null, problem });
const offered = (choices: readonly Choice[], value: string): boolean =>
  choices.some((choice) => choice.value === value);

function readField(field: Field, typed: Typed, today: IsoDate): Read {
  const text = one(typed, field.name);
  switch (field.kind) {
    case 'day':
      return readDay(field, typed, today);
    case 'time':
      return readTime(field.optional === true, text);
    case 'choice':
    case 'select':
      if (text === '' && field.optional === true) return good(null);
      return offered(field.choices, text) ? good(text) : bad(field.missing);
    case 'choices': {
      const chosen = many(typed, field.name);
      if (chosen.length === 0) return field.optional === true ? good(null) : bad(field.missing);
      return chosen.every((value) => offered(field.choices, value)) ? good(chosen) : bad(field.missing);
    }
    case 'line':
    case 'text':
      if (text === '') return field.optional === true ? good(null) : bad(field.missing);
      return text.length > field.most ? bad(errorTexts.tooLong(field.label, field.most)) : good(text);
  }
}

/** A day in three inputs; the year in full, since `26` has been a birth year and a due year. */
function readDay(field: DayField, typed: Typed, today: IsoDate): Read {
  const [day, month, year] = [
    one(typed, `${field.name}-day`),
    one(typed, `${field.name}-month`),
    one(typed, `${field.name}-year`),
  ];
  if (day === '' && month === '' && year === '')
    return field.optional === true ? good(null) : bad(errorTexts.day.missing(field.asked));
  const lacking = [day === '' ? 'a day' : '', month === '' ? 'a month' : '', year === '' ? 'a year' : ''].filter(
    (part) => part !== '',
  );
  if (lacking.length > 0) return bad(errorTexts.day.incomplete(field.asked, lacking));
  if (!/^\d{4}$/.test(year)) return bad(errorTexts.day.shortYear(field.asked));
  const written = `${year}-${monthNumberOf(month)}-${day.padStart(2, '0')}`;
  if (!isIsoDate(written)) return bad(errorTexts.day.unreal(field.asked));
  if (field.future !== true && written > today) return bad(errorTexts.day.future(field.asked));
  return good(written);
}

/** `3`, `03`, `mar` and `March` are the same month. */
function monthNumberOf(text: string): string {
  if (/^\d{1,2}$/.test(text)) return text.padStart(2, '0');
  const lower = text.toLowerCase();
  const found = Array.from({ length: 12 }, (_, index) => index + 1).find((month) => {
    const name = monthName(month).toLowerCase();
    return lower === name || (lower.length >= 3 && name.startsWith(lower));
  });
  return found === undefined ? text : String(found).padStart(2, '0');
}

const TIME = /^(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$/i;

/** `9:30am`, `2pm`, `14:30` and `14.30` as `HH:MM`. */
function readTime(optional: boolean, text: string): Read {
  if (text === '') return optional ? good(null) : bad(errorTexts.time.missing);
  if (/^(midday|noon)$/i.test(text)) return good('12:00');
  const [, hourText = '', minute = '00', half] = TIME.exec(text) ?? [];
  const hour = Number(hourText);
  const twelve = half !== undefined;
  const inRange = hourText !== '' && Number(minute) < 60 && (twelve ? hour >= 1 && hour <= 12 : hour < 24);
  if (!inRange || (!twelve && !/[:.]/.test(text))) return bad(errorTexts.time.unreal);
  const shift = twelve ? (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : hour;
  return good(`${String(shift).padStart(2, '0')}:${minute}`);
}
