import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** A table as it is read, piece by piece: none is kept whole in memory. */
export type Pieces = Readonly<{ name: string; mediaType: string; pieces: AsyncIterable<string> | Iterable<string> }>;

/**
 * Sends a file while it is being made. What refuses it does so before the first word is sent.
 *
 * @throws whatever making its first piece throws
 */
export async function sendPieces(res: Response, { name, mediaType, pieces }: Pieces): Promise<void> {
  const all = Symbol.asyncIterator in pieces ? pieces[Symbol.asyncIterator]() : pieces[Symbol.iterator]();
  const first = await all.next();
  res.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "sandbox; default-src 'none'" });
  res.attachment(name).type(mediaType);
  await pipeline(async function* () {
    for (let next = first; next.done !== true; next = await all.next()) yield next.value;
  }, res);
}
