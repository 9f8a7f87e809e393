import { addDays, civilDate, weekday, type IsoDate } from '../dates/iso-date.js';
import { schoolYear } from '../dates/school-year.js';
import type { Channel } from './letter-codes.js';
import type { Addressee, ChildInTell, PersonInLife, Reach, Unreached } from './people.js';

/**
 * Who of a family is written to, and where. Until the end of compulsory school age each parent: whoever has parental
 * responsibility or care, at their own address. Then the young person, and whoever they chose to have told as well; where
 * capacity is lacking the representative appointed, or without one each parent. Nobody withheld, nobody else, ever; and
 * nobody at another person's address.
 *
 * @param today decides whether the young person decides
 * @param channels by which this letter may go: what holds an officer's own words never goes by email
 * @source Education Act 1996 s 576; Children and Families Act 2014 ss 80, 83; SEND Regulations 2014 regs 63, 64
 */
export function familyToWrite(child: ChildInTell, people: readonly PersonInLife[], today: IsoDate, channels: readonly Channel[] = BOTH): Reach {
  const household = { child, people, by: { channels, watched: watchedBy(people) } };
  if (isYoungPerson(child.bornOn, today)) return child.lacksCapacity ? alternativePersons(household) : youngPersons(household);
  return reach(parents(household), child);
}

const BOTH: readonly Channel[] = ['email', 'letter'];

/** What keeps a way to a person shut: a channel the letter must not take, a house or mailbox where somebody withheld reads. */
type Limits = Readonly<{ channels: readonly Channel[]; watched: ReadonlySet<string> }>;
type Household = Readonly<{ child: ChildInTell; people: readonly PersonInLife[]; by: Limits }>;

const parents = ({ people, by }: Household): Told[] => others(people).map((person) => (isParent(person) ? writeTo(person, by) : unreached(person, 'no-parental-responsibility')));

function youngPersons({ child, people, by }: Household): Reach {
  const self = people.find(isSelf);
  const own = self ? writeTo(self, by, child) : ({ ref: child.ref, why: 'no-address' } as const);
  const rest = others(people).map((person) => (person.speaksFor === 'chosen' ? writeTo(person, by) : unreached(person, 'young-person-decides')));
  return reach([own, ...rest], child);
}

function alternativePersons(household: Household): Reach {
  const { child, people, by } = household;
  if (!others(people).some(({ speaksFor }) => speaksFor === 'appointed')) return reach(parents(household), child);
  return reach(others(people).map((person) => (person.speaksFor === 'appointed' ? writeTo(person, by) : unreached(person, 'representative-decides'))), child);
}

type Told = Addressee | Unreached;
const isAddressee = (told: Told): told is Addressee => 'channel' in told;

/** With nobody to write to at all, that itself is somebody's work. */
function reach(told: readonly Told[], child: ChildInTell): Reach {
  const unable = told.filter((one): one is Unreached => !isAddressee(one));
  const nobody: Unreached[] = told.length === 0 ? [{ ref: child.ref, why: 'nobody-known' }] : [];
  return { write: told.filter(isAddressee), unreached: [...unable, ...nobody] };
}

/** Whether somebody must see to it that a person is reached: nobody was, or one who should be could not. */
export const needsSeeingTo = ({ write, unreached: unable }: Reach): boolean => write.length === 0 || unable.some(({ why }) => why === 'no-address' || why === 'shares-address');

/** Whose way in to the record has ended with its reason: somebody else decides now, or they may not be told. */
const MAY_NOT_FOLLOW: ReadonlySet<Unreached['why']> = new Set<Unreached['why']>(['withheld', 'young-person-decides', 'representative-decides']);

/**
 * Whether a way in given to somebody is still theirs. From the day after the end of compulsory school age it is the young
 * person's, and of whomever they chose; where capacity is lacking, of whoever decides for them.
 *
 * @param ref the person's reference; the child's for the young person themself
 * @source Children and Families Act 2014 ss 80, 83; SEND Regulations 2014 regs 63, 64
 */
export function mayFollow(child: ChildInTell, people: readonly PersonInLife[], today: IsoDate, ref: string): boolean {
  const isOwn = ref === child.ref || people.some((person) => isSelf(person) && person.ref === ref);
  if (isOwn && (!isYoungPerson(child.bornOn, today) || child.lacksCapacity)) return false;
  const why = familyToWrite(child, people, today).unreached.find((one) => one.ref === (isOwn ? child.ref : ref))?.why;
  return why === undefined || !MAY_NOT_FOLLOW.has(why);
}

/** Whether somebody who may not be told reads what comes to this mailbox. */
export const isWatched = (people: readonly PersonInLife[], email: string): boolean => watchedBy(people).has(placeOf(email));

/** The young person's own entry among the people: their address, email and wishes. */
export const isSelf = ({ relation }: PersonInLife): boolean => relation === 'self';
const others = (people: readonly PersonInLife[]): PersonInLife[] => people.filter((person) => !isSelf(person));

const isParent = ({ parentalResponsibility, hasCare }: PersonInLife): boolean => parentalResponsibility || hasCare;

const unreached = ({ ref, contact }: PersonInLife, why: Unreached['why']): Unreached => ({ ref, why: contact === 'withheld' ? 'withheld' : why });

/**
 * One envelope to a person's own address. By email only with their written consent and where they wish it, or where there is no
 * other way; else by post.
 * @source Education Act 1996 s 572(2); Children and Families Act 2014 s 83(7)
 */
function writeTo(person: PersonInLife, { channels, watched }: Limits, self: ChildInTell | null = null): Told {
  const ref = self?.ref ?? person.ref;
  if (person.contact === 'withheld') return { ref, why: 'withheld' };
  const ways = waysTo(person).filter(({ channel }) => channels.includes(channel));
  const way = ways.find(({ place }) => !watched.has(place));
  if (!way) return { ref, why: ways.length > 0 ? 'shares-address' : 'no-address' };
  const { language, interpreter, largePrint } = person;
  return { kind: self ? 'child' : 'person', ref, name: self ? fullName(self) : person.name, channel: way.channel, address: way.address, largePrint, language, interpreter, telephone: person.prefers === 'phone' };
}

/** `place` is the house or mailbox, however it is written; a house is known by its lines, for a postcode may be missing. */
type Way = Pick<Addressee, 'channel' | 'address'> & Readonly<{ place: string }>;

/** The ways to a person, the one they wish first. */
function waysTo({ email, emailConsent, prefers, address, postcode }: PersonInLife): readonly Way[] {
  const byEmail: Way[] = emailConsent && hasWords(email) ? [{ channel: 'email', address: email.trim(), place: placeOf(email) }] : [];
  const byPost: Way[] = hasWords(address) ? [{ channel: 'letter', address: [address.trim(), ...(hasWords(postcode) ? [postcode.trim()] : [])].join('\n'), place: placeOf(address) }] : [];
  return prefers === 'email' ? [...byEmail, ...byPost] : [...byPost, ...byEmail];
}

/** Where withheld people read their post: nobody else's letters go there, for an address may be one they left. */
const watchedBy = (people: readonly PersonInLife[]): ReadonlySet<string> =>
  new Set(people.filter(({ contact }) => contact === 'withheld').flatMap((person) => waysTo({ ...person, emailConsent: true })).map(({ place }) => place));

const placeOf = (address: string): string => address.toLowerCase().replace(/[^\p{Letter}\p{Number}@]/gu, '');

const hasWords = (text: string | null): text is string => text !== null && text.trim() !== '';

export const fullName = ({ givenName, familyName }: Pick<ChildInTell, 'givenName' | 'familyName'>): string => `${givenName} ${familyName}`;

const SIXTEEN = 16;
const JUNE_END = 30;
const FRIDAY = 5;

/**
 * Last day of compulsory school age: the last Friday in June of the school year, 1 September to 31 August, in which they turn
 * sixteen.
 * @source Education Act 1996 s 8; Education (School Leaving Date) Order 1997
 */
export function compulsorySchoolAgeEndsOn(bornOn: IsoDate): IsoDate {
  const turnsSixteen = schoolYear(bornOn) + SIXTEEN; // the school year, by its first calendar year
  const lastOfJune = civilDate(turnsSixteen + 1, 6, JUNE_END);
  return addDays(lastOfJune, -((weekday(lastOfJune) - FRIDAY + 7) % 7));
}

/** Over compulsory school age: from then on rights and letters are the young person's own. @source Children and Families Act 2014 s 83(2) */
export const isYoungPerson = (bornOn: IsoDate, today: IsoDate): boolean => today > compulsorySchoolAgeEndsOn(bornOn);
