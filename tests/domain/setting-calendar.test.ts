import { describe, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { closureFindings, closuresOf, problemsOfDates, type Asked, type SettingCalendar } from '../../domain/setting-calendar.js';

const term = (name: string, from: string, to: string) => ({ name, from: isoDate(from), to: isoDate(to) });
const closed = (from: string, to: string) => ({ from: isoDate(from), to: isoDate(to) });
const YEAR: SettingCalendar = {
  terms: [term('summer-2026', '2026-04-13', '2026-07-21'), term('autumn-2026', '2026-09-02', '2026-12-18'), term('spring-2027', '2027-01-04', '2027-03-25')],
  closures: [],
};

describe('closures', () => {
  test('are the holidays between terms and those given; what touches is one', () => {
    expect(closuresOf({ ...YEAR, closures: [closed('2026-09-02', '2026-09-04'), closed('2026-11-16', '2026-11-17')] })).toEqual([
      closed('2026-07-22', '2026-09-04'),
      closed('2026-11-16', '2026-11-17'),
      closed('2026-12-19', '2027-01-03'),
    ]);
  });

  test('of a term that is not known nothing is said', () => {
    expect(closuresOf({ terms: [term('summer-2026', '2026-04-13', '2026-07-21'), term('spring-2027', '2027-01-04', '2027-03-25')], closures: [] })).toEqual([]);
  });
});

/** law.md D15 and D16: closed 22 July to 1 September 2026; closed 19 December to 3 January. */
describe('as evidence of an exception', () => {
  const head = (on: string): Asked => ({ role: 'head-teacher', on: isoDate(on) });
  const verdicts = (...askedOn: string[]) => closureFindings(YEAR, askedOn.map(head)).map(({ days, verdict }) => [days, verdict]);

  test.each([
    ['2026-07-14', 'not-asked-in-window'],
    ['2026-07-15', 'asked-in-window'],
    ['2026-08-26', 'asked-in-window'],
    ['2026-08-27', 'not-asked-in-window'],
  ])('D15: the head asked on %s: %s', (askedOn, verdict) => {
    expect(verdicts(askedOn)[0]).toEqual([42, verdict]);
  });

  test('D16: sixteen days at Christmas are too short, whenever the head was asked', () => {
    expect(verdicts('2026-12-19')[1]).toEqual([16, 'too-short']);
  });

  test.each([
    ['nobody', [], null],
    ['the head', [['head-teacher', '2026-07-20']], 'school-closed'],
    ['the principal', [['college-principal', '2026-07-20']], 'school-closed'],
    ['the early-years lead', [['early-years-lead', '2026-07-20']], 'early-years-closed'],
    ['the head too early, the early-years lead in time', [['head-teacher', '2026-07-01'], ['early-years-lead', '2026-07-20']], 'early-years-closed'],
    ['the early-years lead too early, the head in time', [['early-years-lead', '2026-07-01'], ['head-teacher', '2026-07-20']], 'school-closed'],
    ['a psychologist alone', [['educational-psychology', '2026-07-20']], null],
  ] as const)('the ground is that of whom was asked in time: %s', (_name, asked, ground) => {
    expect(closureFindings(YEAR, asked.map(([role, on]) => ({ role, on: isoDate(on) })))[0]?.ground).toBe(ground);
  });

  test('twenty-eight days are enough, twenty-seven are not', () => {
    const of = (to: string) => closureFindings({ terms: [], closures: [closed('2026-07-22', to)] }, [head('2026-07-22')])[0]?.verdict;
    expect([of('2026-08-18'), of('2026-08-17')]).toEqual(['asked-in-window', 'too-short']);
  });
});

test.each([
  ['a day that does not exist', { kind: 'closure', name: null, from: '2026-02-30', to: '2026-03-01' }, ['from']],
  ['the last day before the first', { kind: 'closure', name: null, from: '2026-03-02', to: '2026-03-01' }, ['to']],
  ['longer than a year', { kind: 'closure', name: null, from: '2026-03-02', to: '2027-12-01' }, ['to']],
  ['a term without a code', { kind: 'term', name: 'Spring', from: '2027-05-01', to: '2027-05-02' }, ['name']],
  ['a term in another', { kind: 'term', name: 'spring-2028', from: '2026-12-01', to: '2027-01-01' }, ['from']],
  ['the same term anew', { kind: 'term', name: 'autumn-2026', from: '2026-09-03', to: '2026-12-19' }, []],
] as const)('%s', (_name, given, paths) => {
  expect(problemsOfDates(YEAR, given).map(({ path }) => path)).toEqual(paths);
});
