import type { Fact, FactType } from '../facts/fact.js';
import type { Story } from '../facts/story.js';
import type { Wanted } from './letter-codes.js';

/** @param ref the adviser's or setting's, where there may be several */
export const to = (letter: Wanted['letter'], audience: Wanted['audience'], ref: string | null = null): Wanted => ({ letter, audience, ref });

/** These letters, unless a later step has overtaken what they announce. */
export function unlessAfter(fact: Fact, { facts }: Story, overtakers: readonly FactType[], ...wanted: readonly Wanted[]): readonly Wanted[] {
  const since = facts.slice(facts.findIndex(({ id }) => id === fact.id) + 1);
  return since.some(({ type }) => overtakers.includes(type)) ? [] : wanted;
}
