/** A stretch of text: in both, taken out, or put in. */
export type Piece = Readonly<{ kind: 'same' | 'out' | 'in'; text: string }>;

/** Words compared word by word; beyond so many pairs of words the middle is said to be replaced as a whole. */
const MOST_PAIRS = 4_000_000;

/**
 * What was taken out of a text and put into it, word by word. `same` and `out` joined are the text before, `same` and `in` the one after.
 * The words kept are a longest common run of both, so no fewer could have been changed.
 */
export function wordDifference(before: string, after: string): readonly Piece[] {
  const [was, is] = [wordsOf(before), wordsOf(after)];
  const shorter = Math.min(was.length, is.length);
  let head = 0;
  while (head < shorter && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail += 1;
  const middle = between(was.slice(head, was.length - tail), is.slice(head, is.length - tail));
  const same = (words: readonly string[]): Piece[] => words.map((text) => ({ kind: 'same', text }));
  return joined(withoutLoneSpaces(joined([...same(was.slice(0, head)), ...middle, ...same(was.slice(was.length - tail))])));
}

/** Words and the spaces between them, each a token: none is lost. */
const wordsOf = (text: string): string[] => text.match(/\s+|[^\s]+/g) ?? [];

function between(was: readonly string[], is: readonly string[]): Piece[] {
  const replaced: Piece[] = [...was.map((text): Piece => ({ kind: 'out', text })), ...is.map((text): Piece => ({ kind: 'in', text }))];
  if (was.length === 0 || is.length === 0 || was.length * is.length > MOST_PAIRS) return replaced;
  const width = is.length + 1;
  const kept = new Uint16Array((was.length + 1) * width); // words kept of what is left, from each pair on
  const at = (i: number, j: number): number => kept[i * width + j] ?? 0;
  for (let i = was.length - 1; i >= 0; i -= 1)
    for (let j = is.length - 1; j >= 0; j -= 1) kept[i * width + j] = was[i] === is[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    const [out, put] = [was[i], is[j]];
    if (out !== undefined && out === put) {
      pieces.push({ kind: 'same', text: out });
      i += 1;
      j += 1;
    } else if (out !== undefined && (put === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: 'out', text: out });
      i += 1;
    } else {
      pieces.push({ kind: 'in', text: put ?? '' });
      j += 1;
    }
  }
  return pieces;
}

/** Between two changes a space alone is no word kept: it belongs to both. */
function withoutLoneSpaces(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, i): Piece[] => {
    const lone = piece.kind === 'same' && piece.text.trim() === '' && i > 0 && i < pieces.length - 1;
    return lone ? [{ kind: 'out', text: piece.text }, { kind: 'in', text: piece.text }] : [piece];
  });
}

/** Neighbours of a kind made one; within a change what goes out stands before what comes in. */
function joined(pieces: readonly Piece[]): Piece[] {
  const made: Piece[] = [];
  let [out, put] = ['', ''];
  const flush = (): void => {
    if (out !== '') made.push({ kind: 'out', text: out });
    if (put !== '') made.push({ kind: 'in', text: put });
    [out, put] = ['', ''];
  };
  for (const { kind, text } of pieces) {
    if (kind === 'out') out += text;
    else if (kind === 'in') put += text;
    else {
      flush();
      const last = made.at(-1);
      if (last?.kind === 'same') made.splice(-1, 1, { kind: 'same', text: last.text + text });
      else made.push({ kind: 'same', text });
    }
  }
  flush();
  return made;
}
