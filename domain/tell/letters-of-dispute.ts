import type { Fact, FactType } from '../facts/fact.js';
import type { Story } from '../facts/story.js';
import type { Wanted } from './letter-codes.js';
import { to, unlessAfter } from './wanted.js';

/** Facts of a disagreement that are said by a letter. */
const SAID = [
  'mediation-requested', 'health-told-of-mediation', 'mediation-arranged', 'mediation-agreed', 'agreement-carried-out', 'appeal-lodged',
  'appeal-answered', 'appeal-not-opposed', 'appeal-conceded', 'appeal-withdrawn', 'tribunal-order', 'reconsidered', 'recommendation-answered',
] as const satisfies readonly FactType[];

type OfDispute = Fact<(typeof SAID)[number]>;

export const isOfDispute = (fact: Fact): fact is OfDispute => SAID.some((type) => type === fact.type);

/**
 * The letters of mediation, appeals and orders. A certificate is the mediation adviser's own paper and a recommendation the
 * Tribunal's: neither is the council's to send. A step that the next one has overtaken is not announced.
 *
 * @source SEND Regulations 2014 regs 35 to 37, 42, 44, 45; SI 2017/1306 reg 6; law.md sections 3.2 to 3.4
 */
export function lettersOfDispute(fact: OfDispute, story: Story): readonly Wanted[] {
  switch (fact.type) {
    case 'mediation-requested':
      return unlessAfter(fact, story, HELD_OR_ENDED, to('mediation-requested', 'family'));
    case 'health-told-of-mediation':
      return unlessAfter(fact, story, ['mediation-agreed'], to('mediation-health', 'icb'));
    case 'mediation-arranged':
      return fact.meetingOn === undefined ? [] : unlessAfter(fact, story, HELD_OR_ENDED, to('mediation-invitation', 'family'));
    case 'mediation-agreed':
      return [to('mediation-agreed', 'family'), ...partnersOf(fact.what)];
    case 'agreement-carried-out':
      return [to('agreement-carried-out', 'family')];
    case 'appeal-lodged':
      return unlessAfter(fact, story, APPEAL_ENDED, to('appeal-registered', 'family'));
    case 'appeal-answered':
      return unlessAfter(fact, story, APPEAL_ENDED, to('appeal-answered', 'family'));
    case 'appeal-not-opposed':
      return [to('appeal-not-opposed', 'family'), ...partnersOf(fact.what)];
    case 'appeal-conceded':
      return [to('appeal-conceded', 'family'), ...partnersOf(fact.what)];
    case 'appeal-withdrawn':
      return [to('appeal-ended', 'family')];
    case 'tribunal-order':
      return [to('order-received', 'family'), ...partnersOf(fact.order)];
    case 'reconsidered':
      return [to('reconsidered', 'family')];
    case 'recommendation-answered':
      return [to('recommendation-answered', 'family')];
  }
}

const HELD_OR_ENDED: readonly FactType[] = ['mediation-arranged', 'mediation-certificate', 'mediation-agreed', 'tribunal-order'];
const APPEAL_ENDED: readonly FactType[] = ['tribunal-order', 'appeal-not-opposed', 'appeal-conceded', 'appeal-withdrawn'];

/**
 * Whoever was told of a refusal to issue hears that there will be a plan after all. Of an assessment the decision's own letters
 * tell them, within two weeks.
 */
const partnersOf = (what: string): Wanted[] => (what === 'make-plan' ? [to('decision-changed-partners', 'icb'), to('decision-changed-partners', 'setting-attended')] : []);
