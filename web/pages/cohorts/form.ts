import { settingOf, settingsNamed } from '../../../api/use-cases/cohorts.js';
import type { Caller } from '../../../api/permissions.js';
import { DUTY_CODES } from '../../../domain/duty-codes.js';
import { ADVISER_ROLES } from '../../../domain/facts/schema.js';
import { isWindow } from '../../../domain/ladder.js';
import type { DelayCause } from '../../../domain/settings.js';
import type { FieldProblem } from '../../../api/errors.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields } from '../../forms/read.js';
import { textOf, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { COHORT_WORDS as t } from '../../words/cohorts.js';

const byText = (a: Readonly<{ text: string }>, b: Readonly<{ text: string }>): number => a.text.localeCompare(b.text, 'en-GB');

/** What is asked of a fault. */
export const faultFields = (causes: readonly DelayCause[]): readonly Field[] => [
  { kind: 'select', name: 'duty', ...t.field.duty, choices: DUTY_CODES.filter((code) => !isWindow(code)).map((value) => ({ value, text: texts.duties[value].act })).sort(byText) },
  { kind: 'select', name: 'cause', ...t.field.cause, optional: true, choices: causes.map(({ code, words }) => ({ value: code, text: words })) },
  { kind: 'select', name: 'role', ...t.field.role, optional: true, choices: ADVISER_ROLES.map((value) => ({ value, text: texts.advisers[value] })) },
  { kind: 'line', name: 'setting', ...t.field.setting, most: 100, optional: true },
  { kind: 'day', name: 'from', ...t.field.from },
  { kind: 'day', name: 'to', ...t.field.to, optional: true },
];

export type FaultRead = Readonly<{ query: string | null; errors: readonly FieldError[] }>;

/** What was typed as the query that asks for it: codes, references and days alone, so that an address names nobody. */
export async function readFault(site: Site, caller: Caller, typed: Typed): Promise<FaultRead> {
  const fields = faultFields(site.useCases.council.settings.delayCauses);
  const { values, errors } = readFields(fields, typed, todayOf(site));
  const { setting: name, ...others } = values;
  const found = typeof name === 'string' ? await settingsNamed(site.useCases, caller, name) : [];
  const exact = found.filter((one) => one.name.toLowerCase() === String(name).toLowerCase());
  const [setting, ...more] = exact.length === 1 ? exact : found;
  const at = (field: string, text: string): FieldError[] => fields.filter((one) => one.name === field).map((one) => errorAt(one, text));
  const problems = [
    ...errors,
    ...(typeof name === 'string' && setting === undefined ? at('setting', t.noSetting) : []),
    ...(more.length > 0 ? at('setting', t.manySettings(found.map((one) => one.name))) : []),
    ...(values['role'] !== undefined && values['duty'] !== undefined && values['duty'] !== 'give-advice' ? at('role', t.onlyAdvice) : []),
    ...(typeof values['to'] === 'string' && typeof values['from'] === 'string' && values['to'] < values['from'] ? at('to', t.toBeforeFrom) : []),
  ];
  if (problems.length > 0) return { query: null, errors: problems };
  const asked = { ...others, ...(setting === undefined ? {} : { setting: setting.ref }) };
  return { query: new URLSearchParams(Object.fromEntries(Object.entries(asked).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])))).toString(), errors: [] };
}

const WRITTEN_DAY = /^(\d{1,4})-(\d{1,2})-(\d{1,2})$/;

/** A query as if it had been typed into the form, as far as the form has a place for it; a setting by its name. */
export async function typedFrom(site: Site, caller: Caller, query: unknown): Promise<Typed> {
  const day = (name: string): Typed => {
    const [, year = '', month = '', date = textOf(query, name)] = WRITTEN_DAY.exec(textOf(query, name)) ?? [];
    return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year };
  };
  const ref = textOf(query, 'setting');
  const setting = ref === '' ? undefined : await settingOf(site.useCases, caller, ref);
  return { duty: textOf(query, 'duty'), cause: textOf(query, 'cause'), role: textOf(query, 'role'), setting: setting?.name ?? ref, ...day('from'), ...day('to') };
}

/** What the use-case found wrong, at the fields of the form. */
export const errorsAt = (causes: readonly DelayCause[], problems: readonly FieldProblem[]): readonly FieldError[] =>
  problems.flatMap(({ path, message }) => faultFields(causes).filter(({ name }) => name === path).map((field) => errorAt(field, `${field.label}: ${message}`)));
