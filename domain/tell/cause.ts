import type { Fact } from '../facts/fact.js';
import { isCorrection, positionOf, replacementId, replacementOf, story as storyOf } from '../facts/story.js';
import type { Wanted } from './letter-codes.js';
import { lettersFor } from './letters-for.js';

/**
 * The fact that a letter of this journal entry is about: of a correction, what it put in the place of another. Null where there is
 * none, or where it has been taken out since.
 */
export function causeAt(position: number, facts: readonly Fact[]): Fact | null {
  const entry = facts.find(({ id }) => id === `j${position}`) ?? null;
  if (entry === null || !isCorrection(entry)) return entry;
  if (entry.replacement === null) return null;
  return storyOf(facts).facts.find(({ id }) => id === replacementId(entry)) ?? null;
}

/** Whether a letter about it takes the place of one that went before. */
export const isSaidAgain = (cause: Fact, position: number): boolean => cause.id !== `j${position}`;

/** An entry whose letters may have gone, and which of them hold for what stands in its place. */
export type Undone = Readonly<{ position: number; again: readonly Wanted[] }>;

/** What a correction leaves of its entry's letters: those to be said again from the corrected record; none where it was taken out. */
export function undoneBy(correction: Fact<'correction'>, facts: readonly Fact[]): Undone | null {
  const position = positionOf(correction.corrects);
  if (position === null) return null;
  return { position, again: replacementOf(correction).flatMap((replacement) => lettersFor(replacement, facts)) };
}

/** What stands in the place of an entry, through every correction of it, and the entry that says so; null where it was taken out. */
export function standsFor(id: string, facts: readonly Fact[]): Readonly<{ fact: Fact; position: number }> | null {
  const story = storyOf(facts);
  let at = id;
  for (const _correction of facts.filter(isCorrection)) { // no longer way than there are corrections
    const correction = story.of('correction').find(({ corrects }) => corrects === at);
    if (correction === undefined) break;
    if (correction.replacement === null) return null;
    at = replacementId(correction);
  }
  const fact = story.facts.find((one) => one.id === at);
  const position = positionOf(at);
  return fact === undefined || position === null ? null : { fact, position };
}
