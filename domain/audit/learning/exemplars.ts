import { GRADES } from '../framework.js';
import type { Marked } from '../marked.js';

/** What is good enough to show others, once somebody has made it anonymous: references to be offered, never text. */

export type Exemplar = Readonly<{ audit: string; subject: string; score: number }>;

const BEST = GRADES.at(-1);

/** Audits with the best grade, the highest score first; each subject once, by its latest audit. */
export const exemplarsOf = (marked: readonly Marked[]): readonly Exemplar[] => inOrder(latest(marked).filter(({ grade }) => grade === BEST));

/** Where one criterion is met, the best audits first: so many at most. Good practice is wanted most for what is done worst. */
export const exemplarsFor = (marked: readonly Marked[], criterion: string, most: number): readonly Exemplar[] => inOrder(latest(marked).filter(({ answers }) => answers[criterion] === 'met')).slice(0, most);

/** A plan amended since it was outstanding is shown no more: what was last found of it counts. */
function latest(marked: readonly Marked[]): readonly Marked[] {
  const by = new Map<string, Marked>();
  for (const one of [...marked].sort((a, b) => (a.markedOn < b.markedOn || (a.markedOn === b.markedOn && a.audit < b.audit) ? -1 : 1))) if (one.why !== 'double' && one.why !== 're-mark') by.set(`${one.kind}/${one.subject}/${one.role ?? ''}`, one);
  return [...by.values()];
}

const inOrder = (marked: readonly Marked[]): readonly Exemplar[] =>
  marked.map(({ audit, subject, score }) => ({ audit, subject, score })).sort((a, b) => b.score - a.score || (a.audit < b.audit ? -1 : 1));
