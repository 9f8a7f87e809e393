import { addDays, daysBetween, earlier, later, type IsoDate } from '../dates/iso-date.js';
import type { DutyCode } from '../duty-codes.js';
import type { ExceptionFinding } from '../duty.js';
import type { AdviserRole, Fact, Ground } from '../facts/fact.js';
import type { Story } from '../facts/story.js';

/** The grounds on which a regulation excuses a step, and how long an absence must last. */
export type Excuses = Readonly<{ law: string; grounds: readonly Ground[]; absenceDays: number }> | null;

const FOUR_WEEKS = 28;
/** How long a closure lasts at least, continuously. @source SEND Regulations 2014 reg 10(4)(a), (b) */
export const CLOSURE_DAYS = FOUR_WEEKS;
const TWO_WEEKS = 14;
const ONE_WEEK = 7;
const ALL_GROUNDS: readonly Ground[] = ['school-closed', 'early-years-closed', 'personal-circumstances', 'absent'];

/** Six weeks to decide whether to assess. @source SEND Regulations 2014 reg 5(4) */
export const REG_5_4: NonNullable<Excuses> = { law: 'reg 5(4)', grounds: ALL_GROUNDS, absenceDays: FOUR_WEEKS };
/** An adviser's six weeks; a missed appointment is found apart. @source SEND Regulations 2014 reg 8(2) */
export const REG_8_2: NonNullable<Excuses> = { law: 'reg 8(2)', grounds: ['personal-circumstances', 'absent'], absenceDays: FOUR_WEEKS };
/** Sixteen weeks to refuse a plan. @source SEND Regulations 2014 reg 10(4) */
export const REG_10_4: NonNullable<Excuses> = { law: 'reg 10(4)', grounds: ALL_GROUNDS, absenceDays: FOUR_WEEKS };
/** Twenty weeks to finalise. @source SEND Regulations 2014 reg 13(3) */
export const REG_13_3: NonNullable<Excuses> = { law: 'reg 13(3)', grounds: ALL_GROUNDS, absenceDays: FOUR_WEEKS };
/** Fourteen weeks of a reassessment. @source SEND Regulations 2014 reg 27(3) */
export const REG_27_3: NonNullable<Excuses> = { law: 'reg 27(3)', grounds: ALL_GROUNDS, absenceDays: FOUR_WEEKS };
/** Orders to assess or to make a plan. @source SEND Regulations 2014 reg 44(3) */
export const REG_44_3: NonNullable<Excuses> = { law: 'reg 44(3)', grounds: ALL_GROUNDS, absenceDays: TWO_WEEKS };
/** Unopposed appeals: to say it will assess, and to make a plan. @source SEND Regulations 2014 reg 45(7) */
export const REG_45_7: NonNullable<Excuses> = { law: 'reg 45(7)', grounds: ALL_GROUNDS, absenceDays: TWO_WEEKS };

/** The regulation that excuses each step, by the grounds it lists; a step that is not here has no exception in law. */
const EXCUSING: Readonly<Partial<Record<DutyCode, NonNullable<Excuses>>>> = {
  'decide-to-assess': REG_5_4,
  'give-advice': REG_8_2,
  'decide-to-issue': REG_10_4,
  'issue-final-plan': REG_13_3,
  'issue-reassessed-plan': REG_27_3,
  'order-notify-assess': REG_44_3,
  'order-refuse-plan': REG_44_3,
  'order-issue-final': REG_44_3,
  'order-send-draft': REG_44_3,
};

/** The steps of an exception whose regulation does not list its ground: it cannot excuse them, whatever happened. */
export const unlistedSteps = ({ ground, steps }: Pick<Fact<'exception-recorded'>, 'ground' | 'steps'>): DutyCode[] =>
  steps.filter((step) => !(EXCUSING[step]?.grounds.includes(ground) ?? false));

/** A recorded exception judged for one step: whether it counts, why, and on which days it lasted. */
export type Judged = ExceptionFinding & Readonly<{ days: readonly [IsoDate, IsoDate] | null }>;

type Step = Readonly<{ code: DutyCode; from: IsoDate; dueOn: IsoDate; today: IsoDate; excuses: Excuses }>;

/**
 * Every recorded exception that names this step, judged. Two limbs: a listed circumstance, and that it made keeping the limit
 * impractical. An exception never moves the due date.
 * @source SEND Regulations 2014 regs 5(4), 8(2), 10(4), 13(3), 27(3), 44(3), 45(7)
 */
export const exceptionsFor = (step: Step, story: Story): Judged[] =>
  story
    .of('exception-recorded')
    .filter((exception) => exception.steps.includes(step.code))
    .map((exception) => judged(exception, step, story));

function judged(exception: Fact<'exception-recorded'>, step: Step, story: Story): Judged {
  const { ground } = exception;
  const no = (why: string): Judged => ({ ground, qualifies: false, why, days: null });
  if (step.excuses === null) return no('the law gives no exception to this step');
  if (!step.excuses.grounds.includes(ground)) return no(`${step.excuses.law} does not list this ground`);
  const circumstance = isOfClosure(ground) ? closure(ground, exception, story) : during(exception, step, step.excuses.absenceDays);
  if (circumstance.days === null) return no(circumstance.why);
  if (!exception.impracticalBecause) return no('nothing recorded says why it made keeping the limit impractical');
  return { ground, qualifies: true, why: `${circumstance.why} (${step.excuses.law})`, days: circumstance.days };
}

/** From when to when the head must have been asked: both days included. @source SEND Regulations 2014 reg 10(4)(a), (b) */
export const closureWindow = (closedFrom: IsoDate, reopensOn: IsoDate): Readonly<{ from: IsoDate; to: IsoDate }> => ({ from: addDays(closedFrom, -ONE_WEEK), to: addDays(reopensOn, -ONE_WEEK) });

type Circumstance = Readonly<{ why: string; days: readonly [IsoDate, IsoDate] | null }>;

export type ClosureGround = Extract<Ground, 'school-closed' | 'early-years-closed'>;
export const isOfClosure = (ground: Ground): ground is ClosureGround => ground === 'school-closed' || ground === 'early-years-closed';

/** Of whom advice must have been asked around a closure. @source SEND Regulations 2014 regs 5(4)(a), (b), 10(4)(a), (b) */
export const ASKED_AROUND_CLOSURE: Readonly<Record<ClosureGround, readonly AdviserRole[]>> = {
  'school-closed': ['head-teacher', 'college-principal'],
  'early-years-closed': ['early-years-lead'],
};

/**
 * Advice was asked of the head or principal (early-years lead) from one week before a closure of at least four weeks to one
 * week before re-opening, both days included. The closure alone is no ground.
 * @source SEND Regulations 2014 reg 5(4)(a), (b); reg 10(4)(a), (b)
 */
function closure(ground: ClosureGround, { closedFrom, reopensOn }: Fact<'exception-recorded'>, story: Story): Circumstance {
  if (!closedFrom || !reopensOn) return { why: 'the days of closing and re-opening are not recorded', days: null };
  const closedDays = daysBetween(closedFrom, reopensOn);
  if (closedDays < CLOSURE_DAYS) return { why: `closed ${inDays(closedDays)}; ${CLOSURE_DAYS} are needed`, days: null };
  const { from, to } = closureWindow(closedFrom, reopensOn);
  const asked = story.of('advice-requested').filter(({ role }) => ASKED_AROUND_CLOSURE[ground].includes(role));
  const inWindow = asked.find((request) => request.on >= from && request.on <= to);
  const whom = ground === 'school-closed' ? 'the head teacher or principal' : 'the early-years lead';
  if (!inWindow) {
    const when = asked.length === 0 ? 'was not asked for advice' : `was asked for advice on ${asked.map(({ on }) => on).join(', ')}`;
    return { why: `${whom} ${when}; it must be from ${from} to ${to}`, days: null };
  }
  return { why: `${whom} was asked on ${inWindow.on}, while closed for ${inDays(closedDays)} or in the week before`, days: [closedFrom, addDays(reopensOn, -1)] };
}

/** Absence or personal circumstances, within the period that is excused. */
function during(exception: Fact<'exception-recorded'>, step: Step, absenceDays: number): Circumstance {
  if (!exception.from) return { why: 'the day it began is not recorded', days: null };
  const to = exception.to ?? step.today;
  const overlap = daysBetween(later(exception.from, step.from), earlier(to, step.dueOn)) + 1;
  const needed = exception.ground === 'absent' ? absenceDays : 1;
  if (overlap < needed) {
    const why = needed === 1 ? 'it did not fall within the period of this step' : `${inDays(Math.max(0, overlap))} within the period of this step; ${needed} are needed`;
    return { why, days: null };
  }
  return { why: `${inDays(overlap)} within the period of this step`, days: [exception.from, to] };
}

const inDays = (n: number): string => `${n} day${n === 1 ? '' : 's'}`;

/** How many days the qualifying exceptions lasted; days of two at once are counted once. */
export function excusedDays(exceptions: readonly Judged[]): number {
  const spans = exceptions.flatMap(({ days }) => (days ? [days] : [])).sort(([a], [b]) => (a < b ? -1 : 1));
  let total = 0;
  let reached: IsoDate | null = null;
  for (const [from, to] of spans) {
    const start: IsoDate = reached !== null && from <= reached ? addDays(reached, 1) : from;
    if (to >= start) total += daysBetween(start, to) + 1;
    if (reached === null || to > reached) reached = to;
  }
  return total;
}
