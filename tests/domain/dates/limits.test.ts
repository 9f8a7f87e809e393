import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { addDays, isoDate } from '../../../domain/dates/iso-date.js';
import { clearWeeksBefore, daysBeginningWith, daysOf, lastOfMonthsBeginning, monthsBeginningWith, thatDay, tribunalWorkingDaysOf, weeksBeginningWith, weeksBefore, weeksOf, workingDaysBeginningWith, workingDaysOf } from '../../../domain/dates/limits.js';
import { addTribunalWorkingDays, appealLimit } from '../../../domain/dates/tribunal-rule-12.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { anyDay } from '../support/arbitrary.js';

const working = workingDays();

describe('limits as enactments word them', () => {
  test.each([
    ['6 weeks of', weeksOf(6, 'receipt'), '2025-09-02', '2025-10-14'],
    ['15 days of', daysOf(15, 'receipt'), '2026-10-01', '2026-10-16'],
    ['15 days beginning with', daysBeginningWith(15, 'service'), '2026-03-02', '2026-03-16'],
    ['5 weeks beginning with', weeksBeginningWith(5, 'it'), '2026-03-02', '2026-04-05'],
    ['12 months beginning with', monthsBeginningWith(12, 'the plan'), '2025-03-10', '2026-03-09'],
    ['12 months beginning with 29 February', monthsBeginningWith(12, 'the plan'), '2028-02-29', '2029-02-28'],
    ['12 months beginning with 1 March', monthsBeginningWith(12, 'the plan'), '2027-03-01', '2028-02-29'],
    ['3 months beginning with', monthsBeginningWith(3, 'the transfer'), '2026-08-14', '2026-11-13'],
    ['at least 2 weeks before', clearWeeksBefore(2, 'the meeting'), '2026-11-05', '2026-10-21'],
    ['2 weeks before, one end counted', weeksBefore(2, 'the meeting'), '2026-11-05', '2026-10-22'],
    ['3 working days of, over Easter', workingDaysOf(3, 'being told'), '2026-04-01', '2026-04-08'],
    ['15 working days beginning with', workingDaysBeginningWith(15, 'it'), '2026-07-27', '2026-08-14'],
    ['15 working days beginning with a Sunday', workingDaysBeginningWith(15, 'it'), '2026-07-26', '2026-08-14'],
    ['30 Tribunal working days into August', tribunalWorkingDaysOf(30, 'it'), '2026-07-13', '2026-09-22'],
    ['30 Tribunal working days over Christmas', tribunalWorkingDaysOf(30, 'it'), '2026-12-01', '2027-01-20'],
    ['that day', thatDay('it'), '2026-12-25', '2026-12-25'],
  ] as const)('%s', (_words, limit, from, last) => {
    expect(limit.lastDay(isoDate(from), working)).toBe(last);
  });

  test('say themselves in words, one as one', () => {
    expect([weeksOf(1, 'the agreement').words, weeksOf(6, 'receipt').words]).toEqual(['1 week from the agreement', '6 weeks from receipt']);
  });

  test('months beginning with a day end on its eve, or with the month', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 1, max: 24 }), (from, months) => {
        const next = addDays(lastOfMonthsBeginning(from, months), 1);
        const expected = next.slice(8) === from.slice(8) || (next.slice(8) === '01' && Number(from.slice(8)) > 28);
        expect(expected).toBe(true);
      }),
    );
  });

  test('a later start never gives an earlier last day', () => {
    const limits = [weeksOf(6, ''), daysOf(30, ''), daysBeginningWith(15, ''), monthsBeginningWith(12, ''), monthsBeginningWith(3, ''), clearWeeksBefore(2, ''), workingDaysOf(3, ''), workingDaysBeginningWith(15, ''), tribunalWorkingDaysOf(30, '')];
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 1, max: 60 }), (from, days) => {
        for (const { lastDay } of limits) expect(lastDay(addDays(from, days), working) >= lastDay(from, working)).toBe(true);
      }),
    );
  });
});

describe('Tribunal rule 12', () => {
  test.each([
    ['D32', '2026-05-09', '2026-05-11'],
    ['D33', '2026-08-12', '2026-09-01'],
    ['D34', '2026-12-28', '2027-01-04'],
    ['D35', '2027-02-28', '2027-03-01'],
    ['a working day', '2026-05-20', '2026-05-20'],
    ['Christmas Day', '2025-12-25', '2026-01-02'],
    ['1 January', '2027-01-01', '2027-01-04'],
    ['2 January, a Saturday', '2027-01-02', '2027-01-04'],
    ['Christmas Eve', '2026-12-24', '2026-12-24'],
    ['Saturday 24 December: its time did not end in the dead days', '2022-12-24', '2022-12-28'],
    ['1 August', '2026-08-01', '2026-09-01'],
    ['31 August, a bank holiday', '2026-08-31', '2026-09-01'],
    ['Saturday 31 July', '2027-07-31', '2027-08-02'],
    ['31 August before a Saturday', '2029-08-31', '2029-09-03'],
    ['Good Friday', '2026-04-03', '2026-04-07'],
    ['a May bank holiday', '2026-05-25', '2026-05-26'],
  ] as const)('%s: time that ends on %s ends on %s', (_name, nominal, last) => {
    expect(appealLimit(isoDate(nominal), working)).toBe(last);
  });

  test('an appeal’s last day is a working day, never earlier than its time', () => {
    fc.assert(
      fc.property(anyDay(), (nominal) => {
        const last = appealLimit(nominal, working);
        expect(last >= nominal && working.has(last)).toBe(true);
      }),
    );
  });

  test('no day in August or from 25 December to 1 January is counted in other acts', () => {
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 1, max: 40 }), (from, n) => {
        const last = addTribunalWorkingDays(from, n, working);
        expect(working.has(last)).toBe(true);
        expect(last.slice(5, 7) === '08' || last.slice(5) >= '12-25' || last.slice(5) === '01-01').toBe(false);
      }),
    );
  });
});
