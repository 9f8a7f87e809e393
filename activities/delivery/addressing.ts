import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import type { WorkingDays } from '../../domain/dates/working-days.js';
import type { Role, StaffMail } from '../../domain/settings.js';
import { asksHowItWas, isStillAsked } from '../../domain/feedback/asking.js';
import { addresseesOf } from '../../domain/tell/addressees.js';
import { causeAt } from '../../domain/tell/cause.js';
import { MissingValue } from '../../domain/tell/compose.js';
import { sortNotices } from '../../domain/tell/digest.js';
import { needsSeeingTo } from '../../domain/tell/family.js';
import type { Audience, LetterCode, Wanted } from '../../domain/tell/letter-codes.js';
import { wantedOfItem } from '../../domain/tell/letter-of-item.js';
import { isStillWanted } from '../../domain/tell/letters-for.js';
import { isOfSettingsReview } from '../../domain/tell/letters-of-plan.js';
import type { Addressee, Reach } from '../../domain/tell/people.js';
import type { Composed } from '../../domain/tell/template.js';
import type { Addressed, NewMessage, QueuedNotice } from '../../prisma/repositories/outbox.js';
import type { NewNote } from '../../prisma/repositories/journal-notes.js';
import type { NewTask } from '../../prisma/repositories/task-rows.js';
import type { Roster, TellSubject } from '../../prisma/repositories/tell-reads.js';
import { contactsFor, socialCare, type Found } from './contacts.js';

/** What a letter is about, for whoever finds its words. */
export type LetterOccasion = Readonly<{ letter: LetterCode; notice: QueuedNotice; subject: TellSubject; today: IsoDate }>;

/** The words of a letter for one addressee. @throws MissingValue where the record lacks something the letter must say */
export type WriteLetter = (occasion: LetterOccasion, to: Addressee) => Composed;

export type AddressingDeps = Readonly<{
  write: WriteLetter;
  now: Instant;
  /** By when whoever gets a task sees to it. */
  actBy: IsoDate;
  /** When staff are written to on a day. */
  mailOn: (day: IsoDate) => StaffMail;
  working: WorkingDays;
  /** Hears of a letter that could not be written. */
  report?: (step: 'addressNext', error: unknown) => void;
}>;

/** Turns notices into messages: who is meant, where they are written to, in which words. Whoever cannot be reached is a task. */
export function addressing(deps: AddressingDeps, notices: readonly QueuedNotice[], subjects: ReadonlyMap<string, TellSubject>, roster: Roster): readonly Addressed[] {
  return notices.map((notice) => {
    const subject = subjects.get(notice.recordRef);
    const wanted = subject === undefined ? null : stillWanted(notice, subject);
    const nothing: Addressed = { notice, messages: [], gatheredFor: [], waitsUntil: null, isOvertaken: false, tasks: [], notes: [] };
    if (notice.duty === 'send-review-list' && subject !== undefined) return { ...nothing, tasks: [taskOfLists(deps, notice, subject)] };
    if (subject === undefined || wanted === null) return nothing; // overtaken: nobody is told what no longer holds
    if (isOfSettingsReview(wanted) && subject.attends === null) return nothing; // who attends nowhere is reviewed by the council itself: regulation 21
    const isToStaff = STAFF_LETTERS.includes(wanted.letter);
    if (isToStaff && !notice.isOwed) return { ...nothing, isOvertaken: true };
    const waitsUntil = isToStaff ? laterThan(deps, notice) : null;
    if (waitsUntil !== null) return { ...nothing, waitsUntil };
    try {
      return addressed(deps, notice, wanted, subject, roster);
    } catch (error) {
      deps.report?.('addressNext', error);
      const lacking = error instanceof MissingValue ? error.placeholder : 'unknown';
      return { ...nothing, tasks: [taskOf(deps, subject, 'not-written', `n${notice.id}`)], notes: [noted(notice, wanted, 'message-not-written', { lacking })] };
    }
  });
}

/** What a ladder tells the council's own staff; whatever goes out of the house leaves at once. */
const STAFF_LETTERS: readonly LetterCode[] = ['staff-reminder', 'staff-escalation', 'staff-confirmation'];

/** When a notice to staff leaves, if not now: its words and its readers are those of then. */
function laterThan({ now, mailOn, working }: AddressingDeps, { channel, queuedAt }: QueuedNotice): Instant | null {
  const { waiting } = sortNotices([{ channel: channel ?? 'at-once', queuedAt }], now, mailOn, working);
  return waiting[0]?.until ?? null;
}

const ACT_AND_DUTY = /^([a-z-]+)\.([a-z-]+)$/;

/** The letter and its audience, if the record as it stands still calls for it. */
function stillWanted(notice: QueuedNotice, { facts }: TellSubject): Wanted | null {
  const [, act, duty] = ACT_AND_DUTY.exec(notice.template) ?? [];
  if (act !== undefined && duty !== undefined) {
    return wantedOfItem({ act, duty, to: notice.toRole, subject: notice.subject, occurrence: notice.occurrence } as Parameters<typeof wantedOfItem>[0], facts);
  }
  const wanted: Wanted = { letter: notice.template as LetterCode, audience: notice.toRole as Audience, ref: notice.toRef };
  const cause = causeAt(notice.position, facts);
  const isWanted = asksHowItWas(wanted.letter) ? isStillAsked : isStillWanted;
  return cause !== null && isWanted(wanted, cause, facts) ? wanted : null;
}

function addressed(deps: AddressingDeps, notice: QueuedNotice, wanted: Wanted, subject: TellSubject, roster: Roster): Addressed {
  const today = londonDay(deps.now);
  const found = contactsFor(wanted, subject, roster);
  const reach = addresseesOf(wanted, { child: subject.child, people: subject.people, today, socialCare: socialCare(subject, roster) }, found.contacts);
  const isGathered = notice.channel === 'digest' && STAFF_LETTERS.includes(wanted.letter);
  const messages = isGathered ? [] : reach.write.map((to) => messageTo(to, wanted.letter, deps.write({ letter: wanted.letter, notice, subject, today }, to)));
  return {
    notice,
    messages,
    gatheredFor: isGathered ? reach.write.map(({ ref }) => ref) : [],
    waitsUntil: null,
    isOvertaken: false,
    tasks: [...tasksOfReach(deps, wanted, subject, reach), ...tasksOfRoles(deps, subject, found), ...reach.write.flatMap((to) => tasksOfWishes(deps, notice, subject, to))],
    notes: reach.unreached.length === 0 ? [] : [noted(notice, wanted, 'not-told', { unreached: reach.unreached })],
  };
}

const messageTo = ({ kind, ref, name, channel, address, largePrint, language }: Addressee, letter: LetterCode, { subject, body }: Composed): NewMessage => ({
  letter, toKind: kind, toRef: ref, toName: name, channel, address, subject, body, largePrint, language,
});

/** One task for whom the record does not know how to reach, however many letters wait for it. */
function tasksOfReach(deps: AddressingDeps, { audience }: Wanted, subject: TellSubject, reach: Reach): NewTask[] {
  if (!needsSeeingTo(reach)) return [];
  const lacking = reach.unreached.filter(({ why }) => why === 'no-address' || why === 'shares-address' || why === 'nobody-known');
  if (lacking.length === 0) return [taskOf(deps, subject, 'nobody-told', `${subject.ref}/${audience}`)]; // everybody is withheld, or decides nothing
  return lacking.map(({ ref, why }) => taskOf(deps, subject, why === 'nobody-known' ? 'nobody-known' : 'no-address', `${subject.ref}/${ref}`));
}

/** A role that nobody at work holds: the next one up fills it, beside being told instead. */
const tasksOfRoles = (deps: AddressingDeps, subject: TellSubject, { empty, role, contacts }: Found): NewTask[] =>
  empty.map((vacant) => taskOf(deps, subject, 'nobody-in-role', `${subject.ref}/${vacant}`, contacts.length === 0 || role === null ? 'administrator' : role));

/** What an envelope cannot do: a call, an interpreter, a translation. */
function tasksOfWishes(deps: AddressingDeps, { id }: QueuedNotice, subject: TellSubject, { ref, telephone, interpreter, language }: Addressee): NewTask[] {
  const kinds = [...(telephone ? ['telephone'] : []), ...(interpreter ? ['interpreter'] : []), ...(language === null ? [] : ['translation'])];
  return kinds.map((kind) => taskOf(deps, subject, kind, `n${id}/${ref}`));
}

const taskOf = ({ actBy }: AddressingDeps, { ref }: TellSubject, kind: string, about: string, forRole: Role = 'caseworker'): NewTask => ({ recordRef: ref, kind, about, forRole, forStaff: null, actBy });

/** One task for all the plans of a team's term: one press sends every list. */
const taskOfLists = ({ actBy }: AddressingDeps, { subject: term, toRole }: QueuedNotice, { team }: TellSubject): NewTask => ({
  recordRef: null, kind: 'review-lists', about: `${term ?? ''}:${team.ref}:${toRole}`, forRole: toRole as Role, forStaff: null, actBy,
});

const noted = ({ id, recordRef }: QueuedNotice, { letter, audience }: Wanted, type: string, more: object): NewNote => ({ recordRef, type, payload: { letter, audience, notice: id, ...more } });
