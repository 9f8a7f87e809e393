import { addDays, daysBetween, earlier, yearNumber, type IsoDate } from '../../domain/dates/iso-date.js';
import { christmasClosure, excusingClosure, type Almanac } from './almanac.js';
import type { Told } from './telling.js';

/** An exception and the words behind it: the words go to a note, the fact holds the note's reference. */
export type ExceptionStory = Readonly<{ fact: Told; because: string | null }>;

type Period = Readonly<{ receivedOn: IsoDate; endsOn: IsoDate; askedHeadOn: IsoDate | null; mintNote: () => string }>;

const TWENTY_WEEKS = 140;
const STEPS = ['issue-final-plan', 'decide-to-issue'] as const;

/**
 * An exception that applies to the twenty weeks: the school was closed when its head was asked, or the child was away for four
 * weeks, or the family's circumstances were exceptional.
 *
 * @source SEND Regulations 2014 reg 13(3) with reg 10(4)
 */
export function qualifyingException(period: Period, days: Almanac): ExceptionStory {
  const closure = period.askedHeadOn === null ? null : excusingClosure(period.askedHeadOn);
  const headOn = period.askedHeadOn;
  if (closure !== null && headOn !== null) {
    const on = earlier(days.after(headOn, 1, 9), period.endsOn);
    return told(
      period,
      { type: 'exception-recorded', on, ground: 'school-closed', ...closure, steps: [...STEPS] },
      'The school could not advise while it was closed for the summer.',
    );
  }
  const last = earlier(addDays(period.receivedOn, TWENTY_WEEKS), addDays(period.endsOn, -2));
  const latestStart = Math.max(1, daysBetween(period.receivedOn, last) - 30);
  const from = addDays(period.receivedOn, days.random.whole(Math.min(10, latestStart), latestStart));
  const isAway = days.random.chance(0.5);
  const to = addDays(from, isAway ? days.random.whole(27, 30) : days.random.whole(9, 28));
  const on = earlier(days.after(to, 0, 5), period.endsOn);
  return isAway
    ? told(
        period,
        { type: 'exception-recorded', on, ground: 'absent', from, to, steps: [...STEPS] },
        'The family was abroad and appointments could not be made.',
      )
    : told(
        period,
        { type: 'exception-recorded', on, ground: 'personal-circumstances', from, to, steps: [...STEPS] },
        'The family asked for visits to wait after a bereavement.',
      );
}

/** What councils claim and the regulations do not give: a Christmas holiday, or three weeks away. It excuses nothing. */
export function claimedException(period: Period, days: Almanac): ExceptionStory | null {
  const christmas = christmasClosure(yearNumber(period.receivedOn));
  const overChristmas = christmas.closedFrom > addDays(period.receivedOn, 21) && christmas.reopensOn < period.endsOn;
  if (overChristmas && days.random.chance(0.5)) {
    const on = days.onOrAfter(addDays(christmas.reopensOn, 1));
    if (on > period.endsOn) return null;
    return told(
      period,
      { type: 'exception-recorded', on, ground: 'school-closed', ...christmas, steps: ['issue-final-plan'] },
      'The school was closed over Christmas.',
    );
  }
  const from = addDays(period.receivedOn, days.random.whole(20, 45));
  const to = addDays(from, days.random.whole(16, 24));
  const on = days.after(to, 0, 4);
  if (on >= period.endsOn) return null;
  return told(
    period,
    { type: 'exception-recorded', on, ground: 'absent', from, to, steps: ['issue-final-plan'] },
    'The family was away for three weeks.',
  );
}

function told(period: Period, fact: Told & { type: 'exception-recorded' }, because: string): ExceptionStory {
  const tellsFamily = fact.ground === 'school-closed' ? fact.on : addDays(fact.on, 1);
  return { fact: { ...fact, impracticalBecause: period.mintNote(), familyToldOn: tellsFamily }, because };
}
