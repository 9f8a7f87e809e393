const KILOBYTE = 1024;

/** A file's size, as people say it. */
export const sizeWords = (bytes: number): string =>
  bytes < KILOBYTE * KILOBYTE ? `${Math.max(1, Math.round(bytes / KILOBYTE))} KB` : `${(bytes / KILOBYTE / KILOBYTE).toFixed(1)} MB`;
