import { weeksOf } from '../dates/limits.js';
import type { AdviserRole, Fact } from '../facts/fact.js';
import { ADVICE_ANSWERS, type Story } from '../facts/story.js';
import { firstWhileOwed, overtaken } from './original-steps.js';
import { REG_8_2, type Judged } from './exceptions.js';
import { SINCE_2014, startOf, within, type DeadlineRule, type Start } from './rule.js';

/** Advice and information: SEND Regulations 2014 regs 6 to 8; Code of Practice 9.41, 9.42 for those who are not s 31 bodies. */
const S_31_BODIES: readonly AdviserRole[] = ['health', 'youth-justice'];

const roleOf = ({ fact }: Start): AdviserRole | null => (fact?.type === 'advice-requested' ? fact.role : null);
const isS31Body = (start: Start): boolean => S_31_BODIES.includes(roleOf(start) ?? 'other');

export const giveAdvice: DeadlineRule = {
  code: 'give-advice', rows: ['A5', "A5'"], shape: 'deadline', ...SINCE_2014,
  law: (start) => (isS31Body(start) ? 'SEND Regulations 2014 reg 8(1)' : 'SEND Code of Practice 9.41'),
  kind: (start) => (isS31Body(start) ? 'statutory' : 'guidance'),
  by: 'adviser',
  startedBy: ['advice-requested'],
  starts: ({ story }) => story.of('advice-requested').map((request) => startOf(request, request.receivedOn ?? request.on, request.adviser)),
  due: within(weeksOf(6, 'receipt of the request')),
  doneBy: ADVICE_ANSWERS,
  done: (start, { story }) => firstWhileOwed(start, story, answersAfterReturns(start, story)),
  excuses: () => REG_8_2,
  notOwed: overtaken,
};

/**
 * Answers of that adviser until it is asked again. Advice returned for want of a needed part is not given; the clock does not
 * restart.
 */
function answersAfterReturns({ fact, subject }: Start, story: Story): Fact[] {
  const ofAdviser = story.facts.slice(fact ? story.facts.indexOf(fact) + 1 : 0).filter((other) => 'adviser' in other && other.adviser === subject);
  const again = ofAdviser.findIndex(({ type }) => type === 'advice-requested');
  const ofRequest = again === -1 ? ofAdviser : ofAdviser.slice(0, again);
  const returned = ofRequest.findLastIndex(({ type }) => type === 'advice-returned');
  return ofRequest.slice(returned + 1).filter(({ type }) => ADVICE_ANSWERS.some((answer) => answer === type));
}

/**
 * The child failed to keep an appointment made by that adviser within its six weeks: excuses that adviser, however late,
 * and nobody else.
 * @source SEND Regulations 2014 reg 8(2)(c)
 */
export function missedAppointment(adviser: string | null, from: string, dueOn: string, story: Story): Judged | null {
  const missed = story.of('appointment-missed').filter((fact) => fact.adviser === adviser);
  if (missed.length === 0) return null;
  const within = missed.find(({ on }) => on >= from && on <= dueOn);
  const why = within ? `appointment missed on ${within.on} (reg 8(2)(c))` : 'the appointment was not within the six weeks of this request';
  return { ground: 'appointment-missed', qualifies: within !== undefined, why, days: null };
}
