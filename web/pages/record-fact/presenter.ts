import type { Adviser, CaseDuty, CaseView, OfferedStep } from '../../../api/read-models.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { AdviserRole, FactType } from '../../../domain/facts/fact.js';
import { ADVISER_ROLES } from '../../../domain/facts/schema.js';
import { longDay } from '../../dates.js';
import type { Choice } from '../../forms/field.js';
import { actWords, whenWords } from '../../presenting/duty.js';
import { texts } from '../../texts.js';
import { stepsThatMeet } from '../case/steps.js';

/** Advisers under their role, in the order of the regulation; those still to answer are not asked again. */
export function adviserGroups(all: readonly Adviser[], { access }: CaseView, withRole: boolean): readonly Readonly<{ heading: string; choices: readonly Choice[] }>[] {
  const open = new Set(access.progress?.openAdvisers ?? []);
  const inRole = (role: AdviserRole): readonly Choice[] =>
    all.filter((adviser) => adviser.role === role && !open.has(adviser.ref)).map(({ ref, name }) => ({ value: withRole ? `${ref}|${role}` : ref, text: name }));
  return ADVISER_ROLES.map((role) => ({ heading: texts.advisers[role], choices: inRole(role) })).filter(({ choices }) => choices.length > 0);
}

/** The advisers a fact may be about: those the step names, or all the record has asked. */
export const subjectChoices = (asked: readonly Adviser[], subjects: readonly string[] | undefined): readonly Choice[] =>
  asked.filter(({ ref }) => subjects?.includes(ref) ?? true).map(({ ref, name, role }) => ({ value: ref, text: name, hint: texts.advisers[role] }));

/** Duties this fact would do, each with its date: the reason one opened the form. */
export function dutiesMet(type: FactType, duties: readonly CaseDuty[], today: IsoDate): readonly string[] {
  return duties
    .filter((duty) => duty.shape === 'deadline' && duty.doneOn === null && duty.outcome !== 'not-owed' && stepsThatMeet(duty.code).includes(type))
    .map((duty) => {
      const when = whenWords(duty, today);
      return `${actWords(duty, duty.subjectName)}: ${when.day}, ${when.distance}`;
    });
}

/** Why a step has to wait, and until when; null when it need not. */
export const waitingWords = (step: OfferedStep | null, today: IsoDate): string | null =>
  step?.notBefore !== undefined && step.notBefore > today ? texts.form.waits(longDay(step.notBefore)) : null;
