/**
 * Something a letter must hold. `needs` are the words and placeholders without which the passage marked with it does not say it:
 * every one of them, or of a list within it any one.
 */
export type RequiredItem = Readonly<{ code: string; what: string; law: string; needs: readonly (string | readonly string[])[] }>;

export const item = (code: string, law: string, what: string, ...needs: RequiredItem['needs'][number][]): RequiredItem => ({ code, what, law, needs });

const DAYS = [
  '{{decideBy}}', '{{finalBy}}', '{{adviceDue}}', '{{dueOn}}', '{{appealBy}}', '{{representationsUntil}}', '{{answerBy}}', '{{codeMinutes}}', '{{steps}}', '{{willDo}}', '{{arrangeBy}}',
  '{{respondBy}}', '{{meetingOn}}', '{{reviewBy}}', '{{inviteBy}}', '{{reportBy}}', '{{firstReviewBy}}', '{{reviewOn}}', '{{sendViewsBy}}', '{{noticeBy}}', '{{reassessBy}}', '{{transferBy}}', '{{readBy}}', 'nothing you need to do', 'the law sets no day',
];

/** What every message says, so that none is only “you have new information”. @source needs.md section 1 */
export const ALWAYS: readonly RequiredItem[] = [
  item('what-changed', 'our own rule', 'what has happened', ['{{reference}}', '{{child}}', '{{code}}', '{{week}}']),
  item('what-to-do', 'our own rule', 'what to do now', ['you', 'please', 'record', 'type']),
  item('by-when', 'our own rule', 'by when, or that there is nothing to do', DAYS),
];
const WHO_TO_ASK = item('who-to-ask', 'our own rule', 'whom to ask, and how', '{{caseworker}}', '{{telephone}}', '{{email}}');
const LAW = item('law', 'our own rule', 'the enactment it is written under', '{{law}}');
/** Of letters that leave the council. */
export const OUTSIDE: readonly RequiredItem[] = [...ALWAYS, WHO_TO_ASK, LAW];

type Sources = Readonly<{ decision: string; appeal: string; limits: string; mediation: string; disagreement: string; advice: string }>;

/** Regulation 32(a) to (f), and the paragraphs that send for it. @source law.md 2.3 */
export const appealable = ({ decision, appeal, limits, mediation, disagreement, advice }: Sources): readonly RequiredItem[] => [
  item('decision', decision, 'the decision', 'decided'),
  item('appeal-right', appeal, 'the right of appeal', 'right to appeal', 'First-tier Tribunal'),
  item('time-limit', limits, 'the time limits, worked out', '{{appealBy}}', 'two months', 'one month', 'certificate', 'whichever is later'),
  item('mediation-right', `${mediation}; reg 32(a)`, 'the right to ask for mediation', 'right to ask for mediation'),
  item('mediation-certificate', `${mediation}; reg 32(b)`, 'the certificate needed before an appeal', 'mediation certificate', 'before you can appeal'),
  item('mediation-adviser', `${mediation}; reg 32(c)`, 'how to reach the mediation adviser', '{{mediationAdviser}}'),
  item('mediation-timescale', `${mediation}; regs 32(d), 33`, 'by when to contact the mediation adviser', '{{mediationBy}}', 'two months'),
  item('mediation-tell-us', `${mediation}; reg 32(e)`, 'to tell the council: that mediation is wanted, its issues, any health provision wanted', 'tell us', 'want mediation', 'what you disagree with', 'health care'),
  item('mediation-contact', `${mediation}; reg 32(f)`, 'who acts for the council about mediation', '{{mediationContact}}'),
  item('disagreement-resolution', disagreement, 'disagreement resolution services', 'disagreement resolution', '{{disagreement}}'),
  item('information-and-advice', advice, 'information and advice', '{{sendiass}}'),
];
export const tribunalRecommendations = (law: string): RequiredItem => item('tribunal-recommendations', `${law}; SI 2017/1306`, 'the Tribunal’s power to make recommendations', 'recommendations', 'health', 'social care', 'Tribunal');
export const reasons = (law: string): RequiredItem => item('reasons', law, 'the reasons, in the officer’s own words by post alone', ['{{reasons}}', 'full notice']);

/** How the papers come: in the envelope, or by a safe way of their own. */
export const PAPERS: readonly string[] = ['enclosed', 'separate secure email'];

/** What stands in a finalised plan's letter beside its decision. @source Children and Families Act 2014 ss 42, 55(2) */
export const withFinalPlan = (law: string): readonly RequiredItem[] => [
  item('plan', law, 'the plan itself', PAPERS),
  item('placement-only', 'Children and Families Act 2014 s 55(2)', 'that an appeal about the school alone needs no certificate', 'only about', 'do not need'),
  item('provision', 'Children and Families Act 2014 s 42', 'that what the plan says must be provided from today', 'must', 'from the day'),
];

/** What a draft plan's letter holds. @source SEND Regulations 2014 reg 13(1), which reg 27(1) applies to a reassessment */
export const DRAFT: readonly RequiredItem[] = [
  item('plan-and-advice', 'Children and Families Act 2014 s 38(1); reg 12(4)', 'the draft, with the advice as its appendices', 'draft', 'section K', PAPERS),
  item('no-setting-named', 'Children and Families Act 2014 s 38(5)', 'that the draft names no school', 'section I', 'names no'),
  item('fifteen-days', 'reg 13(1)(a)', 'at least 15 days beginning with the day of service', '15 days', 'beginning with the day', '{{representationsUntil}}'),
  item('request-a-setting', 'Children and Families Act 2014 s 38(2)(b)(ii); reg 13(1)(a)(i)', 'that a school or college may be asked for', 'ask for', 'school', 'named'),
  item('meeting', 'reg 13(1)(a)(ii)', 'that a meeting with an officer may be required', 'meeting', 'officer'),
  item('schools-information', 'reg 13(1)(b)', 'where to find information about schools and colleges', '{{schools}}'),
  item('personal-budget', 'Children and Families Act 2014 s 49; SI 2014/1652', 'the right to ask for a personal budget', 'personal budget'),
  item('information-and-advice', 'Children and Families Act 2014 s 32', 'where to find information, advice and support', '{{sendiass}}'),
];
