import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { clock } from '../../../domain/clock.js';
import { expectedTransfer, nextTransferOn, type AttendedSetting } from '../../../domain/review-year/phase-cohort.js';

/** September 2027. Year groups by hand: Year 6 in 2026/27 is born 1 September 2015 to 31 August 2016. */
const ON = isoDate('2027-09-01');
const at = (highAge: number | null, more: Partial<AttendedSetting> = {}): AttendedSetting => ({ kind: 'mainstream-school', phase: null, highAge, ...more });
const found = (bornOn: string, setting: AttendedSetting | null) => {
  const one = expectedTransfer(isoDate(bornOn), setting, ON);
  return one === null ? null : [one.kind, one.yearGroup, one.mayStay];
};

describe('who moves to another phase', () => {
  test.each([
    ['Year 6 of a primary, the first born of its year', '2015-09-01', at(11), ['primary-secondary', 6, false]],
    ['Year 6, the last born', '2016-08-31', at(11), ['primary-secondary', 6, false]],
    ['Year 5 stays', '2016-09-01', at(11), null],
    ['Year 7 of a secondary stays', '2015-08-31', at(16), null],
    ['Year 2 of an infant school', '2019-09-01', at(7), ['infant-junior', 2, false]],
    ['Year 2 of a primary stays', '2019-09-01', at(11), null],
    ['Year 4 of a first school', '2017-09-01', at(9), ['primary-middle', 4, false]],
    ['Year 6 of a middle school to 13 stays', '2015-09-01', at(13), null],
    ['Year 8 of a middle school', '2013-09-01', at(13), ['middle-secondary', 8, false]],
    ['Year 7 of a middle school to 12', '2014-09-01', at(12), ['middle-secondary', 7, false]],
    ['Year 11 of a school to 16', '2010-09-01', at(16), ['secondary-post16', 11, false]],
    ['Year 11 of a school with a sixth form', '2010-09-01', at(18), ['secondary-post16', 11, true]],
    ['Year 13 of a sixth form', '2008-09-01', at(18), ['secondary-post16', 13, false]],
    ['Year 6 of a special school to 19 stays', '2015-09-01', at(19, { kind: 'special-school' }), null],
    ['the year before Reception, in a nursery', '2022-09-01', at(5, { kind: 'early-years' }), ['early-years', -1, false]],
    ['two years before, in a nursery', '2023-09-01', at(5, { kind: 'early-years' }), null],
    ['a nursery school by its phase', '2023-08-31', at(4, { phase: 'Nursery' }), ['early-years', -1, false]],
    ['at college: for people to say', '2009-09-01', at(25, { kind: 'college' }), null],
    ['Year 6 of a school whose ages are not known', '2015-09-01', at(null), ['primary-secondary', 6, true]],
    ['Year 8 of such a school', '2013-09-01', at(null), null],
    ['in no setting', '2015-09-01', null, null],
  ] as const)('%s', (_name, bornOn, setting, expected) => {
    expect(found(bornOn, setting)).toEqual(expected);
  });

  test.each([
    ['2026-11-23', '2027-09-01'],
    ['2027-08-31', '2027-09-01'],
    ['2027-09-01', '2028-09-01'],
    ['2028-02-29', '2028-09-01'],
  ])('on %s the next transfers are of %s', (today, on) => {
    expect(nextTransferOn(isoDate(today))).toBe(on);
  });
});

test('D28: the last safe meeting is as many weeks before the line as the duty says', () => {
  const read = clock({ today: '2026-10-01', facts: [{ type: 'plan-made', on: '2024-01-10' }, { type: 'phase-transfer-expected', on: '2026-09-10', kind: 'primary-secondary', transferOn: '2027-09-01' }] });
  if (!read.ok) throw new Error('not read');
  const due = Object.fromEntries(read.answer.duties.map(({ code, dueOn }) => [code, dueOn]));
  expect([due['amend-for-phase-transfer'], due['hold-transfer-review']]).toEqual(['2027-02-14', '2026-11-22']);
});
