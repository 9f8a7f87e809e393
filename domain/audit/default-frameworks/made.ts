import type { Band, Criterion, Section } from '../framework.js';

/** How a default framework is written down: what a criterion leaves unsaid is the plain case. */

type Written = Pick<Criterion, 'id' | 'asks' | 'good' | 'weight'> & Partial<Criterion>;

/** A section with its criteria. */
export type Part = Readonly<{ section: Section; criteria: readonly Criterion[] }>;

/** A section and what it asks, in the order an auditor reads it. */
export const part = (id: string, title: string, weight: number, criteria: readonly Written[]): Part => ({
  section: { id, title, weight },
  criteria: criteria.map((one) => ({ law: null, mayNotApply: false, onlyFor: [], cap: null, ...one, section: id })),
});

/** Parts as a framework holds them. */
export const joined = (parts: readonly Part[]): Readonly<{ sections: readonly Section[]; criteria: readonly Criterion[] }> => ({
  sections: parts.map(({ section }) => section),
  criteria: parts.flatMap(({ criteria }) => criteria),
});

/** Not met, the whole is inadequate. */
export const failsIt = (because: string): NonNullable<Criterion['cap']> => ({ at: 'inadequate', when: 'not-met', because });
/** Not met, the whole is no better than requires improvement. */
export const holdsItBack = (because: string): NonNullable<Criterion['cap']> => ({ at: 'requires-improvement', when: 'not-met', because });

/**
 * Where the grades begin: this project's own default, for no council publishes its cut-offs. All partly met makes 50, which must be
 * improved; good wants two thirds, so that more is met than is not; outstanding leaves room for a few lesser parts partly met.
 */
export const DEFAULT_BANDS: readonly Band[] = [
  { grade: 'inadequate', from: 0, to: 40 },
  { grade: 'requires-improvement', from: 40, to: 65 },
  { grade: 'good', from: 65, to: 85 },
  { grade: 'outstanding', from: 85, to: 100 },
];
