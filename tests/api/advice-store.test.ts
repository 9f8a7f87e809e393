import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentsFolder, folderStore } from '../../config/documents.js';

/** The document store's default: a folder, by references only. */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duly-documents-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('what is put is got, whole; nothing half written is left; what is removed is gone', async () => {
  const store = folderStore(folder);
  await store.put('D-7K3M9QZX', Buffer.from('advice'));
  expect((await store.get('D-7K3M9QZX'))?.toString()).toBe('advice');
  expect(await readdir(join(folder, 'X'))).toEqual(['D-7K3M9QZX']);
  await store.remove('D-7K3M9QZX');
  await store.remove('D-7K3M9QZX');
  expect(await store.get('D-7K3M9QZX')).toBeNull();
});

test.each(['../../etc/passwd', 'D-../../../x', 'report.pdf', ''])('"%s" is no reference: it reaches no file', async (name) => {
  await expect(folderStore(folder).get(name)).rejects.toThrow('not a document reference');
});

test('the folder is named by the environment', () => {
  expect(documentsFolder({ DULY_DOCUMENTS: '/var/lib/duly' })).toBe('/var/lib/duly');
  expect(documentsFolder({ DULY_DOCUMENTS: ' ' })).toBe('.duly/documents');
});
