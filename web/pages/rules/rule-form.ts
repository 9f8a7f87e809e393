import type { FieldProblem } from '../../../api/errors.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { WATCHED_STAGES, type RuleContent, type RuleContents, type RuleKind } from '../../../domain/own-rules.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { texts } from '../../texts.js';
import { RULE_WORDS as t } from '../../words/rules.js';
import { causeFields, causeInput, causesOf, inputsOfRows, rowsOf, rowsSent } from './cause-rows.js';

/** What is asked of a rule, and what was typed read as what it would hold. What it may hold, the use-case says. */

const norm = (stage: string): string => `norm-${stage}`;

const NORMS: readonly Field[] = WATCHED_STAGES.map((stage) => ({ kind: 'line', name: norm(stage), label: texts.stages[stage], missing: t.silence.wrong, most: 20, width: 'short', optional: true, oneOfMany: true }));

const MAIL: readonly Field[] = [
  { kind: 'time', name: 'digestAt', ...t.mail.digestAt },
  { kind: 'time', name: 'quietFrom', ...t.mail.quietFrom, optional: true },
  { kind: 'time', name: 'quietTo', ...t.mail.quietTo, optional: true },
];

/** The fields of a form; of causes as many as there are rows. */
export function ruleFields(kind: RuleKind, typed: Typed): readonly Field[] {
  if (kind === 'silence-norms') return NORMS;
  return kind === 'staff-mail' ? MAIL : rowsSent(typed).flatMap((_, at) => causeFields(at));
}

/** What a form shows of a rule that is kept. */
export function typedOf(kind: RuleKind, content: RuleContent): Typed {
  switch (kind) {
    case 'delay-causes':
      return inputsOfRows(rowsOf(content as RuleContents['delay-causes']));
    case 'silence-norms':
      return Object.fromEntries(Object.entries(content).map(([stage, days]) => [norm(stage), String(days)]));
    case 'staff-mail': {
      const { digestAt, quietHours } = content as RuleContents['staff-mail'];
      return { digestAt, quietFrom: quietHours?.from ?? '', quietTo: quietHours?.to ?? '' };
    }
  }
}

export const typedFrom = (kind: RuleKind, body: unknown): Typed => (kind === 'delay-causes' ? inputsOfRows(rowsSent(body)) : typedIn(ruleFields(kind, {}), body));

export type RuleRead = Readonly<{ content: unknown; errors: readonly FieldError[] }>;

/** What was typed as what the rule would hold, and what is no answer at all. */
export function readRule(kind: RuleKind, typed: Typed, today: IsoDate): RuleRead {
  const fields = ruleFields(kind, typed);
  const { values, errors } = readFields(fields, typed, today);
  switch (kind) {
    case 'delay-causes':
      return { content: causesOf(rowsSent(typed)), errors: errors.map((error) => ({ ...error, text: `${titleOf(error.name)}: ${lowered(error.text)}` })) };
    case 'silence-norms':
      return { content: Object.fromEntries(WATCHED_STAGES.flatMap((stage) => (values[norm(stage)] === undefined ? [] : [[stage, Number(values[norm(stage)])]]))), errors };
    case 'staff-mail': {
      const { digestAt, quietFrom: from, quietTo: to } = values;
      const half = errors.length > 0 || (from === undefined) === (to === undefined) ? [] : fields.filter(({ name }) => name === (from === undefined ? 'quietFrom' : 'quietTo')).map((field) => errorAt(field, t.mail.half));
      return { content: { digestAt, quietHours: from === undefined ? null : { from, to } }, errors: [...errors, ...half] };
    }
  }
}

const titleOf = (input: string): string => t.cause.title(Number(/^cause-(\d+)-/.exec(input)?.[1] ?? 0));
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** What the use-case refused, beside the inputs it is about; of the whole, at the top. @param fields those of the rule, and of when and why */
export function errorsOfProblems(kind: RuleKind, problems: readonly FieldProblem[], fields: readonly Field[]): readonly FieldError[] {
  return problems.map(({ path, message }) => {
    const name = inputOf(path);
    const field = fields.find((one) => one.name === name);
    if (field === undefined) return { name: '', href: '#form', text: `${t.kinds[kind].whole} ${message}.` };
    const said = kind === 'delay-causes' && name.startsWith('cause-') ? titleOf(name) : field.kind === 'day' ? t.effective.said : field.label.replace(/\?$/, ':');
    return errorAt(field, `${said} ${message}.`);
  });
}

function inputOf(path: string): string {
  const row = /^content\[(\d+)\]/.exec(path)?.[1];
  if (row !== undefined) return causeInput(Number(row), 'words');
  const name = path.replace(/^content\./, '');
  return INPUTS[name] ?? (path === name ? name : norm(name));
}

const INPUTS: Readonly<Record<string, string>> = { digestAt: 'digestAt', 'quietHours.from': 'quietFrom', 'quietHours.to': 'quietTo', quietHours: 'quietFrom' };
