import type { Adviser, CaseDuty, CaseView, OfferedStep } from '../../../api/read-models.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { AdviserRole, FactType } from '../../../domain/facts/fact.js';
import { ADVISER_ROLES } from '../../../domain/facts/schema.js';
import { longDay } from '../../dates.js';
import type { Choice, Field, Typed } from '../../forms/field.js';
import { actWords, whenWords } from '../../presenting/duty.js';
import { roleBeside } from '../../presenting/person.js';
import { texts } from '../../texts.js';
import { stepsThatMeet } from '../case/steps.js';
import type { AdviserGroup } from './fact-fields.js';

/** Advisers under their role, in the order of the regulation; those still to answer are not asked again. */
export function adviserGroups(
  all: readonly Adviser[],
  { access }: CaseView,
  withRole: boolean,
): readonly AdviserGroup[] {
  const open = new Set(access.progress?.openAdvisers ?? []);
  const inRole = (role: AdviserRole): readonly Choice[] =>
    all
      .filter((adviser) => adviser.role === role && !open.has(adviser.ref))
      .map(({ ref, name }) => ({ value: withRole ? `${ref}|${role}` : ref, text: name }));
  return ADVISER_ROLES.map((role) => ({
    heading: texts.advisers[role],
    hint: texts.regulationSix[role],
    choices: inRole(role),
  })).filter(({ choices }) => choices.length > 0);
}

/** The advisers a fact may be about: those the step names, or all the record has asked. */
export const subjectChoices = (asked: readonly Adviser[], subjects: readonly string[] | undefined): readonly Choice[] =>
  asked
    .filter(({ ref }) => subjects?.includes(ref) ?? true)
    .map(({ ref, name, role }) => ({ value: ref, text: name, hint: roleBeside(name, role) ?? undefined }));

/** Duties this fact would do, each with its date: the reason one opened the form. */
export function dutiesMet(type: FactType, duties: readonly CaseDuty[], today: IsoDate): readonly string[] {
  return duties
    .filter(
      (duty) =>
        duty.shape === 'deadline' &&
        duty.doneOn === null &&
        duty.outcome !== 'not-owed' &&
        stepsThatMeet(duty.code).includes(type),
    )
    .map((duty) => {
      const when = whenWords(duty, today);
      return `${actWords(duty, duty.subjectName)}: ${when.day}, ${when.distance}`;
    });
}

/** Why a step has to wait, and until when; null when it need not. */
export const waitingWords = (step: OfferedStep | null, today: IsoDate): string | null =>
  step?.notBefore !== undefined && step.notBefore > today ? texts.form.waits(longDay(step.notBefore)) : null;

/** The head of the child's own school, chosen beforehand: it is nearly always they who are asked. */
export function ownHead(fields: readonly Field[], { child }: CaseView): Typed {
  const { setting } = child;
  if (setting === null) return {};
  return Object.fromEntries(
    fields.flatMap((field) => {
      if (field.kind !== 'select' || !field.name.startsWith('advisers-')) return [];
      const own = field.choices.find(({ text }) => text.endsWith(setting.name));
      return own === undefined ? [] : [[field.name, own.value]];
    }),
  );
}

/** The panel's day and item, where the form asks them and one came from the panel's list. @param named as `2026-05-12/3` */
export function panelTyped(fields: readonly Field[], named: string): Typed {
  const [, year, month, day, item] = /^(\d{4})-(\d{2})-(\d{2})\/(\d{1,3})$/.exec(named) ?? [];
  if (item === undefined || !fields.some(({ name }) => name === 'panelItem')) return {};
  return {
    'panelOn-day': String(Number(day)),
    'panelOn-month': String(Number(month)),
    'panelOn-year': year ?? '',
    panelItem: item,
  };
}

/** What is chosen before anybody types: the only choice there is, where one must be made. */
export const onlyChoices = (fields: readonly Field[]): Typed =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const [only, ...others] = field.kind === 'choice' && field.optional !== true && SUBJECTS.has(field.name) ? field.choices : [];
      return only !== undefined && others.length === 0 ? [[field.name, only.value]] : [];
    }),
  );

const SUBJECTS: ReadonlySet<string> = new Set(['adviser', 'setting']);
