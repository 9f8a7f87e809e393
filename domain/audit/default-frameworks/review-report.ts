import type { Framework } from '../framework.js';
import { DEFAULT_BANDS, failsIt, holdsItBack, joined, part } from './made.js';

/**
 * What a good report of an annual review is. Criteria are the law's and the Code's; weights, caps and bands are this project's own default.
 *
 * @source SEND Regulations 2014 reg 20(2) to (9); Code of Practice 9.166 to 9.176, 8.10
 */
export const REVIEW_REPORT_FRAMEWORK: Framework = {
  kind: 'review-report',
  title: 'Annual review report: the project’s default weights, caps and bands',
  ...joined([
    part('meeting', 'The meeting and its papers', 15, [
      {
        id: 'rr-invited', weight: 40, law: 'SEND Regulations 2014 reg 20(2), (3)',
        asks: 'Were all invited whom the law names, two weeks before?',
        good: 'Parent or young person, school, the council’s SEN officer, health and social care; each is shown as come, written, sent apologies. The child took part in a way that suits them.',
      },
      {
        id: 'rr-advice', weight: 30, law: 'SEND Regulations 2014 reg 20(4)',
        asks: 'Was advice gathered from them and sent round two weeks before?',
        good: 'Papers from everyone who works with the child, this year’s, sent to all who were invited in time to be read; those who sent none are named.',
      },
      {
        id: 'rr-in-time', weight: 30, law: 'SEND Regulations 2014 reg 20(8), (9)',
        asks: 'Did the report go to all within two weeks, with the advice?',
        good: 'Met: to everyone invited within two weeks of the meeting, the advice with it. Partly met: late by no more than two weeks, or without some papers. Not met: later.',
      },
    ]),
    part('progress', 'Progress and provision', 30, [
      {
        id: 'rr-each-outcome', weight: 40, law: 'SEND Regulations 2014 reg 20(5); Code of Practice 9.166',
        asks: 'Does it say how far the child has come towards each outcome of the plan?',
        good: 'Outcome by outcome, each worded as in the plan: met, on the way, not begun or no longer right. None is passed over.',
        cap: failsIt('The review does not consider progress towards the outcomes of the plan.'),
      },
      {
        id: 'rr-evidence', weight: 30,
        asks: 'Is there evidence for each?',
        good: 'Levels, counts, work or what people saw, with dates, beside where the child was a year ago. “Good progress” alone does not do.',
      },
      {
        id: 'rr-provision', weight: 30, law: 'Code of Practice 9.166, 9.167; Children and Families Act 2014 s 42',
        asks: 'Does it say which provision was given, and whether it worked?',
        good: 'Line by line through F, G and H: given in full, in part or not, since when, why, and with what effect. What was not given is not left out.',
      },
    ]),
    part('voice', 'Voices', 20, [
      {
        id: 'rr-child', weight: 45, law: 'Children and Families Act 2014 s 19; Code of Practice 9.168',
        asks: 'Are the child’s or young person’s views in it?',
        good: 'This year’s own words, pictures or signs on what goes well, what does not and what comes next; or how they were sought.',
        cap: holdsItBack('The views of the child or young person are missing.'),
      },
      {
        id: 'rr-parent', weight: 35, law: 'Children and Families Act 2014 s 19; Code of Practice 9.168', mayNotApply: true,
        asks: 'Are the parents’ views in it?',
        good: 'What parents say about the year, home and the future, as theirs. It does not arise where a young person who decides for themselves wants none.',
      },
      {
        id: 'rr-differ', weight: 20, law: 'SEND Regulations 2014 reg 20(7)',
        asks: 'Does it say where people differ?',
        good: 'Who thinks what, with reasons, told fairly; or a sentence that all agreed.',
      },
    ]),
    part('changes', 'What should change', 25, [
      {
        id: 'rr-recommends', weight: 40, law: 'SEND Regulations 2014 reg 20(7)',
        asks: 'Does it say plainly what the council should do with the plan?',
        good: 'Keep, amend or cease, in one sentence; with the changes it names and those it does not want.',
        cap: holdsItBack('The report recommends nothing: the council cannot decide upon it in four weeks.'),
      },
      {
        id: 'rr-sections', weight: 35, law: 'SEND Regulations 2014 reg 20(7); Code of Practice 9.176', mayNotApply: true,
        asks: 'Does it say which words of which section should change?',
        good: 'Section and item, the old wording and the new, specific enough to be written in. It does not arise where nothing should change.',
      },
      {
        id: 'rr-because', weight: 25,
        asks: 'Does each change follow from what was found?',
        good: 'Each has its reason in the progress, views or papers above; needs that are new or gone are seen in B to D, not in provision alone.',
      },
    ]),
    part('ahead', 'The year ahead', 10, [
      {
        id: 'rr-steps', weight: 50, law: 'Code of Practice 9.166, 9.69 (E)',
        asks: 'Are there new steps for the next twelve months?',
        good: 'Short targets towards each outcome, who does what, and when it is looked at; the coming change of phase is planned where there is one.',
      },
      {
        id: 'rr-adulthood', weight: 50, law: 'SEND Regulations 2014 reg 20(6); Code of Practice 8.10', mayNotApply: true,
        asks: 'From Year 9: does it look at preparation for adulthood?',
        good: 'Work, home, community and health in adult life, each with what the young person wants and what provision that takes. Before Year 9 it does not arise.',
        cap: holdsItBack('In or beyond Year 9 the meeting must consider preparation for adulthood.'),
      },
    ]),
  ]),
  bands: DEFAULT_BANDS,
};
