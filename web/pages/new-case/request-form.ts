import type { Named, SettingOption } from '../../../api/read-models.js';
import type { RequestSent } from '../../../api/use-cases/request-assessment.js';
import { isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { anyFact } from '../../../domain/facts/schema.js';
import type { FieldProblem } from '../../../api/errors.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, type Reading } from '../../forms/read.js';
import { texts } from '../../texts.js';
import { BROUGHT_BY, CHANNEL_CHOICES, REQUESTED_BY } from '../../words/choices.js';
import { factFrom } from '../record-fact/read-fact.js';

const t = texts.newCase;
const f = texts.form;

/** A part of the form, under its heading. */
export type Section = Readonly<{ heading: string; hint?: string; fields: readonly Field[] }>;

export function requestSections(settings: readonly SettingOption[], owners: readonly Named[]): readonly Section[] {
  const option = ({ ref, name }: Named | SettingOption) => ({ value: ref, text: name });
  return [
    {
      heading: t.child,
      fields: [
        {
          kind: 'line',
          name: 'givenName',
          label: t.givenName,
          missing: t.givenNameMissing,
          most: 100,
          spellcheck: false,
        },
        {
          kind: 'line',
          name: 'familyName',
          label: t.familyName,
          missing: t.familyNameMissing,
          most: 100,
          spellcheck: false,
        },
        { kind: 'day', name: 'bornOn', label: t.bornOn, hint: t.bornOnHint, asked: t.bornOnAsked },
        {
          kind: 'select',
          name: 'setting',
          label: t.setting,
          missing: t.setting,
          choices: settings.map(option),
          optional: true,
        },
        {
          kind: 'line',
          name: 'upn',
          label: t.upn,
          hint: t.upnHint,
          missing: t.upn,
          most: 13,
          optional: true,
          width: 'short',
          spellcheck: false,
        },
        {
          kind: 'line',
          name: 'councilReference',
          label: t.councilReference,
          missing: t.councilReference,
          most: 64,
          optional: true,
          width: 'short',
          spellcheck: false,
        },
      ],
    },
    {
      heading: t.request,
      fields: [
        {
          kind: 'choice',
          name: 'by',
          label: t.by,
          hint: t.byHint,
          missing: t.byMissing,
          choices: [
            ...REQUESTED_BY,
            ...BROUGHT_BY.map((choice, i) => ({
              ...choice,
              value: `attention-${choice.value}`,
              ...(i === 0 ? { before: t.orTold } : {}),
            })),
          ],
        },
        { kind: 'choice', name: 'channel', label: f.howCame, missing: f.howCameMissing, choices: CHANNEL_CHOICES },
        { kind: 'day', name: 'on', label: texts.facts['request-received'].when, hint: f.dayHint, asked: f.asked.came },
        { kind: 'time', name: 'time', label: f.atTime, hint: f.atTimeHint, optional: true },
        {
          kind: 'day',
          name: 'postedOn',
          label: f.postedOn,
          hint: f.postedOnHint,
          asked: f.asked.posted,
          optional: true,
        },
      ],
    },
    {
      heading: t.people,
      fields: [
        {
          kind: 'line',
          name: 'personName',
          label: t.personName,
          missing: t.personName,
          most: 200,
          optional: true,
          spellcheck: false,
        },
        {
          kind: 'line',
          name: 'relation',
          label: t.relation,
          hint: t.relationHint,
          missing: t.relationMissing,
          most: 60,
          optional: true,
        },
        ...(owners.length === 0
          ? []
          : [
              {
                kind: 'select' as const,
                name: 'owner',
                label: t.owner,
                hint: t.ownerHint,
                missing: t.owner,
                choices: owners.map(option),
                optional: true,
              },
            ]),
      ],
    },
  ];
}

export type RequestReading = Readonly<{ sent: Omit<RequestSent, 'commandId'> | null; errors: readonly FieldError[] }>;

const UPN = /^[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]$/i;

/** What the form's answers ask to be recorded, or every problem beside its field. */
export function readRequest(fields: readonly Field[], typed: Typed, today: IsoDate): RequestReading {
  const posted = ['day', 'month', 'year'].some((part) => (typed[`postedOn-${part}`] ?? '') !== '');
  const arrived = ['day', 'month', 'year'].some((part) => (typed[`on-${part}`] ?? '') !== '');
  const asked = fields.map((field) =>
    field.name === 'on' && posted && !arrived ? { ...field, optional: true } : field,
  );
  const { values, errors } = readFields(asked, typed, today);
  const own = [...errors, ...childProblemsOf(values, fields)];
  if (own.length > 0) return { sent: null, errors: inOrder(own, fields) };
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const { by = '', on, time, postedOn, channel } = values;
  const attention = typeof by === 'string' && by.startsWith('attention-');
  const type = attention ? 'came-to-attention' : 'request-received';
  const told = { by: typeof by === 'string' ? by.replace('attention-', '') : '', on, time, postedOn, channel };
  const given = Object.fromEntries(
    Object.entries(told).filter((pair): pair is [string, string | readonly string[]] => pair[1] !== undefined),
  );
  const request = anyFact.parse(factFrom(type, given));
  if (request.type !== 'request-received' && request.type !== 'came-to-attention') return { sent: null, errors: [] };
  return {
    errors: [],
    sent: {
      child: childIn(values),
      request,
      owner: text('owner'),
    },
  };
}

/** The child that the form's answers name, and whoever speaks for them. */
export function childIn(values: Reading['values']): RequestSent['child'] {
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const personName = text('personName');
  return {
    givenName: text('givenName') ?? '',
    familyName: text('familyName') ?? '',
    bornOn: isoDate(text('bornOn') ?? ''),
    upn: text('upn')?.toUpperCase(),
    councilReference: text('councilReference'),
    setting: text('setting'),
    person: personName === undefined ? undefined : { name: personName, relation: text('relation') ?? '' },
  };
}

/** What is wrong with the child's number, and with how somebody stands to them. */
export const childProblemsOf = (values: Reading['values'], fields: readonly Field[]): readonly FieldError[] => [
  ...upnProblem(values['upn'], fields),
  ...relationProblem(values, fields),
];

const inOrder = (errors: readonly FieldError[], fields: readonly Field[]): readonly FieldError[] =>
  [...errors].sort(
    (a, b) => fields.findIndex(({ name }) => name === a.name) - fields.findIndex(({ name }) => name === b.name),
  );

function upnProblem(upn: string | readonly string[] | undefined, fields: readonly Field[]): readonly FieldError[] {
  const field = fields.find(({ name }) => name === 'upn');
  return field !== undefined && typeof upn === 'string' && !UPN.test(upn) ? [errorAt(field, texts.errors.upn)] : [];
}

function relationProblem(values: Readonly<Record<string, unknown>>, fields: readonly Field[]): readonly FieldError[] {
  const field = fields.find(({ name }) => name === 'relation');
  return field !== undefined && values['personName'] !== undefined && values['relation'] === undefined
    ? [errorAt(field, t.relationMissing)]
    : [];
}

/** Problems the use-case found, beside the fields of this form. */
export function requestErrors(problems: readonly FieldProblem[], fields: readonly Field[]): readonly FieldError[] {
  return problems.map(({ path, message }) => {
    const last = path.split('.').at(-1) ?? '';
    const name = last === 'receivedAt' ? 'on' : last === 'request' ? 'by' : last;
    const field = fields.find((one) => one.name === name);
    const text = f.problem(field?.kind === 'day' ? field.asked : (field?.label ?? t.child), message);
    return field === undefined ? { name: '', href: '#form', text } : errorAt(field, text);
  });
}
