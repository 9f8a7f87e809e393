import { describe, expect, test } from 'vitest';

import { askedOn, dutyOf } from '../support/asked.js';

const REQUEST = { type: 'request-received', on: '2025-09-02' };
const REFUSED = { type: 'assessment-refused', on: '2025-10-14' };
const APPEALED = { type: 'appeal-lodged', against: 'refusal-to-assess', on: '2025-12-01' };
const ORDERED = { type: 'tribunal-order', order: 'assess', on: '2026-04-10' };
const AGREED = { type: 'assessment-agreed', on: '2026-04-20' };
const FINAL = { type: 'final-plan-issued', on: '2026-07-17' };
const ORIGINAL = ['decide-to-issue', 'send-draft', 'issue-final-plan'] as const;

describe('after a refusal', () => {
  test('the steps that would have followed are not owed', () => {
    const answer = askedOn('2026-06-01', REQUEST, REFUSED);
    expect(ORIGINAL.map((code) => dutyOf(code, answer).outcome)).toEqual(['not-owed', 'not-owed', 'not-owed']);
  });
});

describe('after an order', () => {
  const answer = askedOn('2026-08-01', REQUEST, REFUSED, APPEALED, ORDERED, AGREED, { type: 'draft-plan-sent', channel: 'by-hand', on: '2026-06-15' }, FINAL);

  test('only its own duties are owed; what is done under it is not late by the old ones', () => {
    expect(ORIGINAL.map((code) => dutyOf(code, answer))).toMatchObject([{ outcome: 'not-owed', doneOn: null, daysLate: 0 }, { outcome: 'not-owed' }, { outcome: 'not-owed' }]);
    expect(dutyOf('order-issue-final', answer)).toMatchObject({ dueOn: '2026-07-17', doneOn: '2026-07-17', outcome: 'in-time' });
  });

  test('the family has its fifteen days all the same', () => {
    expect(dutyOf('order-issue-final', answer).notBefore).toBe('2026-06-30');
  });

  test('a refusal to issue ends it, and a plan that follows a second order belongs to that', () => {
    const again = askedOn('2027-06-01', REQUEST, REFUSED, APPEALED, ORDERED, AGREED, { type: 'issue-refused', on: '2026-06-19' }, { type: 'appeal-lodged', against: 'refusal-to-issue', on: '2026-07-20' }, { type: 'tribunal-order', order: 'make-plan', on: '2026-11-13' }, { type: 'draft-plan-sent', channel: 'by-hand', on: '2026-12-10' }, { type: 'final-plan-issued', on: '2027-01-29' });
    expect(again.duties.filter(({ code }) => code === 'order-issue-final').map(({ outcome, doneOn }) => [outcome, doneOn])).toEqual([['not-owed', null], ['in-time', '2027-01-29']]);
    expect(dutyOf('order-refuse-plan', again)).toMatchObject({ outcome: 'in-time', doneOn: '2026-06-19' });
  });
});

describe('after an informal concession', () => {
  const conceded = askedOn('2026-02-01', REQUEST, REFUSED, APPEALED, { type: 'appeal-conceded', what: 'assess', on: '2026-01-12' });

  test('the original steps are owed again at their original dates, the Ombudsman’s beside them', () => {
    expect(dutyOf('decide-to-issue', conceded)).toMatchObject({ dueOn: '2025-12-23', outcome: 'late', alsoCounted: [{ basis: 'ombudsman', dueOn: '2026-03-23' }] });
    expect(dutyOf('issue-final-plan', conceded)).toMatchObject({ dueOn: '2026-01-20', outcome: 'late', daysLate: 12, alsoCounted: [{ basis: 'ombudsman', dueOn: '2026-04-20' }] });
  });

  test('of a plan counts five and eleven weeks beside them', () => {
    const plan = askedOn('2026-02-01', REQUEST, { type: 'issue-refused', on: '2025-12-22' }, { type: 'appeal-lodged', against: 'refusal-to-issue', on: '2026-01-05' }, { type: 'appeal-conceded', what: 'make-plan', on: '2026-01-12' });
    expect(dutyOf('send-draft', plan).alsoCounted).toEqual([{ basis: 'ombudsman', dueOn: '2026-02-16' }]);
    expect(dutyOf('issue-final-plan', plan).alsoCounted).toEqual([{ basis: 'ombudsman', dueOn: '2026-03-30' }]);
  });
});

test('an agreement on something else changes nothing', () => {
  const answer = askedOn('2025-12-01', REQUEST, { type: 'assessment-agreed', on: '2025-10-14' }, { type: 'mediation-agreed', what: 'other', on: '2025-11-03' });
  expect(dutyOf('issue-final-plan', answer)).toMatchObject({ outcome: 'pending', dueOn: '2026-01-20' });
});

describe('an order that directs other dates', () => {
  test('overrides the table, and nothing is counted from the day it was sent out', () => {
    const answer = askedOn('2026-04-20', REQUEST, REFUSED, APPEALED, { ...ORDERED, sentOutOn: '2026-04-14', dates: { 'order-issue-final': '2026-06-30' } });
    expect(dutyOf('order-issue-final', answer)).toMatchObject({ dueOn: '2026-06-30', alsoCounted: [] });
    expect(dutyOf('order-refuse-plan', answer)).toMatchObject({ dueOn: '2026-06-19', alsoCounted: [{ basis: 'order-sent-out', dueOn: '2026-06-23' }] });
  });
});

describe('advice', () => {
  const ASK = { type: 'advice-requested', adviser: 'V-1', role: 'health', on: '2025-10-14' };
  const START = [REQUEST, { type: 'assessment-agreed', on: '2025-10-14' }, ASK];

  test('returned is not given, and its clock does not start again', () => {
    const answer = askedOn('2025-12-20', ...START, { type: 'advice-received', adviser: 'V-1', on: '2025-11-20' }, { type: 'advice-returned', adviser: 'V-1', on: '2025-11-24' });
    expect(dutyOf('give-advice', answer)).toMatchObject({ dueOn: '2025-11-25', doneOn: null, outcome: 'late', daysLate: 25 });
  });

  test('asked for again has its own six weeks; the first asking keeps its answer', () => {
    const answer = askedOn('2026-03-01', ...START, { type: 'advice-received', adviser: 'V-1', on: '2025-11-20' }, { ...ASK, on: '2025-12-01' }, { type: 'advice-received', adviser: 'V-1', on: '2026-01-20' }, { type: 'advice-returned', adviser: 'V-1', on: '2026-01-22' });
    expect(answer.duties.filter(({ code }) => code === 'give-advice').map(({ dueOn, doneOn }) => [dueOn, doneOn])).toEqual([['2025-11-25', '2025-11-20'], ['2026-01-12', null]]);
  });

  test.each([['health', 'statutory'], ['youth-justice', 'statutory'], ['educational-psychology', 'guidance'], ['head-teacher', 'guidance'], ['social-care', 'guidance']])('of %s is owed by %s', (role, kind) => {
    expect(dutyOf('give-advice', askedOn('2025-10-20', REQUEST, { type: 'assessment-agreed', on: '2025-10-14' }, { ...ASK, role }))).toMatchObject({ kind, by: 'adviser' });
  });
});
