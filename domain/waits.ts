import { daysBetween, earlier, type IsoDate } from './dates/iso-date.js';
import type { Fact, FactType } from './facts/fact.js';
import { numberOfEntry, story as storyOf, type Story } from './facts/story.js';

/**
 * Three waits, each in calendar days and each kept apart. None ever goes back to nothing: an exception, a hold, a handover or a
 * colleague's leave changes none of the first two, and only a handover begins the third anew.
 */
export type Waits = Readonly<{
  /** The family's: from the day the request counts as received to the final plan, the record's end or an undisputed refusal. */
  sinceRequest: number;
  /** The council's: days on which the law's time ran. A refusal stops it; what undoes the refusal lets it run on from where it was. */
  statutory: number;
  /** The present owner's: since the case last went from one person to another. Null while nobody holds it. */
  withOwner: number | null;
}>;

/** Calendar days waited since a day. None yet where that day still lies ahead: an email of a Saturday counts from Monday. */
export const daysWaited = (since: IsoDate, today: IsoDate): number => Math.max(0, daysBetween(since, today));

/** Who holds a record and since when, as its facts say. */
export type Ownership = Readonly<{ owner: string | null; since: IsoDate }>;

/**
 * The present owner and the day the record came to them; null where no fact names one. Named again who holds it already, it has
 * not changed hands. Of several on one day the one written down last holds.
 */
export function ownershipOf(facts: readonly Fact[]): Ownership | null {
  const set = inOrderWritten(storyOf(facts).of('owner-set'));
  return set.reduce<Ownership | null>((held, { on, owner = null }) => (held?.owner === owner ? held : { owner, since: on }), null);
}

const inOrderWritten = (set: readonly Fact<'owner-set'>[]): Fact<'owner-set'>[] =>
  [...set].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : numberOfEntry(a.id) - numberOfEntry(b.id)));

/**
 * The three waits of a record on a day, from its facts.
 * @param ownedSince the day the present owner got it; null where nobody has it
 * @returns null for a record that has not begun
 */
export function waitsOf(facts: readonly Fact[], ownedSince: IsoDate | null, today: IsoDate): Waits | null {
  const story = storyOf(facts);
  const start = story.facts.find(({ type }) => STARTS.includes(type));
  if (start === undefined) return null;
  const { running, before, waitsOn } = clockOf(story, start.on);
  const until = endOf(story);
  const ran = running === null ? 0 : daysWaited(running, until === null ? today : earlier(until, today));
  const waited = until ?? waitsOn;
  return {
    sinceRequest: daysWaited(start.on, waited === null ? today : earlier(waited, today)),
    statutory: before + ran,
    withOwner: ownedSince === null ? null : daysWaited(ownedSince, today),
  };
}

/** The same of a record that was never refused, from the few days a list has at hand. */
export function waitsUnrefused({ startedOn, endedOn, ownedSince }: Readonly<{ startedOn: IsoDate; endedOn: IsoDate | null; ownedSince: IsoDate | null }>, today: IsoDate): Waits {
  const waited = daysWaited(startedOn, endedOn === null ? today : earlier(endedOn, today));
  return { sinceRequest: waited, statutory: waited, withOwner: ownedSince === null ? null : daysWaited(ownedSince, today) };
}

const STARTS: readonly FactType[] = ['request-received', 'came-to-attention'];
const ENDS: readonly FactType[] = ['final-plan-issued', 'request-withdrawn', 'moved-away', 'died'];
const REFUSALS: readonly FactType[] = ['assessment-refused', 'issue-refused'];
/** What lets the law's time run again from its day: by itself, by agreement or by order, or because the council decides anew. */
const UNDOES: readonly FactType[] = ['tribunal-order', 'appeal-not-opposed', 'assessment-agreed', 'issue-agreed'];
const DISPUTES: readonly FactType[] = ['mediation-requested', 'appeal-lodged'];

const endOf = ({ facts }: Story): IsoDate | null => facts.find(({ type }) => ENDS.includes(type))?.on ?? null;

type Clock = Readonly<{
  /** Since when it has run without a stop; null while a refusal stops it. */
  running: IsoDate | null;
  /** Days it ran before that. */
  before: number;
  /** The day an undisputed refusal ended the family's wait; null while it goes on. */
  waitsOn: IsoDate | null;
}>;

/** An informal concession has the original dates owed again: the days since the refusal count as if it had never stood. */
function clockOf({ facts }: Story, startedOn: IsoDate): Clock {
  let running: IsoDate | null = startedOn;
  let before = 0;
  let refused: { on: IsoDate; ranFrom: IsoDate; before: number } | null = null;
  let disputed = false;
  for (const fact of facts) {
    if (REFUSALS.includes(fact.type) && running !== null) {
      refused = { on: fact.on, ranFrom: running, before };
      before += daysBetween(running, fact.on);
      running = null;
      disputed = false;
    } else if (refused !== null && running === null) {
      if (fact.type === 'appeal-conceded') ({ ranFrom: running, before } = refused);
      else if (undoes(fact)) running = fact.on;
      else disputed ||= DISPUTES.includes(fact.type);
    }
  }
  return { running, before, waitsOn: running === null && refused !== null && !disputed ? refused.on : null };
}

const undoes = (fact: Fact): boolean => UNDOES.includes(fact.type) || (fact.type === 'mediation-agreed' && fact.what !== 'other');
