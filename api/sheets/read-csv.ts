import { CsvError, parse } from 'csv-parse/sync';
import type { SheetRow } from '../../domain/backlog/sheet.js';
import { decoded } from './decoded.js';
import { MOST_COLUMNS, rowCollector } from './rows.js';
import { UnreadableSheet } from './unreadable.js';

const DELIMITERS = [',', ';', '\t'] as const;
/** Characters of one row: more is a quotation mark in the wrong place, or no table. */
const LONGEST_ROW = 1_000_000;

/** As many as a spreadsheet has: blank ones take their time too. */
const LAST_LINE = 1_048_576;

/** The rows of a CSV that say something, by their place: the headings' is 1. @throws UnreadableSheet */
export function readCsv(bytes: Uint8Array): readonly SheetRow[] {
  const text = decoded(bytes);
  if (text.includes('\u0000')) throw new UnreadableSheet('This file is neither CSV nor XLSX. Save the table as one of them.');
  const { rows, add } = rowCollector();
  let number = 0;
  const take = (cells: string[]): null => {
    number += 1;
    if (number > LAST_LINE) throw new UnreadableSheet(`The file has more than ${LAST_LINE.toLocaleString('en-GB')} lines. Leave out the blank ones.`);
    add(number, cells.length > MOST_COLUMNS ? cells.slice(0, MOST_COLUMNS + 1) : cells);
    return null; // kept here, and not a second time by the parser
  };
  try {
    parse(text, { bom: true, delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false, max_record_size: LONGEST_ROW, on_record: take });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableSheet(whyUnread(error));
  }
  return rows;
}

function whyUnread(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'A quotation mark in the file is opened and never closed. Save the table as CSV anew, or as XLSX.';
  const line: unknown = Reflect.get(error, 'lines');
  return `The file cannot be read as CSV${typeof line === 'number' ? ` at line ${line}` : ''}: look for a quotation mark inside a cell. Save the table as CSV anew, or as XLSX.`;
}

/** The mark that parts most cells of the first line, quoted ones apart. */
function delimiterOf(text: string): string {
  const [first = ''] = text.replaceAll(/^\uFEFF/g, '').split(/\r\n|\n|\r/, 1);
  const bare = first.replaceAll(/"[^"]*"/g, '');
  const count = (mark: string): number => bare.split(mark).length;
  return DELIMITERS.reduce<string>((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
