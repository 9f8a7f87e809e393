import type { AgendaItem } from '../../domain/agenda.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import type { Fact } from '../../domain/facts/fact.js';
import { asksHowItWas } from '../../domain/feedback/asking.js';
import { causeAt, isSaidAgain } from '../../domain/tell/cause.js';
import { compose } from '../../domain/tell/compose.js';
import { pageOfRecord } from '../../domain/tell/digest-lines.js';
import type { LetterCode } from '../../domain/tell/letter-codes.js';
import type { Composed, Template } from '../../domain/tell/template.js';
import { valuesOf, type CouncilDetails } from '../../domain/tell/values.js';
import type { QueuedNotice } from '../../prisma/repositories/outbox.js';
import type { TellSubject } from '../../prisma/repositories/tell-reads.js';
import type { Rules } from '../case/projection.js';
import type { WriteLetter } from './addressing.js';

export type WordDeps = Readonly<{
  letters: Readonly<Record<LetterCode, Template>>;
  council: CouncilDetails;
  /** Begins the address of every page. */
  publicUrl: string;
  rules: () => Rules;
}>;

/** Letters by the council's templates, with what the record says. */
export const createWriter = ({ letters, council, publicUrl, rules }: WordDeps): WriteLetter => ({ letter, notice, subject, today }, addressee) => {
  const cause = notice.rung === null ? causeAt(notice.position, subject.facts) : null;
  const composed = compose(letter, letters[letter], valuesOf({
    reference: subject.ref,
    child: subject.child,
    addressee,
    council,
    caseworker: subject.ownerName,
    today,
    facts: subject.facts,
    ...rules(),
    cause,
    item: itemOf(notice),
    adviser: adviserName(notice, cause, subject),
    reasons: cause === null ? null : reasonsOf(cause, subject),
    place: placeOf(cause, subject),
    casePage: `${publicUrl}${pageOfRecord(subject.ref)}`,
    escalationPage: notice.duty === null ? null : `${publicUrl}/escalations/${[subject.ref, notice.duty, notice.subject ?? '-', notice.occurrence].join('/')}`,
  }));
  return cause !== null && isSaidAgain(cause, notice.position) && !asksHowItWas(letter) ? inPlaceOf(composed) : composed;
};

/** After its greeting, a letter from a corrected record says that an earlier one holds no more. */
function inPlaceOf({ subject, body }: Composed): Composed {
  const [greeting, ...rest] = body;
  const told = { kind: 'paragraph', text: 'This takes the place of what we sent you before, in which something was wrong. Please go by this one.' } as const;
  return { subject, body: greeting === undefined ? [told] : [greeting, told, ...rest] };
}

type WrittenItem = Pick<AgendaItem, 'duty' | 'subject' | 'occurrence'> & Readonly<{ rung: string; on: IsoDate }>;

const itemOf = ({ duty, subject, occurrence, rung, queuedAt }: QueuedNotice): WrittenItem | null =>
  duty === null || occurrence === null ? null : ({ duty, subject, occurrence, rung: rung ?? '', on: londonDay(queuedAt) } as WrittenItem);

/** Where a meeting is, as the officer wrote it; an invitation goes without, for the two weeks are the law's. */
function placeOf(cause: Fact | null, subject: TellSubject): string | null {
  if (cause?.type === 'mediation-arranged') return noteText(cause.place, subject);
  if (cause?.type !== 'review-invitations-sent') return null;
  return noteText(cause.place, subject) ?? 'We will tell you the time and the place as soon as they are settled. Ask us if you need to know before.';
}

function adviserName(notice: QueuedNotice, cause: Fact | null, { advisers }: TellSubject): string | null {
  const asked = cause !== null && 'adviser' in cause ? cause.adviser : (notice.subject ?? notice.toRef); // a death stops each adviser asked
  return advisers.find(({ ref }) => ref === asked)?.name ?? null;
}

/** The officer's own words, which the fact names by a reference: its reasons, a note, or else the reasons of the panel it names. */
function reasonsOf(cause: Fact, subject: TellSubject): string | null {
  const reason = 'reason' in cause ? cause.reason : undefined;
  const named = [reason, cause.note, ...[cause.evidence ?? []].flat().filter((evidence) => evidence.startsWith('panel:'))];
  return named.flatMap((ref) => noteText(ref, subject) ?? [])[0] ?? null;
}

const noteText = (ref: string | undefined, { notes }: TellSubject): string | null => notes.find((note) => note.ref === ref)?.text ?? null;
