import type { CaseView } from '../../../api/read-models.js';
import { isIsoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { londonTime } from '../../../domain/dates/london.js';
import type { Fact, ToldFact } from '../../../domain/facts/fact.js';
import type { ChoiceField, Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedDay } from '../../forms/read.js';
import { texts } from '../../texts.js';
import { factFields, type FormContext } from '../record-fact/fact-fields.js';
import { subjectChoices } from '../record-fact/presenter.js';
import { readFacts } from '../record-fact/read-fact.js';

const words = texts.correct;

const WHAT: ChoiceField = {
  kind: 'choice',
  name: 'mistake',
  label: words.what,
  missing: words.whatMissing,
  choices: [
    { value: 'details', text: words.details, hint: words.detailsHint },
    { value: 'never', text: words.never, hint: words.neverHint },
  ],
};
const WHY: Field = {
  kind: 'text',
  name: 'why',
  label: words.why,
  hint: words.whyHint,
  missing: words.whyMissing,
  most: 2000,
};

/** What is wrong and why; then the fact's own form. Who was asked stays: another person is another fact. */
export function correctionFields(fact: Fact, view: CaseView): readonly Field[] {
  if (fact.type === 'correction') return [{ ...WHAT, choices: WHAT.choices.slice(1) }, WHY];
  const context: FormContext = {
    advisers: [{ heading: '', choices: subjectChoices(view.advisers, undefined) }],
    settings: view.settings.map(({ ref, name }) => ({ value: ref, text: name })),
    owners: view.owner === null ? [] : [{ value: view.owner.ref, text: view.owner.name }],
    asksPanel: false,
  };
  return [WHAT, WHY, ...ownFields(fact, context)];
}

function ownFields(fact: Fact, context: FormContext): readonly Field[] {
  const fields = factFields(fact.type, context).filter(({ name }) => !name.startsWith('advisers-') && !KEPT.has(name));
  return fields.map((field) => (field.name === 'channel' ? { ...field, optional: true } : field));
}

/** Kept as recorded: to change whom it is about is to take it out and record another. */
const KEPT: ReadonlySet<string> = new Set(['adviser', 'setting', 'owner', 'reason', 'impracticalBecause', 'place', 'despite', 'duty', 'subject', 'occurrence', 'rung', 'note']);

type Correction = Readonly<{ replacement: ToldFact | null; reason: string | undefined; errors: readonly FieldError[] }>;

/** The replacement, null where the entry is to be taken out, or the problems found. */
export function readCorrection(fact: Fact, fields: readonly Field[], typed: Typed, today: IsoDate): Correction {
  const head = readFields(
    fields.filter(({ name }) => name === 'mistake' || name === 'why'),
    typed,
    today,
  );
  const reason = typeof head.values['why'] === 'string' ? head.values['why'] : undefined;
  if (head.errors.length > 0) return { replacement: null, reason, errors: head.errors };
  if (head.values['mistake'] === 'never' || fact.type === 'correction')
    return { replacement: null, reason, errors: [] };
  const own = fields.filter(({ name }) => name !== 'mistake' && name !== 'why');
  const { facts, errors } = readFacts(fact.type, own, typed, today);
  const [told] = facts;
  return told === undefined
    ? { replacement: null, reason, errors }
    : { replacement: { ...keptFrom(fact), ...told }, reason, errors };
}

/** What the form does not ask again. */
const keptFrom = (fact: Fact): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(fact).filter(([name]) => KEPT.has(name) || name === 'role'));

/** A recorded fact as it would be typed, so that only what was wrong need be typed again. */
export function typedFrom(fact: Fact): Typed {
  const fields = Object.entries(fact).flatMap(([name, value]): [string, string | readonly string[]][] => {
    if (typeof value === 'string') return isIsoDate(value) ? Object.entries(typedDay(name, value)) : [[name, value]];
    if (typeof value === 'boolean') return [[name, value ? 'yes' : 'no']];
    return Array.isArray(value) ? [[name, value.map(String)]] : [];
  });
  const moment = 'receivedAt' in fact && typeof fact.receivedAt === 'string' ? londonTime(fact.receivedAt) : null;
  const arrived = moment === null ? {} : { ...typedDay('on', moment.on), time: moment.time.slice(0, 5) };
  return { ...Object.fromEntries(fields), ...arrived };
}
