import type { Channel, LetterCode } from './letter-codes.js';
import { wordsOf } from './parse-letter.js';
import { ALWAYS, appealable, DRAFT, item, OUTSIDE, PAPERS, reasons, tribunalRecommendations, withFinalPlan, type RequiredItem } from './required-item.js';
import { REQUIRED_OF_PLAN } from './required-of-plan.js';
import type { Template } from './template.js';

const LAW_OF_DUTY = item('law-of-duty', 'our own rule', 'the enactment in which the duty stands', '{{dutyLaw}}');
const AT_WORK: readonly RequiredItem[] = [...ALWAYS, LAW_OF_DUTY];
const ESCALATION: readonly RequiredItem[] = [
  ...AT_WORK,
  item('why-late', 'our own rule', 'how the last day came about', '{{dutyWhy}}'),
  item('acknowledge', 'our own rule', 'by when to say what will be done, and where', '{{acknowledgeBy}}', '{{escalationPage}}'),
];

/** The weekly report names no case in a mail: its figures open behind the sign-in. */
const REPORT: readonly RequiredItem[] = [...ALWAYS, item('headlines', 'needs.md section 5', 'how many wait, and how many of them too long', '{{headlines}}', '{{reportPage}}')];

/** The mail of the day: each kind of thing in its own passage, which is left out where there is none. */
const DIGEST: readonly RequiredItem[] = [
  item('what-changed', 'our own rule', 'what has happened', '{{digestCounts}}'),
  item('what-to-do', 'our own rule', 'what to do now', ['you', 'please', 'record']),
  item('by-when', 'our own rule', 'by when, or that there is nothing to do', 'its day'),
  item('digest-late', 'our own rule', 'what is late, with its day', '{{digestLate}}'),
  item('digest-due', 'our own rule', 'what is due within seven days', '{{digestDue}}'),
  item('digest-later', 'our own rule', 'what is due after that', '{{digestLater}}'),
  item('digest-confirm', 'our own rule', 'what is to be confirmed as in place', '{{digestConfirm}}'),
  item('digest-quiet', 'needs.md N10', 'cases that have gone quiet', '{{digestQuiet}}'),
  item('digest-acknowledge', 'our own rule', 'escalations nobody has acknowledged, by when to', '{{digestAcknowledge}}'),
];

const ADVICE_REQUEST: readonly RequiredItem[] = [
  item('who-asks', 'needs.md section 7', 'who asks, and under what reference', '{{council}}', '{{reference}}'),
  item('advice-due', 'SEND Regulations 2014 reg 8(1); Code of Practice 9.41', 'the last day for the advice', '{{adviceDue}}', 'six weeks'),
  item('advice-covers', 'SEND Regulations 2014 reg 6(1)', 'what advice covers: needs, provision, outcomes', 'needs', 'provision', 'outcomes'),
  item('familys-papers', 'SEND Regulations 2014 reg 6(3)', 'that the family’s views and evidence come with the request', 'views', 'evidence'),
  item('when-late', 'needs.md section 7', 'what happens when it is late, and how to say it cannot be in time', 'late', 'tell us'),
];

/** How it was, asked after a plan: nobody must answer, and nothing follows from it for the plan. */
const HOW_IT_WAS: readonly RequiredItem[] = [
  ...OUTSIDE,
  item('asks-about', 'needs.md 38', 'which plan is asked about, and the day it was sent', 'plan', '{{decisionOn}}'),
  item('free-to-answer', 'our own rule', 'that nobody must answer, and that it changes nothing for the plan', 'do not have to', 'changes nothing'),
];

/** A review that the council holds itself, as its letters say it. */
const meetingDay = item('review', 'SEND Regulations 2014 reg 21(2)', 'the day of the review meeting', '{{reviewOn}}');
const invitation: readonly RequiredItem[] = [
  meetingDay,
  item('place', 'our own rule', 'where it is, in the officer’s own words by post alone', ['{{place}}', 'separate secure email']),
  item('two-weeks', 'SEND Regulations 2014 reg 21(3), (4)', 'two weeks before the meeting', '{{inviteBy}}', 'two weeks'),
];
const papers: readonly RequiredItem[] = [meetingDay, item('papers', 'SEND Regulations 2014 reg 21(4)', 'the advice and information obtained', 'advice', PAPERS)];

/** What was ordered, agreed or given up, and each step that follows from it with its last day. */
function ordered(law: string, how: string): RequiredItem {
  return item('what-follows', `SEND Regulations 2014 ${law}`, 'what was decided, and what will be done by when', '{{ordered}}', '{{willDo}}', how);
}

/** What each letter must hold, by whose authority. A letter that lacks one is refused when it is read. @source law.md 2.2 to 2.5, 3.2 to 3.4, 4.5 */
export const REQUIRED: Readonly<Record<LetterCode, readonly RequiredItem[]>> = {
  'considering-family': [
    ...OUTSIDE,
    item('considering', 'Children and Families Act 2014 s 36(7); SEND Regulations 2014 reg 3', 'that an assessment is being considered', 'considering'),
    item('views-and-evidence', 'Children and Families Act 2014 s 36(7)', 'the right to give views and evidence', 'right', 'views', 'evidence', 'in writing'),
    item('information-and-advice', 'Children and Families Act 2014 s 32', 'where to find information, advice and support', '{{sendiass}}'),
  ],
  'considering-partners': [...OUTSIDE, item('considering', 'SEND Regulations 2014 reg 4(2)', 'that an assessment is being considered', 'considering')],
  'agreed-family': [
    ...OUTSIDE,
    item('decision', 'SEND Regulations 2014 reg 5(1)', 'the decision', 'decided', 'will carry out'),
    item('advice-from-family', 'SEND Regulations 2014 reg 6(1)(a), (h)', 'that their advice is asked for, and that they may name others', 'your own advice', 'anyone'),
    item('support', 'SEND Regulations 2014 reg 9', 'help to take part', '{{sendiass}}'),
  ],
  'agreed-partners': [...OUTSIDE, item('decision', 'SEND Regulations 2014 reg 5(2)', 'the decision', 'decided', 'will carry out')],
  'refused-to-assess': [
    ...OUTSIDE,
    reasons('Children and Families Act 2014 s 36(5)'),
    ...appealable({ decision: 'SEND Regulations 2014 regs 4(1), 5(1)', appeal: 'reg 5(3)(a)', limits: 'reg 5(3)(b); Tribunal rule 20(1)(c)', mediation: 'reg 5(3)(c)', disagreement: 'reg 5(3)(d)(i)', advice: 'reg 5(3)(d)(ii)' }),
  ],
  'refused-partners': [...OUTSIDE, item('decision', 'SEND Regulations 2014 reg 5(2)', 'the decision', 'decided', 'will not carry out')],
  'advice-request': [...OUTSIDE, ...ADVICE_REQUEST],
  'advice-reminder': OUTSIDE,
  'advice-overdue': OUTSIDE,
  'advice-thanks': OUTSIDE,
  'advice-returned': [
    ...OUTSIDE,
    item('reasons', 'our own rule', 'what is missing, in the officer’s own words by post or behind the link alone', ['{{reasons}}', 'listed with the request']),
    item('clock', 'SEND Regulations 2014 reg 8(1)', 'that the date has not moved', 'has not moved', '{{dueOn}}'),
  ],
  'advice-stopped': OUTSIDE,
  'views-request': [...OUTSIDE, item('own-advice', 'SEND Regulations 2014 reg 6(1)(a)', 'that the family’s own advice is asked for', 'advice', 'needs', 'provision', 'outcomes')],
  'views-reminder': OUTSIDE,
  'views-received': OUTSIDE,
  'refused-to-issue': [
    ...OUTSIDE,
    reasons('Children and Families Act 2014 s 36(9)(a)'),
    ...appealable({ decision: 'Children and Families Act 2014 s 36(9); reg 10(1)', appeal: 'reg 10(3)(a)', limits: 'reg 10(3)(b); Tribunal rule 20(1)(c)', mediation: 'reg 10(3)(c)', disagreement: 'reg 10(3)(d)(i)', advice: 'reg 10(3)(d)(ii)' }),
    tribunalRecommendations('reg 10(3)(e)'),
  ],
  'refused-to-issue-partners': [...OUTSIDE, item('decision', 'SEND Regulations 2014 reg 10(2)', 'the decision', 'decided', 'not issue')],
  'draft-plan': [...OUTSIDE, ...DRAFT],
  'final-plan': [
    ...OUTSIDE,
    ...appealable({ decision: 'Children and Families Act 2014 s 37; reg 13(2)(a)', appeal: 'reg 14(2)(a)', limits: 'reg 14(2)(b); Tribunal rule 20(1)(c)', mediation: 'reg 14(2)(c)', disagreement: 'reg 14(2)(d)(i)', advice: 'reg 14(2)(d)(ii)' }),
    ...withFinalPlan('SEND Regulations 2014 reg 13(2)(a)'),
    tribunalRecommendations('reg 14(2)(e)'),
  ],
  'final-plan-partners': [
    ...OUTSIDE,
    item('final-plan', 'SEND Regulations 2014 reg 13(2)(b), (c)', 'the final plan', 'final', PAPERS),
    item('duties', 'Children and Families Act 2014 ss 42, 43', 'what follows for whoever gets it', 'admit', 'health'),
  ],
  consultation: [
    ...OUTSIDE,
    item('consulted', 'Children and Families Act 2014 s 39(2); Code of Practice 9.83', 'that they are consulted, with the papers, and by when to answer', 'consult', '{{answerBy}}', '15 days', PAPERS),
  ],
  'consultation-reminder': OUTSIDE,
  'partner-reminder': [...OUTSIDE, LAW_OF_DUTY],
  'delay-notice': [
    ...OUTSIDE,
    item('reason', 'SEND Code of Practice 9.43', 'why it may be late', '{{ground}}'),
    item('dates', 'SEND Regulations 2014 regs 5(4), 10(4), 13(3), 27(3)', 'which steps, and that the dates in law stay', '{{steps}}', 'does not change'),
  ],
  'progress-notice': [...OUTSIDE, LAW_OF_DUTY],
  'family-reminder': OUTSIDE,
  'mediation-requested': [
    ...OUTSIDE,
    item('mediation-asked', 'SEND Regulations 2014 reg 36', 'that mediation was asked for, and is free', 'asked for mediation', 'free'),
    item('arranged-by', 'SEND Regulations 2014 regs 35(3), 36(2)', 'by when it must be arranged', '{{arrangeBy}}', '30 days'),
    item('if-not-arranged', 'Children and Families Act 2014 s 55', 'what follows if it cannot be arranged in time', 'cannot', 'certificate'),
  ],
  'mediation-health': [...OUTSIDE, item('issues', 'SEND Regulations 2014 reg 35(1)', 'what the mediation is about, within three working days', 'mediation', 'three working days', PAPERS)],
  'mediation-invitation': [
    ...OUTSIDE,
    item('day-and-place', 'SEND Regulations 2014 reg 37(2)', 'the day and the place, in the officer’s own words by post alone', '{{meetingOn}}', ['{{place}}', 'by post']),
    item('notice', 'SEND Regulations 2014 reg 37(2)', 'at least five working days, unless they agree to less', 'five working days', 'agree'),
  ],
  'mediation-agreed': [...OUTSIDE, ordered('reg 42(2), (3), (5)', 'agreed')],
  'agreement-carried-out': [...OUTSIDE, item('carried-out', 'SEND Regulations 2014 reg 42(3)', 'that what was agreed is done', 'agreed', 'mediation', 'done')],
  'appeal-registered': [
    ...OUTSIDE,
    item('appealed', 'Tribunal rule 21', 'what is appealed against', '{{against}}', 'First-tier Tribunal'),
    item('answer-by', 'Tribunal rules 12, 21', 'by when the council answers', '{{respondBy}}', '30 working days'),
    item('still-talk', 'SEND Code of Practice 11.2', 'that talking goes on, and where there is help', 'talk', '{{sendiass}}'),
  ],
  'appeal-answered': [...OUTSIDE, item('answer', 'Tribunal rule 21', 'the council’s answer, of which they get a copy', 'answer', 'Tribunal', PAPERS)],
  'appeal-not-opposed': [...OUTSIDE, ordered('reg 45', 'not oppose')],
  'appeal-conceded': [...OUTSIDE, ordered('regs 10(1), 13(2); R (W) v Hertfordshire [2023] EWHC 3138 (Admin)', 'changed')],
  'appeal-ended': [...OUTSIDE, item('ended', 'Tribunal rule 17', 'that the appeal has ended and what holds', 'appeal', '{{against}}', 'stands')],
  'order-received': [...OUTSIDE, ordered('reg 44(2)', 'Tribunal')],
  'decision-changed-partners': [...OUTSIDE, item('changed', 'SEND Regulations 2014 reg 10(2)', 'that the decision they were told of has changed', 'not issue', 'will now')],
  reconsidered: [...OUTSIDE, item('outcome', 'SEND Regulations 2014 reg 44(2)(d)', 'what looking again came to', '{{outcome}}', 'Tribunal')],
  'recommendation-answered': [...OUTSIDE, item('response', 'SI 2017/1306 reg 6', 'the response in writing, with reasons', 'recommendation', 'reasons', PAPERS)],
  'transfer-received': [
    ...OUTSIDE,
    item('transferred', 'SEND Regulations 2014 reg 15(4)(a)', 'that the plan has been transferred', '{{transferredOn}}', 'transferred'),
    item('reassessing', 'SEND Regulations 2014 reg 15(4)(b)', 'whether there will be an assessment', '{{reassessing}}'),
    item('review', 'SEND Regulations 2014 reg 15(4)(c)', 'when the plan will be reviewed', '{{reviewBy}}'),
  ],
  'review-arranged': [...OUTSIDE, item('review', 'SEND Regulations 2014 reg 20(2) to (4)', 'the day of the meeting, and by when to invite and send papers', '{{reviewOn}}'), item('two-weeks', 'SEND Regulations 2014 reg 20(3), (4)', 'two weeks before the meeting', '{{inviteBy}}', 'two weeks', 'invite')],
  'review-report-request': [...OUTSIDE, item('review', 'SEND Regulations 2014 reg 20(7)', 'the day of the meeting', '{{reviewOn}}'), item('report', 'SEND Regulations 2014 reg 20(7) to (9)', 'the report within two weeks, and what it says', '{{reportBy}}', 'two weeks', 'recommend')],
  'review-reminder': [...OUTSIDE, LAW_OF_DUTY],
  ...REQUIRED_OF_PLAN,
  'review-list': [...OUTSIDE, item('list', 'SEND Code of Practice 9.165', 'the term, how many stand on the list, and that it is behind the link', '{{listed}}', '{{termStarts}}')],
  'review-invitation': [...OUTSIDE, ...invitation],
  'review-invitation-partners': [...OUTSIDE, ...invitation],
  'review-papers': [...OUTSIDE, ...papers],
  'review-papers-partners': [...OUTSIDE, ...papers],
  'feedback-family': HOW_IT_WAS,
  'feedback-family-reminder': HOW_IT_WAS,
  'feedback-setting': HOW_IT_WAS,
  'feedback-setting-reminder': HOW_IT_WAS,
  'staff-reminder': AT_WORK,
  'staff-escalation': ESCALATION,
  'staff-confirmation': AT_WORK,
  'staff-digest': DIGEST,
  'staff-report': REPORT,
  'staff-report-unread': [...REPORT, item('unread', 'needs.md section 5', 'who has not opened it', '{{unreadBy}}')],
  'staff-report-red': [...ALWAYS, item('reds', 'needs.md section 5', 'what is red and waits for its cause or action', '{{redsWait}}', '{{reds}}', '{{reportPage}}')],
  'access-code': [...ALWAYS, item('not-asked-for', 'our own rule', 'what to do if nobody asked for it', 'did not ask')],
};

/** By which channels a letter may go: what signs somebody in goes by email alone. */
export const channelsOf = (letter: LetterCode): readonly Channel[] => (letter === 'access-code' || letter === 'review-list' || letter.startsWith('staff-') ? ['email'] : ['email', 'letter']);

/** Letters with an officer's own words, which may name anybody and anything: to a family they go by post, and an email leaves the words out. */
const IN_OWN_WORDS: readonly LetterCode[] = [
  'refused-to-assess', 'refused-to-issue', 'mediation-invitation', 'review-kept', 'review-ceasing', 'amendment-dropped', 'early-review-refused', 'reassessment-refused', 'plan-left-unchanged', 'ceasing-considered', 'plan-ceasing',
];

/** By which channels a family may get it. */
export const familyChannelsOf = (letter: LetterCode): readonly Channel[] => (IN_OWN_WORDS.includes(letter) ? ['letter'] : channelsOf(letter));

/** Letters that go with papers: the plan, the advice, the family's evidence. Somebody must see that they are with it. */
export const goesWithPapers = (letter: LetterCode): boolean => WITH_PAPERS.includes(letter);
const WITH_PAPERS: readonly LetterCode[] = [
  'draft-plan', 'final-plan', 'final-plan-partners', 'consultation', 'mediation-health', 'appeal-answered', 'recommendation-answered', 'amendment-notice', 'amended-plan', 'plan-changed-partners',
  'reassessment-draft', 'reassessed-plan', 'review-papers', 'review-papers-partners',
];

/** A required item that a letter does not hold on one of its channels: not marked, or marked where the words do not say it. */
export type MissingItem = Readonly<{ item: RequiredItem; channel: Channel; lacks: readonly string[] }>;

/** What a template lacks of what its letter must hold, on each of its channels; nothing where it is whole. */
export const missingItems = (template: Template): readonly MissingItem[] =>
  channelsOf(template.code).flatMap((channel) =>
    REQUIRED[template.code].flatMap((required) => {
      const lacks = lacking(required, passageOf(required.code, template, channel));
      return lacks.length > 0 ? [{ item: required, channel, lacks }] : [];
    }),
  );

function passageOf(code: string, { blocks }: Template, channel: Channel): string | null {
  const marked = blocks.filter(({ items, only }) => items.includes(code) && (only === null || only === channel));
  return marked.length === 0 ? null : marked.map(({ block }) => wordsOf(block)).join('\n').toLowerCase();
}

function lacking({ code, needs }: RequiredItem, passage: string | null): string[] {
  if (passage === null) return [`a passage marked ${code}`];
  const has = (words: string): boolean => passage.includes(words.toLowerCase());
  return needs.flatMap((need) => {
    if (typeof need === 'string') return has(need) ? [] : [need];
    return need.some(has) ? [] : [`any of ${need.join(' ')}`];
  });
}
