import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay } from '../../dates.js';
import { errorAt, type DayField, type Field, type FieldError, type TextField, type Typed } from '../../forms/field.js';
import { readFields } from '../../forms/read.js';
import { ESCALATION_WORDS as t } from '../../words/escalations.js';

const ACTION: TextField = { kind: 'text', name: 'action', ...t.action, most: 2000 };
const promisedOn = (last: IsoDate): DayField => ({ kind: 'day', name: 'promisedOn', label: t.promisedOn.label, asked: t.promisedOn.asked, hint: t.promisedOn.hint(longDay(last)), future: true });

/** What will be done, and by which day. @param last the last day a promise may name */
export const promiseFields = (last: IsoDate): readonly Field[] => [ACTION, promisedOn(last)];

export type PromiseRead = Readonly<{ action: string; promisedOn: string; errors: readonly FieldError[] }>;

/** What was typed, with every problem beside its field. */
export function readPromise(typed: Typed, today: IsoDate, last: IsoDate): PromiseRead {
  const { values, errors } = readFields(promiseFields(last), typed, today);
  const text = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  const on = text('promisedOn');
  const outside = on === '' ? [] : on < today ? [errorAt(promisedOn(last), t.promisedOn.past)] : on > last ? [errorAt(promisedOn(last), t.promisedOn.far(longDay(last)))] : [];
  return { action: text('action'), promisedOn: on, errors: [...errors, ...outside] };
}
