import { daysBeginningWith } from '../dates/limits.js';
import type { Fact, FactType } from '../facts/fact.js';
import { nextDayService, secondDayService, wentByPost } from '../facts/receipt.js';
import { firstFrom, type Story } from '../facts/story.js';
import { factOf, reason, SINCE_2014, startOf, type Context, type Due, type Start, type WindowRule, type WindowStanding } from './rule.js';

/** The family's own days on a draft plan or an amendment notice: the council must give them, whole. */
const FIFTEEN_DAYS = daysBeginningWith(15, 'the day of service');
const PLANS_AFTER: Readonly<Record<'draft-plan-sent' | 'amendment-notice-sent', readonly FactType[]>> = {
  'draft-plan-sent': ['final-plan-issued', 'reassessed-plan-issued'],
  'amendment-notice-sent': ['amended-plan-issued'],
};
type Served = Fact<'draft-plan-sent'> | Fact<'amendment-notice-sent'>;
const served = (start: Start): Served => factOf(start, 'draft-plan-sent', 'amendment-notice-sent');

export const hearRepresentations: WindowRule = {
  code: 'hear-representations', rows: ['A8', 'R12'], shape: 'window', ...SINCE_2014,
  law: ({ fact }) => (fact?.type === 'amendment-notice-sent' ? 'SEND Regulations 2014 reg 22(2)(c)' : 'SEND Regulations 2014 reg 13(1)(a)'),
  kind: 'statutory', by: 'authority',
  startedBy: ['draft-plan-sent', 'amendment-notice-sent'],
  starts: ({ story }) =>
    [...story.of('draft-plan-sent'), ...story.of('amendment-notice-sent')].flatMap((sent) => (sent.servedOn ? [startOf(sent, sent.servedOn)] : [])),
  due: fifteenDays,
  stands: (start, { story, today }, dueOn) => standing(served(start), dueOn, story, today),
};

/** @source SEND Regulations 2014 regs 13(1)(a), 22(2)(c); D11, D12 */
function fifteenDays(start: Start, { working }: Context): Due {
  const sent = served(start);
  const dueOn = FIFTEEN_DAYS.lastDay(start.on, working);
  const isDeemed = wentByPost(sent) && sent.servedOn === secondDayService(sent.on, working); // a known day of service is the only one
  const nextDay = FIFTEEN_DAYS.lastDay(nextDayService(sent.on, working), working);
  return {
    dueOn,
    because: [reason(start, FIFTEEN_DAYS.words, dueOn)],
    alsoCounted: isDeemed ? [{ basis: 'next-day-service', dueOn: nextDay }] : [],
  };
}

function standing(sent: Served, dueOn: string, story: Story, today: string): WindowStanding {
  const plan = firstFrom(story, PLANS_AFTER[sent.type], sent.on);
  const closed = firstFrom(story, ['representations-closed'], sent.servedOn ?? sent.on);
  if (plan && plan.on <= dueOn && (closed === null || closed.on > plan.on)) return { outcome: 'breached', doneOn: plan.on };
  if (closed && closed.on <= dueOn) return { outcome: 'respected', doneOn: closed.on };
  return { outcome: plan || today > dueOn ? 'respected' : 'open', doneOn: null };
}

