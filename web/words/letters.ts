import type { MessageStatus, SentMessage, TaskEnd, TaskKind } from '../../api/letter-models.js';
import type { LetterCode } from '../../domain/tell/letter-codes.js';
import type { Unreached } from '../../domain/tell/people.js';

/** Words about letters sent and what came of them. */

const letters: Readonly<Record<LetterCode, string>> = {
  'considering-family': 'We are considering an assessment',
  'considering-partners': 'We are considering an assessment, to partners',
  'agreed-family': 'There will be an assessment',
  'agreed-partners': 'There will be an assessment, to partners',
  'refused-to-assess': 'No assessment, and the right to appeal',
  'refused-partners': 'No assessment, to partners',
  'advice-request': 'Request for advice',
  'advice-reminder': 'Reminder of advice',
  'advice-overdue': 'Advice is late',
  'advice-thanks': 'Thanks for advice',
  'advice-returned': 'Advice returned',
  'advice-stopped': 'Advice no longer needed',
  'views-request': 'Request for the family’s views',
  'views-reminder': 'Reminder of the family’s views',
  'views-received': 'Thanks for the family’s views',
  'refused-to-issue': 'No plan, and the right to appeal',
  'refused-to-issue-partners': 'No plan, to partners',
  'draft-plan': 'Draft plan',
  'final-plan': 'Final plan',
  'final-plan-partners': 'Final plan, to partners',
  consultation: 'Consultation of a setting',
  'consultation-reminder': 'Reminder of a consultation',
  'partner-reminder': 'Reminder to a partner',
  'delay-notice': 'A step may be late',
  'progress-notice': 'How things stand',
  'family-reminder': 'Reminder to the family',
  'mediation-requested': 'Mediation was asked for',
  'mediation-health': 'Mediation about health care, to the integrated care board',
  'mediation-invitation': 'Day and place of the mediation',
  'mediation-agreed': 'What was agreed at mediation',
  'agreement-carried-out': 'The agreement is carried out',
  'appeal-registered': 'We have your appeal',
  'appeal-answered': 'Our answer to the appeal',
  'appeal-not-opposed': 'We do not oppose the appeal',
  'appeal-conceded': 'We have changed our decision',
  'appeal-ended': 'The appeal has ended',
  'order-received': 'What the Tribunal ordered',
  'decision-changed-partners': 'There will be a plan after all, to partners',
  reconsidered: 'We have decided again',
  'recommendation-answered': 'Our answer to the Tribunal’s recommendation',
  'transfer-received': 'The plan has come to us from another council',
  'review-arranged': 'Review meeting arranged, to the setting',
  'review-report-request': 'Report of the review meeting asked for',
  'review-reminder': 'Reminder about a review',
  'review-date': 'Day of the review meeting',
  'review-date-moved': 'The review meeting has moved',
  'review-rearranged': 'Review meeting moved, to the setting',
  'review-kept': 'After the review: the plan is kept, and the right to appeal',
  'review-amending': 'After the review: the plan is to be amended',
  'review-ceasing': 'After the review: the plan should end, and the right to appeal',
  'review-decided': 'What we decided after the review, to partners',
  'amendment-notice': 'Proposed amendments, for the family’s views',
  'amendment-dropped': 'The plan is not amended, and the right to appeal',
  'amended-plan': 'Amended plan',
  'plan-changed-partners': 'Amended or replaced plan, to partners',
  'early-review-refused': 'No early review',
  'early-review-refused-setting': 'No early review, to the setting',
  'reassessment-agreed': 'There will be a reassessment',
  'reassessment-refused': 'No reassessment, and the right to appeal',
  'reassessment-draft': 'Draft plan after a reassessment',
  'reassessed-plan': 'Plan after a reassessment',
  'plan-left-unchanged': 'The plan stays as it is after a reassessment, and the right to appeal',
  'ceasing-considered': 'We are considering whether to end the plan',
  'ceasing-consultation': 'Consultation about ending the plan',
  'plan-ceasing': 'The plan is to end, and the right to appeal',
  'plan-ceasing-partners': 'The plan is to end, to partners',
  'plan-ended': 'The plan has ended',
  'plan-ended-partners': 'The plan has ended, to partners',
  'moving-away': 'Your move, and the plan',
  'plan-transferred': 'The plan has gone to another council',
  'plan-transferred-partners': 'The plan has gone to another council, to partners',
  'review-list': 'List of reviews due in a term',
  'review-invitation': 'Invitation to the review meeting',
  'review-invitation-partners': 'Invitation to the review meeting, to partners',
  'review-papers': 'Papers for the review meeting',
  'review-papers-partners': 'Papers for the review meeting, to partners',
  'staff-reminder': 'Reminder to staff',
  'staff-escalation': 'Escalation to a manager',
  'staff-confirmation': 'Question to staff',
  'staff-digest': 'The mail of the day',
  'staff-report': 'Weekly backlog report',
  'staff-report-unread': 'Backlog report not read',
  'staff-report-red': 'Red in the backlog report',
  'access-code': 'Code to sign in',
};

const statuses: Readonly<Record<MessageStatus, Readonly<{ text: string; colour: string }>>> = {
  queued: { text: 'Waiting to go', colour: 'blue' },
  held: { text: 'Held back', colour: 'yellow' },
  sending: { text: 'Being sent', colour: 'blue' },
  accepted: { text: 'Sent', colour: 'light-blue' },
  delivered: { text: 'Delivered', colour: 'green' },
  bounced: { text: 'Came back', colour: 'red' },
  failed: { text: 'Could not be sent', colour: 'red' },
  unknown: { text: 'Not known whether it went', colour: 'orange' },
  withdrawn: { text: 'Held back, not sent', colour: 'grey' },
};

const problems: Readonly<Record<string, string>> = {
  'permanent-failure': 'The address does not exist',
  'temporary-failure': 'The inbox was full, or its server did not answer for days',
  'technical-failure': 'GOV.UK Notify could not send it',
  cancelled: 'The letter was cancelled',
  'validation-failed': 'GOV.UK Notify could not print the letter',
  'notify-400': 'GOV.UK Notify refused the address or the message',
  'notify-403': 'GOV.UK Notify refused our key',
  'smtp-cut-off': 'The mail server stopped answering while it was being sent',
  'sending-was-cut-off': 'Sending was cut off before anybody knew whether it had gone',
  'channel-failed': 'Sending failed in an unknown way',
  withheld: 'They may not be written to',
  corrected: 'Its entry was corrected before it went',
  ended: 'The record had ended before it went: the child died, the request was withdrawn, or the family moved away',
};

const unreached: Readonly<Record<Unreached['why'], string>> = {
  withheld: 'contact is withheld',
  'no-parental-responsibility': 'has neither parental responsibility nor care of the child',
  'young-person-decides': 'the young person is written to, and has not asked for this person to be told',
  'representative-decides': 'the representative is written to',
  'no-address': 'no address is known that may be used',
  'shares-address': 'the only address known is where somebody reads the post who may not be told',
  'nobody-known': 'nobody is known to write to',
};

type TaskWords = Readonly<{ title: string; why: string; todo: string }>;

const tasks: Readonly<Record<TaskKind, TaskWords>> = {
  bounced: { title: 'A letter came back', why: 'The address did not work, so they have not been told.', todo: 'Find out the right address and send it again, or tell them another way.' },
  'not-sent': { title: 'A letter could not be sent', why: 'It was refused before it left, so they have not been told.', todo: 'Mend the address and send it again, or tell them another way.' },
  unknown: { title: 'A mail may not have gone', why: 'Sending was cut off, and nobody can tell by machine whether it went. It is not sent twice.', todo: 'Ask them whether it came; if not, send it again.' },
  silence: { title: 'No sign that a mail arrived', why: 'There has been no receipt, and nobody has opened its link.', todo: 'Telephone to make sure that they have it, or mend the address and send it again.' },
  'held-up': { title: 'A mail keeps being put off', why: 'The mail service has not taken it for hours. It is being tried on.', todo: 'If it is urgent, tell them another way. Tell the administrator.' },
  'review-lists': { title: 'Lists of reviews to send', why: 'Settings, the integrated care board and social care should have the list of reviews due in the coming term two weeks before it begins.', todo: 'Open Reviews, Termly lists, and send all that is not sent: one press.' },
  'no-address': { title: 'Nobody knows where to write', why: 'A letter is due to them, and there is no address that may be used.', todo: 'Find out an address and enter it: the letters go at once.' },
  'nobody-known': { title: 'Nobody is known to write to', why: 'A letter is due, and the council’s list has nobody to get it.', todo: 'Add who should be told to the record, or ask the administrator to name the post (duly partner), then try again.' },
  'nobody-told': { title: 'Nobody of the family could be told', why: 'Everybody on the record is withheld, or does not decide for the child.', todo: 'Decide with your manager who is to be told, and how.' },
  'nobody-in-role': { title: 'Nobody is at work in a role', why: 'Reminders for it went to the role above instead.', todo: 'Fill the role, or set cover for whoever is away.' },
  'not-written': { title: 'A letter could not be written', why: 'The record lacks something the letter must say by law, such as the reasons of a decision.', todo: 'Add what is missing to the record, then try again.' },
  corrected: { title: 'A letter held something wrong', why: 'Its entry was corrected after the letter had gone, or while it was on its way out. Until they hear of it, what the letter says is what they know.', todo: 'Read what was corrected, then send the letter again from the corrected record. Where a day is near, telephone as well.' },
  struck: { title: 'A letter said what no longer holds', why: 'Its entry was taken out, or what stands in its place calls for another letter. Until they hear of it, what the letter says is what they know.', todo: 'Tell whoever it went to that it does not hold: by telephone, then in writing.' },
  telephone: { title: 'Asked to be telephoned', why: 'A letter went as well: they prefer a call.', todo: 'Telephone, and tell them what the letter says.' },
  interpreter: { title: 'Needs an interpreter', why: 'A letter went in English.', todo: 'Arrange an interpreter, and go through it with them.' },
  translation: { title: 'Needs a translation', why: 'A letter went in English to somebody who reads another language.', todo: 'Have it translated and sent.' },
  'gone-quiet': { title: 'A case has gone quiet', why: 'Nobody holds it, its holder is away without cover or has left, nothing has been recorded for longer than its stage should take, its letters do not arrive, its draft waits too long for a final plan, or nobody has answered its escalation.', todo: 'Open the case, see who takes it on, and have the next step recorded. It climbs while it stays quiet, and ends by itself once it goes on.' },
  'link-locked': { title: 'A link was locked', why: 'Five wrong codes were typed.', todo: 'Telephone them; if it was they, give them a new link.' },
};

const ends: Readonly<Record<TaskEnd, string>> = {
  telephoned: 'I telephoned them and told them',
  'told-in-person': 'I told them in person',
  'sent-by-hand': 'I sent it another way myself',
  'arrived-after-all': 'It had arrived after all',
  'role-filled': 'The role is filled, or cover is set',
  arranged: 'It is arranged',
  'new-link': 'They have a new link',
  'not-needed': 'Nothing needs doing any more',
};

const to: Readonly<Record<SentMessage['toKind'], string>> = { person: 'Family', child: 'Young person', adviser: 'Adviser', setting: 'School, college or other setting', staff: 'Staff', service: 'Service' };
const channels: Readonly<Record<SentMessage['channel'], string>> = { email: 'Email', letter: 'Letter' };

export const LETTER_WORDS = {
  letters, statuses, problems, unreached, tasks, ends, to, channels,
  unknownTask: { title: 'Something needs seeing to', why: '', todo: 'Open the case.' } satisfies TaskWords,
  outbox: { title: 'Outbox', of: (ref: string) => `Outbox of ${ref}` },
  waiting: {
    title: 'Waiting for staff',
    intro: 'Recorded already; only the mail waits. What is done before it leaves is not said.',
    status: 'Waiting',
    to: (role: string) => `To the ${role}, or whoever stands in for them then`,
    leaves: { digest: (when: string) => `Leaves ${when}, in the mail of the day`, 'at-once': (when: string) => `Leaves ${when}, in a mail of its own` },
  },
  ofRecord: (ref: string) => `Letters of ${ref}`,
  tasksTitle: 'Tasks',
  views: { mine: 'Yours', all: 'All you may see' },
  address: {
    email: 'Email address', emailHint: 'The letter goes again at once, to this address.', consent: 'They have agreed to be told by email',
    lines: 'Address', linesHint: 'A line each, without the postcode.', postcode: 'Postcode', how: 'How was it seen to?', howMissing: 'Choose how it was seen to',
  },
  done: { title: 'Done', text: 'The task is closed, and the record says how.' },
  again: { title: 'Sent again', text: 'The letter is on its way to the new address. Both are kept.' },
  tryAgain: 'Try again',
  sayAgain: 'Send again from the corrected record',
  queuedAgain: { title: 'Being sent', text: 'The letters that waited are on their way.' },
} as const;

/** A letter by its code, or an agenda item's template as it stands. */
export const letterWords = (code: string): string => (code in letters ? letters[code as LetterCode] : code.replace(/^[a-z-]+\./, '').replaceAll('-', ' '));
export const problemWords = (code: string): string => problems[code] ?? 'It did not arrive';
export const taskWords = (kind: string): TaskWords => (kind in tasks ? tasks[kind as TaskKind] : LETTER_WORDS.unknownTask);
export const whyWords = (why: string): string => (why in unreached ? unreached[why as Unreached['why']] : why);
