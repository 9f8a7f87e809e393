import type { Named, SettingOption } from '../../../api/read-models.js';
import type { MovedInSent } from '../../../api/use-cases/plan-moved-in.js';
import type { FieldProblem } from '../../../api/errors.js';
import { isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import type { MovedIn } from '../../../domain/plan/moved-in.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, type Reading } from '../../forms/read.js';
import { texts } from '../../texts.js';
import { FIELD_CHOICES } from '../../words/choices.js';
import { MOVED_IN_WORDS as t } from '../../words/moved-in.js';
import { childIn, childProblemsOf, requestSections, type Section } from '../new-case/request-form.js';

/** The form of a plan that moved in: the child as for a request, the plan's own days, its last review. */
export function movedInSections(settings: readonly SettingOption[], owners: readonly Named[]): readonly Section[] {
  const [child, , people] = requestSections(settings, owners);
  const dayHint = texts.form.dayHint;
  const optional = { kind: 'day', hint: dayHint, optional: true } as const;
  const decisions = Object.entries(t.decisions).map(([value, text]) => ({ value, text }));
  return [
    { heading: t.child, fields: child?.fields ?? [] },
    {
      heading: t.plan,
      fields: [
        { kind: 'select', name: 'from', ...t.from, choices: FIELD_CHOICES['authority'] ?? [] },
        { kind: 'day', name: 'transferredOn', hint: dayHint, ...t.transferredOn },
        { kind: 'day', name: 'madeOn', ...t.madeOn },
      ],
    },
    {
      heading: t.review,
      hint: t.reviewHint,
      fields: [
        { ...optional, name: 'meetingOn', ...t.meetingOn },
        { ...optional, name: 'decidedOn', ...t.decidedOn },
        { kind: 'choice', name: 'decision', ...t.decision, choices: decisions, optional: true },
        { ...optional, name: 'noticeOn', ...t.noticeOn },
        { ...optional, name: 'amendedOn', ...t.amendedOn },
      ],
    },
    { heading: t.people, fields: people?.fields ?? [] },
  ];
}

export type MovedInReading = Readonly<{ sent: Omit<MovedInSent, 'commandId'> | null; errors: readonly FieldError[] }>;

/** What the form's answers ask to be recorded, or every problem beside its field. */
export function readMovedIn(fields: readonly Field[], typed: Typed, today: IsoDate): MovedInReading {
  const { values, errors } = readFields(fields, typed, today);
  const own = [...errors, ...childProblemsOf(values, fields), ...reviewProblem(values, fields)];
  if (own.length > 0) return { sent: null, errors: own };
  const owner = values['owner'];
  return { errors: [], sent: { child: childIn(values), plan: planIn(values), ...(typeof owner === 'string' ? { owner } : {}) } };
}

type Values = Reading['values'];
const dayIn = (values: Values, name: string): IsoDate | null => (typeof values[name] === 'string' ? isoDate(values[name]) : null);

const WHOLE = ['meetingOn', 'decidedOn', 'decision'] as const;

/** A review is told whole, or not at all. */
function reviewProblem(values: Values, fields: readonly Field[]): readonly FieldError[] {
  const told = WHOLE.filter((name) => values[name] !== undefined);
  const isLoose = told.length < WHOLE.length && (told.length > 0 || values['noticeOn'] !== undefined || values['amendedOn'] !== undefined);
  const field = fields.find(({ name }) => name === WHOLE.find((one) => values[one] === undefined));
  return isLoose && field !== undefined ? [errorAt(field, t.reviewWhole)] : [];
}

function planIn(values: Values): MovedIn {
  const { from, decision } = values;
  const [meetingOn, decidedOn] = [dayIn(values, 'meetingOn'), dayIn(values, 'decidedOn')];
  return {
    from: typeof from === 'string' ? from : '',
    transferredOn: isoDate(String(values['transferredOn'])),
    madeOn: isoDate(String(values['madeOn'])),
    review:
      meetingOn === null || decidedOn === null
        ? null
        : { meetingOn, decidedOn, decision: decision === 'amend' ? 'amend' : 'keep', noticeOn: dayIn(values, 'noticeOn'), amendedOn: dayIn(values, 'amendedOn') },
  };
}

/** Problems the use-case found, each beside the field its path names. */
export const movedInErrors = (problems: readonly FieldProblem[], fields: readonly Field[]): readonly FieldError[] =>
  problems.map(({ path, message }) => {
    const named = path.split('.');
    const field = fields.find(({ name }) => named.includes(name));
    const text = texts.form.problem(field?.kind === 'day' ? field.asked : (field?.label ?? t.child), message);
    return field === undefined ? { name: '', href: '#form', text } : errorAt(field, text);
  });
