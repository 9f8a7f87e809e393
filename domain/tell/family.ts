import { addDays, civilDate, monthNumber, weekday, yearNumber, type IsoDate } from '../dates/iso-date.js';
import type { Addressee, ChildInTell, PersonInLife, Reach, Unreached } from './people.js';

/**
 * Who of a family is written to, and where. Until the end of compulsory school age each parent: whoever has parental
 * responsibility or care, at their own address. Then the young person, and whoever they chose to have told as well; where
 * capacity is lacking the representative appointed, or without one each parent. Nobody withheld, nobody else, ever; and
 * nobody at another person's address.
 *
 * @param today decides whether the young person decides
 * @source Education Act 1996 s 576; Children and Families Act 2014 ss 80, 83; SEND Regulations 2014 regs 63, 64
 */
export function familyToWrite(child: ChildInTell, people: readonly PersonInLife[], today: IsoDate): Reach {
  if (isYoungPerson(child.bornOn, today)) return child.lacksCapacity ? alternativePersons(people) : youngPersons(child, people);
  const told = others(people).map((person) => (isParent(person) ? writeTo(person) : unreached(person, 'no-parental-responsibility')));
  return reach(told, child);
}

const youngPersons = (child: ChildInTell, people: readonly PersonInLife[]): Reach => {
  const self = people.find(isSelf);
  const own = self ? writeTo(self, child) : ({ ref: child.ref, why: 'no-address' } as const);
  const rest = others(people).map((person) => (person.speaksFor === 'chosen' ? writeTo(person) : unreached(person, 'young-person-decides')));
  return reach([own, ...rest], child);
};

function alternativePersons(people: readonly PersonInLife[]): Reach {
  const hasRepresentative = others(people).some(({ speaksFor }) => speaksFor === 'appointed');
  const told = others(people).map((person) => {
    if (hasRepresentative) return person.speaksFor === 'appointed' ? writeTo(person) : unreached(person, 'representative-decides');
    return isParent(person) ? writeTo(person) : unreached(person, 'no-parental-responsibility');
  });
  return reach(told, null);
}

type Told = Addressee | Unreached;
const isAddressee = (told: Told): told is Addressee => 'channel' in told;

/** With nobody to write to at all, that itself is somebody's work. */
function reach(told: readonly Told[], child: ChildInTell | null): Reach {
  const unable = told.filter((one): one is Unreached => !isAddressee(one));
  const nobody: Unreached[] = told.length === 0 && child !== null ? [{ ref: child.ref, why: 'nobody-known' }] : [];
  return { write: told.filter(isAddressee), unreached: [...unable, ...nobody] };
}

/** Whether somebody must see to it that a person is reached: nobody was, or one who should be could not. */
export const needsSeeingTo = ({ write, unreached: unable }: Reach): boolean => write.length === 0 || unable.some(({ why }) => why === 'no-address');

/** The young person's own entry among the people: their address, email and wishes. */
export const isSelf = ({ relation }: PersonInLife): boolean => relation.trim().toLowerCase() === 'self';
const others = (people: readonly PersonInLife[]): PersonInLife[] => people.filter((person) => !isSelf(person));

const isParent = ({ parentalResponsibility, hasCare }: PersonInLife): boolean => parentalResponsibility || hasCare;

const unreached = ({ ref, contact }: PersonInLife, why: Unreached['why']): Unreached => ({ ref, why: contact === 'withheld' ? 'withheld' : why });

/**
 * One envelope to a person's own address. By email only with their written consent and where they wish it, or where there is no
 * other way; else by post.
 * @source Education Act 1996 s 572(2); Children and Families Act 2014 s 83(7)
 */
function writeTo(person: PersonInLife, self: ChildInTell | null = null): Told {
  if (person.contact === 'withheld') return { ref: self?.ref ?? person.ref, why: 'withheld' };
  const where = ownAddress(person);
  if (where === null) return { ref: self?.ref ?? person.ref, why: 'no-address' };
  const { language, interpreter, largePrint } = person;
  const who = self ? { kind: 'child' as const, ref: self.ref, name: fullName(self) } : { kind: 'person' as const, ref: person.ref, name: person.name };
  return { ...who, ...where, largePrint, language, interpreter, telephone: person.prefers === 'phone' };
}

function ownAddress({ email, emailConsent, prefers, address, postcode }: PersonInLife): Pick<Addressee, 'channel' | 'address'> | null {
  const byEmail = emailConsent && hasWords(email) ? ({ channel: 'email', address: email.trim() } as const) : null;
  const byPost = hasWords(address) ? ({ channel: 'letter', address: [address.trim(), ...(hasWords(postcode) ? [postcode.trim()] : [])].join('\n') } as const) : null;
  return prefers === 'email' ? (byEmail ?? byPost) : (byPost ?? byEmail);
}

const hasWords = (text: string | null): text is string => text !== null && text.trim() !== '';

export const fullName = ({ givenName, familyName }: Pick<ChildInTell, 'givenName' | 'familyName'>): string => `${givenName} ${familyName}`;

const SIXTEEN = 16;
const JUNE_END = 30;
const FRIDAY = 5;
const SEPTEMBER = 9;

/**
 * Last day of compulsory school age: the last Friday in June of the school year, 1 September to 31 August, in which they turn
 * sixteen.
 * @source Education Act 1996 s 8; Education (School Leaving Date) Order 1997
 */
export function compulsorySchoolAgeEndsOn(bornOn: IsoDate): IsoDate {
  const year = yearNumber(bornOn) + SIXTEEN + (monthNumber(bornOn) >= SEPTEMBER ? 1 : 0);
  const lastOfJune = civilDate(year, 6, JUNE_END);
  return addDays(lastOfJune, -((weekday(lastOfJune) - FRIDAY + 7) % 7));
}

/** Over compulsory school age: from then on rights and letters are the young person's own. @source Children and Families Act 2014 s 83(2) */
export const isYoungPerson = (bornOn: IsoDate, today: IsoDate): boolean => today > compulsorySchoolAgeEndsOn(bornOn);
