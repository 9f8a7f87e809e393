import type { AdviceView } from '../../../api/advice-models.js';
import type { AdviceRequestRow } from '../../../api/read-models.js';
import type { QualityProblem } from '../../../domain/advice/quality.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay, longTime, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { isOverdue, reasonWords, standingWords, whenWords, type ReasonWords, type WhenWords } from '../../presenting/duty.js';
import { roleBeside } from '../../presenting/person.js';
import { texts } from '../../texts.js';
import { placeOf } from './advice-form.js';
import { sizeWords } from '../../presenting/size.js';

export type ShownRequest = Readonly<{
  href: string;
  ref: string;
  child: string;
  born: string | null;
  setting: string | null;
  adviser: string;
  asked: string;
  when: WhenWords;
  late: boolean;
  reason: ReasonWords;
  answered: string | null;
  holder: string | null;
  expected: string | null;
}>;

const t = texts.advice;

export const shownRequests = (rows: readonly AdviceRequestRow[], today: IsoDate): readonly ShownRequest[] => rows.map((row) => requestWords(row, today));

/** One request as its adviser reads it: which child, asked when, due by when and why. */
export function requestWords(row: AdviceRequestRow, today: IsoDate): ShownRequest {
  const duty = {
    ...row,
    code: 'give-advice',
    kind: row.adviser.role === 'health' || row.adviser.role === 'youth-justice' ? 'statutory' : 'guidance',
    subject: null,
    doneOn: row.answeredOn,
  } as const;
  return {
    href: paths.adviceAnswer(row.caseRef, row.adviser.ref),
    ref: row.caseRef,
    child: row.child.name,
    born: row.child.bornOn === null ? null : shortDay(row.child.bornOn),
    setting: row.child.setting?.name ?? null,
    adviser: adviserWords(row.adviser),
    asked: longDay(row.requestedOn),
    when: whenWords(duty, today),
    late: isOverdue(duty),
    reason: reasonWords(duty),
    answered: row.answeredOn === null ? null : standingWords(duty, today),
    holder: row.holder?.name ?? null,
    expected: row.expectedOn === null ? null : longDay(row.expectedOn),
  };
}

function adviserWords({ name, role }: AdviceRequestRow['adviser']): string {
  const beside = roleBeside(name, role);
  return beside === null ? name : `${name} (${beside.toLowerCase()})`;
}

/** What became of a request, in a line for both sides. */
export function fateWords({ fate, request }: AdviceView): string {
  switch (fate?.kind) {
    case undefined:
    case 'asked':
      return t.fate.asked;
    case 'returned':
      return t.fate.returned(longDay(fate.on));
    case 'declined':
      return t.fate.declined(longDay(fate.on));
    case 'reused':
      return t.fate.reused(longDay(fate.on));
    case 'not-needed':
      return t.fate.notNeeded(longDay(fate.on));
    case 'used':
      return `${t.fate.received(longDay(fate.on))}. ${t.fate.used(longDay(fate.draftOn))}`;
    default:
      return request.acceptedOn === null ? t.fate.received(longDay(fate?.on ?? request.row.requestedOn)) : t.fate.accepted(longDay(request.acceptedOn));
  }
}

/** Texts sent before the one that counts now, the latest first: all of them while it waits again. */
export const earlierWords = ({ request: { sent, open } }: AdviceView, fileAt: (ref: string) => string): readonly object[] =>
  (open ? sent : sent.slice(0, -1)).toReversed().map(({ form, files, sentAt, sentBy }) => ({
    title: t.sentBefore(longTime(sentAt), sentBy),
    sent: form,
    files: files.map(({ ref, name, bytes }) => ({ name, size: sizeWords(bytes), href: fileAt(ref) })),
  }));

/** What the check found, each with where to mend it. */
export const problemWords = (problems: readonly QualityProblem[]): readonly { text: string; href: string }[] =>
  problems.map(({ path, code, found }) => {
    const { words, href } = placeOf(path);
    return { text: t.quality[code](words, found), href };
  });
