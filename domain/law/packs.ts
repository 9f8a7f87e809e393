import { isoDate, type IsoDate } from '../dates/iso-date.js';
import { giveAdvice } from './advice.js';
import { agreeFindings, auditAgain, doAuditAction, markAudit, moderateAudit } from './audits.js';
import { answerRecommendation, appealWindow, arrangeMediation, carryOutAgreement, keepPlanUntil, reportAgreement, respondToAppeal, tellHealthOfMediation } from './appeals.js';
import { answerConsultation, askForAdvice, decideToAssess, decideToIssue, issueFinalPlan, secureProvision, sendDraft, tellPartnersOfDecision } from './assessment.js';
import { amendForPhaseTransfer, decideToReassess, holdTransferReview, issueReassessedPlan, tellFamilyOfTransfer, transferPlanOut } from './life-of-plan.js';
import { ceaseOnOrder, continueOnOrder, orderAmend, orderIssueFinal, orderNameSetting, orderNotifyAssess, orderReconsider, orderRefusePlan, orderSendDraft } from './orders.js';
import { hearRepresentations } from './representations.js';
import { circulateReviewPapers, completeReview, decideAfterReview, inviteToReview, issueAmendedPlan, reviewAfterTransfer, sendAmendmentNotice, sendReviewList, sendReviewReport } from './reviews.js';
import type { Rule } from './rule.js';

/** The rules of one state of the law, in force from a day until an enactment closes it. */
export type RulePack = Readonly<{ id: string; from: IsoDate; until: IsoDate | null; rules: readonly Rule[] }>;

/** No rule pack covers a day: there is no answer, never "the latest". */
export class LawGap extends Error {
  constructor(readonly on: IsoDate) {
    super(`no rule pack covers ${on}: the rules began on ${FIRST_DAY}`);
  }
}

const FIRST_DAY = isoDate('2014-09-01');

/** Children and Families Act 2014 Part 3 and SI 2014/1530, in force from 1 September 2014. */
export const ENGLAND_2014: RulePack = {
  id: 'england-2014',
  from: FIRST_DAY,
  until: null,
  rules: [
    decideToAssess, tellPartnersOfDecision, askForAdvice, giveAdvice, decideToIssue, sendDraft, hearRepresentations,
    answerConsultation, issueFinalPlan, secureProvision, appealWindow, tellHealthOfMediation, arrangeMediation,
    reportAgreement, carryOutAgreement, respondToAppeal, orderNotifyAssess, orderRefusePlan, orderIssueFinal, orderSendDraft,
    orderAmend, orderNameSetting, orderReconsider, ceaseOnOrder, continueOnOrder, answerRecommendation, completeReview,
    sendReviewList, inviteToReview, circulateReviewPapers, sendReviewReport, decideAfterReview, sendAmendmentNotice,
    issueAmendedPlan, amendForPhaseTransfer, holdTransferReview, decideToReassess, issueReassessedPlan, keepPlanUntil,
    transferPlanOut, tellFamilyOfTransfer, reviewAfterTransfer, markAudit, moderateAudit, agreeFindings, doAuditAction, auditAgain,
  ],
};

export const PACKS: readonly RulePack[] = [ENGLAND_2014];

/** The pack in force on a day. @throws LawGap if there is none */
export function packOn(on: IsoDate, packs: readonly RulePack[] = PACKS): RulePack {
  const pack = packs.find(({ from, until }) => from <= on && (until === null || on <= until));
  if (!pack) throw new LawGap(on);
  return pack;
}
