import type { IsoDate } from '../dates/iso-date.js';
import { isInYear9OrBeyond } from '../dates/school-year.js';
import type { AdviserRole, Fact } from '../facts/fact.js';
import { story as storyOf, type Story } from '../facts/story.js';

/** What regulation 6 looks at in a child, and in those around them. */
export type ChildToAskAbout = Readonly<{
  bornOn: IsoDate;
  sensory: 'none' | 'hearing' | 'vision' | 'both';
  /** A parent, or the young person, serves in His Majesty's forces. */
  forcesFamily: boolean;
  /** What the child attends; null where nothing. */
  attends: 'school' | 'early-years' | 'college' | null;
  /** Advisers the family has reasonably asked for, by reference. */
  named: readonly string[];
  /** The role each known adviser advises in: reused advice names its adviser only. */
  roles?: ReadonlyMap<string, AdviserRole>;
}>;

/** Why somebody is asked, for words of its own on the page. */
export type AskedWhy =
  | 'always'
  | 'attends-school' | 'attends-early-years' | 'attends-college' | 'attends-nothing'
  | 'hearing' | 'vision' | 'hearing-and-vision'
  | 'year-9-or-later' | 'forces-family' | 'family-asked';

/** One to ask: in which role, or by name where the family names them; under which paragraph; why. */
export type ToAsk = Readonly<{
  role: AdviserRole;
  /** Of somebody the family names; else whoever holds the role for this child is chosen. */
  adviser: string | null;
  law: string;
  why: AskedWhy;
  /** Earlier advice that all three agree is enough, so that it may not be asked for again. */
  reused: boolean;
  /** An adviser of this role has been asked already and has not been asked again since. */
  asked: boolean;
}>;

const REG_6 = 'SEND Regulations 2014 reg 6';

/**
 * Whose advice the council must ask for, in the regulation's order; those already asked stay in the list and say so.
 *
 * @param facts the record's, corrections and all
 * @param today decides the school year: "in or beyond year 9" is of the year the child is in
 * @source SEND Regulations 2014 reg 6(1)(a) to (h), (2) and (4); Code of Practice 9.49
 */
export function whomToAsk(child: ChildToAskAbout, facts: readonly Fact[], today: IsoDate): ToAsk[] {
  const told = storyOf(facts);
  const isOfThem = (ref: string, role: AdviserRole, adviser: string | null): boolean => (adviser === null ? child.roles?.get(ref) === role : ref === adviser);
  const ask = (paragraph: string, role: AdviserRole, why: AskedWhy, adviser: string | null = null): ToAsk => ({
    role, adviser, law: `${REG_6}${paragraph}`, why,
    reused: told.of('advice-reused').some((reused) => mayReuse(reused.consents ?? []) && isOfThem(reused.adviser, role, adviser)),
    asked: isAsked(told, role, adviser),
  });
  const { sensory, forcesFamily, attends, named } = child;
  return [
    ask('(1)(a)', 'parent', 'always'),
    educational(attends, ask),
    ...(forcesFamily ? [ask('(1)(b)', 'ministry-of-defence', 'forces-family')] : []),
    ask('(1)(c)', 'health', 'always'),
    ask('(1)(d)', 'educational-psychology', 'always'),
    ask('(1)(e)', 'social-care', 'always'),
    ...(sensory === 'none' ? [] : [ask('(2)', 'sensory-teacher', sensory === 'both' ? 'hearing-and-vision' : sensory)]),
    ...(isInYear9OrBeyond(child.bornOn, today) ? [ask('(1)(g)', 'adulthood', 'year-9-or-later')] : []),
    ...named.map((adviser) => ask('(1)(h)', 'other', 'family-asked', adviser)),
  ];
}

type Ask = (paragraph: string, role: AdviserRole, why: AskedWhy) => ToAsk;

/** Where the child attends nothing, whoever is responsible for their education: the council finds a head teacher or other teacher who knows. */
function educational(attends: ChildToAskAbout['attends'], ask: Ask): ToAsk {
  switch (attends) {
    case 'school':
      return ask('(1)(b)', 'head-teacher', 'attends-school');
    case 'early-years':
      return ask('(1)(b)', 'early-years-lead', 'attends-early-years');
    case 'college':
      return ask('(1)(b)', 'college-principal', 'attends-college');
    case null:
      return ask('(1)(b)', 'head-teacher', 'attends-nothing');
  }
}

function isAsked(told: Story, role: AdviserRole, adviser: string | null): boolean {
  return told.of('advice-requested').some((request) => (adviser === null ? request.role === role : request.adviser === adviser));
}

const ALL_THREE = ['adviser', 'authority', 'family'] as const;

/**
 * Whether advice given before, for whatever purpose, stands in for asking again: adviser, council and family each satisfied
 * that it is enough. Two of three are not enough, and then it is asked for.
 * @source SEND Regulations 2014 reg 6(4)
 */
export const mayReuse = (consents: readonly (typeof ALL_THREE)[number][]): boolean => ALL_THREE.every((who) => consents.includes(who));
