import type { Request } from 'express';

/**
 * What somebody had written in a form that failed, in the form's order: texts of more than a word, for choices and codes are soon given again.
 * Of our own pages alone: what another site sends is not to be read here as if we said it.
 */
export function writtenIn(req: Request): readonly string[] {
  const body: unknown = req.body;
  if (req.get('Sec-Fetch-Site') !== 'same-origin' || typeof body !== 'object' || body === null) return [];
  return Object.values(body).flat().flatMap((text: unknown) => (typeof text === 'string' && /\S\s+\S/.test(text) ? [text.trim()] : []));
}
