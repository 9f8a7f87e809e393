import { describe, expect, test } from 'vitest';
import { flowsOf, yearEndingOn, type Course } from '../../cli/demo/flows.js';
import { authorities, published } from '../../cli/demo/published.js';
import { randomFrom } from '../../domain/chance.js';
import { addDays, daysBetween, isoDate, weekday, type IsoDate } from '../../domain/dates/iso-date.js';

/** Days that are hard on a calendar: Christmas, New Year, a leap day, clock changes, August, a Sunday, Easter Monday. */
const DAYS = ['2025-01-01', '2025-12-26', '2026-03-29', '2026-04-06', '2026-08-31', '2026-11-22', '2028-02-29'].map(
  isoDate,
);

describe.each(authorities())('$name', ({ slug }) => {
  const figures = published(slug);

  test.each(DAYS)('courses to %s have the published counts', (today) => {
    const year = yearEndingOn(today);
    const { courses } = flowsOf(figures, year, randomFrom(`${slug}/${today}`));
    const isPast = (on: IsoDate): boolean => on >= year.from && on < today;
    const took = (of: readonly Course[], end: (course: Course) => IsoDate): number[] =>
      of.map((course) => daysBetween(course.receivedOn, end(course)));

    const decided = took(
      courses.filter(({ decision, decidedOn }) => decision !== 'withdrawn' && isPast(decidedOn)),
      ({ decidedOn }) => decidedOn,
    );
    expect(split(decided, 42)).toEqual([figures.requests.in6Weeks, figures.requests.over6Weeks]);

    const ended = (kind: 'issued' | 'not-issued'): number[] =>
      courses.flatMap(({ receivedOn, ending }) =>
        ending?.kind === kind && isPast(ending.on) ? [daysBetween(receivedOn, ending.on)] : [],
      );
    const { within20Weeks, to52Weeks, over52Weeks } = figures.issued.all;
    expect(split(ended('issued'), 140)).toEqual([within20Weeks, to52Weeks + over52Weeks]);
    expect(split(ended('issued'), 364)).toEqual([within20Weeks + to52Weeks, over52Weeks]);
    expect(split(ended('not-issued'), 112)).toEqual([
      figures.assessments.refusedIn16Weeks,
      figures.assessments.refusedOver16Weeks,
    ]);
  });
});

test('every step of a course is in order, and those of the past on a weekday', () => {
  const today = isoDate('2026-11-22');
  const { courses } = flowsOf(published('thurrock'), yearEndingOn(today), randomFrom('order'));
  for (const { receivedOn, decidedOn, ending } of courses) {
    expect(receivedOn < decidedOn && receivedOn < today).toBe(true);
    if (ending !== null) expect(addDays(decidedOn, 28) < ending.on).toBe(true);
    expect(weekday(decidedOn)).toBeLessThan(6);
  }
});

test('the open stock is flow times duration', () => {
  const { courses, stock } = flowsOf(
    published('southend-on-sea'),
    yearEndingOn(isoDate('2026-11-22')),
    randomFrom('stock'),
  );
  expect(stock.awaitingDecision).toBe(Math.round((569 * stock.meanDaysToDecision) / 365));
  expect(stock.inAssessment).toBe(Math.round((stock.agreedAYear * stock.meanDaysFromYesToEnd) / 365));
  const open = courses.filter(
    ({ decidedOn, ending }) => decidedOn >= '2026-11-22' || (ending !== null && ending.on >= '2026-11-22'),
  );
  expect(open).toHaveLength(stock.awaitingDecision + stock.inAssessment);
});

const split = (days: readonly number[], limit: number): [number, number] => [
  days.filter((taken) => taken <= limit).length,
  days.filter((taken) => taken > limit).length,
];
