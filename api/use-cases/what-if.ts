import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { courseOf } from '../../domain/forecast/course.js';
import { DAYS_LEARNT } from '../../domain/forecast/model.js';
import { queuesOf, type Queue, type QueueOf } from '../../domain/forecast/queues.js';
import { waitingLike, whatIf, type Answer, type Order, type Plan } from '../../domain/forecast/what-if.js';
import { inSteps } from '../../domain/steps.js';
import { oneDecimal } from '../../domain/one-decimal.js';
import { AppError } from '../errors.js';
import { inBreaths } from '../in-breaths.js';
import { todayOf } from '../now.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';

/** What would help: a queue of today's, and what becomes of it under a plan. Nothing of it names anybody. */

/** What is asked; whatever is left out is as it is. Numbers of work are a week's. */
export type Asked = Readonly<{
  of?: QueueOf | undefined; in?: number | undefined; out?: number | undefined; extra?: number | undefined; extraWeeks?: number | undefined; order?: Order | undefined; weeks?: number | undefined;
  waiting?: number | undefined; cost?: number | undefined;
}>;

/** A queue as it stands. */
export type QueueToday = Readonly<{ of: QueueOf; waiting: number; late: number; in: number; out: number; limit: number }>;

export type WhatIf = Readonly<{
  today: IsoDate;
  queues: readonly QueueToday[];
  of: QueueOf;
  waiting: number;
  plan: Plan;
  weeks: number;
  limit: number;
  answer: Answer;
  /** The same weeks if nothing is changed: as many come and go as in the last half year, the oldest first. */
  asItIs: Answer;
  /** Of those who wait today: how many more than with the oldest first are still late at the end. */
  overtaken: number;
  /** GBP for the extra work, at what one piece of it costs; null where that is not said. */
  cost: number | null;
}>;

const USUAL: QueueOf = 'educational-psychology';
const A_YEAR = 52;
const SIX_WEEKS = 42;
const TWENTY_WEEKS = 140;

/** @throws AppError `forbidden` */
export async function askWhatIf(deps: Pick<UseCaseDeps, 'forecasts' | 'clock' | 'council'>, caller: Caller, asked: Asked): Promise<WhatIf> {
  if (!mayAtAll(caller, 'report.read')) throw new AppError('forbidden');
  const today = todayOf(deps);
  const queues = await queuesToday(deps, caller, today);
  const of = asked.of ?? queues.find((queue) => queue.of === USUAL)?.of ?? queues[0]?.of ?? USUAL;
  const queue = queues.find((one) => one.of === of) ?? { of, waiting: [], cameAWeek: 0, doneAWeek: 0, limit: of === 'assessments' ? TWENTY_WEEKS : SIX_WEEKS };
  const [measuredIn, measuredOut] = [oneDecimal(queue.cameAWeek), oneDecimal(queue.doneAWeek)];
  const plan: Plan = { demand: asked.in ?? measuredIn, capacity: asked.out ?? measuredOut, extra: asked.extra ?? 0, extraWeeks: asked.extraWeeks ?? null, order: asked.order ?? 'oldest' };
  const count = asked.waiting ?? queue.waiting.length;
  const waiting = count === queue.waiting.length ? queue.waiting : waitingLike(queue.waiting, count, plan.demand, queue.limit);
  const question = { waiting, weeks: asked.weeks ?? A_YEAR, limit: queue.limit, seed: 'what if' };
  const answer = whatIf({ ...question, plan });
  const fair = plan.order === 'oldest' ? answer : whatIf({ ...question, plan: { ...plan, order: 'oldest' } });
  return {
    today,
    queues: queues.map((one) => ({ of: one.of, waiting: one.waiting.length, late: one.waiting.filter(({ due }) => due < 0).length, in: oneDecimal(one.cameAWeek), out: oneDecimal(one.doneAWeek), limit: one.limit })),
    of, waiting: count, plan, weeks: question.weeks, limit: queue.limit, answer,
    asItIs: whatIf({ ...question, plan: { demand: measuredIn, capacity: measuredOut, extra: 0, extraWeeks: null, order: 'oldest' } }),
    overtaken: Math.max(0, answer.old.stillLate - fair.old.stillLate),
    cost: asked.cost === undefined ? null : Math.round(asked.cost * answer.extraRoom),
  };
}


/** Of the cases the reader answers for; the fullest first. */
async function queuesToday(deps: Pick<UseCaseDeps, 'forecasts' | 'council'>, caller: Caller, today: IsoDate): Promise<Queue[]> {
  const { teams } = scopeFor(caller, 'report.read');
  const records = await deps.forecasts.watched(addDays(today, -DAYS_LEARNT));
  const working = workingDays(deps.council.calendar.bankHolidays);
  const mine = records.filter(({ team }) => teams === 'all' || teams.includes(team));
  const courses = await inBreaths(inSteps(mine, ({ facts }) => courseOf(facts, today, working), 200));
  return queuesOf(courses.flatMap((course) => course ?? []), today).sort((a, b) => b.waiting.length - a.waiting.length || (a.of < b.of ? -1 : 1));
}
