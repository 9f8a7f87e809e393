import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { FactType, ToldFact } from '../../../domain/facts/fact.js';
import { isIncoming } from '../../../domain/facts/receipt.js';
import { VERSION_EVIDENCE } from '../../../domain/plan/versions.js';
import { anyFact } from '../../../domain/facts/schema.js';
import type { FieldProblem } from '../../../api/errors.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, type Reading } from '../../forms/read.js';
import { texts } from '../../texts.js';

/** The facts a form's answers tell, or every problem beside its field. */
export type FactReading = Readonly<{ facts: readonly ToldFact[]; errors: readonly FieldError[] }>;

type Values = Reading['values'];

/** @param today nothing that happened lies after it */
export function readFacts(type: FactType, fields: readonly Field[], typed: Typed, today: IsoDate): FactReading {
  const asked = fields.map((field) =>
    field.name === 'on' && typedDay(typed, 'postedOn') && !typedDay(typed, 'on') ? { ...field, optional: true } : field,
  );
  const { values, errors } = readFields(asked, typed, today);
  const panel = panelProblem(values, fields);
  if (errors.length + panel.length > 0) return { facts: [], errors: [...errors, ...panel] };
  if (type === 'advice-requested' && fields.some(({ name }) => name.startsWith('advisers-')))
    return readRequests(values, fields);
  const parsed = anyFact.safeParse(factFrom(type, values));
  if (parsed.success) return { facts: [parsed.data], errors: [] };
  const problems = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  return { facts: [], errors: errorsOf(problems, fields) };
}

const typedDay = (typed: Typed, name: string): boolean =>
  ['day', 'month', 'year'].some((part) => (typed[`${name}-${part}`] ?? '') !== '');

/** Problems that the law or the record found, each beside the field it names; without one, at the top. */
export function errorsOf(problems: readonly FieldProblem[], fields: readonly Field[]): readonly FieldError[] {
  return problems.map(({ path, message }) => {
    const name = FIELD_OF[path.split('.').at(-1) ?? ''] ?? path.split('.').at(-1) ?? '';
    const field = fields.find((one) => one.name === name) ?? fields.find((one) => one.name === 'on') ?? fields[0];
    const text = texts.form.problem(field?.kind === 'day' ? field.asked : (field?.label ?? ''), message);
    return field === undefined ? { name: '', href: '#main-content', text } : errorAt(field, text);
  });
}

/** A told fact's fields and the form's: one day is asked, whatever it is called. */
const FIELD_OF: Readonly<Record<string, string>> = { receivedAt: 'on', sentAt: 'on', evidence: 'panelOn', type: 'on' };

/** Answers as the fact they tell. A time of day makes the day a moment; the rules of receipt then find the day that counts. */
export function factFrom(type: FactType, values: Values): Readonly<Record<string, unknown>> {
  const { on, time, postedOn, panelOn, panelItem, planText, channel, ...rest } = values;
  const incoming = postedOn !== undefined || isIncoming(type);
  const isMoment = typeof on === 'string' && typeof time === 'string';
  return {
    type,
    ...rest,
    ...(channel === undefined ? {} : { channel }),
    ...(isMoment && incoming ? { receivedAt: `${on}T${time}:00` } : {}),
    ...(isMoment && !incoming ? { on, sentAt: `${on}T${time}:00` } : {}),
    ...(!isMoment && on !== undefined ? { on } : {}),
    ...(on === undefined && postedOn !== undefined ? { postedOn } : {}),
    ...(typeof panelOn === 'string' && typeof panelItem === 'string'
      ? { evidence: `panel:${panelOn}/${panelItem}` }
      : {}),
    ...(typeof planText === 'string' && VERSION_EVIDENCE.test(planText) ? { evidence: planText } : {}),
  };
}

function panelProblem({ panelItem }: Values, fields: readonly Field[]): readonly FieldError[] {
  const field = fields.find(({ name }) => name === 'panelItem');
  return field !== undefined && typeof panelItem === 'string' && !/^\d{1,3}$/.test(panelItem)
    ? [errorAt(field, texts.form.panelItemMissing)]
    : [];
}

/** One fact for each adviser ticked: `V-…|role` from the form's choices. */
function readRequests(values: Values, fields: readonly Field[]): FactReading {
  const { on, receivedOn } = values;
  const ticked = Object.entries(values).flatMap(([name, value]) => (name.startsWith('advisers-') ? value : []));
  const first = fields.find(({ name }) => name.startsWith('advisers-'));
  if (first !== undefined && ticked.length === 0)
    return { facts: [], errors: [errorAt(first, texts.form.askSomebody)] };
  if (first !== undefined && ticked.length > MOST_AT_ONCE)
    return { facts: [], errors: [errorAt(first, texts.form.askFewer(MOST_AT_ONCE))] };
  const facts = ticked.map((choice) => {
    const [adviser, role] = choice.split('|');
    return anyFact.parse({
      type: 'advice-requested',
      on,
      adviser,
      role,
      ...(receivedOn === undefined ? {} : { receivedOn }),
    });
  });
  return { facts, errors: [] };
}

/** As many facts as one command may hold. */
const MOST_AT_ONCE = 20;
