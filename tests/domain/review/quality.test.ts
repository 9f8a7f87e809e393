import { isInYear9OrBeyond } from '../../../domain/dates/school-year.js';
import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { changedReportParts, EMPTY_REPORT, reviewForm, tidiedReport, type ReviewForm } from '../../../domain/review/form.js';
import { reportProblems } from '../../../domain/review/quality.js';

/** A report that says everything it should, of a child below Year 9. */
const WHOLE: ReviewForm = {
  ...EMPTY_REPORT,
  attendance: { child: 'in-writing', parent: 'came', setting: 'came', authority: 'apologies', health: 'not-invited', 'social-care': 'not-invited' },
  outcomes: [{ outcome: 'Reads a short book', progress: 'some', evidence: 'Reads twelve words in a row' }],
  childViews: 'I like the quiet room.',
  parentViews: 'We want more speech therapy.',
  changes: { ...EMPTY_REPORT.changes, F: 'Speech therapy twice a week' },
  disagreements: 'None',
  recommendation: 'amend',
};
const found = (form: ReviewForm, adulthood = false): string[] => reportProblems(form, adulthood).map(({ path, code }) => `${path} ${code}`);

describe('what a report lacks', () => {
  test('nothing, where it says everything', () => {
    expect(found(WHOLE)).toEqual([]);
  });

  test('each missing part by its own name, in the order of the form', () => {
    expect(found(EMPTY_REPORT)).toEqual([
      'attendance.child attendance-missing', 'attendance.parent attendance-missing', 'attendance.setting attendance-missing', 'attendance.authority attendance-missing',
      'attendance.health attendance-missing', 'attendance.social-care attendance-missing', 'outcomes outcomes-missing', 'childViews child-views-missing',
      'parentViews parent-views-missing', 'disagreements disagreements-missing', 'recommendation recommendation-missing',
    ]);
  });

  test.each<{ what: string; form: Partial<ReviewForm>; says: string[] }>([
    { what: 'to amend without saying what', form: { changes: EMPTY_REPORT.changes }, says: ['changes.B amend-without-change'] },
    { what: 'to keep what is to change', form: { recommendation: 'keep' }, says: ['changes.F change-without-amend'] },
    { what: 'to end the plan without saying why', form: { recommendation: 'cease' }, says: ['reasons reasons-missing'] },
    { what: 'an outcome without its progress', form: { outcomes: [{ outcome: 'Reads', progress: '', evidence: 'x' }] }, says: ['outcomes[0].progress progress-missing'] },
    { what: 'a family nobody invited', form: { attendance: { ...WHOLE.attendance, child: 'not-invited', parent: 'not-invited' } }, says: ['attendance.parent family-not-invited'] },
  ])('$what', ({ form, says }) => {
    expect(found({ ...WHOLE, ...form })).toEqual(says);
  });

  test('preparation for adulthood is asked for from Year 9 and not before', () => {
    expect(found(WHOLE, true)).toEqual(['adulthood.employment adulthood-missing', 'adulthood.independence adulthood-missing', 'adulthood.community adulthood-missing', 'adulthood.health adulthood-missing']);
    // born in May 2013: Year 8 to 31 August 2026, Year 9 from 1 September
    expect(isInYear9OrBeyond(isoDate('2013-05-01'), isoDate('2026-08-31'))).toBe(false);
    expect(isInYear9OrBeyond(isoDate('2013-05-01'), isoDate('2026-09-01'))).toBe(true);
    expect(isInYear9OrBeyond(isoDate('2003-05-01'), isoDate('2026-09-01'))).toBe(true); // a young person of 23
  });
});

describe('a report as it is kept', () => {
  test('without rows nobody wrote in and spaces nobody meant', () => {
    const typed: ReviewForm = { ...WHOLE, childViews: '  I like it. \n', outcomes: [{ outcome: ' ', progress: '', evidence: '' }, { outcome: '', progress: 'met', evidence: '' }] };
    expect(tidiedReport(typed)).toMatchObject({ childViews: 'I like it.', outcomes: [{ outcome: '', progress: 'met', evidence: '' }] });
  });

  test('what somebody else has changed is told by its parts, whatever the order in which a store gives them back', () => {
    const stored = { ...WHOLE, changes: Object.fromEntries(Object.entries(WHOLE.changes).reverse()) as ReviewForm['changes'], outcomes: WHOLE.outcomes.map(({ outcome, progress, evidence }) => ({ evidence, progress, outcome })) };
    expect(changedReportParts(WHOLE, stored)).toEqual([]);
    expect(changedReportParts(WHOLE, { ...stored, childViews: 'No.', recommendation: 'keep', outcomes: [] })).toEqual(['outcomes', 'childViews', 'recommendation']);
  });

  test.each([
    { what: 'a section that no plan has', sent: { ...WHOLE, changes: { ...WHOLE.changes, L: 'x' } } },
    { what: 'a progress that is none', sent: { ...WHOLE, outcomes: [{ outcome: 'x', progress: 'fine', evidence: '' }] } },
    { what: 'more outcomes than a plan has', sent: { ...WHOLE, outcomes: Array.from({ length: 21 }, () => WHOLE.outcomes[0]) } },
    { what: 'a book', sent: { ...WHOLE, childViews: 'x'.repeat(20_001) } },
  ])('is refused with $what', ({ sent }) => {
    expect(reviewForm.safeParse(sent).success).toBe(false);
  });
});
