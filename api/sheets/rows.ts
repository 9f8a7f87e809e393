import type { SheetRow } from '../../domain/backlog/sheet.js';
import { UnreadableSheet } from './unreadable.js';

const MOST_ROWS = 100_000;
export const MOST_COLUMNS = 500;

const isBlank = (cell: string): boolean => cell.trim() === '';

/** Takes rows as they are read: those without a word in them are let go at once, and more than a file may have end the reading. */
export function rowCollector() {
  const rows: SheetRow[] = [];
  return {
    rows,
    /** @param number of the row in the file; the headings' is 1 @throws UnreadableSheet */
    add: (number: number, cells: readonly string[]): void => {
      if (cells.every(isBlank)) return;
      if (rows.length > MOST_ROWS) throw new UnreadableSheet(`The file has more than ${MOST_ROWS.toLocaleString('en-GB')} rows. Divide it into files of at most as many.`);
      rows.push({ number, cells: cells.map(wellFormed) });
    },
  };
}

/** Without what no text can hold: what stands in its place is told as a lost letter. */
const wellFormed = (cell: string): string => cell.replaceAll(/[\0\p{Surrogate}]/gu, '\uFFFD');
