import { RULES } from '../../../domain/audit/feeds.js';
import { freeCriterionId } from '../../../domain/audit/framework-draft.js';
import { GRADES, type Band, type Criterion, type Framework, type Grade, type Section } from '../../../domain/audit/framework.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { ADVISER_ROLES } from '../../../domain/facts/schema.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { FRAMEWORK_WORDS as t } from '../../words/audit-frameworks.js';
import { GRADE_WORDS } from '../../words/audits.js';
import { ADVISER_WORDS } from '../../words/people.js';
import { criteriaOf, inputOf, rulesShown } from './presenter.js';

/** The draft of a framework as forms ask it: the whole with its weights and bands on one, a section with its criteria on another. */

export type Read<T> = Readonly<{ value: T; errors: readonly FieldError[] }>;

const [WORST, ...ABOVE] = GRADES;
const BEST_GRADE = ABOVE[ABOVE.length - 1];
const SCORE = /^(?:\d{1,2}|100)$/;

/** A whole number from 0 to 100; beside what is none, the error. */
function scoreIn(field: Field, typed: Typed, errors: FieldError[], label: string): number {
  const said = typed[field.name];
  const text = (typeof said === 'string' ? said : '').trim();
  if (SCORE.test(text)) return Number(text);
  errors.push(errorAt(field, `${t.weightWrong(label)}.`));
  return 0;
}

const textIn = (values: Readonly<Record<string, string | readonly string[]>>, name: string): string => {
  const said = values[name];
  return typeof said === 'string' ? said : '';
};

const scoreField = (name: string, label: string, hint?: string): Field => ({ kind: 'line', name, label, missing: '', most: 9, width: 'short', ...(hint === undefined ? {} : { hint }) });
const weightName = (at: number): string => `weight-${at + 1}`;
const bandName = (grade: Grade): string => `band-${grade}`;

/** Title, what each section weighs, where the grades begin. */
export const wholeFields = ({ kind, sections }: Framework): Readonly<{ title: readonly Field[]; weights: readonly Field[]; bands: readonly Field[]; rules: readonly Field[] }> => ({
  title: [{ kind: 'line', name: 'title', ...t.name, most: 200, width: 'wide' }],
  weights: sections.map(({ title }, i) => scoreField(weightName(i), t.sectionWeight(title))),
  bands: ABOVE.map((grade) => scoreField(bandName(grade), t.bandFromLabel(GRADE_WORDS[grade]))),
  rules: kind === 'plan' || kind === 'draft' ? [{ kind: 'choices', name: 'retired', label: t.retired, hint: t.retiredHint, choices: RULES.map((rule) => ({ value: rule, text: rulesShown([rule])[0] ?? rule })), missing: '', optional: true }] : [],
});

export const wholeTyped = ({ title, sections, bands, retired = [] }: Framework): Typed => ({
  title,
  retired,
  ...Object.fromEntries(sections.map(({ weight }, i) => [weightName(i), String(weight)])),
  ...Object.fromEntries(ABOVE.map((grade) => [bandName(grade), String(bands.find((band) => band.grade === grade)?.from ?? '')])),
});

export function readWhole(framework: Framework, typed: Typed, today: IsoDate): Read<Framework> {
  const { title, weights, bands } = wholeFields(framework);
  const { values, errors: ofTitle } = readFields(title, typed, today);
  const errors = [...ofTitle];
  const sections = framework.sections.map((section, i) => ({ ...section, weight: scoreIn(weights[i] ?? scoreField('', ''), typed, errors, t.sectionWeight(section.title)) }));
  const from = bands.map((field, i) => scoreIn(field, typed, errors, GRADE_WORDS[ABOVE[i] ?? WORST]));
  const retired = RULES.filter((rule) => [typed['retired'] ?? []].flat().includes(rule));
  return { value: { ...framework, title: textIn(values, 'title'), sections, bands: bandsFrom(from), retired: retired.length === 0 ? undefined : retired }, errors };
}

/** Each grade reaches to where the next begins. */
const bandsFrom = (from: readonly number[]): readonly Band[] => GRADES.map((grade, i) => ({ grade, from: i === 0 ? 0 : (from[i - 1] ?? 0), to: from[i] ?? 100 }));

const CODE = /^[A-Za-z0-9-]{1,20}$/;
export const NEW_SECTION: readonly Field[] = [
  { kind: 'line', name: 'newTitle', ...t.newSection, most: 200, width: 'wide' },
  { kind: 'line', name: 'newCode', ...t.newCode, most: 20, width: 'short' },
];

/** The draft with one section more, with a criterion to be written. @param taken ids that were ever in force: what is asked anew is no old question */
export function withSection(framework: Framework, typed: Typed, today: IsoDate, taken: readonly string[]): Read<Framework> {
  const { values, errors } = readFields(NEW_SECTION, typed, today);
  const [id, codeField] = [textIn(values, 'newCode'), NEW_SECTION[1]];
  const wrong = id === '' ? null : !CODE.test(id) ? t.codeWrong : framework.sections.some((one) => one.id.toLowerCase() === id.toLowerCase()) ? t.codeTaken : null;
  const section: Section = { id, title: textIn(values, 'newTitle'), weight: 0 };
  return {
    value: { ...framework, sections: [...framework.sections, section], criteria: [...framework.criteria, blankIn(framework, id, taken)] },
    errors: [...errors, ...(wrong === null || codeField === undefined ? [] : [errorAt(codeField, `${wrong}.`)])],
  };
}

const blankIn = ({ criteria }: Framework, section: string, taken: readonly string[]): Criterion => ({ id: freeCriterionId(section, [...taken, ...criteria.map(({ id }) => id)]), section, asks: '', good: '', weight: 0, law: null, mayNotApply: false, onlyFor: [], cap: null });

export const withoutSection = (framework: Framework, { id }: Section): Framework => ({ ...framework, sections: framework.sections.filter((one) => one.id !== id), criteria: framework.criteria.filter(({ section }) => section !== id) });

/** With a blank criterion at the section's end. @param taken as `withSection` */
export const withCriterion = (framework: Framework, { id }: Section, taken: readonly string[]): Framework => ({ ...framework, criteria: [...framework.criteria, blankIn(framework, id, taken)] });

/** Without the criterion at a place of its section, from 0. */
export function withoutCriterion(framework: Framework, { id }: Section, row: number): Framework {
  const at = criteriaOf(framework, id)[row]?.at;
  return { ...framework, criteria: framework.criteria.filter((_, i) => i !== at) };
}

/** Up or down by one place. */
export type Move = -1 | 1;

/** With the section at a place, from 0, moved; at the end it stays. */
export const withSectionMoved = (framework: Framework, at: number, by: Move): Framework => ({ ...framework, sections: swapped(framework.sections, at, at + by) });

/** With the criterion at a place of its section, from 0, moved within it; at the end it stays. */
export function withCriterionMoved(framework: Framework, { id }: Section, row: number, by: Move): Framework {
  const own = criteriaOf(framework, id);
  return { ...framework, criteria: swapped(framework.criteria, own[row]?.at, own[row + by]?.at) };
}

/** Two entries in each other's places; all as they are where one is not there. */
function swapped<T>(entries: readonly T[], one: number | undefined, other: number | undefined): readonly T[] {
  const [first, second] = [entries[one ?? -1], entries[other ?? -1]];
  return first === undefined || second === undefined ? entries : entries.map((entry, i) => (i === one ? second : i === other ? first : entry));
}

const TITLE: Field = { kind: 'line', name: 'title', ...t.sectionTitle, most: 200, width: 'wide' };
export const sectionTitleFields: readonly Field[] = [TITLE];

const f = t.field;
const caps = GRADES.filter((grade) => grade !== BEST_GRADE).map((grade) => ({ value: grade, text: GRADE_WORDS[grade] }));

/** What is asked of one criterion; blank is allowed, and named as a problem of the draft. */
export const rowFields = (kind: Framework['kind'], row: number): readonly Field[] => [
  { kind: 'text', name: inputOf(row, 'asks'), label: f.asks, missing: '', most: 500, optional: true, oneOfMany: true },
  { kind: 'text', name: inputOf(row, 'good'), label: f.good, missing: '', most: 2000, optional: true, oneOfMany: true },
  scoreField(inputOf(row, 'weight'), f.weight, f.weightHint),
  { kind: 'line', name: inputOf(row, 'law'), label: f.law, missing: '', most: 200, optional: true, width: 'wide' },
  { kind: 'choice', name: inputOf(row, 'capAt'), label: f.capAt, choices: [{ value: 'none', text: f.capAtNone }, ...caps], missing: '', optional: true, oneOfMany: true },
  { kind: 'choice', name: inputOf(row, 'capWhen'), label: f.capWhen, choices: (['not-met', 'partly-met'] as const).map((value) => ({ value, text: t.capWhen[value] })), missing: '', optional: true, oneOfMany: true, inline: true },
  { kind: 'line', name: inputOf(row, 'capBecause'), label: f.capBecause, missing: '', most: 500, optional: true, width: 'wide' },
  { kind: 'choices', name: inputOf(row, 'mayNotApply'), label: f.mayNotApply, choices: [{ value: 'yes', text: f.mayNotApplyYes }], missing: '', optional: true, oneOfMany: true },
  ...(kind === 'advice' ? [{ kind: 'choices' as const, name: inputOf(row, 'onlyFor'), label: f.onlyFor, hint: f.onlyForHint, choices: ADVISER_ROLES.map((role) => ({ value: role, text: ADVISER_WORDS[role] })), missing: '', optional: true, oneOfMany: true }] : []),
];

export const sectionFields = (framework: Framework, { id }: Section): readonly Field[] => [TITLE, ...criteriaOf(framework, id).flatMap((_, row) => rowFields(framework.kind, row))];

export const sectionTyped = (framework: Framework, { id, title }: Section): Typed => ({ title, ...Object.fromEntries(criteriaOf(framework, id).flatMap(({ one }, row) => rowTyped(one, row))) });

const rowTyped = ({ asks, good, weight, law, cap, mayNotApply, onlyFor }: Criterion, row: number): readonly (readonly [string, string | readonly string[]])[] => [
  [inputOf(row, 'asks'), asks], [inputOf(row, 'good'), good], [inputOf(row, 'weight'), String(weight)], [inputOf(row, 'law'), law ?? ''],
  [inputOf(row, 'capAt'), cap?.at ?? 'none'], [inputOf(row, 'capWhen'), cap?.when ?? 'not-met'], [inputOf(row, 'capBecause'), cap?.because ?? ''],
  [inputOf(row, 'mayNotApply'), mayNotApply ? ['yes'] : []], [inputOf(row, 'onlyFor'), onlyFor],
];

/** The draft with the section as it was typed. The rows are those of the draft as its author saw it: their number of saves says so. */
export function readSection(framework: Framework, section: Section, body: unknown, today: IsoDate): Read<Framework> & Readonly<{ typed: Typed }> {
  const fields = sectionFields(framework, section);
  const typed = typedIn(fields, body);
  const { values, errors: found } = readFields(fields, typed, today);
  const errors = [...found];
  const rows = new Map(criteriaOf(framework, section.id).map(({ one, at }, row) => [at, criterionIn(framework.kind, one, row, values, typed, errors)]));
  const sections = framework.sections.map((one) => (one.id === section.id ? { ...one, title: textIn(values, 'title') } : one));
  return { value: { ...framework, sections, criteria: framework.criteria.map((one, at) => rows.get(at) ?? one) }, errors, typed };
}

function criterionIn(kind: Framework['kind'], was: Criterion, row: number, values: Readonly<Record<string, string | readonly string[]>>, typed: Typed, errors: FieldError[]): Criterion {
  const text = (field: Parameters<typeof inputOf>[1]): string => textIn(values, inputOf(row, field));
  const list = (field: Parameters<typeof inputOf>[1]): readonly string[] => [values[inputOf(row, field)] ?? []].flat();
  const at = caps.find(({ value }) => value === text('capAt'))?.value ?? null;
  const law = text('law');
  return {
    ...was, asks: text('asks'), good: text('good'), law: law === '' ? null : law, weight: scoreIn(scoreField(inputOf(row, 'weight'), f.weight), typed, errors, `${t.criterion(row + 1)}: ${f.weight.toLowerCase()}`),
    cap: at === null ? null : { at, when: text('capWhen') === 'partly-met' ? 'partly-met' : 'not-met', because: text('capBecause') },
    mayNotApply: list('mayNotApply').length > 0, onlyFor: kind === 'advice' ? ADVISER_ROLES.filter((role) => list('onlyFor').includes(role)) : [],
  };
}
