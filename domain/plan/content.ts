import { z } from 'zod';
import { bySection, ITEM_SHAPES, itemId, NEED_SECTIONS, SECTION_CODES, SECTIONS, sectionOfItem, type ItemKind, type SectionCode, type WordsKind } from './sections.js';

/** A plan's text, sections A to K. */

/** An item with the id it keeps from version to version, and the needs and outcomes it is for. */
export type PlanItem = Readonly<{ id: string; words: Readonly<Record<string, string>>; needs: readonly string[]; outcomes: readonly string[] }>;
/** What is written of an item, before it has an id. */
export type ItemDraft = Omit<PlanItem, 'id'>;
export type PlanSectionText = Readonly<{
  words: Readonly<Record<string, string>>;
  items: readonly PlanItem[];
  /** It is said that there is nothing: no health need has been found. */
  none: boolean;
  /** Highest number ever given to an item: none is given twice, so that an id means one thing in every version. */
  last: number;
}>;
export type PlanContent = Readonly<Record<SectionCode, PlanSectionText>>;

export const MOST_ITEMS = 60;
const LONGEST = { line: 500, text: 20_000 } as const;

const wordsShape = (words: Readonly<Record<string, WordsKind>>) =>
  z.strictObject(Object.fromEntries(Object.entries(words).map(([name, shape]) => [name, oneOf(shape)])));

function oneOf(shape: WordsKind) {
  if (shape.kind === 'choice') return z.enum(['', ...shape.choices], { error: `must be one of ${shape.choices.join(', ')}, or nothing` }).default('');
  const most = LONGEST[shape.kind];
  return z.string({ error: 'must be text' }).max(most, { error: `must be at most ${most.toLocaleString('en-GB')} characters` }).default('');
}

const ids = (used: boolean) => z.array(z.string().refine((id) => sectionOfItem(id) !== null, { error: 'must be the id of an item, as B2' })).max(used ? MOST_ITEMS * 4 : 0, { error: used ? 'are too many' : 'belong to no item of this section' }).default([]);

/** An item as somebody writes it. */
export const itemDraft = (kind: ItemKind) => {
  const { words, needs, outcomes } = ITEM_SHAPES[kind];
  return z.strictObject({ words: wordsShape(words), needs: ids(needs), outcomes: ids(outcomes) });
};

/** A section's own words as somebody writes them; those left out are not said. */
export const sectionWords = (code: SectionCode) => wordsShape(SECTIONS[code].words);

function sectionText(code: SectionCode) {
  const { words, item, mayBeNone } = SECTIONS[code];
  const id = z.string().refine((text) => sectionOfItem(text) === code, { error: `must be an id of section ${code}, as ${itemId(code, 1)}` });
  const items = item === null ? z.array(z.never()).max(0) : z.array(itemDraft(item).extend({ id })).max(MOST_ITEMS, { error: `must be at most ${MOST_ITEMS}` });
  return z.strictObject({ words: wordsShape(words).default(blank(words)), items: items.default([]), none: mayBeNone ? z.boolean().default(false) : z.literal(false).default(false), last: z.int().min(0).max(999).default(0) });
}

const blank = (words: Readonly<Record<string, WordsKind>>): Record<string, string> => Object.fromEntries(Object.keys(words).map((name) => [name, '']));

/** A whole plan as the outside may hand it over. Unknown fields are refused; what is left out is empty. */
export const planContent = z
  .strictObject(bySection((code) => sectionText(code).prefault({})))
  .superRefine((content, context) => {
    for (const code of SECTION_CODES) {
      const given = content[code].items.map((item) => (item as PlanItem).id);
      const twice = given.findIndex((id, i) => given.indexOf(id) !== i);
      if (twice >= 0) context.addIssue({ code: 'custom', path: [code, 'items', twice, 'id'], message: 'is given twice' });
    }
  });

/** A plan nobody has written in yet. */
export const EMPTY_PLAN: PlanContent = planContent.parse({});

/** An item of this kind nobody has written in yet. */
export const emptyItem = (kind: ItemKind): ItemDraft => ({ words: blank(ITEM_SHAPES[kind].words), needs: [], outcomes: [] });

/** Every item of the plan with the section it stands in, in the plan's order. */
export const itemsOf = (content: PlanContent): readonly Readonly<{ section: SectionCode; item: PlanItem }>[] =>
  SECTION_CODES.flatMap((section) => content[section].items.map((item) => ({ section, item })));

/** Joined only to needs and outcomes that are there, each once and in the plan's order: what is for an item that is not, is for nothing. */
export function joined(content: PlanContent): PlanContent {
  const needs = NEED_SECTIONS.flatMap((code) => content[code].items.map(({ id }) => id));
  const outcomes = content.E.items.map(({ id }) => id);
  const kept = (there: readonly string[], named: readonly string[]): string[] => there.filter((id) => named.includes(id));
  return bySection((code) => ({ ...content[code], items: content[code].items.map((item) => ({ ...item, needs: kept(needs, item.needs), outcomes: kept(outcomes, item.outcomes) })) }));
}

/** Whether anything is written at all. */
export const isEmpty = (content: PlanContent): boolean =>
  SECTION_CODES.every((code) => content[code].items.length === 0 && !content[code].none && Object.values(content[code].words).every((text) => text === ''));
