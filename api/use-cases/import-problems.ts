import { ADDED } from '../../domain/backlog/columns.js';
import { whyInWords } from '../../domain/backlog/verdict.js';
import { csv } from '../sheets/write-csv.js';
import type { BacklogFile, Imports, JudgedRow } from '../import-models.js';

const ROWS_AT_ONCE = 1_000;

/** Rows that cannot come in, as they stood, with a column of why: mended, the file is loaded as the first was. */
export async function problemsCsv(imports: Imports, { ref, header }: Pick<BacklogFile, 'ref' | 'header'>): Promise<string> {
  const own = header.map((heading, at) => ({ heading, at })).filter(({ heading }) => !ADDED_HEADINGS.has(heading)); // of a mended file that has problems again
  const rows = await refusedRows(imports, ref);
  const lines = rows.map(({ number, cells, problems }) => [number, ...own.map(({ at }) => cells[at] ?? ''), whyInWords(problems)]);
  return csv([ADDED.row, ...own.map(({ heading }) => heading), ADDED.why], lines);
}

const ADDED_HEADINGS: ReadonlySet<string> = new Set(Object.values(ADDED));

async function refusedRows(imports: Imports, ref: string): Promise<JudgedRow[]> {
  const found: JudgedRow[] = [];
  for (let after = 0; ; ) {
    const rows = await imports.rows(ref, { after, limit: ROWS_AT_ONCE, states: ['refused'] });
    found.push(...rows);
    const last = rows.at(-1);
    if (last === undefined) return found;
    after = last.number;
  }
}
