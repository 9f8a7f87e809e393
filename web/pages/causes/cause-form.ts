import type { CaseView } from '../../../api/read-models.js';
import { causesToGive, isOfDuty, mayHaveCause, OTHER_CAUSE, type OfDuty } from '../../../domain/delay-cause.js';
import type { DelayCause } from '../../../domain/settings.js';
import { longDay, shortDay } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { showFields, type ShownField } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { faultQuery } from '../../presenting/report/controls.js';
import { actWords } from '../../presenting/duty.js';
import { causeWords, CAUSE_WORDS as t } from '../../words/causes.js';

/** What is asked of why a step is late: a form of its own, and a part of the exceptions page. */

/** The duty's own name in a form: references and codes. */
export const keyOf = ({ duty, subject, occurrence }: OfDuty): string => [duty, subject ?? '', occurrence].join('|');

type Duties = Pick<CaseView, 'duties'>;

/** Steps of which a cause may be said, as the record orders them. */
const steps = ({ duties }: Duties) => duties.filter(mayHaveCause);

/** The duty a form's answer names; null where there is none. */
export function dutyOf(view: Duties, key: string): OfDuty | null {
  const found = steps(view).find(({ code, ...duty }) => keyOf({ duty: code, ...duty }) === key);
  return found === undefined ? null : { duty: found.code, subject: found.subject, occurrence: found.occurrence };
}

export const causeFields = (view: Duties, causes: readonly DelayCause[]): readonly Field[] => [
  {
    kind: 'select',
    name: 'lateStep',
    ...t.step,
    choices: steps(view).map(({ code, subject, occurrence, subjectName, dueOn }) => ({
      value: keyOf({ duty: code, subject, occurrence }),
      text: `${actWords({ code, subject }, subjectName)}, due ${shortDay(dueOn)}`,
    })),
  },
  {
    kind: 'choice',
    name: 'cause',
    ...t.cause,
    choices: causesToGive(causes).map(({ code, words }) => ({ value: code, text: words })),
  },
  { kind: 'text', name: 'causeNote', ...t.note, most: 2000, optional: true },
];

/** Words are needed beside the cause that says nothing by itself. */
export const lacksWords = (cause: unknown, note: unknown): boolean => cause === OTHER_CAUSE && typeof note !== 'string';

export type CausePanel = Readonly<{
  action: string;
  words: typeof t;
  fields: readonly ShownField[];
  hasSteps: boolean;
  said: readonly Readonly<{ step: string; text: string; note: string | null; back: string | null; /** Who else the same hit; null where the reader answers for no team. */ others: string | null }>[];
}>;

/** The form, and what has been said so far. @param may whether the reader may say and take back @param maySweep whether they may ask who else it hit */
export function causePanel(
  view: CaseView,
  causes: readonly DelayCause[],
  may: boolean,
  typed: Typed,
  errors: readonly FieldError[],
  maySweep = false,
): CausePanel {
  const { ref } = view.access;
  return {
    action: paths.causes(ref),
    words: t,
    fields: showFields(causeFields(view, causes), typed, errors),
    hasSteps: steps(view).length > 0,
    said: view.causes.map((said) => {
      const duty = view.duties.find((one) => isOfDuty(said, one));
      const names = [...view.advisers, ...view.settings];
      const name = duty?.subjectName ?? names.find((one) => one.ref === said.subject)?.name ?? null;
      return {
        step: actWords({ code: said.duty, subject: said.subject }, name),
        text: t.said(causeWords(causes, said.cause), longDay(said.on), said.by.name),
        note: said.text,
        back: may ? paths.causeBack(ref, said.entry) : null,
        others: !maySweep || duty === undefined ? null : `${paths.cohorts}?${faultQuery({ duty: said.duty, cause: said.cause, role: view.advisers.find((one) => said.duty === 'give-advice' && one.ref === said.subject)?.role ?? null, setting: null, from: duty.dueOn, to: null })}`,
      };
    }),
  };
}
