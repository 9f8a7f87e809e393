import { asked, type WorkedExample } from './worked-example.js';
import type { Day, OracleFact, OracleInput } from './story.js';

type Told = Omit<OracleFact, 'id'>;

const request = (on: Day): Told => ({ type: 'request-received', by: 'parent', on });
const refused = (on: Day): Told => ({ type: 'assessment-refused', on });
const lodged = (on: Day, against: string): Told => ({ type: 'appeal-lodged', against, on });
const PLAN: Told = { type: 'plan-made', on: '2025-05-12' };

/** D36, D37: a refusal of 2025 appealed, and ordered against on 10 Apr 2026. */
const orderedToAssess = asked(
  '2026-04-10',
  request('2025-09-02'),
  refused('2025-10-14'),
  lodged('2025-11-10', 'refusal-to-assess'),
  { type: 'tribunal-order', order: 'assess', on: '2026-04-10' },
);
const orderedToMakePlan = asked(
  '2026-04-10',
  request('2025-07-01'),
  { type: 'assessment-agreed', on: '2025-08-11' },
  { type: 'issue-refused', on: '2025-10-20' },
  lodged('2025-11-10', 'refusal-to-issue'),
  { type: 'tribunal-order', order: 'make-plan', on: '2026-04-10' },
);

/** D38: a plan's contents or placement appealed, and ordered on 10 Apr 2026. */
const orderedOnPlan = (order: string, against: string): OracleInput =>
  asked('2026-04-10', PLAN, lodged('2025-12-01', against), { type: 'tribunal-order', order, on: '2026-04-10' });

/** D39: an agreement of Wed 3 Jun 2026 on a plan. */
const agreedOnPlan = (what: string): OracleInput =>
  asked('2026-06-03', PLAN, { type: 'mediation-agreed', what, party: 'authority', on: '2026-06-03' });

/** D46, D47: requested 5 Jan 2026, refused 16 Feb. */
const refusedInFebruary: readonly Told[] = [
  request('2026-01-05'),
  refused('2026-02-16'),
  lodged('2026-03-09', 'refusal-to-assess'),
];

/** D32 to D41 and D46 to D48 of law.md section 7: appeals, orders, mediation, changes of mind, ceasing. */
export const DISPUTE_EXAMPLES: readonly WorkedExample[] = [
  {
    id: 'D32',
    when: 'refused Mon 9 Mar 2026, certificate 20 Apr',
    input: asked('2026-04-20', request('2026-02-02'), refused('2026-03-09'), {
      type: 'mediation-certificate',
      on: '2026-04-20',
    }),
    expect: [{ code: 'appeal-window', dueOn: '2026-05-20', actBy: null }],
  },
  {
    id: 'D32',
    when: 'refused Mon 9 Mar 2026, no certificate yet: two months end on a Saturday',
    input: asked('2026-04-19', request('2026-02-02'), refused('2026-03-09')),
    expect: [{ code: 'appeal-window', dueOn: '2026-05-11' }],
  },
  {
    id: 'D33',
    when: 'refused Fri 12 Jun 2026: August',
    input: asked('2026-06-12', request('2026-05-04'), refused('2026-06-12')),
    expect: [{ code: 'appeal-window', dueOn: '2026-09-01' }],
  },
  {
    id: 'D34',
    when: 'refused Wed 28 Oct 2026: Christmas',
    input: asked('2026-10-28', request('2026-09-21'), refused('2026-10-28')),
    expect: [{ code: 'appeal-window', dueOn: '2027-01-04' }],
  },
  {
    id: 'D35',
    when: 'refused Thu 31 Dec 2026',
    input: asked('2026-12-31', request('2026-11-23'), refused('2026-12-31')),
    expect: [{ code: 'appeal-window', dueOn: '2027-03-01' }],
  },
  {
    id: 'D36',
    when: 'ordered Fri 10 Apr 2026 to assess',
    input: orderedToAssess,
    expect: [
      { code: 'order-notify-assess', dueOn: '2026-04-24' },
      { code: 'order-refuse-plan', dueOn: '2026-06-19' },
      { code: 'order-issue-final', dueOn: '2026-07-17' },
    ],
  },
  {
    id: 'D37',
    when: 'ordered 10 Apr 2026 to make a plan',
    input: orderedToMakePlan,
    expect: [
      { code: 'order-send-draft', dueOn: '2026-05-15' },
      { code: 'order-issue-final', dueOn: '2026-06-26' },
    ],
  },
  {
    id: 'D38',
    when: 'ordered 10 Apr 2026 to amend section F',
    input: orderedOnPlan('amend-contents', 'contents'),
    expect: [{ code: 'order-amend', dueOn: '2026-05-15' }],
  },
  {
    id: 'D38',
    when: 'ordered 10 Apr 2026 to name the school only',
    input: orderedOnPlan('amend-placement', 'placement'),
    expect: [{ code: 'order-name-setting', dueOn: '2026-04-24' }],
  },
  {
    id: 'D39',
    when: '(i) an extra visit by the psychologist agreed',
    input: agreedOnPlan('other'),
    expect: [{ code: 'carry-out-agreement', dueOn: '2026-06-17' }],
  },
  {
    id: 'D39',
    when: '(ii) amending section F agreed',
    input: agreedOnPlan('amend-contents'),
    expect: [{ code: 'order-amend', dueOn: '2026-07-08' }],
  },
  {
    id: 'D39',
    when: '(iii) assessing agreed',
    input: asked('2026-06-03', request('2026-03-02'), refused('2026-04-13'), {
      type: 'mediation-agreed',
      what: 'assess',
      party: 'authority',
      on: '2026-06-03',
    }),
    expect: [
      { code: 'order-notify-assess', dueOn: '2026-06-17' },
      { code: 'order-refuse-plan', dueOn: '2026-08-12' },
      { code: 'order-issue-final', dueOn: '2026-09-09' },
    ],
  },
  {
    id: 'D40',
    when: 'the ICB alone agreed on 3 Jun 2026',
    input: asked('2026-06-03', PLAN, { type: 'mediation-agreed', what: 'other', party: 'icb', on: '2026-06-03' }),
    expect: [{ code: 'report-agreement', dueOn: '2026-06-10' }],
  },
  {
    id: 'D41',
    when: 'mediation asked for Mon 4 May 2026',
    input: asked('2026-05-04', request('2026-02-02'), refused('2026-03-16'), {
      type: 'mediation-requested',
      health: 'no',
      on: '2026-05-04',
    }),
    expect: [{ code: 'arrange-mediation', dueOn: '2026-06-03' }],
  },
  {
    id: 'D46',
    when: 'not opposed from 20 Apr 2026',
    input: asked('2026-04-20', ...refusedInFebruary, { type: 'appeal-not-opposed', what: 'assess', on: '2026-04-20' }),
    expect: [
      { code: 'order-notify-assess', dueOn: '2026-05-04', actBy: '2026-05-01' },
      { code: 'order-refuse-plan', dueOn: '2026-06-29' },
      { code: 'order-issue-final', dueOn: '2026-07-27' },
      { code: 'issue-final-plan', dueOn: '2026-05-25', outcome: 'not-owed' },
    ],
  },
  {
    id: 'D47',
    when: 'conceded on 20 Apr 2026 after the response, no order',
    input: asked(
      '2026-04-20',
      ...refusedInFebruary,
      { type: 'appeal-answered', on: '2026-04-02' },
      { type: 'appeal-conceded', what: 'assess', on: '2026-04-20' },
    ),
    expect: [
      {
        code: 'issue-final-plan',
        dueOn: '2026-05-25',
        actBy: '2026-05-22',
        outcome: 'pending',
        alsoCounted: [{ basis: 'ombudsman', dueOn: '2026-07-27' }],
      },
    ],
  },
  {
    id: 'D48',
    when: 'cease notice 9 Mar 2026, no certificate, no appeal',
    input: asked('2026-03-09', PLAN, { type: 'cease-decided', on: '2026-03-09' }),
    expect: [
      { code: 'keep-plan-until', dueOn: '2026-05-11', actBy: null, outcome: 'open' },
      { code: 'appeal-window', dueOn: '2026-05-11' },
    ],
  },
];
