import { expect, test } from 'vitest';
import { DEFAULT_FRAMEWORKS } from '../../domain/audit/default-frameworks/all.js';
import { draftProblems } from '../../domain/audit/framework-draft.js';
import { AUDIT_KINDS, type Framework } from '../../domain/audit/framework.js';
import { randomFrom, type Random } from '../../domain/chance.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { withCriterion, withCriterionMoved, withoutCriterion, withoutSection, withSection, withSectionMoved } from '../../web/pages/audit-frameworks/draft-form.js';

/** Whatever is pressed in the editor of a framework, over many versions: what is asked anew is never taken for an old question. */

const TODAY = isoDate('2026-11-23');
const CODES = ['A', 'a', 'own', 'OWN', 'own-1', 'a-own', 's9', 'S9', 'views-of-the-child-99'];
const idsOf = ({ criteria }: Framework): readonly string[] => criteria.map(({ id }) => id);

/** One press of a button on the draft's pages. `taken`: ids of every version that ever was, as the pages are handed them. */
function pressed(random: Random, framework: Framework, taken: readonly string[]): Framework {
  const section = random.pick(framework.sections);
  const rows = framework.criteria.filter((one) => one.section === section.id).length;
  const [row, by] = [random.whole(0, rows), random.pick([-1, 1] as const)]; // a row too many is pressed as well
  switch (random.pick(['add', 'add', 'out', 'out', 'add-section', 'take-section', 'move', 'move-section'] as const)) {
    case 'add': return withCriterion(framework, section, taken);
    case 'out': return withoutCriterion(framework, section, row);
    case 'take-section': return framework.sections.length === 1 ? framework : withoutSection(framework, section);
    case 'move': return withCriterionMoved(framework, section, row, by);
    case 'move-section': return withSectionMoved(framework, random.whole(0, framework.sections.length), by);
    case 'add-section': {
      const { value, errors } = withSection(framework, { newTitle: 'Our own', newCode: random.pick(CODES) }, TODAY, taken);
      return errors.length > 0 ? framework : value;
    }
  }
}

/** The draft as it may be put in force: each section asks something, everything is written, and the weights make 100. */
function finished(framework: Framework, taken: readonly string[]): Framework {
  const whole = framework.sections.reduce((draft, section) => (draft.criteria.some((one) => one.section === section.id) ? draft : withCriterion(draft, section, taken)), framework);
  const share = (count: number, at: number): number => (at < count - 1 ? 1 : 100 - (count - 1));
  return {
    ...whole,
    sections: whole.sections.map((one, i) => ({ ...one, weight: share(whole.sections.length, i) })),
    criteria: whole.criteria.map((one) => {
      const own = whole.criteria.filter(({ section }) => section === one.section);
      return { ...one, asks: one.asks || 'Is it so?', good: one.good || 'It is so.', weight: share(own.length, own.indexOf(one)) };
    }),
  };
}

test.each(AUDIT_KINDS)('%s: over 60 councils of twelve versions no id is given twice, and none that is gone comes back', (kind) => {
  const random = randomFrom(`edits of ${kind}`);
  let added = 0;
  for (let council = 0; council < 60; council += 1) {
    const versions: Framework[] = [DEFAULT_FRAMEWORKS[kind]];
    const taken = (): readonly string[] => versions.flatMap(idsOf);
    while (versions.length < 12) {
      let draft = versions.at(-1) ?? expect.fail('a version is in force');
      for (let press = random.whole(1, 12); press > 0; press -= 1) {
        const before = idsOf(draft);
        draft = pressed(random, draft, taken());
        const fresh = idsOf(draft).filter((id) => !before.includes(id));
        added += fresh.length;
        expect(fresh.filter((id) => taken().includes(id))).toEqual([]);
        expect(new Set(idsOf(draft)).size).toBe(draft.criteria.length);
      }
      if (random.chance(0.2)) continue; // thrown away
      const version = finished(draft, taken());
      expect(draftProblems(version)).toEqual([]);
      versions.push(version);
    }
    for (const id of new Set(taken())) {
      const has = versions.map((version) => idsOf(version).includes(id));
      expect(has.slice(has.indexOf(true), has.lastIndexOf(true) + 1).every(Boolean), id).toBe(true); // once it is gone it is gone
    }
  }
  expect(added).toBeGreaterThan(500);
});

test('what is moved at an end stays, and nothing else moves: by hand', () => {
  const of = DEFAULT_FRAMEWORKS['review-report'];
  const [first, second] = of.sections;
  if (first === undefined || second === undefined) return expect.fail('two sections at least');
  const own = (framework: Framework, section: string) => framework.criteria.filter((one) => one.section === section).map(({ id }) => id);
  const [a, b, ...rest] = own(of, first.id);
  expect(own(withCriterionMoved(of, first, 0, 1), first.id)).toEqual([b, a, ...rest]);
  expect(own(withCriterionMoved(of, first, 0, 1), second.id)).toEqual(own(of, second.id));
  expect([withCriterionMoved(of, first, 0, -1), withCriterionMoved(of, first, own(of, first.id).length - 1, 1), withCriterionMoved(of, first, 99, 1)]).toEqual([of, of, of]);
  expect(withSectionMoved(of, 1, -1).sections.slice(0, 2)).toEqual([second, first]);
  expect([withSectionMoved(of, 0, -1), withSectionMoved(of, of.sections.length - 1, 1)]).toEqual([of, of]);
});
