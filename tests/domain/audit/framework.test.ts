import { expect, test } from 'vitest';
import { AUDIT_KINDS, frameworkSchema, type Framework } from '../../../domain/audit/framework.js';
import { DEFAULT_FRAMEWORKS } from '../../../domain/audit/default-frameworks/all.js';
import { ADVISER_ROLES } from '../../../domain/facts/schema.js';
import { randomFrom } from '../../../domain/chance.js';
import { anyFramework } from './support.js';

/** What a framework may be, and what the shipped ones hold. */

test.each(AUDIT_KINDS)('the default framework for %s is a valid one of its kind, and comes back from JSON as it went', (kind) => {
  const framework = DEFAULT_FRAMEWORKS[kind];
  expect(framework.kind).toBe(kind);
  expect(framework.title).toContain('default');
  expect(frameworkSchema.parse(JSON.parse(JSON.stringify(framework)))).toEqual(framework);
});

const idsOf = ({ criteria }: Framework) => criteria.map(({ id }) => id);
const namesLaw = /Children and Families Act 2014 s|SEND Regulations 2014 reg|Code of Practice \d|\[1998\] ELR 129/;

test('a plan is asked forty questions over sections A to K and the whole of it; a draft the same, but for placement and what comes with it', () => {
  const { plan, draft } = DEFAULT_FRAMEWORKS;
  expect(plan.sections.map(({ id }) => id)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'whole']);
  expect(plan.criteria).toHaveLength(40);
  expect(idsOf(plan).filter((id) => !idsOf(draft).includes(id))).toEqual(['i-named', 'i-only', 'j-what-for']);
  expect(idsOf(draft).filter((id) => !idsOf(plan).includes(id))).toEqual(['i-open', 'j-told']);
});

test('what caps a grade has its law; what good looks like is said of everything, in sentences', () => {
  for (const { criteria } of Object.values(DEFAULT_FRAMEWORKS)) {
    for (const { id, cap, law, good, asks } of criteria) {
      if (cap !== null && !id.startsWith('adv-')) expect(law, id).toMatch(namesLaw);
      if (law !== null) expect(law, id).toMatch(namesLaw);
      expect(asks, id).toMatch(/\?$/);
      expect(good, id).toMatch(/[.”]$/);
      expect(good.length, id).toBeGreaterThan(60);
    }
  }
});

test('a plan is capped for each requirement of the law that an auditor can see failed', () => {
  const capped = (kind: 'plan' | 'draft', at: string) => DEFAULT_FRAMEWORKS[kind].criteria.filter(({ cap }) => cap?.at === at).map(({ id }) => id);
  expect(capped('plan', 'inadequate')).toEqual(['b-needs', 'e-outcomes', 'f-every-need', 'f-specified', 'f-quantified', 'i-named']);
  expect(capped('plan', 'requires-improvement')).toEqual(['a-child-views', 'a-family-views', 'a-aspirations', 'c-said', 'd-said', 'g-said', 'h-said', 'k-listed', 'w-adulthood']);
  expect(capped('draft', 'inadequate')).toContain('i-open');
});

test('each professional group has something of its own; the family’s own advice has not', () => {
  const own = new Set(DEFAULT_FRAMEWORKS.advice.criteria.flatMap(({ onlyFor }) => onlyFor));
  expect(ADVISER_ROLES.filter((role) => !own.has(role))).toEqual(['parent']);
});

test('any framework made by chance as a council might write one is taken', () => {
  const random = randomFrom('frameworks a council might write');
  for (let i = 0; i < 300; i += 1) expect(frameworkSchema.safeParse(anyFramework(random)).error?.issues).toBeUndefined();
});

const criterion = (id: string, section: string, weight: number) => ({ id, section, asks: 'Is it so?', good: 'It is so.', weight });
const SMALL = {
  kind: 'plan', title: 'Small',
  sections: [{ id: 'A', title: 'First', weight: 60 }, { id: 'B', title: 'Second', weight: 40 }],
  criteria: [criterion('a1', 'A', 70), criterion('a2', 'A', 30), criterion('b1', 'B', 100)],
  bands: [{ grade: 'inadequate', from: 0, to: 40 }, { grade: 'requires-improvement', from: 40, to: 60 }, { grade: 'good', from: 60, to: 80 }, { grade: 'outstanding', from: 80, to: 100 }],
};
const bands = (...ends: readonly (readonly [number, number])[]) => SMALL.bands.map(({ grade }, i) => ({ grade, from: ends[i]?.[0] ?? 0, to: ends[i]?.[1] ?? 0 }));

test('a small framework is taken as it is; what is left unsaid is the plain case', () => {
  expect(frameworkSchema.parse(SMALL).criteria[0]).toEqual({ ...criterion('a1', 'A', 70), law: null, mayNotApply: false, onlyFor: [], cap: null });
});

test.each<{ what: string; given: object; refused: readonly (readonly [string, RegExp])[] }>([
  { what: 'sections that make 99', given: { sections: [SMALL.sections[0], { ...SMALL.sections[1], weight: 39 }] }, refused: [['sections', /make 99: they must make 100/]] },
  { what: 'criteria of a section that make 101', given: { criteria: [criterion('a1', 'A', 71), criterion('a2', 'A', 30), criterion('b1', 'B', 100)] }, refused: [['sections.0', /“A”’s criteria make 101/]] },
  { what: 'an orphan criterion', given: { criteria: [...SMALL.criteria, criterion('c1', 'C', 100)] }, refused: [['criteria.3.section', /no section “C”.*A, B/]] },
  { what: 'a section that asks nothing', given: { criteria: SMALL.criteria.slice(0, 2) }, refused: [['sections.1', /“B” asks nothing/]] },
  { what: 'a criterion given twice', given: { criteria: [criterion('a1', 'A', 70), criterion('a1', 'A', 30), criterion('b1', 'B', 100)] }, refused: [['criteria.1.id', /“a1” is given twice/]] },
  { what: 'a section given twice', given: { sections: [{ id: 'A', title: 'First', weight: 60 }, { id: 'A', title: 'Again', weight: 40 }], criteria: SMALL.criteria.slice(0, 2) }, refused: [['sections.1.id', /“A” is given twice/]] },
  { what: 'a criterion of one professional group where no advice is audited', given: { criteria: [{ ...criterion('a1', 'A', 70), onlyFor: ['health'] }, ...SMALL.criteria.slice(1)] }, refused: [['criteria.0.onlyFor', /for advice alone/]] },
  { what: 'advice of which some group is asked nothing', given: { kind: 'advice', criteria: [...SMALL.criteria].map((one) => ({ ...one, onlyFor: ADVISER_ROLES.filter((role) => role !== 'health') })) }, refused: [['criteria', /nothing is asked of health:/]] },
  { what: 'a cap at the best grade', given: { criteria: [{ ...criterion('a1', 'A', 70), cap: { at: 'outstanding', when: 'not-met', because: 'no reason' } }, ...SMALL.criteria.slice(1)] }, refused: [['criteria.0.cap.at', /caps nothing/]] },
  { what: 'bands that overlap', given: { bands: bands([0, 45], [40, 60], [60, 80], [80, 100]) }, refused: [['bands.1.from', /overlaps the grade below it, which reaches to 45/]] },
  { what: 'a gap between bands', given: { bands: bands([0, 40], [45, 60], [60, 80], [80, 100]) }, refused: [['bands.1.from', /nothing covers the scores from 40 to 45/]] },
  { what: 'nothing from 0 on', given: { bands: bands([5, 40], [40, 60], [60, 80], [80, 100]) }, refused: [['bands.0.from', /from 0 to 5/]] },
  { what: 'nothing up to 100', given: { bands: bands([0, 40], [40, 60], [60, 80], [80, 99]) }, refused: [['bands.3.to', /from 99 to 100/]] },
  { what: 'a band turned round', given: { bands: bands([0, 40], [60, 40], [60, 80], [80, 100]) }, refused: [['bands.1.to', /must end above 60/], ['bands.1.from', /from 40 to 60/], ['bands.2.from', /from 40 to 60/]] },
  { what: 'bands that go against the grades', given: { bands: [...SMALL.bands].reverse().map((band, i) => ({ ...band, from: SMALL.bands[i]?.from, to: SMALL.bands[i]?.to })) }, refused: [['bands.3.from', /“inadequate”|from 0 to 80/], ['bands.2.from', /overlaps/], ['bands.1.from', /overlaps/], ['bands.0.from', /overlaps/]] },
  { what: 'one grade twice and one not at all', given: { bands: [...SMALL.bands.slice(0, 3), { grade: 'good', from: 80, to: 100 }] }, refused: [['bands', /“outstanding” has no band/]] },
  { what: 'three bands', given: { bands: SMALL.bands.slice(1) }, refused: [['bands', /one for each grade/], ['bands', /one for each grade/], ['bands.0.from', /from 0 to 40/]] },
  { what: 'an unknown grade', given: { bands: [{ grade: 'superb', from: 0, to: 40 }, ...SMALL.bands.slice(1)] }, refused: [['bands.0.grade', /must be one of inadequate, requires-improvement, good, outstanding/]] },
  { what: 'a cap at an unknown grade', given: { criteria: [{ ...criterion('a1', 'A', 70), cap: { at: 'poor', when: 'not-met', because: 'x' } }, ...SMALL.criteria.slice(1)] }, refused: [['criteria.0.cap.at', /must be one of/]] },
  { what: 'a cap when all is well', given: { criteria: [{ ...criterion('a1', 'A', 70), cap: { at: 'good', when: 'met', because: 'x' } }, ...SMALL.criteria.slice(1)] }, refused: [['criteria.0.cap.when', /must be not-met or partly-met/]] },
  { what: 'a weight of nothing', given: { sections: [{ id: 'A', title: 'First', weight: 100 }, { id: 'B', title: 'Second', weight: 0 }] }, refused: [['sections.1.weight', /at least 1/]] },
  { what: 'half a point of weight', given: { sections: [{ id: 'A', title: 'First', weight: 60.5 }, { id: 'B', title: 'Second', weight: 39.5 }] }, refused: [['sections.0.weight', /whole number/], ['sections.1.weight', /whole number/]] },
  { what: 'nothing that good looks like', given: { criteria: [{ ...criterion('a1', 'A', 70), good: ' ' }, ...SMALL.criteria.slice(1)] }, refused: [['criteria.0.good', /must be given/]] },
  { what: 'another kind', given: { kind: 'school' }, refused: [['kind', /must be one of plan, draft/]] },
])('refused with its place and reason: $what', ({ given, refused }) => {
  const { error } = frameworkSchema.safeParse({ ...SMALL, ...given });
  const issues = (error?.issues ?? []).map(({ path, message }) => ({ at: path.join('.'), message }));
  expect(issues.map(({ at }) => at).sort()).toEqual(refused.map(([at]) => at).sort());
  for (const [at, why] of refused) expect(issues.find((issue) => issue.at === at)?.message).toMatch(why);
});
