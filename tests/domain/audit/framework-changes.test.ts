import { expect, test } from 'vitest';
import { changesNothing, frameworkChanges } from '../../../domain/audit/framework-changes.js';
import { frameworkSchema, type Framework } from '../../../domain/audit/framework.js';
import { DEFAULT_FRAMEWORKS } from '../../../domain/audit/default-frameworks/all.js';
import { randomFrom } from '../../../domain/chance.js';
import { anyFramework } from './support.js';

/** What a version changes against another, worked by hand on a small one. */

const criterion = (id: string, section: string, weight: number, more: object = {}) => ({ id, section, asks: `Is ${id} so?`, good: 'It is so.', weight, ...more });
const WAS: Framework = frameworkSchema.parse({
  kind: 'plan', title: 'Small',
  sections: [{ id: 'A', title: 'First', weight: 60 }, { id: 'B', title: 'Second', weight: 40 }],
  criteria: [criterion('a1', 'A', 70), criterion('a2', 'A', 30), criterion('b1', 'B', 50), criterion('b2', 'B', 50)],
  bands: [{ grade: 'inadequate', from: 0, to: 40 }, { grade: 'requires-improvement', from: 40, to: 60 }, { grade: 'good', from: 60, to: 80 }, { grade: 'outstanding', from: 80, to: 100 }],
  retired: ['access'],
});
const CAP = { at: 'inadequate' as const, when: 'not-met' as const, because: 'The law asks it.' };
const changed = (more: Partial<Framework>) => frameworkChanges(WAS, { ...WAS, ...more });
const withCriteria = (change: (one: Framework['criteria'][number]) => Framework['criteria'][number] | null) => changed({ criteria: WAS.criteria.flatMap((one) => change(one) ?? []) });

test('a version against itself changes nothing, and every question is alike', () => {
  for (const one of [WAS, ...Object.values(DEFAULT_FRAMEWORKS)]) {
    const changes = frameworkChanges(one, JSON.parse(JSON.stringify(one)) as Framework);
    expect(changesNothing(changes)).toBe(true);
    expect(changes.questions).toEqual({ alike: one.criteria.map(({ id }) => id), otherwise: [] });
  }
});

test('what is added, taken out and asked otherwise is each named, in the later order, with what it was and is', () => {
  const added = criterion('a3', 'A', 30);
  const [a1, a2, b1, b2] = WAS.criteria;
  const is = frameworkSchema.parse({ ...WAS, criteria: [a1, added, { ...b1, asks: 'Is b1 shown?', weight: 60 }, { ...b2, weight: 40 }] });
  const { criteria, questions } = frameworkChanges(WAS, is);
  expect(criteria.map(({ id, kind, fields, isSameQuestion }) => [id, kind, fields, isSameQuestion])).toEqual([
    ['a2', 'taken-out', [], false], ['a3', 'added', [], false], ['b1', 'changed', ['asks', 'weight'], false], ['b2', 'changed', ['weight'], true],
  ]);
  expect(criteria[0]).toMatchObject({ before: a2, after: null });
  expect(criteria[2]).toMatchObject({ before: { asks: 'Is b1 so?', weight: 50 }, after: { asks: 'Is b1 shown?', weight: 60 } });
  expect(questions).toEqual({ alike: ['a1', 'b2'], otherwise: ['b1'] });
});

test.each([
  { what: 'what good looks like', to: { good: 'It is well so.' }, field: 'good', alike: false },
  { what: 'that it may not arise', to: { mayNotApply: true }, field: 'mayNotApply', alike: false },
  { what: 'its section', to: { section: 'B' }, field: 'section', alike: false },
  { what: 'its weight', to: { weight: 60 }, field: 'weight', alike: true },
  { what: 'its law', to: { law: 'Children and Families Act 2014 s 37(2)(a)' }, field: 'law', alike: true },
  { what: 'a limit of the grade', to: { cap: CAP }, field: 'cap', alike: true },
])('a criterion of which $what changed: named, and its answers are counted together or not', ({ to, field, alike }) => {
  const { criteria, questions } = withCriteria((one) => (one.id === 'a1' ? { ...one, ...to } : one));
  expect(criteria.map(({ id, kind, fields, isSameQuestion }) => [id, kind, fields, isSameQuestion])).toEqual([['a1', 'changed', [field], alike]]);
  expect(questions.otherwise).toEqual(alike ? [] : ['a1']);
});

test('a limit that is lifted and one whose grade changed', () => {
  const capped = { ...WAS, criteria: WAS.criteria.map((one) => (one.id === 'b1' ? { ...one, cap: CAP } : one)) };
  expect(frameworkChanges(capped, WAS).criteria).toMatchObject([{ id: 'b1', fields: ['cap'], before: { cap: CAP }, after: { cap: null } }]);
  const other = { ...capped, criteria: capped.criteria.map((one) => (one.cap === null ? one : { ...one, cap: { ...CAP, at: 'good' as const } })) };
  expect(frameworkChanges(capped, other).criteria).toMatchObject([{ id: 'b1', fields: ['cap'] }]);
});

test('sections, title, bands and retired rules', () => {
  const { sections, title, bands, rules } = changed({
    title: 'Ours', sections: [{ id: 'A', title: 'The first', weight: 50 }, { id: 'C', title: 'Third', weight: 50 }], retired: ['regular'],
    bands: WAS.bands.map((band) => (band.grade === 'good' ? { ...band, from: 65 } : band.grade === 'requires-improvement' ? { ...band, to: 65 } : band)),
  });
  expect(title).toEqual({ before: 'Small', after: 'Ours' });
  expect(sections.map(({ id, kind, fields }) => [id, kind, fields])).toEqual([['A', 'changed', ['title', 'weight']], ['B', 'taken-out', []], ['C', 'added', []]]);
  expect(bands).toEqual([{ grade: 'requires-improvement', before: { from: 40, to: 60 }, after: { from: 40, to: 65 } }, { grade: 'good', before: { from: 60, to: 80 }, after: { from: 65, to: 80 } }]);
  expect(rules).toEqual({ retired: ['regular'], back: ['access'] });
});

test('another order is told and is no other change; the order of bands and of sections’ blocks of criteria is none', () => {
  expect(changed({ sections: [...WAS.sections].reverse() })).toMatchObject({ isReordered: true, sections: [], criteria: [] });
  const [a1, a2, b1, b2] = WAS.criteria;
  if (a1 === undefined || a2 === undefined || b1 === undefined || b2 === undefined) return expect.fail('four criteria');
  expect(changed({ criteria: [a2, a1, b1, b2] })).toMatchObject({ isReordered: true, criteria: [] });
  expect(changesNothing(changed({ criteria: [b1, a1, b2, a2], bands: [...WAS.bands].reverse() }))).toBe(true);
  expect(changed({ criteria: [a2, b1, b2] }).isReordered).toBe(false); // one less is no other order
});

test('another kind is refused; turned round, what was added is taken out, in 300 pairs made by chance', () => {
  expect(() => frameworkChanges(WAS, DEFAULT_FRAMEWORKS.draft)).toThrow(RangeError);
  const random = randomFrom('versions of a framework');
  for (let i = 0; i < 300; i += 1) {
    const [one, other] = [{ ...anyFramework(random), kind: 'plan' as const }, { ...anyFramework(random), kind: 'plan' as const }];
    const [there, back] = [frameworkChanges(one, other), frameworkChanges(other, one)];
    const ids = (changes: typeof there, kind: string) => changes.criteria.filter((change) => change.kind === kind).map(({ id }) => id).sort();
    expect(ids(there, 'added')).toEqual(ids(back, 'taken-out'));
    expect(ids(there, 'changed')).toEqual(ids(back, 'changed'));
    expect([...there.questions.alike].sort()).toEqual([...back.questions.alike].sort());
    expect(there.isReordered).toBe(back.isReordered);
    expect(there.criteria.filter(({ kind }) => kind === 'added').length - there.criteria.filter(({ kind }) => kind === 'taken-out').length).toBe(other.criteria.length - one.criteria.length);
  }
});
