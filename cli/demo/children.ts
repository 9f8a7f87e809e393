import type { RefKind } from '../../api/refs.js';
import { addDays, addMonths, type IsoDate } from '../../domain/dates/iso-date.js';
import type { DemoSetting } from './council.js';
import { givenName, impossibleUpn, surname } from './names.js';
import type { Need } from './placements.js';
import type { Random } from './random.js';

export type DemoPerson = Readonly<{
  ref: string;
  name: string;
  relation: string;
  parentalResponsibility: boolean;
  contact: 'contactable' | 'withheld';
  email: string | null;
  emailConsent: boolean;
  phone: string | null;
}>;

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
}>;

export type ChildTraits = Readonly<{
  age: number;
  sex: string;
  need: Need | null;
  placement: string | null;
  setting: DemoSetting | null;
}>;

const MONTHS_A_YEAR = 12;
const FIRST_SCHOOL_AGE = 4;
const DOMAIN = 'families.demo.example';

/** Makes children one after another, each with a parent or two. */
export function childMaker(
  today: IsoDate,
  mint: (kind: RefKind) => string,
  random: Random,
): (traits: ChildTraits) => DemoChild {
  let made = 0;
  return ({ age, sex, need, placement, setting }) => {
    made += 1;
    const family = surname(random);
    return {
      ref: mint('C'),
      givenName: givenName(random),
      familyName: family,
      bornOn: addDays(addMonths(today, -MONTHS_A_YEAR * (age + 1)), random.whole(1, 364)),
      upn: age < FIRST_SCHOOL_AGE ? null : impossibleUpn(made),
      councilReference: `DEMO-${String(made).padStart(6, '0')}`,
      sex,
      primaryNeed: need,
      placement,
      settingRef: setting?.ref ?? null,
      people: peopleOf(family, made, mint, random),
    };
  };
}

function peopleOf(family: string, nth: number, mint: (kind: RefKind) => string, random: Random): DemoPerson[] {
  const one = (at: number, relation: string, responsible: boolean, withheld: boolean): DemoPerson => ({
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
