import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where documents are kept unless DULY_DOCUMENTS names another folder, which every process of the council must share. */
const DEFAULT_FOLDER = '.duly/documents';

export const documentsFolder = (environment: Readonly<Record<string, string | undefined>>): string => {
  const given = environment['DULY_DOCUMENTS']?.trim() ?? '';
  return given === '' ? DEFAULT_FOLDER : given;
};

const REF = /^D-[0-9A-Z]{8}$/;

/** A folder of files named by their references, in 32 folders by the last letter. The same three functions serve another store. */
export function folderStore(folder: string) {
  const placeOf = (ref: string): string => {
    if (!REF.test(ref)) throw new Error('not a document reference');
    return join(folder, ref.slice(-1), ref);
  };
  return {
    put: async (ref: string, content: Uint8Array): Promise<void> => {
      const place = placeOf(ref);
      const half = `${place}.${randomUUID()}.part`;
      await mkdir(join(place, '..'), { recursive: true, mode: 0o700 });
      await writeFile(half, content, { mode: 0o600 });
      await rename(half, place); // whole or not at all
    },
    get: async (ref: string): Promise<Buffer | null> => {
      try {
        return await readFile(placeOf(ref));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    remove: (ref: string): Promise<void> => rm(placeOf(ref), { force: true }),
  };
}
