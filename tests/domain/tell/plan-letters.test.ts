import { describe, expect, test } from 'vitest';
import { longDay } from '../../../domain/dates/said.js';
import { derive } from '../../../domain/derive.js';
import type { DutyCode } from '../../../domain/duty-codes.js';
import { DEFAULT_SETTINGS } from '../../../domain/settings.js';
import { wantedOfItem } from '../../../domain/tell/letter-of-item.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { LETTER_CODES } from '../../../domain/tell/letter-codes.js';
import { isOfSettingsReview } from '../../../domain/tell/letters-of-plan.js';
import { isStillWanted, lettersFor } from '../../../domain/tell/letters-for.js';
import { REQUIRED } from '../../../domain/tell/required.js';
import { facts, letterOf, saidBy } from './telling.js';

/** The steps of a plan's life, each said to whoever must hear it, with the days of law.md section 4. */

const day = (on: string): string => longDay(isoDate(on));
const MADE = { type: 'plan-made', on: '2025-12-10' };
const DATED = { type: 'review-date-set', on: '2026-09-21', meetingOn: '2026-11-05' };
const MOVED = { type: 'review-date-set', on: '2026-10-01', meetingOn: '2026-11-12' };
const HELD = { type: 'review-meeting-held', on: '2026-11-05' };
const decided = (decision: 'keep' | 'amend' | 'cease', on = '2026-12-03') => ({ type: 'review-decision-sent', on, decision });
const NOTICE = { type: 'amendment-notice-sent', on: '2026-12-03', channel: 'by-hand' };
const AMENDED = { type: 'amended-plan-issued', on: '2027-01-20', setting: 'T-7' };
const DROPPED = { type: 'amendment-dropped', on: '2027-01-20' };
const ASKED = { type: 'reassessment-requested', on: '2026-10-01', by: 'parent' };
const REASSESSING = { type: 'reassessment-agreed', on: '2026-10-14' };
const UNCHANGED = { type: 'plan-left-unchanged', on: '2026-12-10' };
const EARLY = { type: 'early-review-requested', on: '2026-03-02', by: 'setting' };
const early = (answer: 'yes' | 'no') => ({ type: 'early-review-answered', on: '2026-03-09', answer });
const CEASED = { type: 'plan-ceased', on: '2027-02-10' };
const CEASING = { type: 'cease-decided', on: '2026-12-03' };
const MOVING = { type: 'move-known', on: '2026-06-10', movesOn: '2026-08-01', to: '881' };

describe('each step of a plan’s life is said by its letters', () => {
  test.each([
    { what: 'a review’s day: the setting that holds it, and the family', told: [MADE, DATED], says: ['review-arranged > setting-attended', 'review-date > family'] },
    { what: 'another day: both hear that it moved', told: [MADE, DATED, MOVED], says: ['review-rearranged > setting-attended', 'review-date-moved > family'] },
    { what: 'the next review’s day is not a day moved', told: [MADE, DATED, HELD, decided('keep'), { ...DATED, on: '2027-09-20', meetingOn: '2027-11-04' }], says: ['review-arranged > setting-attended', 'review-date > family'] },
    { what: 'the same day set again is not a day moved', told: [MADE, DATED, { ...MOVED, meetingOn: DATED.meetingOn }], says: ['review-arranged > setting-attended', 'review-date > family'] },
    { what: 'a meeting held: its report is asked of the setting', told: [MADE, DATED, HELD], says: ['review-report-request > setting-attended'] },
    { what: 'a plan kept: the family, and the setting', told: [MADE, HELD, decided('keep')], says: ['review-kept > family', 'review-decided > setting-attended'] },
    { what: 'a plan to be amended: the same', told: [MADE, HELD, decided('amend')], says: ['review-amending > family', 'review-decided > setting-attended'] },
    { what: 'a plan that should end: the ICB as well', told: [MADE, HELD, decided('cease')], says: ['review-ceasing > family', 'review-decided > setting-attended', 'review-decided > icb'] },
    { what: 'an early review agreed: its day says it', told: [MADE, EARLY, early('yes')], says: [] },
    { what: 'an early review refused: the setting, where it asked', told: [MADE, EARLY, early('no')], says: ['early-review-refused-setting > setting-attended'] },
    { what: 'an early review refused: the family, where it asked', told: [MADE, { ...EARLY, by: 'parent' }, early('no')], says: ['early-review-refused > family'] },
    { what: 'the notice of amendments', told: [MADE, HELD, decided('amend'), NOTICE], says: ['amendment-notice > family'] },
    { what: 'the notice sent again', told: [MADE, HELD, decided('amend'), NOTICE, { ...NOTICE, on: '2026-12-21' }], says: ['amendment-notice > family'] },
    { what: 'an amendment without a review (reg 28)', told: [MADE, NOTICE], says: ['amendment-notice > family'] },
    { what: 'an amendment dropped', told: [MADE, HELD, decided('amend'), NOTICE, DROPPED], says: ['amendment-dropped > family'] },
    { what: 'an amended plan: the family, the ICB, the setting it names', told: [MADE, HELD, decided('amend'), NOTICE, AMENDED], says: ['amended-plan > family', 'plan-changed-partners > icb', 'plan-changed-partners > setting T-7'] },
    { what: 'a reassessment agreed', told: [MADE, ASKED, REASSESSING], says: ['reassessment-agreed > family'] },
    { what: 'a reassessment refused', told: [MADE, ASKED, { type: 'reassessment-refused', on: '2026-10-14' }], says: ['reassessment-refused > family'] },
    { what: 'its draft, by the words of a plan that is there already', told: [MADE, ASKED, REASSESSING, { type: 'draft-plan-sent', on: '2026-12-14', channel: 'by-hand' }], says: ['reassessment-draft > family'] },
    { what: 'its plan', told: [MADE, ASKED, REASSESSING, { type: 'reassessed-plan-issued', on: '2027-01-18', setting: 'T-8' }], says: ['reassessed-plan > family', 'plan-changed-partners > icb', 'plan-changed-partners > setting T-8'] },
    { what: 'a plan left as it is after it', told: [MADE, ASKED, REASSESSING, UNCHANGED], says: ['plan-left-unchanged > family'] },
    { what: 'ending it considered: the setting is consulted', told: [MADE, { type: 'cease-proposed', on: '2026-10-01' }], says: ['ceasing-considered > family', 'ceasing-consultation > setting-attended'] },
    { what: 'ending it decided', told: [MADE, CEASING], says: ['plan-ceasing > family', 'plan-ceasing-partners > icb', 'plan-ceasing-partners > setting-attended'] },
    { what: 'ending it decided: the setting the plan names, once a fact says which', told: [MADE, NOTICE, AMENDED, { ...CEASING, on: '2027-03-01' }], says: ['plan-ceasing > family', 'plan-ceasing-partners > icb', 'plan-ceasing-partners > setting T-7'] },
    { what: 'the plan ended', told: [MADE, CEASING, CEASED], says: ['plan-ended > family', 'plan-ended-partners > icb', 'plan-ended-partners > setting-attended'] },
    { what: 'a move ahead: the family', told: [MADE, MOVING], says: ['moving-away > family'] },
    { what: 'a move put off: the family again', told: [MADE, MOVING, { ...MOVING, on: '2026-07-01', movesOn: '2026-09-01' }], says: ['moving-away > family'] },
    { what: 'the plan transferred, even after the move', told: [MADE, MOVING, { type: 'moved-away', on: '2026-08-01' }, { type: 'plan-transferred', on: '2026-08-01', to: '881' }], says: ['plan-transferred > family', 'plan-transferred-partners > icb', 'plan-transferred-partners > setting-attended'] },
    { what: 'a plan come to us: what it means is told by its own fact', told: [{ type: 'plan-transferred', on: '2026-08-01', from: '331' }], says: [] },
  ])('$what', ({ told, says }) => {
    expect(saidBy(...told)).toEqual(says);
  });

  test.each([
    { what: 'an early review refused, once a day for it is set', told: [MADE, EARLY, DATED, early('no')] },
    { what: 'a day that another has taken the place of', told: [MADE, MOVED, DATED] },
    { what: 'a day whose meeting was held', told: [MADE, HELD, DATED] },
    { what: 'a day once the plan has ended', told: [MADE, CEASED, DATED] },
    { what: 'proposed amendments, once there is the amended plan', told: [MADE, AMENDED, NOTICE] },
    { what: 'a reassessment to come, once there is its plan', told: [MADE, ASKED, { type: 'reassessed-plan-issued', on: '2027-01-18' }, REASSESSING] },
    { what: 'a reassessment to come, once the plan is left as it is', told: [MADE, ASKED, UNCHANGED, REASSESSING] },
    { what: 'ending it being considered, once it is decided', told: [MADE, CEASING, { type: 'cease-proposed', on: '2026-10-01' }] },
    { what: 'a plan that ended because it went to another council, or the child died', told: [MADE, { ...CEASED, reason: 'sen2-8' }] },
    { what: 'a move on an assessment, where nothing transfers', told: [{ type: 'request-received', on: '2026-05-01', by: 'parent' }, MOVING] },
    { what: 'a move once the plan has gone', told: [MADE, { type: 'plan-transferred', on: '2026-08-01', to: '881' }, MOVING] },
    { what: 'a plan transferred after the child died', told: [MADE, { type: 'died', on: '2026-07-30' }, { type: 'plan-transferred', on: '2026-08-01', to: '881' }] },
  ])('nobody is told of $what', ({ told }) => {
    expect(saidBy(...told)).toEqual([]);
  });
});

describe('one decision, one envelope', () => {
  test('a decision to amend sent with its notice is said by the notice; the setting hears of it all the same', () => {
    expect(saidBy(MADE, HELD, NOTICE, decided('amend'))).toEqual(['review-decided > setting-attended']);
    expect(letterOf('amendment-notice', [MADE, HELD, decided('amend'), NOTICE])).toContain(`reviewed at the meeting on ${day('2026-11-05')}. We have decided to amend it`);
  });

  test('a notice of a later day does not take the decision’s letter back', () => {
    expect(saidBy(MADE, HELD, { ...NOTICE, on: '2026-12-10' }, decided('amend'))).toEqual(['review-amending > family', 'review-decided > setting-attended']);
  });

  test('a decision’s letter that has not gone is not wanted once the notice of the same day stands beside it', () => {
    const before = facts(MADE, HELD, decided('amend'));
    const cause = before.at(-1);
    if (cause === undefined) throw new Error('no facts');
    const letter = { letter: 'review-amending', audience: 'family', ref: null } as const;
    expect([isStillWanted(letter, cause, before), isStillWanted(letter, cause, facts(MADE, HELD, decided('amend'), NOTICE))]).toEqual([true, false]);
  });

  test('a review that ends the plan and the decision to end it, of one day, are one notice', () => {
    expect(saidBy(MADE, HELD, CEASING, decided('cease'))).toEqual([]);
    expect(saidBy(MADE, HELD, decided('cease'), CEASING)).toEqual(['plan-ceasing > family', 'plan-ceasing-partners > icb', 'plan-ceasing-partners > setting-attended']);
    expect(saidBy(MADE, HELD, { ...CEASING, on: '2026-12-20' }, decided('cease'))).toContain('review-ceasing > family');
  });
});

describe('the days they say are those of the law', () => {
  test('D25: the meeting of 5 November: views by 21 October, what follows it', () => {
    const text = letterOf('review-date', [MADE, DATED]);
    expect(text).toContain(`is on ${day('2026-11-05')}`);
    expect(text).toContain(`by ${day('2026-10-21')}`);
    expect(letterOf('review-arranged', [MADE, DATED])).toContain(`By ${day('2026-10-21')}`);
  });

  test('a meeting moved names its new day and the former one', () => {
    for (const code of ['review-date-moved', 'review-rearranged'] as const) expect(letterOf(code, [MADE, DATED, MOVED])).toContain(`now on ${day('2026-11-12')}, and no longer on ${day('2026-11-05')}`);
  });

  test('a meeting set too late for the two weeks says so, and asks for no day that has passed', () => {
    const text = letterOf('review-date', [MADE, { ...DATED, on: '2026-10-26' }]);
    expect(text).toContain('at least two weeks’ notice');
    expect(text).not.toContain(day('2026-10-21'));
  });

  test('D25: amend: the notice by 3 December, the plan by 28 January', () => {
    const text = letterOf('review-amending', [MADE, HELD, decided('amend', '2026-11-19')]);
    expect(text).toContain(`by ${day('2026-12-03')}`);
    expect(text).toContain(`the amended plan by ${day('2027-01-28')}`);
  });

  test('D25: a notice served on 3 December: views to 17 December, the plan by 28 January', () => {
    const text = letterOf('amendment-notice', [MADE, HELD, decided('amend'), NOTICE]);
    expect(text).toContain(`until the end of ${day('2026-12-17')}`);
    expect(text).toContain(`the amended plan by ${day('2027-01-28')}`);
  });

  test('D26: an early notice binds by its own eight weeks', () => {
    expect(letterOf('amendment-notice', [MADE, HELD, { ...NOTICE, on: '2026-11-20' }])).toContain(`the amended plan by ${day('2027-01-15')}`);
  });

  test('a notice by post gives the second working day, by email without consent the law’s own words', () => {
    expect(letterOf('amendment-notice', [MADE, HELD, { ...NOTICE, channel: 'first-class-post' }])).toContain(`until the end of ${day('2026-12-21')}`);
    expect(letterOf('amendment-notice', [MADE, HELD, { ...NOTICE, channel: 'email' }])).toContain('we will confirm the last day');
  });

  test('a notice sent again says so; its days run anew, the plan’s last day does not', () => {
    const text = letterOf('amendment-notice', [MADE, HELD, decided('amend'), NOTICE, { ...NOTICE, on: '2026-12-21' }]);
    expect(text).toContain('takes the place of the one we sent you before');
    expect(text).toContain(`until the end of ${day('2027-01-04')}`);
    expect(text).toContain(`the amended plan by ${day('2027-01-28')}`);
  });

  test('a notice without a review says so, and has its own eight weeks', () => {
    const text = letterOf('amendment-notice', [MADE, NOTICE]);
    expect(text).toContain('without waiting for its next review');
    expect(text).toContain(`the amended plan by ${day('2027-01-28')}`);
  });

  test('D23: a plan kept on 20 February 2026 is reviewed again by 19 February 2027, and can be appealed', () => {
    const text = letterOf('review-kept', [{ ...MADE, on: '2025-03-10' }, { ...HELD, on: '2026-01-30' }, decided('keep', '2026-02-20')], { reasons: 'The outcomes still hold.' });
    expect(text).toContain(`again by ${day('2027-02-19')}`);
    expect(text).toContain('The outcomes still hold.');
    expect(text).toContain(`must arrive by ${day('2026-04-20')}`);
  });

  test('an early review refused says when the plan is reviewed', () => {
    for (const code of ['early-review-refused', 'early-review-refused-setting'] as const) expect(letterOf(code, [MADE, EARLY, early('no')])).toContain(`by ${day('2026-12-09')}`);
  });

  test('where an officer wrote no reasons for ending a plan, its ground in law is said', () => {
    expect(letterOf('plan-ceasing', [MADE, { ...CEASING, ground: 'outcomes-achieved' }])).toContain('have been achieved');
    expect(letterOf('plan-ceasing', [MADE, { ...CEASING, ground: 'outcomes-achieved' }], { reasons: 'Words.' })).not.toContain('have been achieved');
  });

  test('D48: notice of ceasing sent 9 March 2026: kept at least to the end of 11 May', () => {
    for (const code of ['plan-ceasing', 'plan-ceasing-partners'] as const) expect(letterOf(code, [MADE, { ...CEASING, on: '2026-03-09' }])).toContain(`until the end of ${day('2026-05-11')}`);
    expect(letterOf('plan-ceasing', [MADE, { ...CEASING, on: '2026-03-09' }])).toContain(`must arrive by ${day('2026-05-11')}`);
  });

  test('D44: a reassessment agreed on 14 October 2026: the plan by 20 January 2027', () => {
    expect(letterOf('reassessment-agreed', [MADE, ASKED, REASSESSING])).toContain(`must reach you by ${day('2027-01-20')}`);
  });

  test('advice for it is asked for a reassessment, and elsewhere for an assessment', () => {
    const asked = { type: 'advice-requested', on: '2026-10-14', adviser: 'V-1', role: 'health' };
    const adviser = { addressee: { kind: 'adviser', name: 'Dr Invented', channel: 'email' }, adviser: 'the paediatric team' } as const;
    expect(letterOf('advice-request', [MADE, ASKED, REASSESSING, asked], adviser)).toContain('is carrying out an EHC needs reassessment for');
    expect(letterOf('advice-request', [{ type: 'request-received', on: '2026-09-01', by: 'parent' }, { type: 'assessment-agreed', on: '2026-10-12' }, asked], adviser)).toContain('is carrying out an EHC needs assessment for');
  });

  test('D36 alike: after an order to reassess its own fourteen weeks bind, where they are the earlier', () => {
    const order = { type: 'tribunal-order', on: '2026-10-02', order: 'reassess' };
    expect(letterOf('reassessment-agreed', [MADE, order, REASSESSING])).toContain(`must reach you by ${day('2027-01-08')}`);
  });

  test('D42: a move on 1 August known on 10 June: transferred on the day; learned on 27 July: by 14 August', () => {
    expect(letterOf('moving-away', [MADE, MOVING])).toContain(`transfer it to that council by ${day('2026-08-01')}`);
    expect(letterOf('moving-away', [MADE, { ...MOVING, on: '2026-07-27' }])).toContain(`by ${day('2026-08-14')}`);
  });

  test('nobody who stays behind reads where the family went', () => {
    for (const [code, last] of [['moving-away', MOVING], ['plan-transferred', { type: 'plan-transferred', on: '2026-08-01', to: '881' }]] as const) expect(letterOf(code, [MADE, last])).not.toContain('881');
  });
});

describe('what law demands of each', () => {
  const REG_32 = ['mediation-right', 'mediation-certificate', 'mediation-adviser', 'mediation-timescale', 'mediation-tell-us', 'mediation-contact'];
  const APPEAL = ['appeal-right', 'time-limit', ...REG_32, 'disagreement-resolution', 'information-and-advice', 'tribunal-recommendations'];

  test.each(['review-kept', 'review-ceasing', 'amendment-dropped', 'amended-plan', 'reassessment-refused', 'reassessed-plan', 'plan-left-unchanged', 'plan-ceasing'] as const)('%s holds the right of appeal with all that goes with it', (code) => {
    expect(REQUIRED[code].map((item) => item.code)).toEqual(expect.arrayContaining(APPEAL));
  });

  test('reasons: those of a dropped amendment are the law’s demand, others stand where they were given', () => {
    expect(() => letterOf('amendment-dropped', [MADE, NOTICE, DROPPED])).toThrow('{{reasons}}');
    expect(letterOf('amendment-dropped', [MADE, NOTICE, DROPPED], { reasons: 'You told us that it would do harm.' })).toContain('You told us that it would do harm.');
    expect(letterOf('review-kept', [MADE, HELD, decided('keep')])).toContain('we will give them to you in writing');
  });

  test('to a family, reasons go by post alone', () => {
    const held = (code: (typeof LETTER_CODES)[number]): boolean => REQUIRED[code].some((item) => item.code === 'reasons');
    expect(LETTER_CODES.filter((code) => held(code) && code !== 'advice-returned').length).toBeGreaterThan(6);
    expect(letterOf('review-kept', [MADE, HELD, decided('keep')], { reasons: 'Words.', addressee: { kind: 'service', name: 'A post', channel: 'email' } })).not.toContain('Words.');
  });
});

test('only what a setting does of its own review is not for a child who attends none', () => {
  const told = [DATED, HELD, decided('keep'), decided('cease'), CEASING];
  const kept = told.flatMap((last) => {
    const all = facts(MADE, ...(last === DATED || last === HELD ? [] : [HELD]), last);
    const cause = all.at(-1);
    return cause === undefined ? [] : lettersFor(cause, all).filter((wanted) => !isOfSettingsReview(wanted)).map(({ letter, audience }) => `${letter} > ${audience}`);
  });
  expect(kept).toEqual(['review-kept > family', 'review-ceasing > family', 'review-decided > icb', 'plan-ceasing > family', 'plan-ceasing-partners > icb', 'plan-ceasing-partners > setting-attended']);
});

describe('every rung of a plan’s duties reaches somebody, in words that fit a plan', () => {
  const TRANSFER = { type: 'phase-transfer-expected', on: '2026-09-10', kind: 'primary-secondary', transferOn: '2027-09-01' };
  const CAME = { type: 'plan-transferred', on: '2026-09-01', from: '331' };
  const OWED: readonly Readonly<{ duty: DutyCode; told: readonly object[] }>[] = [
    { duty: 'complete-review', told: [MADE] },
    { duty: 'invite-to-review', told: [MADE, DATED] },
    { duty: 'circulate-review-papers', told: [MADE, DATED] },
    { duty: 'send-review-report', told: [MADE, HELD] },
    { duty: 'decide-after-review', told: [MADE, HELD] },
    { duty: 'send-amendment-notice', told: [MADE, HELD, decided('amend')] },
    { duty: 'issue-amended-plan', told: [MADE, HELD, decided('amend'), NOTICE] },
    { duty: 'secure-provision', told: [MADE, HELD, NOTICE, AMENDED] },
    { duty: 'amend-for-phase-transfer', told: [MADE, TRANSFER] },
    { duty: 'hold-transfer-review', told: [MADE, TRANSFER] },
    { duty: 'decide-to-reassess', told: [MADE, ASKED] },
    { duty: 'issue-reassessed-plan', told: [MADE, ASKED, REASSESSING] },
    { duty: 'order-amend', told: [MADE, { type: 'tribunal-order', on: '2026-10-02', order: 'amend-contents' }] },
    { duty: 'transfer-plan-out', told: [MADE, MOVING] },
    { duty: 'transfer-plan-out', told: [MADE, { type: 'moved-away', on: '2026-08-01' }] },
    { duty: 'tell-family-of-transfer', told: [CAME] },
    { duty: 'review-after-transfer', told: [CAME] },
  ];

  test.each(OWED)('$duty', ({ duty, told }) => {
    const all = facts(...told);
    const today = all.at(-1)?.on ?? isoDate('2026-01-01');
    const { duties, agenda } = derive(all, today, DEFAULT_SETTINGS);
    const items = agenda.filter((item) => item.duty === duty && item.to !== null);
    expect(items.length).toBeGreaterThan(1);
    for (const item of items) {
      const wanted = wantedOfItem(item, all);
      if (wanted === null) throw new Error(`${item.rung} of ${duty} to ${item.to ?? ''} reaches nobody`);
      const isSetting = wanted.audience === 'setting-attended';
      const text = letterOf(wanted.letter, told, { cause: null, item, casePage: 'https://duly.example/cases/P-0042', addressee: { kind: isSetting ? 'setting' : 'staff', name: 'A colleague', channel: 'email' } });
      expect(text).toContain(longDay(duties.find(({ code, occurrence }) => code === duty && occurrence === item.occurrence)?.dueOn ?? today));
      expect(text).not.toMatch(/\bassessment|draft/);
    }
  });

  test('what a window leaves the family to do is said of a plan', () => {
    const item = { duty: 'hear-representations', subject: null, occurrence: 'f4' } as const;
    expect(letterOf('family-reminder', [MADE, HELD, decided('amend'), NOTICE], { cause: null, item })).toContain('tell us what you think of the draft plan or the proposed amendments');
    expect(letterOf('family-reminder', [MADE, CEASING], { cause: null, item: { ...item, duty: 'keep-plan-until', occurrence: 'f2' } })).toContain('appeal against the end of the plan');
  });
});
