import { grouped } from '../grouped.js';
import { joined, type PlanContent, type PlanItem } from '../plan/content.js';
import { planLacks, type Lack, type LackAbout } from '../plan/lacks.js';
import { bySection, type SectionCode } from '../plan/sections.js';
import { unspecificLines, type LinePart } from '../plan/specific.js';
import { LACK_FEEDS, WORD_FEEDS } from './feeds.js';
import type { Framework, Grade } from './framework.js';

/** What plain rules find in a plan's text before an auditor looks: suggestions to be judged, and the few failures that stop a draft. */

/** `youngPerson`: over compulsory school age, when the law asks for the young person's views in the place of the parents'. */
export type FoundAbout = Readonly<LackAbout & { youngPerson: boolean }>;

/** Something an auditor should look at under a criterion, and accept or dismiss. */
export type Suggestion = Readonly<{
  criterion: string;
  section: SectionCode;
  /** The item's id; null: of the whole section. */
  item: string | null;
  rule: string;
  /** Part of the line and words in it that were found; null and nothing where something is not there. */
  part: LinePart | null;
  found: string;
  reason: string;
}>;

/** A requirement of the law that the text fails, beyond doubt. */
export type GateFailure = Readonly<{ criterion: string; section: SectionCode; item: string | null; rule: string; reason: string; law: string; at: Grade }>;

/** The same suggestion of the same text, from one reading to the next. */
export const suggestionKey = ({ criterion, section, item, rule, part }: Suggestion): string => [criterion, item ?? section, rule, ...(part === null ? [] : [part])].join('/');

/** Suggestions for the criteria this framework has, in their order, but of rules it has retired. Another kind of audit has none. */
export function suggestionsFor(framework: Framework, content: PlanContent, about: FoundAbout): readonly Suggestion[] {
  if (!isOfText(framework)) return [];
  const text = trimmed(content);
  const all = [...lacksOf(text, about).flatMap(fromLack), ...unspecificLines(text).flatMap(fromWords)].filter(({ rule }) => framework.retired?.includes(rule) !== true);
  return framework.criteria.flatMap(({ id }) => all.filter(({ criterion }) => criterion === id));
}

/**
 * Requirements of the law that a text fails, before any auditor looks: of the framework's criteria that have a law and a cap, those
 * that the structure of the text shows to be failed. No word is weighed, and what might be met elsewhere in the text is passed over.
 *
 * @source SEND Regulations 2014 reg 12(1), (4); Children and Families Act 2014 ss 37(2), 38(5)
 */
export function gateFailures(framework: Framework, content: PlanContent, about: FoundAbout): readonly GateFailure[] {
  if (!isOfText(framework)) return [];
  const text = trimmed(content);
  const certain = lacksOf(text, about).filter((lack) => isCertain(lack, text)).flatMap(fromLack);
  return framework.criteria.flatMap(({ id, law, cap }) =>
    law === null || cap === null ? [] : certain.filter(({ criterion }) => criterion === id).map(({ criterion, section, item, rule, reason }) => ({ criterion, section, item, rule, reason, law, at: cap.at })),
  );
}

/** Rules that speak to no criterion here: a council that edited its copy should know what is not looked for any more. */
export function rulesUnheard(framework: Framework): readonly string[] {
  if (!isOfText(framework)) return [];
  const asked = new Set(framework.criteria.map(({ id }) => id));
  const feeds = [...Object.entries(LACK_FEEDS).flatMap(([rule, feed]) => (feed === null ? [] : [{ rule, to: feed.to }])), ...Object.entries(WORD_FEEDS).map(([rule, to]) => ({ rule, to }))];
  return feeds.filter(({ rule, to }) => !ofOtherKind(framework, rule) && !Object.values(to).some((criterion) => asked.has(criterion))).map(({ rule }) => rule);
}

const isOfText = ({ kind }: Framework): boolean => kind === 'plan' || kind === 'draft';
/** A draft may not name a placement, and a plan must. */
const ofOtherKind = ({ kind }: Framework, rule: string): boolean => rule === (kind === 'draft' ? 'placement-missing' : 'placement-too-early');

const lacksOf = (text: PlanContent, about: FoundAbout): readonly Lack[] => planLacks(text, about).filter(({ code }) => !(about.youngPerson && code === 'family-views-missing'));

/** A need may be met by a line that is joined to nothing yet; and a need of health or care need not have provision. */
function isCertain({ code, section }: Lack, text: PlanContent): boolean {
  if (code === 'need-without-provision') return section === 'B' && text.F.items.every(({ needs }) => needs.length > 0);
  return LACK_FEEDS[code]?.certain ?? false;
}

function fromLack({ section, id, code }: Lack): Suggestion[] {
  const feed = LACK_FEEDS[code];
  const criterion = feed?.to[section];
  return feed === null || criterion === undefined ? [] : [{ criterion, section, item: id, rule: code, part: null, found: '', reason: feed.reason.replace(/^The section/, `Section ${section}`) }];
}

function fromWords({ section, id, part, code, found, reason }: ReturnType<typeof unspecificLines>[number]): Suggestion[] {
  const criterion = WORD_FEEDS[code]?.[section];
  return criterion === undefined ? [] : [{ criterion, section, item: id, rule: code, part, found, reason }];
}

/** Spaces say nothing, and an item nobody wrote in is not there. */
const trimmed = (content: PlanContent): PlanContent =>
  joined(bySection((code) => {
    const { words, items, none, last } = content[code];
    return { words: said(words), items: items.map((item): PlanItem => ({ ...item, words: said(item.words) })).filter((item) => Object.values(item.words).some((text) => text !== '')), none, last };
  }));

const said = (words: Readonly<Record<string, string>>): Record<string, string> => Object.fromEntries(Object.entries(words).map(([name, text]) => [name, text.trim()]));

/** A suggestion as an auditor judged it; `accepted` null: not judged yet. */
export type JudgedSuggestion = Readonly<{ rule: string; accepted: boolean | null }>;

/** How often a rule spoke, and what auditors made of it. */
export type RuleAcceptance = Readonly<{ rule: string; made: number; accepted: number; dismissed: number; unjudged: number }>;

/** Counts by rule, so that a bad rule can be retired: numbers only, for a share of a handful says nothing. The most often dismissed first. */
export function acceptanceByRule(judged: readonly JudgedSuggestion[]): readonly RuleAcceptance[] {
  const count = (of: readonly JudgedSuggestion[], accepted: boolean | null): number => of.filter((one) => one.accepted === accepted).length;
  return [...grouped(judged, ({ rule }) => rule)]
    .map(([rule, of]) => ({ rule, made: of.length, accepted: count(of, true), dismissed: count(of, false), unjudged: count(of, null) }))
    .sort((a, b) => b.dismissed - a.dismissed || (a.rule < b.rule ? -1 : 1));
}
