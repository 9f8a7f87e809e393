import type { Table } from './cells.js';
import { cellOf } from './figures.js';

/**
 * Assessments whose final plan is late: the law asks for it at its twenty weeks, and their last day has passed. Not while a refusal
 * stands, nor where an order, an agreement or an unopposed appeal has set other dates; again after an informal concession. A report
 * counts the duty owed (`law/original-steps.ts`), a forecast the courses it leaves open (`forecast/course.ts`): the same cases.
 */
export const latePlansIn = (figures: readonly Table[]): number => cellOf(figures, 'breaches', 'issue-final-plan', 'late')?.value ?? 0;
