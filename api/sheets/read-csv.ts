import type { SheetRow } from '../../domain/backlog/sheet.js';
import { eachRecord } from './csv-records.js';
import { decoded } from './decoded.js';
import { MOST_COLUMNS, rowCollector } from './rows.js';
import { UnreadableSheet } from './unreadable.js';

const DELIMITERS = [',', ';', '\t'] as const;
/** As many as a spreadsheet has: blank ones take their time too. */
const LAST_ROW = 1_048_576;

/** The rows of a CSV that say something, by their place: the headings' is 1. @throws UnreadableSheet */
export function readCsv(bytes: Uint8Array): readonly SheetRow[] {
  const text = decoded(bytes);
  if (text.includes('\u0000')) throw new UnreadableSheet('This file is neither CSV nor XLSX. Save the table as one of them.');
  const { rows, add } = rowCollector();
  eachRecord(text, delimiterOf(text), (cells, number) => {
    if (number > LAST_ROW) throw new UnreadableSheet(`The file has more than ${LAST_ROW.toLocaleString('en-GB')} lines. Leave out the blank ones.`);
    add(number, cells.length > MOST_COLUMNS ? cells.slice(0, MOST_COLUMNS + 1) : cells);
  });
  return rows;
}

/** The mark that parts most cells of the first line, quoted ones apart. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r\n|\n|\r/, 1);
  const open = first.replaceAll(/"[^"]*"/g, '');
  const count = (mark: string): number => open.split(mark).length;
  return DELIMITERS.reduce<string>((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
