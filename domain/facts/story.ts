import type { IsoDate } from '../dates/iso-date.js';
import type { Fact, FactType } from './fact.js';

type FactsOfType = <T extends FactType>(type: T) => readonly Fact<T>[];

/** The facts of one record in force: corrections applied, in order of day. */
export type Story = Readonly<{
  facts: readonly Fact[];
  of: FactsOfType;
}>;

/**
 * Facts of one day are read in the order a process goes. Disputes stand before decisions, so that an order and the decision
 * that obeys it may share a day.
 */
const ORDER: readonly FactType[] = [
  'request-received', 'came-to-attention', 'plan-made', 'plan-transferred', 'early-review-requested', 'early-review-answered', 'reassessment-requested',
  'phase-transfer-expected', 'move-known', 'mediation-requested', 'health-told-of-mediation', 'mediation-arranged',
  'mediation-agreed', 'appeal-lodged', 'appeal-not-opposed', 'appeal-conceded', 'tribunal-order', 'recommendation-made',
  'considering-notified', 'assessment-agreed', 'assessment-refused', 'reassessment-agreed', 'reassessment-refused',
  'partners-told', 'advice-requested', 'appointment-missed', 'advice-received', 'advice-declined', 'advice-reused',
  'advice-not-needed', 'advice-returned', 'review-date-set', 'review-list-sent', 'review-invitations-sent',
  'review-papers-circulated', 'review-meeting-held', 'review-report-sent', 'issue-agreed', 'issue-refused', 'cease-proposed',
  'draft-plan-sent', 'representations-received', 'representations-closed', 'setting-consulted', 'setting-answered',
  'review-decision-sent', 'cease-decided', 'amendment-notice-sent', 'amendment-dropped', 'amended-plan-issued',
  'reassessed-plan-issued', 'plan-left-unchanged', 'final-plan-issued', 'mediation-certificate', 'provision-confirmed', 'agreement-reported', 'agreement-carried-out',
  'appeal-answered', 'appeal-withdrawn', 'recommendation-answered', 'reconsidered', 'family-told-of-transfer', 'exception-recorded',
  'audit-drawn', 'audit-marked', 'moderation-called', 'second-marking-settled', 'audit-moderated', 'findings-agreed', 'audit-action-set', 'audit-action-done', 'audited-again', 'audit-withdrawn',
  'owner-set', 'contact-made', 'escalation-acknowledged', 'correction', 'request-withdrawn', 'moved-away', 'died', 'plan-ceased',
];
const RANK = new Map(ORDER.map((type, rank) => [type, rank]));
const rankOf = (fact: Fact): number => RANK.get(fact.type) ?? ORDER.length;

const byDay = (a: Fact, b: Fact): number => {
  if (a.on !== b.on) return a.on < b.on ? -1 : 1;
  return rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
};

const NONE: readonly Fact[] = [];

/** The record's facts in force. The order they are given in never matters. */
export function story(entries: readonly Fact[]): Story {
  const facts = returnsInTurn(inForce(entries).sort(byDay));
  const byType = new Map<FactType, Fact[]>();
  for (const fact of facts) {
    const same = byType.get(fact.type);
    if (same) same.push(fact);
    else byType.set(fact.type, [fact]);
  }
  const of = (type: FactType): readonly Fact[] => byType.get(type) ?? NONE;
  return { facts, of: of as FactsOfType };
}

type OfAdvice = Fact<(typeof ADVICE_ANSWERS)[number] | 'advice-returned'>;

/** What closes a request for advice, until it is returned or asked again. */
export const ADVICE_ANSWERS = ['advice-received', 'advice-declined', 'advice-reused', 'advice-not-needed'] as const;
const isOfAdvice = (fact: Fact): fact is OfAdvice => fact.type === 'advice-returned' || ADVICE_ANSWERS.some((answer) => answer === fact.type);

/**
 * Advice returned and given again on one day: each return undoes one answer, so that day's answers and returns take turns, a
 * return first where the advice was in hand the day before. In days, all that facts have, no other order is told.
 */
function returnsInTurn(sorted: readonly Fact[]): Fact[] {
  const facts = [...sorted];
  for (const { adviser, on } of sorted.filter(({ type }) => type === 'advice-returned') as Fact<'advice-returned'>[]) {
    const places = facts.flatMap((fact, place) => (fact.on === on && isOfAdvice(fact) && fact.adviser === adviser ? [place] : []));
    const theirs = places.map((place) => facts[place]).filter((fact) => fact !== undefined);
    const [answers, returns] = [theirs.filter(({ type }) => type !== 'advice-returned'), theirs.filter(({ type }) => type === 'advice-returned')];
    let inHand = wasInHand(facts.slice(0, places[0]), adviser);
    for (const place of places) {
      const next = inHand ? (returns.shift() ?? answers.shift()) : (answers.shift() ?? returns.shift());
      if (next === undefined) break;
      facts[place] = next;
      inHand = next.type !== 'advice-returned';
    }
  }
  return facts;
}

function wasInHand(before: readonly Fact[], adviser: string): boolean {
  const last = before.findLast((fact) => (isOfAdvice(fact) || fact.type === 'advice-requested') && fact.adviser === adviser);
  return last !== undefined && last.type !== 'advice-requested' && last.type !== 'advice-returned';
}

/** Corrections applied: what an active correction names is out, what it brings is in. A correction can itself be corrected. */
function inForce(entries: readonly Fact[]): Fact[] {
  const corrections = entries.filter(isCorrection);
  if (corrections.length === 0) return [...entries];
  const active = new Map<string, boolean>();
  const isActive = (correction: Fact<'correction'>): boolean => {
    const known = active.get(correction.id);
    if (known !== undefined) return known;
    active.set(correction.id, false); // a circle of corrections corrects nothing; `judge` refuses one
    const verdict = !corrections.some((other) => other.corrects === correction.id && isActive(other));
    active.set(correction.id, verdict);
    return verdict;
  };
  const standing = corrections.filter(isActive);
  const out = new Set(standing.map((correction) => correction.corrects));
  return [...entries, ...standing.flatMap(replacementOf)].filter((fact) => !out.has(fact.id));
}

export const isCorrection = (fact: Fact): fact is Fact<'correction'> => fact.type === 'correction';

/** Id of the fact a correction brings in: its own, else the correction's with a stroke. */
export const replacementId = (correction: { id: string; replacement: { id?: string | undefined } | null }): string =>
  correction.replacement?.id ?? `${correction.id}.1`;

/** For the order in which facts were written down: `j9` before `j10`, and `j10.1`, which a correction brings in, after it. */
export const numberOfEntry = (id: string): number => Number(id.replace(/^\D+/, ''));

const ENTRY = /^j(\d+)(\.1)?$/;

/** Position of the journal entry that tells a fact: its own, or the correction's that brought it in. Null for an id that is no entry's. */
export function positionOf(id: string): number | null {
  const position = ENTRY.exec(id)?.[1];
  return position === undefined ? null : Number(position);
}

/** What a correction brings in, if anything; its day is the correction's where it has none of its own. */
export function replacementOf(correction: Fact<'correction'>): Fact[] {
  const { replacement } = correction;
  if (replacement === null) return [];
  return [{ ...replacement, id: replacementId(correction), on: replacement.on ?? correction.on }];
}

/** First of these types on or after a day. */
export function firstFrom<T extends FactType>({ of }: Story, types: readonly T[], from: IsoDate): Fact<T> | null {
  let found: Fact<T> | null = null;
  for (const type of types) {
    const fact: Fact<T> | undefined = of<T>(type).find((candidate) => candidate.on >= from);
    if (fact && (found === null || fact.on < found.on)) found = fact;
  }
  return found;
}

/** First of these types on or after `from` and before `until`. */
export function firstBetween<T extends FactType>(told: Story, types: readonly T[], from: IsoDate, until: IsoDate | null): Fact<T> | null {
  const found = firstFrom(told, types, from);
  return found && (until === null || found.on < until) ? found : null;
}

/** Last of these types on or before a day. */
export function lastUpTo<T extends FactType>({ of }: Story, types: readonly T[], day: IsoDate): Fact<T> | null {
  let found: Fact<T> | null = null;
  for (const type of types) {
    const fact: Fact<T> | undefined = of<T>(type).findLast((candidate) => candidate.on <= day);
    if (fact && (found === null || fact.on >= found.on)) found = fact;
  }
  return found;
}
