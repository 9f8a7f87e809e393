import { emptyItem, type ItemDraft, type PlanContent, type PlanItem, type PlanSectionText } from '../../../domain/plan/content.js';
import { ITEM_SHAPES, NEED_SECTIONS, SECTIONS, type ItemKind, type SectionCode, type WordsKind } from '../../../domain/plan/sections.js';
import type { Choice, Field, Typed } from '../../forms/field.js';
import { CHOICE_WORDS, ITEM_FIELDS, NONE_WORDS, PLAN_WORDS as t, SECTION_FIELDS } from '../../words/plan.js';

/** The forms of a section's words and of one item, read from the shape of a plan. */

const MOST = { line: 500, text: 20_000 } as const;

type FieldWords = Readonly<{ label: string; hint?: string }>;

function fieldOf(name: string, shape: WordsKind, { label, hint }: FieldWords, needed = false): Field {
  const common = { name, label, ...(hint === undefined ? {} : { hint }), ...(needed ? {} : { optional: true, oneOfMany: true }), missing: t.missing(label) };
  if (shape.kind === 'choice') {
    const choices: readonly Choice[] = shape.choices.map((value) => ({ value, text: CHOICE_WORDS[value] ?? value }));
    return choices.length === 1 ? { kind: 'choices', ...common, choices } : { kind: 'choice', ...common, choices };
  }
  return shape.kind === 'line' ? { kind: 'line', ...common, most: MOST.line } : { kind: 'text', ...common, most: MOST.text };
}

export const sectionFields = (code: SectionCode): readonly Field[] => [
  ...Object.entries(SECTIONS[code].words).map(([name, shape]) => fieldOf(name, shape, SECTION_FIELDS[code]?.[name] ?? { label: name })),
  ...(SECTIONS[code].mayBeNone ? [{ kind: 'choices', name: 'none', label: t.section(code), missing: '', choices: [{ value: 'yes', text: NONE_WORDS[code] ?? '' }], optional: true, oneOfMany: true } as const] : []),
];

/** @param content what there is to be for; null: nothing is asked of that */
export function itemFields(kind: ItemKind, content: PlanContent | null): readonly Field[] {
  const { words, needs, outcomes } = ITEM_SHAPES[kind];
  const own = Object.entries(words).map(([name, shape], i) => fieldOf(name, shape, ITEM_FIELDS[kind][name] ?? { label: name }, i === 0));
  if (content === null) return own;
  const linked = (name: string, label: string, items: readonly Choice[]): readonly Field[] => (items.length === 0 ? [] : [{ kind: 'choices', name, label, missing: t.missing(label), choices: items, optional: true, oneOfMany: true }]);
  const choice = (first: string) => ({ id, words: said }: PlanItem): Choice => ({ value: id, text: `${id}: ${brief(said[first] ?? '')}` });
  return [
    ...own,
    ...(needs ? linked('needs', t.forNeeds, NEED_SECTIONS.flatMap((code) => content[code].items).map(choice('need'))) : []),
    ...(outcomes ? linked('outcomes', t.forOutcomes, content.E.items.map(choice('outcome'))) : []),
  ];
}

const BRIEF = 90;
const brief = (text: string): string => (text.length > BRIEF ? `${text.slice(0, BRIEF).replace(/\s+\S*$/, '')} …` : text);

export const typedSection = ({ words, none }: PlanSectionText): Typed => ({ ...words, none: none ? ['yes'] : [] });

export const typedItem = (kind: ItemKind, item: PlanItem | null): Typed => {
  const { words, needs, outcomes } = item ?? emptyItem(kind);
  return { ...words, needs, outcomes };
};

const text = (typed: Typed, name: string): string => [typed[name] ?? ''].flat().join('').replaceAll('\r\n', '\n').trim();
const list = (typed: Typed, name: string): readonly string[] => [typed[name] ?? []].flat().filter((one) => one !== '');

export const writtenSection = (code: SectionCode, typed: Typed): Pick<PlanSectionText, 'words' | 'none'> => ({
  words: Object.fromEntries(Object.keys(SECTIONS[code].words).map((name) => [name, text(typed, name)])),
  none: list(typed, 'none').includes('yes'),
});

export const writtenItem = (kind: ItemKind, typed: Typed): ItemDraft => ({
  words: Object.fromEntries(Object.keys(ITEM_SHAPES[kind].words).map((name) => [name, text(typed, name)])),
  needs: list(typed, 'needs'),
  outcomes: list(typed, 'outcomes'),
});

