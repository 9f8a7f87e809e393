import { describe, expect, test } from 'vitest';
import { asksHowItWas, feedbackLetter, isStillAsked, planAskedAbout, remindOn, toAsk } from '../../../domain/feedback/asking.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { DEFAULT_SETTINGS } from '../../../domain/settings.js';
import { LETTER_CODES } from '../../../domain/tell/letter-codes.js';
import { to } from '../../../domain/tell/wanted.js';
import { facts } from '../tell/telling.js';

/** Who is asked how it was, on which days, and who never is. Days worked by hand: 14 days after Tuesday 6 January 2026 is Tuesday 20 January. */

const DAYS = DEFAULT_SETTINGS.feedback;
const REQUEST = { type: 'request-received', on: '2025-09-02' };
const FINAL = { type: 'final-plan-issued', on: '2026-01-06', setting: 'T-SCHOOL01' };
const asked = (on: string, all: readonly object[], endedOn: string | null = null) =>
  toAsk(facts(...all), endedOn === null ? null : isoDate(endedOn), isoDate(on), DAYS).map(({ party, setting, about }) => [party, setting, about.on]);

describe('when', () => {
  test.each([
    { on: '2026-01-19', who: [] },
    { on: '2026-01-20', who: ['family', 'setting'] },
    { on: '2026-02-17', who: ['family', 'setting'] }, // 28 days after: the watch stood still
    { on: '2026-02-18', who: [] },
  ])('on $on: $who', ({ on, who }) => {
    expect(asked(on, [REQUEST, FINAL]).map(([party]) => party)).toEqual(who);
  });

  test('reminded a fortnight after the asking, and for as long after that', () => {
    expect(remindOn(isoDate('2026-01-20'), DAYS)).toEqual({ from: '2026-02-03', to: '2026-03-03' });
  });

  test('a council says otherwise', () => {
    expect(toAsk(facts(REQUEST, FINAL), null, isoDate('2026-01-13'), { askAfterDays: 7, remindAfterDays: 7 })).toHaveLength(2);
  });
});

describe('who', () => {
  test('of a plan that names no setting the family alone', () => {
    expect(asked('2026-01-20', [REQUEST, { type: 'final-plan-issued', on: '2026-01-06' }])).toEqual([['family', null, '2026-01-06']]);
  });

  test('an amended plan and one after reassessment too; a later plan takes the place of an earlier one', () => {
    const amended = { type: 'amended-plan-issued', on: '2026-01-16', setting: 'T-SCHOOL01' };
    const all: readonly object[] = [{ type: 'plan-made', on: '2025-01-10' }, amended];
    expect(asked('2026-01-30', all)).toHaveLength(2);
    const again: readonly object[] = [...all, { type: 'reassessed-plan-issued', on: '2026-01-28' }];
    expect(asked('2026-01-30', again)).toEqual([]); // the amended plan is overtaken, the new one too young
    expect(asked('2026-02-11', again)).toEqual([['family', null, '2026-01-28']]);
  });

  test.each([
    { type: 'died', on: '2026-01-08' }, { type: 'moved-away', on: '2026-01-08' }, { type: 'plan-ceased', on: '2026-01-08', reason: 'no-longer-necessary' }, { type: 'plan-transferred', on: '2026-01-08', to: 'elsewhere' },
  ])('nobody after $type', (ending) => {
    expect(planAskedAbout(facts(REQUEST, FINAL, ending))).toBeNull();
    expect(asked('2026-01-20', [REQUEST, FINAL, ending])).toEqual([]);
  });

  test('a plan that came to us from another council is asked about when we amend it', () => {
    const all: readonly object[] = [{ type: 'plan-transferred', on: '2025-11-03', from: 'elsewhere' }, { type: 'amended-plan-issued', on: '2026-01-06' }];
    expect(asked('2026-01-20', all)).toHaveLength(1);
  });

  test('a death known by another of the child’s records stops it; what ended before this plan does not', () => {
    expect(asked('2026-01-20', [REQUEST, FINAL], '2026-01-07')).toEqual([]);
    expect(asked('2026-01-20', [REQUEST, FINAL], '2025-08-01')).toHaveLength(2);
  });

  test('a plan whose record was put right is asked about by what stands', () => {
    const corrected = { type: 'correction', on: '2026-01-09', corrects: 'f2', reason: 'wrong day', replacement: { type: 'final-plan-issued', on: '2026-01-08' } };
    expect(asked('2026-01-22', [REQUEST, FINAL, corrected])).toEqual([['family', null, '2026-01-08']]);
    const struck = { ...corrected, replacement: null };
    expect(asked('2026-01-22', [REQUEST, FINAL, struck])).toEqual([]);
  });
});

describe('its letters', () => {
  const all = facts(REQUEST, FINAL);
  const [, cause] = all;
  if (cause === undefined) throw new Error('no plan');

  test('ask and remind each party, and no other letter does', () => {
    expect((['family', 'setting'] as const).flatMap((party) => [feedbackLetter(party, 'ask'), feedbackLetter(party, 'remind')])).toEqual(LETTER_CODES.filter(asksHowItWas));
  });

  test('go while their plan is the last one and names that setting', () => {
    expect(isStillAsked(to('feedback-family', 'family'), cause, all)).toBe(true);
    expect(isStillAsked(to('feedback-setting-reminder', 'setting', 'T-SCHOOL01'), cause, all)).toBe(true);
    expect(isStillAsked(to('feedback-setting', 'setting', 'T-0THER001'), cause, all)).toBe(false);
    expect(isStillAsked(to('final-plan', 'family'), cause, all)).toBe(false);
    expect(isStillAsked(to('feedback-family', 'family'), cause, facts(REQUEST, FINAL, { type: 'died', on: '2026-01-20' }))).toBe(false);
  });
});
