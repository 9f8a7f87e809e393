import { inflateSync } from 'node:zlib';

/** The words of a PDF that Chromium drew, page by page: its fonts say which letter each glyph is. */
export function pdfText(pdf: Buffer): string[] {
  const objects = new Map<string, string>();
  const raw = pdf.toString('latin1');
  for (const [, number = '', body = ''] of raw.matchAll(/(?:^|\n)(\d+) 0 obj\r?\n?([\s\S]*?)endobj/g)) objects.set(number, body);
  const body = (number: string | undefined): string => objects.get(number ?? '') ?? '';
  const fonts = new Map<string, ReadonlyMap<string, string>>();
  const fontOf = (number: string): ReadonlyMap<string, string> => {
    const known = fonts.get(number) ?? lettersOf(streamOf(body(/\/ToUnicode (\d+) 0 R/.exec(body(number))?.[1])));
    fonts.set(number, known);
    return known;
  };
  return [...objects.values()].filter((one) => /\/Type\s*\/Page\b/.test(one)).map((page) => {
    const named = new Map([...(/\/Font\s*<<([\s\S]*?)>>/.exec(page)?.[1] ?? '').matchAll(/\/(\S+) (\d+) 0 R/g)].map(([, name = '', number = '']) => [name, fontOf(number)]));
    return wordsOf(streamOf(body(/\/Contents (\d+) 0 R/.exec(page)?.[1])), named);
  });
}

/** Its bytes by the length it names: they may end with what looks like the end of a line. */
function streamOf(body: string): string {
  const begun = /stream\r?\n/.exec(body);
  const length = /\/Length (\d+)(?!\d| \d+ R)/.exec(body)?.[1];
  if (begun === null) return '';
  if (length === undefined) throw new Error('a stream of the PDF does not name its length');
  const start = begun.index + begun[0].length;
  const found = body.slice(start, start + Number(length));
  return body.slice(0, begun.index).includes('/FlateDecode') ? inflateSync(Buffer.from(found, 'latin1')).toString('latin1') : found;
}

/** Glyph codes to letters, from a font's own table. */
function lettersOf(table: string): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  const text = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, part = ''] of table.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', to = ''] of part.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) letters.set(code.toUpperCase(), text(to));
  for (const [, part = ''] of table.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', first = ''] of part.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      for (let code = parseInt(from, 16); code <= parseInt(to, 16); code += 1) letters.set(hexOf(code), String.fromCodePoint(parseInt(first, 16) + code - parseInt(from, 16)));
  return letters;
}

const hexOf = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');

function wordsOf(content: string, fonts: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  let letters: ReadonlyMap<string, string> = new Map();
  const out: string[] = [];
  for (const [, font, glyphs] of content.matchAll(/\/(\S+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (font !== undefined) letters = fonts.get(font) ?? letters;
    else for (const [code] of (glyphs ?? '').toUpperCase().matchAll(/.{4}/g)) out.push(letters.get(code) ?? '');
  }
  return out.join('');
}
