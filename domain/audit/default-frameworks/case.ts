import type { Framework } from '../framework.js';
import { DEFAULT_BANDS, holdsItBack, joined, part } from './made.js';

/**
 * How well a whole case was carried: its times, how the family was heard and told, what was given, and what the record shows. Criteria
 * are the law's and the Code's; weights, caps and bands are this project's own default. Days are the engine's: the auditor reads them off.
 *
 * @source Children and Families Act 2014 ss 19, 36, 38, 42, 44; SEND Regulations 2014 regs 3, 5, 6, 8, 13, 14, 18, 20; Code of Practice 9.1, 9.21 to 9.44
 */
export const CASE_FRAMEWORK: Framework = {
  kind: 'case',
  title: 'Whole case, its timeliness and the family’s voice: the project’s default weights, caps and bands',
  ...joined([
    part('times', 'Timeliness', 35, [
      {
        id: 'case-decided', weight: 20, law: 'SEND Regulations 2014 regs 4(1), 5(1)', mayNotApply: true,
        asks: 'Was the family told within six weeks whether there would be an assessment?',
        good: 'Met: in time, or late and excused by an exception of regulation 5(4) that is evidenced. Partly met: late by a week at most, and the family told beforehand. Not met: later. It does not arise where the case began with a plan.',
      },
      {
        id: 'case-advice', weight: 15, law: 'SEND Regulations 2014 regs 6(1), 8(1); Code of Practice 9.41', mayNotApply: true,
        asks: 'Was all advice asked for at once, chased, and back in six weeks?',
        good: 'Every adviser of regulation 6(1), and those the family reasonably asked for, asked on the day of the decision or soon after; reminders and escalation seen for each that was late.',
      },
      {
        id: 'case-final', weight: 30, law: 'SEND Regulations 2014 reg 13(2)', mayNotApply: true,
        asks: 'Was the final plan sent within twenty weeks of the request?',
        good: 'Met: in time, or late and excused by an evidenced exception. Partly met: late by four weeks at most, with each delay told. Not met: later. It does not arise where no plan was owed in the time audited.',
        cap: holdsItBack('The final plan was late, and nothing in the law excuses it.'),
      },
      {
        id: 'case-reviews', weight: 20, law: 'Children and Families Act 2014 s 44(1); SEND Regulations 2014 reg 20(10)', mayNotApply: true,
        asks: 'Was each review finished in its year, and decided within four weeks of the meeting?',
        good: 'Met: every one. Partly met: the year was kept but a decision was late. Not met: a year was missed. It does not arise before the first review.',
        cap: holdsItBack('A review that was due was not finished in its year.'),
      },
      {
        id: 'case-transfer', weight: 15, law: 'SEND Regulations 2014 reg 18', mayNotApply: true,
        asks: 'Was the plan reviewed and amended by the date for a change of phase?',
        good: 'Final, naming the next setting, by the date the law gives, and the family was asked well before. It does not arise where no change of phase fell due.',
      },
    ]),
    part('voice', 'The family’s voice', 30, [
      {
        id: 'case-child', weight: 30, law: 'Children and Families Act 2014 s 19; SEND Regulations 2014 reg 7',
        asks: 'Was the child or young person heard, and can it be seen what that changed?',
        good: 'Views sought in a way that suits the child, at each stage, by somebody they know; and one thing at least that is otherwise for it.',
        cap: holdsItBack('The child or young person was not heard.'),
      },
      {
        id: 'case-parents', weight: 25, law: 'Children and Families Act 2014 s 19; SEND Regulations 2014 regs 3, 7',
        asks: 'Did parents or young person take part in each decision, as equals?',
        good: 'Consulted before the decision to assess, met or called while the plan was written, offered help from the information and advice service.',
      },
      {
        id: 'case-comments', weight: 20, law: 'SEND Regulations 2014 reg 13(1); Children and Families Act 2014 s 38(2)', mayNotApply: true,
        asks: 'Had the family its fifteen days on the draft, and an answer to what it said?',
        good: 'At least fifteen days from service; each comment was taken up, or answered with the reason why not; a meeting was held if asked for. It does not arise where no draft was sent.',
      },
      {
        id: 'case-satisfied', weight: 25,
        asks: 'What does the family say about it now?',
        good: 'From its answer to the questionnaire or a call: it knew what would happen, was heard, and thinks the plan right. Partly met: mixed. Not met: it was not asked, or says that it was not heard. What it says is quoted.',
      },
    ]),
    part('told', 'What the family was told', 15, [
      {
        id: 'case-rights', weight: 40, law: 'SEND Regulations 2014 regs 5(3), 10(3), 14(2), 20(11)', mayNotApply: true,
        asks: 'Did each decision letter give reasons, the right of appeal, its time limit and mediation?',
        good: 'Every one that can be appealed against: what was decided, why for this child, and all rights with their dates. It does not arise where no such decision was made.',
        cap: holdsItBack('A family was not told of its right to appeal.'),
      },
      {
        id: 'case-delay', weight: 30, law: 'Code of Practice 9.43', mayNotApply: true,
        asks: 'Was each delay told before it came, with its reason and a new day?',
        good: 'A call or letter before the due date, a true reason and a day that was kept. It does not arise where nothing was late.',
      },
      {
        id: 'case-plain', weight: 30,
        asks: 'Were letters and calls plain, kind and in the family’s language?',
        good: 'Short, no letters unexplained, an interpreter or easy-read where wanted, one named person throughout who answered within days.',
      },
    ]),
    part('given', 'What came of it', 10, [
      {
        id: 'case-in-place', weight: 60, law: 'Children and Families Act 2014 s 42', mayNotApply: true,
        asks: 'Was the provision in place from the day of the final plan, and was that checked?',
        good: 'Each line of F, and of G, confirmed as given within five weeks by somebody who looked; what was missing was put right. It does not arise where no plan is in force.',
      },
      {
        id: 'case-agencies', weight: 40, law: 'Children and Families Act 2014 ss 25, 28',
        asks: 'Did education, health and care work as one?',
        good: 'The family told its story once; advisers spoke with each other where they differed; who does what is written down.',
      },
    ]),
    part('record', 'The record', 10, [
      {
        id: 'case-owner', weight: 40,
        asks: 'Had the case an owner at every moment, and handovers without loss?',
        good: 'No day without a named officer; each handover with a note of what is next, and the family told of the new name beforehand.',
      },
      {
        id: 'case-record', weight: 60,
        asks: 'Can a stranger follow every decision and its reason?',
        good: 'Papers, calls, panel decisions with reasons and dates, in order; nothing that matters is in somebody’s mailbox alone.',
      },
    ]),
  ]),
  bands: DEFAULT_BANDS,
};
