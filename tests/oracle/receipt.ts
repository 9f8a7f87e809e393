import { inLondon, isWorkingDay, nextWorkingDay } from './days.js';
import type { DatedFact, Day, OracleFact } from './story.js';

/**
 * Gives a fact the day that counts in law. A day told stands; else incoming letters by IPSEA's table, outgoing ones by the day sent.
 * @source law.md section 5, rows "Request received", "Email at weekend", "Outgoing post"
 */
export function withDay(fact: OracleFact): DatedFact {
  if (fact.on !== undefined) return { ...fact, on: fact.on };
  if (fact.receivedAt !== undefined) return received(fact, fact.receivedAt);
  if (fact.postedOn !== undefined) return { ...fact, on: nextWorkingDay(fact.postedOn) };
  if (fact.sentAt !== undefined) return { ...fact, on: inLondon(fact.sentAt).day };
  throw new Error(`${fact.id}: no day and nothing to derive one from`);
}

function received(fact: OracleFact, receivedAt: string): DatedFact {
  const { day, after17 } = inLondon(receivedAt);
  // Signed for: the day it was signed. A letter stamped on arrival and a telephone call: that day.
  const rolls = ['email', 'online', 'by-hand'].includes(fact.channel ?? '');
  const on = rolls && (after17 || !isWorkingDay(day)) ? nextWorkingDay(day) : day;
  return on === day ? { ...fact, on } : { ...fact, on, strictOn: day };
}

export type Service = Readonly<{ servedOn: Day; nextDayServedOn: Day | null }>;

/**
 * When the family was served with an outgoing document, or null when it was not (an email without consent on file).
 * @source law.md section 5, "Outgoing email" (Education Act 1996 s.572(2)) and "Outgoing post"
 */
export function serviceOf(fact: DatedFact): Service | null {
  const electronic = fact.channel === 'email' || fact.channel === 'online';
  if (electronic && fact.emailConsent !== true) return null;
  if (fact.servedOn !== undefined) return { servedOn: fact.servedOn, nextDayServedOn: null };
  if (electronic) return { servedOn: emailServed(fact), nextDayServedOn: null };
  if (fact.channel === 'first-class-post' || fact.channel === 'signed-for') {
    const first = nextWorkingDay(fact.on);
    return { servedOn: nextWorkingDay(first), nextDayServedOn: first };
  }
  return { servedOn: fact.on, nextDayServedOn: null };
}

function emailServed(fact: DatedFact): Day {
  const sent = fact.sentAt === undefined ? { day: fact.on, after17: false } : inLondon(fact.sentAt);
  return sent.after17 || !isWorkingDay(sent.day) ? nextWorkingDay(sent.day) : sent.day;
}
