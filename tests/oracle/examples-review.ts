import { asked, type WorkedExample } from './worked-example.js';
import type { Day, OracleInput } from './story.js';

const planMade = (on: Day) => ({ type: 'plan-made', on });

/** D25 to D27: a review met on Thu 5 Nov 2026, decided in time, its notice handed over on `noticeOn`. */
function review(noticeOn: Day): OracleInput {
  return asked(
    '2026-12-18',
    planMade('2025-12-08'),
    { type: 'review-date-set', on: '2026-09-21', meetingOn: '2026-11-05' },
    { type: 'review-meeting-held', on: '2026-11-05' },
    { type: 'review-decision-sent', decision: 'amend', on: noticeOn < '2026-12-03' ? noticeOn : '2026-12-03' },
    { type: 'amendment-notice-sent', channel: 'by-hand', on: noticeOn },
  );
}

/** D22 to D31 and D42 to D45 of law.md section 7: reviews, phase transfer, moves, reassessment. */
export const REVIEW_EXAMPLES: readonly WorkedExample[] = [
  {
    id: 'D22',
    when: 'plan first made 10 Mar 2025',
    input: asked('2025-03-10', planMade('2025-03-10')),
    expect: [{ code: 'complete-review', occurrence: 'f1', dueOn: '2026-03-09' }],
  },
  {
    id: 'D23',
    when: 'review decision sent 20 Feb 2026',
    input: asked('2026-02-20', planMade('2025-03-10'), {
      type: 'review-decision-sent',
      decision: 'keep',
      on: '2026-02-20',
    }),
    expect: [{ code: 'complete-review', occurrence: 'f2', dueOn: '2027-02-19' }],
  },
  {
    id: 'D24',
    when: 'plan made 29 Feb 2028',
    input: asked('2028-02-29', planMade('2028-02-29')),
    expect: [{ code: 'complete-review', dueOn: '2029-02-28' }],
  },
  {
    id: 'D25',
    when: 'meeting Thu 5 Nov 2026, notice sent 3 Dec',
    input: review('2026-12-03'),
    expect: [
      {
        code: 'invite-to-review',
        dueOn: '2026-10-21',
        alsoCounted: [{ basis: 'lenient-notice', dueOn: '2026-10-22' }],
      },
      {
        code: 'circulate-review-papers',
        dueOn: '2026-10-21',
        alsoCounted: [{ basis: 'lenient-notice', dueOn: '2026-10-22' }],
      },
      { code: 'send-review-report', dueOn: '2026-11-19' },
      { code: 'decide-after-review', dueOn: '2026-12-03', outcome: 'in-time' },
      { code: 'send-amendment-notice', dueOn: '2026-12-03', outcome: 'in-time' },
      { code: 'hear-representations', dueOn: '2026-12-17' },
      { code: 'issue-amended-plan', dueOn: '2027-01-28' },
    ],
  },
  {
    id: 'D26',
    when: 'as D25, notice sent Fri 20 Nov',
    input: review('2026-11-20'),
    expect: [
      {
        code: 'issue-amended-plan',
        dueOn: '2027-01-15',
        alsoCounted: [{ basis: 'meeting-12-weeks', dueOn: '2027-01-28' }],
      },
    ],
  },
  {
    id: 'D27',
    when: 'as D25, notice sent Thu 17 Dec',
    input: review('2026-12-17'),
    expect: [
      { code: 'send-amendment-notice', dueOn: '2026-12-03', outcome: 'late', daysLate: 14 },
      {
        code: 'issue-amended-plan',
        dueOn: '2027-01-28',
        alsoCounted: [{ basis: 'notice-8-weeks', dueOn: '2027-02-11' }],
      },
    ],
  },
  {
    id: 'D28',
    when: 'Year 6 to 7, September 2027',
    input: asked('2026-09-01', planMade('2025-03-10'), {
      type: 'phase-transfer-expected',
      kind: 'primary-secondary',
      transferOn: '2027-09-01',
      on: '2026-07-01',
    }),
    expect: [
      {
        code: 'amend-for-phase-transfer',
        dueOn: '2027-02-14',
        actBy: '2027-02-12',
        alsoCounted: [{ basis: 'breach-line', dueOn: '2027-02-15' }],
      },
      { code: 'hold-transfer-review', dueOn: '2026-11-22', actBy: '2026-11-20' },
    ],
  },
  {
    id: 'D29',
    when: 'Year 11 to college, September 2027',
    input: asked('2026-09-01', planMade('2025-03-10'), {
      type: 'phase-transfer-expected',
      kind: 'secondary-post16',
      transferOn: '2027-09-01',
      on: '2026-07-01',
    }),
    expect: [
      {
        code: 'amend-for-phase-transfer',
        dueOn: '2027-03-30',
        alsoCounted: [{ basis: 'breach-line', dueOn: '2027-03-31' }],
      },
      { code: 'hold-transfer-review', dueOn: '2027-01-05' },
    ],
  },
  {
    id: 'D30',
    when: 'college to college on 1 Sep 2027',
    input: asked('2026-09-01', planMade('2025-03-10'), {
      type: 'phase-transfer-expected',
      kind: 'post16-post16',
      transferOn: '2027-09-01',
      on: '2026-07-01',
    }),
    expect: [
      {
        code: 'amend-for-phase-transfer',
        dueOn: '2027-03-31',
        alsoCounted: [{ basis: 'breach-line', dueOn: '2027-04-01' }],
      },
    ],
  },
  {
    id: 'D31',
    when: 'term starts Mon 4 Jan 2027',
    input: {
      ...asked('2026-11-02', planMade('2025-03-10')),
      calendar: { terms: [{ term: 'spring-2027', startsOn: '2027-01-04' }] },
    },
    expect: [
      {
        code: 'send-review-list',
        subject: 'spring-2027',
        dueOn: '2026-12-20',
        actBy: '2026-12-18',
        alsoCounted: [{ basis: 'lenient-notice', dueOn: '2026-12-21' }],
      },
    ],
  },
  {
    id: 'D42',
    when: 'moves 1 Aug 2026, known 10 Jun',
    input: asked('2026-06-10', planMade('2025-03-10'), { type: 'move-known', movesOn: '2026-08-01', on: '2026-06-10' }),
    expect: [{ code: 'transfer-plan-out', dueOn: '2026-08-01' }],
  },
  {
    id: 'D42',
    when: 'moves 1 Aug 2026, learned 27 Jul',
    input: asked('2026-07-27', planMade('2025-03-10'), { type: 'move-known', movesOn: '2026-08-01', on: '2026-07-27' }),
    expect: [{ code: 'transfer-plan-out', dueOn: '2026-08-14' }],
  },
  {
    id: 'D43',
    when: 'transferred 14 Aug 2026, last reviewed long before',
    input: asked('2026-08-14', planMade('2025-03-10'), { type: 'plan-transferred', from: '881', on: '2026-08-14' }),
    expect: [
      { code: 'tell-family-of-transfer', dueOn: '2026-09-25' },
      { code: 'review-after-transfer', dueOn: '2026-11-13' },
    ],
  },
  {
    id: 'D43',
    when: 'transferred 14 Aug 2026, reviewed 20 Feb 2026',
    input: asked(
      '2026-08-14',
      planMade('2025-03-10'),
      { type: 'review-decision-sent', decision: 'keep', on: '2026-02-20' },
      { type: 'plan-transferred', from: '881', on: '2026-08-14' },
    ),
    expect: [
      { code: 'tell-family-of-transfer', dueOn: '2026-09-25' },
      { code: 'review-after-transfer', dueOn: '2027-02-19' },
    ],
  },
  {
    id: 'D44',
    when: 'reassessment asked 1 Oct 2026, agreed 14 Oct',
    input: asked(
      '2026-10-14',
      planMade('2025-03-10'),
      { type: 'reassessment-requested', by: 'parent', on: '2026-10-01' },
      { type: 'reassessment-agreed', on: '2026-10-14' },
    ),
    expect: [
      { code: 'decide-to-reassess', dueOn: '2026-10-16', outcome: 'in-time' },
      { code: 'issue-reassessed-plan', dueOn: '2027-01-20' },
    ],
  },
  {
    id: 'D45',
    when: 'last assessment 5 May 2026, asked again 1 Nov',
    input: asked('2026-11-01', planMade('2026-05-05'), {
      type: 'reassessment-requested',
      by: 'parent',
      lastAssessedOn: '2026-05-05',
      on: '2026-11-01',
    }),
    expect: [],
    permissions: [{ code: 'may-refuse-to-reassess', until: '2026-11-04' }],
  },
  {
    id: 'D45',
    when: 'last assessment 5 May 2026, asked again 5 Nov',
    input: asked('2026-11-05', planMade('2026-05-05'), {
      type: 'reassessment-requested',
      by: 'parent',
      lastAssessedOn: '2026-05-05',
      on: '2026-11-05',
    }),
    expect: [],
    permissions: [],
  },
];
