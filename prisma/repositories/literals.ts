const PLAIN = /^[a-zA-Z0-9-]+$/;

/** A code or a day of our own, as it may stand between quotes in a statement. @throws RangeError for anything else */
export function literal(text: string): string {
  if (!PLAIN.test(text)) throw new RangeError('neither a code nor a day');
  return text;
}

export const literals = (codes: readonly string[]): string => codes.map((code) => `'${literal(code)}'`).join(', ');
