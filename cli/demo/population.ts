import { addDays, addMonths, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { SettingCalendar } from '../../domain/setting-calendar.js';
import { almanac, type Almanac } from './almanac.js';
import { advisersAsked } from './advice-story.js';
import { assessmentStory, type Cast } from './assessment-story.js';
import { childMaker, type ChildTraits, type DemoChild } from './children.js';
import {
  demoCouncil,
  groupOf,
  type AgeGroup,
  type DemoCouncil,
  type DemoSetting,
  type DemoStaff,
  type DemoTeam,
} from './council.js';
import { disputes, disputeStory, type Dispute } from './dispute-story.js';
import { claimedException, qualifyingException, type ExceptionStory } from './exception-story.js';
import { flowsOf, yearEndingOn, type Course, type DemoYear, type Stock } from './flows.js';
import { lastReviews, madeOn, plansInForce, type LastReview, type PlanInForce } from './plans.js';
import { planStoryOf } from './plan-story.js';
import { PLACEMENTS, type SettingSort } from './placements.js';
import { published, type Published } from './published.js';
import { randomFrom, type Random } from '../../domain/chance.js';
import { apportion } from './apportion.js';
import { ceasedStory, happenings } from './life-story.js';
import { schoolFor } from './schools.js';
import { closedOn, termDates } from './term-dates.js';
import { refMint } from './refs.js';
import { recorded, type RecordedFact, type Told } from './telling.js';

/** Free text behind a fact: the fact holds its reference. */
export type DemoNote = Readonly<{ ref: string; author: string; field: string; text: string; writtenAt: Instant }>;

/** One record with its journal, in the order it was written. */
export type DemoRecord = Readonly<{
  ref: string;
  kind: 'assessment' | 'plan';
  childRef: string;
  teamRef: string;
  ownerRef: string | null;
  /** Of a plan: the assessment it was made from, where that is on record. */
  madeFrom: string | null;
  facts: readonly RecordedFact[];
  notes: readonly DemoNote[];
}>;

/** A whole council: people, places, children, and every record of them. */
export type DemoPopulation = Readonly<{
  figures: Published;
  year: DemoYear;
  stock: Stock;
  council: DemoCouncil;
  /** Terms and closures of the settings that have told them. */
  calendars: ReadonlyMap<string, SettingCalendar>;
  children: readonly DemoChild[];
  records: readonly DemoRecord[];
}>;

export type PopulationOptions = Readonly<{ authority: string; today: IsoDate; seed?: string }>;

/**
 * The demonstration council of an authority: synthetic children whose counts are the published ones, moved to the year that
 * ends today. The same authority, day and seed give the same council.
 *
 * @throws RangeError naming the authorities there are figures for
 */
export function demoPopulation({ authority, today, seed = 'duly' }: PopulationOptions): DemoPopulation {
  const figures = published(authority);
  const random = (part: string): Random => randomFrom(`${seed}/${authority}/${today}/${part}`);
  const mint = refMint(random('references'));
  const year = yearEndingOn(today);
  const plans = plansInForce(figures, random('plans'));
  const council = demoCouncil(sizeOf(plans), mint, random('council'));
  const { courses, stock } = flowsOf(figures, year, random('flows'));
  const days = almanac(random('stories'));
  const calendars = termDates(council.settings, today, random('terms'));
  const maker: Maker = {
    figures,
    today,
    until: addDays(today, -1),
    from: days.onOrAfter(addMonths(today, -MONTHS_ON_RECORD)),
    mint,
    council,
    calendars,
    days,
    child: childMaker(today, mint, random('children')),
    dealer: dealer(council),
  };
  const inForce = planRecords(plans, courses, maker);
  const assessments = assessmentRecords(courses, inForce.newPlanOf, maker);
  const ceased = ceasedPlans(maker);
  return {
    figures,
    year,
    stock,
    council,
    calendars,
    children: [...inForce.children, ...assessments.children, ...ceased.children],
    records: [
      ...assessments.records,
      ...inForce.records.map((plan) => ({ ...plan, madeFrom: assessments.madeFrom.get(plan.childRef) ?? null })),
      ...ceased.records,
    ],
  };
}

/** How long the invented council has used the engine: what is older was brought in on its first day. */
const MONTHS_ON_RECORD = 12;

type Maker = Readonly<{
  figures: Published;
  today: IsoDate;
  /** The last day of which anything is on record. */
  until: IsoDate;
  /** The first day of the council's records in the engine. */
  from: IsoDate;
  mint: ReturnType<typeof refMint>;
  council: DemoCouncil;
  calendars: ReadonlyMap<string, SettingCalendar>;
  days: Almanac;
  child: (traits: ChildTraits) => DemoChild;
  dealer: (age: number) => Holder;
}>;
type Holder = Readonly<{ team: DemoTeam; owner: DemoStaff }>;
type Made = Readonly<{ children: readonly DemoChild[]; records: readonly DemoRecord[] }>;

function sizeOf(plans: readonly PlanInForce[]): Parameters<typeof demoCouncil>[0] {
  const plansByGroup: Record<AgeGroup, number> = { primary: 0, secondary: 0, 'post-16': 0 };
  const childrenBySort: Record<SettingSort, number> = {
    mainstream: 0,
    special: 0,
    alternative: 0,
    college: 0,
    'early-years': 0,
  };
  let older = 0;
  for (const { age, placement } of plans) {
    plansByGroup[groupOf(age)] += 1;
    const sort = sortOf(placement);
    if (sort !== null) childrenBySort[sort] += 1;
    if (sort === 'mainstream' && age >= FIRST_SECONDARY_AGE) older += 1;
  }
  return { plansByGroup, childrenBySort, mainstreamPupils: [childrenBySort.mainstream - older, older] };
}

const FIRST_SECONDARY_AGE = 11;

const SORT_OF = new Map(PLACEMENTS.map(({ code, sort }) => [code, sort]));
const sortOf = (placement: string): SettingSort | null => SORT_OF.get(placement) ?? null;

/** Gives cases out in turn among the caseworkers of the child's phase. */
function dealer(council: DemoCouncil): (age: number) => Holder {
  const turns = new Map<AgeGroup, number>();
  const hands = (group: AgeGroup): Holder[] =>
    council.teamsOf(group).flatMap((team) => council.caseworkersOf(team).map((owner) => ({ team, owner })));
  return (age) => {
    const group = groupOf(age);
    const all = hands(group);
    const turn = turns.get(group) ?? 0;
    turns.set(group, turn + 1);
    const next = all[turn % all.length];
    if (next === undefined) throw new RangeError(`nobody works with the ${group} phase`);
    return next;
  };
}

type NewPlan = Readonly<{ child: DemoChild; holder: Holder; plan: PlanInForce }>;

/** Every plan in force with its child; the plans issued in the year are the newest, made by the courses that ended in one. */
function planRecords(
  plans: readonly PlanInForce[],
  courses: readonly Course[],
  maker: Maker,
): Made & { newPlanOf: ReadonlyMap<Course, NewPlan> } {
  const { today, days, until } = maker;
  const issued = courses.filter(({ ending }) => ending?.kind === 'issued' && ending.on <= until);
  const newest = days.random.shuffled(plans.filter(({ years }) => years <= 1));
  if (newest.length < issued.length)
    throw new RangeError('more plans were issued in the year than are in their first year');
  const reviews = reviewsByYears(maker);
  const decisions = decisionsOf(maker, reviews);
  const ages = agesFrom20();
  const happen = happenings(today);
  const newPlanOf = new Map<Course, NewPlan>();
  const records: DemoRecord[] = [];
  const children: DemoChild[] = [];
  for (const plan of [...newest, ...plans.filter(({ years }) => years > 1)]) {
    const course = issued[children.length];
    const holder = maker.dealer(plan.age);
    const child = maker.child({ ...plan, age: ages(plan.age), setting: settingFor(sortOf(plan.placement), maker) });
    const lastReview = plan.years <= 1 ? null : (reviews.get(plan.years)?.pop() ?? null);
    const made = course?.ending?.on ?? madeOn(plan.years, lastReview, today, days.random);
    const movedInOn = course === undefined && plan.years <= 1 ? movedIn(made, maker) : null;
    const setting = maker.council.settings.find(({ ref }) => ref === child.settingRef) ?? null;
    const decided = lastReview === null ? ('keep' as const) : (decisions.get(lastReview) ?? 'keep');
    const life = {
      madeOn: movedInOn === null ? made : addDays(made, -days.random.whole(0, 200)),
      bornOn: child.bornOn,
      owner: holder.owner.ref,
      movedInOn,
      lastReview,
      decided,
      setting,
      isClosed: closedOn(maker.calendars.get(setting?.ref ?? '')),
      befalls: decided === 'cease' ? null : happen(lastReview),
      advisers: advisersAsked(maker.council.advisersOf, setting?.head ?? null, plan.age, days),
    };
    records.push(record('plan', child, holder, planStoryOf(life, today, days), [], maker));
    children.push(child);
    if (course !== undefined) newPlanOf.set(course, { child, holder, plan });
  }
  return { children, records, newPlanOf };
}

const OLDEST_GROUP = 20;
/** The tables count “20 and over” together: most are younger than 25, and a few have reached it. */
const AGES_FROM_20 = [20, 20, 21, 20, 22, 21, 23, 20, 24, 21, 22, 20, 21, 23, 20, 22, 21, 24, 20, 22, 21, 23, 20, 25] as const;

/** The age of each young person of a published age, in turn. */
function agesFrom20(): (age: number) => number {
  let turn = 0;
  return (age) => (age < OLDEST_GROUP ? age : (AGES_FROM_20[turn++ % AGES_FROM_20.length] ?? age));
}

/** A family that moved in, with a plan another council had made, at least a week ago. */
const movedIn = (made: IsoDate, { today }: Maker): IsoDate => (made < addDays(today, -8) ? made : addDays(today, -8));

function reviewsByYears({ figures, today, days }: Maker): Map<number, (LastReview | null)[]> {
  const cells = Object.entries(figures.reviews.byYears).filter(([years]) => Number(years) > 1);
  return new Map(
    cells.map(([years, cell]) => [
      Number(years),
      lastReviews(cell, Number(years), today, days.random, days.onOrBefore),
    ]),
  );
}

/** What each last review decided, in the published proportions; the plans to cease are those decided last, for they are still in force. */
function decisionsOf(
  { figures, days }: Maker,
  reviews: ReadonlyMap<number, readonly (LastReview | null)[]>,
): Map<LastReview, 'keep' | 'amend' | 'cease'> {
  const decided = [...reviews.values()]
    .flat()
    .filter((review): review is LastReview => review !== null && review.decidedOn !== null);
  const newestFirst = decided.sort((a, b) => ((a.decidedOn ?? '') < (b.decidedOn ?? '') ? 1 : -1));
  const [amend = 0, keep = 0, cease = 0] = apportion(decided.length, [
    figures.reviews.amend,
    figures.reviews.keep,
    figures.reviews.cease,
  ]);
  const others = days.random.shuffled([
    ...Array.from({ length: amend }, () => 'amend' as const),
    ...Array.from({ length: keep }, () => 'keep' as const),
  ]);
  return new Map(newestFirst.map((review, at) => [review, at < cease ? 'cease' : (others[at - cease] ?? 'keep')]));
}

/** Plans that ended in the year, beside those in force: a few, so that one can be seen. */
const CEASED = 12;

function ceasedPlans(maker: Maker): Made {
  const { today, days } = maker;
  const made = Array.from({ length: CEASED }, (_, nth) => {
    const age = 17 + (nth % 3);
    const holder = maker.dealer(age);
    const child = maker.child({ age, sex: nth % 3 === 0 ? 'F' : 'M', need: null, placement: null, setting: () => null });
    const madeOn = days.onOrBefore(addMonths(today, -days.random.whole(40, 80)));
    return { child, record: record('plan', child, holder, ceasedStory(madeOn, holder.owner.ref, nth, today, days), [], maker) };
  });
  return { children: made.map(({ child }) => child), records: made.map((one) => one.record) };
}

function assessmentRecords(
  courses: readonly Course[],
  newPlanOf: ReadonlyMap<Course, NewPlan>,
  maker: Maker,
): Made & { /** By the child, whose only plan it is. */ madeFrom: ReadonlyMap<string, string> } {
  const disputed = disputesOf(courses, maker);
  const children: DemoChild[] = [];
  const madeFrom = new Map<string, string>();
  const records = courses.map((course) => {
    const plan = newPlanOf.get(course);
    const child = plan?.child ?? childWithoutPlan(maker);
    if (plan === undefined) children.push(child);
    const age = plan?.plan.age ?? ageOn(child.bornOn, maker.today);
    const made = assessmentRecord(course, child, age, plan?.holder ?? maker.dealer(age), disputed.get(course) ?? null, maker);
    if (plan !== undefined) madeFrom.set(child.ref, made.ref);
    return made;
  });
  return { children, records, madeFrom };
}

function assessmentRecord(
  course: Course,
  child: DemoChild,
  age: number,
  holder: Holder,
  dispute: Dispute | null,
  maker: Maker,
): DemoRecord {
  const { days, council, today } = maker;
  const attends = council.settings.find(({ ref }) => ref === child.settingRef) ?? null;
  const isHeld =
    course.decision !== 'agreed' || (course.ending !== null && course.ending.on < today) || days.random.chance(0.97);
  const cast: Cast = {
    age,
    attends,
    owner: isHeld ? holder.owner.ref : null,
    emailConsent: consents(child),
    near: nearTo(attends, age, maker),
    advisers: advisersAsked(council.advisersOf, attends?.head ?? null, age, days),
  };
  const told = assessmentStory(course, cast, days);
  const exception = exceptionOf(course, told, maker);
  if (exception !== null) told.push(exception.fact);
  if (dispute !== null) {
    const refusal =
      course.decision === 'refused'
        ? { on: course.decidedOn, of: 'assess' as const }
        : { on: course.ending?.on ?? course.decidedOn, of: 'plan' as const };
    told.push(...disputeStory({ ...refusal, receivedOn: course.receivedOn }, dispute, cast, today, days));
  }
  return record(
    'assessment',
    child,
    { ...holder, owner: isHeld ? holder.owner : null },
    told,
    exception === null ? [] : [exception],
    maker,
  );
}

/** Families dispute refusals of at least two weeks ago, as many as were published. */
function disputesOf(courses: readonly Course[], { figures, today, days }: Maker): Map<Course, Dispute> {
  const before = addDays(today, -15);
  const refused = courses.filter(
    ({ decision, decidedOn }) => decision === 'refused' && decidedOn < before && decidedOn >= addMonths(today, -12),
  );
  const notIssued = courses.filter(({ ending }) => ending?.kind === 'not-issued' && ending.on < before);
  const { requests, assessments } = figures;
  const ofRefusals = disputes(requests.mediation, requests.tribunal, requests.tribunalAfterMediation);
  const ofPlans = disputes(assessments.mediation, assessments.tribunal, assessments.tribunalAfterMediation);
  const dealt = (cases: readonly Course[], kinds: readonly Dispute[]): [Course, Dispute][] => {
    const left = [...kinds];
    return days.random.shuffled(cases).flatMap((course): [Course, Dispute][] => {
      const kind = left.pop();
      return kind === undefined ? [] : [[course, kind]];
    });
  };
  return new Map([...dealt(refused, ofRefusals), ...dealt(notIssued, ofPlans)]);
}

const CLAIMED = 0.03;
const CLAIMED_IN_SUMMER = 0.5;

/** The exception the published figures say applies; on open cases one now and then; and some that are claimed and excuse nothing. */
function exceptionOf(course: Course, told: readonly Told[], { days, mint, until }: Maker): ExceptionStory | null {
  if (course.decision !== 'agreed' || course.ending === null) return null;
  const headAsked = told.find(
    (fact) => fact.type === 'advice-requested' && (fact.role === 'head-teacher' || fact.role === 'college-principal'),
  );
  const period = {
    receivedOn: course.receivedOn,
    endsOn: course.ending.on,
    askedHeadOn: headAsked?.on ?? null,
    mintNote: () => mint('N'),
  };
  if (course.excused) return qualifyingException(period, days);
  const isOpen = course.ending.on > until;
  const inSummer = period.askedHeadOn !== null && /-0[78]-/.test(period.askedHeadOn);
  if (isOpen && inSummer && days.random.chance(CLAIMED_IN_SUMMER)) return qualifyingException(period, days);
  return days.random.chance(CLAIMED) ? claimedException(period, days) : null;
}

function childWithoutPlan(maker: Maker): DemoChild {
  const { days, figures } = maker;
  const age = Number(weighted(figures.requests.byAge, days.random));
  const sort: SettingSort = age < 4 ? 'early-years' : age < 16 ? 'mainstream' : 'college';
  return maker.child({
    age,
    sex: days.random.chance(0.7) ? 'M' : 'F',
    need: null,
    placement: null,
    setting: settingFor(sort, maker),
  });
}

function weighted(counts: Readonly<Record<string, number>>, random: Random): string {
  let left = random.next() * Object.values(counts).reduce((a, b) => a + b, 0);
  return Object.entries(counts).find(([, count]) => (left -= count) < 0)?.[0] ?? '5';
}

/** Of the sort, one that teaches the child's year. */
const settingFor =
  (sort: SettingSort | null, { council, days, today }: Maker) =>
  (bornOn: IsoDate): DemoSetting | null =>
    sort === null ? null : schoolFor(council.settingsOf(sort), bornOn, today, days.random);

/** Settings a plan for the child might name: its own and three more. */
function nearTo(attends: DemoSetting | null, age: number, { council, days }: Maker): DemoSetting[] {
  const sort: SettingSort = age >= 16 ? 'college' : 'mainstream';
  const others = [
    ...Array.from({ length: 2 }, () => days.random.pick(council.settingsOf(sort))),
    days.random.pick(council.settingsOf('special')),
  ];
  return [...new Set([...(attends === null ? [] : [attends]), ...others])];
}

const consents = ({ people }: DemoChild): boolean => people[0]?.emailConsent ?? false;

function ageOn(bornOn: IsoDate, today: IsoDate): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

function record(
  kind: DemoRecord['kind'],
  child: DemoChild,
  holder: Readonly<{ team: DemoTeam; owner: DemoStaff | null }>,
  told: readonly Told[],
  exceptions: readonly ExceptionStory[],
  { mint, council, days, from, until }: Maker,
): DemoRecord {
  const writer = holder.owner?.ref ?? council.caseworkersOf(holder.team)[0]?.ref ?? '';
  const facts = recorded(told.map((fact) => arrangedFor(child, fact)), { from, until }, writer, days);
  return {
    ref: mint(kind === 'plan' ? 'P' : 'A'),
    kind,
    childRef: child.ref,
    teamRef: holder.team.ref,
    ownerRef: holder.owner?.ref ?? null,
    madeFrom: null,
    facts,
    notes: exceptions.flatMap(({ fact, because }) => notesOf(facts, fact, because, writer)),
  };
}

/** The review of a child in no setting is the council's own. @source SEND Regulations 2014 reg 21 */
const arrangedFor = ({ settingRef }: DemoChild, fact: Told): Told =>
  settingRef === null && (fact.type === 'review-date-set' || fact.type === 'review-meeting-held') ? { ...fact, arrangedBy: 'authority' } : fact;

/** The words of an exception that has been recorded by now. */
function notesOf(facts: readonly RecordedFact[], fact: Told, because: string | null, author: string): DemoNote[] {
  const ref = fact.type === 'exception-recorded' ? fact.impracticalBecause : undefined;
  const recordedFact = facts.find(
    (one) => one.type === 'exception-recorded' && 'impracticalBecause' in one && one.impracticalBecause === ref,
  );
  if (ref === undefined || because === null || recordedFact === undefined) return [];
  return [{ ref, author, field: 'impracticalBecause', text: because, writtenAt: recordedFact.recordedAt }];
}
