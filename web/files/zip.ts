import { crc32, deflateRawSync } from 'node:zlib';

/** Files put together as a ZIP archive, deflated; names in UTF-8, all of one fixed day, so that the same files give the same bytes. */
export function zip(files: readonly Readonly<{ name: string; content: string }>[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const [named, raw] = [Buffer.from(name), Buffer.from(content)];
    const packed = deflateRawSync(raw);
    const common = commonOf(crc32(raw), packed.length, raw.length, named.length);
    const local = Buffer.concat([uint32(0x04034b50), common, named, packed]);
    directory.push(Buffer.concat([uint32(0x02014b50), uint16(20), common, uint16(0), uint16(0), uint16(0), uint32(0), uint32(offset), named])); // no comment, disk 0, no attributes
    parts.push(local);
    offset += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.concat([uint32(0x06054b50), uint16(0), uint16(0), uint16(files.length), uint16(files.length), uint32(listed.length), uint32(offset), uint16(0)]);
  return Buffer.concat([...parts, listed, end]);
}

const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
const MIDNIGHT = 0;
const FIRST_DAY = 0x0021; // 1 January 1980

/** What a file's own header and its line in the directory have alike; no extra field. */
const commonOf = (crc: number, packed: number, raw: number, name: number): Buffer =>
  Buffer.concat([uint16(20), uint16(UTF8_NAMES), uint16(DEFLATED), uint16(MIDNIGHT), uint16(FIRST_DAY), uint32(crc), uint32(packed), uint32(raw), uint16(name), uint16(0)]);

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
