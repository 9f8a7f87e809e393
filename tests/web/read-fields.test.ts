import { expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import type { Field } from '../../web/forms/field.js';
import { readFields, typedIn } from '../../web/forms/read.js';

const today = isoDate('2026-01-20');
const sent: Field = { kind: 'day', name: 'on', label: 'When was it sent?', asked: 'the day it was sent' };
const time: Field = { kind: 'time', name: 'time', label: 'At what time?', optional: true };
const read = (field: Field, body: object) => readFields([field], typedIn([field], body), today);
const day = (d: string, m: string, y: string) => ({ 'on-day': d, 'on-month': m, 'on-year': y });

test.each([
  [day('6', '1', '2026'), '2026-01-06'],
  [day('06', 'jan', '2026'), '2026-01-06'],
  [day(' 6 ', 'January', '2026'), '2026-01-06'],
])('%j is read as a day', (body, value) => {
  expect(read(sent, body)).toEqual({ values: { on: value }, errors: [] });
});

test.each([
  [day('', '', ''), 'Enter the day it was sent'],
  [day('6', '', '2026'), 'The day it was sent must include a month'],
  [day('', '', '2026'), 'The day it was sent must include a day and a month'],
  [day('6', '1', '26'), 'The day it was sent must include a year in four figures, for example 2026'],
  [day('30', '2', '2025'), 'The day it was sent must be a day that exists'],
  [day('1', '13', '2025'), 'The day it was sent must be a day that exists'],
  [day('one', '1', '2025'), 'The day it was sent must be a day that exists'],
  [day('21', '1', '2026'), 'The day it was sent must be today or in the past'],
])('%j is answered: %s', (body, text) => {
  expect(read(sent, body)).toEqual({ values: {}, errors: [{ name: 'on', href: '#on-day', text }] });
});

test.each([
  ['9:30am', '09:30'],
  ['4.45 PM', '16:45'],
  ['12am', '00:00'],
  ['midday', '12:00'],
  ['14:30', '14:30'],
])('%s is the time %s', (typed, value) => {
  expect(read(time, { time: typed }).values).toEqual({ time: value });
});

test.each(['25:00', '9', '13pm', 'soon', '9:75am'])('%s is no time', (typed) => {
  expect(read(time, { time: typed }).errors).toHaveLength(1);
});

test('a NUL, which no text can hold, is read as nothing', () => {
  expect(read({ kind: 'line', name: 'who', label: 'Who?', missing: 'Enter who', most: 20 }, { who: 'Wr\0en' }).values).toEqual({ who: 'Wren' });
});

test('only what was offered can be chosen, and what is not a field is not read', () => {
  const by: Field = {
    kind: 'choice',
    name: 'by',
    label: 'Who?',
    missing: 'Choose who asked',
    choices: [{ value: 'parent', text: 'Parent' }],
  };
  expect(read(by, { by: 'school', other: 'x' }).errors).toEqual([
    { name: 'by', href: '#by', text: 'Choose who asked' },
  ]);
  expect(typedIn([by], { by: 'parent', other: 'x' })).toEqual({ by: 'parent' });
  expect(typedIn([by], { by: { deep: 'x' } })).toEqual({ by: '' });
});

test('text longer than its field is refused, not cut', () => {
  const why: Field = { kind: 'text', name: 'why', label: 'Why?', missing: 'Say why', most: 5 };
  expect(read(why, { why: '123456' }).errors[0]?.text).toBe('Why? must be 5 characters or fewer');
});
