import { expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { AUDIT_FACT_TYPES, FACT_TYPES, factSchema } from '../../domain/facts/schema.js';
import { inputsOf, type Field, type Typed } from '../../web/forms/field.js';
import { factFields, NOT_ASKED, NO_CONTEXT, type FormContext } from '../../web/pages/record-fact/fact-fields.js';
import { readFacts } from '../../web/pages/record-fact/read-fact.js';

const today = isoDate('2026-01-20');
const context: FormContext = {
  advisers: [{ heading: 'Health', choices: [{ value: 'V-HEALTH', text: 'Health' }] }],
  settings: [{ value: 'T-SCHOOL', text: 'School' }],
  owners: [{ value: 'S-CASEY', text: 'Casey' }],
  asksPanel: false,
};

/** Names a form may use for a fact's field: a moment is asked as a day and a time. */
const ASKED_AS: Readonly<Record<string, string>> = {
  receivedAt: 'on',
  sentAt: 'on',
  postedOn: 'on',
  channel: 'on',
  servedOn: 'on',
  emailConsent: 'on',
};

/** A quality audit has pages of its own: what is said of it follows from its forms. */
const ASKED = FACT_TYPES.filter((type) => type !== 'correction' && !AUDIT_FACT_TYPES.has(type));

test.each(ASKED)(
  'the form of %s asks every field the fact has, or says why not',
  (type) => {
    const asked = factFields(type, context).map(({ name }) => name.replace(/^advisers-\d+$/, 'adviser'));
    const known = Object.keys(factSchema(type)?.shape ?? {}).filter((name) => !NOT_ASKED.has(name));
    const missing = known.filter((name) => !asked.includes(name) && !asked.includes(ASKED_AS[name] ?? name));
    expect(
      missing.filter(
        (name) => !(type === 'plan-transferred' && name === 'from'), // the form of a plan that moved in asks it
      ),
    ).toEqual([]);
  },
);

test.each(ASKED)('a form of %s filled in tells a fact', (type) => {
  const fields = factFields(type, {
    ...context,
    advisers: [
      {
        heading: 'Health',
        choices: [{ value: type === 'advice-requested' ? 'V-HEALTH|health' : 'V-HEALTH', text: 'Health' }],
      },
    ],
  });
  const { facts, errors } = readFacts(type, fields, filled(fields), today);
  expect(errors).toEqual([]);
  expect(facts.map((fact) => fact.type)).toEqual([type]);
});

test('one fact for each adviser ticked, with their role', () => {
  const fields = factFields('advice-requested', {
    ...context,
    advisers: [
      {
        heading: 'Health',
        choices: [
          { value: 'V-A|health', text: 'A' },
          { value: 'V-B|health', text: 'B' },
        ],
      },
    ],
  });
  const { facts } = readFacts(
    'advice-requested',
    fields,
    { 'advisers-1': ['V-A|health', 'V-B|health'], 'on-day': '5', 'on-month': '1', 'on-year': '2026' },
    today,
  );
  expect(facts).toMatchObject([
    { adviser: 'V-A', role: 'health', on: '2026-01-05' },
    { adviser: 'V-B', role: 'health', on: '2026-01-05' },
  ]);
});

test('a time of day makes the day a moment, so that the rules of receipt find the day that counts', () => {
  const fields = factFields('request-received', NO_CONTEXT);
  const { facts } = readFacts(
    'request-received',
    fields,
    { by: 'parent', channel: 'email', 'on-day': '6', 'on-month': '9', 'on-year': '2025', time: '5:30pm' },
    today,
  );
  expect(facts).toEqual([
    { type: 'request-received', by: 'parent', channel: 'email', receivedAt: '2025-09-06T17:30:00' },
  ]);
});

test('a letter may be known by the day it was posted alone', () => {
  const fields = factFields('request-received', NO_CONTEXT);
  const typed = {
    by: 'parent',
    channel: 'first-class-post',
    'postedOn-day': '4',
    'postedOn-month': '9',
    'postedOn-year': '2025',
  };
  expect(readFacts('request-received', fields, typed, today).facts).toEqual([
    { type: 'request-received', by: 'parent', channel: 'first-class-post', postedOn: '2025-09-04' },
  ]);
});

test('a panel’s decision is named by its day and item', () => {
  const fields = factFields('assessment-refused', { ...NO_CONTEXT, asksPanel: true });
  const typed = { under: 'reg-5', ...dayTyped('on'), ...dayTyped('panelOn'), panelItem: '3' };
  expect(readFacts('assessment-refused', fields, typed, today).facts[0]?.evidence).toBe('panel:2026-01-05/3');
  expect(readFacts('assessment-refused', fields, { ...typed, panelItem: 'three' }, today).errors[0]?.href).toBe(
    '#panelItem',
  );
});

const dayTyped = (name: string): Typed => ({ [`${name}-day`]: '5', [`${name}-month`]: '1', [`${name}-year`]: '2026' });

/** Every needed field filled with something it offers. */
function filled(fields: readonly Field[]): Typed {
  return Object.fromEntries(
    fields.flatMap((field): [string, string | readonly string[]][] => {
      if (field.optional === true && field.oneOfMany !== true) return [];
      if (field.kind === 'day') return inputsOf(field).map((input) => [input, dayTyped(field.name)[input] ?? '']);
      if (field.kind === 'choices') return [[field.name, [field.choices[0]?.value ?? '']]];
      return [
        [field.name, field.kind === 'choice' || field.kind === 'select' ? (field.choices[0]?.value ?? '') : 'words'],
      ];
    }),
  );
}
