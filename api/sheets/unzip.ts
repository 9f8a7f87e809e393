import { inflateRawSync } from 'node:zlib';
import { UnreadableSheet } from './unreadable.js';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 65_535;
const STORED = 0;
const DEFLATED = 8;
/** A sheet of 100,000 rows is about 60 MB unpacked: more is a bomb, or no caseload. */
const MOST_UNPACKED = 200 * 1024 * 1024;

/** Whether the bytes begin as a ZIP does. */
export const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

/** The files of a ZIP, each unpacked when it is asked for. @throws UnreadableSheet where it is damaged, or unpacks to more than any sheet */
export function unzip(bytes: Uint8Array): (name: string) => Buffer | null {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = entriesOf(zip);
  let left = MOST_UNPACKED;
  return (name) => {
    const entry = entries.get(name);
    if (entry === undefined) return null;
    try {
      const content = contentOf(zip, entry, left);
      left -= content.length;
      return content;
    } catch {
      throw damaged();
    }
  };
}

type Entry = Readonly<{ method: number; packed: number; at: number }>;

const damaged = (): UnreadableSheet => new UnreadableSheet('The workbook is damaged or far too large. Save it anew as XLSX, or as CSV UTF-8.');

function entriesOf(zip: Buffer): Map<string, Entry> {
  try {
    const entries = new Map<string, Entry>();
    const end = endOf(zip);
    const count = zip.readUInt16LE(end + 10);
    let at = zip.readUInt32LE(end + 16);
    for (let nth = 0; nth < count; nth += 1) {
      if (zip.readUInt32LE(at) !== ENTRY) throw damaged();
      const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
      entries.set(zip.toString('utf8', at + 46, at + 46 + name), { method: zip.readUInt16LE(at + 10), packed: zip.readUInt32LE(at + 20), at: zip.readUInt32LE(at + 42) });
      at += 46 + name + extra + comment;
    }
    return entries;
  } catch {
    throw damaged();
  }
}

function endOf(zip: Buffer): number {
  for (let at = zip.length - END_LENGTH; at >= Math.max(0, zip.length - END_LENGTH - LONGEST_COMMENT); at -= 1) {
    if (zip.readUInt32LE(at) === END) return at;
  }
  throw damaged();
}

function contentOf(zip: Buffer, { method, packed, at }: Entry, most: number): Buffer {
  if (zip.readUInt32LE(at) !== LOCAL) throw damaged();
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const content = zip.subarray(from, from + packed);
  if (content.length < packed) throw damaged();
  if (method === STORED) return content;
  if (method !== DEFLATED) throw damaged();
  return inflateRawSync(content, { maxOutputLength: most });
}
