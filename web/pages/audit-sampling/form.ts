import type { Volume } from '../../../domain/audit/volume.js';
import type { SamplingShown } from '../../../api/use-cases/audit-sampling.js';
import { stratumId, TRAITS, type FixedNumber, type Trait } from '../../../domain/audit/sampling.js';
import type { FieldProblem } from '../../../api/errors.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { SAMPLING_WORDS as t } from '../../words/audit-frameworks.js';
import { TRAIT_WORDS } from '../../words/audits.js';

/** What is asked of how a kind is sampled, and what was typed read as a setting. */

const line = (name: string, words: Readonly<{ label: string; hint?: string; missing?: string }>, more: object = {}): Field => ({ kind: 'line', name, missing: '', most: 64, width: 'short', ...words, ...more });

export const FIELDS: readonly Field[] = [
  line('number', t.number),
  { kind: 'choices', name: 'strataBy', ...t.strataBy, choices: TRAITS.map((value) => ({ value, text: TRAIT_WORDS[value] })), optional: true, oneOfMany: true },
  line('notAgainWithin', t.notAgainWithin),
  line('doubleShare', t.doubleShare),
  line('cap', t.cap, { optional: true }),
  { kind: 'choices', name: 'notOwnTeam', ...t.notOwnTeam, choices: [{ value: 'yes', text: t.notOwnTeamYes }], optional: true, oneOfMany: true },
  line('seed', t.seed, { optional: true }),
];
export const WHY: readonly Field[] = [{ kind: 'text', name: 'why', ...t.why, most: 1000 }];

/** Strata a form can give a number of their own. */
const MOST_STRATA = 200;
export const fixedInput = (at: number): string => `fixed-${at + 1}`;
const stratumInput = (at: number): string => `stratum-${at + 1}`;

/** A setting as the form has it, its fixed numbers under the stratum each is of. */
export const typedOf = ({ number, strataBy, notAgainWithin, doubleShare, cap, notOwnTeam, seed }: SamplingShown): Typed => ({
  number: String(number), strataBy, notAgainWithin: String(notAgainWithin), doubleShare: String(Math.round(doubleShare * 1000) / 10), cap: cap === null ? '' : String(cap), notOwnTeam: notOwnTeam ? ['yes'] : [], seed: seed ?? '',
});

export type Fixed = ReadonlyMap<string, string>;
export const fixedOf = ({ strataBy, allocation }: SamplingShown): Fixed => new Map(allocation.kind === 'fixed' ? allocation.numbers.map(({ stratum, number }) => [stratumId(strataBy, stratum), String(number)]) : []);

/** What was typed beside each stratum; nothing where the strata are made otherwise now. */
function fixedTyped(body: unknown, strataBy: readonly Trait[]): Fixed {
  const sent: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {};
  if (sent['madeBy'] !== madeBy(strataBy)) return new Map();
  const rows = Array.from({ length: MOST_STRATA }, (_, at) => [sent[stratumInput(at)], sent[fixedInput(at)]] as const);
  return new Map(rows.flatMap(([id, said]) => (typeof id === 'string' && typeof said === 'string' && said.trim() !== '' ? [[id, said.trim()]] : [])));
}

export const madeBy = (strataBy: readonly Trait[]): string => TRAITS.filter((one) => strataBy.includes(one)).join(' ');

export type SettingRead = Readonly<{ settings: object; typed: Typed; fixed: Fixed; strataBy: readonly Trait[]; errors: readonly FieldError[] }>;

const WHOLE = /^\d{1,4}$/;
const PER_CENT = /^\d{1,3}(?:\.\d)?$/;

export function readSetting(body: unknown, today: IsoDate): SettingRead {
  const typed = typedIn([...FIELDS, ...WHY], body);
  const { values, errors: found } = readFields(FIELDS, typed, today);
  const errors = [...found];
  const text = (name: string): string => (typeof values[name] === 'string' ? values[name] : '');
  const numberIn = (name: string, pattern: RegExp): number | null => {
    const field = FIELDS.find((one) => one.name === name);
    if (pattern.test(text(name))) return Number(text(name));
    if (field !== undefined && text(name) !== '') errors.push(errorAt(field, `${t.wholeNumber(field.label)}.`));
    return null;
  };
  const strataBy = TRAITS.filter((one) => [values['strataBy'] ?? []].flat().includes(one));
  const fixed = fixedTyped(body, strataBy);
  const per = numberIn('doubleShare', PER_CENT);
  const settings = {
    number: numberIn('number', WHOLE) ?? undefined, strataBy, notAgainWithin: numberIn('notAgainWithin', WHOLE) ?? undefined, doubleShare: per === null ? undefined : per / 100, cap: numberIn('cap', WHOLE),
    notOwnTeam: values['notOwnTeam'] !== undefined, allocation: allocationOf(strataBy, fixed, errors), ...(text('seed') === '' ? {} : { seed: text('seed') }),
  };
  return { settings, typed, fixed, strataBy, errors };
}

function allocationOf(strataBy: readonly Trait[], fixed: Fixed, errors: FieldError[]): object {
  const order = TRAITS.filter((one) => strataBy.includes(one));
  const numbers: FixedNumber[] = [];
  for (const [id, said] of fixed) {
    const values = valuesIn(id);
    if (values?.length !== order.length) continue;
    if (!WHOLE.test(said)) errors.push({ name: '', href: '#strata', text: `${t.wholeNumber(t.fixed)}.` });
    numbers.push({ stratum: Object.fromEntries(order.map((trait, i) => [trait, values[i] ?? null])), number: Number(said) });
  }
  return numbers.length === 0 ? { kind: 'proportional' } : { kind: 'fixed', numbers };
}

/** The values of a stratum by its id, as a browser sent it back. */
function valuesIn(id: string): readonly (string | null)[] | null {
  try {
    const read: unknown = JSON.parse(id);
    return Array.isArray(read) && read.every((one) => one === null || typeof one === 'string') ? read : null;
  } catch {
    return null; // not what the page had sent
  }
}

/** What the use-case refused, beside the field it is about. */
export const errorsOf = (problems: readonly FieldProblem[]): readonly FieldError[] =>
  problems.map(({ path, message }) => {
    const name = /^(?:settings\.)?(\w+)/.exec(path)?.[1] ?? '';
    const field = [...FIELDS, ...WHY].find((one) => one.name === name);
    if (field === undefined) return { name: '', href: name === 'allocation' ? '#strata' : '#form', text: `${t.fixed}: ${message}.` };
    return errorAt(field, `${field.label}: ${message}.`);
  });

/** The strata as rows with their inputs. @param valueWords a value of a trait in words */
export const strataShown = ({ strata }: Volume, fixed: Fixed, valueWords: (value: string | null) => string): readonly object[] =>
  strata.map(({ id, values, size, share, aMonth, overAll }, at) => {
    const title = values.length === 0 ? t.everything : values.map(valueWords).join(', ');
    return { id, idInput: stratumInput(at), input: at < MOST_STRATA && values.length > 0 ? fixedInput(at) : null, label: t.fixedOf(title), said: fixed.get(id) ?? '', title, size, share: `${Math.round(share * 100)}%`, aMonth: oneDecimal(aMonth), overYear: oneDecimal(overAll) };
  });

export const oneDecimal = (number: number): string => String(Math.round(number * 10) / 10);
