import type { TaskRow } from '../../../api/letter-models.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { fromToday, longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { shownMessage } from '../../presenting/message.js';
import type { SummaryError } from '../../site.js';
import { texts } from '../../texts.js';
import { letterWords, taskWords } from '../../words/letters.js';

/** Tasks as people read them. */

export const taskRows = (tasks: readonly TaskRow[], today: IsoDate) =>
  tasks.map((task) => ({ ...shared(task, today), href: paths.task(task.ref) }));

export const taskPage = (task: TaskRow, today: IsoDate) => ({
  ...shared(task, today),
  caseHref: task.caseRef === null ? null : paths.case(task.caseRef),
  message: task.message === null ? null : { ...shownMessage(task.message), href: task.caseRef === null || task.message.toKind === 'staff' ? null : paths.letter(task.caseRef, task.message.ref) },
  lettersHref: task.caseRef !== null && task.message === null && (task.kind === 'corrected' || task.kind === 'struck') ? paths.letters(task.caseRef) : null,
  again: task.kind === 'corrected' ? texts.letters.sayAgain : TRIED_AGAIN.includes(task.kind) ? texts.letters.tryAgain : null,
});

function shared(task: TaskRow, today: IsoDate) {
  const { title, why, todo } = taskWords(task.kind);
  return {
    title, why, todo,
    caseRef: task.caseRef,
    child: task.child?.name ?? null,
    who: task.who?.name ?? task.who?.ref ?? null,
    letter: task.letter === null ? null : letterWords(task.letter),
    forWhom: task.forStaff?.name ?? texts.roles[task.forRole],
    actBy: longDay(task.actBy),
    distance: fromToday(task.actBy, today),
    isLate: task.actBy < today,
  };
}

const TRIED_AGAIN = ['not-written', 'nobody-known', 'nobody-told'];
const BY_MESSAGE = ['bounced', 'not-sent', 'unknown', 'silence', 'held-up'];

/** The form that mends an address: by what it was written to, or, of somebody without any, either way. Null where none helps. */
export function mendable(task: TaskRow, typed: Readonly<Record<string, string>>, errors: readonly SummaryError[]) {
  const { kind, message, who } = task;
  const kindOfWho = who?.kind ?? null;
  if (kindOfWho === null || kindOfWho === 'staff' || message?.letter === 'access-code') return null;
  const isFamily = kindOfWho === 'person' || kindOfWho === 'child';
  const channels = BY_MESSAGE.includes(kind) && message !== null ? [message.channel] : kind === 'no-address' ? (isFamily ? (['email', 'letter'] as const) : (['email'] as const)) : [];
  if (channels.length === 0) return null;
  const errorOf = (name: string): string | null => errors.find(({ href }) => href === `#${name}`)?.text ?? null;
  return {
    action: paths.taskAddress(task.ref),
    channels,
    asksConsent: isFamily && kind === 'no-address',
    isConsented: isFamily && kind !== 'no-address',
    typed,
    errors: { email: errorOf('email'), lines: errorOf('lines'), postcode: errorOf('postcode'), mend: errorOf('mend') },
  };
}
