import type { LetterOfPlan } from './letter-codes.js';
import { appealable, DRAFT, item, OUTSIDE, PAPERS, reasons, tribunalRecommendations, withFinalPlan, type RequiredItem } from './required-item.js';

const SUPPORT = item('information-and-advice', 'Children and Families Act 2014 s 32', 'where to find information, advice and support', '{{sendiass}}');
const NOT_REQUIRED = 'our own rule';

/** A review that keeps or ends the plan. @source SEND Regulations 2014 regs 20(11), 21(10) */
const afterReview: readonly RequiredItem[] = [
  ...OUTSIDE,
  reasons(NOT_REQUIRED),
  ...appealable({
    decision: 'SEND Regulations 2014 regs 20(10), 21(9)', appeal: 'regs 20(11)(a), 21(10)(a)', limits: 'regs 20(11)(b), 21(10)(b); Tribunal rule 20(1)(c)', mediation: 'regs 20(11)(c), 21(10)(c)',
    disagreement: 'regs 20(11)(d)(i), 21(10)(d)(i)', advice: 'regs 20(11)(d)(ii), 21(10)(d)(ii)',
  }),
  tribunalRecommendations('regs 20(11)(e), 21(10)(e)'),
];

const PLAN_KEPT = item('plan-kept', 'Children and Families Act 2014 s 45(4)', 'that the plan goes on until the time to appeal is over, or the appeal decided', 'does not end today', 'appeal', 'decided');

const theMeeting: readonly RequiredItem[] = [
  ...OUTSIDE,
  item('review', 'SEND Regulations 2014 reg 20(2)(a), (3)', 'the day of the meeting', '{{reviewOn}}'),
  item('views', 'SEND Regulations 2014 regs 19(a), 20(4)', 'how to take part: views, by when, and somebody to bring', '{{sendViewsBy}}', 'views', 'bring somebody'),
  item('after-the-meeting', 'SEND Regulations 2014 reg 20(9), (10)', 'the report within two weeks, the decision within four', 'two weeks', 'four weeks'),
  SUPPORT,
];
const NEXT_REVIEW = item('next-review', 'Children and Families Act 2014 s 44(1)', 'when the plan is reviewed next', '{{reviewBy}}');
const FORMER_DAY = item('former-day', NOT_REQUIRED, 'that the meeting moved, and the day it was on before', 'moved', '{{formerOn}}');

const partnersOfPlan = (law: string): readonly RequiredItem[] => [
  ...OUTSIDE,
  item('final-plan', law, 'the final plan', 'final', PAPERS),
  item('duties', 'Children and Families Act 2014 ss 42, 43', 'what follows for whoever gets it', 'admit', 'health'),
];

/** What each letter of a plan's life must hold. @source law.md 2.2, 2.3, 4.1, 4.3 to 4.5 */
export const REQUIRED_OF_PLAN: Readonly<Record<LetterOfPlan, readonly RequiredItem[]>> = {
  'review-date': theMeeting,
  'review-date-moved': [...theMeeting, FORMER_DAY],
  'review-rearranged': [
    ...OUTSIDE,
    item('review', 'SEND Regulations 2014 reg 20(2) to (4)', 'the day of the meeting', '{{reviewOn}}'),
    item('two-weeks', 'SEND Regulations 2014 reg 20(3), (4)', 'two weeks before the meeting', '{{inviteBy}}', 'two weeks', 'invite'),
    FORMER_DAY,
  ],
  'review-kept': [...afterReview, NEXT_REVIEW],
  'review-amending': [
    ...OUTSIDE,
    item('decision', 'SEND Regulations 2014 regs 20(10), 21(9)', 'the decision', 'decided to amend', '{{reviewOn}}'),
    item('amendments-follow', 'SEND Regulations 2014 reg 22(2), (3); R(L, M, P) v Devon [2022] EWHC 493 (Admin)', 'by when the notice and the amended plan come', '{{noticeBy}}', '15 days', '{{amendBy}}'),
    SUPPORT,
  ],
  'review-ceasing': [...afterReview, PLAN_KEPT],
  'review-decided': [...OUTSIDE, item('decision', 'SEND Regulations 2014 regs 20(10), 31(2)', 'the decision', 'decided {{decided}}', '{{decisionOn}}')],
  'amendment-notice': [
    ...OUTSIDE,
    item('decision', 'SEND Regulations 2014 regs 20(10), 21(9), 28', 'that amendments are proposed, after which review or without one', '{{amending}}'),
    item('plan-and-notice', 'SEND Regulations 2014 reg 22(2)(a)', 'the plan, the proposed amendments and the evidence for them', 'plan', 'amendments', 'evidence', PAPERS),
    item('fifteen-days', 'SEND Regulations 2014 reg 22(2)(c)', 'at least 15 days beginning with the day of service', '15 days', 'beginning with the day', '{{representationsUntil}}'),
    item('representations', 'SEND Regulations 2014 reg 22(2)(c)(i)', 'that they may say what they think', 'tell us what you think'),
    item('request-a-setting', 'Children and Families Act 2014 s 38(2)(b)(ii); SEND Regulations 2014 reg 22(2)(b), (c)(ii)', 'the right to ask for a school or college', 'right to ask for', 'school', 'named'),
    item('meeting', 'SEND Regulations 2014 reg 22(2)(c)(iii)', 'that they may ask for a meeting with an officer', 'meeting', 'officer'),
    item('schools-information', 'SEND Regulations 2014 reg 22(2)(d)', 'where to find information about schools and colleges', '{{schools}}'),
    item('personal-budget', 'Children and Families Act 2014 s 49; SI 2014/1652', 'the right to ask for a personal budget', 'personal budget'),
    item('amended-by', 'SEND Regulations 2014 reg 22(3), (4)', 'by when the amended plan comes, or the word that there is none', '{{amendBy}}', 'reasons', 'appeal'),
    SUPPORT,
  ],
  'amendment-dropped': [
    ...OUTSIDE,
    reasons('SEND Regulations 2014 reg 22(4)'),
    ...appealable({ decision: 'SEND Regulations 2014 reg 22(4)', appeal: 'reg 22(5)(a)', limits: 'reg 22(5)(b); Tribunal rule 20(1)(c)', mediation: 'reg 22(5)(c)', disagreement: 'reg 22(5)(d)(i)', advice: 'reg 22(5)(d)(ii)' }),
    tribunalRecommendations('reg 22(5)(e)'),
  ],
  'amended-plan': [
    ...OUTSIDE,
    ...appealable({ decision: 'SEND Regulations 2014 reg 22(3)', appeal: 'reg 22(5)(a)', limits: 'reg 22(5)(b); Tribunal rule 20(1)(c)', mediation: 'reg 22(5)(c)', disagreement: 'reg 22(5)(d)(i)', advice: 'reg 22(5)(d)(ii)' }),
    ...withFinalPlan('SEND Regulations 2014 reg 22(3)(a)'),
    tribunalRecommendations('reg 22(5)(e)'),
  ],
  'plan-changed-partners': partnersOfPlan('SEND Regulations 2014 regs 22(3)(b), (c), 27(2)(b), (c)'),
  'early-review-refused': [
    ...OUTSIDE,
    reasons(NOT_REQUIRED),
    item('decision', NOT_REQUIRED, 'the decision', 'decided not to'),
    NEXT_REVIEW,
    item('not-provided', 'Children and Families Act 2014 s 42', 'what to do where the plan is not kept to', 'not being provided', 'tell us'),
    SUPPORT,
  ],
  'early-review-refused-setting': [...OUTSIDE, item('decision', NOT_REQUIRED, 'the decision', 'decided not to'), NEXT_REVIEW],
  'reassessment-agreed': [
    ...OUTSIDE,
    item('decision', 'SEND Regulations 2014 reg 25(1)', 'the decision', 'decided', 'will reassess'),
    item('advice-from-family', 'SEND Regulations 2014 regs 6(1)(a), (h), 26(1)', 'that their advice is asked for, and that they may name others', 'your own advice', 'anyone'),
    item('support', 'SEND Regulations 2014 regs 9, 26(2)', 'help to take part', '{{sendiass}}'),
  ],
  'reassessment-refused': [
    ...OUTSIDE,
    reasons(NOT_REQUIRED),
    ...appealable({ decision: 'SEND Regulations 2014 reg 25(1)', appeal: 'reg 25(2)(a)', limits: 'reg 25(2)(b); Tribunal rule 20(1)(c)', mediation: 'reg 25(2)(c)', disagreement: 'reg 25(2)(d)(i)', advice: 'reg 25(2)(d)(ii)' }),
    tribunalRecommendations('reg 25(2)(e)'),
  ],
  'reassessment-draft': [...OUTSIDE, ...DRAFT],
  'reassessed-plan': [
    ...OUTSIDE,
    ...appealable({ decision: 'SEND Regulations 2014 reg 27(1), (2)', appeal: 'regs 14(2)(a), 27(1)', limits: 'regs 14(2)(b), 27(1); Tribunal rule 20(1)(c)', mediation: 'regs 14(2)(c), 27(1)', disagreement: 'regs 14(2)(d)(i), 27(1)', advice: 'regs 14(2)(d)(ii), 27(1)' }),
    ...withFinalPlan('SEND Regulations 2014 reg 27(2)(a)'),
    tribunalRecommendations('regs 14(2)(e), 27(1)'),
    item('next-review', 'SEND Regulations 2014 reg 27(4)', 'when the plan is reviewed next', '{{reviewBy}}'),
  ],
  'plan-left-unchanged': [
    ...OUTSIDE,
    reasons(NOT_REQUIRED),
    ...appealable({
      decision: 'Children and Families Act 2014 s 51(2)(e)', appeal: 'Children and Families Act 2014 s 51(2)(e)', limits: 'Tribunal rule 20(1)(c)', mediation: 'Children and Families Act 2014 s 52', disagreement: 'Children and Families Act 2014 s 57',
      advice: 'Children and Families Act 2014 s 32',
    }),
    tribunalRecommendations('Children and Families Act 2014 s 51(5)'),
  ],
  'ceasing-considered': [
    ...OUTSIDE,
    item('considering', 'SEND Regulations 2014 reg 31(1)(a)', 'that ending the plan is considered', 'considering', 'end the EHC plan'),
    reasons(NOT_REQUIRED),
    item('ceasing-consulted', 'SEND Regulations 2014 reg 31(1)(b)', 'that they are consulted', 'tell us what you think', 'before we decide'),
    item('plan-goes-on', 'Children and Families Act 2014 s 45(4)', 'that the plan goes on, and that a decision can be appealed', 'stays in force', 'appeal'),
    SUPPORT,
  ],
  'ceasing-consultation': [...OUTSIDE, item('ceasing-consulted', 'SEND Regulations 2014 reg 31(1)(c)', 'that they are consulted', 'consult', 'before we decide')],
  'plan-ceasing': [
    ...OUTSIDE,
    reasons(NOT_REQUIRED),
    ...appealable({ decision: 'SEND Regulations 2014 reg 31(2)', appeal: 'reg 31(3)(a)', limits: 'reg 31(3)(b); Tribunal rule 20(1)(c)', mediation: 'reg 31(3)(c)', disagreement: 'reg 31(3)(d)(i)', advice: 'reg 31(3)(d)(ii)' }),
    tribunalRecommendations('reg 31(3)(e)'),
    { ...PLAN_KEPT, needs: [...PLAN_KEPT.needs, '{{keepUntil}}'] },
  ],
  'plan-ceasing-partners': [...OUTSIDE, item('decision', 'SEND Regulations 2014 reg 31(2)', 'the decision', 'decided to end'), { ...PLAN_KEPT, needs: [...PLAN_KEPT.needs, '{{keepUntil}}'] }],
  'plan-ended': [...OUTSIDE, item('plan-has-ended', NOT_REQUIRED, 'that the plan has ended, and from when', 'ended on {{decisionOn}}'), SUPPORT],
  'plan-ended-partners': [...OUTSIDE, item('plan-has-ended', NOT_REQUIRED, 'that the plan has ended, and from when', 'ended on {{decisionOn}}')],
  'moving-away': [
    ...OUTSIDE,
    item('transfer', 'SEND Regulations 2014 reg 15(2)', 'by when the plan is transferred', '{{movesOn}}', '{{transferBy}}'),
    item('until-then', 'SEND Regulations 2014 reg 15(3)', 'that the plan goes on, here and there', 'must go on being provided', 'maintain'),
    item('new-council', 'SEND Regulations 2014 reg 15(4)', 'what the new council must tell, within six weeks', 'six weeks', 'assess', 'review'),
    SUPPORT,
  ],
  'plan-transferred': [
    ...OUTSIDE,
    item('transfer', 'SEND Regulations 2014 reg 15(2)', 'that the plan has been transferred, and when', 'transferred', '{{decisionOn}}'),
    item('new-council', 'SEND Regulations 2014 reg 15(4)', 'what the new council must tell, within six weeks', 'six weeks', 'assess', 'review'),
    SUPPORT,
  ],
  'plan-transferred-partners': [...OUTSIDE, item('transfer', 'SEND Regulations 2014 reg 15(2), (7)', 'that the plan has been transferred, and when', 'transferred', '{{decisionOn}}'), item('tell-new-board', 'SEND Regulations 2014 reg 15(7)', 'what the old board must tell a new one', 'must notify', '15 working days')],
};
