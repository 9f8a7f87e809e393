import type { Sheet } from '../../domain/backlog/sheet.js';
import { readCsv } from './read-csv.js';
import { isZip, readXlsx } from './read-xlsx.js';
import { MOST_COLUMNS } from './rows.js';
import { UnreadableSheet } from './unreadable.js';

/** How a workbook of before 2007 begins, and one with a password. */
const OLD_WORKBOOK = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * A table from a file, by what the file is and not by its name: CSV (UTF-8 with or without mark, UTF-16, Windows-1252; commas,
 * semicolons or tabs) or the first sheet of an XLSX workbook. Rows without a word in them are left out; the others keep their number.
 *
 * @throws UnreadableSheet saying what mends it
 */
export function readSheet(bytes: Uint8Array): Sheet {
  if (OLD_WORKBOOK.every((byte, at) => bytes[at] === byte)) throw new UnreadableSheet('This is a workbook of an old kind, or has a password. Save it as XLSX without a password, or as CSV UTF-8.');
  const read = isZip(bytes) ? readXlsx(bytes) : readCsv(bytes);
  const header = read.find(({ number }) => number === 1)?.cells ?? [];
  const width = header.findLastIndex((heading) => heading.trim() !== '') + 1;
  if (width === 0) throw new UnreadableSheet('The file has no headings in its first row. Put the names of the columns there.');
  if (width > MOST_COLUMNS) throw new UnreadableSheet(`The file has more than ${MOST_COLUMNS} columns. Leave out those that Duly does not know.`);
  const rows = read.filter(({ number }) => number > 1).map(({ number, cells }) => ({ number, cells: cells.slice(0, width) }));
  const told = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')); // words beside the table are none of it
  if (told.length === 0) throw new UnreadableSheet('The file has headings and no rows.');
  return { header: header.slice(0, width).map((heading) => heading.trim()), rows: told };
}
