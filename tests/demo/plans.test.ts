import { describe, expect, test } from 'vitest';
import { demoPopulation } from '../../cli/demo/population.js';
import { plansInForce } from '../../cli/demo/plans.js';
import { authorities, published } from '../../cli/demo/published.js';
import { randomFrom } from '../../domain/chance.js';
import { isoDate } from '../../domain/dates/iso-date.js';

describe.each(authorities())('$name', ({ slug }) => {
  const figures = published(slug);
  const plans = plansInForce(figures, randomFrom(slug));

  test.each(Object.keys(figures.plans.cells))(
    '%s: age, years in place, need and sex are those published',
    (placement) => {
      const cell = figures.plans.cells[placement];
      const here = plans.filter((plan) => plan.placement === placement);
      expect(counted(here.map(({ age }) => String(age)))).toEqual(withoutZeros(cell?.byAge));
      expect(counted(here.map(({ years }) => String(years)))).toEqual(withoutZeros(cell?.byYears));
      expect(counted(here.map(({ need }) => need ?? 'UNKNOWN'))).toEqual(withoutZeros(cell?.byNeed));
      expect(counted(here.map(({ sex }) => sex))).toEqual(withoutZeros(cell?.bySex));
    },
  );

  test('no plan is older than its child', () => {
    expect(plans.filter(({ age, years }) => years > age + 1)).toEqual([]);
  });
});

test.each(['2025-01-01', '2026-11-22', '2027-08-14'])(
  'made to %s, every plan is made after its child is born and after the rules began',
  (day) => {
    const { records, children } = demoPopulation({ authority: 'southend-on-sea', today: isoDate(day) });
    const bornOn = new Map(children.map((child) => [child.ref, child.bornOn]));
    const made = records.flatMap(({ kind, childRef, facts }) =>
      kind === 'plan' && facts[0] ? [{ on: facts[0].on, bornOn: bornOn.get(childRef) ?? '' }] : [],
    );
    expect(made.filter(({ on }) => on < '2014-09-01')).toEqual([]);
    expect(made.filter((plan) => plan.on <= plan.bornOn)).toEqual([]);
  },
);

function counted(codes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const withoutZeros = (counts: Readonly<Record<string, number>> | undefined): Record<string, number> =>
  Object.fromEntries(Object.entries(counts ?? {}).filter(([, count]) => count > 0));
