/** Text of a file: UTF-16 where its mark or its first letters say so, else UTF-8, else Windows-1252 as spreadsheets write it. */
export function decoded(bytes: Uint8Array): string {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || isLatin(a, b, c, d)) return new TextDecoder('utf-16le').decode(bytes);
  if ((a === 0xfe && b === 0xff) || isLatin(b, a, d, c)) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether two pairs of bytes are two letters of a heading in UTF-16: a letter, then nothing. */
const isLatin = (...[a, b, c, d]: readonly (number | undefined)[]): boolean => isLetter(a) && b === 0 && isLetter(c) && d === 0;
const isLetter = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x20 && byte < 0x7f;
