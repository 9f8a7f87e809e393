import type { AgendaItem } from '../../domain/agenda.js';
import type { Fact } from '../../domain/facts/fact.js';
import { compose } from '../../domain/tell/compose.js';
import type { LetterCode } from '../../domain/tell/letter-codes.js';
import type { Template } from '../../domain/tell/template.js';
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
  const cause = notice.rung === null ? (subject.facts.find(({ id }) => id === `j${notice.position}`) ?? null) : null;
  return compose(letter, letters[letter], valuesOf({
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
    reasons: cause === null ? null : noteOf(cause, subject),
    casePage: `${publicUrl}/cases/${subject.ref}`,
  }));
};

const itemOf = ({ duty, subject, occurrence }: QueuedNotice): Pick<AgendaItem, 'duty' | 'subject' | 'occurrence'> | null =>
  duty === null || occurrence === null ? null : ({ duty, subject, occurrence } as Pick<AgendaItem, 'duty' | 'subject' | 'occurrence'>);

function adviserName(notice: QueuedNotice, cause: Fact | null, { advisers }: TellSubject): string | null {
  const asked = cause !== null && 'adviser' in cause ? cause.adviser : notice.subject;
  return advisers.find(({ ref }) => ref === asked)?.name ?? null;
}

/** The officer's own words, which the fact names by a reference. */
function noteOf({ note }: Fact, { notes }: TellSubject): string | null {
  return notes.find(({ ref }) => ref === note)?.text ?? null;
}
