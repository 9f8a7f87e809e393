import type { AdviceForm } from '../advice/form.js';
import type { IsoDate } from '../dates/iso-date.js';
import type { AdviserRole } from '../facts/fact.js';
import { longDay } from '../dates/said.js';
import { EMPTY_PLAN, emptyItem, type ItemDraft, type PlanContent } from './content.js';
import { withItem, withWords } from './edit.js';
import { ITEM_SHAPES, SECTIONS, type SectionCode } from './sections.js';

/** Advice as it came: by whom, when, and what the form says; null where it came as a file alone. */
export type AdviceGiven = Readonly<{ who: string; role: AdviserRole; on: IsoDate; form: AdviceForm | null }>;

/**
 * A first draft out of the advice on file, for a person to write the plan from: each adviser's views, needs, outcomes and provision in the
 * sections they feed, and the list of advice. Nothing is joined to a need or an outcome: that judgement is the writer's.
 */
export function planFromAdvice(given: readonly AdviceGiven[]): PlanContent {
  const listed = given.reduce((plan, { who, role, on }) => added(plan, 'K', { who, role: roleWords(role), on: longDay(on) }), EMPTY_PLAN);
  return given.reduce((plan, { who, role, form }) => (form === null ? plan : withAdvice(plan, who, role, form)), listed);
}

function withAdvice(plan: PlanContent, who: string, role: AdviserRole, { views, needs, outcomes, provision, sections }: AdviceForm): PlanContent {
  if (role === 'parent') return addedWords(plan, 'family', [views, needs].filter((text) => text !== '').join('\n\n'));
  const needIn = sections.includes('B') ? 'B' : sections.includes('C') ? 'C' : sections.includes('D') ? 'D' : 'B';
  const provisionIn = sections.includes('F') ? 'F' : sections.includes('G') ? 'G' : sections.includes('H') ? 'H2' : 'F';
  const withViews = addedWords(plan, 'child', views === '' ? '' : `${who}: ${views}`);
  const withNeed = needs === '' ? withViews : added(withViews, needIn, { need: needs });
  const withOutcomes = outcomes.reduce((before, { outcome, measure, byWhen }) => added(before, 'E', { outcome, measure, byWhen }), withNeed);
  return provision.reduce((before, line) => added(before, provisionIn, { what: line.what, who: line.who, howOften: line.howOften, howLong: line.howLong }), withOutcomes);
}

const addedWords = (plan: PlanContent, name: 'child' | 'family', text: string): PlanContent =>
  text === '' ? plan : withWords(plan, 'A', { words: { ...plan.A.words, [name]: [plan.A.words[name] ?? '', text].filter((one) => one !== '').join('\n\n') }, none: false });

/** With another item, or as it was where the section is full. */
function added(plan: PlanContent, section: SectionCode, words: Readonly<Record<string, string>>): PlanContent {
  const kind = SECTIONS[section].item;
  if (kind === null) return plan;
  const blank = emptyItem(kind);
  const draft: ItemDraft = { ...blank, words: { ...blank.words, ...Object.fromEntries(Object.entries(words).filter(([name]) => name in ITEM_SHAPES[kind].words)) } };
  return withItem(plan, section, null, draft)?.content ?? plan;
}

const roleWords = (role: AdviserRole): string => `${role.charAt(0).toUpperCase()}${role.slice(1)}`.replaceAll('-', ' ');
