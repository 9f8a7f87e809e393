import type { Page } from '../../api/read-models.js';

/** A cursor that no page of ours gave. */
export class UnreadableCursor extends Error {
  override readonly name = 'UnreadableCursor';
  constructor() {
    super('cursor is not one that a page of this list gave: leave it out to begin with the first page');
  }
}

/** Opaque to its bearer: the order key of the last row shown, as text. */
export const cursorOf = (...key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws UnreadableCursor */
export function keyOf(cursor: string, parts: number): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(key) && key.length === parts && key.every((part) => typeof part === 'string')) return key;
  } catch {
    // falls through: the same answer as for a key of another shape
  }
  throw new UnreadableCursor();
}

/** A page out of one row more than asked for, if there was one. */
export function pageOf<Row, T>(rows: readonly Row[], limit: number, item: (row: Row) => T, cursor: (row: Row) => string): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), next: rows.length > limit && last !== undefined ? cursor(last) : null };
}
