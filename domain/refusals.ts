import type { RefusalCode } from './sequence.js';

/** The words of a refusal for the person refused: the rule, and what can be done. */
type RefusalWords = Readonly<{ law: string; sentence: string }>;

const OWN_RULE = 'Order of recorded facts (docs/vocabulary.md section 2)';

/** Every reason for which a fact is refused, with its rule and regulation. */
export const REFUSALS: Readonly<Record<RefusalCode, RefusalWords>> = {
  'two-starts': { law: OWN_RULE, sentence: 'This record already has a start. Correct the first one if it is wrong.' },
  'before-start': { law: OWN_RULE, sentence: 'The day is before the record begins. Check the day, or correct the day of the start.' },
  'answer-without-asking': { law: OWN_RULE, sentence: 'Nothing was asked of them on or before that day. Record the request first.' },
  'agreed-and-refused': { law: OWN_RULE, sentence: 'The opposite was decided, and no appeal, agreement or order came between. Record that first, or correct the earlier decision.' },
  'second-final-plan': { law: 'SEND Regulations 2014 reg 13(2)', sentence: 'The final plan has already been issued. Changes after it are amendments of the plan.' },
  'after-plan-ceased': { law: 'Children and Families Act 2014 s 45', sentence: 'The plan has ceased. Only appeals, their outcomes and corrections can be recorded after that day.' },
  'in-the-future': { law: OWN_RULE, sentence: 'The day is in the future. Record it on or after the day it happens.' },
  'days-out-of-order': { law: OWN_RULE, sentence: 'This day cannot come before the other day of the same fact: nothing is served, received or ended before it was sent or began. Check both.' },
  'same-id': { law: OWN_RULE, sentence: 'Another fact has the same id.' },
  'corrects-nothing': { law: OWN_RULE, sentence: 'There is no entry of that id to correct.' },
  'corrections-in-a-circle': { law: OWN_RULE, sentence: 'The corrections correct each other. Name the entry that is wrong.' },
  'transferred-nowhere': { law: 'SEND Regulations 2014 reg 15', sentence: 'Say either the council the plan went to or the one it came from.' },
  'not-started': { law: 'Children and Families Act 2014 s 36(1)', sentence: 'The record has no start yet. Record the request, or the day the child came to attention, first.' },
  'not-agreed': { law: 'Children and Families Act 2014 s 36(3); SEND Regulations 2014 reg 5(1)', sentence: 'The council has not agreed to assess. Record that decision first.' },
  'already-decided': { law: 'SEND Regulations 2014 regs 5(1), 10(1)', sentence: 'This was already decided. It can be decided again only after an appeal, agreement, order or concession; otherwise correct the earlier decision.' },
  'already-refused': { law: 'SEND Regulations 2014 regs 5, 10', sentence: 'The council refused. The steps go on only after an appeal, agreement, order or concession is recorded.' },
  'already-asked': { law: 'SEND Regulations 2014 reg 6', sentence: 'They have already been asked and have not answered yet.' },
  'already-answered': { law: 'SEND Regulations 2014 reg 6(1)', sentence: 'They have already answered. Record a new request first, or correct the earlier answer.' },
  'no-draft': { law: 'Children and Families Act 2014 s 38(1); SEND Regulations 2014 reg 13(1)', sentence: 'No draft plan has been sent. Send the draft first.' },
  'draft-not-served': { law: 'Education Act 1996 s 572; SEND Regulations 2014 reg 13(1)', sentence: 'What was sent was not served: it went by email and no written consent is on file. Serve it by hand or by post first.' },
  'inside-the-familys-days': { law: 'SEND Regulations 2014 regs 13(1)(a), 22(2)(c)', sentence: 'The family must be given at least 15 days, beginning with the day of service. Wait until they are over, or record the family’s written word that it has no more to say.' },
  'already-final': { law: 'SEND Regulations 2014 reg 13(2)', sentence: 'The final plan has been issued and ended the assessment. What follows belongs to the plan.' },
  'record-ended': { law: OWN_RULE, sentence: 'The record has ended. Correct the ending if it is wrong.' },
  'other-process': { law: OWN_RULE, sentence: 'This belongs to the other kind of record: requests and decisions to assessments, reviews and amendments to plans, marking and actions to audits.' },
  'already-marked': { law: OWN_RULE, sentence: 'This audit has been marked. A second opinion is an audit of its own: draw one.' },
  'not-marked': { law: OWN_RULE, sentence: 'The audit has not been marked yet. Mark it first.' },
  'second-marking': { law: OWN_RULE, sentence: 'This marks what another audit marked first. Findings and actions are that one’s: agree them there.' },
  'second-marking-open': { law: OWN_RULE, sentence: 'A second auditor has not handed in their marking of this yet. Findings are agreed once both are in.' },
  'no-moderation-called': { law: OWN_RULE, sentence: 'No moderation is open. Two markings that differ call one.' },
  'still-moderating': { law: OWN_RULE, sentence: 'Two markings differ. Record what the moderation gave first.' },
  'findings-agreed-already': { law: OWN_RULE, sentence: 'The findings have been agreed. Correct that entry if it is wrong.' },
  'findings-not-agreed': { law: OWN_RULE, sentence: 'The findings have not been agreed yet. Agree them first.' },
  'already-set': { law: OWN_RULE, sentence: 'This action has been set already. Give another one another reference.' },
  'no-such-action': { law: OWN_RULE, sentence: 'This is no open action of the audit: it was never set, or it is done.' },
  'nothing-to-dispute': { law: 'Children and Families Act 2014 s 51(2)', sentence: 'There is no decision yet against which mediation or an appeal could be brought.' },
  'not-lodged': { law: 'Children and Families Act 2014 s 51', sentence: 'No appeal is open. Record the appeal first.' },
  'no-meeting': { law: 'SEND Regulations 2014 regs 20, 21', sentence: 'No review meeting has been held. Record the meeting first.' },
  'no-notice': { law: 'SEND Regulations 2014 reg 22(2)(a)', sentence: 'No amendment notice is open. Send the notice first.' },
  'plan-must-be-kept': { law: 'Children and Families Act 2014 s 45(4)', sentence: 'The plan must be kept until the time for an appeal has ended, or the appeal is determined.' },
  'under-18-out-of-education': {
    law: 'SEND Regulations 2014 reg 29',
    sentence: 'The plan of a child or young person under 18 is not ended because they are out of education or training. Review it, and amend it so that they are in education or training again.',
  },
  'ground-not-listed': { law: 'SEND Regulations 2014 regs 5(4), 8(2), 10(4), 13(3), 27(3), 44(3)', sentence: 'The regulation of a chosen step does not list this ground: a closure excuses no adviser, and steps without an exception in law have none. Choose another ground or other steps; what else held it up is recorded as a cause.' },
  'names-no-escalation': { law: OWN_RULE, sentence: 'This names no escalation that waits for an answer: the step was done, or it has climbed to somebody else since. Open the escalation again.' },
  'already-promised': { law: OWN_RULE, sentence: 'Somebody has already promised when it will be done, and that day has not passed. Correct their acknowledgement if it is wrong.' },
  'promise-before-its-day': { law: OWN_RULE, sentence: 'Say by which day it will be done: the day it is acknowledged, or a later one.' },
  'promise-too-far': { law: OWN_RULE, sentence: 'The day promised is further ahead than the council allows. Promise a nearer step by a nearer day.' },
  'not-asked-for': { law: OWN_RULE, sentence: 'What this answers has not been recorded. Record that first.' },
};
