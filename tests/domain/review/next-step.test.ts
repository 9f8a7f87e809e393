import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { nextStepOf, type ReviewDays } from '../../../domain/review/next-step.js';

const TODAY = isoDate('2026-11-23');
const NOTHING: ReviewDays = { completeBy: null, meetingOn: null, inviteBy: null, papersBy: null, reportBy: null, decideBy: null, noticeBy: null, finalBy: null, amendBy: null, earlyAskedOn: null, endsOn: null };
const days = (given: Readonly<Partial<Record<keyof ReviewDays, string>>>): ReviewDays => ({ ...NOTHING, ...Object.fromEntries(Object.entries(given).map(([key, on]) => [key, isoDate(on)])) });
const COMPLETE = { completeBy: '2027-03-09' };
const MEETING = { ...COMPLETE, meetingOn: '2027-01-26' };

describe('what must happen next in a review', () => {
  test.each<[string, Parameters<typeof days>[0], [string, string] | null]>([
    ['nothing is owed', {}, null],
    ['no date is set: 9 March less 4 weeks to decide less 15 days of notice', COMPLETE, ['set-date', '2027-01-25']],
    // 30 March less 12 weeks is 5 January, and 15 days before that 21 December
    ['and a phase transfer is sooner', { ...COMPLETE, amendBy: '2027-03-30' }, ['set-date', '2026-12-21']],
    ['and a phase transfer that is later moves nothing', { ...COMPLETE, amendBy: '2027-06-30' }, ['set-date', '2027-01-25']],
    ['invitations come before papers', { ...MEETING, inviteBy: '2027-01-11', papersBy: '2027-01-11' }, ['invite', '2027-01-11']],
    ['papers', { ...MEETING, papersBy: '2027-01-11' }, ['papers', '2027-01-11']],
    ['invitations that are late, while the meeting is ahead', { ...COMPLETE, meetingOn: '2026-11-23', inviteBy: '2026-11-08' }, ['invite', '2026-11-08']],
    ['everybody knows: the meeting', MEETING, ['meeting', '2027-01-26']],
    ['a day that has passed asks what became of its meeting, invitations or not', { ...COMPLETE, meetingOn: '2026-11-22', inviteBy: '2026-11-07' }, ['meeting', '2026-11-22']],
    ['held: the report', { ...COMPLETE, reportBy: '2026-12-07', decideBy: '2026-12-21' }, ['report', '2026-12-07']],
    ['reported: the decision', { ...COMPLETE, decideBy: '2026-12-21', noticeBy: '2026-12-21' }, ['decide', '2026-12-21']],
    ['decided without a report: the report is not what holds it up', { ...COMPLETE, reportBy: '2026-12-07', noticeBy: '2026-12-21', finalBy: '2027-02-15' }, ['notice', '2026-12-21']],
    ['noticed: the final plan', { ...COMPLETE, finalBy: '2027-02-15' }, ['final', '2027-02-15']],
    ['an early review was asked for on 10 November: answered within 15 days, before the yearly one is thought of', { ...COMPLETE, earlyAskedOn: '2026-11-10' }, ['early', '2026-11-25']],
    ['a date that is to be set sooner than that answers it', { completeBy: '2026-12-20', earlyAskedOn: '2026-11-22' }, ['set-date', '2026-11-07']], // 20 December less 4 weeks less 15 days
    ['our own target hides no invitation that the law asks for', { ...MEETING, inviteBy: '2027-01-11', earlyAskedOn: '2026-11-10' }, ['invite', '2027-01-11']],
    ['the last meeting is decided before an early review is answered', { ...COMPLETE, decideBy: '2026-12-21', earlyAskedOn: '2026-11-10' }, ['decide', '2026-12-21']],
    ['the academic year of the 25th birthday ends today', { ...COMPLETE, endsOn: '2026-11-23' }, ['set-date', '2027-01-25']],
    ['and yesterday: no further review, the plan must end', { ...COMPLETE, earlyAskedOn: '2026-11-10', endsOn: '2026-11-22' }, ['end', '2026-11-22']],
    ['but what a review under way still owes comes first: a course may keep the plan', { ...COMPLETE, decideBy: '2026-12-21', endsOn: '2026-11-22' }, ['decide', '2026-12-21']],
    ['what the last meeting leaves to do comes before the next', { ...MEETING, inviteBy: '2027-01-11', decideBy: '2026-12-21' }, ['decide', '2026-12-21']],
  ])('%s', (_when, given, next) => {
    expect(nextStepOf(days(given), TODAY)).toEqual(next === null ? null : { step: next[0], by: next[1] });
  });
});
