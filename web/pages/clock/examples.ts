/** Stories to begin from: each shows something people get wrong. All are made up. */
export type Example = Readonly<{
  code: string;
  name: string;
  text: string;
  today: string;
  facts: readonly Readonly<Record<string, unknown>>[];
}>;

const asked = (role: string, on: string): Readonly<Record<string, unknown>> => ({
  type: 'advice-requested',
  adviser: role,
  role,
  on,
});
const came = (role: string, on: string): Readonly<Record<string, unknown>> => ({
  type: 'advice-received',
  adviser: role,
  on,
});

export const EXAMPLES: readonly Example[] = [
  {
    code: 'on-its-way',
    name: 'An assessment on its way',
    text: 'Advice is late from one adviser; the draft is with the family.',
    today: '2026-01-12',
    facts: [
      { type: 'request-received', by: 'parent', on: '2025-09-02' },
      { type: 'assessment-agreed', on: '2025-10-07' },
      { type: 'partners-told', on: '2025-10-08' },
      asked('parent', '2025-10-07'),
      asked('head-teacher', '2025-10-07'),
      asked('health', '2025-10-07'),
      asked('educational-psychology', '2025-10-07'),
      asked('social-care', '2025-10-07'),
      came('parent', '2025-10-20'),
      came('head-teacher', '2025-11-14'),
      came('health', '2025-11-18'),
      came('social-care', '2025-11-18'),
      came('educational-psychology', '2025-12-01'),
      { type: 'issue-agreed', on: '2025-12-19' },
      { type: 'draft-plan-sent', on: '2026-01-05', channel: 'first-class-post' },
    ],
  },
  {
    code: 'summer',
    name: 'A school closed over the summer',
    text: 'Lateness is excused, and the date does not move.',
    today: '2026-11-10',
    facts: [
      { type: 'request-received', by: 'school', on: '2026-06-01' },
      { type: 'assessment-agreed', on: '2026-07-13' },
      { type: 'partners-told', on: '2026-07-13' },
      asked('head-teacher', '2026-07-20'),
      {
        type: 'exception-recorded',
        on: '2026-07-20',
        ground: 'school-closed',
        closedFrom: '2026-07-22',
        reopensOn: '2026-09-02',
        steps: ['issue-final-plan'],
        impracticalBecause: 'No advice on education could be had while the school was closed.',
        familyToldOn: '2026-07-21',
      },
      came('head-teacher', '2026-09-14'),
      { type: 'issue-agreed', on: '2026-09-21' },
      { type: 'draft-plan-sent', on: '2026-10-09', channel: 'by-hand' },
      { type: 'final-plan-issued', on: '2026-11-09' },
    ],
  },
  {
    code: 'too-soon',
    name: 'A final plan sent too soon',
    text: 'Inside the family’s 15 days: it happened, and a warning says so.',
    today: '2026-01-12',
    facts: [
      { type: 'request-received', by: 'parent', on: '2025-09-02' },
      { type: 'assessment-agreed', on: '2025-10-10' },
      { type: 'issue-agreed', on: '2025-12-15' },
      { type: 'draft-plan-sent', on: '2025-12-29', channel: 'first-class-post' },
      { type: 'final-plan-issued', on: '2026-01-09' },
    ],
  },
  {
    code: 'order',
    name: 'A Tribunal orders an assessment',
    text: 'The order begins a clock of its own: 2, 10 and 14 weeks.',
    today: '2026-06-15',
    facts: [
      { type: 'request-received', by: 'parent', on: '2025-11-03' },
      { type: 'assessment-refused', on: '2025-12-12' },
      { type: 'appeal-lodged', against: 'refusal-to-assess', on: '2026-01-30', sentToAuthorityOn: '2026-02-06' },
      { type: 'appeal-answered', on: '2026-03-13' },
      { type: 'tribunal-order', order: 'assess', on: '2026-06-03', sentOutOn: '2026-06-04' },
    ],
  },
  {
    code: 'review',
    name: 'An annual review that amends the plan',
    text: 'Four weeks to decide, twelve to send the amended plan.',
    today: '2026-04-20',
    facts: [
      { type: 'plan-made', on: '2025-03-31' },
      { type: 'review-date-set', on: '2026-01-12', meetingOn: '2026-03-02' },
      { type: 'review-invitations-sent', on: '2026-02-09' },
      { type: 'review-papers-circulated', on: '2026-02-13' },
      { type: 'review-meeting-held', on: '2026-03-02' },
      { type: 'review-report-sent', on: '2026-03-13' },
      { type: 'review-decision-sent', on: '2026-03-27', decision: 'amend' },
      { type: 'amendment-notice-sent', on: '2026-03-27', channel: 'first-class-post' },
    ],
  },
];
