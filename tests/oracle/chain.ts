import { factsOf, type DatedFact, type Day, type Story } from './story.js';

/** Days, both included, on which a duty of the assessment's chain can be done; `to` null while it is live. */
export type Spell = Readonly<{ from: Day; to: Day | null }>;

/**
 * When an original duty of the assessment is live: from its start until a refusal, an order, a written agreement or an unopposed
 * appeal, and again from a concession.
 * @source law.md 1.4; docs/vocabulary.md section 3, "After a refusal", "After an order", "After an informal concession"
 */
export function liveSpells(story: Story, startOn: Day, startIsRequest: boolean): Spell[] {
  const spells: Spell[] = [];
  let openFrom: Day | null = startOn;
  for (const fact of story.facts) {
    // An agreement sent on the day of the order belongs to the order, so its own duties are not ended by it.
    if (fact.on < startOn || (fact.on === startOn && !startIsRequest)) continue;
    if (openFrom !== null && endsChain(fact)) {
      spells.push({ from: openFrom, to: fact.on });
      openFrom = null;
    } else if (openFrom === null && reopensChain(fact)) openFrom = fact.on;
  }
  if (openFrom !== null) spells.push({ from: openFrom, to: null });
  return spells;
}

/** First of these days on which the duty was live. */
export function firstLive(days: readonly Day[], spells: readonly Spell[]): Day | null {
  return days.find((day) => spells.some(({ from, to }) => day >= from && (to === null || day <= to))) ?? null;
}

/** Whether the duty is still live after everything that happened. */
export function undoneIs(spells: readonly Spell[]): 'owed' | 'not-owed' {
  return spells.at(-1)?.to === null ? 'owed' : 'not-owed';
}

/** The concession that brought the original duties back last, if one did. */
export function reopeningConcession(story: Story, startOn: Day): DatedFact | null {
  const spells = liveSpells(story, startOn, true);
  const reopenedOn = spells.length > 1 ? spells.at(-1)?.from : undefined;
  return factsOf(story, 'appeal-conceded').find((fact) => fact.on === reopenedOn && reopensChain(fact)) ?? null;
}

function endsChain(fact: DatedFact): boolean {
  if (fact.type === 'mediation-agreed') return fact.what !== 'other';
  return ['assessment-refused', 'issue-refused', 'tribunal-order', 'appeal-not-opposed'].includes(fact.type);
}

function reopensChain(fact: DatedFact): boolean {
  return fact.type === 'appeal-conceded' && (fact.what === 'assess' || fact.what === 'make-plan');
}
