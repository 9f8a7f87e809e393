/** Files that may be handed in, known by what is in them: a name or a browser's word for it proves nothing. */

export type FileKind = 'pdf' | 'docx' | 'odt' | 'png' | 'jpeg' | 'txt';

export const MEDIA_TYPES: Readonly<Record<FileKind, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  png: 'image/png',
  jpeg: 'image/jpeg',
  txt: 'text/plain',
};

const ENDINGS: Readonly<Record<string, FileKind>> = { pdf: 'pdf', docx: 'docx', odt: 'odt', png: 'png', jpg: 'jpeg', jpeg: 'jpeg', txt: 'txt' };

export type FileFault = 'empty' | 'ending-unknown' | 'not-what-it-says' | 'holds-macros';
export type FileVerdict = Readonly<{ kind: FileKind } | { problem: FileFault }>;

/**
 * What a file is, where its name and its content say the same. A document that carries macros is refused whatever it is called.
 *
 * @param name as its owner calls it: only the ending counts
 * @param content the whole file
 */
export function judgeFile(name: string, content: Uint8Array): FileVerdict {
  if (content.length === 0) return { problem: 'empty' };
  const said = ENDINGS[name.slice(name.lastIndexOf('.') + 1).toLowerCase()];
  if (said === undefined || !name.includes('.')) return { problem: 'ending-unknown' };
  if (sniffed(content) !== said) return { problem: 'not-what-it-says' };
  if (said === 'docx' && holds(content, 'vbaProject')) return { problem: 'holds-macros' };
  return { kind: said };
}

const startsWith = (content: Uint8Array, ...bytes: readonly number[]): boolean => bytes.every((byte, i) => content[i] === byte);

function sniffed(content: Uint8Array): FileKind | null {
  if (startsWith(content, 0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf'; // %PDF-
  if (startsWith(content, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (startsWith(content, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (startsWith(content, 0x50, 0x4b, 0x03, 0x04)) return ofZip(content);
  return isText(content) ? 'txt' : null;
}

/** An office document is a zip; the names in it, which are never packed, say of what. */
function ofZip(content: Uint8Array): FileKind | null {
  if (holds(content, '[Content_Types].xml') && holds(content, 'word/document.xml')) return 'docx';
  return holds(content.subarray(0, 200), 'mimetypeapplication/vnd.oasis.opendocument.text') ? 'odt' : null;
}

function holds(content: Uint8Array, words: string): boolean {
  const wanted = Array.from(words, (letter) => letter.charCodeAt(0));
  for (let at = content.indexOf(wanted[0] ?? 0); at !== -1; at = content.indexOf(wanted[0] ?? 0, at + 1)) {
    if (wanted.every((byte, i) => content[at + i] === byte)) return true;
  }
  return false;
}

/** UTF-8 without control characters but tab, line feed, carriage return and form feed. */
function isText(content: Uint8Array): boolean {
  if (content.some((byte) => byte < 9 || byte === 11 || (byte > 13 && byte < 32) || byte === 127)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
