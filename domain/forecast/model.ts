import { addDays, daysBetween, type IsoDate } from '../dates/iso-date.js';
import type { AdviserRole } from '../facts/fact.js';
import { daysOf, stageNow, UNDER_WAY, type AdviceSpell, type Course, type UnderWay } from './course.js';
import { curveOf, endsWithin, FEW, tallyOf, type Curve, type Spell, type Tally } from './survival.js';

/**
 * How assessments move on, learnt from the last half year: for each stage how long it lasts and where it leads, and for each
 * service how long its advice takes. Stages are taken to last independently of one another.
 */

/** What is learnt from: days counted, so that they can be drawn anew. */
export type Learnt = Readonly<{
  stages: Readonly<Record<UnderWay, Tally>>;
  /** Of each stage: how often it led to each other; `end`: to a final plan, a refusal or a withdrawal. */
  exits: Readonly<Record<UnderWay, Readonly<Partial<Record<Exit, number>>>>>;
  advice: ReadonlyMap<AdviserRole, Tally>;
}>;
export type Exit = UnderWay | 'end';

export type Model = Readonly<{
  stages: Readonly<Record<UnderWay, Curve>>;
  exits: Readonly<Record<UnderWay, readonly (readonly [Exit, number])[]>>;
  advice: ReadonlyMap<AdviserRole, Curve>;
}>;

/** Days of the past that are looked at: half a year, so that a change of pace shows soon. */
export const DAYS_LEARNT = 26 * 7;

/** Days the twenty weeks leave each stage, for a stage with few endings. Their sum is 140. */
const EXPECTED: Readonly<Record<UnderWay, number>> = { considering: 35, assessing: 49, 'deciding-to-issue': 14, drafting: 14, 'hearing-representations': 15, finalising: 13 };
/** Six weeks. @source SEND Regulations 2014 reg 8(1) */
const ADVICE_EXPECTED = 42;
const NEXT: Readonly<Record<UnderWay, Exit>> = {
  considering: 'assessing', assessing: 'deciding-to-issue', 'deciding-to-issue': 'drafting', drafting: 'hearing-representations', 'hearing-representations': 'finalising', finalising: 'end',
};

const ofEach = <T>(make: (stage: UnderWay) => T): Readonly<Record<UnderWay, T>> => Object.fromEntries(UNDER_WAY.map((stage) => [stage, make(stage)])) as Record<UnderWay, T>;

/** What the half year up to a day teaches; what began before it is seen from its first day on. */
export function learn(courses: readonly Course[], today: IsoDate): Learnt {
  const from = addDays(today, -DAYS_LEARNT);
  const stages = ofEach<Spell[]>(() => []);
  const exits = ofEach<Partial<Record<Exit, number>>>(() => ({}));
  const advice = new Map<AdviserRole, Spell[]>();
  for (const course of courses) {
    for (const spell of course.stages) {
      const seen = seenSince(spell, from, today, spell.to !== null);
      if (seen === null) continue;
      stages[spell.stage].push(seen);
      const to = spell.then ?? 'end';
      if (spell.to !== null) exits[spell.stage][to] = (exits[spell.stage][to] ?? 0) + 1;
    }
    for (const spell of course.advice) {
      const seen = seenSince(spell, from, today, spell.answered);
      if (seen === null) continue;
      const of = advice.get(spell.role);
      if (of === undefined) advice.set(spell.role, [seen]);
      else of.push(seen);
    }
  }
  return { stages: ofEach((stage) => tallyOf(stages[stage])), exits, advice: new Map([...advice].map(([role, spells]) => [role, tallyOf(spells)])) };
}

function seenSince(spell: Readonly<{ from: IsoDate; to: IsoDate | null }>, from: IsoDate, today: IsoDate, ended: boolean): Spell | null {
  if ((spell.to !== null && spell.to <= from) || spell.from > today) return null;
  const seenFrom = Math.max(0, daysBetween(spell.from, from));
  const days = Math.max(ended ? 1 : 0, daysOf(spell, today));
  return { days, ended, ...(seenFrom === 0 ? {} : { seenFrom }) };
}

export function modelOf({ stages, exits, advice }: Learnt): Model {
  return {
    stages: ofEach((stage) => curveOf(stages[stage], EXPECTED[stage])),
    exits: ofEach((stage) => shares(exits[stage], NEXT[stage])),
    advice: new Map([...advice].map(([role, tally]) => [role, curveOf(tally, ADVICE_EXPECTED)])),
  };
}

/** Shares of where a stage led; of few endings: where the process has it lead. */
function shares(counts: Readonly<Partial<Record<Exit, number>>>, usual: Exit): readonly (readonly [Exit, number])[] {
  const entries = Object.entries(counts) as [Exit, number][];
  const total = entries.reduce((sum, [, n]) => sum + n, 0);
  return total < FEW ? [[usual, 1]] : entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([to, n]) => [to, n / total] as const);
}

/** What a chance is asked of: that the assessment leaves these stages in time. @source SEND Regulations 2014 regs 5(1), 10(1), 13(2) */
export const BEFORE = {
  'decide-to-assess': ['considering'],
  'decide-to-issue': ['considering', 'assessing', 'deciding-to-issue'],
  'issue-final-plan': UNDER_WAY,
} as const satisfies Readonly<Record<keyof Course['dueOn'], readonly UnderWay[]>>;
export type Milestone = keyof typeof BEFORE;

/**
 * Of each of these stages `left[d]`, the chance to have left them all within d days of entering it, and `after[d]` within d days
 * of its end. A stage that is not there is behind them.
 */
export type Reach = Readonly<Partial<Record<UnderWay, Readonly<{ left: Float64Array; after: Float64Array }>>>>;

/** A day at a time: in a stage for k days, then what is left of d from the next. */
export function reachOf(model: Model, stages: readonly UnderWay[], most: number): Reach {
  const reach = Object.fromEntries(stages.map((stage) => [stage, { left: new Float64Array(most + 1), after: new Float64Array(most + 1) }])) as Partial<Record<UnderWay, { left: Float64Array; after: Float64Array }>>;
  const ends = new Map(stages.map((stage) => [stage, onTheDay(endsWithin(model.stages[stage], 0, most))]));
  for (let day = 0; day <= most; day += 1) {
    for (const stage of stages) {
      const [of, leaves] = [reach[stage], ends.get(stage)];
      if (of !== undefined && leaves !== undefined && day > 0) of.left[day] = through(leaves, of.after, day); // it lasts a day at least: `after` of today is not asked
    }
    for (const stage of stages) {
      const of = reach[stage];
      if (of !== undefined) of.after[day] = model.exits[stage].reduce((sum, [to, share]) => sum + share * (to === 'end' ? 1 : (reach[to]?.left[day] ?? 1)), 0);
    }
  }
  return reach;
}

/** The chance to be through by a day, from the chances to leave on each day and of what comes after. */
function through(leaves: Float64Array, after: Float64Array, day: number): number {
  let chance = 0;
  for (let k = 0; k <= day; k += 1) chance += (leaves[k] ?? 0) * (after[day - k] ?? 0);
  return Math.min(1, chance);
}

function onTheDay(within: Float64Array): Float64Array {
  return within.map((chance, day) => chance - (day === 0 ? 0 : (within[day - 1] ?? 0)));
}

/** An open assessment as a forecast sees it today. */
export type OpenCase = Readonly<{ stage: UnderWay; inStage: number; waits: readonly AdviceSpell[]; dueOn: Course['dueOn']; receivedOn: IsoDate }>;

/** Null once it has ended, or an order gave it other dates, or it has not begun. */
export function openCaseOf(course: Course, today: IsoDate): OpenCase | null {
  const now = stageNow(course);
  if (now === null || course.reopened || course.receivedOn > today) return null;
  return { stage: now.stage, inStage: daysOf(now, today), waits: course.advice.filter(({ to }) => to === null), dueOn: course.dueOn, receivedOn: course.receivedOn };
}

/**
 * Chances to leave the stage it is in on each day from today. Of one that waits for advice two ways of seeing it are taken
 * together: how long the stage lasts, and when the last of the advice is in. Each alone is rough, and their mean was right
 * more often when past forecasts were scored.
 */
export function leavesOn(one: OpenCase, model: Model, today: IsoDate, most: number): Float64Array {
  const within = endsWithin(model.stages[one.stage], one.inStage, most);
  if (!waitsForAdvice(one)) return onTheDay(within);
  const advice = adviceInWithin(one, model, today, most, null);
  return onTheDay(within.map((chance, day) => (chance + (advice[day] ?? 1)) / 2));
}

/** The same by the advice it waits for alone. @param without a service as if all its advice were in today */
export const adviceInOn = (one: OpenCase, model: Model, today: IsoDate, most: number, without: AdviserRole | null): Float64Array => onTheDay(adviceInWithin(one, model, today, most, without));

export const waitsForAdvice = ({ stage, waits }: OpenCase): boolean => stage === 'assessing' && waits.length > 0;

function adviceInWithin({ waits }: OpenCase, model: Model, today: IsoDate, most: number, without: AdviserRole | null): Float64Array {
  const all = new Float64Array(most + 1).fill(1);
  for (const wait of waits) {
    if (wait.role === without) continue;
    const within = endsWithin(adviceCurve(model, wait.role), daysOf(wait, today), most);
    for (let day = 0; day <= most; day += 1) all[day] = (all[day] ?? 1) * (within[day] ?? 1);
  }
  return all;
}

/** A service's curve; of one nobody has been asked of, the six weeks'. */
export const adviceCurve = (model: Model, role: AdviserRole): Curve => model.advice.get(role) ?? curveOf(tallyOf([]), ADVICE_EXPECTED);

/**
 * The chance to be through by a day: 0 once that day has passed, 1 where the stages are behind it already.
 * @param leaves chances to leave its stage on each day, for at least as many days
 */
export function chanceBy({ stage }: Pick<OpenCase, 'stage'>, leaves: Float64Array, reach: Reach, days: number): number {
  const of = reach[stage];
  if (of === undefined) return 1;
  return days < 0 ? 0 : through(leaves, of.after, days);
}

/** Days by which half of those that leave a stage are through; null where that takes longer than reach goes. */
export function usuallyAfter(stage: UnderWay, reach: Reach): number | null {
  const days = reach[stage]?.after.findIndex((chance) => chance >= 0.5) ?? -1;
  return days === -1 ? null : days;
}
