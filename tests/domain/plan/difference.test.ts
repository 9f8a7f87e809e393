import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EMPTY_PLAN, emptyItem, isEmpty, itemsOf, MOST_ITEMS, planContent, type ItemDraft, type PlanContent } from '../../../domain/plan/content.js';
import { partsChanged, planDifference } from '../../../domain/plan/difference.js';
import { withItem, withoutItem, withWords } from '../../../domain/plan/edit.js';
import { itemId, sectionOfItem, SECTION_CODES, type ItemKind, type SectionCode } from '../../../domain/plan/sections.js';
import { wordDifference } from '../../../domain/plan/word-difference.js';

/** A plan's text is changed item by item, and what another version changes is told word by word. */

const draft = (kind: ItemKind, words: Readonly<Record<string, string>>, more: Partial<ItemDraft> = {}): ItemDraft => ({ ...emptyItem(kind), words: { ...emptyItem(kind).words, ...words }, ...more });
function add(plan: PlanContent, section: SectionCode, item: ItemDraft): PlanContent {
  const made = withItem(plan, section, null, item);
  if (made === null) throw new Error('no room');
  return made.content;
}

const BASE = add(add(add(EMPTY_PLAN, 'B', draft('need', { need: 'Finds it hard to follow spoken words' })), 'E', draft('outcome', { outcome: 'Will follow two-step instructions' }, { needs: ['B1'] })),
  'F', draft('provision', { what: 'Speech therapy', howOften: 'once a week', howLong: '30 minutes' }, { needs: ['B1'], outcomes: ['E1'] }));

test('ids say their section, count on, and are never given twice', () => {
  expect(itemsOf(BASE).map(({ item }) => item.id)).toEqual(['B1', 'E1', 'F1']);
  const without = withoutItem(BASE, 'F1');
  expect(without?.F.items).toEqual([]);
  expect(add(without ?? BASE, 'F', draft('provision', { what: 'Reading group' })).F.items[0]?.id).toBe('F2');
  expect(itemId('H1', 2)).toBe('H1.2');
  expect(['H1.2', 'H12', 'F3', 'A1', 'I1', 'F', 'H3.1'].map(sectionOfItem)).toEqual(['H1', null, 'F', null, null, null, null]);
});

test('an item taken out is taken out of what was for it', () => {
  const without = withoutItem(BASE, 'B1');
  expect(without?.E.items[0]?.needs).toEqual([]);
  expect(without?.F.items[0]).toMatchObject({ needs: [], outcomes: ['E1'] });
  expect(withoutItem(BASE, 'B2')).toBeNull();
  expect(withoutItem(BASE, 'nonsense')).toBeNull();
});

test('an item changed keeps its id and place; what it names and is not there is left out; a full section takes no more', () => {
  const changed = withItem(BASE, 'F', 'F1', draft('provision', { what: '  Speech therapy  ' }, { needs: ['B7', 'B1', 'B1'], outcomes: [] }));
  expect(changed?.content.F.items).toEqual([{ id: 'F1', words: expect.objectContaining({ what: 'Speech therapy', howOften: '' }) as object, needs: ['B1'], outcomes: [] }]);
  expect(withItem(BASE, 'F', 'F9', draft('provision', { what: 'x' }))).toBeNull();
  const full = Array.from({ length: MOST_ITEMS }).reduce<PlanContent>((plan) => add(plan, 'K', draft('advice', { who: 'x' })), EMPTY_PLAN);
  expect(withItem(full, 'K', null, draft('advice', { who: 'y' }))).toBeNull();
});

test.each([
  ['30 minutes once a week', '45 minutes twice a week', [['out', '30'], ['in', '45'], ['same', ' minutes '], ['out', 'once'], ['in', 'twice'], ['same', ' a week']]],
  ['a b', 'a b c', [['same', 'a b'], ['in', ' c']]],
  ['speech and language therapy', 'physiotherapy', [['out', 'speech and language therapy'], ['in', 'physiotherapy']]],
  ['one two three', 'four five three', [['out', 'one two'], ['in', 'four five'], ['same', ' three']]],
  ['', 'new', [['in', 'new']]],
  ['same', 'same', [['same', 'same']]],
] as const)('“%s” against “%s”', (before, after, pieces) => {
  expect(wordDifference(before, after).map(({ kind, text }) => [kind, text])).toEqual(pieces);
});

const anyText = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '  ', '\n', 'support', '30', 'weekly'), { maxLength: 30 }).map((words) => words.join(''));

test('the pieces give both texts back, and never say that an equal text differs', () => {
  fc.assert(fc.property(anyText, anyText, (before, after) => {
    const pieces = wordDifference(before, after);
    const joined = (other: string) => pieces.filter(({ kind }) => kind !== other).map(({ text }) => text).join('');
    expect(joined('in')).toBe(before);
    expect(joined('out')).toBe(after);
    expect(pieces.every(({ kind }) => kind === 'same')).toBe(before === after);
  }));
});

test('two long texts with nothing in common are replaced as a whole; word by word it would outlast the test', () => {
  const [before, after] = ['out ', 'in '].map((word) => word.repeat(50_000).trim());
  expect(wordDifference(before ?? '', after ?? '').map(({ kind }) => kind)).toEqual(['out', 'in']);
});

test('a version against another: added, taken out, changed, each in its place; a section’s own words too', () => {
  const again = add(withItem(BASE, 'F', 'F1', draft('provision', { what: 'Speech therapy', howOften: 'twice a week', howLong: '30 minutes' }, { needs: ['B1'], outcomes: [] }))?.content ?? BASE, 'F', draft('provision', { what: 'Reading group' }));
  const after = withWords(withoutItem(again, 'E1') ?? again, 'A', { words: { ...again.A.words, child: 'I like trains' }, none: false });
  const said = withWords(after, 'C', { words: {}, none: true });
  expect(planDifference(BASE, said).map(({ section, id, kind, fields }) => [section, id, kind, fields.map(({ of }) => of)])).toEqual([
    ['A', null, 'changed', ['child']],
    ['C', null, 'changed', ['none']],
    ['E', 'E1', 'taken-out', ['outcome', 'needs']],
    ['F', 'F1', 'changed', ['howOften', 'outcomes']],
    ['F', 'F2', 'added', ['what']],
  ]);
  expect(partsChanged(BASE, said)).toEqual(['A', 'C', 'E1', 'F1', 'F2']);
  expect(planDifference(BASE, BASE)).toEqual([]);
  expect(planDifference(BASE, JSON.parse(JSON.stringify(BASE)) as PlanContent)).toEqual([]);
});

test('taken out and put in again by hand, items stand in the later version’s order, what is gone where it stood', () => {
  const three = ['one', 'two', 'three'].reduce((plan, what) => add(plan, 'F', draft('provision', { what })), EMPTY_PLAN);
  const after = add(withoutItem(three, 'F2') ?? three, 'F', draft('provision', { what: 'four' }));
  expect(planDifference(three, after).map(({ id, kind }) => `${id ?? ''} ${kind}`)).toEqual(['F2 taken-out', 'F4 added']);
});

test('the shape refuses what a plan has not: unknown sections and words, an item of another section, one id twice, text without end', () => {
  expect(isEmpty(EMPTY_PLAN)).toBe(true);
  expect(isEmpty(BASE)).toBe(false);
  expect(planContent.parse(BASE)).toEqual(BASE);
  const problems = (content: unknown) => planContent.safeParse(content).error?.issues.map(({ path }) => path.join('.')) ?? [];
  expect(problems({ Z: {} })).toEqual(['']);
  expect(problems({ A: { words: { shoe: 'size' } } })).toEqual(['A.words']);
  expect(problems({ F: { items: [{ id: 'G1', words: {} }] } })).toEqual(['F.items.0.id']);
  expect(problems({ F: { items: [{ id: 'F1', words: {} }, { id: 'F1', words: {} }] } })).toEqual(['F.items.1.id']);
  expect(problems({ F: { items: [{ id: 'F1', words: { who: 'x'.repeat(501) } }] } })).toEqual(['F.items.0.words.who']);
  expect(problems({ B: { items: [{ id: 'B1', words: {}, needs: ['B1'] }] } })).toEqual(['B.items.0.needs']);
  expect(problems({ A: { none: true } })).toEqual(['A.none']);
  expect(problems({ J: { words: { budget: 'lots' } } })).toEqual(['J.words.budget']);
  expect(SECTION_CODES.length).toBe(12);
});
