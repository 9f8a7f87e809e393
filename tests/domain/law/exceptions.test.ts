import { describe, expect, test } from 'vitest';

import { DUTY_CODES } from '../../../domain/duty-codes.js';
import type { Ground } from '../../../domain/facts/fact.js';
import { unlistedSteps } from '../../../domain/law/exceptions.js';
import { GROUNDS } from '../../../domain/facts/schema.js';
import { askedOn, dutyOf } from '../support/asked.js';

const REQUEST = { type: 'request-received', on: '2026-06-01' }; // 6 weeks 13 July, 16 weeks 21 September, 20 weeks 19 October
const HEAD = { type: 'advice-requested', adviser: 'V-head', role: 'head-teacher', on: '2026-07-20' };
const LEAD = { type: 'advice-requested', adviser: 'V-lead', role: 'early-years-lead', on: '2026-07-20' };
const BECAUSE = { impracticalBecause: 'N-1', on: '2026-07-21' };
const CLOSED = { type: 'exception-recorded', ground: 'school-closed', closedFrom: '2026-07-22', reopensOn: '2026-09-02', steps: [...DUTY_CODES], ...BECAUSE };
const EARLY = { ...CLOSED, ground: 'early-years-closed' };
const ILL = { type: 'exception-recorded', ground: 'personal-circumstances', from: '2026-06-20', to: '2026-07-20', steps: [...DUTY_CODES], ...BECAUSE };
const AWAY = { type: 'exception-recorded', ground: 'absent', from: '2026-06-10', to: '2026-07-10', steps: [...DUTY_CODES], ...BECAUSE };
const FINAL = { type: 'final-plan-issued', on: '2026-10-29' }; // ten days late

describe('a ground that a step’s regulation does not list', () => {
  const REFUSED = { type: 'assessment-refused', on: '2026-07-10' };
  const ORDER = { type: 'tribunal-order', order: 'assess', on: '2026-07-16' };
  const MAKE = { type: 'tribunal-order', order: 'make-plan', on: '2026-07-16' };
  const PLAN = [{ type: 'plan-made', on: '2024-01-08' }, { type: 'reassessment-requested', by: 'parent', on: '2026-06-01' }, { type: 'reassessment-agreed', on: '2026-06-10' }];
  const STORIES = [[REQUEST, HEAD], [REQUEST, REFUSED, ORDER], [REQUEST, REFUSED, MAKE], PLAN];

  test.each(GROUNDS.map((ground) => ({ ground })))('$ground: what may be recorded is what the rules themselves judge', ({ ground }: { ground: Ground }) => {
    const exception = { type: 'exception-recorded', on: '2026-07-21', ground, steps: [...DUTY_CODES], from: '2026-07-01', to: '2026-08-30', closedFrom: '2026-07-22', reopensOn: '2026-09-02', impracticalBecause: 'N-1' };
    const judged = STORIES.flatMap((story) => askedOn('2027-06-01', ...story, exception).duties);
    const isListed = ({ exceptions }: (typeof judged)[number]) => exceptions.some(({ why }) => !/does not list|gives no exception/.test(why));
    const listed = new Set(judged.filter(isListed).map(({ code }) => code)); // a late "no" under regulation 4 has none, a decision under 5 has
    const unlisted = new Set(judged.filter(({ code, exceptions }) => exceptions.length > 0 && !listed.has(code)).map(({ code }) => code));
    expect(listed.size).toBeGreaterThan(4);
    expect(unlistedSteps({ ground, steps: [...listed] })).toEqual([]);
    expect(unlistedSteps({ ground, steps: [...unlisted] })).toEqual([...unlisted]);
  });
});

describe('grounds of the final plan (reg 13(3))', () => {
  test.each([
    ['the school was closed and its head asked then', [HEAD, CLOSED], 'late-excused'],
    ['an early-years setting was closed and its lead asked then', [LEAD, EARLY], 'late-excused'],
    ['exceptional personal circumstances', [ILL], 'late-excused'],
    ['away for four weeks', [AWAY], 'late-excused'],
    ['the school was closed but only the early-years lead asked', [LEAD, CLOSED], 'late'],
    ['the early-years setting was closed but only the head asked', [HEAD, EARLY], 'late'],
    ['closed for 27 days', [HEAD, { ...CLOSED, reopensOn: '2026-08-18' }], 'late'],
    ['closed for 28 days', [HEAD, { ...CLOSED, reopensOn: '2026-08-19' }], 'late-excused'],
    ['nothing says why it was impractical', [{ ...ILL, impracticalBecause: undefined }], 'late'],
    ['circumstances after the twenty weeks', [{ ...ILL, from: '2026-10-20', to: '2026-10-28' }], 'late'],
    ['away four weeks of which three days fell before the request', [{ ...AWAY, from: '2026-05-29', to: '2026-06-25' }], 'late'],
    ['circumstances that lasted nine of the ten days', [{ ...ILL, from: '2026-06-20', to: '2026-06-28' }], 'late'],
    ['two of five days each, not at the same time', [{ ...ILL, from: '2026-06-20', to: '2026-06-24' }, { ...ILL, from: '2026-07-01', to: '2026-07-05' }], 'late-excused'],
    ['two of six days each, two of them the same', [{ ...ILL, from: '2026-06-20', to: '2026-06-25' }, { ...ILL, from: '2026-06-24', to: '2026-06-29' }], 'late-excused'],
    ['two of six days each, three of them the same', [{ ...ILL, from: '2026-06-20', to: '2026-06-25' }, { ...ILL, from: '2026-06-23', to: '2026-06-28' }], 'late'],
    ['an exception to another step', [{ ...ILL, steps: ['decide-to-assess'] }], 'late'],
  ])('%s', (_name, facts, outcome) => {
    expect(dutyOf('issue-final-plan', askedOn('2026-11-01', REQUEST, ...facts, FINAL))).toMatchObject({ dueOn: '2026-10-19', daysLate: 10, outcome });
  });

  test('an exception that does not count is told with the reason', () => {
    const { exceptions } = dutyOf('issue-final-plan', askedOn('2026-11-01', REQUEST, { ...AWAY, to: '2026-07-06' }, FINAL));
    expect(exceptions).toEqual([{ ground: 'absent', qualifies: false, why: '27 days within the period of this step; 28 are needed' }]);
  });
});

describe('a late decision whether to assess', () => {
  const decided = (decision: object) => dutyOf('decide-to-assess', askedOn('2026-11-01', REQUEST, ILL, { on: '2026-07-20', ...decision }));

  test.each([
    ['agreed', { type: 'assessment-agreed' }, 'late-excused'],
    ['refused under regulation 5', { type: 'assessment-refused', under: 'reg-5' }, 'late-excused'],
    ['refused under regulation 4, which has no exception', { type: 'assessment-refused', under: 'reg-4' }, 'late'],
    ['refused, under what not said', { type: 'assessment-refused' }, 'late'],
  ])('%s', (_name, decision, outcome) => {
    expect(decided(decision)).toMatchObject({ outcome, daysLate: 7 });
  });
});

describe('advice (reg 8(2))', () => {
  const ASKED = { type: 'advice-requested', adviser: 'V-icb', role: 'health', on: '2026-07-13' }; // due 24 August
  const GIVEN = { type: 'advice-received', adviser: 'V-icb', on: '2026-09-01' };
  const advice = (...facts: object[]) => askedOn('2026-11-01', REQUEST, { type: 'assessment-agreed', on: '2026-07-13' }, ASKED, ...facts, GIVEN).duties.find(({ subject }) => subject === 'V-icb');

  test.each([
    ['exceptional circumstances within the six weeks', [{ ...ILL, from: '2026-08-01', to: '2026-08-20' }], 'late-excused'],
    ['away four weeks of them', [{ ...AWAY, from: '2026-07-20', to: '2026-08-20' }], 'late-excused'],
    ['a closure, which regulation 8 does not list', [HEAD, CLOSED], 'late'],
    ['a missed appointment', [{ type: 'appointment-missed', adviser: 'V-icb', on: '2026-08-24' }], 'late-excused'],
    ['an appointment missed after the six weeks', [{ type: 'appointment-missed', adviser: 'V-icb', on: '2026-08-25' }], 'late'],
  ])('%s', (_name, facts, outcome) => {
    expect(advice(...facts)).toMatchObject({ dueOn: '2026-08-24', outcome, daysLate: 8 });
  });

  test('a missed appointment excuses nobody else', () => {
    const answer = askedOn('2026-11-10', REQUEST, { type: 'assessment-agreed', on: '2026-07-13' }, ASKED, { type: 'appointment-missed', adviser: 'V-icb', on: '2026-08-20' }, FINAL);
    expect([dutyOf('decide-to-issue', answer).outcome, dutyOf('issue-final-plan', answer).outcome]).toEqual(['late', 'late']);
  });
});

describe('orders and unopposed appeals (regs 44(3), 45(7))', () => {
  const FORTNIGHT = { ...AWAY, from: '2026-04-13', to: '2026-04-26', on: '2026-04-27' }; // 14 days
  const source = (told: object) => [REQUEST_BEFORE, REFUSED, { type: 'appeal-lodged', against: 'refusal-to-assess', on: '2025-12-01' }, { on: '2026-04-10', ...told }, FORTNIGHT];
  const REQUEST_BEFORE = { type: 'request-received', on: '2025-09-02' };
  const REFUSED = { type: 'assessment-refused', on: '2025-10-14' };

  test.each([
    ['an order to assess: the final plan', { type: 'tribunal-order', order: 'assess' }, 'order-issue-final', { type: 'final-plan-issued', on: '2026-07-20' }, 'late-excused'],
    ['an order to assess: telling the parent', { type: 'tribunal-order', order: 'assess' }, 'order-notify-assess', { type: 'assessment-agreed', on: '2026-04-27' }, 'late'],
    ['an order to make a plan: the draft', { type: 'tribunal-order', order: 'make-plan' }, 'order-send-draft', { type: 'draft-plan-sent', on: '2026-05-20' }, 'late-excused'],
    ['an unopposed appeal: the final plan, which reg 45(7) does not name', { type: 'appeal-not-opposed', what: 'assess' }, 'order-issue-final', { type: 'final-plan-issued', on: '2026-07-20' }, 'late'],
    ['an unopposed appeal: refusing a plan, which it does not name', { type: 'appeal-not-opposed', what: 'assess' }, 'order-refuse-plan', { type: 'issue-refused', on: '2026-06-22' }, 'late'],
    ['an unopposed appeal to make a plan: the final plan', { type: 'appeal-not-opposed', what: 'make-plan' }, 'order-issue-final', { type: 'final-plan-issued', on: '2026-06-29' }, 'late-excused'],
    ['an order to amend, which has no exception', { type: 'tribunal-order', order: 'amend-contents' }, 'order-amend', { type: 'amended-plan-issued', on: '2026-05-18' }, 'late'],
    ['an order to name a school, which has none', { type: 'tribunal-order', order: 'amend-placement' }, 'order-name-setting', { type: 'amended-plan-issued', on: '2026-04-27' }, 'late'],
  ] as const)('two weeks’ absence and %s', (_name, order, code, done, outcome) => {
    // The fortnight to 24 April holds only 12 of the days away: too few for that step.
    expect(dutyOf(code, askedOn('2026-11-01', ...source(order), done))).toMatchObject({ outcome });
  });

  test('thirteen days are too few', () => {
    const facts = source({ type: 'tribunal-order', order: 'make-plan' }).map((fact) => (fact === FORTNIGHT ? { ...FORTNIGHT, to: '2026-04-25' } : fact));
    expect(dutyOf('order-send-draft', askedOn('2026-11-01', ...facts, { type: 'draft-plan-sent', on: '2026-05-20' })).outcome).toBe('late');
  });
});

test.each(['send-review-report', 'decide-after-review', 'send-amendment-notice', 'issue-amended-plan'] as const)('%s: reviews have no exception', (code) => {
  const facts = [{ type: 'plan-made', on: '2025-05-12' }, { type: 'review-meeting-held', on: '2026-04-20' }, { type: 'review-decision-sent', decision: 'amend', on: '2026-05-25' }, HEAD, CLOSED, ILL];
  const { outcome, exceptions } = dutyOf(code, askedOn('2026-11-01', ...facts));
  expect([outcome, exceptions.some(({ qualifies }) => qualifies)]).toEqual(['late', false]);
});
