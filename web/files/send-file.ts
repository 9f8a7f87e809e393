import type { Response } from 'express';
import type { FileContent } from '../../api/document-models.js';

/** A file as a download: it is never shown as a page of ours, whatever is in it. */
export function sendFile(res: Response, { name, mediaType, content }: FileContent): void {
  res.set({ 'Content-Type': mediaType, 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "sandbox; default-src 'none'" });
  res.attachment(name).type(mediaType).send(content);
}
