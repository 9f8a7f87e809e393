import type { AdviceView } from '../../../api/advice-models.js';
import type { AdviceOfCase, AskingPage, Proposal } from '../../../api/use-cases/advice-asking.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay, longTime } from '../../dates.js';
import type { FieldError } from '../../forms/field.js';
import { paths } from '../../paths.js';
import { textOf } from '../../site.js';
import { texts } from '../../texts.js';
import { newCommandId } from '../sending.js';
import { earlierWords, fateWords, problemWords, requestWords } from './presenter.js';
import { sizeWords } from '../../presenting/size.js';

const t = texts.advice;

/** @param typed the form as it came back, or null when it is opened: then the proposal is ticked */
export function askingShown({ record, proposals, others }: AskingPage, typed: unknown, errors: readonly FieldError[]): object {
  const ticked = (one: Proposal): boolean => (typed === null ? !one.asked && !one.reused : textOf(typed, `ask-${one.role}`) !== '');
  const chosen = (one: Proposal): string => (typed === null ? (one.proposed?.ref ?? '') : textOf(typed, `who-${one.role}`));
  return {
    ref: record.ref,
    proposals: proposals.map((one) => ({
      role: one.role,
      title: texts.advisers[one.role],
      why: `${t.why[one.why]}. ${one.law}`,
      state: one.reused ? t.ask.reused : one.asked ? t.ask.askedAlready : null,
      checked: ticked(one),
      error: errors.find(({ name }) => name === `who-${one.role}`)?.text ?? null,
      choices: [{ value: '', text: 'Choose one' }, ...one.choices.map(({ ref, name }) => ({ value: ref, text: name, selected: ref === chosen(one) }))],
    })),
    others: [0, 1, 2].map((i) => ({
      name: `other-${i}`,
      choices: [{ value: '', text: 'Nobody' }, ...others.map(({ ref, name, role }) => ({ value: ref, text: `${name} (${texts.advisers[role].toLowerCase()})`, selected: typed !== null && textOf(typed, `other-${i}`) === ref }))],
    })),
  };
}

/** Every request of a case, with what came and what the check found in it. */
export function caseAdviceShown({ record, mayRecord, requests, links, today }: AdviceOfCase, errors: readonly FieldError[], reason: string): object {
  return {
    ref: record.ref,
    entry: record.position,
    back: paths.case(record.ref),
    askHref: paths.askAdvice(record.ref),
    mayRecord,
    revokeAction: paths.revokeLinks(record.ref),
    requests: requests.map((view) => shownOfCase(view, today, mayRecord, links.filter(({ forKind, forRef }) => forKind === 'adviser' && forRef === view.request.row.adviser.ref), errors, reason)),
    families: links.filter(({ forKind }) => forKind === 'person' || forKind === 'child').map(({ forKind, forRef, forName, openedAt, lockedAt }) => ({ whose: `${forKind}/${forRef}`, name: forName, state: stateOf(openedAt, lockedAt) })),
  };
}

function shownOfCase(view: AdviceView, today: IsoDate, mayRecord: boolean, links: AdviceOfCase['links'], errors: readonly FieldError[], reason: string): object {
  const { request, fate, problems, form } = view;
  const { row, saved, files } = request;
  const came = fate?.kind === 'received' || fate?.kind === 'used';
  const error = errors.find(({ name }) => name === row.adviser.ref) ?? null;
  const found = problemWords(problems).map(({ text }) => text);
  const latest = links[0];
  return {
    request: requestWords(row, today),
    adviser: row.adviser.ref,
    fate: fateWords(view),
    reason: view.reason,
    expected: row.expectedOn === null ? null : { on: longDay(row.expectedOn), because: request.expectedBecause },
    sent: came && saved !== null ? form : null,
    drafted: !came && saved !== null ? longTime(saved.savedAt) : null,
    found: came && saved !== null ? found : [],
    files: came ? files.map(({ ref, name, bytes }) => ({ name, size: sizeWords(bytes), href: paths.caseFile(row.caseRef, ref) })) : [],
    earlier: earlierWords(view, (ref) => paths.caseFile(row.caseRef, ref)),
    judge: came && mayRecord ? paths.judgeAdvice(row.caseRef, row.adviser.ref) : null,
    accepted: request.acceptedOn !== null,
    commandId: newCommandId(),
    returnReason: error === null ? found.join('\n') : reason,
    error,
    link: latest === undefined ? null : { whose: `adviser/${row.adviser.ref}`, state: stateOf(latest.openedAt, latest.lockedAt) },
  };
}

export function stateOf(openedAt: string | null, lockedAt: string | null): string {
  if (lockedAt !== null) return `locked on ${longTime(lockedAt)}`;
  return openedAt === null ? 'not opened yet' : `opened on ${longTime(openedAt)}`;
}
