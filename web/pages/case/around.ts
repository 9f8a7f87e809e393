import type { AdviceAsked, CaseView, PersonOfChild } from '../../../api/read-models.js';
import { londonDay } from '../../../domain/dates/london.js';
import { briefDay, days, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { tagOf, type Tag } from '../../presenting/duty.js';
import { roleBeside } from '../../presenting/person.js';
import { texts } from '../../texts.js';
import { PEOPLE_WORDS } from '../../words/person-form.js';
import { sizeWords } from '../../presenting/size.js';

/** What stands around a case: who was asked for advice, who is in the child's life, which papers are on file. */

export type AdviceLine = Readonly<{
  adviser: string;
  role: string | null;
  asked: string;
  due: string;
  tag: Tag | null;
  state: string;
  notes: readonly string[];
  /** Reminds this adviser; null where they are not late, or the reader may not. */
  remind: string | null;
}>;

const t = texts.day;

/** Every request for advice in the order asked, each with how it stands and what can be done about it. */
export function adviceGrid(
  { advice, access, today }: CaseView,
  mayRemind: boolean,
): Readonly<{ rows: readonly AdviceLine[]; remindAll: string | null; more: string; ask: string }> {
  const rows = advice.map((asked): AdviceLine => {
    const { adviser, askedOn, dueOn, outcome, answeredOn, daysLate } = asked;
    const isLate = answeredOn === null && daysLate > 0 && outcome !== 'not-owed';
    return {
      adviser: adviser.name,
      role: roleBeside(adviser.name, adviser.role),
      asked: briefDay(askedOn),
      due: briefDay(dueOn),
      tag: tagOf({ outcome, dueOn, actBy: dueOn, kind: 'statutory' }, today),
      state: stateWords(asked),
      notes: notesOf(asked),
      remind: isLate && mayRemind ? adviser.ref : null,
    };
  });
  const late = rows.filter(({ remind }) => remind !== null).length;
  return {
    rows,
    remindAll: late > 1 ? paths.remind(access.ref) : null,
    more: paths.caseAdvice(access.ref),
    ask: paths.askAdvice(access.ref),
  };
}

function stateWords({ answer, answeredOn, daysLate, outcome, dueOn }: AdviceAsked): string {
  const late = daysLate > 0 ? `, ${t.advice.late(days(daysLate))}` : '';
  if (answer !== null && answeredOn !== null) return `${t.advice.answers[answer]} ${shortDay(answeredOn)}${late}`;
  if (outcome === 'not-owed') return texts.day.advice.answers['advice-not-needed'];
  return daysLate > 0 ? t.advice.late(days(daysLate)) : `by ${shortDay(dueOn)}`;
}

const notesOf = ({ returnedOn, expectedOn, heldBy, remindedOn, answeredOn }: AdviceAsked): readonly string[] => [
  ...(returnedOn === null ? [] : [t.advice.returned(briefDay(returnedOn))]),
  ...(expectedOn === null || answeredOn !== null ? [] : [t.advice.expected(briefDay(expectedOn))]),
  ...(heldBy === null || answeredOn !== null ? [] : [t.advice.heldBy(heldBy)]),
  ...(remindedOn === null || answeredOn !== null ? [] : [t.advice.reminded(briefDay(remindedOn))]),
];

export type PersonLine = Readonly<{
  name: string;
  relation: string;
  roles: string;
  letters: string;
  needs: string;
  barred: boolean;
  note: string | null;
  change: string | null;
}>;

/**
 * Who is in the child's life and what each may be sent: by the rule that the letters themselves go by.
 * @param change where a person's details are changed; null for whoever may not
 */
export const peopleRows = (
  people: readonly PersonOfChild[],
  change: ((person: string) => string) | null,
): readonly PersonLine[] =>
  people.map((person) => {
    const { name, relation, contactable, writtenTo, notWrittenTo } = person;
    const roles = [
      ...(person.hasParentalResponsibility ? [t.people.parental] : []),
      ...(person.hasCare ? [t.people.care] : []),
      ...(person.speaksFor === 'nobody' ? [] : [t.people[person.speaksFor]]),
    ];
    const needs = [
      ...(person.addressProtected ? [t.people.protected] : []),
      ...(person.language === null ? [] : [t.people.language(person.language)]),
      ...(person.interpreter ? [t.people.interpreter] : []),
      ...(person.largePrint ? [t.people.largePrint] : []),
    ];
    return {
      name,
      relation: relation === 'self' ? PEOPLE_WORDS.relationSelf : relation,
      roles: roles.join(', '),
      letters:
        writtenTo !== null
          ? t.people[writtenTo]
          : notWrittenTo === null
            ? t.people.why['nobody-known']
            : t.people.why[notWrittenTo],
      needs: needs.join(', '),
      barred: !contactable,
      note: contactable ? null : texts.case.doNotContact,
      change: change === null ? null : change(person.ref),
    };
  });

/** The child's other records, each as where it is. */
export const otherRecords = ({ others }: CaseView): readonly object[] =>
  others.map(({ ref, kind, stage, isOpen }) => ({
    text: t.others[kind === 'plan' ? 'plan' : 'assessment'](ref),
    stage: stage === null ? texts.stages.unknown : texts.stages[stage],
    isOpen,
    href: paths.case(ref),
  }));

/** Papers on file, newest first. */
export const documentRows = ({ documents, access }: CaseView): readonly object[] =>
  documents.map(({ ref, name, bytes, givenBy, givenAt, toRecord }) => ({
    name,
    href: paths.caseFile(access.ref, ref),
    size: sizeWords(bytes),
    given: t.documents.given(givenBy, shortDay(londonDay(givenAt))),
    toRecord: toRecord === null ? null : { text: t.documents.toRecord(texts.facts[toRecord.fact].told), href: `${paths.record(access.ref, toRecord.fact)}?post=${toRecord.post}` },
  }));
