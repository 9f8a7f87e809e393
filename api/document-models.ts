import type { Instant } from '../domain/dates/london.js';

/** A file somebody gave us, or that we made. `kind` says what it is: `advice`, `letter`, ... */
export type DocumentRow = Readonly<{
  ref: string;
  recordRef: string | null;
  kind: string;
  /** As its owner calls it. Personal data. */
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  givenBy: string;
  givenAt: Instant;
}>;

/** A file as it is handed out. */
export type FileContent = Readonly<{ name: string; mediaType: string; content: Buffer }>;

/** What the record is to know of a file whose bytes have been put away. */
export type NewDocument = Pick<DocumentRow, 'ref' | 'name' | 'mediaType' | 'bytes' | 'sha256'>;

/** Where the bytes are: a folder, or later an S3-compatible store. Names are document references, never what a file is called. */
export type DocumentStore = Readonly<{
  /** Whole or not at all. */
  put: (ref: string, content: Uint8Array) => Promise<void>;
  /** Null where there is none. */
  get: (ref: string) => Promise<Buffer | null>;
  remove: (ref: string) => Promise<void>;
}>;
