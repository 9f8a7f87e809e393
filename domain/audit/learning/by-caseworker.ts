import type { Marked } from '../marked.js';
import { rowsAlike, type GradesAlike } from './grades.js';

/**
 * Grades by caseworker: for that caseworker and their manager only, whom the caller must know to be asking. No report is made of them.
 * @source docs/vocabulary.md 6: "see officers' grades: that officer and their manager"
 */

/** One caseworker's own audits by framework version; those of others are not looked at. */
export const gradesOfCaseworker = (marked: readonly Marked[], caseworker: string): readonly GradesAlike[] =>
  rowsAlike(marked.filter(({ traits }) => traits.caseworker === caseworker), ({ traits }) => traits.caseworker);

/** A team's caseworkers, for their manager. Those outside the list, and audits of nobody known, are in no row and are not counted. */
export const gradesOfCaseworkers = (marked: readonly Marked[], caseworkers: readonly string[]): readonly GradesAlike[] =>
  rowsAlike(marked.filter(({ traits }) => traits.caseworker !== null && caseworkers.includes(traits.caseworker)), ({ traits }) => traits.caseworker);
