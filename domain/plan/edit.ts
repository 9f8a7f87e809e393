import { bySection, NEED_SECTIONS, itemId, sectionOfItem, type SectionCode } from './sections.js';
import { MOST_ITEMS, type ItemDraft, type PlanContent, type PlanItem, type PlanSectionText } from './content.js';

/** Changes to a plan's text, a section or an item at a time: the content before in, the content after out. */

const trimmed = (words: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text.trim()]));

const put = (content: PlanContent, code: SectionCode, changed: Partial<PlanSectionText>): PlanContent => ({ ...content, [code]: { ...content[code], ...changed } });

/** A section's own words. To say that there is nothing does not take out what is written: the two are warned about together. */
export const withWords = (content: PlanContent, code: SectionCode, { words, none }: Pick<PlanSectionText, 'words' | 'none'>): PlanContent =>
  put(content, code, { words: trimmed(words), none });

/**
 * An item added at the end of its section (`id` null), or changed where it stands.
 * @returns null where there is no such item, or no room for another
 */
export function withItem(content: PlanContent, code: SectionCode, id: string | null, draft: ItemDraft): Readonly<{ content: PlanContent; id: string }> | null {
  const { items, last } = content[code];
  const said = { words: trimmed(draft.words), needs: known(content, NEED_SECTIONS, draft.needs), outcomes: known(content, ['E'], draft.outcomes) };
  if (id !== null) {
    if (!items.some((item) => item.id === id)) return null;
    return { id, content: put(content, code, { items: items.map((item) => (item.id === id ? { id, ...said } : item)) }) };
  }
  if (items.length >= MOST_ITEMS) return null;
  const given = itemId(code, last + 1);
  return { id: given, content: put(content, code, { items: [...items, { id: given, ...said }], last: last + 1 }) };
}

/** The ids of items there are in these sections, each once, in the plan's order. */
function known(content: PlanContent, sections: readonly SectionCode[], ids: readonly string[]): string[] {
  return sections.flatMap((code) => content[code].items).flatMap(({ id }) => (ids.includes(id) ? [id] : []));
}

/** Without an item; what was for it is no longer for it. @returns null where there is no such item */
export function withoutItem(content: PlanContent, id: string): PlanContent | null {
  const code = sectionOfItem(id);
  if (code === null || !content[code].items.some((item) => item.id === id)) return null;
  const without = (ids: readonly string[]): string[] => ids.filter((one) => one !== id);
  const unlinked = (item: PlanItem): PlanItem => ({ ...item, needs: without(item.needs), outcomes: without(item.outcomes) });
  return bySection((one) => ({ ...content[one], items: content[one].items.filter((item) => item.id !== id).map(unlinked) }));
}
