import { addDays, addMonths, daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { durations, meanOf, type Durations } from './durations.js';
import type { IssueBands, Published } from './published.js';
import type { Random } from '../../domain/chance.js';
import { apportion } from './apportion.js';

/** The year the published figures are moved to: it ends on the day of the demonstration. */
export type DemoYear = Readonly<{ from: IsoDate; to: IsoDate }>;

/** The bare course of one request: when what happens. A day on or after the end of the year has not come yet. */
export type Course = Readonly<{
  receivedOn: IsoDate;
  decision: 'agreed' | 'refused' | 'withdrawn';
  decidedOn: IsoDate;
  /** After a yes: how the assessment ends. */
  ending: Readonly<{ kind: 'issued' | 'not-issued'; on: IsoDate }> | null;
  /** A recorded exception to the 20 weeks applies. */
  excused: boolean;
}>;

/** The stock of open assessments, which nobody publishes, and what it is derived from. */
export type Stock = Readonly<{
  awaitingDecision: number;
  inAssessment: number;
  requestsAYear: number;
  agreedAYear: number;
  meanDaysToDecision: number;
  meanDaysFromYesToEnd: number;
}>;

export type Flows = Readonly<{ courses: readonly Course[]; stock: Stock }>;

const DAYS_A_YEAR = 365;
/** Shortest time from a yes to the end: advice, draft, the family's 15 days. */
const SHORTEST_REST = 45;
const LONGEST_REST_IN_YEAR = 330;
const TRIES = 5_000;

/** The year that ends on a day. */
export const yearEndingOn = (today: IsoDate): DemoYear => ({ from: addDays(addMonths(today, -12), 1), to: today });

/**
 * Courses of every request that was decided, or whose assessment ended, in the year, and of all still open on its last day.
 * Decisions in and over 6 weeks, plans in the bands of 20 and 52 weeks with and without exceptions, and refusals to issue in and
 * over 16 weeks are exactly the published ones.
 *
 * The open stock is flow times duration (Little's law): requests a year by the mean time to a decision, and agreements a year by
 * the mean time from there to the end, each age drawn as a steady flow would leave it.
 */
export function flowsOf(figures: Published, year: DemoYear, random: Random): Flows {
  const plan = planOf(figures);
  const days = dayChooser(year, random);
  const open = Array.from({ length: plan.stock.inAssessment }, () => restOfOpen(plan, random));
  const openDecidedThisYear = open.filter(({ since }) => addDays(year.to, -since) >= year.from).length;
  const ended = endedCases(plan, random, plan.agreed - openDecidedThisYear);
  const late = lateTokens(plan, random);
  return {
    stock: plan.stock,
    courses: [
      ...ended.map((one) => endedCourse(one, one.decidedThisYear ? late.agreed() : null, plan, days, random)),
      ...open.map((one) => openCourse(one, late.agreed, plan, days, random)),
      ...Array.from({ length: plan.refused }, () => refusedCourse(late.refused(), plan, days, random)),
      ...Array.from({ length: plan.stock.awaitingDecision }, () => awaitingCourse(plan, days, random)),
      ...Array.from({ length: figures.requests.withdrawn }, () => withdrawnCourse(days, random)),
    ],
  };
}

type Plan = Readonly<{
  agreed: number;
  refused: number;
  lateAgreed: number;
  lateRefused: number;
  decision: Readonly<{ any: Durations; inTime: Durations; late: Durations }>;
  endings: readonly EndingBand[];
  anyEnding: Durations;
  stock: Stock;
}>;
type EndingBand = Readonly<{ kind: 'issued' | 'not-issued'; cases: number; excused: number; durations: Durations }>;

function planOf(figures: Published): Plan {
  const { requests, assessments } = figures;
  const [agreed = 0, refused = 0] = apportion(requests.in6Weeks + requests.over6Weeks, [
    requests.agreed,
    requests.refused,
  ]);
  const [lateAgreed = 0, lateRefused = 0] = apportion(requests.over6Weeks, [agreed, refused]);
  const inTime = { from: 14, to: 42, cases: requests.in6Weeks, shape: 'rising' } as const;
  const late = { from: 43, to: 98, cases: requests.over6Weeks, shape: 'falling' } as const;
  const decision = {
    any: durations([inTime, late]),
    inTime: durations([inTime]),
    late: durations([{ ...late, cases: 1 }]),
  };
  const { all, withoutExceptions } = figures.issued;
  const endings = [
    ending('issued', 95, 140, 'rising', all, withoutExceptions, 'within20Weeks'),
    ending('issued', 141, 364, 'falling', all, withoutExceptions, 'to52Weeks'),
    ending('issued', 365, 546, 'falling', all, withoutExceptions, 'over52Weeks'),
    refusal(78, 112, 'rising', assessments.refusedIn16Weeks),
    refusal(113, 300, 'falling', assessments.refusedOver16Weeks),
  ];
  const restDays = meanOf(endings) - decision.any.mean;
  return {
    agreed,
    refused,
    lateAgreed,
    lateRefused,
    decision,
    endings,
    anyEnding: pooled(endings),
    stock: {
      requestsAYear: requests.received,
      agreedAYear: agreed,
      meanDaysToDecision: decision.any.mean,
      meanDaysFromYesToEnd: restDays,
      awaitingDecision: Math.round((requests.received * decision.any.mean) / DAYS_A_YEAR),
      inAssessment: Math.round((agreed * restDays) / DAYS_A_YEAR),
    },
  };
}

function ending(
  kind: 'issued',
  from: number,
  to: number,
  shape: 'rising' | 'falling',
  all: IssueBands,
  withoutExceptions: IssueBands,
  band: keyof IssueBands,
): EndingBand {
  const excused = all[band] - withoutExceptions[band];
  return { kind, cases: all[band], excused, durations: durations([{ from, to, cases: 1, shape }]) };
}

const refusal = (from: number, to: number, shape: 'rising' | 'falling', cases: number): EndingBand => ({
  kind: 'not-issued',
  cases,
  excused: 0,
  durations: durations([{ from, to, cases: 1, shape }]),
});

/** One distribution of all endings, each band by its number of cases. */
function pooled(endings: readonly EndingBand[]): Durations {
  const cases = endings.reduce((sum, band) => sum + band.cases, 0);
  return {
    mean: meanOf(endings),
    longest: Math.max(...endings.map((band) => band.durations.longest)),
    draw: (random) => {
      let left = random.next() * cases;
      const band = endings.find((one) => (left -= one.cases) < 0) ?? endings[0];
      return band?.durations.draw(random) ?? 0;
    },
  };
}

/** Late decisions are dealt out, so that exactly the published number is late. */
function lateTokens(plan: Plan, random: Random): { agreed: () => boolean; refused: () => boolean } {
  const deal = (cases: number, late: number): (() => boolean) => {
    const tokens = random.shuffled(Array.from({ length: cases }, (_, at) => at < late));
    return () => {
      const token = tokens.pop();
      if (token === undefined) throw new RangeError('more decisions in the year than were published');
      return token;
    };
  };
  return { agreed: deal(plan.agreed, plan.lateAgreed), refused: deal(plan.refused, plan.lateRefused) };
}

type EndedCase = Readonly<{ band: EndingBand; excused: boolean; decidedThisYear: boolean }>;

/** The cases that ended in the year; of them so many decided in it too, the shorter ones likelier. */
function endedCases(plan: Plan, random: Random, decidedThisYear: number): EndedCase[] {
  const cases = plan.endings.flatMap((band) =>
    Array.from({ length: band.cases }, (_, at) => {
      const rest = band.durations.draw(random) - plan.decision.inTime.mean;
      const likelihood = Math.max(0, 1 - rest / DAYS_A_YEAR);
      return {
        band,
        excused: at < band.excused,
        order: likelihood === 0 ? -Infinity : Math.log(random.next()) / likelihood,
      };
    }),
  );
  const chosen = new Set(
    [...cases]
      .sort((a, b) => b.order - a.order)
      .filter((one) => one.order > -Infinity)
      .slice(0, decidedThisYear),
  );
  if (chosen.size !== decidedThisYear) {
    throw new RangeError(
      `the published flows do not close: ${decidedThisYear} ended cases were agreed in the year, ${chosen.size} can have been`,
    );
  }
  return cases.map((one) => ({ band: one.band, excused: one.excused, decidedThisYear: chosen.has(one) }));
}

/** An open assessment met on a random day: long ones are met more often, at any point of their course. */
function restOfOpen(plan: Plan, random: Random): { rest: number; since: number } {
  const rest = until(() => {
    const days = plan.anyEnding.draw(random) - Math.round(plan.decision.any.mean);
    return random.chance(days / plan.anyEnding.longest) ? days : null;
  });
  return { rest, since: random.whole(1, Math.max(1, rest - 1)) };
}

type Days = ReturnType<typeof dayChooser>;

function dayChooser(year: DemoYear, random: Random) {
  const working = workingDays();
  const yesterday = addDays(year.to, -1);
  const anyOf = (from: IsoDate, to: IsoDate): IsoDate =>
    until(() => {
      const day = addDays(from, random.whole(0, daysBetween(from, to)));
      return working.has(day) ? day : null;
    });
  return { year, yesterday, working, anyOf };
}

function decisionDays(plan: Plan, late: boolean | null, random: Random): number {
  if (late === null) return plan.decision.any.draw(random);
  return (late ? plan.decision.late : plan.decision.inTime).draw(random);
}

function endedCourse(one: EndedCase, late: boolean | null, plan: Plan, days: Days, random: Random): Course {
  const { year, yesterday, working } = days;
  return until(() => {
    const total = one.band.durations.draw(random);
    const rest = total - decisionDays(plan, late, random);
    if (rest < SHORTEST_REST || (one.decidedThisYear && rest > LONGEST_REST_IN_YEAR)) return null;
    const endsOn = one.decidedThisYear
      ? days.anyOf(addDays(year.from, rest), yesterday)
      : days.anyOf(year.from, earliest(yesterday, addDays(year.from, rest - 1)));
    const receivedOn = addDays(endsOn, -total);
    const decidedOn = addDays(endsOn, -rest);
    if (!working.has(receivedOn) || !working.has(decidedOn)) return null;
    return {
      receivedOn,
      decision: 'agreed',
      decidedOn,
      ending: { kind: one.band.kind, on: endsOn },
      excused: one.excused,
    };
  });
}

function openCourse(
  one: { rest: number; since: number },
  lateToken: () => boolean,
  plan: Plan,
  days: Days,
  random: Random,
): Course {
  const decidedOn = addDays(days.year.to, -one.since);
  const late = decidedOn >= days.year.from ? lateToken() : null;
  return until((attempt) => {
    // A decision is made on a working day; within the year it stays there.
    const nudged = addDays(decidedOn, attempt === 0 ? 0 : random.whole(-3, 3));
    if (
      !days.working.has(nudged) ||
      nudged > days.yesterday ||
      nudged >= days.year.from !== decidedOn >= days.year.from
    )
      return null;
    const receivedOn = addDays(nudged, -decisionDays(plan, late, random));
    if (!days.working.has(receivedOn)) return null;
    const endsOn = addDays(nudged, Math.max(one.rest, SHORTEST_REST, one.since + 1));
    return {
      receivedOn,
      decision: 'agreed',
      decidedOn: nudged,
      ending: { kind: endingKind(plan, random), on: afterToday(endsOn, days) },
      excused: false,
    };
  });
}

function refusedCourse(late: boolean, plan: Plan, days: Days, random: Random): Course {
  return until(() => {
    const decidedOn = days.anyOf(days.year.from, days.yesterday);
    const receivedOn = addDays(decidedOn, -decisionDays(plan, late, random));
    return days.working.has(receivedOn)
      ? { receivedOn, decision: 'refused', decidedOn, ending: null, excused: false }
      : null;
  });
}

function awaitingCourse(plan: Plan, days: Days, random: Random): Course {
  return until(() => {
    const takes = plan.decision.any.draw(random);
    if (!random.chance(takes / plan.decision.any.longest)) return null;
    const receivedOn = addDays(days.year.to, -random.whole(1, takes));
    if (!days.working.has(receivedOn)) return null;
    const decidedOn = afterToday(addDays(receivedOn, takes), days);
    const agreed = random.chance(plan.agreed / (plan.agreed + plan.refused));
    const rest = plan.anyEnding.draw(random);
    const ending = agreed ? ({ kind: endingKind(plan, random), on: addDays(decidedOn, rest) } as const) : null;
    return { receivedOn, decision: agreed ? 'agreed' : 'refused', decidedOn, ending, excused: false };
  });
}

function withdrawnCourse(days: Days, random: Random): Course {
  return until(() => {
    const receivedOn = days.anyOf(days.year.from, addDays(days.yesterday, -7));
    const decidedOn = addDays(receivedOn, random.whole(5, 40));
    if (!days.working.has(decidedOn) || decidedOn > days.yesterday) return null;
    return { receivedOn, decision: 'withdrawn', decidedOn, ending: null, excused: false };
  });
}

function endingKind(plan: Plan, random: Random): 'issued' | 'not-issued' {
  const refusals = plan.endings.filter((band) => band.kind === 'not-issued').reduce((sum, band) => sum + band.cases, 0);
  const all = plan.endings.reduce((sum, band) => sum + band.cases, 0);
  return random.chance(refusals / all) ? 'not-issued' : 'issued';
}

/** The first working day from a day on that is not before today: what is open has not ended. */
function afterToday(day: IsoDate, days: Days): IsoDate {
  let after = day < days.year.to ? days.year.to : day;
  while (!days.working.has(after)) after = addDays(after, 1);
  return after;
}

const earliest = (a: IsoDate, b: IsoDate): IsoDate => (a < b ? a : b);

function until<T>(attempt: (nth: number) => T | null): T {
  for (let nth = 0; nth < TRIES; nth += 1) {
    const made = attempt(nth);
    if (made !== null) return made;
  }
  throw new RangeError('the published figures leave no room for a case of this kind');
}
