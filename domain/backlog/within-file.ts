import { grouped } from '../grouped.js';
import { identity } from './child-of-row.js';
import { problem, type ProblemCode, type RowProblem } from './problems.js';
import type { ReadRow } from './read-row.js';
import { isOver, startOf } from './span.js';

/** A row of the file with its number. */
export type NumberedRow = Readonly<{ number: number; row: ReadRow }>;

/** Rows at odds with each other, by their number; and rows that repeat an earlier one word for word. */
export type WithinFile = Readonly<{ problems: ReadonlyMap<number, readonly RowProblem[]>; repeats: ReadonlyMap<number, number> }>;

/** Whom the row is about, as far as one file can tell: rows of one child share it. */
export const childKey = ({ child }: ReadRow): string => child.upn ?? child.councilReference ?? identity(child);

/**
 * Holds the rows of a file against each other. A number two children share is refused in every row that has it: which of them is
 * wrong the file cannot say.
 */
export function withinFile(rows: readonly NumberedRow[]): WithinFile {
  const problems = new Map<number, RowProblem[]>();
  const add = (number: number, found: RowProblem): void => void problems.set(number, [...(problems.get(number) ?? []), found]);
  sharedNumbers(rows, 'upn', 'upn-of-two', add);
  sharedNumbers(rows, 'councilReference', 'reference-of-two', add);
  const repeats = new Map<number, number>();
  const sound = rows.filter(({ number }) => !problems.has(number)); // whose number is in doubt cannot be held against others by it
  for (const same of grouped(sound, ({ row }) => `${row.kind}|${childKey(row)}`).values()) atOdds(same, repeats, add);
  return { problems, repeats };
}

type Add = (number: number, found: RowProblem) => void;

function sharedNumbers(rows: readonly NumberedRow[], column: 'upn' | 'councilReference', code: ProblemCode, add: Add): void {
  for (const [number, holders] of grouped(rows, ({ row }) => row.child[column])) {
    const first = holders[0];
    if (first === undefined || holders.every(({ row }) => identity(row.child) === identity(first.row.child))) continue;
    for (const one of holders) {
      const others = holders.filter(({ row }) => identity(row.child) !== identity(one.row.child)).map((other) => other.number);
      add(one.number, problem(column, code, `${number} is also on row ${others.slice(0, 5).join(', ')}, which is another child`));
    }
  }
}

/** Rows of one child and kind: the same record told again, told otherwise, or two that cannot both be open. */
function atOdds(rows: readonly NumberedRow[], repeats: Map<number, number>, add: Add): void {
  if (rows.length < 2) return;
  const kept: NumberedRow[] = [];
  for (const one of rows) {
    const before = kept.find(({ row }) => JSON.stringify(row) === JSON.stringify(one.row));
    if (before === undefined) kept.push(one);
    else repeats.set(one.number, before.number);
  }
  const told = new Set<number>();
  const tell = (one: NumberedRow, code: ProblemCode, why: (other: number) => string): void => {
    const other = kept.find(({ number }) => number !== one.number);
    if (other === undefined || told.has(one.number)) return;
    told.add(one.number);
    add(one.number, problem(null, code, why(other.number)));
  };
  for (const [, same] of grouped(kept, ({ row }) => startOf(row.facts))) {
    if (same.length > 1) for (const one of same) tell(one, 'told-twice', (other) => `Row ${other} tells the same record otherwise`);
  }
  const open = kept.filter(({ row }) => !isOver(row.facts));
  if (open.length > 1) for (const one of open) tell(one, 'two-open', (other) => `Row ${other} tells another of this child that has not ended either`);
}
