/** Words of the form that records a plan of a child who moved in. */
export const MOVED_IN_WORDS = {
  title: 'Record a plan that moved in',
  intro:
    'Of a child or young person with an EHC plan of another council, from the day that council transferred it. The plan keeps the day it was first made (regulation 15).',
  child: 'The child or young person',
  plan: 'The plan and its transfer',
  review: 'The last review of the other council',
  reviewHint: 'Leave all of it empty where the plan has not been reviewed.',
  people: 'People',
  from: { label: 'Which council transferred it?', missing: 'Choose the council that transferred the plan' },
  transferredOn: { label: 'When was it transferred?', asked: 'the day of the transfer' },
  madeOn: { label: 'When was the plan first made?', hint: 'The day of the first final plan, not of an amendment', asked: 'the day the plan was first made' },
  meetingOn: { label: 'When was the meeting?', asked: 'the day of the meeting' },
  decidedOn: { label: 'When did the council write with its decision?', asked: 'the day of the decision' },
  decision: { label: 'What did it decide?', missing: 'Choose what the review decided' },
  decisions: { keep: 'Keep the plan as it was', amend: 'Amend the plan' },
  noticeOn: { label: 'When was the amendment notice sent?', hint: 'Only after a decision to amend', asked: 'the day of the amendment notice' },
  amendedOn: { label: 'When was the amended plan sent?', hint: 'Leave this where it was not sent: it is owed by this council now', asked: 'the day of the amended plan' },
  reviewWhole: 'Give the day of the meeting, the day of the decision and what was decided, or leave all three empty',
  record: 'Record the plan',
  known: 'This child’s plan is kept here already:',
  knownLink: 'open it',
} as const;
