/** Words of a professional's pages. */
export const ADVICE_WORDS = {
  open: 'To answer',
  answered: 'Answered',
  answerTitle: 'Answer a request for advice',
  sentTitle: 'Sent',
  sent: 'Your answer is recorded, and the caseworker sees it.',
  saved: 'Your answer is saved and will be recorded as soon as the service is back. You need not send it again.',
  answer: 'What is your answer?',
  answerMissing: 'Choose whether you give advice or decline',
  give: 'I have sent my advice to the council',
  giveHint: 'Its text goes to the council as you agreed; this records the day.',
  decline: 'I decline, for a reason the law allows',
  declineHint:
    'Only where giving it would be incompatible with your own duties or harm how you do them (Children and Families Act 2014 s 31).',
  on: 'When was it sent?',
  onAsked: 'the day it was sent',
  reason: 'Reason for declining',
  reasonHint: 'Needed only if you decline.',
  reasonMissing: 'Give the reason for declining: the law asks for it in writing',
} as const;
