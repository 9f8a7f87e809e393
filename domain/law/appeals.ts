import { addMonths, isoDate, later, type IsoDate } from '../dates/iso-date.js';
import { daysOf, tribunalWorkingDaysOf, weeksBeginningWith, weeksOf, workingDaysOf } from '../dates/limits.js';
import type { WorkingDays } from '../dates/working-days.js';
import { appealLimit } from '../dates/tribunal-rule-12.js';
import type { Reason } from '../duty.js';
import type { Fact, FactType } from '../facts/fact.js';
import { firstBetween, firstFrom, type Story } from '../facts/story.js';
import { factOf, firstOf, onEach, reason, SINCE_2014, startOf, within, type Context, type DeadlineRule, type Due, type Start, type WindowRule } from './rule.js';

/** Mediation and appeals: Children and Families Act 2014 ss 51 to 57; SEND Regulations 2014 regs 32 to 42; Tribunal rules 12, 20. */
/** Decisions that may be appealed against; of a review's, those to keep and to cease. */
export const APPEALABLE = [
  'assessment-refused', 'issue-refused', 'final-plan-issued', 'amended-plan-issued', 'reassessed-plan-issued',
  'reassessment-refused', 'plan-left-unchanged', 'review-decision-sent', 'amendment-dropped', 'cease-decided',
] as const satisfies readonly FactType[];

/** Decisions with a right of appeal, in order; a review's decision to cease that is also recorded as such counts once. */
function appealableDecisions(story: Story): Fact[] {
  const ceased = new Set(story.of('cease-decided').map(({ on }) => on));
  return APPEALABLE.flatMap((type): readonly Fact[] => story.of(type))
    .filter((fact) => fact.type !== 'review-decision-sent' || isAppealableReview(fact, ceased))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

const isAppealableReview = ({ decision, on }: Fact<'review-decision-sent'>, ceased: ReadonlySet<string>): boolean =>
  decision === 'keep' || (decision === 'cease' && !ceased.has(on));

/**
 * Last day in time to appeal: the later of two months from the day the decision was sent and one month from the mediation
 * certificate, each run on by Tribunal rule 12.
 * @source SI 2008/2699 rules 12(3)(a), 20(1)(c); D32 to D35, D48
 */
export function appealWindowOf(decision: Fact, story: Story, working: WorkingDays): Due {
  const start = startOf(decision);
  const fromDecision = appealLimit(addMonths(decision.on, 2), working);
  const because: Reason[] = [reason(start, '2 months from the day the decision was sent, by Tribunal rules 12 and 20', fromDecision)];
  const certificate = certificateFor(decision, story);
  if (!certificate) return { dueOn: fromDecision, because, alsoCounted: [] };
  const fromCertificate = appealLimit(addMonths(certificate.on, 1), working);
  because.push({ fact: 'mediation-certificate', on: certificate.on, rule: '1 month from the certificate, if later', gives: fromCertificate });
  return { dueOn: later(fromDecision, fromCertificate), because, alsoCounted: [] };
}

const appealLimitDue = (start: Start, { story, working }: Context): Due => appealWindowOf(factOf(start, ...APPEALABLE), story, working);

/** The certificate, and the appeal, that follow this decision and no later one. */
const certificateFor = (decision: Fact, story: Story): Fact | null => story.of('mediation-certificate').findLast((fact) => belongsTo(decision, fact, story)) ?? null;
const appealOf = (decision: Fact, story: Story): Fact<'appeal-lodged'> | null => story.of('appeal-lodged').find((fact) => belongsTo(decision, fact, story)) ?? null;

function belongsTo(decision: Fact, fact: Fact, story: Story): boolean {
  const next = appealableDecisions(story).find((other) => other.on > decision.on);
  return fact.on >= decision.on && (next === undefined || fact.on < next.on);
}

export const appealWindow: WindowRule = {
  code: 'appeal-window', rows: ['3.4 start appeal', '3.4 window in August or at Christmas', '3.4 non-working day'], shape: 'window', ...SINCE_2014,
  law: 'Tribunal Procedure (HESC) Rules 2008 rules 12, 20(1)(c)', kind: 'statutory', by: 'authority',
  startedBy: APPEALABLE,
  starts: ({ story }) => appealableDecisions(story).map((decision) => startOf(decision)),
  due: appealLimitDue,
  stands: (start, { story, today }, dueOn) => {
    const appeal = appealOf(factOf(start, ...APPEALABLE), story);
    return { outcome: appeal || today > dueOn ? 'respected' : 'open', doneOn: appeal?.on ?? null };
  },
  outlives: ['plan-ceased'],
};

export const keepPlanUntil: WindowRule = {
  code: 'keep-plan-until', rows: ['4.4 keep going'], shape: 'window', ...SINCE_2014,
  law: 'Children and Families Act 2014 s 45(4)', kind: 'statutory', by: 'authority',
  startedBy: ['cease-decided'], starts: onEach('cease-decided'),
  due: appealLimitDue,
  stands: (start, { story, today }, dueOn) => {
    const appeal = appealOf(factOf(start, 'cease-decided'), story);
    const against = appeal?.against === 'ceasing' && appeal.on <= dueOn ? appeal : null;
    const determined = against && firstFrom(story, ['tribunal-order', 'appeal-withdrawn'], against.on);
    const ceased = firstFrom(story, ['plan-ceased'], start.on);
    const undetermined = against !== null && determined === null;
    const keptUntil: IsoDate | null = against ? (determined?.on ?? null) : dueOn;
    const tooSoon = ceased !== null && (keptUntil === null || (against ? ceased.on < keptUntil : ceased.on <= keptUntil));
    if (tooSoon) return { outcome: 'breached', doneOn: ceased.on };
    return { outcome: undetermined || (today <= dueOn && !determined) ? 'open' : 'respected', doneOn: null };
  },
  outlives: ['plan-ceased'],
};

export const tellHealthOfMediation: DeadlineRule = {
  code: 'tell-health-of-mediation', rows: ['3.2 tell ICB'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 35(1)', kind: 'statutory', by: 'authority',
  startedBy: ['mediation-requested'],
  starts: ({ story }) => story.of('mediation-requested').filter(({ health }) => health).map((asked) => startOf(asked)),
  due: within(workingDaysOf(3, 'being told')),
  doneBy: ['health-told-of-mediation'],
  done: firstOf('health-told-of-mediation'),
};

export const arrangeMediation: DeadlineRule = {
  code: 'arrange-mediation', rows: ['3.2 arrange'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 regs 35(3), 36(2)', kind: 'statutory', by: 'authority',
  startedBy: ['mediation-requested'], starts: onEach('mediation-requested'),
  due: within(daysOf(30, 'being told')),
  doneBy: ['mediation-arranged', 'mediation-certificate'],
  done: firstOf('mediation-arranged', 'mediation-certificate'),
};

export const reportAgreement: DeadlineRule = {
  code: 'report-agreement', rows: ['3.2 not party'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 42(4)', kind: 'statutory', by: 'icb',
  startedBy: ['mediation-agreed'],
  starts: ({ story }) => story.of('mediation-agreed').filter(({ party }) => party === 'icb').map((agreed) => startOf(agreed)),
  due: within(weeksOf(1, 'the agreement')),
  doneBy: ['agreement-reported'],
  done: firstOf('agreement-reported'),
};

export const carryOutAgreement: DeadlineRule = {
  code: 'carry-out-agreement', rows: ['3.2 anything else', '3.2 other times in writing'], shape: 'deadline', ...SINCE_2014,
  law: 'SEND Regulations 2014 reg 42(3), (5)', kind: 'statutory',
  by: (start) => (factOf(start, 'mediation-agreed').party === 'icb' ? 'icb' : 'authority'),
  startedBy: ['mediation-agreed'],
  starts: ({ story }) => story.of('mediation-agreed').filter(({ what }) => what === 'other').map((agreed) => startOf(agreed)),
  due: (start, context) => {
    const agreed = factOf(start, 'mediation-agreed').dates?.['carry-out-agreement'];
    if (!agreed) return within(weeksOf(2, 'the agreement'))(start, context);
    return { dueOn: agreed, because: [reason(start, 'the day agreed in writing', agreed)], alsoCounted: [] };
  },
  doneBy: ['agreement-carried-out'],
  done: firstOf('agreement-carried-out'),
};

export const respondToAppeal: DeadlineRule = {
  code: 'respond-to-appeal', rows: ['3.4 LA response', '3.4 days not counted'], shape: 'deadline', ...SINCE_2014,
  law: 'Tribunal Procedure (HESC) Rules 2008 rules 12, 21', kind: 'statutory', by: 'authority',
  startedBy: ['appeal-lodged'],
  starts: ({ story }) => story.of('appeal-lodged').map((appeal) => startOf(appeal, appeal.sentToAuthorityOn ?? appeal.on)),
  due: within(tribunalWorkingDaysOf(30, 'being sent the appeal')),
  doneBy: ['appeal-answered'],
  done: (start, { story }) => {
    const answered = inAppeal(start, story, 'appeal-answered');
    const closed = inAppeal(start, story, ...CLOSING);
    return answered && (closed === null || answered.on <= closed.on) ? answered : null;
  },
  notOwed: (start, { story }) => inAppeal(start, story, ...CLOSING) !== null,
  outlives: ['plan-ceased'],
};

/** What makes a response needless. */
const CLOSING = ['appeal-not-opposed', 'appeal-withdrawn', 'appeal-conceded'] as const;

/** The first of these facts in this appeal, before another is lodged. */
function inAppeal(start: Start, story: Story, ...types: readonly FactType[]): Fact | null {
  const appeal = factOf(start, 'appeal-lodged');
  const next = story.of('appeal-lodged').find(({ on }) => on > appeal.on);
  return firstBetween(story, types, appeal.on, next?.on ?? null);
}

/** The power to recommend began with the national trial. */
export const answerRecommendation: DeadlineRule = {
  code: 'answer-recommendation', rows: ['3.3 recommendations'], shape: 'deadline', effectiveFrom: isoDate('2018-04-03'), effectiveTo: null,
  law: 'SEND (First-tier Tribunal Recommendations Power) Regulations 2017 reg 6(3)', kind: 'statutory', by: 'authority',
  startedBy: ['recommendation-made'], starts: onEach('recommendation-made'),
  due: (start, context) => {
    const set = factOf(start, 'recommendation-made').dates?.['answer-recommendation'];
    if (!set) return within(weeksBeginningWith(5, 'the recommendation'))(start, context);
    return { dueOn: set, because: [reason(start, 'the day the Tribunal set', set)], alsoCounted: [] };
  },
  doneBy: ['recommendation-answered'],
  done: firstOf('recommendation-answered'),
  outlives: ['plan-ceased'],
};

