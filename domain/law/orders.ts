import { thatDay, weeksOf, type Limit } from '../dates/limits.js';
import type { DutyCode } from '../duty-codes.js';
import type { Fact, FactType, OrderKind } from '../facts/fact.js';
import { firstBetween, firstFrom, type Story } from '../facts/story.js';
import { earliestFinalPlan } from './assessment.js';
import { REG_44_3, REG_45_7, type Excuses } from './exceptions.js';
import { factOf, firstOf, reason, SINCE_2014, startOf, type Context, type DeadlineRule, type Due, type Start } from './rule.js';

/**
 * What must be done after an order of the Tribunal (reg 44), a written mediation agreement on something appealable (reg 42(2),
 * as if an order) or a notice to the Tribunal that an appeal is not opposed (reg 45). Regulation 44 counts from the day the
 * order was made; the day it was sent out stands beside it. A direction, or dates agreed in writing, override the table.
 */
type Source = Fact<'tribunal-order'> | Fact<'mediation-agreed'> | Fact<'appeal-not-opposed'>;

const SOURCES = ['tribunal-order', 'mediation-agreed', 'appeal-not-opposed'] as const;

const isOrderKind = (what: OrderKind | 'other'): what is OrderKind => what !== 'other';

function kindOf(source: Source): OrderKind | null {
  const what = source.type === 'tribunal-order' ? source.order : source.what;
  return isOrderKind(what) ? what : null;
}

/** The orders, agreements and unopposed appeals of these kinds, by kind of fact. */
export const sourcesOf = (story: Story, kinds: readonly OrderKind[]): Source[] =>
  SOURCES.flatMap((type): readonly Source[] => story.of(type)).filter((source) => {
    const kind = kindOf(source);
    return kind !== null && kinds.includes(kind);
  });

const EVENTS = { 'tribunal-order': 'the order', 'mediation-agreed': 'the agreement', 'appeal-not-opposed': 'telling the Tribunal' } as const;
const sourceOf = (start: Start): Source => factOf(start, ...SOURCES);

/** Paragraphs of regulations 44 and 45 for one duty. */
type Paragraphs = Readonly<{ reg44: string; reg45: string }>;

const lawOf = ({ reg44, reg45 }: Paragraphs) => (start: Start): string => {
  if (sourceOf(start).type === 'appeal-not-opposed') return `SEND Regulations 2014 reg ${reg45}`;
  return sourceOf(start).type === 'mediation-agreed' ? `SEND Regulations 2014 reg 42(2) with reg ${reg44}` : `SEND Regulations 2014 reg ${reg44}`;
};

/** Due by the table, unless the order directs or the parties agreed another day. @source regs 42(5), 44(2), 45(3) to (6A) */
function dueBy(code: DutyCode, limitFor: (kind: OrderKind, event: string) => Limit) {
  return (start: Start, { working }: Context): Due => {
    const source = sourceOf(start);
    const limit = limitFor(kindOf(source) ?? 'assess', EVENTS[source.type]);
    const set = source.type === 'appeal-not-opposed' ? undefined : source.dates?.[code];
    const sentOutOn = source.type === 'tribunal-order' ? source.sentOutOn : undefined;
    const dueOn = set ?? limit.lastDay(start.on, working);
    const words = set ? (source.type === 'tribunal-order' ? 'the day the order directs' : 'the day agreed in writing') : limit.words;
    return {
      dueOn,
      because: [reason(start, words, dueOn)],
      alsoCounted: sentOutOn && sentOutOn !== start.on && !set ? [{ basis: 'order-sent-out', dueOn: limit.lastDay(sentOutOn, working) }] : [],
    };
  };
}

type OrderRule = Readonly<{
  code: DutyCode;
  rows: readonly string[];
  kinds: readonly OrderKind[];
  law: Paragraphs;
  limit: (kind: OrderKind, event: string) => Limit;
  doneBy: readonly FactType[];
  done?: DeadlineRule['done'];
  excuses?: (source: Source, kind: OrderKind) => Excuses;
  notOwed?: DeadlineRule['notOwed'];
  notBefore?: DeadlineRule['notBefore'];
}>;

const orderRule = ({ code, rows, kinds, law, limit, doneBy, done, excuses, notOwed, notBefore }: OrderRule): DeadlineRule => ({
  code, rows, shape: 'deadline', ...SINCE_2014,
  law: lawOf(law), kind: 'statutory', by: 'authority',
  startedBy: SOURCES,
  starts: ({ story }) => sourcesOf(story, kinds).map((source) => startOf(source)),
  due: dueBy(code, limit),
  doneBy,
  done: done ?? firstOf(...doneBy),
  excuses: (start) => excuses?.(sourceOf(start), kindOf(sourceOf(start)) ?? 'assess') ?? null,
  notOwed,
  notBefore,
  outlives: ['plan-ceased'],
});

const ASSESS: readonly OrderKind[] = ['assess', 'reassess'];
const isUnopposed = (source: Source): boolean => source.type === 'appeal-not-opposed';

export const orderNotifyAssess = orderRule({
  code: 'order-notify-assess', rows: ['3.3 assess'], kinds: ASSESS, law: { reg44: '44(2)(b)', reg45: '45(3)' },
  limit: (_kind, event) => weeksOf(2, event),
  doneBy: ['assessment-agreed', 'reassessment-agreed'],
  excuses: (source) => (isUnopposed(source) ? REG_45_7 : REG_44_3),
});

/** Once a plan is being made, or the one there is stays as it is, there is nothing to refuse. */
const TOWARDS_A_PLAN = ['issue-agreed', 'draft-plan-sent', 'final-plan-issued', 'reassessed-plan-issued', 'plan-left-unchanged'] as const;
const PLANS = ['final-plan-issued', 'reassessed-plan-issued'] as const;

export const orderRefusePlan = orderRule({
  code: 'order-refuse-plan', rows: ['3.3 assess, then refuses'], kinds: ASSESS, law: { reg44: '44(2)(b)(i)', reg45: '45(3A)(a)' },
  limit: (_kind, event) => weeksOf(10, event),
  doneBy: ['issue-refused'],
  // Regulation 45(7) does not name paragraph (3A): no exception after an unopposed appeal.
  excuses: (source) => (isUnopposed(source) ? null : REG_44_3),
  done: (start, { story }) => {
    const refused = firstFrom(story, ['issue-refused'], start.on);
    const issuing = firstFrom(story, TOWARDS_A_PLAN, start.on);
    return refused && (issuing === null || refused.on <= issuing.on) ? refused : null;
  },
  notOwed: (start, { story }) => firstFrom(story, TOWARDS_A_PLAN, start.on) !== null,
});

const refusalAfter = ({ on }: Start, story: Story): Fact | null => firstFrom(story, ['issue-refused', 'plan-left-unchanged'], on);

export const orderIssueFinal = orderRule({
  code: 'order-issue-final', rows: ['3.3 assess, then issues', '3.3 make a plan: final'], kinds: [...ASSESS, 'make-plan'],
  law: { reg44: '44(2)(b)(ii), (c)(ii)', reg45: '45(3A)(b), (6)' },
  limit: (kind, event) => weeksOf(kind === 'make-plan' ? 11 : 14, event),
  doneBy: PLANS,
  done: (start, { story }) => firstBetween(story, PLANS, start.on, refusalAfter(start, story)?.on ?? null),
  excuses: (source, kind) => (!isUnopposed(source) ? REG_44_3 : kind === 'make-plan' ? REG_45_7 : null),
  notOwed: (start, { story }) => refusalAfter(start, story) !== null,
  notBefore: ({ on }, { story }, doneOn) => earliestFinalPlan(story, on, doneOn),
});

export const orderSendDraft = orderRule({
  code: 'order-send-draft', rows: ['3.3 make a plan: draft'], kinds: ['make-plan'], law: { reg44: '44(2)(c)(i)', reg45: '45(6)' },
  limit: (_kind, event) => weeksOf(5, event),
  doneBy: ['draft-plan-sent'],
  excuses: (source) => (isUnopposed(source) ? REG_45_7 : REG_44_3),
});

const TO_AMEND_CONTENTS: readonly OrderKind[] = ['amend-contents', 'amend-both', 'continue-and-amend'];
const TO_NAME_A_SETTING: readonly OrderKind[] = ['amend-placement'];
export const TO_AMEND = [...TO_AMEND_CONTENTS, ...TO_NAME_A_SETTING];

export const orderAmend = orderRule({
  code: 'order-amend', rows: ['3.3 amend provision', '3.3 contents and placement', '3.3 continue and amend'],
  kinds: TO_AMEND_CONTENTS, law: { reg44: '44(2)(e), (h)', reg45: '45(4), (5)(b), (6A)' },
  limit: (_kind, event) => weeksOf(5, event),
  doneBy: ['amended-plan-issued'],
});

export const orderNameSetting = orderRule({
  code: 'order-name-setting', rows: ['3.3 name a school only'], kinds: TO_NAME_A_SETTING, law: { reg44: '44(2)(f)', reg45: '45(5)' },
  limit: (_kind, event) => weeksOf(2, event),
  doneBy: ['amended-plan-issued'],
});

export const orderReconsider = orderRule({
  code: 'order-reconsider', rows: ['3.3 remit'], kinds: ['remit'], law: { reg44: '44(2)(d)', reg45: '45' },
  limit: (_kind, event) => weeksOf(2, event),
  doneBy: ['reconsidered'],
});

export const ceaseOnOrder = orderRule({
  code: 'cease-on-order', rows: ['3.3 dismiss'], kinds: ['dismiss-cease'], law: { reg44: '44(2)(a)', reg45: '45' },
  limit: (_kind, event) => thatDay(event),
  doneBy: ['plan-ceased'],
});

/** To continue needs no act: the plan is kept by itself, unless it is ceased. */
export const continueOnOrder = orderRule({
  code: 'continue-on-order', rows: ['3.3 continue'], kinds: ['continue'], law: { reg44: '44(2)(g)', reg45: '45(6A)' },
  limit: (_kind, event) => thatDay(event),
  doneBy: [],
  done: ({ on }) => ({ on }),
});
