import { weeksOf } from '../dates/limits.js';
import type { AdviserRole, Fact } from '../facts/fact.js';
import type { Story } from '../facts/story.js';
import { overtaken } from './assessment.js';
import { REG_8_2, type Judged } from './exceptions.js';
import { SINCE_2014, startOf, within, type DeadlineRule, type Start } from './rule.js';

/** Advice and information: SEND Regulations 2014 regs 6 to 8; Code of Practice 9.41, 9.42 for those who are not s 31 bodies. */
const S_31_BODIES: readonly AdviserRole[] = ['health', 'youth-justice'];
const ANSWERS = ['advice-received', 'advice-reused', 'advice-not-needed', 'advice-declined'] as const;

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
  doneBy: ANSWERS,
  done: (start, { story }) => answerAfterReturns(start, story),
  excuses: () => REG_8_2,
  notOwed: overtaken,
};

/** Advice returned for want of a needed part is not given; the clock does not restart. */
function answerAfterReturns({ subject, on }: Start, story: Story): Fact | null {
  const returned = story.of('advice-returned').findLast((back) => back.adviser === subject && back.on >= on);
  const since = returned?.on ?? on;
  const answers = ANSWERS.flatMap((type): readonly Fact<(typeof ANSWERS)[number]>[] => story.of(type)).filter(
    (answer) => answer.adviser === subject && answer.on >= since && (returned === undefined || isAfter(answer, returned, story)),
  );
  return answers.sort((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null;
}

const isAfter = (a: Fact, b: Fact, { facts }: Story): boolean => a.on > b.on || facts.indexOf(a) > facts.indexOf(b);

/**
 * The child failed to keep an appointment made by that adviser within its six weeks: excuses that adviser, however late,
 * and nobody else.
 * @source SEND Regulations 2014 reg 8(2)(c)
 */
export function missedAppointment(adviser: string | null, from: string, dueOn: string, story: Story): Judged | null {
  const missed = story.of('appointment-missed').find((fact) => fact.adviser === adviser);
  if (!missed) return null;
  const qualifies = missed.on >= from && missed.on <= dueOn;
  const why = qualifies ? `appointment missed on ${missed.on} (reg 8(2)(c))` : 'the appointment was not within the six weeks of this request';
  return { ground: 'appointment-missed', qualifies, why, days: null };
}
