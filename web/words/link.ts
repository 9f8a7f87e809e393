import type { LinkStanding } from '../../api/link-models.js';

const ended: Readonly<Record<Exclude<LinkStanding, 'open'>, { title: string; text: string }>> = {
  answered: { title: 'This request has been answered', text: 'Nothing more is asked of you here. The council has what you sent.' },
  'record-ended': { title: 'This is no longer needed', text: 'What this link was for has come to an end. Nothing is asked of you.' },
  revoked: { title: 'This link has been ended', text: 'The council has ended it. If you still need to reach us, ask for a new one.' },
  expired: { title: 'This link has run out', text: 'It was good for a time only. Ask for a new one.' },
  locked: { title: 'This link is locked', text: 'A wrong code was entered five times. The caseworker has been told and can send you a new link.' },
};

/** Words of the pages by link: nothing of them names a child. */
export const LINK_WORDS = {
  title: 'Confirm that it is you',
  adviser: 'We have asked you for advice. Before you see about whom, we send a code to the email address we hold for you.',
  setting: 'We consult you about a place. Before you see for whom, we send a code to the email address we hold for you.',
  reviews: 'This is your way to the annual reviews of your pupils. Before you see them, we send a code to the email address we hold for you.',
  lists: 'This is your way to the list of annual reviews due in a term. Before you see whom it names, we send a code to the email address we hold for you.',
  family: 'This is your way to follow what we are doing. Before you see it, we send a code to the email address we hold for you.',
  feedback: 'This is your way to a few questions on how it was for you. Before you see them, we send a code to the email address we hold for you.',
  send: 'Send me a code',
  again: 'Send another code',
  code: 'Code',
  codeHint: 'Six digits. It works for 15 minutes.',
  enter: 'Continue',
  sentTitle: 'Sent',
  sent: 'A code is on its way to the email address we hold for you. It may take a minute.',
  tooOften: 'A code was sent a moment ago, or several within the hour. Look in your mail, also among junk, before you ask for another.',
  unreachable: 'We hold no email address for you, so no code can be sent. Ring the council.',
  codeMissing: 'Enter the six digits of the code',
  wrong: (left: number) => `That is not the code. ${left === 1 ? 'One more wrong code locks' : `${left} more wrong codes lock`} this link`,
  expired: 'That code is not good any more, or none was sent. Ask for another',
  ended,
  ask: (owner: string | null) => (owner === null ? 'Ask the council’s team for special educational needs.' : `Ask ${owner}, the caseworker, or the council’s team for special educational needs.`),
} as const;
