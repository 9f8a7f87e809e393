import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { derive } from '../../../domain/derive.js';
import { dated } from '../../../domain/facts/receipt.js';
import { anyFact } from '../../../domain/facts/schema.js';
import { familyReview } from '../../../domain/review/family.js';

/** A plan's review as its family sees it. Days are D25's: a meeting on 5 November 2026. */

const WORKING = workingDays();
const MADE = { type: 'plan-made', on: '2026-01-20' };
const SET = { type: 'review-date-set', on: '2026-09-21', meetingOn: '2026-11-05' };
const HELD = { type: 'review-meeting-held', on: '2026-11-05' };
const decided = (decision: string) => ({ type: 'review-decision-sent', on: '2026-12-03', decision });
const NOTICE = { type: 'amendment-notice-sent', on: '2026-12-03', channel: 'by-hand' };

function seenOn(today: string, ...told: readonly object[]) {
  const facts = told.map((one, i) => dated(anyFact.parse(one), `j${i + 1}`, WORKING));
  return familyReview(facts, derive(facts, isoDate(today)).duties, isoDate(today));
}

describe('a family sees', () => {
  test('that no day is set, and by when the whole must be over', () => {
    expect(seenOn('2026-09-01', MADE)).toMatchObject({ stands: 'no-date', meetingOn: null, reviewBy: '2027-01-19', viewsUntil: null });
  });

  test('the day set, when invitations are due, and until when views come in time', () => {
    expect(seenOn('2026-10-01', MADE, SET)).toMatchObject({ stands: 'date-set', meetingOn: '2026-11-05', noticeBy: '2026-10-21', viewsUntil: '2026-11-05', byCouncil: false });
    expect(seenOn('2026-11-05', MADE, { ...SET, arrangedBy: 'authority' })).toMatchObject({ stands: 'date-set', viewsUntil: '2026-11-05', byCouncil: true });
    expect(seenOn('2026-11-06', MADE, SET)).toMatchObject({ stands: 'passed', viewsUntil: null, noticeBy: null });
  });

  test('after the meeting by when we decide', () => {
    expect(seenOn('2026-11-06', MADE, SET, HELD)).toMatchObject({ stands: 'held', meetingOn: '2026-11-05', decideBy: '2026-12-03', decision: null, viewsUntil: null });
  });

  test('a plan kept: the decision and the next twelve months', () => {
    expect(seenOn('2026-12-04', MADE, SET, HELD, decided('keep'))).toMatchObject({ stands: 'decided', decideBy: null, decision: { decision: 'keep', on: '2026-12-03' }, amendment: null, reviewBy: '2027-12-02' });
  });

  test('amendments: fifteen days to comment, the plan’s last day; over, neither', () => {
    const amending = [MADE, SET, HELD, decided('amend'), NOTICE];
    expect(seenOn('2026-12-17', ...amending).amendment).toEqual({ noticeOn: '2026-12-03', commentUntil: '2026-12-17', finalBy: '2027-01-28' });
    expect(seenOn('2026-12-18', ...amending).amendment).toEqual({ noticeOn: '2026-12-03', commentUntil: null, finalBy: '2027-01-28' });
    expect(seenOn('2026-12-10', MADE, SET, HELD, decided('amend'), { ...NOTICE, channel: 'email' }).amendment?.commentUntil).toBeNull(); // without consent an email serves nothing
    expect(seenOn('2027-01-20', ...amending, { type: 'amended-plan-issued', on: '2027-01-14' })).toMatchObject({ amendment: null, ended: { by: 'amended-plan-issued', on: '2027-01-14' } });
  });
});
