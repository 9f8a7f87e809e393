import type { FieldProblem } from '../../../api/errors.js';
import type { Named } from '../../../api/read-models.js';
import type { ReportName } from '../../../api/report-models.js';
import { monthNumber, yearNumber, type IsoDate } from '../../../domain/dates/iso-date.js';
import { CLAIMS, HIGHLIGHTS, MOST_LINE, MOST_SAID, MOST_WORDS, ORIGINS, WHOLE_COUNCIL } from '../../../domain/improvement/entries.js';
import { MEASURE_CODES, MEASURES } from '../../../domain/improvement/measures.js';
import type { PriorityNow } from '../../../domain/improvement/plan.js';
import { shortDay } from '../../dates.js';
import { errorAt, type Choice, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { typedDay, type Reading } from '../../forms/read.js';
import { monthWords } from '../../presenting/improvement/plan.js';
import { IMPROVEMENT_WORDS as t } from '../../words/improvement.js';

/** The forms by which something is written down about a priority: what each asks, what it begins with, and what it says. */

const f = t.field;

export type Choices = Readonly<{ managers: readonly Named[]; approvers: readonly Named[]; teams: readonly Named[]; reports: readonly ReportName[] }>;
/** What a form is about: a priority, and of it a measure or a milestone. */
export type Subject = Readonly<{ priority: PriorityNow; number: number | null; measures: readonly Readonly<{ number: number; name: string }>[]; choices: Choices; today: IsoDate }>;
type Values = Reading['values'];

export type EntryForm = Readonly<{
  fields: (subject: Subject) => readonly Field[];
  /** What stands in it at first. */
  typed?: (subject: Subject) => Typed;
  /** What was answered, as an entry; what is wrong with it, the schema and the use-case say. */
  entry: (values: Values, subject: Subject) => Readonly<Record<string, unknown>>;
  /** Of a measure or a milestone. */
  of?: 'measure' | 'milestone';
}>;

const people = (staff: readonly Named[]): readonly Choice[] => staff.map(({ ref, name }) => ({ value: ref, text: name }));
const approvedBy = ({ choices, priority, number }: Subject): Field => {
  const owner = priority.milestones.find((one) => one.number === number)?.owner;
  return { kind: 'select', name: 'approvedBy', ...f.approvedBy, choices: people(choices.approvers.filter(({ ref }) => ref !== owner)) };
};
const REASON: Field = { kind: 'text', name: 'reason', ...f.reason, most: MOST_WORDS };
const target: Field = { kind: 'line', name: 'target', ...f.target, most: 12, width: 'short' };
const byOn: Field = { kind: 'day', name: 'byOn', ...f.byOn, future: true };

/** What a priority is. */
export const priorityFields = ({ managers }: Pick<Choices, 'managers'>): readonly Field[] => [
  { kind: 'line', name: 'title', ...f.title, most: MOST_LINE, width: 'wide' },
  { kind: 'text', name: 'aim', ...f.aim, most: MOST_WORDS },
  { kind: 'choice', name: 'origin', ...f.origin, choices: ORIGINS.map((value) => ({ value, text: t.origins[value] })) },
  { kind: 'line', name: 'source', ...f.source, most: MOST_LINE, width: 'wide' },
  { kind: 'select', name: 'lead', ...f.lead, choices: people(managers) },
  { kind: 'select', name: 'otherLead', ...f.otherLead, choices: people(managers) },
];
export const priorityFrom = ({ lead, otherLead, ...rest }: Values): Readonly<Record<string, unknown>> => ({ ...rest, leads: [lead, otherLead] });

const numberOf = (value: unknown): number => (typeof value === 'string' && /^\d{1,9}([.]\d)?$/.test(value.replaceAll(/[%,\s]/g, '')) ? Number(value.replaceAll(/[%,\s]/g, '')) : Number.NaN);
const saidOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const itsMilestone = ({ priority, number }: Subject) => priority.milestones.find((one) => one.number === number);

export const ENTRY_FORMS = {
  changed: {
    fields: ({ choices }) => [...priorityFields(choices), REASON],
    typed: ({ priority: { title, aim, origin, source, leads } }) => ({ title, aim, origin, source, lead: leads[0], otherLead: leads[1] }),
    entry: priorityFrom,
  },
  'measure-added': {
    fields: ({ choices: { teams, reports } }) => [
      { kind: 'select', name: 'figure', ...f.figure, choices: MEASURE_CODES.map((value) => ({ value, text: MEASURES[value].words })) },
      { kind: 'select', name: 'of', ...f.of, choices: [{ value: WHOLE_COUNCIL, text: upper(t.council) }, ...people(teams)] },
      { kind: 'select', name: 'baselineWeek', ...f.baselineWeek, ...(reports.length === 0 ? { hint: f.baselineWeek.none } : {}), choices: reports.map(({ week, on }) => ({ value: week, text: `${week}, to ${shortDay(on)}` })) },
      target, byOn,
    ],
    typed: ({ choices: { reports } }) => ({ of: WHOLE_COUNCIL, baselineWeek: reports[0]?.week ?? '' }),
    entry: (values) => ({ ...values, target: numberOf(values['target']) }),
  },
  'measure-revised': {
    of: 'measure',
    fields: (subject) => [target, byOn, approvedBy(subject), REASON],
    typed: ({ priority, number }) => {
      const measure = priority.measures.find((one) => one.number === number);
      return measure === undefined ? {} : { target: String(measure.target), ...typedDay('byOn', measure.byOn) };
    },
    entry: (values, { number }) => ({ ...values, target: numberOf(values['target']), measure: number }),
  },
  'measure-ended': { of: 'measure', fields: (subject) => [approvedBy(subject), REASON], entry: (values, { number }) => ({ ...values, measure: number }) },
  'milestone-added': {
    fields: ({ choices, measures }) => [
      { kind: 'text', name: 'what', ...f.what, most: MOST_SAID },
      { kind: 'select', name: 'owner', ...f.owner, choices: people(choices.managers) },
      { kind: 'day', name: 'dueOn', ...f.dueOn, future: true },
      { kind: 'choice', name: 'measure', ...f.measure, choices: [...measures.map(({ number, name }) => ({ value: String(number), text: name })), { value: NONE, text: f.measure.none }] },
    ],
    entry: (values) => ({ ...values, measure: values['measure'] === NONE ? null : Number(values['measure']) }),
  },
  'milestone-revised': {
    of: 'milestone',
    fields: (subject) => [{ kind: 'day', name: 'dueOn', ...f.newDue, future: true }, approvedBy(subject), REASON],
    entry: (values, { number }) => ({ ...values, milestone: number }),
  },
  'milestone-done': {
    of: 'milestone',
    fields: () => [{ kind: 'day', name: 'on', ...f.doneOn }, { kind: 'text', name: 'words', ...f.done, most: MOST_WORDS }],
    typed: ({ today }) => typedDay('on', today),
    entry: (values, { number }) => ({ ...values, milestone: number }),
  },
  'milestone-dropped': { of: 'milestone', fields: (subject) => [approvedBy(subject), REASON], entry: (values, { number }) => ({ ...values, milestone: number }) },
  claimed: {
    fields: () => [{ kind: 'choice', name: 'claim', ...f.claim, choices: CLAIMS.map((value) => ({ value, text: t.claims[value] })) }, { kind: 'text', name: 'words', ...f.claimWords, most: MOST_WORDS }],
    entry: (values) => values,
  },
  highlights: {
    fields: ({ today }) => [
      { kind: 'select', name: 'month', ...f.month, choices: lastMonths(today).map((value) => ({ value, text: monthWords(value) })) },
      ...HIGHLIGHTS.map((name): Field => ({ kind: 'text', name, ...f.parts[name], missing: f.parts[name].label, most: MOST_WORDS, optional: true, oneOfMany: true })),
    ],
    typed: ({ today }) => ({ month: today.slice(0, 7) }),
    entry: (values) => values,
  },
  'signed-off': { fields: () => [{ kind: 'text', name: 'words', ...f.signWords, most: MOST_WORDS }], entry: (values) => values },
} as const satisfies Readonly<Record<string, EntryForm>>;

export type FormKind = keyof typeof ENTRY_FORMS;
export const isFormKind = (kind: string): kind is FormKind => Object.hasOwn(ENTRY_FORMS, kind);

const NONE = 'none';
const MONTHS = 12;
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** This month and those before it, newest first. */
function lastMonths(today: IsoDate): readonly string[] {
  const at = yearNumber(today) * MONTHS + monthNumber(today) - 1;
  return Array.from({ length: MONTHS }, (_, i) => at - i).map((n) => `${Math.floor(n / MONTHS)}-${String((n % MONTHS) + 1).padStart(2, '0')}`);
}

/** What a document shows, and of what. */
export const evidenceFields = ({ priority, measures }: Pick<Subject, 'priority' | 'measures'>): readonly Field[] => [
  { kind: 'text', name: 'about', ...f.about, most: MOST_SAID },
  {
    kind: 'select', name: 'shows', ...f.shows,
    choices: [
      { value: 'whole', text: f.shows.whole }, ...measures.map(({ number, name }) => ({ value: `measure-${number}`, text: f.shows.measure(name) })),
      ...priority.milestones.map(({ number, what }) => ({ value: `milestone-${number}`, text: f.shows.milestone(what) })),
    ],
  },
];

/** Of what a document is evidence. */
export function shownBy(values: Values): Readonly<{ measure: number | null; milestone: number | null }> {
  const [, kind, number] = /^(measure|milestone)-(\d+)$/.exec(saidOf(values['shows'])) ?? [];
  return { measure: kind === 'measure' ? Number(number) : null, milestone: kind === 'milestone' ? Number(number) : null };
}

/** The line above a form that is about a measure or a milestone; null where there is none of that number. */
export function subjectWords(subject: Subject, of: EntryForm['of']): string | null {
  if (of === 'milestone') return itsMilestone(subject)?.what ?? null;
  return of === 'measure' ? (subject.measures.find(({ number }) => number === subject.number)?.name ?? null) : null;
}

const SAID: Readonly<Record<string, string>> = {
  title: f.title.said, aim: f.aim.said, origin: f.origin.said, source: f.source.said, lead: f.lead.said, otherLead: f.otherLead.said, reason: f.reason.said, approvedBy: f.approvedBy.said, figure: f.figure.said, of: f.of.said,
  baselineWeek: f.baselineWeek.said, target: f.target.said, byOn: f.byOn.said, what: f.what.said, owner: f.owner.said, dueOn: f.dueOn.said, measure: f.measure.said, on: f.doneOn.said, words: f.claimWords.said, claim: f.claim.said, month: f.month.said, about: f.about.said, shows: f.shows.said,
};
/** Two inputs are one field of an entry. */
const INPUTS: Readonly<Record<string, string>> = { leads: 'lead' };

/** What was refused, beside the input it is about; of the whole, at the top. */
export function errorsFor(problems: readonly FieldProblem[], fields: readonly Field[]): readonly FieldError[] {
  return problems.map(({ path, message }) => {
    const first = path.replace(/^entry[.]/, '').split(/[.[]/)[0] ?? '';
    if (first === 'file') return { name: 'file', href: '#file', text: message }; // it begins with the file's own name
    const field = fields.find(({ name }) => name === (INPUTS[first] ?? first));
    const said = field === undefined ? 'It' : field.kind === 'text' && first in f.parts ? field.label : (SAID[field.name] ?? field.label);
    return field === undefined ? { name: '', href: '#form', text: `${said} ${message}.` } : errorAt(field, `${said} ${message}.`);
  });
}

