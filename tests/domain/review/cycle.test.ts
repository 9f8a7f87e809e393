import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { dated } from '../../../domain/facts/receipt.js';
import { anyFact } from '../../../domain/facts/schema.js';
import { progressOf } from '../../../domain/progress.js';
import { judge } from '../../../domain/sequence.js';
import { reviewNow, reviewsOf, SETTING_STEPS, stepRefused, stepsOfSetting } from '../../../domain/review/cycle.js';

const WORKING = workingDays();
const facts = (...told: readonly object[]): Fact[] => told.map((one, i) => dated(anyFact.parse(one), `j${i + 1}`, WORKING));
const MADE = { type: 'plan-made', on: '2026-01-20' };
const SET = { type: 'review-date-set', on: '2026-09-21', meetingOn: '2026-11-05' }; // D25
const INVITED = [MADE, SET, { type: 'review-invitations-sent', on: '2026-10-15' }, { type: 'review-papers-circulated', on: '2026-10-15' }];
const HELD = { type: 'review-meeting-held', on: '2026-11-05' };
const REPORT = { type: 'review-report-sent', on: '2026-11-12' };
const DECIDED = { type: 'review-decision-sent', on: '2026-11-26', decision: 'amend' };

describe('what a setting may record next', () => {
  test.each([
    { when: 'no date is set', told: [MADE], may: ['review-meeting-held'] },
    { when: 'the date is set', told: [MADE, SET], may: ['review-invitations-sent', 'review-papers-circulated', 'review-meeting-held'] },
    { when: 'the invitations went', told: [MADE, SET, { type: 'review-invitations-sent', on: '2026-10-15' }], may: ['review-papers-circulated', 'review-meeting-held'] },
    { when: 'the date was moved after that: they are to go again', told: [MADE, SET, { type: 'review-invitations-sent', on: '2026-10-15' }, { type: 'review-date-set', on: '2026-10-20', meetingOn: '2026-11-20' }], may: ['review-invitations-sent', 'review-papers-circulated', 'review-meeting-held'] },
    { when: 'the meeting was held, and nobody has said that the notices went', told: [MADE, SET, HELD], may: ['review-invitations-sent', 'review-papers-circulated', 'review-report-sent'] },
    { when: 'the meeting was held', told: [...INVITED, HELD], may: ['review-report-sent'] },
    { when: 'the report is sent', told: [...INVITED, HELD, REPORT], may: [] },
    { when: 'the council has decided', told: [...INVITED, HELD, REPORT, DECIDED], may: ['review-meeting-held'] },
    { when: 'the council has decided without a report', told: [...INVITED, HELD, DECIDED], may: ['review-meeting-held', 'review-report-sent'] },
    { when: 'the next date is set', told: [MADE, SET, HELD, REPORT, DECIDED, { type: 'review-date-set', on: '2027-09-01', meetingOn: '2027-11-04' }], may: ['review-invitations-sent', 'review-papers-circulated', 'review-meeting-held'] },
    { when: 'the next date is agreed at the meeting itself', told: [MADE, SET, HELD, { type: 'review-date-set', on: '2026-11-05', meetingOn: '2027-10-14' }], may: ['review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-report-sent'] },
    { when: 'the meeting was held before its day', told: [...INVITED, { type: 'review-meeting-held', on: '2026-11-03' }], may: ['review-report-sent'] },
    { when: 'the meeting was taken out again', told: [MADE, SET, HELD, { type: 'correction', on: '2026-11-06', corrects: 'j3', replacement: null }], may: ['review-invitations-sent', 'review-papers-circulated', 'review-meeting-held'] },
  ])('$when', ({ told, may }) => {
    expect(stepsOfSetting(facts(...told))).toEqual(may);
  });

  test('a report before a meeting, a notice for another date and a meeting held twice are refused by name', () => {
    const on = isoDate('2026-11-12');
    expect(stepRefused(facts(MADE, SET), 'review-report-sent', on)).toEqual({ code: 'no-meeting', day: null });
    expect(stepRefused(facts(MADE, SET), 'review-invitations-sent', isoDate('2026-09-20'))).toEqual({ code: 'before-date-set', day: '2026-09-21' });
    expect(stepRefused(facts(MADE, SET, HELD, REPORT), 'review-report-sent', on)).toEqual({ code: 'not-now', day: null });
    expect(stepRefused(facts(MADE, SET, HELD, REPORT, DECIDED), 'review-meeting-held', isoDate('2026-11-05'))).toEqual({ code: 'before-last-meeting', day: '2026-11-06' });
    expect(stepRefused(facts(MADE, SET, HELD), 'review-papers-circulated', isoDate('2026-11-06'))).toEqual({ code: 'after-meeting', day: '2026-11-05' });
    expect(stepRefused(facts(MADE, SET, HELD), 'review-papers-circulated', isoDate('2026-10-20'))).toBeNull();
    expect(stepRefused(facts(MADE, SET, HELD), 'review-report-sent', on)).toBeNull();
  });
});

test('a whole review is read back from its facts, the next one before it', () => {
  const all = facts(MADE, SET, { type: 'review-invitations-sent', on: '2026-10-15' }, { type: 'review-papers-circulated', on: '2026-10-20' }, HELD, REPORT, DECIDED,
    { type: 'amendment-notice-sent', on: '2026-11-26' }, { type: 'amended-plan-issued', on: '2027-01-14' }, { type: 'review-date-set', on: '2027-09-01', meetingOn: '2027-11-04' });
  expect(reviewsOf(all)).toEqual([
    { plannedOn: '2027-11-04', setBy: 'j10', byCouncil: false, invitedOn: null, papersOn: null, held: null, reportOn: null, decision: null, noticeOn: null, ended: null },
    {
      plannedOn: '2026-11-05', setBy: 'j2', byCouncil: false, invitedOn: '2026-10-15', papersOn: '2026-10-20', held: { on: '2026-11-05', occurrence: 'j5' }, reportOn: '2026-11-12',
      decision: { decision: 'amend', on: '2026-11-26' }, noticeOn: '2026-11-26', ended: { by: 'amended-plan-issued', on: '2027-01-14' },
    },
  ]);
  expect(reviewNow([]).held).toBeNull();
});

test('a plan kept and later amended without a review (reg 28): neither notice nor plan is the review’s', () => {
  const [review] = reviewsOf(facts(...INVITED, HELD, REPORT, { ...DECIDED, decision: 'keep' }, { type: 'amendment-notice-sent', on: '2027-03-01' }, { type: 'amended-plan-issued', on: '2027-04-12' }));
  expect(review).toMatchObject({ decision: { decision: 'keep', on: '2026-11-26' }, noticeOn: null, ended: null });
});

test('a date agreed at a meeting for the next one stands in the record’s progress', () => {
  const next = { type: 'review-date-set', on: '2026-11-05', meetingOn: '2027-10-14' };
  expect(progressOf(facts(...INVITED, HELD, next))).toMatchObject({ meetingOn: '2026-11-05', reviewOn: '2027-10-14', reviewing: true });
  expect(progressOf(facts(...INVITED, HELD))).toMatchObject({ meetingOn: '2026-11-05', reviewOn: null, reviewing: true });
  expect(progressOf(facts(...INVITED))).toMatchObject({ meetingOn: null, reviewOn: '2026-11-05', reviewing: false });
});

test('in any order of steps: what is offered the law’s own rule takes, no meeting is counted twice, and no report comes before its meeting', () => {
  const step = fc.record({ type: fc.constantFrom(...SETTING_STEPS, 'review-date-set', 'review-decision-sent'), after: fc.integer({ min: 0, max: 60 }) });
  let recorded = 0;
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let told: Fact[] = facts(MADE);
      let today = isoDate('2026-01-21');
      for (const { type, after } of steps) {
        today = addDays(today, after);
        const fact = { id: `j${told.length + 1}`, type, on: today, ...(type === 'review-date-set' ? { meetingOn: addDays(today, 40) } : {}), ...(type === 'review-decision-sent' ? { decision: 'keep' } : {}) } as Fact;
        const isSettings = SETTING_STEPS.some((known) => known === type);
        if (isSettings && stepRefused(told, type as (typeof SETTING_STEPS)[number], today) !== null) continue;
        const refusal = judge(told, [fact], today);
        if (isSettings) expect(refusal).toBeNull();
        if (refusal !== null) continue;
        told = [...told, fact];
        recorded += 1;
      }
      const held = reviewsOf(told).filter((review) => review.held !== null);
      expect(new Set(held.map((review) => review.held?.on)).size).toBe(held.length);
      for (const { held: meeting, reportOn } of held) if (reportOn !== null) expect(reportOn >= (meeting?.on ?? '')).toBe(true);
    }),
  );
  expect(recorded).toBeGreaterThan(0);
});
