import type { FigureName } from './headlines.js';
import type { Row, Table, TableId } from './cells.js';

/** How a row stands, said in words beside any colour. */
export const RAGS = ['green', 'amber', 'red', 'black'] as const;
export type Rag = (typeof RAGS)[number];

type Columns = Readonly<Partial<Record<Exclude<Rag, 'green'>, string>>>;

/**
 * The column that makes a row black, red or amber as soon as anything stands in it.
 * @source needs.md section 5, *default*: advice and assessments; the other tables follow the same way of thinking
 */
const BY_COLUMN: Readonly<Partial<Record<TableId, Columns>>> = {
  limits: { black: 'over-30', red: 'past-limit', amber: 'soon' },
  advice: { black: 'over-28', red: 'late', amber: 'due-in-a-week' },
  orders: { red: 'late', amber: 'due-in-4-weeks' },
  reviews: { red: 'late' },
};
/** Of a move of phase this near with plans still to amend. */
const DAYS_BEFORE_MOVE = 28;
/** Red: nobody is there to act, or somebody who ought to know does not. */
const SILENT: Readonly<Record<string, Rag>> = { 'no-owner': 'red', 'owner-left': 'red', 'owner-away': 'amber', 'dead-address': 'red', 'not-acknowledged': 'red', 'not-finalised': 'amber', 'no-fact': 'amber' };

export type Standing = Readonly<{ rag: Rag; /** The column that made it so; null of green. */ column: string | null }>;

/** How a row stands; null of one that nobody judges. */
export function standingOf({ id, columns }: Pick<Table, 'id' | 'columns'>, row: Row): Standing | null {
  const valueOf = (column: string | undefined): number => (column === undefined ? 0 : (row.cells[columns.indexOf(column)]?.value ?? 0));
  const byColumn = BY_COLUMN[id];
  if (byColumn !== undefined) {
    if (row.cells.every(({ value }) => value === null) || row.id === 'meetings-held') return null;
    const rag = (['black', 'red', 'amber'] as const).find((one) => valueOf(byColumn[one]) > 0) ?? 'green';
    return { rag, column: rag === 'green' ? null : (byColumn[rag] ?? null) };
  }
  if (id === 'silent' && row.id in SILENT) return judged(SILENT[row.id] ?? 'amber', 'cases', valueOf('cases'));
  if (id !== 'transfers' || row.id === 'amended-this-year') return null;
  if (row.id === 'passed') return judged('red', 'not-amended', valueOf('not-amended'));
  return judged('amber', 'not-amended', valueOf('days-left') <= DAYS_BEFORE_MOVE ? valueOf('not-amended') : 0);
}

const judged = (rag: Rag, column: string, count: number): Standing => (count > 0 ? { rag, column } : { rag: 'green', column: null });

export type RedItem = Readonly<{ figure: FigureName; rag: 'red' | 'black'; count: number }>;

/** What is red or black, the black first and of each the most first; rows of all together stay with their parts. */
export function redItems(tables: readonly Table[]): readonly RedItem[] {
  const found = tables.flatMap((table) =>
    table.rows.flatMap((row): RedItem[] => {
      const standing = row.id === 'all' ? null : standingOf(table, row);
      if (!standing?.column || (standing.rag !== 'red' && standing.rag !== 'black')) return [];
      return [{ figure: { table: table.id, row: row.id, column: standing.column }, rag: standing.rag, count: row.cells[table.columns.indexOf(standing.column)]?.value ?? 0 }];
    }),
  );
  return found.sort((a, b) => Number(b.rag === 'black') - Number(a.rag === 'black') || b.count - a.count);
}
