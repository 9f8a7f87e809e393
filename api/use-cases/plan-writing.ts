import { itemDraft, sectionWords, type ItemDraft, type PlanContent } from '../../domain/plan/content.js';
import { partsChanged } from '../../domain/plan/difference.js';
import { withItem, withoutItem, withWords } from '../../domain/plan/edit.js';
import { SECTIONS, type SectionCode } from '../../domain/plan/sections.js';
import { AppError, invalid, notFound } from '../errors.js';
import { fieldProblems } from '../http/field-problems.js';
import type { Caller } from '../permissions.js';
import type { PlanVersion, Touch } from '../plan-models.js';
import type { UseCaseDeps } from '../ports.js';
import { nowOf } from '../now.js';
import { planToWrite } from './plans.js';

/**
 * Writing a version, a section's words or an item at a time. Two people may write in one version: only when somebody has changed the very
 * part meanwhile is nothing written over, and the answer says who, when, and how the part stands now.
 */

/** Which part of which version, and the save its writer had read. */
export type PlanPart = Readonly<{ ref: string; number: number; saves: number; section: SectionCode }>;
export type PartSaved = Readonly<{ kind: 'saved'; /** Of the item, or the section. */ part: string; /** Of the version, with this change in it. */ saves: number } | { kind: 'changed'; part: string; touch: Touch; latest: PlanVersion }>;

/** A section's own words, and whether it says that there is nothing. @throws AppError `not-found`, `not-yours-to-record`, `rule-refused` once it was sent; `invalid` for words it does not have, or that are too long */
export async function saveWords(deps: UseCaseDeps, caller: Caller, part: PlanPart, said: Readonly<{ words: Readonly<Record<string, string>>; none: boolean }>): Promise<PartSaved> {
  const read = sectionWords(part.section).safeParse(said.words);
  if (!read.success) throw invalid(fieldProblems(read.error, 'words'));
  return changed(deps, caller, part, part.section, (content) => ({ content: withWords(content, part.section, { words: { ...content[part.section].words, ...said.words }, none: said.none && SECTIONS[part.section].mayBeNone }), part: part.section }));
}

/** An item added (`id` null) or changed. @throws AppError as `saveWords`; `invalid` for words that are too long, or an empty item */
export async function saveItem(deps: UseCaseDeps, caller: Caller, part: PlanPart, id: string | null, draft: ItemDraft): Promise<PartSaved> {
  const kind = SECTIONS[part.section].item;
  if (kind === null) throw notFound();
  const read = itemDraft(kind).safeParse(draft);
  if (!read.success) throw invalid(fieldProblems(read.error));
  const first = Object.keys(read.data.words)[0] ?? '';
  if ((draft.words[first] ?? '').trim() === '') throw invalid([{ path: `words.${first}`, message: 'is missing' }]);
  return changed(deps, caller, part, id, (content) => {
    const made = withItem(content, part.section, id, draft);
    return made === null ? null : { content: made.content, part: made.id };
  });
}

/** Takes an item out; what was for it is no longer for it. @throws AppError as `saveWords` */
export const takeOutItem = (deps: UseCaseDeps, caller: Caller, part: PlanPart, id: string): Promise<PartSaved> =>
  changed(deps, caller, part, id, (content) => {
    const left = withoutItem(content, id);
    return left === null ? null : { content: left, part: id };
  });

type Made = Readonly<{ content: PlanContent; part: string }>;

async function changed(deps: UseCaseDeps, caller: Caller, { ref, number, saves }: PlanPart, part: string | null, change: (content: PlanContent) => Made | null): Promise<PartSaved> {
  await planToWrite(deps, caller, ref);
  type Answer = PartSaved | 'none';
  const result = await deps.planVersions.change<Answer>({
    recordRef: ref, number, by: caller.ref, at: nowOf(deps),
    decide: (version) => {
      const touch = part === null ? undefined : version.touched[part];
      if (part !== null && touch !== undefined && touch.save > saves) return { answer: { kind: 'changed', part, touch, latest: version }, change: null };
      const made = change(version.content);
      if (made === null) return { answer: 'none', change: null };
      const isSame = partsChanged(version.content, made.content).length === 0;
      return { answer: { kind: 'saved', part: made.part, saves: version.saves + (isSame ? 0 : 1) }, change: isSame ? null : { content: made.content, parts: [made.part] } };
    },
  });
  if (result.kind === 'closed') throw new AppError('rule-refused', { detail: 'This version was sent or set aside: its text is kept as it is. Start the next version to change it.' });
  if (result.answer === 'none') throw notFound();
  return result.answer;
}
