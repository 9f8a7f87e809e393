import { describe, expect, test } from 'vitest';

import { clock } from '../../../domain/clock.js';
import { answered } from '../support/answered.js';
import { askedOn, dutyOf } from '../support/asked.js';

const PLAN = { type: 'plan-made', on: '2025-03-10' };
const MET = { type: 'review-meeting-held', on: '2025-11-05' };
const NOTICE = { type: 'amendment-notice-sent', channel: 'by-hand', on: '2025-12-03' };
const TERMS = { terms: [{ term: 'spring-2026', startsOn: '2026-01-05' }] };

describe('a review', () => {
  test('that keeps the plan owes no notice and no amended plan, even where an order amends it in the meantime', () => {
    const answer = askedOn('2026-06-01', PLAN, MET, { type: 'review-decision-sent', decision: 'keep', on: '2025-12-01' }, { type: 'appeal-lodged', against: 'contents', on: '2025-12-20' }, { type: 'tribunal-order', order: 'amend-contents', on: '2026-04-10' }, { type: 'amended-plan-issued', on: '2026-05-12' });
    expect(dutyOf('send-amendment-notice', answer).outcome).toBe('not-owed');
    expect(dutyOf('issue-amended-plan', answer)).toMatchObject({ outcome: 'not-owed', doneOn: null, daysLate: 0 });
    expect(dutyOf('order-amend', answer)).toMatchObject({ outcome: 'in-time', doneOn: '2026-05-12' });
  });

  test('whose notice is sent again counts eight weeks from the first, the family’s days from the last', () => {
    const answer = askedOn('2026-01-10', PLAN, MET, { type: 'review-decision-sent', decision: 'amend', on: '2025-12-03' }, { ...NOTICE, on: '2025-11-17' }, { ...NOTICE, on: '2025-12-15' });
    expect(dutyOf('issue-amended-plan', answer)).toMatchObject({ dueOn: '2026-01-12', notBefore: '2025-12-30', alsoCounted: [{ basis: 'meeting-12-weeks', dueOn: '2026-01-28' }] });
  });

  test('moved to another day owes its notices for that day', () => {
    const answer = askedOn('2025-10-01', PLAN, { type: 'review-date-set', meetingOn: '2025-11-05', on: '2025-09-01' }, { type: 'review-date-set', meetingOn: '2025-11-20', on: '2025-09-20' });
    expect(answer.duties.filter(({ code }) => code === 'invite-to-review').map(({ dueOn, outcome }) => [dueOn, outcome])).toEqual([['2025-10-21', 'not-owed'], ['2025-11-05', 'pending']]);
  });

  test('whose invitations went fourteen days before is a day late by clear days, and in time by the other count', () => {
    const answer = askedOn('2025-11-10', PLAN, { type: 'review-date-set', meetingOn: '2025-11-05', on: '2025-09-01' }, { type: 'review-invitations-sent', on: '2025-10-22' });
    expect(dutyOf('invite-to-review', answer)).toMatchObject({ outcome: 'late', daysLate: 1 });
    expect(answer.warnings.map(({ code }) => code)).toContain('short-notice');
  });
});

describe('an amendment without a review (reg 28)', () => {
  test('is due eight weeks from its notice, not before the family’s days', () => {
    expect(dutyOf('issue-amended-plan', askedOn('2026-01-01', PLAN, NOTICE))).toMatchObject({ dueOn: '2026-01-28', notBefore: '2025-12-18', outcome: 'pending' });
  });

  test('whose notice is sent again is still one, the family’s days from the last', () => {
    expect(dutyOf('issue-amended-plan', askedOn('2026-01-10', PLAN, NOTICE, { ...NOTICE, on: '2025-12-22' }))).toMatchObject({ dueOn: '2026-01-28', notBefore: '2026-01-06' });
  });
});

describe('a plan that moved in', () => {
  const MOVED = { type: 'plan-transferred', from: '881', on: '2025-12-01' };

  test('is reviewed by regulation 15(5), not by the old twelve months', () => {
    const answer = askedOn('2026-06-01', PLAN, MOVED, { type: 'review-decision-sent', decision: 'keep', on: '2026-03-20' });
    expect(answer.duties.filter(({ code }) => code === 'complete-review').map(({ dueOn, outcome }) => [dueOn, outcome])).toEqual([['2026-03-09', 'not-owed'], ['2027-03-19', 'pending']]);
    expect(dutyOf('review-after-transfer', answer)).toMatchObject({ dueOn: '2026-03-09', outcome: 'late', daysLate: 11 });
  });

  test('and was decided on that very day owes its next review', () => {
    const answer = askedOn('2026-06-01', PLAN, MOVED, { type: 'review-decision-sent', decision: 'keep', on: '2025-12-01' });
    expect(answer.duties.filter(({ code }) => code === 'complete-review').at(-1)).toMatchObject({ dueOn: '2026-11-30', outcome: 'pending' });
  });
});

describe('a move away', () => {
  test('counts from the day it was made, not the day that was said', () => {
    const answer = askedOn('2026-09-01', PLAN, { type: 'move-known', movesOn: '2026-08-01', on: '2026-06-01' }, { type: 'moved-away', to: '882', on: '2026-07-28' }, { type: 'plan-transferred', to: '882', on: '2026-07-30' });
    expect(dutyOf('transfer-plan-out', answer)).toMatchObject({ dueOn: '2026-07-28', outcome: 'late', daysLate: 2 });
  });

  test('put off before it was made is owed by the later word', () => {
    const answer = askedOn('2026-08-10', PLAN, { type: 'move-known', movesOn: '2026-08-01', on: '2026-06-01' }, { type: 'move-known', movesOn: '2026-09-01', on: '2026-07-20' });
    expect(answer.duties.filter(({ code }) => code === 'transfer-plan-out').map(({ dueOn, outcome }) => [dueOn, outcome])).toEqual([['2026-08-01', 'not-owed'], ['2026-09-01', 'pending']]);
  });

  test('during an assessment transfers nothing', () => {
    expect(askedOn('2026-02-01', { type: 'request-received', on: '2026-01-05' }, { type: 'moved-away', on: '2026-01-20' }).duties.filter(({ code }) => code === 'transfer-plan-out')).toEqual([]);
  });
});

describe('lists of plans due for review', () => {
  const list = (facts: readonly object[], today = '2026-02-01') => answered(clock({ today, facts, calendar: TERMS })).duties.filter(({ code }) => code === 'send-review-list');

  test.each([
    ['a plan', [PLAN], [['2025-12-21', 'late']]],
    ['a list sent', [PLAN, { type: 'review-list-sent', term: 'spring-2026', on: '2025-12-19' }], [['2025-12-21', 'in-time']]],
    ['an assessment that has made none', [{ type: 'request-received', on: '2025-11-03' }], []],
    ['an audit of a plan, which is none', [{ type: 'audit-drawn', on: '2025-11-03', audits: 'plan', of: 'P-1', framework: 'plan-1', why: 'sample' }], []],
    ['a plan made after the list was due', [{ ...PLAN, on: '2026-01-05' }], [['2025-12-21', 'not-owed']]],
    ['a plan that had ceased', [PLAN, { type: 'plan-ceased', on: '2025-10-01' }], [['2025-12-21', 'not-owed']]],
    ['a young person who had died', [PLAN, { type: 'died', on: '2025-10-01' }], [['2025-12-21', 'not-owed']]],
  ])('for %s', (_name, facts, expected) => {
    expect(list(facts).map(({ dueOn, outcome }) => [dueOn, outcome])).toEqual(expected);
  });
});

describe('reassessment', () => {
  const ASKED = { type: 'reassessment-requested', by: 'parent', on: '2026-01-05' };

  test('each asking has its own fifteen days and its own answer', () => {
    const answer = askedOn('2026-07-01', PLAN, ASKED, { type: 'reassessment-refused', on: '2026-01-15' }, { ...ASKED, on: '2026-06-01' });
    expect(answer.duties.filter(({ code }) => code === 'decide-to-reassess').map(({ dueOn, doneOn }) => [dueOn, doneOn])).toEqual([['2026-01-20', '2026-01-15'], ['2026-06-16', null]]);
  });

  test('that leaves the plan unchanged is done, owes no plan under an order, and may be appealed against', () => {
    const left = { type: 'plan-left-unchanged', on: '2026-04-01' };
    const answer = askedOn('2026-05-01', PLAN, ASKED, { type: 'reassessment-agreed', on: '2026-01-15' }, left);
    expect(dutyOf('issue-reassessed-plan', answer)).toMatchObject({ dueOn: '2026-04-23', outcome: 'in-time', doneOn: '2026-04-01' });
    expect(dutyOf('appeal-window', answer)).toMatchObject({ dueOn: '2026-06-01', outcome: 'open' });
    const ordered = askedOn('2026-05-01', PLAN, { type: 'tribunal-order', order: 'reassess', on: '2026-01-02' }, { type: 'reassessment-agreed', on: '2026-01-15' }, left);
    expect([dutyOf('order-refuse-plan', ordered).outcome, dutyOf('order-issue-final', ordered).outcome]).toEqual(['not-owed', 'not-owed']);
  });

  test('emailed at a weekend shows the stricter day beside it', () => {
    const answer = askedOn('2026-02-01', PLAN, { type: 'reassessment-requested', channel: 'email', receivedAt: '2026-01-03T10:00:00Z' });
    expect(dutyOf('decide-to-reassess', answer)).toMatchObject({ dueOn: '2026-01-20', alsoCounted: [{ basis: 'strict-receipt', dueOn: '2026-01-18' }] });
  });

  test.each([
    ['2026-08-31', '2027-02-28', true],
    ['2026-08-31', '2027-03-01', false],
    ['2026-03-31', '2026-09-30', true],
  ])('assessed %s, asked %s: may be refused for it: %s', (lastAssessedOn, on, may) => {
    expect(askedOn(on, PLAN, { ...ASKED, lastAssessedOn, on }).permissions).toHaveLength(may ? 1 : 0);
  });

  test('the ICB may not be refused', () => {
    expect(askedOn('2026-01-05', PLAN, { ...ASKED, by: 'icb', lastAssessedOn: '2025-12-01' }).permissions).toEqual([]);
  });
});

describe('the end of a record', () => {
  const REQUEST = { type: 'request-received', on: '2025-09-02' };

  test.each(['request-withdrawn', 'moved-away', 'died'])('%s ends what has not fallen due, and stops what has', (type) => {
    const answer = askedOn('2026-03-01', REQUEST, { type, on: '2025-11-01' });
    expect(dutyOf('issue-final-plan', answer)).toMatchObject({ outcome: 'not-owed', stoppedOn: null });
    expect(dutyOf('decide-to-assess', answer)).toMatchObject({ outcome: 'late', daysLate: 18, stoppedOn: '2025-11-01' });
    expect(answer.agenda).toEqual([]);
  });

  test('a window cut off by it is not owed, and stays so', () => {
    const facts = [REQUEST, { type: 'assessment-refused', on: '2025-10-14' }, { type: 'died', on: '2025-11-01' }];
    expect(['2025-11-01', '2027-01-01'].map((today) => dutyOf('appeal-window', askedOn(today, ...facts)).outcome)).toEqual(['not-owed', 'not-owed']);
  });

  test('a plan that ceased leaves the time to appeal open', () => {
    const answer = askedOn('2026-04-01', PLAN, { type: 'cease-decided', on: '2026-03-09' }, { type: 'plan-ceased', on: '2026-03-20' });
    expect(dutyOf('appeal-window', answer).outcome).toBe('open');
    expect(dutyOf('keep-plan-until', answer)).toMatchObject({ outcome: 'breached', doneOn: '2026-03-20' });
    expect(answer.warnings.map(({ code }) => code)).toContain('kept-too-short');
  });
});

describe('appeals', () => {
  test('one that is not opposed needs no answer, and a later answer belongs to another appeal', () => {
    const answer = askedOn('2026-06-01', PLAN, { type: 'appeal-lodged', against: 'contents', on: '2025-06-02' }, { type: 'appeal-not-opposed', what: 'amend-contents', on: '2025-06-10' }, { type: 'appeal-lodged', against: 'placement', on: '2026-01-05' }, { type: 'appeal-answered', on: '2026-02-01' });
    expect(answer.duties.filter(({ code }) => code === 'respond-to-appeal').map(({ outcome, doneOn }) => [outcome, doneOn])).toEqual([['not-owed', null], ['in-time', '2026-02-01']]);
  });

  test('a plan appealed against ceasing is kept until it is determined', () => {
    const facts = [PLAN, { type: 'cease-decided', on: '2026-03-09' }, { type: 'appeal-lodged', against: 'ceasing', on: '2026-04-01' }];
    expect(dutyOf('keep-plan-until', askedOn('2026-12-01', ...facts)).outcome).toBe('open');
    expect(dutyOf('keep-plan-until', askedOn('2026-12-01', ...facts, { type: 'appeal-withdrawn', on: '2026-11-01' })).outcome).toBe('respected');
  });

  test('a recommendation of before the power has no date, and says so', () => {
    const { duties, warnings } = askedOn('2018-06-01', { type: 'recommendation-made', on: '2018-04-02' });
    expect([duties, warnings.map(({ code }) => code)]).toEqual([[], ['no-rule-in-force']]);
  });
});
