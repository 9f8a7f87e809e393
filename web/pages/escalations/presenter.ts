import type { EscalationRow, EscalationStep, EscalationWhole, SaidPromise } from '../../../api/escalation-models.js';
import type { CaseDuty, CaseView } from '../../../api/read-models.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { escalationsOf, isAsked, rolesOf } from '../../../domain/escalation.js';
import type { Role } from '../../../domain/settings.js';
import { fromToday, longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { actWords, lateWords, reasonWords } from '../../presenting/duty.js';
import { texts } from '../../texts.js';
import { ESCALATION_WORDS as t } from '../../words/escalations.js';

/** Escalations as people read them. */

type Of = Readonly<{ caseRef: string; duty: EscalationRow['duty']; subject: string | null; occurrence: string }>;
export const addressOf = ({ caseRef, duty, subject, occurrence }: Of): string => paths.escalation(caseRef, duty, subject ?? '-', occurrence);

/** `team manager or service manager`. */
export const rolesWords = (roles: readonly Role[]): string => roles.map((role) => texts.roles[role].toLowerCase()).join(' or ');

type Standing = Pick<EscalationRow, 'state' | 'isBroken' | 'acknowledgeBy'>;

function tagOf({ state, isBroken, acknowledgeBy }: Standing, today: IsoDate) {
  if (state === 'promised') return t.tags.promised;
  if (isBroken) return t.tags.broken;
  return acknowledgeBy !== null && acknowledgeBy < today ? t.tags.overdue : t.tags.waiting;
}

export const escalationRows = (rows: readonly EscalationRow[], today: IsoDate) =>
  rows.map((row) => ({
    act: actWords({ code: row.duty, subject: row.subject }, row.subjectName),
    href: addressOf(row),
    child: row.child.name,
    caseRef: row.caseRef,
    tag: tagOf(row, today),
    lines: linesOf(row, today),
    action: row.promise?.action ?? null,
  }));

function linesOf(row: EscalationRow, today: IsoDate): readonly string[] {
  const { to, toldOn, acknowledgeBy, state, promise, next } = row;
  return [
    `${t.one.wasDue(longDay(row.dueOn), fromToday(row.dueOn, today))} ${t.heldBy(row.owner?.name ?? null)}.`,
    t.went(rolesWords(to), longDay(toldOn)),
    ...(promise === null ? [] : [t.promised(promise.by.name, longDay(promise.promisedOn), fromToday(promise.promisedOn, today))]),
    ...(state === 'waiting' && acknowledgeBy !== null && (next === null || next.on > acknowledgeBy) ? [t.acknowledgeBy(longDay(acknowledgeBy), fromToday(acknowledgeBy, today))] : []),
    next === null ? t.top : (state === 'promised' ? t.climbsAfterPromise : t.climbs)(rolesWords(next.to), longDay(next.on)),
  ];
}

/** @param may whether the reader may correct what was said, and open the case */
export const escalationPage = ({ row, duty, steps }: EscalationWhole, today: IsoDate, { corrects, sees }: Readonly<{ corrects: boolean; sees: boolean }>) => ({
  heading: actWords(duty, duty.subjectName),
  caption: `${row.child.name}, ${row.caseRef}`,
  caseHref: sees ? paths.case(row.caseRef) : null,
  tag: tagOf(row, today),
  lines: linesOf(row, today),
  late: lateOf(duty),
  reason: reasonWords(duty),
  ladder: steps.map((step) => stepShown(step, row.caseRef, corrects)),
});

const lateOf = (duty: CaseDuty): string => t.one.wasDue(longDay(duty.dueOn), lateWords(duty));

function stepShown(step: EscalationStep, caseRef: string, corrects: boolean) {
  const to = rolesWords([...new Set(step.rungs.map((rung) => rung.to))]);
  const unanswered = step.isTold && step.promises.length === 0 ? step.acknowledgeBy : null;
  return {
    title: step.isSkipped ? t.one.skipped(to) : (step.isTold ? t.one.told : t.one.ahead)(longDay(step.on), to),
    isAhead: !step.isTold,
    names: step.names.length === 0 ? null : t.one.toldTo(step.names.join(', ')),
    unanswered: unanswered === null ? null : `${t.one.unanswered}. ${t.one.by(longDay(unanswered))}.`,
    said: step.promises.map((promise) => promiseShown(promise, caseRef, corrects)),
  };
}

const promiseShown = ({ entry, by, on, promisedOn, action }: SaidPromise, caseRef: string, corrects: boolean) => ({
  who: t.one.said(by.name, longDay(on)),
  action: action ?? t.one.noWords,
  until: t.one.promisedBy(longDay(promisedOn)),
  correct: corrects ? paths.correct(caseRef, `j${entry}`) : null,
});

/** Those open on a case, each with its way in: for the case's own page. */
export const escalationsOnCase = ({ climbs, access, duties, today }: CaseView) =>
  escalationsOf(climbs, today).filter(isAsked).map(({ duty, current, promise, state }) => {
    const { code, subject, occurrence } = duty;
    const name = duties.find((one) => one.code === code && one.subject === subject && one.occurrence === occurrence)?.subjectName ?? null;
    const { acknowledgeBy } = current;
    const isBroken = promise !== null && promise.promisedOn < today;
    return {
      act: actWords(duty, name),
      href: addressOf({ caseRef: access.ref, duty: code, subject, occurrence }),
      tag: tagOf({ state, isBroken, acknowledgeBy }, today),
      went: t.went(rolesWords(rolesOf(current)), longDay(current.firesOn)),
      until: state === 'promised' && promise !== null ? t.one.promisedBy(longDay(promise.promisedOn)) : null,
    };
  });
