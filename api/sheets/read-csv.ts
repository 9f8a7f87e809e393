import { CsvError, parse } from 'csv-parse/sync';
import { decoded } from './decoded.js';
import { UnreadableSheet } from './unreadable.js';

const DELIMITERS = [',', ';', '\t'] as const;

/** Every line of a CSV, blank ones too, so that a row's place is its number. @throws UnreadableSheet */
export function readCsv(bytes: Uint8Array): readonly (readonly string[])[] {
  const text = decoded(bytes);
  if (text.includes('\u0000')) throw new UnreadableSheet('This file is neither CSV nor XLSX. Save the table as one of them.');
  try {
    return parse(text, { bom: true, delimiter: delimiterOf(text), relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw new UnreadableSheet('A quotation mark in the file is opened and never closed. Save the table as CSV anew, or as XLSX.');
    const line: unknown = Reflect.get(error, 'lines');
    throw new UnreadableSheet(`The file cannot be read as CSV${typeof line === 'number' ? ` at line ${line}` : ''}: look for a quotation mark inside a cell. Save the table as CSV anew, or as XLSX.`);
  }
}

/** The mark that parts most cells of the first line. */
function delimiterOf(text: string): string {
  const [first = ''] = text.split(/\r?\n/, 1);
  const count = (mark: string): number => first.split(mark).length;
  return DELIMITERS.reduce<string>((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}
