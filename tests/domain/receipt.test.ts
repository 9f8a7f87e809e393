import { describe, expect, test } from 'vitest';

import { workingDays } from '../../domain/dates/working-days.js';
import { dated } from '../../domain/facts/receipt.js';
import { anyFact } from '../../domain/facts/schema.js';
import { askedOn, dutyOf } from './support/asked.js';

const working = workingDays();
const daysOf = (told: object) => {
  const fact: Readonly<Record<string, unknown>> = { ...dated(anyFact.parse(told), 'f1', working) };
  return { on: fact.on, strictOn: fact.strictOn, estimated: fact.estimated, servedOn: fact.servedOn };
};

describe('the day a request counts as received', () => {
  test.each([
    ['D02: emailed on a Saturday morning', { channel: 'email', receivedAt: '2025-09-06T10:00:00+01:00' }, '2025-09-08', '2025-09-06'],
    ['D03: signed for on a Saturday', { channel: 'signed-for', receivedAt: '2027-11-20T09:30:00Z' }, '2027-11-20', undefined],
    ['D08: posted first class on a Friday', { channel: 'first-class-post', postedOn: '2025-10-03' }, '2025-10-06', undefined],
    ['D09: emailed at 18:10', { channel: 'email', receivedAt: '2026-04-16T18:10:00+01:00' }, '2026-04-17', '2026-04-16'],
    ['D10: handed in on a bank holiday', { channel: 'by-hand', receivedAt: '2026-05-25T11:00:00+01:00' }, '2026-05-26', '2026-05-25'],
    ['at five o’clock to the second', { channel: 'email', receivedAt: '2026-04-16T17:00:00+01:00' }, '2026-04-16', undefined],
    ['a second after five', { channel: 'email', receivedAt: '2026-04-16T17:00:01+01:00' }, '2026-04-17', '2026-04-16'],
    ['at five in England though four in UTC', { channel: 'online', receivedAt: '2026-07-16T16:30:00Z' }, '2026-07-17', '2026-07-16'],
    ['half past midnight in England, the day before in UTC', { channel: 'email', receivedAt: '2026-07-15T23:30:00Z' }, '2026-07-16', undefined],
    ['on Friday evening before a bank holiday', { channel: 'email', receivedAt: '2026-05-22T18:00:00+01:00' }, '2026-05-26', '2026-05-22'],
    ['by telephone on a Sunday', { channel: 'phone', receivedAt: '2026-04-19T12:00:00+01:00' }, '2026-04-19', undefined],
    ['posted on Maundy Thursday', { channel: 'first-class-post', postedOn: '2026-04-02' }, '2026-04-07', undefined],
    ['a letter stamped on arrival', { channel: 'first-class-post', postedOn: '2026-04-02', receivedAt: '2026-04-04T09:00:00+01:00' }, '2026-04-04', undefined],
    ['recorded: the actual day is never moved', { channel: 'email', receivedAt: '2025-09-06T10:00:00+01:00', on: '2025-09-06' }, '2025-09-06', undefined],
  ])('%s', (_name, told, on, strictOn) => {
    expect(daysOf({ type: 'request-received', ...told })).toMatchObject({ on, strictOn });
  });

  test('that no one recorded is marked an estimate, and warned of', () => {
    expect(daysOf({ type: 'request-received', channel: 'first-class-post', postedOn: '2025-10-03' }).estimated).toBe(true);
    expect(askedOn('2025-10-06', { type: 'request-received', channel: 'first-class-post', postedOn: '2025-10-03' }).warnings.map(({ code }) => code)).toEqual(['receipt-estimated']);
  });
});

describe('the day a draft counts as served', () => {
  test.each([
    ['D11: emailed with consent', { channel: 'email', emailConsent: 'yes', on: '2026-03-02' }, '2026-03-02'],
    ['D12: posted on a Thursday: the second working day', { channel: 'first-class-post', on: '2026-03-05' }, '2026-03-09'],
    ['posted before Easter', { channel: 'signed-for', on: '2026-04-02' }, '2026-04-08'],
    ['emailed with consent at 17:30', { channel: 'email', emailConsent: true, sentAt: '2026-03-02T17:30:00Z' }, '2026-03-03'],
    ['emailed with consent on a Saturday', { channel: 'email', emailConsent: true, on: '2026-03-07' }, '2026-03-09'],
    ['by hand on a Saturday', { channel: 'by-hand', on: '2026-03-07' }, '2026-03-07'],
    ['emailed without consent: not at all', { channel: 'email', on: '2026-03-02' }, undefined],
    ['emailed without consent, whatever day is given', { channel: 'email', on: '2026-03-02', servedOn: '2026-03-02' }, undefined],
    ['on a day that is known', { channel: 'first-class-post', on: '2026-03-05', servedOn: '2026-03-07' }, '2026-03-07'],
    ['by no channel told: the day sent', { on: '2026-03-05' }, '2026-03-05'],
  ])('%s', (_name, told, servedOn) => {
    expect(daysOf({ type: 'draft-plan-sent', ...told }).servedOn).toBe(servedOn);
  });

  test('an email without consent opens no window, and says so', () => {
    const { duties, warnings } = askedOn('2026-03-02', { type: 'request-received', on: '2025-11-03' }, { type: 'draft-plan-sent', channel: 'email', on: '2026-03-02' });
    expect([duties.filter(({ code }) => code === 'hear-representations'), warnings.map(({ code }) => code)]).toEqual([[], ['not-served']]);
  });

  test('sending is measured by the day it was sent, whenever it was served', () => {
    const answer = askedOn('2026-03-20', { type: 'request-received', on: '2025-11-27' }, { type: 'draft-plan-sent', channel: 'first-class-post', on: '2026-03-05' });
    expect(dutyOf('send-draft', answer)).toMatchObject({ dueOn: '2026-03-05', doneOn: '2026-03-05', outcome: 'in-time' });
  });

  test('a known day of service leaves no other count', () => {
    const answer = askedOn('2026-03-20', { type: 'draft-plan-sent', channel: 'first-class-post', on: '2026-03-05', servedOn: '2026-03-07' });
    expect(dutyOf('hear-representations', answer)).toMatchObject({ dueOn: '2026-03-21', alsoCounted: [] });
  });
});

describe('the family’s fifteen days', () => {
  const START = [{ type: 'request-received', on: '2025-11-03' }, { type: 'draft-plan-sent', channel: 'by-hand', on: '2026-03-02' }];
  const windowAfter = (...facts: object[]) => dutyOf('hear-representations', askedOn('2026-03-25', ...START, ...facts));

  test.each([
    ['are open until they end', [], 'respected', null],
    ['are cut short by a plan on the fifteenth', [{ type: 'final-plan-issued', on: '2026-03-16' }], 'breached', '2026-03-16'],
    ['are whole when the plan comes the day after', [{ type: 'final-plan-issued', on: '2026-03-17' }], 'respected', null],
    ['may be closed by the family’s written word', [{ type: 'representations-closed', on: '2026-03-09' }, { type: 'final-plan-issued', on: '2026-03-09' }], 'respected', '2026-03-09'],
    ['are cut short by a plan before that word', [{ type: 'final-plan-issued', on: '2026-03-09' }, { type: 'representations-closed', on: '2026-03-10' }], 'breached', '2026-03-09'],
  ])('%s', (_name, facts, outcome, doneOn) => {
    expect(windowAfter(...facts)).toMatchObject({ dueOn: '2026-03-16', outcome, doneOn });
  });

  test('begin again with a new draft', () => {
    const answer = askedOn('2026-03-25', ...START, { type: 'draft-plan-sent', channel: 'by-hand', on: '2026-03-20' });
    expect(answer.duties.filter(({ code }) => code === 'hear-representations').map(({ dueOn, outcome }) => [dueOn, outcome])).toEqual([['2026-03-16', 'respected'], ['2026-04-03', 'open']]);
    expect(dutyOf('issue-final-plan', answer).notBefore).toBe('2026-04-04');
  });
});
