import { describe, expect, test } from 'vitest';
import { authorities, published } from '../../cli/demo/published.js';

const SLUGS = ['essex', 'southend-on-sea', 'thurrock', 'worcestershire'];
const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((a, b) => a + b, 0);

test('there are figures for the four councils', () => {
  expect(authorities().map(({ slug }) => slug)).toEqual(SLUGS);
});

test('an unknown council is refused with the names there are', () => {
  expect(() => published('kent')).toThrow(
    'there are no figures for the authority "kent". Choose one of: essex, southend-on-sea, thurrock, worcestershire',
  );
});

test('the columns read for Southend-on-Sea are the ones published', () => {
  const { requests, issued, plans, reviews } = published('southend-on-sea');
  expect(requests).toMatchObject({ received: 569, agreed: 374, refused: 137, in6Weeks: 529, over6Weeks: 39 });
  expect(issued.all).toEqual({ within20Weeks: 48, to52Weeks: 187, over52Weeks: 64 });
  expect(plans).toMatchObject({ total: 1992, byNeed: { ASD: 625, SLCN: 515, UNKNOWN: 0 } });
  expect(reviews).toMatchObject({ in4Weeks: 1039, over4Weeks: 528, outstanding: -71 });
});

describe.each(SLUGS)('%s', (slug) => {
  const { plans, reviews } = published(slug);

  test('every plan has one placement and one primary need', () => {
    expect(sum(plans.byPlacement)).toBe(plans.total);
    expect(sum(plans.byNeed)).toBe(plans.total);
  });

  test('age, years, need and sex count the same plans of each placement', () => {
    for (const cell of Object.values(plans.cells)) {
      const counts = [cell.byAge, cell.byYears, cell.byNeed, cell.bySex].map(sum);
      expect(counts).toEqual([cell.plans, cell.plans, cell.plans, cell.plans]);
    }
  });

  test('reviews by years in place add up to all reviews', () => {
    const cells = Object.values(reviews.byYears);
    expect(cells.reduce((total, cell) => total + cell.in4Weeks, 0)).toBe(reviews.in4Weeks);
    expect(cells.reduce((total, cell) => total + cell.over4Weeks, 0)).toBe(reviews.over4Weeks);
    expect(cells.reduce((total, cell) => total + cell.plans, 0)).toBe(plans.total);
  });
});
