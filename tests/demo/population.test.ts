import { beforeAll, describe, expect, test } from 'vitest';
import { plansIssued, plansRefused, requestsDecided, reviewsDecided } from '../../cli/demo/measures.js';
import { demoPopulation, type DemoPopulation, type DemoRecord } from '../../cli/demo/population.js';
import { authorities } from '../../cli/demo/published.js';
import { addDays, daysBetween, isoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import { isOwed, type Duty } from '../../domain/duty.js';
import { judge } from '../../domain/sequence.js';
import { RECORD_REF } from '../../api/refs.js';

const today = isoDate('2026-11-22');

describe.each(authorities())('$name', ({ slug }) => {
  let population: DemoPopulation;
  let assessments: DemoRecord[];
  beforeAll(() => {
    population = demoPopulation({ authority: slug, today });
    assessments = population.records.filter(({ kind }) => kind === 'assessment');
  });

  test('plans in force by placement and by primary need are those published', () => {
    const { children, figures, records } = population;
    const withPlan = new Set(records.filter(isInForce).map(({ childRef }) => childRef));
    const inForce = children.filter(({ ref }) => withPlan.has(ref));
    expect(inForce).toHaveLength(figures.plans.total);
    expect(counted(inForce.map(({ placement }) => placement))).toEqual(withoutZeros(figures.plans.byPlacement));
    expect(counted(inForce.map(({ primaryNeed }) => primaryNeed ?? 'UNKNOWN'))).toEqual(
      withoutZeros(figures.plans.byNeed),
    );
  });

  test('plans issued in and over 20 weeks are those published, with and without exceptions', () => {
    const { including, excluding } = plansIssued(assessments, population.year);
    expect(including).toEqual(population.figures.issued.all);
    expect(excluding).toEqual(population.figures.issued.withoutExceptions);
  });

  test('requests decided, plans refused and reviews decided are those published', () => {
    const { requests, assessments: ended, reviews } = population.figures;
    expect(requestsDecided(assessments, population.year)).toEqual({
      inTime: requests.in6Weeks,
      late: requests.over6Weeks,
    });
    expect(plansRefused(assessments, population.year)).toEqual({
      inTime: ended.refusedIn16Weeks,
      late: ended.refusedOver16Weeks,
    });
    expect(reviewsDecided(population.records, today)).toEqual({
      inTime: reviews.in4Weeks,
      late: reviews.over4Weeks,
      held: reviews.held,
    });
    expect(assessments.filter(({ facts }) => facts.some(({ type }) => type === 'request-withdrawn'))).toHaveLength(
      requests.withdrawn,
    );
  });

  test('nothing is on record today or later, and nothing is written down before it happened or out of order', () => {
    const wrong = population.records.flatMap(({ ref, facts }) =>
      facts.flatMap(({ on, recordedAt, type }, at) => {
        const writtenOn = recordedAt.slice(0, 10);
        const isInOrder =
          on < today && writtenOn < today && writtenOn >= on && recordedAt >= (facts[at - 1]?.recordedAt ?? '');
        return isInOrder ? [] : [`${ref} ${type}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('references are of the shape the engine gives, and nobody has another’s', () => {
    const refs = population.records.map(({ ref }) => ref);
    expect(refs.filter((ref) => !RECORD_REF.test(ref))).toEqual([]);
    expect(new Set([...refs, ...population.children.map(({ ref }) => ref)]).size).toBe(
      refs.length + population.children.length,
    );
  });
});

describe('the default council', () => {
  const population = demoPopulation({ authority: 'southend-on-sea', today });
  const assessments = population.records.filter(({ kind }) => kind === 'assessment');
  const owed = new Map(assessments.map((record) => [record, derive(record.facts, today).duties.filter(isOwed)]));
  const having = (holds: (duty: Duty) => boolean): number =>
    [...owed.values()].filter((duties) => duties.some(holds)).length;

  test('the live process would have taken every fact in the order it was written down', () => {
    const refused = population.records.flatMap(({ ref, facts }) => {
      const refusal = judge([], facts, today);
      return refusal === null ? [] : [`${ref}: ${refusal.code}`];
    });
    expect(refused).toEqual([]);
  });

  test('there is something true to show: what is due this week, what is late, and by how much', () => {
    const inAWeek = addDays(today, 7);
    expect(having(({ shape, dueOn }) => shape === 'deadline' && dueOn >= today && dueOn <= inAWeek)).toBeGreaterThan(
      10,
    );
    expect(having(({ code }) => code === 'hear-representations')).toBeGreaterThan(5);
    expect(having(({ code, outcome }) => code === 'give-advice' && outcome === 'late')).toBeGreaterThan(50);
    const waits = assessments
      .filter((record) => owed.get(record)?.some(({ code }) => code === 'issue-final-plan'))
      .map(({ facts }) => daysBetween(facts[0]?.on ?? today, today) / 7);
    for (const weeks of [20, 30, 52]) expect(waits.filter((wait) => wait > weeks).length).toBeGreaterThan(5);
  });

  test('some cases have exceptions that qualify and some that do not, disputes, appointments missed, and no owner', () => {
    const findings = assessments
      .flatMap(({ facts }) =>
        facts.some(({ type }) => type === 'exception-recorded') ? derive(facts, today).duties : [],
      )
      .flatMap(({ exceptions }) => exceptions);
    expect(findings.some(({ qualifies }) => qualifies)).toBe(true);
    expect(findings.some(({ qualifies, ground }) => !qualifies && ground !== 'appointment-missed')).toBe(true);
    const types = new Set(assessments.flatMap(({ facts }) => facts.map(({ type }) => type)));
    expect(
      [
        'mediation-agreed',
        'appointment-missed',
        'advice-returned',
        'came-to-attention',
      ].filter((type) => !types.has(type as 'contact-made')),
    ).toEqual([]);
    expect(assessments.filter(({ ownerRef }) => ownerRef === null).length).toBeGreaterThan(0);
  });

  test('about seven people are asked for advice', () => {
    const asked = assessments
      .map(({ facts }) => facts.filter(({ type }) => type === 'advice-requested').length)
      .filter((count) => count > 0);
    const mean = asked.reduce((a, b) => a + b, 0) / asked.length;
    expect(mean).toBeGreaterThan(5.5);
    expect(mean).toBeLessThan(8);
  });

  test('a caseworker holds 170 to 250 plans, as in England', () => {
    const caseworkers = population.council.staff.filter(({ roles }) => roles.some(({ role }) => role === 'caseworker'));
    const load = population.figures.plans.total / caseworkers.length;
    expect(load).toBeGreaterThan(170);
    expect(load).toBeLessThan(250);
  });

  test('nobody is real: numbers of an authority that does not exist, addresses that reach nobody', () => {
    for (const { upn, people } of population.children) {
      expect(upn ?? 'Z000000000000').toMatch(/^[A-HJ-NP-RT-Z]000\d{9}$/);
      for (const { email } of people) expect(email ?? 'nobody@demo.example').toMatch(/demo\.example$/);
    }
  });

  test('every role of the vocabulary has an account', () => {
    const roles = new Set(population.council.staff.flatMap((one) => one.roles.map(({ role }) => role)));
    expect(roles.size).toBe(14);
  });

  test('the same day and seed make the same council; another seed makes another with the same counts', () => {
    const again = demoPopulation({ authority: 'southend-on-sea', today });
    expect(again.records).toEqual(population.records);
    expect(again.children).toEqual(population.children);
    const other = demoPopulation({ authority: 'southend-on-sea', today, seed: 'other' });
    expect(other.records[0]?.ref).not.toBe(population.records[0]?.ref);
    expect(counted(other.children.map(({ placement }) => placement ?? 'none'))).toMatchObject(
      withoutZeros(population.figures.plans.byPlacement),
    );
  });
});

const isInForce = ({ kind, facts }: DemoRecord): boolean => kind === 'plan' && !facts.some(({ type }) => type === 'plan-ceased');

function counted(codes: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const code of codes) if (code !== null) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

const withoutZeros = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
