import { daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import type { Fact, FactType } from '../../domain/facts/fact.js';
import type { DemoYear } from './flows.js';
import type { IssueBands } from './published.js';

/** A record as a measure sees it: its facts. */
export type Measured = Readonly<{ kind: 'assessment' | 'plan'; facts: readonly Fact[] }>;

/** In time, and late. */
export type Timeliness = Readonly<{ inTime: number; late: number }>;

const SIX_WEEKS = 42;
const SIXTEEN_WEEKS = 112;
const TWENTY_WEEKS = 140;
const FIFTY_TWO_WEEKS = 364;
const FOUR_WEEKS = 28;

/**
 * Plans issued in the year by the days since the request, as the DfE counts them: `including` all of them; `excluding` those to
 * which an exception applies (`Week20`), whether or not they were late.
 *
 * @source law.md section 6.4
 */
export function plansIssued(
  records: readonly Measured[],
  year: DemoYear,
): { including: IssueBands; excluding: IssueBands } {
  const issued = records.flatMap((record) => {
    const final = firstOf(record, 'final-plan-issued');
    return final !== null && isIn(year, final.on)
      ? [{ days: daysBetween(startOf(record).on, final.on), week20: exceptionApplies(record, year.to) }]
      : [];
  });
  return { including: banded(issued), excluding: banded(issued.filter(({ week20 }) => !week20)) };
}

/** Decisions of the year whether to assess: the first on each request, which a later change of mind does not alter. @source law.md 6.3 */
export const requestsDecided = (records: readonly Measured[], year: DemoYear): Timeliness =>
  timed(records, year, SIX_WEEKS, (record) => firstOf(record, 'assessment-agreed', 'assessment-refused'));

/** Refusals of the year to issue a plan, in and over sixteen weeks of the request. */
export const plansRefused = (records: readonly Measured[], year: DemoYear): Timeliness =>
  timed(records, year, SIXTEEN_WEEKS, (record) => firstOf(record, 'issue-refused'));

/**
 * Last review of each plan in force, by the days from meeting to decision. Late undecided ones are in neither; a review whose
 * decision is not due yet is under way, and its plan counts by the review before.
 */
export function reviewsDecided(records: readonly Measured[], today: IsoDate): Timeliness & Readonly<{ held: number }> {
  const plans = records.filter(({ kind, facts }) => kind === 'plan' && !facts.some(({ type }) => type === 'plan-ceased'));
  const meetings = plans.map(({ facts }) => ({
    facts,
    heldOn: facts.findLast((fact) => fact.type === 'review-meeting-held' && !isUnderWay(fact, facts, today))?.on ?? null,
  }));
  const days = meetings.flatMap(({ facts, heldOn }) => {
    const decided =
      heldOn === null ? undefined : facts.find(({ type, on }) => type === 'review-decision-sent' && on >= heldOn);
    return heldOn !== null && decided !== undefined ? [daysBetween(heldOn, decided.on)] : [];
  });
  return { ...split(days, FOUR_WEEKS), held: meetings.filter(({ heldOn }) => heldOn !== null).length };
}

const isUnderWay = (meeting: Fact, facts: readonly Fact[], today: IsoDate): boolean =>
  daysBetween(meeting.on, today) <= FOUR_WEEKS && !facts.some(({ type, on }) => type === 'review-decision-sent' && on >= meeting.on);

/** Whether the reported flag `Week20` is set: a recorded exception to the twenty weeks qualifies in law. */
export function exceptionApplies({ facts }: Measured, today: IsoDate): boolean {
  if (!facts.some(({ type }) => type === 'exception-recorded')) return false;
  const finalPlan = derive(facts, today).duties.find(({ code }) => code === 'issue-final-plan');
  return finalPlan?.exceptions.some(({ qualifies }) => qualifies) ?? false;
}

function timed(
  records: readonly Measured[],
  year: DemoYear,
  limit: number,
  decisionOf: (record: Measured) => Fact | null,
): Timeliness {
  const days = records.flatMap((record) => {
    const decision = decisionOf(record);
    return decision !== null && isIn(year, decision.on) ? [daysBetween(startOf(record).on, decision.on)] : [];
  });
  return split(days, limit);
}

const split = (days: readonly number[], limit: number): Timeliness => ({
  inTime: days.filter((taken) => taken <= limit).length,
  late: days.filter((taken) => taken > limit).length,
});

const banded = (issued: readonly { days: number }[]): IssueBands => ({
  within20Weeks: issued.filter(({ days }) => days <= TWENTY_WEEKS).length,
  to52Weeks: issued.filter(({ days }) => days > TWENTY_WEEKS && days <= FIFTY_TWO_WEEKS).length,
  over52Weeks: issued.filter(({ days }) => days > FIFTY_TWO_WEEKS).length,
});

const isIn = (year: DemoYear, on: IsoDate): boolean => on >= year.from && on <= year.to;
const firstOf = ({ facts }: Measured, ...types: FactType[]): Fact | null =>
  facts.find(({ type }) => types.includes(type)) ?? null;

function startOf(record: Measured): Fact {
  const start = firstOf(record, 'request-received', 'came-to-attention');
  if (start === null) throw new RangeError('an assessment without a request has no timeliness');
  return start;
}
