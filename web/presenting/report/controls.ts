import type { ControlNow } from '../../../api/use-cases/cohorts.js';
import type { Fault } from '../../../domain/cohort.js';
import { paths } from '../../paths.js';
import { COHORT_WORDS } from '../../words/cohorts.js';
import type { PaperCell, PaperTable } from './tables.js';
import { valueWords } from './values.js';

const t = COHORT_WORDS.controls;

/** A fault as the query that asks who else it hit. */
export const faultQuery = (fault: Fault): string => new URLSearchParams(Object.fromEntries(Object.entries(fault).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])))).toString();

/** The faults that are watched, as a block of the report: hit when each was opened, and by what was known on its day; null of none. */
export function controlsTable(controls: readonly ControlNow[]): PaperTable | null {
  if (controls.length === 0) return null;
  const cell = (value: number, href: string | null = null): PaperCell => ({ text: valueWords({ value, unit: 'count' }), value, unit: 'count', href });
  return {
    id: 'controls', title: t.heading, short: t.heading, note: t.inReport, first: t.what, columnIds: ['then', 'now', 'late', 'unsaid'], columns: [t.then, t.now, t.waiting, t.unsaid], pictures: [], nothing: null,
    rows: controls.map(({ ref, what, found, now }) => ({ id: ref, name: what, rag: null, cells: [cell(found), cell(now.hit, paths.cohort(ref)), cell(now.late), cell(now.unsaid)] })),
  };
}
