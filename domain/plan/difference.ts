import type { PlanContent, PlanItem } from './content.js';
import { ITEM_SHAPES, SECTION_CODES, SECTIONS, type SectionCode } from './sections.js';
import { wordDifference, type Piece } from './word-difference.js';

/** One piece of writing in which two versions differ. `of` names it as the section's shape does; needs and outcomes are ids, in words. */
export type FieldChange = Readonly<{ of: string; before: string; after: string; pieces: readonly Piece[] }>;
export type PartChange = Readonly<{
  section: SectionCode;
  /** Null: the section's own words. */
  id: string | null;
  kind: 'added' | 'taken-out' | 'changed';
  fields: readonly FieldChange[];
}>;

/** What another version changes, in the plan's order: items added, taken out, changed word by word. Equal versions: nothing. */
export function planDifference(before: PlanContent, after: PlanContent): readonly PartChange[] {
  return SECTION_CODES.flatMap((section) => [...ownWords(before, after, section), ...items(before, after, section)]);
}

function ownWords(before: PlanContent, after: PlanContent, section: SectionCode): PartChange[] {
  const [was, is] = [before[section], after[section]];
  const fields = [...fieldChanges(Object.keys(SECTIONS[section].words), was.words, is.words), ...changed('none', was.none ? 'yes' : '', is.none ? 'yes' : '')];
  return fields.length === 0 ? [] : [{ section, id: null, kind: 'changed', fields }];
}

/** In the order of the later version; an item taken out stands after those that came before it. */
function items(before: PlanContent, after: PlanContent, section: SectionCode): PartChange[] {
  const kind = SECTIONS[section].item;
  if (kind === null) return [];
  const names = Object.keys(ITEM_SHAPES[kind].words);
  const [was, is] = [before[section].items, after[section].items];
  const order = [...is.map(({ id }) => id)];
  was.forEach(({ id }, i) => {
    if (!order.includes(id)) order.splice(i === 0 ? 0 : order.indexOf(was[i - 1]?.id ?? '') + 1, 0, id);
  });
  return order.flatMap((id): PartChange[] => {
    const [old, now] = [was.find((item) => item.id === id), is.find((item) => item.id === id)];
    const fields = itemFields(names, old, now);
    if (old === undefined || now === undefined) return [{ section, id, kind: old === undefined ? 'added' : 'taken-out', fields }];
    return fields.length === 0 ? [] : [{ section, id, kind: 'changed', fields }];
  });
}

const itemFields = (names: readonly string[], old: PlanItem | undefined, now: PlanItem | undefined): FieldChange[] => [
  ...fieldChanges(names, old?.words ?? {}, now?.words ?? {}),
  ...changed('needs', (old?.needs ?? []).join(', '), (now?.needs ?? []).join(', ')),
  ...changed('outcomes', (old?.outcomes ?? []).join(', '), (now?.outcomes ?? []).join(', ')),
];

const fieldChanges = (names: readonly string[], was: Readonly<Record<string, string>>, is: Readonly<Record<string, string>>): FieldChange[] =>
  names.flatMap((name) => changed(name, was[name] ?? '', is[name] ?? ''));

const changed = (of: string, before: string, after: string): FieldChange[] => (before === after ? [] : [{ of, before, after, pieces: wordDifference(before, after) }]);

/** The parts that differ: `F3`, or `A` for a section's own words. */
export const partsChanged = (before: PlanContent, after: PlanContent): readonly string[] => planDifference(before, after).map(({ section, id }) => id ?? section);
