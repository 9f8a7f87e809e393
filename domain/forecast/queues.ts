import { addDays, daysBetween, type IsoDate } from '../dates/iso-date.js';
import type { AdviserRole } from '../facts/fact.js';
import { stageNow, type Course } from './course.js';
import { DAYS_LEARNT } from './model.js';
import type { Waiting } from './what-if.js';

/** Work that waits: assessments as wholes, or one service's advice; and how fast it came and went in the last half year. */

export type QueueOf = 'assessments' | AdviserRole;
export type Queue = Readonly<{
  of: QueueOf;
  /** Oldest first. */
  waiting: readonly Waiting[];
  cameAWeek: number;
  doneAWeek: number;
  /** Days in which each is to be done. */
  limit: number;
}>;

const WEEKS = DAYS_LEARNT / 7;
const TWENTY_WEEKS = 140;
const SIX_WEEKS = 42;

type Job = Readonly<{ of: QueueOf; from: IsoDate; to: IsoDate | null; limit: number }>;

/** Every queue with somebody in it, or who came or went lately. `done` counts whoever no longer waits, as by a refusal or a withdrawal. */
export function queuesOf(courses: readonly Course[], today: IsoDate): Queue[] {
  const jobs = courses.flatMap(jobsOf).filter(({ from }) => from <= today);
  const since = addDays(today, -DAYS_LEARNT);
  return [...new Set(jobs.map(({ of }) => of))].flatMap((of) => {
    const mine = jobs.filter((job) => job.of === of);
    const waiting = mine.filter(({ to }) => to === null).map(({ from, limit }) => ({ since: -daysBetween(from, today), due: limit - daysBetween(from, today) }));
    const [came, done] = [mine.filter(({ from }) => from > since).length, mine.filter(({ to }) => to !== null && to > since).length];
    if (waiting.length + came + done === 0) return [];
    return [{ of, waiting: waiting.sort((a, b) => a.since - b.since), cameAWeek: came / WEEKS, doneAWeek: done / WEEKS, limit: mine[0]?.limit ?? SIX_WEEKS }];
  });
}

function jobsOf(course: Course): Job[] {
  const whole: Job[] = course.reopened && course.endedOn === null ? [] : [{ of: 'assessments', from: course.receivedOn, to: stageNow(course) === null ? course.endedOn : null, limit: TWENTY_WEEKS }];
  return [...whole, ...course.advice.map(({ role, from, to }): Job => ({ of: role, from, to, limit: SIX_WEEKS }))];
}
