import type { PlanVersion, VersionRow } from '../../../api/plan-models.js';
import type { PlanView } from '../../../api/use-cases/plans.js';
import { unspecificLines, unspecificProvision, type LinePart } from '../../../domain/plan/specific.js';
import type { PlanItem } from '../../../domain/plan/content.js';
import type { PartChange } from '../../../domain/plan/difference.js';
import type { Lack } from '../../../domain/plan/lacks.js';
import { SECTION_CODES, SECTIONS, type SectionCode } from '../../../domain/plan/sections.js';
import { longDay, longTime, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import type { Recommended } from '../../../api/use-cases/recommended.js';
import { itemRows, said } from '../../presenting/plan-paper.js';
import { REVIEW_WORDS } from '../../words/setting-reviews.js';
import { ITEM_FIELDS, ITEM_WORDS, LACK_WORDS, NONE_WORDS, PLAN_WORDS as t, SECTION_FIELDS } from '../../words/plan.js';

/** A version as its page shows it: section by section, what is lacking beside what lacks it. */

/** `Draft plan, version 2, sent on 3 March 2026` */
export const versionWords = ({ kind, number, sentOn }: Pick<VersionRow, 'kind' | 'number' | 'sentOn'>): string =>
  `${t.kinds[kind]}, ${t.version(number).toLowerCase()}, ${sentOn === null ? t.being : t.sent(shortDay(sentOn))}`;

export type FoundWords = Readonly<{ part: string; found: string | null; label: string; reason: string }>;

/** What the check finds in a provision, each under the label of its part. */
export const foundWords = (item: Pick<PlanItem, 'words'>): readonly FoundWords[] =>
  unspecificProvision(item).map(({ part, found, reason }) => ({ part, label: partLabel(part), found: found === '' ? null : found, reason }));

const partLabel = (part: LinePart): string => ITEM_FIELDS.provision[part]?.label ?? part;

const lackWords = ({ code, law }: Lack): Readonly<{ text: string; law: string }> => ({ text: LACK_WORDS[code], law });

/** What a report asks to be changed in a section; null: nothing. */
export function recommendedIn(recommended: Recommended | null, code: SectionCode): Readonly<{ who: string; text: string }> | null {
  const text = recommended?.form.changes[code] ?? '';
  return recommended === null || text === '' ? null : { who: REVIEW_WORDS.ofCase.recommendedHere(recommended.setting, longDay(recommended.meetingOn)), text };
}

/** @param write whether to offer changes @param recommended what the last review's report asks, for whoever writes */
export function sectionsShown({ content }: Pick<PlanVersion, 'content'>, lacks: readonly Lack[], ref: string, write: boolean, recommended: Recommended | null = null): readonly object[] {
  return SECTION_CODES.map((code) => {
    const { words, items, none } = content[code];
    const shape = SECTIONS[code];
    const own = Object.entries(shape.words).map(([name, of]) => ({ label: SECTION_FIELDS[code]?.[name]?.label ?? name, text: said(of, words[name] ?? '') })).filter(({ text }) => text !== '');
    const hasWords = Object.keys(shape.words).length > 0 || shape.mayBeNone;
    return {
      code,
      title: t.sectionTitle(code),
      saidNone: none ? NONE_WORDS[code] : null,
      recommended: write ? recommendedIn(recommended, code) : null,
      own,
      items: items.map((item) => itemShown(item, code, lacks, ref, write)),
      empty: own.length + items.length === 0 && !none,
      lacks: write ? lacks.filter(({ section, id }) => section === code && id === null).map(lackWords) : [],
      change: write && hasWords ? paths.planSection(ref, code) : null,
      changeWords: Object.keys(shape.words).length > 0 ? t.change : 'Say whether there is none',
      add: write && shape.item !== null ? { href: paths.planItem(ref, code, 'new'), text: ITEM_WORDS[shape.item].add } : null,
    };
  });
}

function itemShown(item: PlanItem, code: SectionCode, lacks: readonly Lack[], ref: string, write: boolean): object {
  const kind = SECTIONS[code].item ?? 'need';
  return {
    id: item.id,
    rows: itemRows(kind, item),
    lacks: write ? lacks.filter(({ id }) => id === item.id).map(lackWords) : [],
    found: write && kind === 'provision' ? foundWords(item) : [],
    change: write ? paths.planItem(ref, code, item.id) : null,
  };
}

/** How many lines of provision the check points out. */
export const openLines = ({ content }: Pick<PlanVersion, 'content'>): number =>
  new Set(unspecificLines(content).map(({ id }) => id)).size;

/** Versions, the latest first, each with what it came from. */
export const versionRows = ({ versions, shown, access }: PlanView): readonly object[] =>
  versions.map((row) => ({
    words: versionWords(row),
    href: paths.planVersion(access.ref, row.number),
    current: row.number === shown?.number,
    from: row.from === null ? null : row.from.recordRef === row.recordRef ? t.startedFrom(row.from.number) : t.carried(row.from.recordRef),
    saved: row.sentOn === null ? t.savedBy(row.savedBy, longTime(row.savedAt)) : null,
    compare: row.from !== null && row.from.recordRef === row.recordRef ? `${paths.planCompare(access.ref)}?from=${row.from.number}&to=${row.number}` : null,
  }));

/** Changes as two columns, word by word. */
export const changesShown = (changes: readonly PartChange[]): readonly object[] =>
  SECTION_CODES.flatMap((code) => {
    const own = changes.filter(({ section }) => section === code);
    return own.length === 0 ? [] : [{ title: t.sectionTitle(code), parts: own.map(partShown) }];
  });

function partShown({ section, id, kind, fields }: PartChange): object {
  const { item } = SECTIONS[section];
  return {
    heading: `${id === null ? t.section(section) : `${item === null ? '' : ITEM_WORDS[item].one} ${id}`}: ${t.difference[kind].toLowerCase()}`,
    kind,
    fields: fields.map(({ of, pieces }) => ({
      label: fieldLabel(section, id, of),
      before: pieces.filter((piece) => piece.kind !== 'in'),
      after: pieces.filter((piece) => piece.kind !== 'out'),
    })),
  };
}

function fieldLabel(section: SectionCode, id: string | null, of: string): string {
  if (of === 'none') return 'There is none';
  if (of === 'needs') return t.forNeeds;
  if (of === 'outcomes') return t.forOutcomes;
  const { item } = SECTIONS[section];
  const fields = id === null ? SECTION_FIELDS[section] : item === null ? undefined : ITEM_FIELDS[item];
  return fields?.[of]?.label ?? of;
}
