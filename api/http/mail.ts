import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { ReadMail } from '../post-models.js';

/** @returns null for what is no mail: without a sender and without a date there is nothing to go by */
export async function readMail(raw: Buffer): Promise<ReadMail | null> {
  const mail = await PostalMime.parse(raw).catch(() => null); // nested deeper, or with more headers, than any person's mail
  if (mail === null || (mail.from === undefined && mail.date === undefined)) return null;
  return {
    messageId: cleaned(mail.messageId),
    date: cleaned(mail.date),
    received: mail.headers.filter(({ key }) => key === 'received').map(({ value }) => value),
    fromName: cleaned(mail.from?.name),
    fromAddress: cleaned(mail.from?.address),
    subject: cleaned(mail.subject) ?? '',
    text: textOf(mail),
    attachments: mail.attachments.map((one, i) => ({ name: nameOf(one, i), content: contentOf(one) })),
  };
}

/** Without what PostgreSQL keeps in no text. */
const kept = (text: string): string => text.replaceAll('\0', '').trim();

function cleaned(text: string | null | undefined): string | null {
  const found = kept(text ?? '');
  return found === '' ? null : found;
}

const textOf = ({ text, html }: Email): string => kept(text ?? (html === undefined ? '' : plainText(html)));

const ENDINGS: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'image/png': 'png', 'image/jpeg': 'jpg', 'text/plain': 'txt' };

const nameOf = ({ filename, mimeType }: Attachment, index: number): string => cleaned(filename) ?? `attachment-${index + 1}.${ENDINGS[mimeType] ?? 'bin'}`;

function contentOf({ content }: Attachment): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  return content instanceof ArrayBuffer ? Buffer.from(content) : Buffer.from(content.buffer, content.byteOffset, content.byteLength);
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', pound: '£', rsquo: '’', lsquo: '‘', rdquo: '”', ldquo: '“', ndash: '–', mdash: '—', hellip: '…' };

/** The words of a mail that has no plain part. They are shown as text and never as a page. */
function plainText(html: string): string {
  return html
    .replaceAll(/<(script|style|head)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (all: string, decimal: string | undefined, hex: string | undefined, name: string | undefined) => letter(decimal, hex) ?? ENTITIES[name ?? ''] ?? all)
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n');
}

function letter(decimal: string | undefined, hex: string | undefined): string | null {
  const code = decimal === undefined ? (hex === undefined ? 0 : Number.parseInt(hex, 16)) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}
