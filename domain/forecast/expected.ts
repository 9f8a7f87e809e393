import { randomFrom, type Random } from '../chance.js';
import { daysBetween, type IsoDate } from '../dates/iso-date.js';
import type { AdviserRole } from '../facts/fact.js';
import { inSteps, type Steps } from '../steps.js';
import { bandOf, poisson, type Band } from './bands.js';
import { UNDER_WAY } from './course.js';
import { adviceInOn, chanceBy, leavesOn, modelOf, reachOf, waitsForAdvice, type Learnt, type Model, type OpenCase } from './model.js';
import type { Tally } from './survival.js';

/** How many will be late: of the assessments open today, for no request that is still to come can be twenty weeks old by then. */

/** Weeks ahead. All are within the twenty weeks: see above. */
export const HORIZONS = [4, 8, 12] as const;
const MOST_DAYS = 12 * 7;

/** Late and still open so many weeks from now; `newly`: how many pass their date until then, in the middle of what may come. */
export type Ahead = Readonly<{ weeks: number; late: number; band: Band; newly: number }>;

export type Expected = Readonly<{ lateNow: number; ahead: readonly Ahead[] }>;

const RUNS = 100;

/**
 * Expected numbers, and bands by simulation: each run draws anew what was learnt (so that few spells give wide bands) and then
 * how each assessment goes. The same seed gives the same bands.
 */
export function* expectedLate(cases: readonly OpenCase[], learnt: Learnt, today: IsoDate, seed: string): Steps<Expected> {
  const random = randomFrom(seed);
  const expected = lateAhead(cases, modelOf(learnt), today, (chance) => chance);
  const runs = yield* inSteps(Array.from({ length: RUNS }), () => drawnRun(cases, learnt, today, random), 4);
  return {
    lateNow: cases.filter(({ dueOn }) => dueOn['issue-final-plan'] < today).length,
    ahead: HORIZONS.map((weeks, i) => ({ weeks, late: expected[i]?.late ?? 0, newly: expected[i]?.newly ?? 0, band: bandOf(runs.map((run) => run[i]?.late ?? 0)) })),
  };
}

function drawnRun(cases: readonly OpenCase[], learnt: Learnt, today: IsoDate, random: Random): Counted[] {
  const model = modelOf(drawnAnew(learnt, random));
  return lateAhead(cases, model, today, (chance, luck) => (luck < chance ? 1 : 0), random);
}

/** As many endings on each day as chance has it: what another half year like the last one might have taught. */
function drawnAnew({ stages, exits, advice }: Learnt, random: Random): Learnt {
  const anew = ({ spells, ended, atRisk }: Tally): Tally => ({ spells, atRisk, ended: ended.map((n, day) => Math.min(atRisk[day] ?? 0, poisson(n, random))) });
  return {
    stages: Object.fromEntries(UNDER_WAY.map((stage) => [stage, anew(stages[stage])])) as Learnt['stages'],
    exits,
    advice: new Map([...advice].map(([role, tally]) => [role, anew(tally)])),
  };
}

type Counted = Readonly<{ late: number; newly: number }>;

/** @param luck what a chance counts as: itself, or, drawn by each case's own luck, 0 or 1 */
function lateAhead(cases: readonly OpenCase[], model: Model, today: IsoDate, counts: (chance: number, luck: number) => number, random: Random | null = null): Counted[] {
  const reach = reachOf(model, UNDER_WAY, MOST_DAYS);
  const sums = HORIZONS.map(() => ({ late: 0, newly: 0 }));
  for (const one of cases) {
    const left = daysBetween(today, one.dueOn['issue-final-plan']);
    const luck = random?.next() ?? 0;
    if (left >= MOST_DAYS) continue;
    const leaves = leavesOn(one, model, today, MOST_DAYS);
    HORIZONS.forEach((weeks, i) => {
      const sum = sums[i];
      if (sum === undefined || left >= 7 * weeks) return;
      sum.late += counts(1 - chanceBy(one, leaves, reach, 7 * weeks), luck);
      if (left >= 0) sum.newly += counts(1 - chanceBy(one, leaves, reach, left), luck);
    });
  }
  return sums;
}

/** A service that is waited for: how many requests, and how many fewer would be late in twelve weeks were all of them answered today. */
export type Bottleneck = Readonly<{ role: AdviserRole; waitedFor: number; cases: number; spared: number }>;

/** Services by how many assessments their waiting makes late, the worst first. */
export function bottlenecks(cases: readonly OpenCase[], model: Model, today: IsoDate): Bottleneck[] {
  const reach = reachOf(model, UNDER_WAY, MOST_DAYS);
  const waiting = cases.filter(waitsForAdvice);
  const late = (one: OpenCase, without: AdviserRole | null): number =>
    daysBetween(today, one.dueOn['issue-final-plan']) >= MOST_DAYS ? 0 : 1 - chanceBy(one, adviceInOn(one, model, today, MOST_DAYS, without), reach, MOST_DAYS);
  return [...new Set(waiting.flatMap(({ waits }) => waits.map(({ role }) => role)))]
    .map((role) => {
      const of = waiting.filter(({ waits }) => waits.some((wait) => wait.role === role));
      return { role, waitedFor: of.flatMap(({ waits }) => waits.filter((wait) => wait.role === role)).length, cases: of.length, spared: of.reduce((sum, one) => sum + late(one, null) - late(one, role), 0) };
    })
    .sort((a, b) => b.spared - a.spared || (a.role < b.role ? -1 : 1));
}
