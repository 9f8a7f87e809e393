import { addDays, addMonths, addWeeks, civilDate, earlier, later, yearNumber, type IsoDate } from '../dates/iso-date.js';
import { daysOf, weeksOf, workingDaysBeginningWith } from '../dates/limits.js';
import type { Fact } from '../facts/fact.js';
import { firstBetween, firstFrom, type Story } from '../facts/story.js';
import { earliestFinalPlan } from './assessment.js';
import { REG_27_3 } from './exceptions.js';
import { factOf, firstOf, onEach, reason, SINCE_2014, startOf, within, withinOfReceipt, type Context, type DeadlineRule, type Due, type Start } from './rule.js';

/** Phase transfers, reassessment and moves: SEND Regulations 2014 regs 15, 18, 23 to 27. */
type Transfer = Fact<'phase-transfer-expected'>;

/**
 * The last day before the line: 14 February or 30 March of the year of transfer; between post-16 institutions the day before
 * the corresponding day five months earlier. The line itself stands beside it.
 * @source SEND Regulations 2014 reg 18; D28 to D30
 */
export function transferLine({ kind, transferOn }: Pick<Transfer, 'kind' | 'transferOn'>): { line: IsoDate; rule: string } {
  const year = yearNumber(transferOn);
  switch (kind) {
    case 'secondary-post16':
      return { line: civilDate(year, 3, 31), rule: 'before 31 March of the year of transfer' };
    case 'post16-post16':
      return { line: addMonths(transferOn, -5), rule: 'at least 5 months before the transfer' };
    default:
      return { line: civilDate(year, 2, 15), rule: 'before 15 February of the year of transfer' };
  }
}

function transferDue(start: Start): Due {
  const { line, rule } = transferLine(factOf(start, 'phase-transfer-expected'));
  const dueOn = addDays(line, -1);
  return { dueOn, because: [reason(start, rule, dueOn)], alsoCounted: [{ basis: 'breach-line', dueOn: line }] };
}

const WEEKS_TO_AMEND = 12;

/** The last review meeting after which there is time to amend the plan by a day. @source SEND Regulations 2014 reg 22 with R(L, M, P) v Devon [2022] EWHC 493 (Admin); D28, D29 */
export const lastSafeMeeting = (amendBy: IsoDate): IsoDate => addWeeks(amendBy, -WEEKS_TO_AMEND);

export const amendForPhaseTransfer: DeadlineRule = {
  code: 'amend-for-phase-transfer', rows: ['4.2 school phases', '4.2 secondary to post-16', '4.2 post-16 to post-16'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 18', kind: 'statutory', by: 'authority',
  startedBy: ['phase-transfer-expected'], starts: onEach('phase-transfer-expected'),
  due: transferDue,
  doneBy: ['amended-plan-issued', 'review-decision-sent'],
  done: (start, { story }) => {
    const amended = firstFrom(story, ['amended-plan-issued'], start.on);
    const kept = story.of('review-decision-sent').find(({ decision, on }) => decision === 'keep' && on >= start.on);
    return amended && kept ? { on: earlier(amended.on, kept.on) } : (amended ?? kept ?? null);
  },
};

/** The last safe meeting: twelve weeks before the plan must be amended. A target of the council's own. */
export const holdTransferReview: DeadlineRule = {
  code: 'hold-transfer-review', rows: ['4.2 last safe meeting'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 18 with reg 22 and R(L, M, P) v Devon [2022] EWHC 493 (Admin)', kind: 'local', by: 'authority',
  startedBy: ['phase-transfer-expected'], starts: onEach('phase-transfer-expected'),
  due: (start) => {
    const { dueOn: amendBy, because } = transferDue(start);
    const dueOn = lastSafeMeeting(amendBy);
    return { dueOn, because: [...because, reason(start, `12 weeks before ${amendBy}`, dueOn)], alsoCounted: [] };
  },
  doneBy: ['review-meeting-held'],
  done: firstOf('review-meeting-held'),
};

export const decideToReassess: DeadlineRule = {
  code: 'decide-to-reassess', rows: ['4.3 notify'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 25(1)', kind: 'statutory', by: 'authority',
  startedBy: ['reassessment-requested'], starts: onEach('reassessment-requested'),
  due: withinOfReceipt(daysOf(15, 'receipt')),
  doneBy: ['reassessment-agreed', 'reassessment-refused'],
  done: ({ fact, on }, { story }) => {
    const next = story.of('reassessment-requested').find((again) => again !== fact && again.on > on);
    return firstBetween(story, ['reassessment-agreed', 'reassessment-refused'], on, next?.on ?? null);
  },
};

export const issueReassessedPlan: DeadlineRule = {
  code: 'issue-reassessed-plan', rows: ['4.3 final plan', '4.3 draft stage', '4.3 exceptions'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 27(2)', kind: 'statutory', by: 'authority',
  startedBy: ['reassessment-agreed'], starts: onEach('reassessment-agreed'),
  due: within(weeksOf(14, 'the notice that it will reassess')),
  doneBy: ['reassessed-plan-issued', 'plan-left-unchanged'],
  done: firstOf('reassessed-plan-issued', 'plan-left-unchanged'),
  excuses: () => REG_27_3,
  notBefore: ({ on }, { story }, doneOn) => earliestFinalPlan(story, on, doneOn),
};

/** One move of the family: the fact that first told of it, and the day of the move. */
type Move = Readonly<{ first: Fact; movedOn: IsoDate }>;

/** A move known beforehand and then made is one move, on the day it was made. */
function movesOf(story: Story): Move[] {
  const known = story.of('move-known');
  const announced = known.map((first, i) => ({ first, made: firstBetween(story, ['moved-away'], first.on, known[i + 1]?.on ?? null) }));
  const unannounced = story.of('moved-away').filter((moved) => !announced.some(({ made }) => made === moved));
  return [
    ...announced.map(({ first, made }) => ({ first, movedOn: made?.on ?? first.movesOn })),
    ...unannounced.map((first) => ({ first, movedOn: first.on })),
  ];
}

/** Whether the record holds a plan, one that could be reviewed or transferred; nothing transfers during an assessment. */
export const hasPlan = (story: Story): boolean =>
  story.of('request-received').length + story.of('came-to-attention').length + story.of('audit-drawn').length === 0 || story.of('final-plan-issued').length + story.of('plan-made').length > 0;

/**
 * On the day of the move; or, if it was not known fifteen working days before, by the fifteenth working day beginning with the
 * day it became known, where that is later.
 * @source SEND Regulations 2014 reg 15(2); D42
 */
function transferOutDue(start: Start, { story, working }: Context): Due {
  const move = movesOf(story).find(({ first }) => first === start.fact);
  const movedOn = move?.movedOn ?? start.on;
  const limit = workingDaysBeginningWith(15, 'the day it became known');
  const byNotice = limit.lastDay(start.on, working);
  const dueOn = later(movedOn, byNotice);
  return { dueOn, because: [reason(start, `the day of the move, ${movedOn}; or ${limit.words}, ${byNotice}, if later`, dueOn)], alsoCounted: [] };
}

/** A move told of again before its day came and before it was made: the later word counts. */
function isPutOff({ fact }: Start, story: Story): boolean {
  const known = story.of('move-known');
  const told = known.find((move) => move === fact);
  const next = known.find((move) => told !== undefined && move !== told && move.on >= told.on && known.indexOf(move) > known.indexOf(told));
  if (!told || !next || told.movesOn < next.on) return false;
  return firstBetween(story, ['moved-away'], told.on, next.on) === null;
}

export const transferPlanOut: DeadlineRule = {
  code: 'transfer-plan-out', rows: ['4.5 old LA transfers'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 15(2)', kind: 'statutory', by: 'authority',
  startedBy: ['move-known', 'moved-away'],
  starts: ({ story }) => (hasPlan(story) ? movesOf(story).map(({ first }) => startOf(first)) : []),
  due: transferOutDue,
  doneBy: ['plan-transferred'],
  done: (start, { story }) => (isPutOff(start, story) ? null : (story.of('plan-transferred').find(({ to, on }) => to !== undefined && on >= start.on) ?? null)),
  notOwed: (start, { story }) => isPutOff(start, story),
  outlives: ['moved-away'],
};

export const tellFamilyOfTransfer: DeadlineRule = {
  code: 'tell-family-of-transfer', rows: ['4.5 new LA tells'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 15(4)', kind: 'statutory', by: 'authority',
  startedBy: ['plan-transferred'],
  starts: ({ story }) => story.of('plan-transferred').filter(({ from }) => from !== undefined).map((moved) => startOf(moved)),
  due: within(weeksOf(6, 'the transfer')),
  doneBy: ['family-told-of-transfer'],
  done: firstOf('family-told-of-transfer'),
};
