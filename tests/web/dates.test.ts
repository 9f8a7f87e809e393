import { expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { briefDay, clockTime, fromToday, late, longDay, longTime, shortDay, span, weekOf } from '../../web/dates.js';

test('days are said as an English office says them', () => {
  const day = isoDate('2026-01-20');
  expect([longDay(day), shortDay(day), briefDay(day)]).toEqual([
    'Tuesday 20 January 2026',
    '20 January 2026',
    '20 Jan 2026',
  ]);
});

test.each([
  ['2026-01-20', 'today'],
  ['2026-01-21', 'tomorrow'],
  ['2026-01-19', 'yesterday'],
  ['2026-01-23', 'in 3 days'],
  ['2026-01-08', '12 days ago'],
  ['2026-02-09', 'in 20 days'],
  ['2026-02-10', 'in 3 weeks'],
  ['2026-03-03', 'in 6 weeks'],
])('seen from 20 January 2026, %s is %s', (on, words) => {
  expect(fromToday(isoDate(on), isoDate('2026-01-20'))).toBe(words);
});

test('lateness is counted in days to the last, a length in weeks once it is long', () => {
  expect([late(1), late(360)]).toEqual(['1 day late', '360 days late']);
  expect([span(1), span(20), span(21), span(90)]).toEqual(['1 day', '20 days', '3 weeks', '12 weeks and 6 days']);
});

test('the first seven days of a case are its first week', () => {
  expect([0, 6, 7, 140].map(weekOf)).toEqual([1, 1, 2, 21]);
});

test.each([
  ['00:00:00', 'midnight'],
  ['09:05:00', '9:05am'],
  ['12:00:00', 'midday'],
  ['12:30:00', '12:30pm'],
  ['17:00:00', '5pm'],
])('%s is %s', (time, words) => {
  expect(clockTime(time)).toBe(words);
});

test('an instant is said as clocks in England showed it', () => {
  expect(longTime('2026-07-01T08:05:00.000Z')).toBe('Wednesday 1 July 2026 at 9:05am');
  expect(longTime('2026-01-20T09:05:00.000Z')).toBe('Tuesday 20 January 2026 at 9:05am');
});
