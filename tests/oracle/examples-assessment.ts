import { asked, type ExpectedDuty, type WorkedExample } from './worked-example.js';
import type { Day, OracleInput } from './story.js';

const request = (on: Day) => ({ type: 'request-received', by: 'parent', on });
const agreed = (on: Day) => ({ type: 'assessment-agreed', on });

/** 6, 16 and 20 weeks from one start; a pair gives the due date and the day to act by. */
function threeLimits(six: Day | [Day, Day], sixteen: Day | [Day, Day], twenty: Day | [Day, Day]): ExpectedDuty[] {
  const due = (code: string, days: Day | [Day, Day]): ExpectedDuty =>
    typeof days === 'string' ? { code, dueOn: days } : { code, dueOn: days[0], actBy: days[1] };
  return [due('decide-to-assess', six), due('decide-to-issue', sixteen), due('issue-final-plan', twenty)];
}

/** D15: the school closed 22 July to 1 September; the head was asked on `askedOn` and the plan came 21 days late. */
function closedSummer(askedOn: Day): OracleInput {
  return asked(
    '2026-11-10',
    request('2026-06-01'),
    agreed('2026-07-06'),
    { type: 'advice-requested', adviser: 'V-head', role: 'head-teacher', on: askedOn },
    {
      type: 'exception-recorded',
      ground: 'school-closed',
      closedFrom: '2026-07-22',
      reopensOn: '2026-09-02',
      steps: ['issue-final-plan'],
      impracticalBecause: 'N-1',
      on: '2026-09-03',
    },
    { type: 'final-plan-issued', on: '2026-11-09' },
  );
}

const closureWindow = [
  { askedOn: '2026-07-14', outcome: 'late' },
  { askedOn: '2026-07-15', outcome: 'late-excused' },
  { askedOn: '2026-07-20', outcome: 'late-excused' },
  { askedOn: '2026-08-26', outcome: 'late-excused' },
  { askedOn: '2026-08-27', outcome: 'late' },
] as const;

/** D20: the family away from 1 July to `to`, the plan a day late. */
function away(to: Day): OracleInput {
  return asked(
    '2026-11-10',
    request('2026-06-01'),
    {
      type: 'exception-recorded',
      ground: 'absent',
      from: '2026-07-01',
      to,
      steps: ['issue-final-plan'],
      impracticalBecause: 'N-1',
      on: '2026-08-03',
    },
    { type: 'final-plan-issued', on: '2026-10-20' },
  );
}

/** D01 to D21 of law.md section 7: receipt, the assessment's limits, service, advice, exceptions. */
export const ASSESSMENT_EXAMPLES: readonly WorkedExample[] = [
  {
    id: 'D01',
    when: 'received Tue 2 Sep 2025',
    input: asked('2025-09-02', request('2025-09-02')),
    expect: threeLimits('2025-10-14', '2025-12-23', '2026-01-20'),
  },
  {
    id: 'D02',
    when: 'emailed Sat 6 Sep 2025 10:00',
    input: asked('2025-09-08', {
      type: 'request-received',
      by: 'parent',
      channel: 'email',
      receivedAt: '2025-09-06T10:00:00+01:00',
    }),
    facts: [{ id: 'f1', on: '2025-09-08', strictOn: '2025-09-06' }],
    expect: [
      {
        code: 'decide-to-assess',
        dueOn: '2025-10-20',
        alsoCounted: [{ basis: 'strict-receipt', dueOn: '2025-10-18' }],
      },
      { code: 'decide-to-issue', dueOn: '2025-12-29', alsoCounted: [{ basis: 'strict-receipt', dueOn: '2025-12-27' }] },
      {
        code: 'issue-final-plan',
        dueOn: '2026-01-26',
        alsoCounted: [{ basis: 'strict-receipt', dueOn: '2026-01-24' }],
      },
    ],
  },
  {
    id: 'D03',
    when: 'signed for Sat 20 Nov 2027',
    input: asked('2027-11-20', {
      type: 'request-received',
      by: 'parent',
      channel: 'signed-for',
      receivedAt: '2027-11-20T09:30:00Z',
    }),
    facts: [{ id: 'f1', on: '2027-11-20' }],
    expect: threeLimits(['2028-01-01', '2027-12-31'], '2028-03-11', '2028-04-08'),
  },
  {
    id: 'D04',
    when: 'received Mon 13 Apr 2026: bank holidays do not extend',
    input: asked('2026-04-13', request('2026-04-13')),
    expect: threeLimits(['2026-05-25', '2026-05-22'], '2026-08-03', ['2026-08-31', '2026-08-28']),
  },
  {
    id: 'D05',
    when: 'received Thu 13 Nov 2025: six weeks end on Christmas Day',
    input: asked('2025-11-13', request('2025-11-13')),
    expect: threeLimits(['2025-12-25', '2025-12-24'], '2026-03-05', '2026-04-02'),
  },
  {
    id: 'D06',
    when: 'received Mon 6 Oct 2025, across the clock change',
    input: asked('2025-10-06', request('2025-10-06')),
    expect: [{ code: 'decide-to-assess', dueOn: '2025-11-17' }],
  },
  {
    id: 'D07',
    when: 'came to attention Tue 3 Feb 2026',
    input: asked('2026-02-03', { type: 'came-to-attention', by: 'health', on: '2026-02-03' }),
    expect: threeLimits('2026-03-17', '2026-05-26', '2026-06-23'),
  },
  {
    id: 'D08',
    when: 'first-class letter posted Fri 3 Oct 2025, no stamp',
    input: asked('2025-10-06', {
      type: 'request-received',
      by: 'parent',
      channel: 'first-class-post',
      postedOn: '2025-10-03',
    }),
    facts: [{ id: 'f1', on: '2025-10-06' }],
    expect: [{ code: 'decide-to-assess', dueOn: '2025-11-17' }],
  },
  {
    id: 'D09',
    when: 'emailed Thu 16 Apr 2026 18:10',
    input: asked('2026-04-17', {
      type: 'request-received',
      by: 'parent',
      channel: 'email',
      receivedAt: '2026-04-16T18:10:00+01:00',
    }),
    facts: [{ id: 'f1', on: '2026-04-17' }],
    expect: threeLimits('2026-05-29', '2026-08-07', '2026-09-04'),
  },
  {
    id: 'D10',
    when: 'handed in on the bank holiday Mon 25 May 2026',
    input: asked('2026-05-26', {
      type: 'request-received',
      by: 'parent',
      channel: 'by-hand',
      receivedAt: '2026-05-25T11:00:00+01:00',
    }),
    facts: [{ id: 'f1', on: '2026-05-26' }],
    expect: threeLimits('2026-07-07', '2026-09-15', '2026-10-13'),
  },
  {
    id: 'D11',
    when: 'draft emailed with consent Mon 2 Mar 2026',
    input: asked(
      '2026-03-02',
      request('2025-11-03'),
      agreed('2025-12-01'),
      { type: 'issue-agreed', on: '2026-02-20' },
      { type: 'draft-plan-sent', channel: 'email', emailConsent: true, on: '2026-03-02' },
    ),
    expect: [
      { code: 'hear-representations', dueOn: '2026-03-16', actBy: null },
      { code: 'issue-final-plan', dueOn: '2026-03-23', notBefore: '2026-03-17' },
    ],
  },
  {
    id: 'D12',
    when: 'draft posted first class Thu 5 Mar 2026',
    input: asked(
      '2026-03-05',
      request('2025-11-03'),
      agreed('2025-12-01'),
      { type: 'issue-agreed', on: '2026-02-20' },
      { type: 'draft-plan-sent', channel: 'first-class-post', on: '2026-03-05' },
    ),
    expect: [
      {
        code: 'hear-representations',
        dueOn: '2026-03-23',
        alsoCounted: [{ basis: 'next-day-service', dueOn: '2026-03-20' }],
      },
    ],
  },
  {
    id: 'D13',
    when: 'the ICB receives the request Tue 14 Oct 2025',
    input: asked('2025-10-14', request('2025-09-02'), agreed('2025-10-13'), {
      type: 'advice-requested',
      adviser: 'V-icb',
      role: 'health',
      on: '2025-10-13',
      receivedOn: '2025-10-14',
    }),
    expect: [{ code: 'give-advice', subject: 'V-icb', dueOn: '2025-11-25' }],
  },
  {
    id: 'D14',
    when: 'D01, agreed and advice asked on 14 Oct',
    input: asked('2025-10-14', request('2025-09-02'), agreed('2025-10-14'), {
      type: 'advice-requested',
      adviser: 'V-ep',
      role: 'educational-psychology',
      on: '2025-10-14',
    }),
    expect: [
      { code: 'give-advice', subject: 'V-ep', dueOn: '2025-11-25' },
      { code: 'decide-to-issue', dueOn: '2025-12-23' },
    ],
  },
  ...closureWindow.map(({ askedOn, outcome }): WorkedExample => ({
    id: 'D15',
    when: `school closed 22 Jul to 1 Sep 2026, head asked ${askedOn}`,
    input: closedSummer(askedOn),
    expect: [{ code: 'issue-final-plan', dueOn: '2026-10-19', outcome, daysLate: 21 }],
  })),
  {
    id: 'D16',
    when: 'school closed 19 Dec 2026 to 3 Jan 2027: 16 days',
    input: asked(
      '2027-03-02',
      request('2026-10-12'),
      agreed('2026-11-20'),
      { type: 'advice-requested', adviser: 'V-head', role: 'head-teacher', on: '2026-12-16' },
      {
        type: 'exception-recorded',
        ground: 'school-closed',
        closedFrom: '2026-12-19',
        reopensOn: '2027-01-04',
        steps: ['issue-final-plan'],
        impracticalBecause: 'N-1',
        on: '2027-01-05',
      },
      { type: 'final-plan-issued', on: '2027-03-02' },
    ),
    expect: [{ code: 'issue-final-plan', dueOn: '2027-03-01', outcome: 'late', daysLate: 1 }],
  },
  {
    id: 'D17',
    when: 'the psychologist is late because there are too few',
    input: asked(
      '2026-02-03',
      request('2025-09-02'),
      agreed('2025-10-14'),
      { type: 'advice-requested', adviser: 'V-ep', role: 'educational-psychology', on: '2025-10-14' },
      { type: 'advice-received', adviser: 'V-ep', on: '2025-12-30' },
      { type: 'issue-agreed', on: '2026-01-05' },
      { type: 'final-plan-issued', on: '2026-02-03' },
    ),
    expect: [
      { code: 'give-advice', subject: 'V-ep', dueOn: '2025-11-25', outcome: 'late', daysLate: 35 },
      { code: 'decide-to-issue', dueOn: '2025-12-23', outcome: 'late', daysLate: 13 },
      { code: 'issue-final-plan', dueOn: '2026-01-20', outcome: 'late', daysLate: 14 },
    ],
  },
  {
    id: 'D18',
    when: 'closure evidenced, final plan 9 Nov 2026',
    input: closedSummer('2026-07-20'),
    expect: [
      { code: 'issue-final-plan', dueOn: '2026-10-19', outcome: 'late-excused', doneOn: '2026-11-09', daysLate: 21 },
    ],
  },
  {
    id: 'D19',
    when: 'final plan 19 Oct 2026',
    input: asked('2026-10-20', request('2026-06-01'), { type: 'final-plan-issued', on: '2026-10-19' }),
    expect: [{ code: 'issue-final-plan', dueOn: '2026-10-19', outcome: 'in-time', doneOn: '2026-10-19', daysLate: 0 }],
  },
  {
    id: 'D19',
    when: 'final plan 20 Oct 2026',
    input: asked('2026-10-20', request('2026-06-01'), { type: 'final-plan-issued', on: '2026-10-20' }),
    expect: [{ code: 'issue-final-plan', dueOn: '2026-10-19', outcome: 'late', doneOn: '2026-10-20', daysLate: 1 }],
  },
  {
    id: 'D20',
    when: 'away 1 to 28 Jul 2026: 28 days',
    input: away('2026-07-28'),
    expect: [{ code: 'issue-final-plan', dueOn: '2026-10-19', outcome: 'late-excused', daysLate: 1 }],
  },
  {
    id: 'D20',
    when: 'away 1 to 27 Jul 2026: 27 days',
    input: away('2026-07-27'),
    expect: [{ code: 'issue-final-plan', dueOn: '2026-10-19', outcome: 'late', daysLate: 1 }],
  },
  {
    id: 'D21',
    when: 'the child misses the paediatric test in week 3',
    input: asked(
      '2026-02-10',
      request('2025-09-02'),
      agreed('2025-10-14'),
      { type: 'advice-requested', adviser: 'V-icb', role: 'health', on: '2025-10-14', receivedOn: '2025-10-14' },
      { type: 'appointment-missed', adviser: 'V-icb', on: '2025-10-30' },
      { type: 'advice-received', adviser: 'V-icb', on: '2025-12-09' },
    ),
    expect: [
      { code: 'give-advice', subject: 'V-icb', dueOn: '2025-11-25', outcome: 'late-excused', daysLate: 14 },
      { code: 'decide-to-issue', dueOn: '2025-12-23', outcome: 'late', daysLate: 49 },
      { code: 'issue-final-plan', dueOn: '2026-01-20', outcome: 'late', daysLate: 21 },
    ],
  },
];
