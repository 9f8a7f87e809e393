import { z } from 'zod';
import { workingDays } from '../dates/working-days.js';
import { dated, MissingDay } from '../facts/receipt.js';
import type { Fact } from '../facts/fact.js';
import { anyFact } from '../facts/schema.js';
import { COLUMN_CODES, COLUMNS, type ColumnCode } from './columns.js';
import type { FactsOfRow } from './facts-of-row.js';
import type { Cells } from './mapping.js';
import { problem, type RowProblem } from './problems.js';
import type { RecordKind } from './read-row.js';

/** “Facts”: all that is on a record, as Duly writes it out, so that what left Duly comes back as it was. */

const KINDS: Readonly<Record<string, RecordKind>> = { assessment: 'assessment', reassessment: 'reassessment', plan: 'plan' };
const DAYS: readonly ColumnCode[] = COLUMN_CODES.filter((code) => code !== 'bornOn' && (COLUMNS[code].kind === 'day' || COLUMNS[code].kind === 'future-day'));
const list = z.array(anyFact).min(1).max(2_000);
const WORKING = workingDays();

/** The facts of the cell, their ids those they had; corrections still name them. */
export function factsOfCell(cells: Cells): FactsOfRow {
  const kind = KINDS[cells.kind?.toLowerCase() ?? 'plan'];
  const problems: RowProblem[] = [
    ...(kind === undefined ? [problem('kind', 'unknown-code', `Kind: “${cells.kind ?? ''}” is not known`)] : []),
    ...DAYS.filter((column) => cells[column] !== undefined).slice(0, 1).map((column) => problem(column, 'facts-and-days', `There are facts, and ${COLUMNS[column].heading} besides`)),
  ];
  const facts = read(cells.facts ?? '');
  if (facts === null) problems.push(problem('facts', 'not-facts', 'The facts cannot be read'));
  return { kind: kind ?? 'plan', facts: facts ?? [], problems };
}

function read(text: string): readonly Fact[] | null {
  try {
    const told = list.safeParse(JSON.parse(text));
    return told.success ? told.data.map((fact, at) => dated(fact, `f${at + 1}`, WORKING)) : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof MissingDay) return null;
    throw error;
  }
}

/** How Duly writes the facts of a record into a cell. */
export const cellOfFacts = (facts: readonly Fact[]): string => JSON.stringify(facts);

/** The facts under the ids they will have in a journal of their own, `j1`, `j2`, ...; a correction names the new ones. */
export function renumbered(facts: readonly Fact[]): readonly Fact[] {
  const ids = new Map(facts.map(({ id }, at) => [id, `j${at + 1}`]));
  const next = (id: string): string => ids.get(id) ?? id.replace(/^(.*)(\.1)$/, (_whole, base: string, stroke: string) => `${ids.get(base) ?? base}${stroke}`);
  return facts.map((fact) => (fact.type === 'correction' ? { ...fact, id: next(fact.id), corrects: next(fact.corrects) } : { ...fact, id: next(fact.id) }));
}
