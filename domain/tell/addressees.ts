import type { IsoDate } from '../dates/iso-date.js';
import { asksHowItWas } from '../feedback/asking.js';
import { familyToWrite, isYoungPerson } from './family.js';
import type { Audience, LetterCode } from './letter-codes.js';
import type { Addressee, ChildInTell, PersonInLife, Reach } from './people.js';
import { familyChannelsOf } from './required.js';

/** Somebody who is written to at work: a professional, a setting, a service's post or a colleague. */
export type Contact = Readonly<{ kind: 'adviser' | 'setting' | 'staff' | 'service'; ref: string; name: string; email: string | null; address: string | null }>;

/** All that decides where a letter of one record goes. */
export type Household = Readonly<{
  child: ChildInTell;
  people: readonly PersonInLife[];
  today: IsoDate;
  /** The child's social worker, or their team's post. */
  socialCare: Contact | null;
}>;

/**
 * Where a letter for an audience goes. The family's letters go by its people; of a looked-after child a copy goes to their social
 * worker. Everybody else is the contacts found for them.
 *
 * @param contacts whoever holds that part: the adviser or setting named, the service's post, the colleagues in the role
 */
export function addresseesOf({ letter, audience }: Readonly<{ letter: LetterCode; audience: Audience }>, household: Household, contacts: readonly Contact[]): Reach {
  if (audience === 'family') {
    const family = familyToWrite(household.child, household.people, household.today, familyChannelsOf(letter));
    return asksHowItWas(letter) ? family : withSocialWorker(family, household); // a copy would ask the social worker how it was for the family
  }
  if (contacts.length === 0) return { write: [], unreached: [{ ref: audience, why: 'nobody-known' }] };
  const told = contacts.map((contact) => atWork(contact) ?? contact);
  return {
    write: told.filter((one): one is Addressee => 'channel' in one),
    unreached: told.flatMap((one) => ('channel' in one ? [] : [{ ref: one.ref, why: 'no-address' as const }])),
  };
}

/** A looked-after child's social worker is told what the family is told. */
function withSocialWorker(family: Reach, { child, socialCare, today }: Household): Reach {
  if (!child.lookedAfter || (isYoungPerson(child.bornOn, today) && !child.lacksCapacity)) return family;
  const copy = socialCare && atWork(socialCare);
  return copy ? { ...family, write: [...family.write, copy] } : { ...family, unreached: [...family.unreached, { ref: socialCare?.ref ?? 'social-care', why: 'no-address' }] };
}

function atWork({ kind, ref, name, email, address }: Contact): Addressee | null {
  const where = email ? ({ channel: 'email', address: email } as const) : address ? ({ channel: 'letter', address } as const) : null;
  return where && { kind, ref, name, ...where, largePrint: false, language: null, interpreter: false, telephone: false };
}
