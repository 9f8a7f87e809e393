import type { IsoDate } from '../dates/iso-date.js';
import type { Fact, FactType } from '../facts/fact.js';
import type { Story } from '../facts/story.js';
import type { Context, Start } from './rule.js';

/** Days, both included, on which the original steps of an assessment are owed; `until` null while they still are. */
export type Spell = Readonly<{ from: IsoDate; until: IsoDate | null }>;

/**
 * When the original steps are owed: from their start until a refusal, an order, a written agreement on something appealable or an
 * unopposed appeal takes their place, and again, at their original dates, from an informal concession.
 * @source regs 5, 10, 42(2), 44(2), 45(3); R(W) v Hertfordshire [2023] EWHC 3138 (Admin)
 */
function spellsOf({ fact, on }: Start, { facts, of }: Story): Spell[] {
  const closed: Spell[] = [];
  let from: IsoDate | null = fact?.on ?? on;
  if (TURNS.every((type) => of(type).length === 0)) return [{ from, until: null }]; // most records, and quick
  for (const next of facts.slice(fact ? facts.indexOf(fact) + 1 : 0)) {
    if (from !== null && takesTheirPlace(next)) {
      closed.push({ from, until: next.on });
      from = null;
    } else if (from === null && restoresThem(next)) from = next.on;
  }
  return from === null ? closed : [...closed, { from, until: null }];
}

const TAKE_THEIR_PLACE: readonly FactType[] = ['assessment-refused', 'issue-refused', 'tribunal-order', 'appeal-not-opposed'];

const TURNS: readonly FactType[] = [...TAKE_THEIR_PLACE, 'mediation-agreed'];

const takesTheirPlace = (fact: Fact): boolean => TAKE_THEIR_PLACE.includes(fact.type) || (fact.type === 'mediation-agreed' && fact.what !== 'other');
const restoresThem = (fact: Fact): fact is Fact<'appeal-conceded'> => fact.type === 'appeal-conceded' && (fact.what === 'assess' || fact.what === 'make-plan');

/** The same of a record by the fact that began it. */
export const owedSpells = (began: Fact, story: Story): readonly Spell[] => spellsOf({ fact: began, occurrence: began.id, on: began.on, subject: null }, story);

/** Whether the original steps are owed at the end of a day of one of these spells. */
export const areOwedOn = (spells: readonly Spell[], day: IsoDate): boolean => spells.some(({ from, until }) => from <= day && (until === null || day < until));

/** Whether something took the place of the original steps and nothing has restored them since. */
export const overtaken = (start: Start, { story }: Context): boolean => spellsOf(start, story).at(-1)?.until !== null;

/** The first of these facts that came while the original steps were owed: what is done under an order is not done for them. */
export function firstWhileOwed<T extends Fact>(start: Start, story: Story, candidates: readonly T[]): T | null {
  const spells = spellsOf(start, story);
  return candidates.find((fact) => spells.some(({ from, until }) => fact.on >= from && (until === null || fact.on <= until))) ?? null;
}

/** The informal concession after which the original steps are owed again, if that is why they are. */
export function restoringConcession(start: Start, story: Story): Fact<'appeal-conceded'> | null {
  const [, ...later] = spellsOf(start, story);
  const restoredOn = later.at(-1)?.from;
  return story.of('appeal-conceded').find((fact) => fact.on === restoredOn && restoresThem(fact)) ?? null;
}
