import { problem, type RowProblem } from './problems.js';
import { COLUMNS, type ColumnCode } from './columns.js';

const MOST_LETTERS = 100;
const BLANKS = /\s+/g;

/** A name as one line, with single spaces. */
export const nameOf = (cell: string): string => cell.replaceAll(BLANKS, ' ').trim();

/** Why a cell is no name: letters lost or garbled on the way, or none at all. */
export function nameProblem(column: ColumnCode, cell: string): RowProblem | null {
  const name = nameOf(cell);
  const { heading } = COLUMNS[column];
  if (name.includes('\uFFFD') || name.includes('?')) return problem(column, 'letters-lost', `${heading}: “${name}” has lost letters`);
  const meant = unscrambled(name);
  if (meant !== null) return problem(column, 'letters-garbled', `${heading}: “${name}” looks like “${meant}” read in another encoding`);
  if (/[\p{Cc}\p{Number}<>{}=@#|\\]/u.test(name) || !/\p{Letter}/u.test(name)) return problem(column, 'not-a-name', `${heading}: “${name}” has characters no name has`);
  return name.length > MOST_LETTERS ? problem(column, 'too-long', `${heading} is longer than ${MOST_LETTERS} characters`) : null;
}

/** What Windows-1252 shows for the bytes 128 to 159; elsewhere a byte is the letter of its number. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

function byteOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 256) return code;
  const at = HIGH.indexOf(letter);
  return at === -1 ? -1 : 128 + at;
}

/** The name that was meant, where UTF-8 was read as Windows-1252 (“ZoÃ«” for “Zoë”); null where it reads as it stands. */
function unscrambled(name: string): string | null {
  if (!/[\u00C2-\u00F4]/.test(name)) return null;
  const bytes = Array.from(name).map(byteOf);
  if (bytes.includes(-1)) return null;
  try {
    const meant = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return meant === name ? null : meant;
  } catch {
    return null;
  }
}
