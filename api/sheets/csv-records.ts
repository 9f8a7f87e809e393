import { UnreadableSheet } from './unreadable.js';

/** Characters of one record: more is a quotation mark in the wrong place, or no table. */
const LONGEST_RECORD = 1_000_000;
const [LINE_FEED, RETURN, QUOTE] = [0x0a, 0x0d, 0x22];

/**
 * Reads the records of a CSV (RFC 4180) from its beginning to its end, blank ones too, one at a time: whoever hears them may stop it by
 * throwing. Lines end as they will. A library's reader builds an error for every record of another length than the first, which
 * takes a hundred times as long as the record.
 *
 * @param mark between cells
 * @throws UnreadableSheet
 */
export function eachRecord(text: string, mark: string, hear: (cells: string[], number: number) => void): void {
  const between = mark.charCodeAt(0);
  let number = 1;
  let cells: string[] = [];
  for (let [at, began] = [0, 0]; ; ) {
    const { cell, end } = text.charCodeAt(at) === QUOTE ? quoted(text, at, number) : bare(text, at, between, number);
    const next = text.charCodeAt(end); // not a number at the end of the text
    if (end < text.length && next !== between && next !== LINE_FEED && next !== RETURN) throw misquoted(number);
    if (end - began > LONGEST_RECORD) throw misquoted(number);
    cells.push(cell);
    at = end + 1;
    if (next === between) continue;
    hear(cells, number);
    if (next === RETURN && text.charCodeAt(at) === LINE_FEED) at += 1;
    if (at >= text.length) return;
    [cells, number, began] = [[], number + 1, at];
  }
}

type CellRead = Readonly<{ cell: string; /** Of what comes after it. */ end: number }>;

function bare(text: string, at: number, between: number, number: number): CellRead {
  let end = at;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === between || code === LINE_FEED || code === RETURN) break;
    if (code === QUOTE) throw misquoted(number);
  }
  return { cell: text.slice(at, end), end };
}

function quoted(text: string, at: number, number: number): CellRead {
  let cell = '';
  for (let from = at + 1; ; ) {
    const to = text.indexOf('"', from);
    if (to === -1) throw new UnreadableSheet(`A quotation mark is opened in row ${number} and never closed. Save the table as CSV anew, or as XLSX.`);
    cell += text.slice(from, to);
    if (text.charCodeAt(to + 1) !== QUOTE) return { cell, end: to + 1 };
    cell += '"';
    from = to + 2;
  }
}

const misquoted = (number: number): UnreadableSheet =>
  new UnreadableSheet(`The file cannot be read as CSV in row ${number}: look for a quotation mark inside a cell. Save the table as CSV anew, or as XLSX.`);
