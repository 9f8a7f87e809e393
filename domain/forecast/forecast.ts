import { addDays, addWeeks, daysBetween, weekday, type IsoDate } from '../dates/iso-date.js';
import type { Instant } from '../dates/london.js';
import type { WorkingDays } from '../dates/working-days.js';
import type { AdviserRole } from '../facts/fact.js';
import { inSteps, type Steps } from '../steps.js';
import { knownUntil } from '../weekly-report/items.js';
import { courseOf, daysOf, UNDER_WAY, wasInTime, type Course, type UnderWay, type Watched } from './course.js';
import { bottlenecks, expectedLate, type Bottleneck, type Expected } from './expected.js';
import { adviceCurve, adviceInOn, BEFORE, chanceBy, DAYS_LEARNT, learn, leavesOn, modelOf, openCaseOf, reachOf, usuallyAfter, waitsForAdvice, type Milestone, type Model, type OpenCase } from './model.js';
import { scoreOf, type Said, type Score } from './score.js';
import { endedBy, type Curve } from './survival.js';

/** What will be late: chances of each open assessment, how many are late in weeks to come, who is waited for, and how good such forecasts were. */

/** A wait in an assessment that takes part in its chance. Days; `usual`: half of them take no longer; null: over ten years. */
export type Slow = Readonly<{ role: AdviserRole; adviser: string; waited: number; usual: number | null; /** By how much the chance would rise were it answered today. */ gains: number }>;

export type CaseForecast = Readonly<{
  ref: string;
  team: string;
  stage: UnderWay;
  dueOn: IsoDate;
  /** Until its twenty weeks end; below 0: so long ago. */
  daysLeft: number;
  /** Of each date still ahead or behind: 0 where it passed undone. Null where that step is done. */
  chances: Readonly<Record<Milestone, number | null>>;
  inStage: number;
  usualInStage: number | null;
  /** Days half of the assessments take from the end of this stage to their end. */
  usuallyAfter: number | null;
  /** Whom it waits for, whoever holds it up most first. */
  slow: readonly Slow[];
}>;

export type CurveSaid = Readonly<{ spells: number; ended: number; isGuess: boolean; half: number | null; nineTenths: number | null; curve: Curve }>;

export type Forecast = Readonly<{
  today: IsoDate;
  cases: readonly CaseForecast[];
  /** Open, and not judged: other dates hold than the twenty weeks. */
  reopened: number;
  expected: Expected;
  services: readonly Bottleneck[];
  stages: readonly (CurveSaid & Readonly<{ stage: UnderWay }>)[];
  advice: readonly (CurveSaid & Readonly<{ role: AdviserRole }>)[];
  score: Score | null;
  /** Sundays from which past forecasts were made again. */
  scoredFrom: readonly IsoDate[];
}>;

export type ForecastTerms = Readonly<{ today: IsoDate; working: WorkingDays; /** Whose cases are listed and counted; what is learnt is everybody's. */ isAsked: (record: Watched) => boolean; seed: string }>;

/** Twenty weeks, the furthest any date lies ahead. */
const MOST_DAYS = 140;
/** Nobody plans further. */
const LONG = 400;

/** @param records every assessment of the council that was open in the last year, in any order */
export function* forecastOf(records: readonly Watched[], terms: ForecastTerms): Steps<Forecast> {
  const { today, working, isAsked, seed } = terms;
  const inOrder = [...records].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const read = courseReader(working);
  const known = yield* inSteps(inOrder, (record) => ({ record, course: read(record, today) }), 200);
  const learnt = learn(known.flatMap(({ course }) => course ?? []), today);
  const model = modelOf(learnt);
  const asked = known.filter(({ record }) => isAsked(record));
  const open = asked.flatMap(({ record, course }) => {
    const one = course === null ? null : openCaseOf(course, today);
    return one === null ? [] : [{ record, one }];
  });
  const judge = judgeOf(model, today);
  const cases = yield* inSteps(open, ({ record, one }) => judge(record, one), 20);
  const expected = yield* expectedLate(open.map(({ one }) => one), learnt, today, seed);
  const scoredFrom = pastSundays(today);
  const said = yield* pastForecasts(inOrder.filter(isAsked), inOrder, scoredFrom, read, today);
  return {
    today,
    cases: cases.sort(byChance),
    reopened: asked.filter(({ course }) => course !== null && course.endedOn === null && course.reopened).length,
    expected,
    services: bottlenecks(open.map(({ one }) => one), model, today),
    stages: UNDER_WAY.map((stage) => ({ stage, ...saidOf(model.stages[stage]) })),
    advice: [...model.advice].map(([role, curve]) => ({ role, ...saidOf(curve) })).sort((a, b) => b.spells - a.spells || (a.role < b.role ? -1 : 1)),
    score: scoreOf(said),
    scoredFrom,
  };
}

const saidOf = (curve: Curve): CurveSaid => ({ spells: curve.spells, ended: curve.ended, isGuess: curve.isGuess, half: endedBy(curve, 0.5), nineTenths: endedBy(curve, 0.9), curve });

type CourseReader = (record: Watched, on: IsoDate) => Course | null;

/** Courses as known at the end of a day. A course is read once for as long as nothing more was written down. */
function courseReader(working: WorkingDays): CourseReader {
  const read = new Map<string, Readonly<{ key: string; course: Course | null }>>();
  const until = new Map<IsoDate, Instant>();
  const endOf = (on: IsoDate): Instant => {
    const known = until.get(on) ?? knownUntil(on);
    until.set(on, known);
    return known;
  };
  return (record, on) => {
    const end = endOf(on);
    const known = record.facts.filter(({ recordedAt }) => recordedAt < end);
    const key = `${known.length} ${isMoving(known, on) ? on : ''}`;
    const before = read.get(record.ref);
    if (before?.key === key) return before.course;
    const course = courseOf(known, on, working);
    read.set(record.ref, { key, course });
    return course;
  };
}

const HEARD = 30;
/** Whether days alone may move it: while a draft is with the family, or a fact counts from a day to come. */
const isMoving = (known: Watched['facts'], on: IsoDate): boolean => known.some((fact) => fact.on > on || (fact.type === 'draft-plan-sent' && daysBetween(fact.on, on) < HEARD));

/** Lowest chance first; of those past their date, the longest past. */
const byChance = (a: CaseForecast, b: CaseForecast): number =>
  (a.chances['issue-final-plan'] ?? 1) - (b.chances['issue-final-plan'] ?? 1) || a.daysLeft - b.daysLeft || (a.ref < b.ref ? -1 : 1);

function judgeOf(model: Model, today: IsoDate): (record: Watched, one: OpenCase) => CaseForecast {
  const codes = Object.keys(BEFORE) as Milestone[];
  const reaches = new Map(codes.map((code) => [code, reachOf(model, BEFORE[code], MOST_DAYS)]));
  const far = reachOf(model, UNDER_WAY, LONG);
  const after = new Map(UNDER_WAY.map((stage) => [stage, usuallyAfter(stage, far)]));
  return ({ ref, team }, one) => {
    const chance = (code: Milestone, leaves: Float64Array): number | null => {
      const reach = reaches.get(code) ?? {};
      return reach[one.stage] === undefined ? null : chanceBy(one, leaves, reach, daysBetween(today, one.dueOn[code]));
    };
    const leaves = leavesOn(one, model, today, MOST_DAYS);
    const chances = Object.fromEntries(codes.map((code) => [code, chance(code, leaves)])) as Record<Milestone, number | null>;
    const daysLeft = daysBetween(today, one.dueOn['issue-final-plan']);
    const without = (role: AdviserRole | null): number => (daysLeft < 0 ? 0 : (chance('issue-final-plan', adviceInOn(one, model, today, MOST_DAYS, role)) ?? 1));
    const slow = !waitsForAdvice(one) ? [] : one.waits.map(({ role, adviser, from }) => ({
      role, adviser, waited: daysOf({ from, to: null }, today), usual: endedBy(adviceCurve(model, role), 0.5), gains: without(role) - without(null),
    }));
    return {
      ref, team, stage: one.stage, dueOn: one.dueOn['issue-final-plan'], daysLeft, chances, inStage: one.inStage, usualInStage: endedBy(model.stages[one.stage], 0.5),
      usuallyAfter: after.get(one.stage) ?? null,
      slow: slow.sort((a, b) => b.gains - a.gains || b.waited - a.waited || (a.adviser < b.adviser ? -1 : 1)),
    };
  };
}

const SUNDAYS = 13;
const WEEKS_APART = 2;

/** Every other Sunday of the last half year, the latest first. */
function pastSundays(today: IsoDate): IsoDate[] {
  const last = addDays(today, -(weekday(today) % 7) - (weekday(today) === 7 ? 7 : 0));
  return Array.from({ length: SUNDAYS }, (_, i) => addWeeks(last, -WEEKS_APART * i));
}

/** What would have been said on each Sunday, by what was written down by then, of every date that has passed since. */
function* pastForecasts(asked: readonly Watched[], all: readonly Watched[], sundays: readonly IsoDate[], read: CourseReader, today: IsoDate): Steps<Said[]> {
  const outcomes = new Map(asked.flatMap((record) => {
    const course = read(record, today);
    return course === null || course.reopened ? [] : [[record.ref, course] as const];
  }));
  const said: Said[] = [];
  for (const sunday of sundays) {
    const courses = yield* inSteps(all, (record) => read(record, sunday), 400);
    const model = modelOf(learn(courses.flatMap((course) => course ?? []), sunday));
    const naive = baseRate(courses, sunday);
    const reach = reachOf(model, UNDER_WAY, MOST_DAYS);
    const byRef = new Map(all.map((record, i) => [record.ref, courses[i] ?? null]));
    for (const [ref, outcome] of outcomes) {
      const course = byRef.get(ref) ?? null;
      const one = course === null ? null : openCaseOf(course, sunday);
      const due = one?.dueOn['issue-final-plan'];
      if (one === null || due === undefined || due <= sunday || due >= today) continue;
      const days = daysBetween(sunday, due);
      said.push({ chance: chanceBy(one, leavesOn(one, model, sunday, days), reach, days), naive, weeksAhead: Math.floor(days / 7), wasInTime: wasInTime(outcome) });
    }
    yield;
  }
  return said;
}

/** The share in time of those whose twenty weeks ended in the half year before; one half where none did. */
function baseRate(courses: readonly (Course | null)[], on: IsoDate): number {
  const from = addDays(on, -DAYS_LEARNT);
  const due = courses.flatMap((course) => {
    const day = course?.dueOn['issue-final-plan'];
    return course === null || day === undefined || course.reopened || day >= on || day < from ? [] : [course];
  });
  return due.length === 0 ? 0.5 : due.filter(wasInTime).length / due.length;
}

