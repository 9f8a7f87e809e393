import type { Fact, FactType } from '../facts/fact.js';
import { positionOf, story as storyOf } from '../facts/story.js';

/** Facts that a paper from outside brings about, on a record that is there; in the order in which they are offered. */
export const FACTS_BY_POST = [
  'advice-received', 'advice-declined', 'representations-received', 'representations-closed', 'setting-answered', 'mediation-requested',
  'mediation-certificate', 'agreement-reported', 'appeal-lodged', 'appeal-withdrawn', 'tribunal-order', 'request-withdrawn', 'appointment-missed',
  'exception-recorded', 'moved-away', 'died', 'contact-made',
] as const satisfies readonly FactType[];
export type FactByPost = (typeof FACTS_BY_POST)[number];

/** What an item is filed as: a paper alone, a request that opened the record, or the fact that it brings about. */
export type Meant = FactByPost | 'document' | 'request-received' | 'came-to-attention';

/** Why an item is put aside instead. */
export const ASIDE_REASONS = ['not-ours', 'other-council', 'spam', 'same-again', 'no-reply-needed'] as const;
export type AsideReason = (typeof ASIDE_REASONS)[number];

export type RecordedFrom = Readonly<{ /** The journal entry that tells it. */ entry: number; type: FactType }>;

/** The facts in force that name one of these papers as evidence, in order of their entries. */
export function recordedFrom(facts: readonly Fact[], papers: readonly string[]): RecordedFrom[] {
  const named = storyOf(facts).facts.filter(({ evidence }) => [evidence ?? []].flat().some((ref) => papers.includes(ref)));
  return named.map(({ id, type }) => ({ entry: positionOf(id) ?? 0, type })).sort((a, b) => a.entry - b.entry);
}
