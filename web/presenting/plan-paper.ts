import type { PlanVersion } from '../../api/plan-models.js';
import type { PlanContent, PlanItem } from '../../domain/plan/content.js';
import { ITEM_SHAPES, SECTION_CODES, SECTIONS, type ItemKind, type SectionCode, type WordsKind } from '../../domain/plan/sections.js';
import { shortDay } from '../dates.js';
import { CHOICE_WORDS, ITEM_FIELDS, ITEM_WORDS, NONE_WORDS, PLAN_WORDS as t, SECTION_FIELDS } from '../words/plan.js';

/** A version as a paper: headings, words and tables, the same for the printed page, the PDF and the Word document. */
export type PaperBlock = Readonly<
  | { kind: 'heading'; level: 2 | 3; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'table'; caption: string; head: readonly string[]; rows: readonly (readonly string[])[] }
>;
export type Paper = Readonly<{ title: string; about: readonly Readonly<{ label: string; text: string }>[]; blocks: readonly PaperBlock[] }>;

/** @param child as the paper names them; the family's own copy and the council's are alike */
export function planPaper({ content, kind, number, sentOn }: Pick<PlanVersion, 'content' | 'kind' | 'number' | 'sentOn'>, { child, born, ref, council }: Readonly<{ child: string; born: string | null; ref: string; council: string }>): Paper {
  const state = sentOn === null ? t.being : t.sent(shortDay(sentOn));
  return {
    title: `${t.title}: ${child}`,
    about: [
      { label: 'Council', text: council },
      { label: 'Name', text: child },
      ...(born === null ? [] : [{ label: 'Date of birth', text: born }]),
      { label: 'Reference', text: ref },
      { label: 'This paper', text: `${t.kinds[kind]}, ${t.version(number).toLowerCase()}, ${state}` },
    ],
    blocks: SECTION_CODES.flatMap((code) => sectionBlocks(content, code)),
  };
}

function sectionBlocks(content: PlanContent, code: SectionCode): PaperBlock[] {
  const { words, items, none } = content[code];
  const { item } = SECTIONS[code];
  const own = Object.keys(SECTIONS[code].words).flatMap((name): PaperBlock[] => {
    const text = said(SECTIONS[code].words[name], words[name] ?? '');
    return text === '' ? [] : [{ kind: 'heading', level: 3, text: SECTION_FIELDS[code]?.[name]?.label ?? name }, { kind: 'text', text }];
  });
  const table = item === null || items.length === 0 ? [] : [tableOf(item, code, items)];
  const nothing = own.length + table.length === 0 && !none ? [{ kind: 'text', text: t.noneYet } as const] : [];
  const saidNone = none ? [{ kind: 'text', text: NONE_WORDS[code] ?? '' } as const] : [];
  return [{ kind: 'heading', level: 2, text: t.sectionTitle(code) }, ...saidNone, ...table, ...own, ...nothing];
}

/** Columns of a paper's table; narrow things share one. */
const COLUMNS: Readonly<Record<ItemKind, readonly Readonly<{ head: string; of: readonly string[] }>[]>> = {
  need: [{ head: 'The need', of: ['need'] }, { head: 'What they can do', of: ['strengths'] }],
  outcome: [{ head: 'What they will be able to do', of: ['outcome'] }, { head: 'How we will know', of: ['measure'] }, { head: 'By when', of: ['byWhen'] }, { head: 'Steps towards it', of: ['steps'] }, { head: 'For needs', of: ['needs'] }],
  provision: [{ head: 'What is provided', of: ['what', 'adulthood'] }, { head: 'How often, how long, until when', of: ['howOften', 'howLong', 'until'] }, { head: 'By whom, with what skill', of: ['who', 'skill'] }, { head: 'For needs and outcomes', of: ['needs', 'outcomes'] }],
  advice: [{ head: 'Who gave it', of: ['who', 'role'] }, { head: 'Its date', of: ['on'] }, { head: 'How it was used', of: ['used'] }],
};

function tableOf(kind: ItemKind, code: SectionCode, items: readonly PlanItem[]): PaperBlock {
  const columns = COLUMNS[kind];
  return {
    kind: 'table',
    caption: `${t.section(code)}: ${ITEM_WORDS[kind].one.toLowerCase()}`,
    head: ['No.', ...columns.map(({ head }) => head)],
    rows: items.map((item) => [item.id, ...columns.map(({ of }) => of.flatMap((name) => cellOf(item, name)).join('\n'))]),
  };
}

function cellOf(item: PlanItem, name: string): string[] {
  const text = name === 'needs' || name === 'outcomes' ? item[name].join(', ') : name === 'adulthood' ? (item.words[name] === 'yes' ? 'Prepares for adulthood' : '') : (item.words[name] ?? '');
  if (text === '') return [];
  return [name === 'until' ? `Until ${text}` : text];
}

/** A section as plain text: its words, and of its items a line for each thing that is said. */
export function sectionText(content: PlanContent, code: SectionCode): string {
  const { words, items } = content[code];
  const { item: kind, words: shapes } = SECTIONS[code];
  const own = Object.entries(shapes).map(([name, shape]) => said(shape, words[name] ?? ''));
  const ofItems = kind === null ? [] : items.map((item) => itemRows(kind, { ...item, needs: [], outcomes: [] }).map(({ label, text }) => `${label}: ${text}`).join('\n'));
  return [...own, ...ofItems].filter((text) => text !== '').join('\n\n');
}

/** What is chosen from codes, in words; what is written, as it is. */
export const said = (shape: WordsKind | undefined, text: string): string => (shape?.kind === 'choice' ? (CHOICE_WORDS[text] ?? text) : text);

/** What is written of an item, each piece under its label, what is empty left out. */
export function itemRows(kind: ItemKind, item: Pick<PlanItem, 'words' | 'needs' | 'outcomes'>): readonly Readonly<{ name: string; label: string; text: string }>[] {
  const words = Object.entries(ITEM_SHAPES[kind].words).map(([name, shape]) => ({ name, label: ITEM_FIELDS[kind][name]?.label ?? name, text: said(shape, item.words[name] ?? '') }));
  const links = [{ name: 'needs', label: 'For needs', text: item.needs.join(', ') }, { name: 'outcomes', label: 'For outcomes', text: item.outcomes.join(', ') }];
  const { needs, outcomes } = ITEM_SHAPES[kind];
  return [...words, ...links.filter(({ name }) => (name === 'needs' ? needs : outcomes))].filter(({ text }) => text !== '');
}
