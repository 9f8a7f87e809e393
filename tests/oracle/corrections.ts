import type { OracleFact } from './story.js';

/**
 * The facts that stand: corrected ones out, their replacements in, and a correction itself corrected undone with what it put in.
 * @source docs/vocabulary.md section 2, Correction
 */
export function standingFacts(told: readonly OracleFact[]): OracleFact[] {
  const every = withReplacements(told);
  const corrections = every.filter(({ fact }) => fact.type === 'correction');

  const stands = ({ fact, putInBy }: Entry): boolean => {
    const source = putInBy === null ? undefined : every.find((entry) => entry.fact === putInBy);
    if (source !== undefined && !stands(source)) return false;
    return !corrections.some((entry) => entry.fact !== fact && entry.fact.corrects === fact.id && stands(entry));
  };
  return every.filter((entry) => entry.fact.type !== 'correction' && stands(entry)).map(({ fact }) => fact);
}

type Entry = Readonly<{ fact: OracleFact; putInBy: OracleFact | null }>;

function withReplacements(told: readonly OracleFact[], putInBy: OracleFact | null = null): Entry[] {
  return told.flatMap((fact) => {
    const inside = fact.type === 'correction' && fact.replacement ? [fact.replacement] : [];
    return [{ fact, putInBy }, ...withReplacements(inside, fact)];
  });
}
