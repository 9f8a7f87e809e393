import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Attempt, Channel, Envelope } from '../../activities/delivery/channel.js';
import type { LetterPdf } from './letter-pdf.js';

/** Messages as files, each named by its reference, so that none is ever there twice. */

const block = z.union([z.object({ kind: z.enum(['heading', 'paragraph', 'link']), text: z.string() }), z.object({ kind: z.literal('list'), items: z.array(z.string()) })]);

/** What the demonstration's outbox keeps of a message, the link that works included. */
export const keptMessage = z.object({
  reference: z.string(), channel: z.enum(['email', 'letter']), letter: z.string(), toName: z.string(), address: z.string(), subject: z.string(), body: z.array(block),
  link: z.string().nullable(), largePrint: z.boolean(), language: z.string().nullable(), on: z.string(),
});
export type KeptMessage = z.output<typeof keptMessage>;

const REFERENCE = /^[0-9a-f-]{36}$/;

/** Mail to these is sent back, so that a demonstration can show what then happens. */
const SENT_BACK = /^bounce[^@]*@/i;

/** The outbox of the demonstration: a JSON file a message, and for a letter its PDF beside it where there is a browser to draw it. */
export function outboxFolder(folder: string, pdf: LetterPdf | null): Channel {
  return {
    name: 'outbox',
    send: async (envelope) => {
      await mkdir(folder, { recursive: true });
      if (envelope.channel === 'letter' && pdf !== null) {
        const drawn = await pdf.draw(envelope).catch(() => null); // a letter without a picture is read as its words
        if (drawn !== null) await writeWhole(fileOf(folder, envelope.reference, 'pdf'), drawn);
      }
      await writeWhole(fileOf(folder, envelope.reference, 'json'), JSON.stringify(envelope satisfies KeptMessage | Envelope));
      return { kind: 'accepted', providerRef: null };
    },
    find: async (reference) => ((await exists(fileOf(folder, reference, 'json'))) ? '' : null),
    receipt: async ({ reference }) => {
      const kept = await readKept(folder, reference);
      if (kept === null) return { kind: 'in-transit' };
      return SENT_BACK.test(kept.address) ? { kind: 'bounced', problem: 'permanent-failure' } : { kind: 'delivered' };
    },
    close: () => pdf?.close() ?? Promise.resolve(),
  };
}

/** Letters for the council's own post room: a PDF each, which somebody prints and posts. No receipt ever comes back. */
export function letterFolder(folder: string, pdf: LetterPdf): Channel {
  return {
    name: 'folder',
    send: async (envelope): Promise<Attempt> => {
      await mkdir(folder, { recursive: true });
      await writeWhole(fileOf(folder, envelope.reference, 'pdf'), await pdf.draw(envelope));
      return { kind: 'accepted', providerRef: null };
    },
    find: async (reference) => ((await exists(fileOf(folder, reference, 'pdf'))) ? '' : null),
    receipt: null,
    close: () => pdf.close(),
  };
}

/** @returns null where there is no such message */
export async function readKept(folder: string, reference: string): Promise<KeptMessage | null> {
  const file = fileOf(folder, reference, 'json');
  if (!(await exists(file))) return null;
  return keptMessage.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** A letter's PDF. @returns null where none was drawn */
export async function readPdf(folder: string, reference: string): Promise<Buffer | null> {
  const file = fileOf(folder, reference, 'pdf');
  return (await exists(file)) ? readFile(file) : null;
}

/** @throws RangeError for what is no reference: nothing else ever names a file */
function fileOf(folder: string, reference: string, kind: 'json' | 'pdf'): string {
  if (!REFERENCE.test(reference)) throw new RangeError('not a message’s reference');
  return path.join(folder, `${reference}.${kind}`);
}

const exists = (file: string): Promise<boolean> => stat(file).then(() => true, () => false);

/** Whole or not at all, and on the disk before anybody is told. */
async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  const next = `${file}.${process.pid}`;
  try {
    const handle = await open(next, 'w', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, file);
  } finally {
    await rm(next, { force: true });
  }
}
