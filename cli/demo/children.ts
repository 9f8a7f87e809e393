import type { RefKind } from '../../api/refs.js';
import { addDays, addMonths, type IsoDate } from '../../domain/dates/iso-date.js';
import type { NewHome } from '../../prisma/repositories/bulk-import.js';
import type { DemoSetting } from './council.js';
import { givenName, impossibleUpn, surname } from './names.js';
import type { Need } from './placements.js';
import { randomFrom, type Random } from '../../domain/chance.js';

export type DemoPerson = Readonly<{
  ref: string;
  name: string;
  relation: string;
  parentalResponsibility: boolean;
  contact: 'contactable' | 'withheld';
  email: string | null;
  emailConsent: boolean;
  phone: string | null;
}> &
  NewHome;

/** A child who does not exist. */
export type DemoChild = Readonly<{
  ref: string;
  givenName: string;
  familyName: string;
  bornOn: IsoDate;
  upn: string | null;
  councilReference: string;
  sex: string;
  /** Of the plan in force; null without one, or where none was recorded. */
  primaryNeed: Need | null;
  /** The published column the plan in force is counted in; null without a plan. */
  placement: string | null;
  settingRef: string | null;
  people: readonly DemoPerson[];
  lookedAfter: boolean;
  lacksCapacity: boolean;
  sensory: 'none' | 'hearing' | 'vision' | 'both';
  forcesFamily: boolean;
}>;

export type ChildTraits = Readonly<{
  age: number;
  sex: string;
  need: Need | null;
  placement: string | null;
  /** Where somebody born that day goes; null: nowhere. */
  setting: (bornOn: IsoDate) => DemoSetting | null;
}>;

const MONTHS_A_YEAR = 12;
const FIRST_SCHOOL_AGE = 4;
const FIRST_ADULT_AGE = 16;
/** Severe and profound difficulties: somebody else often decides for the young person. */
const GREATER_NEEDS: ReadonlySet<string> = new Set(['SLD', 'PMLD']);
const DOMAIN = 'families.demo.example';
const STREETS = [
  'Pretend Street',
  'Made-up Lane',
  'Imaginary Road',
  'Fable Close',
  'Figment Avenue',
  'Invention Row',
  'Sample Gardens',
  'Notional Way',
];
const LANGUAGES = ['Polish', 'Bengali', 'Romanian', 'Urdu', 'British Sign Language', 'Arabic'];

/** Makes children one after another, each with a parent or two. */
export function childMaker(
  today: IsoDate,
  mint: (kind: RefKind) => string,
  random: Random,
): (traits: ChildTraits) => DemoChild {
  let made = 0;
  const homes = randomFrom('homes'); // of its own: who lives where moves nothing else
  return ({ age, sex, need, placement, setting }) => {
    made += 1;
    const family = surname(random);
    const givenAs = { ref: mint('C'), givenName: givenName(random), familyName: family };
    const bornOn = addDays(addMonths(today, -MONTHS_A_YEAR * (age + 1)), random.whole(1, 364));
    const child = {
      ...givenAs,
      bornOn,
      upn: age < FIRST_SCHOOL_AGE ? null : impossibleUpn(made),
      councilReference: `DEMO-${String(made).padStart(6, '0')}`,
      sex,
      primaryNeed: need,
      placement,
      settingRef: setting(bornOn)?.ref ?? null,
    };
    const people = peopleOf(family, made, mint, random);
    return {
      ...child,
      people: housed(people, age, homes),
      lookedAfter: people.some(({ relation }) => relation === 'foster carer'),
      lacksCapacity: age >= FIRST_ADULT_AGE && need !== null && GREATER_NEEDS.has(need) && homes.chance(0.6),
      sensory: need === 'HI' ? 'hearing' : need === 'VI' ? 'vision' : need === 'MSI' ? 'both' : 'none',
      forcesFamily: homes.chance(0.01),
    };
  };
}

type Unhoused = Omit<DemoPerson, keyof NewHome>;

function peopleOf(family: string, nth: number, mint: (kind: RefKind) => string, random: Random): Unhoused[] {
  const one = (at: number, relation: string, responsible: boolean, withheld: boolean): Unhoused => ({
    ref: mint('S'),
    name: `${givenName(random)} ${random.chance(0.8) ? family : surname(random)}`,
    relation,
    parentalResponsibility: responsible,
    contact: withheld ? 'withheld' : 'contactable',
    email: withheld ? null : `family-${nth}-${at}@${DOMAIN}`,
    emailConsent: !withheld && random.chance(0.75),
    phone: null,
  });
  if (random.chance(0.04)) return [one(1, 'foster carer', false, false)];
  const first = one(1, 'parent', true, false);
  return random.chance(0.45) ? [first, one(2, 'parent', true, random.chance(0.05))] : [first];
}

/** Parents mostly share a home, some have one each; ZZ99 is no postcode of any place. */
function housed(people: readonly Unhoused[], age: number, random: Random): DemoPerson[] {
  const home = (): Pick<NewHome, 'address' | 'postcode'> => ({
    address: `${random.whole(1, 240)} ${random.pick(STREETS)}\nSampleton`,
    postcode: `ZZ99 ${random.whole(1, 9)}${random.text(2, 'ABDEFGHJLNPQRSTUWXYZ')}`,
  });
  const shared = home();
  const isApart = random.chance(0.3);
  return people.map((person, at): DemoPerson => {
    const isFar = at > 0 && (isApart || person.contact === 'withheld');
    const other = random.chance(0.08) ? random.pick(LANGUAGES) : null;
    return {
      ...person,
      ...(isFar ? home() : shared),
      hasCare: !person.parentalResponsibility,
      speaksFor: age >= FIRST_ADULT_AGE && at === 0 && random.chance(0.3) ? 'chosen' : 'nobody',
      addressProtected: random.chance(0.02),
      prefers: person.emailConsent ? 'email' : random.chance(0.1) ? 'phone' : 'post',
      language: other,
      interpreter: other !== null && random.chance(0.5),
      largePrint: random.chance(0.02),
    };
  });
}
