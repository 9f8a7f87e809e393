import { COLUMNS, saysOf, type ColumnCode } from './columns.js';
import type { Mapping } from './mapping.js';
import { REMEDIES, type RowProblem } from './problems.js';

/** A problem as the file's owner reads it: the heading they wrote, why, and what mends it. `column` is null where several are at odds. */
export type ToldProblem = Readonly<{ column: string | null; code: string; why: string; remedy: string }>;

/** What becomes of a row. `repeat`: word for word an earlier row. */
export type RowState = 'new' | 'repeat' | 'same' | 'changed' | 'refused' | 'in';

export type Verdict = Readonly<{ number: number; state: RowState; recordRef: string | null; problems: readonly ToldProblem[]; differs: readonly string[] }>;

/** Problems as they are told; of a heading that says two things one fault is told once. */
export const toldProblems = (problems: readonly RowProblem[], header: readonly string[], mapping: Mapping): ToldProblem[] =>
  problems.map((one) => toldProblem(one, header, mapping)).filter(({ column, code }, at, all) => column === null || all.findIndex((other) => other.column === column && other.code === code) === at);

/** A problem under the file's own heading, or the plain layout's where the file has no such column. */
function toldProblem({ column, code, why }: RowProblem, header: readonly string[], mapping: Mapping): ToldProblem {
  return { column: column === null ? null : headingOf(column, header, mapping), code, why, remedy: REMEDIES[code] };
}

function headingOf(column: ColumnCode, header: readonly string[], mapping: Mapping): string {
  const at = mapping.findIndex((code) => code !== null && saysOf(code).includes(column));
  return (at === -1 ? undefined : header[at]) ?? COLUMNS[column].heading;
}

/** One sentence a problem, for the column of a file to mend: the column, why, the remedy. */
export const whyInWords = (problems: readonly ToldProblem[]): string => problems.map(({ why, remedy }) => `${why}. ${remedy}`).join(' | ');
